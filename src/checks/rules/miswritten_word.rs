//! # What it looks for
//! A word that is often miswritten: 布署 for 部署, 一如继往 for 一如既往.
//!
//! # Why
//! Who types by sound picks the wrong one of two; whoever reads it knows what is meant and reads on.
//!
//! # Warns
//! - `会议对下一阶段工作作了布署。`
//! - `全县将一如继往优化服务,提升产业竟争力。`
//! - `各级领导千部深入一线,这是一项重要举错。`
//! - `补贴资金已拔付到位,派遗员工三十人。`
//!
//! # Stays quiet
//! - `会议对下一阶段工作作了部署,全县将一如既往优化服务。`
//! - `两家公司竟争先签约,文件列举错误情形十项。`
//! - `新兴产业发展势头良好,新型建材产业加快布局。`
//! - `两家公司落户业主自建的楼宇。`
//!
//! # Limits
//! Only words of a fixed list (`data/checks/miswritten.tsv`), and none that a name could hold.

use super::{Case, Report};
use crate::checks::table::{self, ByCharacter, Pairs};
use crate::checks::view::quote;
use crate::model::EntityType;
use crate::parts::Part;
use crate::text::Span;
use std::sync::LazyLock;

/// By the first character of the miswritten word: the second one, and both words.
static WORDS: LazyLock<ByCharacter<(char, &str, &str)>> = LazyLock::new(|| {
    let rows = table::kept(Part::Miswritten);
    ByCharacter::new(rows.into_iter().filter_map(|[written, meant]: [&str; 2]| {
        let mut chars = written.chars();
        Some((chars.next()?, (chars.next()?, written, meant)))
    }))
});

static PAIRS: LazyLock<Pairs> =
    LazyLock::new(|| Pairs::new(WORDS.all().iter().map(|(first, (second, ..))| (*first, *second, 1))));

pub fn check(case: &Case, report: &mut Report) {
    let (chars, pairs) = (&case.text.chars, &*PAIRS);
    let here = |at: usize| {
        let (words, next) = (WORDS.of(chars[at]), *chars.get(at + 1)?);
        let stands = |(_, (second, written, _)): &&(char, (char, &str, &str))| {
            *second == next && case.text.starts_with(at, written)
        };
        let (_, (_, written, meant)) = words.iter().find(stands)?;
        Some((Span::new(at, at + written.chars().count()), *meant))
    };
    for (place, meant) in (0..chars.len()).filter(|&at| pairs.may_have(chars, at, 1)).filter_map(here) {
        if case.article_of(place.start).is_some()
            && !is_in_name(case, place)
            && !is_of_words(case, place)
            && !report.marks(place)
        {
            let said = quote(case, place);
            report
                .warn(place, format!("“{said}”应作“{meant}”。"), format!("“{said}” should be “{meant}”."))
                .suggest(meant);
        }
    }
}

/// Whether its parts belong to the words before and behind: 落户|业主.
fn is_of_words(case: &Case, place: Span) -> bool {
    let reaches_out = |at: usize| case.word_at(at).is_some_and(|word| !place.contains(word));
    reaches_out(place.start) || reaches_out(place.end - 1)
}

/// Whether the name of a person, firm or place holds a part of it.
fn is_in_name(case: &Case, place: Span) -> bool {
    use EntityType::{Company, Person, Place};
    case.mentions_over(place).any(|m| matches!(m.kind, Company | Person | Place))
}

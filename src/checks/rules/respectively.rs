//! # What it looks for
//! As many things as 分别 speaks of, and more or fewer figures or places behind it: 两个产业产值分别增长12%、8%和5%.
//!
//! # Why
//! One of a list was dropped or added, and from there on every figure stands beside the wrong name.
//!
//! # Warns
//! - `上半年,电子信息、纺织服装两个主导产业产值分别增长12.3%、8.6%和5.1%。`
//! - `临江县、清源县、南浦区分别引进项目28个、19个。`
//! - `今年以来,四支小分队分别奔赴深圳、苏州、宁波、成都和东莞,开展驻点招商。`
//!
//! # Stays quiet
//! - `上半年,电子信息、纺织服装两个主导产业产值分别增长12.3%和8.6%。`
//! - `临江县、清源县、南浦区产值和税收分别增长12%、8%。`
//! - `临江县、清源县分别引进项目28个、19个,到位资金12亿元、8亿元。`
//! - `今年以来,四支小分队分别奔赴深圳、苏州、宁波等地,开展驻点招商。`
//! - `三个专班中,两个分别赴深圳、苏州。`
//! - `两个园区产值、税收、用电量分别增长12%、8%和5%。`
//! - `A、B两个产业产值分别达到25亿元、18亿元,增长12%、8%。`
//!
//! # Limits
//! Only where the number of things or their names stand right before 分别, nothing else listed between, and what follows is
//! one list to its end.

use super::{Case, Report};
use crate::checks::amounts::{Amount, between};
use crate::checks::view::{article_blocks, quote};
use crate::entities::Mention;
use crate::model::{EntityType, FigureKind};
use crate::text::Span;

const WORD: &str = "分别";

/// What joins the members of a list.
const JOINS: [&str; 6] = ["、", "和", "与", "及", "以及", "、和"];

/// So far before 分别 the number of things may stand, and so far behind it the first of what they get.
const BEFORE: usize = 16;
const BEHIND: usize = 10;

/// More things than this are not told one by one.
const MOST: f64 = 9.0;

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        let last = block.span.end.saturating_sub(WORD.chars().count());
        let words =
            (block.span.start..last).filter(|&at| case.text.chars[at] == '分' && case.text.starts_with(at, WORD));
        for at in words {
            let Some((things, place)) = counted(case, at).or_else(|| named(case, at)) else { continue };
            let got = figures(case, at).or_else(|| places(case, at));
            let Some((list, count)) = got.filter(|(_, count)| *count != things && *count > 1) else { continue };
            // 两县产值、税收分别为: so many of each
            if count % things == 0 {
                continue;
            }
            let (whose, what) = (quote(case, place), quote(case, list));
            report
                .warn(
                    list,
                    format!("“{whose}”是{things}个,“分别”之后的“{what}”却有{count}个。"),
                    format!("“{whose}” are {things}, but {count} are told of them: “{what}”."),
                )
                .against(place);
        }
    }
}

/// Whether nothing is listed in a stretch, and no clause or sentence ends in it.
fn is_plain(case: &Case, from: usize, to: usize) -> bool {
    let marks = |c: &char| "、,;。:!?\n和与及或中".contains(*c);
    from <= to && !case.text.chars[from..to].iter().any(marks)
}

/// The number of things right before 分别, and where it stands: 两个主导产业产值.
fn counted(case: &Case, at: usize) -> Option<(usize, Span)> {
    let near = Amount::within(case, Span::new(at.saturating_sub(BEFORE), at));
    let count = near.last().filter(|a| a.figure.kind == FigureKind::Count && a.is_exact())?;
    let small = (2.0..=MOST).contains(&count.value) && count.value.fract() == 0.0;
    // 其余两个, 前三个
    let some = ["其余", "另", "另外", "前", "后", "其他"].iter().any(|w| case.text.ends_with(count.span.start, w));
    (small && !some && is_plain(case, count.span.end, at))
        .then_some((count.value as usize, Span::new(count.span.start, at)))
}

/// The names in a list right before 分别, and where they stand.
fn named(case: &Case, at: usize) -> Option<(usize, Span)> {
    let start = case.text.clause_at(at.saturating_sub(1)).start;
    let sentence = case.text.sentence_at(at).start;
    let listed: Vec<&Mention> =
        case.entities.mentions_in(Span::new(sentence.min(start), at)).filter(|m| !m.inner).collect();
    let last = listed.last().filter(|m| m.span.end <= at && is_plain(case, m.span.end, at))?;
    let joined = |pair: &&[&Mention]| {
        let gap = case.text.slice(Span::new(pair[0].span.end.min(pair[1].span.start), pair[1].span.start));
        JOINS.contains(&gap.as_str()) && pair[0].kind == pair[1].kind
    };
    let count = 1 + listed.windows(2).rev().take_while(joined).count();
    let first = listed[listed.len() - count].span.start;
    // a list with members that nobody knows is longer than it looks
    let whole = first == 0 || !"、和与及".contains(case.text.chars[first - 1]);
    (count > 1 && whole).then_some((count, Span::new(first, last.span.end)))
}

/// The figures in a list behind 分别, and how many.
fn figures(case: &Case, at: usize) -> Option<(Span, usize)> {
    let sentence = case.text.sentence_at(at);
    let told = Amount::within(case, Span::new(at, sentence.end));
    let first = told.first().filter(|a| is_plain(case, at + 2, a.span.start) && a.span.start <= at + 2 + BEHIND)?;
    let one_list = |pair: &&[Amount]| {
        JOINS.contains(&between(case, &pair[0], &pair[1]).as_str()) && pair[0].figure.kind == pair[1].figure.kind
    };
    let count = 1 + told.windows(2).take_while(one_list).count();
    let end = told[count - 1].span.end;
    let next = case.text.chars.get(end).copied().unwrap_or('。');
    // 12个、8个项目和3个园区: what goes on is of another kind
    let whole = matches!(next, ',' | '。' | ';' | '\n' | ')');
    // a figure that could not be read may stand in the list
    let read = case.figures_in(Span::new(first.span.start, end)).len() == count;
    (whole && read).then_some((Span::new(first.span.start, end), count))
}

/// The places in a list behind 分别 and a verb, and how many: 分别奔赴深圳、苏州和宁波.
fn places(case: &Case, at: usize) -> Option<(Span, usize)> {
    let sentence = case.text.sentence_at(at);
    let is_place = |m: &&Mention| matches!(m.kind, EntityType::Place | EntityType::Zone) && !m.inner;
    let told: Vec<&Mention> = case.entities.mentions_in(Span::new(at, sentence.end)).filter(is_place).collect();
    let first = told.first().filter(|m| is_plain(case, at + 2, m.span.start) && m.span.start <= at + 2 + BEHIND)?;
    let one_list = |pair: &&[&Mention]| {
        let gap = case.text.slice(Span::new(pair[0].span.end.min(pair[1].span.start), pair[1].span.start));
        JOINS.contains(&gap.as_str())
    };
    let count = 1 + told.windows(2).take_while(one_list).count();
    let end = told[count - 1].span.end;
    let next = case.text.chars.get(end).copied().unwrap_or('。');
    matches!(next, ',' | '。' | ';' | '\n').then_some((Span::new(first.span.start, end), count))
}

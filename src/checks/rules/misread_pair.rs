//! # What it looks for
//! Two characters that make no word where another that sounds or looks like one of them makes a word of the field: 搓商 for 磋商.
//!
//! # Why
//! Who types by sound takes the first word offered, who scans takes the nearest shape; each character exists, the word does not.
//!
//! # Warns
//! - `双方就合作条款多轮搓商。`
//! - `项目生产轴乘两百万套。`
//!
//! # Stays quiet
//! - `双方就合作条款多轮磋商,乙方履约情况由县里每季核对。`
//! - `今年钨价涨得凶,竹企老板到浙江考察。`
//! - `他们往筐里剪果,去年发码1亿枚。`
//! - `搓商机是谁?他叫搓商。`
//!
//! # Limits
//! Only characters that seldom stand alone and were never seen side by side in news of the field (`data/checks/neighbours.tsv`), once in
//! a text, outside names; what is meant is a word of that news, or a common one.

use super::{Case, Report};
use crate::checks::glyphs;
use crate::checks::neighbours::NEIGHBOURS;
use crate::checks::slips::LOOKALIKES;
use crate::checks::table::ByCharacter;
use crate::checks::view::{is_han, quote};
use crate::model::EntityType;
use crate::text::Span;
use std::sync::LazyLock;

/// These make no word with what stands beside them, or make words of their own with anything.
const FREE: &str =
    "的了在是去和与及或把被将从对向为有等个又也都就还再已未不一二三四五六七八九十百千万亿两几每各企业价老小阿";

/// The look-alikes, the other way round.
static MISTAKEN_FOR: LazyLock<ByCharacter<char>> =
    LazyLock::new(|| ByCharacter::new(LOOKALIKES.all().iter().map(|(written, (meant, _))| (*meant, *written))));

/// How often a character may stand alone in the dictionary: the one taken for another, and the one beside it.
struct Rare {
    written: usize,
    beside: usize,
}

/// How common the word must be that news of the field has, and any other.
const COMMON: usize = 30;
const USUAL: usize = 400;

const BY_SOUND: Rare = Rare { written: 4_400, beside: 5_000 };
const BY_SHAPE: Rare = Rare { written: 3_000, beside: 36_000 };

pub fn check(case: &Case, report: &mut Report) {
    for pair in case.words.tokens.windows(2) {
        let [a, b] = [pair[0].span, pair[1].span];
        if a.len() == 1 && b.len() == 1 && a.end == b.start {
            look_at(case, Span::new(a.start, b.end), report);
        }
    }
}

fn look_at(case: &Case, here: Span, report: &mut Report) {
    let chars = &case.text.chars;
    let Some(&[a, b]) = chars.get(here.start..here.end) else { return };
    let odd = |c: char| is_han(c) && !FREE.contains(c);
    if !odd(a) || !odd(b) || NEIGHBOURS.seen(a, b) > 0 {
        return;
    }
    let alone = [frequency(case, &[a]), frequency(case, &[b])];
    if alone.iter().all(|f| *f > BY_SOUND.written) || case.article_of(here.start).is_none() || !stands_alone(case, here)
    {
        return;
    }
    let Some((word, _)) = meant(case, [a, b], alone).max_by_key(|(_, frequency)| *frequency) else { return };
    let again = case.places.all(a).filter(|at| chars.get(at + 1) == Some(&b)).count();
    if again == 1 && !report.is_said(here) {
        let (written, word) = (quote(case, here), word.iter().collect::<String>());
        report
            .warn(here, format!("“{written}”疑为“{word}”之误。"), format!("“{written}” is probably “{word}”."))
            .suggest(word);
    }
}

/// The words that may be meant, and how common they are.
fn meant(case: &Case, pair: [char; 2], alone: [usize; 2]) -> impl Iterator<Item = ([char; 2], usize)> {
    let of = move |at: usize| {
        let known = move |rare: &'static Rare| {
            let few = alone[at] <= rare.written && alone[1 - at] <= rare.beside;
            move |c: char| {
                let mut word = pair;
                word[at] = c;
                let frequency = if few { frequency(case, &word) } else { 0 };
                let seen = NEIGHBOURS.seen(word[0], word[1]) > 0;
                (frequency >= COMMON && seen || frequency >= USUAL).then_some((word, frequency))
            }
        };
        let (one, other) = (LOOKALIKES.of(pair[at]).iter(), MISTAKEN_FOR.of(pair[at]).iter());
        let shapes = one.map(|(_, (c, _))| *c).chain(other.map(|(_, c)| *c)).filter_map(known(&BY_SHAPE));
        let sounds = glyphs::of_sound(pair[at]).filter(move |c| *c != pair[at]).filter_map(known(&BY_SOUND));
        shapes.chain(sounds)
    };
    (0..2).flat_map(of)
}

/// How common a word is in the dictionary.
fn frequency(case: &Case, word: &[char]) -> usize {
    let mut found = 0;
    case.lexicon.prefixes(word, |length, frequency| found = if length == word.len() { frequency } else { found });
    found
}

/// Whether it is no part of a name or behind a number, and neither of its characters makes a word with what stands beside it.
fn stands_alone(case: &Case, here: Span) -> bool {
    use EntityType::{Event, Industry, Policy, Project, Role};
    let chars = &case.text.chars;
    let word = |at: usize| chars.get(at..at + 2).is_some_and(|pair| case.is_word(pair));
    let named = |kind| !matches!(kind, Event | Industry | Policy | Project | Role);
    let joined = here.start > 0 && word(here.start - 1) || word(here.end - 1);
    let beside = [here.start.checked_sub(1), Some(here.end)].map(|at| at.and_then(|at| chars.get(at)));
    let marked = beside
        .iter()
        .flatten()
        .any(|c| matches!(c, '“' | '”' | '《' | '》' | '·' | '千' | '万' | '百' | '十') || c.is_ascii_alphanumeric());
    !joined && !marked && !case.mentions_over(here).any(|m| named(m.kind))
}

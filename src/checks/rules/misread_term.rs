//! # What it looks for
//! A fixed term with one character that looks or sounds like the one it has: 揭榜挂师 for 揭榜挂帅, 中欧班例 for 中欧班列.
//!
//! # Why
//! Of a long term one character may be lost and the term is still certain, also where both characters are common ones.
//!
//! # Warns
//! - `园区推行揭榜挂师,首批发布技术难题12项。`
//! - `满载家电的中欧班例驶出货场。`
//! - `全市已有国家高薪技术企业312家,各项工作有条不素。`
//! - `老厂区腾笼换乌,抽水畜能电站也开工了。`
//! - `窗口对缺件的申请客缺受理,链主企亚两天办完手续。`
//! - `项目生产饲服电机、碳化桂衬底和磷酸铣锂。`
//!
//! # Stays quiet
//! - `园区推行揭榜挂帅,中欧班列开行。`
//! - `成立产业联盟,人民市场开业,研发重心向这里转移。`
//! - `二期工程和三期工程同步推进。`
//!
//! # Limits
//! Only terms of a fixed list (`data/checks/terms.tsv`) and the field's words that the recogniser knows
//! (products and industries of `data/entities/vocabulary.tsv`), none that a name could hold, and none that the text has more than twice.

use super::{Case, Report};
use crate::checks::glyphs::{look_alike, resemble, sound_alike};
use crate::checks::slips::LOOKALIKES;
use crate::checks::table::{self, ByCharacter};
use crate::checks::view::{article_blocks, is_han, quote};
use crate::model::{EntityType, Severity};
use crate::parts::{self, Part};
use crate::text::Span;
use std::sync::LazyLock;

/// Two characters of a term: how far apart, the second one, the term, and how many characters stand before the first one.
type Held = (usize, char, &'static str, usize);

/// The terms by the first of two characters, of which a slip leaves one pair as it is: the first and the last two, or, of
/// three characters, any two.
static TERMS: LazyLock<ByCharacter<Held>> = LazyLock::new(|| {
    let terms = table::kept(Part::Terms).into_iter().map(|[term]: [&'static str; 1]| term);
    let field = parts::table(Part::Vocabulary).lines().filter(|row| !row.starts_with('#'));
    let kinds = field.filter_map(|row| row.split_once('\t')).filter(|(kind, _)| KINDS.contains(kind));
    let names = kinds.flat_map(|(_, names)| names.split(' '));
    let long = names.filter(|name| name.chars().count() > SHORT && name.chars().all(is_han));
    ByCharacter::new(terms.chain(long).flat_map(|term| {
        let chars: Vec<char> = term.chars().collect();
        let last = chars.len() - 1;
        let outer = (last == 2).then_some((0, 2));
        let pairs = [(0, 1), (last - 1, last)].into_iter().chain(outer);
        pairs.map(|(a, b)| (chars[a], (b - a, chars[b], term, a))).collect::<Vec<_>>()
    }))
});

/// A bit for each two characters so far apart that [`TERMS`] may hold: few places of a text have one.
static PAIRS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1 << 10];
    for (a, (apart, b, ..)) in TERMS.all() {
        let bit = pair(*a, *b, *apart);
        bits[bit / 64] |= 1 << (bit % 64);
    }
    bits
});

fn pair(a: char, b: char, apart: usize) -> usize {
    let mixed = u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b).wrapping_mul(0x85EB_CA6B);
    (mixed >> 16) as usize ^ apart
}

/// What the field's words name that are terms: no names of firms and places.
const KINDS: [&str; 2] = ["product", "industry"];

/// In terms no longer than this, a character that only sounds like the one they have is one of another phrase.
const SHORT: usize = 3;

/// Characters of terms this long need less in common.
const LONG: usize = 5;

/// Terms this long are certain, whatever word of the same sound a slip makes: 高薪技术企业.
const CERTAIN: usize = 6;

/// A term may be cut off before these.
const FUNCTION_WORDS: &str = "的了在是去和与及或把被将从对向为有等个又也都就还再已未";

/// What is written more often is meant.
const OFTEN: usize = 2;

/// Each of a group is as likely in a term as the others.
const SISTERS: [&str; 6] = [
    "一二三四五六七八九十百千万亿两几",
    "局厅部所处委办站院",
    "前第上下本当",
    "大小二三多",
    "国省市县区乡镇村州",
    "粘黏",
];

pub fn check(case: &Case, report: &mut Report) {
    let (chars, pairs) = (&case.text.chars, &*PAIRS);
    for block in article_blocks(case.text) {
        let block = block.span;
        let held = |at: usize, apart: usize| {
            let bit = chars.get(at + apart).map(|&other| pair(chars[at], other, apart));
            bit.is_some_and(|bit| pairs[bit / 64] >> (bit % 64) & 1 == 1)
        };
        for at in (block.start..block.end).filter(|&at| held(at, 1) || held(at, 2)) {
            for &(_, (apart, other, term, before)) in TERMS.of(chars[at]) {
                if chars.get(at + apart) != Some(&other) || at < block.start + before {
                    continue;
                }
                let start = at - before;
                let Some((slip, meant)) = slip(&chars[start..block.end], term) else { continue };
                let place = Span::new(start, start + term.chars().count());
                if is_misread(case, place, start + slip, meant) {
                    say(case, place, term, report);
                }
            }
        }
    }
}

/// Where a stretch differs from a term, and what the term has there, if it does in one character.
fn slip(chars: &[char], term: &str) -> Option<(usize, char)> {
    let mut found = None;
    let mut rest = chars.iter();
    for (i, meant) in term.chars().enumerate() {
        if *rest.next()? != meant && found.replace((i, meant)).is_some() {
            return None;
        }
    }
    found
}

fn is_misread(case: &Case, term: Span, at: usize, meant: char) -> bool {
    let chars = &case.text.chars;
    let (written, as_written) = (chars[at], &chars[term.start..term.end]);
    let alike = |a: char, b: char| LOOKALIKES.of(a).iter().any(|(_, (other, _))| *other == b);
    let close = || {
        alike(written, meant)
            || look_alike(written, meant)
            || as_written.len() > SHORT && sound_alike(written, meant)
            || as_written.len() >= LONG && resemble(written, meant)
    };
    is_han(written)
        && !is_part_of_word(case, term, at, meant)
        && !SISTERS.iter().any(|group| group.contains(written) && group.contains(meant))
        && close()
        && !(at == term.start && is_whole(case, &as_written[1..]))
        && !(at + 1 == term.end && is_whole(case, &as_written[..as_written.len() - 1]))
        && !((at + 1 == term.end || at == term.start) && FUNCTION_WORDS.contains(written))
        && !is_in_name(case, term, at)
        && !is_term(as_written)
        && !is_usual(case, term, at)
}

/// Whether the text says it again and again.
fn is_usual(case: &Case, term: Span, at: usize) -> bool {
    let chars = &case.text.chars;
    let same = |place: &usize| {
        place.checked_sub(at - term.start).is_some_and(|start| chars[start..].starts_with(&chars[term.start..term.end]))
    };
    case.places.all(chars[at]).filter(same).count() > OFTEN
}

fn is_term(chars: &[char]) -> bool {
    TERMS.of(chars[0]).iter().any(|(_, (_, _, term, _))| term.chars().eq(chars.iter().copied()))
}

/// Whether the rest of a term stands by itself: anything may stand before or behind it.
fn is_whole(case: &Case, rest: &[char]) -> bool {
    case.is_word(rest) || is_term(rest)
}

/// Whether what is written is part of a word there: 产业联盟, 研发重心.
fn is_part_of_word(case: &Case, term: Span, at: usize, meant: char) -> bool {
    let Some(token) = case.token_at(at).map(|token| token.span) else { return false };
    if term.len() >= CERTAIN && term.contains(token) && sound_alike(case.text.chars[at], meant) {
        return false;
    }
    !term.contains(token) || case.is_word(&case.text.chars[token.start..token.end])
}

/// Whether a name holds it, and is more than the term itself.
fn is_in_name(case: &Case, term: Span, at: usize) -> bool {
    use EntityType::{Company, Person, Place};
    let holds = |kind| matches!(kind, Company | Person | Place);
    case.mentions_over(Span::new(at, at + 1)).any(|m| holds(m.kind) && !term.contains(m.span))
}

fn say(case: &Case, place: Span, term: &str, report: &mut Report) {
    let told = report.findings.iter().any(|f| f.severity != Severity::Info && f.span.overlaps(place));
    if told {
        return;
    }
    // A hint at the same character says less.
    report.findings.retain(|f| !(f.rule == "misread_character" && f.span.overlaps(place)));
    let said = quote(case, place);
    let zh = format!("“{said}”疑为“{term}”之误。");
    report.warn(place, zh, format!("“{said}” is probably “{term}”.")).suggest(term);
}

//! # What it looks for
//! A fixed term with one character that looks or sounds like the one it has: 揭榜挂师 for 揭榜挂帅, 中欧班例 for 中欧班列;
//! or without one of its characters, or with one of them twice: 产业梯转移 for 产业梯度转移; or with two of them turned round:
//! 招商资引.
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
//! - `一栋栋写字楼鳞次枇比,车间里一派如火如茶的景象。`
//! - `依托产业梯转移,县里建起了高新技术产产业开发区。`
//! - `干部们接受了为期一年的招商资引锻炼,服务“专特精新”企业。`
//! - `隔摸、电解液、铜泊等企业接踵而至。`
//!
//! # Stays quiet
//! - `园区推行揭榜挂帅,中欧班列开行。`
//! - `高技术产业增长9%,招商商会牵线,隔膜、电解液、铜箔等企业接踵而至。`
//! - `成立产业联盟,人民市场开业,研发重心向这里转移。`
//! - `二期工程和三期工程同步推进。`
//!
//! # Limits
//! Only terms of a fixed list (`data/checks/terms.tsv`) and the field's words that the recogniser knows
//! (products and industries of `data/entities/vocabulary.tsv`), none that a name could hold, and none that the text has more than twice.

use super::{Case, Report};
use crate::checks::glyphs::{look_alike, resemble, same_right_half, sound_alike};
use crate::checks::neighbours::NEIGHBOURS;
use crate::checks::slips::LOOKALIKES;
use crate::checks::table::{self, ByCharacter, Pairs};
use crate::checks::view::{article_blocks, is_han, quote};
use crate::model::{EntityType, Severity};
use crate::parts::{self, Part};
use crate::text::Span;
use std::sync::LazyLock;

/// A term that has two characters in their places. There are thousands of them: characters are those of the basic plane.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// The second character, and how far it is from the first one.
    second: Bmp,
    apart: u8,
    /// How many characters stand before the first one.
    before: u8,
    /// Of a term of four characters and more, two others: the first two where the two are its last, else the next two.
    beside: Option<[Bmp; 2]>,
    /// Where its characters begin in [`Terms::letters`], above how many there are in the last byte.
    letters: u32,
}

/// A character of the basic plane; none is 0.
type Bmp = std::num::NonZeroU16;

fn bmp(c: char) -> Option<Bmp> {
    u16::try_from(u32::from(c)).ok().and_then(Bmp::new)
}

fn is(held: Bmp, c: char) -> bool {
    u32::from(held.get()) == u32::from(c)
}

/// The terms, character by character.
struct Terms {
    letters: Vec<char>,
    held: ByCharacter<Held>,
}

impl Terms {
    fn letters(&self, held: &Held) -> &[char] {
        let start = (held.letters >> 8) as usize;
        &self.letters[start..start + (held.letters & 255) as usize]
    }
}

/// The terms by the first of two characters, of which a slip leaves one pair as it is: the first and the last two, or, of
/// three characters, any two.
static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let terms = table::kept(Part::Terms).into_iter().map(|[term]: [&'static str; 1]| term);
    let long = field_words().filter(|name| name.chars().count() > SHORT);
    let (mut letters, mut all) = (Vec::new(), Vec::new());
    for term in terms.chain(long) {
        let start = letters.len();
        letters.extend(term.chars());
        let of_term = &letters[start..];
        let place = (start << 8 | of_term.len()) as u32;
        let Some(before) = of_term.len().checked_sub(2) else { continue };
        let hold = |at: usize, apart: u8| {
            let others = of_term[if at == 0 { 2 } else { 0 }..].first_chunk().filter(|_| of_term.len() > SHORT);
            let beside = others.and_then(|[a, b]| Some([bmp(*a)?, bmp(*b)?]));
            let second = bmp(of_term[at + usize::from(apart)])?;
            Some((of_term[at], Held { second, apart, before: at as u8, beside, letters: place }))
        };
        all.extend([hold(0, 1), hold(before, 1)].into_iter().flatten());
        all.extend((before == 1).then(|| hold(0, 2)).flatten());
    }
    let held = ByCharacter::new(all);
    Terms { letters, held }
});

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    Pairs::new(
        TERMS
            .held
            .all()
            .iter()
            .map(|(a, held)| (*a, u32::from(held.second.get()).try_into().unwrap_or_default(), held.apart.into())),
    )
});

/// What the field's words name that are terms: no names of firms and places.
const KINDS: [&str; 2] = ["product", "industry"];

fn field_words() -> impl Iterator<Item = &'static str> {
    let rows = parts::table(Part::Vocabulary).lines().filter_map(|row| row.split_once('\t'));
    let words = rows.filter(|(kind, _)| KINDS.contains(kind)).flat_map(|(_, words)| words.split(' '));
    words.filter(|word| word.chars().all(is_han))
}

/// The field's words by their first and by their last character, and those of two characters, which only stand for sure in
/// a list, by either of them: the other one, and the word.
struct FieldWords {
    by_first: ByCharacter<&'static str>,
    by_last: ByCharacter<&'static str>,
    paired: [ByCharacter<(char, &'static str)>; 2],
}

static FIELD_WORDS: LazyLock<FieldWords> = LazyLock::new(|| {
    let two = |word: &'static str| {
        let mut chars = word.chars();
        let pair = [chars.next()?, chars.next()?];
        chars.next().is_none().then_some((pair, word))
    };
    let words: Vec<&str> = field_words().collect();
    let pairs: Vec<([char; 2], &str)> = words.iter().copied().filter_map(two).collect();
    FieldWords {
        by_first: ByCharacter::new(words.iter().filter_map(|word| Some((word.chars().next()?, *word)))),
        by_last: ByCharacter::new(words.iter().filter_map(|word| Some((word.chars().next_back()?, *word)))),
        paired: [0, 1].map(|at| ByCharacter::new(pairs.iter().map(|(pair, word)| (pair[at], (pair[1 - at], *word))))),
    }
});

/// In terms no longer than this, a character that only sounds like the one they have is one of another phrase.
const SHORT: usize = 3;

/// Characters of terms this long need less in common, and of idioms: four characters that are one word.
const LONG: usize = 5;

/// Characters that even a fixed name may be said without: 市场化法治化.
const OMITTED: &str = "化性级类总净各和与及的";

/// A word that the dictionary counts so often is no half of an idiom.
const COMMON: usize = 300;

/// A shorter term may be another phrase without one of its characters.
const WHOLE: usize = 5;

/// Terms this long are certain, whatever word of the same sound a slip makes: 高薪技术企业.
const CERTAIN: usize = 6;

/// A term may be cut off before these.
const FUNCTION_WORDS: &str = "的了在是去和与及或把被将从对向为有等个又也都就还再已未";

/// What is written more often is meant.
const OFTEN: usize = 2;

/// Each of a group is as likely in a term as the others.
const SISTERS: [&str; 7] = [
    "延补强建固聚集畅稳",
    "一二三四五六七八九十百千万亿两几",
    "局厅部所处委办站院",
    "前第上下本当",
    "大小二三多",
    "国省市县区乡镇村州",
    "粘黏",
];

pub fn check(case: &Case, report: &mut Report) {
    let (chars, pairs, terms) = (&case.text.chars, &*PAIRS, &*TERMS);
    for block in article_blocks(case.text) {
        let block = block.span;
        let may_hold = |at: usize, apart: u8| pairs.may_have(chars, at, apart.into());
        for at in (block.start..block.end).filter(|&at| may_hold(at, 1) || may_hold(at, 2)) {
            let other = |apart: usize| chars.get(at + apart).copied().unwrap_or('\n');
            let seconds = [other(1), other(2)];
            let has = |held: &Held| is(held.second, seconds[usize::from(held.apart - 1)]);
            let of_pair = terms.held.of(chars[at]).iter().filter(|(_, held)| has(held));
            for (_, held) in of_pair {
                let before = usize::from(held.before);
                if at < block.start + before || !may_be(chars, at, held) {
                    continue;
                }
                let (start, letters) = (at - before, terms.letters(held));
                if let Some((slip, meant)) = slip(&chars[start..block.end], letters) {
                    let place = Span::new(start, start + letters.len());
                    if is_misread(case, place, start + slip, meant) {
                        say(case, place, &told(letters), report);
                    }
                } else if let Some(place) = turned(case, Span::new(start, block.end), letters) {
                    if !report.has(place) {
                        say(case, place, &told(letters), report);
                    }
                } else if before == 0
                    && held.apart == 1
                    && let Some(place) = shifted(case, Span::new(start, block.end), letters)
                {
                    say(case, place, &told(letters), report);
                }
            }
        }
    }
    in_lists(case, report);
}

/// Whether a place that has two characters of a term may be it with a slip, as far as two others of it tell.
#[inline]
fn may_be(chars: &[char], at: usize, held: &Held) -> bool {
    let Some([a, b]) = held.beside else { return true };
    let other = |at: usize| chars.get(at).copied().unwrap_or('\n');
    match held.before {
        0 => {
            let (c, d) = (other(at + 2), other(at + 3));
            is(a, c) || is(b, d) || is(a, d) || is(b, c)
        }
        before => {
            let start = at - usize::from(before);
            let (c, d) = (other(start), other(start + 1));
            is(a, c) || is(b, d) || is(a, d) && is(b, c)
        }
    }
}

/// A term as it is suggested.
fn told(letters: &[char]) -> String {
    letters.iter().collect()
}

/// Where two neighbours of a term stand the other way round: 招商资引.
fn turned(case: &Case, stretch: Span, term: &[char]) -> Option<Span> {
    let chars = case.text.chars[stretch.start..stretch.end].get(..term.len())?;
    let at = chars.iter().zip(term).position(|(a, b)| a != b)?;
    let (written, meant) = (chars.get(at..at + 2)?, term.get(at..at + 2)?);
    let swapped = written[0] == meant[1] && written[1] == meant[0] && chars[at + 2..] == term[at + 2..];
    let place = Span::new(stretch.start, stretch.start + term.len());
    let pair = |at: usize| chars.get(at..at + 2).is_some_and(|pair| case.is_word(pair));
    let next = case.text.chars.get(place.end).copied().unwrap_or('\n');
    let goes_on = at + 2 == term.len() && case.is_word(&[written[1], next]);
    let words = goes_on || pair(at) || at > 0 && pair(at - 1) && at + 2 < chars.len() && pair(at + 1);
    let odd = NEIGHBOURS.seen(written[0], written[1]) == 0 && is_han(written[0]) && is_han(written[1]);
    let sisters = SISTERS.iter().any(|group| group.contains(written[0]) && group.contains(written[1]));
    let usual = || is_usual(case, place, stretch.start + at) || is_in_name(case, place, stretch.start + at);
    (term.len() > SHORT && at > 0 && swapped && odd && !words && !sisters && !usual()).then_some(place)
}

/// Where a stretch that begins like a term goes on without its next character, or with the last one once more.
fn shifted(case: &Case, stretch: Span, term: &[char]) -> Option<Span> {
    let chars = &case.text.chars[stretch.start..stretch.end];
    let same = term.iter().zip(chars).take_while(|(a, b)| a == b).count();
    let begins = |at: usize, without: usize| chars.get(at..).unwrap_or_default().starts_with(&term[same + without..]);
    let length = term.len();
    if same == length {
        return None;
    }
    if chars.get(same) == chars.get(same - 1) && begins(same + 1, 0) {
        // 招商商会
        let other = case.is_word(&chars[same..same + 2]);
        let place = Span::new(stretch.start, stretch.start + length + 1);
        return (!other && !is_in_name(case, place, stretch.start + same)).then_some(place);
    }
    if length < WHOLE || same + 2 >= length || !begins(same, 1) {
        return None;
    }
    let place = Span::new(stretch.start, stretch.start + length - 1);
    let gap = stretch.start + same;
    let lost = term[same];
    // 梯 is what is left of 梯度
    let (left, right) = (chars[same - 1], chars[same]);
    let alone = |at: usize| case.token_at(at).is_some_and(|token| token.span.len() == 1);
    let half = case.is_word(&[left, lost]) && alone(gap - 1)
        || case.is_word(&[lost, right]) && alone(gap)
        || length > CERTAIN && !OMITTED.contains(lost);
    let whole = &chars[..length - 1];
    let sound = is_term(whole) || case.is_word(whole) || is_usual(case, place, gap);
    (half && !sound && !is_in_name(case, place, gap - 1) && !is_in_name(case, place, gap)).then_some(place)
}

/// 隔摸、电解液: an item of two characters that is no word, one look-alike off a word of the field, beside another one.
fn in_lists(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    for mark in case.in_articles('、') {
        let before = chars[..mark].iter().rev().take(SHORT).take_while(|c| is_han(**c)).count();
        let behind = chars[mark + 1..].iter().take(SHORT).take_while(|c| is_han(**c)).count();
        let ends = behind == 2 || chars.get(mark + 3).is_some_and(|c| matches!(c, '等' | '和' | '及' | '与'));
        let items = [
            (before == 2).then(|| Span::new(mark - 2, mark)),
            (behind >= 2 && ends).then(|| Span::new(mark + 1, mark + 3)),
        ];
        for item in items.into_iter().flatten() {
            let written = [chars[item.start], chars[item.end - 1]];
            if case.is_word(&written) {
                continue;
            }
            let [by_first, by_second] = &FIELD_WORDS.paired;
            let second = by_first.of(written[0]).iter().filter(|(_, (other, _))| is_near(written[1], *other));
            let first = by_second.of(written[1]).iter().filter(|(_, (other, _))| is_near(written[0], *other));
            let mut meant = second.chain(first);
            let (Some((_, (_, term))), None) = (meant.next(), meant.next()) else { continue };
            let beside = match item.end == mark {
                true => {
                    let next = chars.get(mark + 1).copied().unwrap_or_default();
                    FIELD_WORDS.by_first.of(next).iter().any(|(_, word)| case.text.starts_with(mark + 1, word))
                }
                false => {
                    let last = mark.checked_sub(1).map_or('\0', |at| chars[at]);
                    FIELD_WORDS.by_last.of(last).iter().any(|(_, word)| case.text.ends_with(mark, word))
                }
            };
            if beside && !is_in_name(case, Span::new(item.start, item.start), item.start) {
                say(case, item, term, report);
            }
        }
    }
}

/// Whether one of two characters is soon taken for the other.
fn is_near(written: char, meant: char) -> bool {
    written != meant && (look_alike(written, meant) || same_right_half(written, meant) || is_mistaken(written, meant))
}

/// Whether one is known to be taken for the other.
fn is_mistaken(written: char, meant: char) -> bool {
    LOOKALIKES.of(written).iter().any(|(_, (other, _))| *other == meant)
}

/// Where a stretch differs from a term, and what the term has there, if it does in one character.
fn slip(chars: &[char], term: &[char]) -> Option<(usize, char)> {
    let chars = chars.get(..term.len())?;
    let mut differing = (0..term.len()).filter(|&i| chars[i] != term[i]);
    let found = differing.next().filter(|_| differing.next().is_none())?;
    Some((found, term[found]))
}

fn is_misread(case: &Case, term: Span, at: usize, meant: char) -> bool {
    let chars = &case.text.chars;
    let (written, as_written) = (chars[at], &chars[term.start..term.end]);
    let is_certain =
        || as_written.len() >= LONG || as_written.len() > SHORT && is_idiom(case, as_written, at - term.start, meant);
    let close = || {
        is_mistaken(written, meant)
            || look_alike(written, meant)
            || as_written.len() > SHORT && sound_alike(written, meant)
            || is_certain() && (resemble(written, meant) || same_right_half(written, meant))
    };
    is_han(written)
        && !is_part_of_word(case, term, at, meant)
        && !SISTERS.iter().any(|group| group.contains(written) && group.contains(meant))
        && close()
        && !(at == term.start && is_whole(case, &as_written[1..]))
        && !(at + 1 == term.end && is_whole(case, &as_written[..as_written.len() - 1]))
        && !((at + 1 == term.end || at == term.start) && FUNCTION_WORDS.contains(written))
        && !is_in_name(case, term, at)
        && !is_whole(case, as_written)
        && !is_usual(case, term, at)
}

/// Whether four characters are one word with what is meant, and their other half is no common word of its own: 三大 in
/// 三大项目.
fn is_idiom(case: &Case, written: &[char], at: usize, meant: char) -> bool {
    let mut idiom = written.to_vec();
    idiom[at] = meant;
    let half = if at < 2 { &written[2..] } else { &written[..2] };
    let mut common = false;
    case.lexicon.prefixes(half, |length, frequency| common |= length == 2 && frequency > COMMON);
    !common && case.is_word(&idiom)
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
    TERMS.held.of(chars[0]).iter().any(|(_, held)| TERMS.letters(held) == chars)
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

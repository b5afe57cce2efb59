//! Where the phrase of a metric begins and ends, once it is found: 履约率 for 履约率达, 手续齐全率 for 手续齐全.
//!
//! The ranker chooses the phrase that most of what is likely agrees with, which need not be cut as a reader would cut
//! it. The words are in `data/links/bounds.tsv`.

use super::scene::Scene;
use crate::sorting::Sorting;
use crate::text::Span;
use std::sync::OnceLock;

/// No phrase is made longer than this.
const LONGEST: usize = 18;
/// Nouns between a phrase and its figure are no longer.
const GAP: usize = 4;
/// Endings of names that a name before the phrase may have lost to it: 区 of 洛滩港区吞吐能力.
const TORN: &str = "区县市镇省州港园库期";

#[derive(Debug, Default)]
struct Words {
    front: Vec<Vec<char>>,
    back: Vec<Vec<char>>,
    suffix: Vec<char>,
    /// Each with the bits of its characters.
    names: Vec<(u64, Vec<char>)>,
    /// In order.
    nobody: Vec<Vec<char>>,
    lead: Vec<Vec<char>>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for row in include_str!("../../data/links/bounds.tsv").lines().filter(|l| !l.starts_with('#')) {
            let Some((word, part)) = row.split_once('\t') else { continue };
            match part {
                "front" => words.front.push(word.chars().collect()),
                "back" => words.back.push(word.chars().collect()),
                "lead" => words.lead.push(word.chars().collect()),
                "nobody" => words.nobody.push(word.chars().collect()),
                "suffix" => words.suffix.extend(word.chars()),
                _ => words.names.push((bits(word.chars()), word.chars().collect())),
            }
        }
        words.nobody.arrange();
        words
    })
}

/// A bit for each character, by its lower six bits: what holds a phrase has all bits of it.
fn bits(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0, |bits, c| bits | 1 << (c as u32 & 63))
}

/// Whether a phrase ends with a word; the last character tells most apart.
fn ends_with(phrase: &[char], word: &[char]) -> bool {
    phrase.last() == word.last() && phrase.ends_with(word)
}

/// Whether a word that is tagged as a noun names nobody and nothing: 预计, 现有.
pub fn names_nobody(word: &[char]) -> bool {
    words().nobody.binary_search_by(|w| w.as_slice().cmp(word)).is_ok()
}

/// Whether a character makes a measure of the word before it: 投产率.
pub fn is_suffix(c: char) -> bool {
    words().suffix.contains(&c)
}

/// The phrase as a reader would cut it out; none where nothing but marks is left of it.
pub fn settle(scene: &Scene, span: Span, figure: Span) -> Option<Span> {
    let words = words();
    if let Some(name) = name(scene, words, span) {
        return Some(name);
    }
    let after = span.start >= figure.end;
    let span = trim(scene, words, mentions(scene, span), after);
    let span =
        if after { extend(scene, words, span, after) } else { reach(scene, extend(scene, words, span, after), figure) };
    let says = |span: Span| scene.chars(span).iter().any(|c| c.is_alphanumeric());
    Some(quotes(scene, led(scene, words, span))).filter(|span| says(*span))
}

/// The name of a measure that a phrase is most of, or ends with: 预算收入 in 一般公共预算收入, 新区完成地区生产总值.
fn name(scene: &Scene, words: &Words, span: Span) -> Option<Span> {
    let phrase = scene.chars(span);
    let clause = scene.clause(span.start);
    let of_phrase = bits(phrase.iter().copied());
    let whole = |(of_name, name): &(u64, Vec<char>)| {
        if of_name & of_phrase == *of_name && ends_with(phrase, name) {
            return Some(Span::new(span.end - name.len(), span.end));
        }
        if of_name & of_phrase != of_phrase {
            return None;
        }
        let at = name.windows(phrase.len()).position(|part| part == phrase)?;
        let whole = Span::new(span.start.checked_sub(at)?, span.start - at + name.len());
        let inside = whole.start >= clause.start && whole.end <= clause.end;
        (inside && 2 * phrase.len() >= name.len() && scene.chars(whole) == name).then_some(whole)
    };
    words.names.iter().filter_map(whole).max_by_key(|whole| whole.len())
}

/// With the whole of a thing that it holds a part of: 工业 of 工业相机.
fn mentions(scene: &Scene, span: Span) -> Span {
    use crate::model::EntityType::{Company, Government, Person, Place, Zone};
    let thing = |at: usize| {
        let m = &scene.entities.mentions[scene.mention_at(at)?];
        (!matches!(m.kind, Company | Government | Person | Place | Zone)).then_some(m.span)
    };
    // 期 of 锦帆重工二期总投资 is of the name
    let cut = scene.mention_at(span.start).map(|m| scene.entities.mentions[m].span);
    if let Some(m) = cut.filter(|m| m.start < span.start && m.end + 2 <= span.end) {
        return Span::new(m.end, span.end);
    }
    let last = thing(span.end - 1).filter(|m| m.start >= span.start && m.end > span.end);
    let first = thing(span.start).filter(|m| m.end <= span.end);
    let out = Span::new(first.map_or(span.start, |m| m.start), last.map_or(span.end, |m| m.end));
    if out.len() <= LONGEST { out } else { span }
}

/// Takes in the nouns between a phrase and the figure behind it: 用电手续两个月.
fn reach(scene: &Scene, span: Span, figure: Span) -> Span {
    let gap = span.end..figure.start.max(span.end);
    let nouns = gap.clone().all(|i| free(scene, i) && (scene.tag(i) == ' ' || is_noun(scene.tag(i))));
    let whole =
        !gap.is_empty() && gap.len() <= GAP && scene.tag(span.end) != ' ' && is_noun(scene.tag_before(span.end));
    if nouns && whole { Span::new(span.start, figure.start) } else { span }
}

fn trim(scene: &Scene, words: &Words, span: Span, after: bool) -> Span {
    let Span { mut start, mut end } = span;
    let blank = |at: usize| scene.char(at).is_whitespace() || matches!(scene.char(at), '…' | '—' | '、');
    loop {
        while end - start > 1 && blank(start) {
            start += 1;
        }
        while end - start > 1 && blank(end - 1) {
            end -= 1;
        }
        let chars = scene.chars(Span::new(start, end));
        let next = (start + 1..end).find(|&i| scene.tag(i) != ' ').unwrap_or(end);
        if end - next >= 2 && words.front.iter().any(|w| w[0] == chars[0] && *w == chars[..next - start]) {
            start = next;
            continue;
        }
        // 库 of 项目库入库项目 is of the word before.
        let alone = next - start == 1 && start > scene.clause(start).start && end - next >= 2;
        let named = || TORN.contains(scene.char(start)) && scene.mention_at(start - 1).is_some();
        let torn = || is_noun(scene.tag(start)) && is_noun(scene.tag_before(start)) && free(scene, start - 1);
        if alone && scene.figure_at(start - 1).is_none() && (torn() || named()) {
            start = next;
            continue;
        }
        let last = (start + 1..end).rev().find(|&i| scene.tag(i) != ' ').unwrap_or(start);
        let held = scene.mention_at(end - 1).is_some_and(|m| scene.entities.mentions[m].span.end == end);
        if held {
            break;
        }
        let word = words.back.iter().filter(|w| ends_with(chars, w)).map(Vec::len).max().unwrap_or(0);
        let cut = end - word;
        // 率达 of 履约率达 is a word to jieba.
        let whole = word > 0 && (scene.tag(cut) != ' ' || word > 1 || words.suffix.contains(&scene.before(cut, 1)));
        if whole && cut - start.min(cut) >= 2 {
            end = cut;
            continue;
        }
        // What is counted ends with a noun: 茶叙会 of 3次茶叙会办在厂里.
        let idle = matches!(scene.tag(last), 'd' | 'p' | 'c' | 'r' | 'u' | 'm')
            || scene.tag(last) == 'v' && end - last == 1 && is_noun(scene.tag_before(last));
        if after && idle && last - start >= 2 {
            end = last;
            continue;
        }
        break;
    }
    Span::new(start, end)
}

fn is_noun(tag: char) -> bool {
    matches!(tag, 'n' | 'V' | 'j' | 'l' | 'Z')
}

fn free(scene: &Scene, at: usize) -> bool {
    scene.figure_at(at).is_none() && scene.mention_at(at).is_none()
}

/// Takes in a word such as 在谈, of which the phrase has all, a part or nothing but what follows it.
fn led(scene: &Scene, words: &Words, span: Span) -> Span {
    let clause = scene.clause(span.start);
    let begins = |word: &Vec<char>, back: usize| {
        let from = span.start.checked_sub(back).filter(|&from| from >= clause.start)?;
        let whole = from + word.len() <= span.end && scene.chars(Span::new(from, from + word.len())) == word;
        (whole && scene.mention_at(from).is_none() && scene.figure_at(from).is_none()).then_some(from)
    };
    let found = words.lead.iter().flat_map(|w| (1..=w.len()).filter_map(move |back| begins(w, back))).min();
    Span::new(found.unwrap_or(span.start), span.end)
}

/// Takes in the suffix that follows, and after the figure the nouns that belong to what is counted.
fn extend(scene: &Scene, words: &Words, span: Span, after: bool) -> Span {
    let clause = scene.clause(span.start);
    let Span { start, mut end } = span;
    let free = |at: usize| at < clause.end && free(scene, at);
    let next = |at: usize| (at + 1..clause.end).find(|&i| scene.tag(i) != ' ').unwrap_or(clause.end);
    if free(end) && words.suffix.contains(&scene.char(end)) {
        let rest = scene.chars(Span::new(end + 1, next(end)));
        if rest.is_empty() || words.back.iter().any(|w| w == rest) {
            return Span::new(start, end + 1);
        }
    }
    let nominal = is_noun(scene.tag_before(end));
    while after && nominal && free(end) && is_noun(scene.tag(end)) && next(end) - start <= LONGEST {
        end = next(end);
    }
    Span::new(start, end)
}

/// With both of its quotation marks, or with none.
fn quotes(scene: &Scene, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    let has = |span: Span, c: char| scene.chars(span).contains(&c);
    let whole = Span::new(start, end);
    match (has(whole, '“'), has(whole, '”')) {
        (false, true) if scene.before(start, 1) == '“' => start -= 1,
        (true, false) if scene.char(end) == '”' => end += 1,
        (true, false) if scene.char(end - 1) == '“' && end - start > 1 => end -= 1,
        (true, false) if scene.char(start) == '“' && end - start > 1 => start += 1,
        (false, true) if scene.char(end - 1) == '”' && end - start > 1 => end -= 1,
        (false, true) if scene.char(start) == '”' && end - start > 1 => start += 1,
        _ => {}
    }
    Span::new(start, end)
}

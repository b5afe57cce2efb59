//! Where the phrase of a metric begins and ends, once it is found: 履约率 for 履约率达, 手续齐全率 for 手续齐全.
//!
//! The ranker chooses the phrase that most of what is likely agrees with, which need not be cut as a reader would cut
//! it. The words are in `data/links/bounds.tsv`.

use super::scene::Scene;
use crate::text::Span;
use std::sync::OnceLock;

/// No phrase is made longer than this.
const LONGEST: usize = 18;

#[derive(Debug, Default)]
struct Words {
    front: Vec<Vec<char>>,
    back: Vec<Vec<char>>,
    suffix: Vec<char>,
    names: Vec<Vec<char>>,
    nobody: Vec<Vec<char>>,
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
                "nobody" => words.nobody.push(word.chars().collect()),
                "suffix" => words.suffix.extend(word.chars()),
                _ => words.names.push(word.chars().collect()),
            }
        }
        words
    })
}

/// Whether a word that is tagged as a noun names nobody and nothing: 预计, 现有.
pub fn names_nobody(word: &[char]) -> bool {
    words().nobody.iter().any(|w| w == word)
}

/// The phrase as a reader would cut it out; never empty.
pub fn settle(scene: &Scene, span: Span, figure: Span) -> Span {
    let words = words();
    if let Some(name) = name(scene, words, span) {
        return name;
    }
    let after = span.start >= figure.end;
    let span = extend(scene, words, trim(scene, words, span, after), after);
    quotes(scene, span)
}

/// The name of a measure that a phrase is most of: 预算收入 in 一般公共预算收入.
fn name(scene: &Scene, words: &Words, span: Span) -> Option<Span> {
    let phrase = scene.chars(span);
    let clause = scene.clause(span.start);
    let whole = |name: &Vec<char>| {
        let at = name.windows(phrase.len()).position(|part| part == phrase)?;
        let whole = Span::new(span.start.checked_sub(at)?, span.start - at + name.len());
        let inside = whole.start >= clause.start && whole.end <= clause.end;
        (inside && 2 * phrase.len() >= name.len() && scene.chars(whole) == name).then_some(whole)
    };
    words.names.iter().filter(|name| name.len() > phrase.len()).filter_map(whole).max_by_key(|whole| whole.len())
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
        if end - next >= 2 && words.front.iter().any(|w| *w == chars[..next - start]) {
            start = next;
            continue;
        }
        let last = (start + 1..end).rev().find(|&i| scene.tag(i) != ' ').unwrap_or(start);
        let held = scene.mention_at(end - 1).is_some_and(|m| scene.entities.mentions[m].span.end == end);
        if held {
            break;
        }
        let word = words.back.iter().filter(|w| chars.ends_with(w)).map(Vec::len).max().unwrap_or(0);
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

/// Takes in the suffix that follows, and after the figure the nouns that belong to what is counted.
fn extend(scene: &Scene, words: &Words, span: Span, after: bool) -> Span {
    let clause = scene.clause(span.start);
    let Span { start, mut end } = span;
    let free = |at: usize| at < clause.end && scene.figure_at(at).is_none() && scene.mention_at(at).is_none();
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

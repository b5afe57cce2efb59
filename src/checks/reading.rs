//! How probable a stretch of characters is as a string of words: the best cut by the dictionary's frequencies.

use crate::checks::table;
use crate::text::Span;
use crate::words::Lexicon;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The logarithm of the sum of the dictionary's frequencies.
const LN_TOTAL: f64 = 17.91;

/// What a character costs that the dictionary does not know.
const LN_UNKNOWN: f64 = -LN_TOTAL - 0.7;

/// Longer words are not looked for.
const LONGEST_WORD: usize = 6;

/// How often a word of the field counts as seen.
const FIELD_WORD: usize = 300;

/// The words of the field by their first character: the other ones.
static FIELD_WORDS: LazyLock<HashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for [word] in table::rows(include_str!("../../data/checks/words.tsv")) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            by_first.entry(first).or_default().push(chars.collect());
        }
    }
    by_first
});

/// A stretch of characters as the dictionary knows them.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// As they stand.
    pub chars: Vec<char>,
    ranks: Vec<u16>,
}

impl Stretch {
    /// Looks the characters up once, for many readings.
    pub fn of(lexicon: &Lexicon, chars: &[char]) -> Stretch {
        Stretch { ranks: lexicon.ranks(chars), chars: chars.to_vec() }
    }

    /// A part of it.
    pub fn part(&self, span: Span) -> Stretch {
        Stretch { chars: self.chars[span.start..span.end].to_vec(), ranks: self.ranks[span.start..span.end].to_vec() }
    }

    /// Puts another character in a place.
    pub fn put(&mut self, lexicon: &Lexicon, at: usize, c: char) {
        self.chars[at] = c;
        self.ranks[at] = lexicon.ranks(&[c])[0];
    }

    /// Calls `found` with the length and frequency of every word of the dictionary or the field that stands at `start`.
    fn words_at(&self, lexicon: &Lexicon, start: usize, mut found: impl FnMut(usize, usize)) {
        let end = self.chars.len().min(start + LONGEST_WORD);
        lexicon.prefixes_of_ranks(&self.ranks[start..end], |length, frequency| {
            if frequency > 0 {
                found(length, frequency);
            }
        });
        for rest in FIELD_WORDS.get(&self.chars[start]).into_iter().flatten() {
            if self.chars[start + 1..end].starts_with(rest) && !rest.is_empty() {
                found(rest.len() + 1, FIELD_WORD);
            }
        }
    }
}

/// The best way to cut a stretch into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The logarithm of its probability.
    pub score: f64,
    /// Its words, counted from the start of the stretch.
    pub words: Vec<Span>,
}

impl Reading {
    /// The best reading of a stretch.
    pub fn of(lexicon: &Lexicon, stretch: &Stretch) -> Reading {
        let n = stretch.chars.len();
        let mut best = vec![(f64::NEG_INFINITY, 0); n + 1];
        best[0].0 = 0.0;
        for start in 0..n {
            let so_far = best[start].0;
            let mut take = |length: usize, score: f64| {
                let end = &mut best[start + length];
                if so_far + score > end.0 {
                    *end = (so_far + score, start);
                }
            };
            take(1, LN_UNKNOWN);
            stretch.words_at(lexicon, start, |length, frequency| {
                take(length, (frequency as f64).ln() - LN_TOTAL);
            });
        }
        let mut words = Vec::new();
        let mut end = n;
        while end > 0 {
            words.push(Span::new(best[end].1, end));
            end = best[end].1;
        }
        words.reverse();
        Reading { score: best[n].0, words }
    }

    /// The word that holds the character `at`.
    pub fn word_at(&self, at: usize) -> Span {
        let place = self.words.partition_point(|w| w.end <= at);
        self.words.get(place).copied().unwrap_or(Span::new(at, at + 1))
    }

    /// How many characters stand alone.
    pub fn single(&self) -> usize {
        self.words.iter().filter(|w| w.len() == 1).count()
    }
}

/// Whether any word of two characters or more holds the character `at`.
pub fn is_in_a_word(lexicon: &Lexicon, stretch: &Stretch, at: usize) -> bool {
    (at.saturating_sub(LONGEST_WORD - 1)..=at).rev().any(|start| {
        let mut holds = false;
        stretch.words_at(lexicon, start, |length, _| holds |= length > 1 && start + length > at);
        holds
    })
}

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

static FIELD_WORDS: LazyLock<HashMap<Vec<char>, usize>> = LazyLock::new(|| {
    let words = table::rows(include_str!("../../data/checks/words.tsv"));
    words.map(|[word]| (word.chars().collect(), FIELD_WORD)).collect()
});

/// The best way to cut a stretch into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The logarithm of its probability.
    pub score: f64,
    /// Its words, counted from the start of the stretch.
    pub words: Vec<Span>,
}

impl Reading {
    /// The best reading of `characters`.
    pub fn of(lexicon: &Lexicon, characters: &[char]) -> Reading {
        let n = characters.len();
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
            for_words(lexicon, &characters[start..], |length, frequency| {
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
pub fn is_in_a_word(lexicon: &Lexicon, characters: &[char], at: usize) -> bool {
    (at.saturating_sub(LONGEST_WORD - 1)..=at).any(|start| {
        let mut holds = false;
        for_words(lexicon, &characters[start..], |length, _| holds |= length > 1 && start + length > at);
        holds
    })
}

/// Calls `found` with the length and frequency of every word of the dictionary or the field that stands first.
fn for_words(lexicon: &Lexicon, characters: &[char], mut found: impl FnMut(usize, usize)) {
    let near = &characters[..characters.len().min(LONGEST_WORD)];
    lexicon.prefixes(near, |length, frequency| {
        if frequency > 0 {
            found(length, frequency);
        }
    });
    for length in 2..=near.len() {
        if let Some(&frequency) = FIELD_WORDS.get(&near[..length]) {
            found(length, frequency);
        }
    }
}

//! How probable a stretch of characters is as a string of words: the best cut by the dictionary's frequencies.

use crate::checks::table::{self, ByCharacter};
use crate::text::Span;
use crate::words::Lexicon;
use std::ops::Range;
use std::sync::LazyLock;

/// The most characters that are read at once.
pub const LONGEST: usize = 12;

/// The logarithm of the sum of the dictionary's frequencies.
const LN_TOTAL: f64 = 17.91;

/// What a character costs that the dictionary does not know.
const LN_UNKNOWN: f64 = -LN_TOTAL - 0.7;

/// Longer words are not looked for.
const LONGEST_WORD: usize = 6;

/// The most characters of a word that are looked up before the one in question; longer words are rarer still.
const LONGEST_BEGINNING: usize = 4;

/// How often a word of the field counts as seen.
const FIELD_WORD: usize = 300;

/// The words of the field by their first character: the other ones.
static FIELD_WORDS: LazyLock<ByCharacter<Vec<char>>> = LazyLock::new(|| {
    let words = table::rows(include_str!("../../data/checks/words.tsv"));
    ByCharacter::new(words.into_iter().filter_map(|[word]: [&str; 1]| {
        let mut chars = word.chars();
        Some((chars.next()?, chars.collect()))
    }))
});

/// A short stretch of characters as the dictionary knows them.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    chars: [char; LONGEST],
    ranks: [u16; LONGEST],
    len: usize,
}

impl Stretch {
    /// At most [`LONGEST`] characters.
    pub fn of(lexicon: &Lexicon, chars: &[char]) -> Stretch {
        let len = chars.len().min(LONGEST);
        let mut stretch = Stretch { chars: [' '; LONGEST], ranks: [0; LONGEST], len };
        for (at, &c) in chars[..len].iter().enumerate() {
            stretch.put(lexicon, at, c);
        }
        stretch
    }

    /// Its characters.
    pub fn chars(&self) -> &[char] {
        &self.chars[..self.len]
    }

    /// Puts another character in a place.
    pub fn put(&mut self, lexicon: &Lexicon, at: usize, c: char) {
        self.chars[at] = c;
        self.ranks[at] = lexicon.rank(c);
    }

    /// Calls `found` with the length and frequency of every word of the dictionary or the field that stands at `start`.
    #[inline]
    fn words_at(&self, lexicon: &Lexicon, start: usize, mut found: impl FnMut(usize, usize)) {
        let end = self.len.min(start + LONGEST_WORD);
        lexicon.prefixes_of_ranks(&self.ranks[start..end], |length, frequency| {
            if frequency > 0 {
                found(length, frequency);
            }
        });
        for (_, rest) in FIELD_WORDS.of(self.chars[start]) {
            if self.chars[start + 1..end].starts_with(rest) && !rest.is_empty() {
                found(rest.len() + 1, FIELD_WORD);
            }
        }
    }

    /// What the dictionary has of the characters before `at`, whatever stands there.
    pub fn before(&self, lexicon: &Lexicon, at: usize) -> Before {
        let words = |length: usize| match at.checked_sub(length) {
            Some(start) => lexicon.words_after(&self.ranks[start..at]),
            None => 0..0,
        };
        Before { at, words: std::array::from_fn(|i| words(i + 1)) }
    }

    /// Whether any word of two characters or more holds the character at the place that `before` is of.
    pub fn has_word_at(&self, lexicon: &Lexicon, before: &Before) -> bool {
        let at = before.at;
        let end = |start: usize| self.len.min(start + LONGEST_WORD);
        let begins = lexicon.goes_on(lexicon.words_after(&self.ranks[at..at + 1]), 1, &self.ranks[at..end(at)]);
        let begun = before.words.iter().enumerate().filter(|(_, words)| !words.is_empty());
        let mut begun = begun.map(|(i, words)| (i + 1, words));
        let goes_on = |(length, words): (usize, &Range<usize>)| {
            let start = at - length;
            lexicon.goes_on(words.clone(), length, &self.ranks[start..end(start)])
        };
        begins || begun.any(goes_on) || self.has_field_word_at(at)
    }

    fn has_field_word_at(&self, at: usize) -> bool {
        (at.saturating_sub(LONGEST_WORD - 1)..=at).any(|start| {
            FIELD_WORDS.of(self.chars[start]).iter().any(|(_, rest)| {
                start + rest.len() >= at && !rest.is_empty() && self.chars()[start + 1..].starts_with(rest)
            })
        })
    }
}

/// What the dictionary has of the characters before a place.
#[derive(Debug)]
pub struct Before {
    at: usize,
    /// The words that begin with the last one to four characters before it.
    words: [Range<usize>; LONGEST_BEGINNING],
}

/// The best way to cut a stretch into words.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The logarithm of its probability.
    pub score: f64,
    /// Of each place a word may end at, where the last word before it begins.
    starts: [usize; LONGEST + 1],
    len: usize,
}

impl Reading {
    /// The best reading of a stretch.
    pub fn of(lexicon: &Lexicon, stretch: &Stretch) -> Reading {
        let len = stretch.len;
        let mut scores = [f64::NEG_INFINITY; LONGEST + 1];
        let mut starts = [0; LONGEST + 1];
        scores[0] = 0.0;
        for start in 0..len {
            let so_far = scores[start];
            let mut take = |length: usize, score: f64| {
                let end = start + length;
                if so_far + score > scores[end] {
                    (scores[end], starts[end]) = (so_far + score, start);
                }
            };
            take(1, LN_UNKNOWN);
            stretch.words_at(lexicon, start, |length, frequency| {
                take(length, (frequency as f64).ln() - LN_TOTAL);
            });
        }
        Reading { score: scores[len], starts, len }
    }

    /// Its words, the last first.
    fn words(&self) -> impl Iterator<Item = Span> + '_ {
        let mut end = self.len;
        std::iter::from_fn(move || {
            let word = (end > 0).then(|| Span::new(self.starts[end], end))?;
            end = word.start;
            Some(word)
        })
    }

    /// The word that holds the character `at`.
    pub fn word_at(&self, at: usize) -> Span {
        self.words().find(|word| word.start <= at).unwrap_or(Span::new(at, at + 1))
    }

    /// How many characters stand alone.
    pub fn single(&self) -> usize {
        self.words().filter(|word| word.len() == 1).count()
    }
}

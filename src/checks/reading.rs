//! How probable the characters around a place are as a string of words, by the dictionary's frequencies, whatever
//! stands in the place itself.

use crate::checks::table::{self, ByCharacter};
use crate::parts::Part;
use crate::text::Span;
use crate::words::Lexicon;
use std::ops::Range;
use std::sync::LazyLock;

/// How many characters on each side of the place are read along.
pub const CONTEXT: usize = 5;

/// The most characters that are read at once.
const LONGEST: usize = 2 * CONTEXT + 1;

/// The logarithm of the sum of the dictionary's frequencies.
const LN_TOTAL: f64 = 17.91;

/// What a character costs that the dictionary does not know.
const LN_UNKNOWN: f64 = -LN_TOTAL - 0.7;

/// Longer words are not looked for.
pub const LONGEST_WORD: usize = CONTEXT + 1;

/// The most characters of a word that the dictionary looks up at once.
const LONGEST_BEGINNING: usize = 4;

/// How often a word of the field counts as seen.
const FIELD_WORD: usize = 300;

/// The words of the field by their first character: how many follow it, and which.
static FIELD_WORDS: LazyLock<ByCharacter<(usize, [char; LONGEST_WORD - 1])>> = LazyLock::new(|| {
    let words = table::kept(Part::FieldWords);
    ByCharacter::new(words.into_iter().filter_map(|[word]: [&str; 1]| {
        let (mut chars, mut rest, mut length) = (word.chars(), [' '; LONGEST_WORD - 1], 0);
        let first = chars.next()?;
        for c in chars {
            *rest.get_mut(length)? = c;
            length += 1;
        }
        (length > 0).then_some((first, (length, rest)))
    }))
});

/// Calls `found` with the length of every word of the field that begins a stretch.
#[inline]
fn field_words(chars: &[char], mut found: impl FnMut(usize)) {
    for (_, (length, rest)) in FIELD_WORDS.of(chars[0]) {
        if chars[1..].starts_with(&rest[..*length]) {
            found(length + 1);
        }
    }
}

fn weight(frequency: usize) -> f64 {
    (frequency as f64).ln() - LN_TOTAL
}

/// The best way to read some characters: the logarithm of its probability, and how many stand alone.
#[derive(Debug, Clone, Copy)]
struct Path {
    score: f64,
    single: usize,
}

impl Path {
    const NONE: Path = Path { score: f64::NEG_INFINITY, single: 0 };

    fn and(self, length: usize, score: f64) -> Path {
        Path { score: self.score + score, single: self.single + usize::from(length == 1) }
    }

    fn better(&mut self, other: Path) {
        if other.score > self.score {
            *self = other;
        }
    }
}

/// What can be said of the characters around a place before one knows what stands there.
#[derive(Debug)]
pub struct Around<'a> {
    lexicon: &'a Lexicon,
    chars: [char; LONGEST],
    ranks: [u16; LONGEST],
    len: usize,
    /// The place.
    at: usize,
    /// Of each character up to the place, the best reading of those before it; of each behind it, of those from it on.
    paths: [Path; LONGEST + 1],
    /// The words that begin with the last characters before the place, by their number; four of them where there are more.
    begun: [Range<usize>; LONGEST_WORD],
}

/// The best way to read the characters around a place with one of them in it.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The logarithm of its probability.
    pub score: f64,
    /// The word that holds the place.
    pub word: Span,
    /// How many characters stand alone.
    pub single: usize,
    /// Whether any word of two characters or more holds the place.
    pub has_word: bool,
}

impl<'a> Around<'a> {
    /// Of the place `at` in a few characters, [`CONTEXT`] on each side.
    pub fn new(lexicon: &'a Lexicon, around: &[char], at: usize) -> Around<'a> {
        let len = around.len().min(LONGEST);
        let (mut chars, mut ranks) = ([' '; LONGEST], [0; LONGEST]);
        for (i, &c) in around[..len].iter().enumerate() {
            (chars[i], ranks[i]) = (c, lexicon.rank(c));
        }
        let begun = std::array::from_fn(|length| match at.checked_sub(length) {
            Some(start) if length > 0 => lexicon.words_after(&ranks[start..at.min(start + LONGEST_BEGINNING)]),
            _ => 0..0,
        });
        let mut around = Around { lexicon, chars, ranks, len, at, paths: [Path::NONE; LONGEST + 1], begun };
        around.read_before();
        around.read_behind();
        around
    }

    fn read_before(&mut self) {
        self.paths[0] = Path { score: 0.0, single: 0 };
        for start in 0..self.at {
            let so_far = self.paths[start];
            let mut paths = self.paths;
            self.words(start..self.at, |length, score| paths[start + length].better(so_far.and(length, score)));
            self.paths = paths;
        }
    }

    fn read_behind(&mut self) {
        self.paths[self.len] = Path { score: 0.0, single: 0 };
        for start in (self.at + 1..self.len).rev() {
            let mut best = Path::NONE;
            self.words(start..self.len, |length, score| best.better(self.paths[start + length].and(length, score)));
            self.paths[start] = best;
        }
    }

    /// Calls `found` with the length and weight of everything that may be read as a word at the start of a range.
    #[inline]
    fn words(&self, range: Range<usize>, mut found: impl FnMut(usize, f64)) {
        let range = range.start..range.end.min(range.start + LONGEST_WORD);
        found(1, LN_UNKNOWN);
        self.lexicon.prefixes_of_ranks(&self.ranks[range.clone()], |length, frequency| {
            if frequency > 0 {
                found(length, weight(frequency));
            }
        });
        field_words(&self.chars[range], |length| found(length, weight(FIELD_WORD)));
    }

    /// The best reading with `c` in the place.
    pub fn with(&mut self, c: char) -> Reading {
        (self.chars[self.at], self.ranks[self.at]) = (c, self.lexicon.rank(c));
        let at = self.at;
        let mut best = (Path::NONE, Span::new(at, at + 1));
        let mut has_word = false;
        let mut take = |start: usize, length: usize, score: f64| {
            let (before, behind) = (self.paths[start], self.paths[start + length]);
            let path = Path { score: before.score + score + behind.score, single: before.single + behind.single };
            let path = Path { single: path.single + usize::from(length == 1), ..path };
            has_word |= length > 1;
            if path.score > best.0.score {
                best = (path, Span::new(start, start + length));
            }
        };
        for start in at.saturating_sub(LONGEST_WORD - 1)..at {
            let (before, end) = (at - start, self.len.min(start + LONGEST_WORD));
            let begun = self.begun[before].clone();
            if !begun.is_empty() {
                self.lexicon.prefixes_after(
                    before.min(LONGEST_BEGINNING),
                    begun,
                    &self.ranks[start..end],
                    |length, f| {
                        if length > before && f > 0 {
                            take(start, length, weight(f));
                        }
                    },
                );
            }
            field_words(&self.chars[start..end], |length| {
                if length > before {
                    take(start, length, weight(FIELD_WORD));
                }
            });
        }
        self.words(at..self.len, |length, score| take(at, length, score));
        Reading { score: best.0.score, word: best.1, single: best.0.single, has_word }
    }
}

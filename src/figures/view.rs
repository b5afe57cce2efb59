//! The text as the grammar reads it: simplified characters, no spaces inside a figure, and the way back.

use super::numerals::Numeral;
use super::tables;
use crate::text::{Span, Text};
use std::cell::RefCell;

/// A stream of characters with the place of each in the cleaned text.
pub(super) struct View {
    chars: Vec<char>,
    /// Of each character of the view, its place in the cleaned text.
    at: Vec<usize>,
    /// Of each character, whether it is a comma as Chinese writes it, which groups no digits.
    wide_comma: Vec<bool>,
    /// The numerals that were read last: several grammars look at one place.
    numerals: RefCell<[(usize, Option<Numeral>); 4]>,
}

impl View {
    /// Reads a cleaned text: variants become the characters the grammar knows; a few spaces that
    /// do not stand between two digits or two letters go (18周 岁, 2023 年).
    pub(super) fn new(text: &Text) -> Self {
        let variants = tables::variants();
        let size = text.chars.len();
        let mut view = View {
            chars: Vec::with_capacity(size),
            at: Vec::with_capacity(size),
            wide_comma: Vec::with_capacity(size),
            numerals: RefCell::new([(usize::MAX, None); 4]),
        };
        for (i, &c) in text.chars.iter().enumerate() {
            if c == ' ' && closes_up(beyond(text.chars[..i].iter().rev()), beyond(text.chars[i + 1..].iter())) {
                continue;
            }
            view.chars.push(variants.plain(c));
            view.at.push(i);
            view.wide_comma.push(c == ',' && is_wide_comma(text, i));
        }
        view
    }

    /// The numeral at `i`, read once while the grammars look at it.
    pub(super) fn numeral(&self, i: usize, read: impl FnOnce() -> Option<Numeral>) -> Option<Numeral> {
        let place = i % 4;
        let (at, known) = self.numerals.borrow()[place];
        if at == i {
            return known;
        }
        let numeral = read();
        self.numerals.borrow_mut()[place] = (i, numeral);
        numeral
    }

    /// How many characters.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `i`; a line end where there is none.
    pub(super) fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\n')
    }

    /// Whether a comma that may group digits stands at `i`.
    pub(super) fn groups_digits(&self, i: usize) -> bool {
        let solid = i < self.at.len() && self.at.get(i + 1).is_some_and(|next| *next == self.at[i] + 1);
        self.at(i) == ',' && solid && !self.wide_comma[i]
    }

    /// The character before `i`; a line end at the beginning.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\n', |j| self.at(j))
    }

    /// The characters from `i` on.
    pub(super) fn rest(&self, i: usize) -> &[char] {
        self.chars.get(i..).unwrap_or(&[])
    }

    /// Whether `words` stand at `i`.
    pub(super) fn has(&self, i: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(k, c)| self.at(i + k) == c)
    }

    /// The end of the first of `choices` that stands at `i`.
    pub(super) fn one_of(&self, i: usize, choices: &[&str]) -> Option<usize> {
        // The last byte of the first character tells most of them apart before any is decoded.
        let mut bytes = [0; 4];
        let first = self.at(i).encode_utf8(&mut bytes).as_bytes();
        let (last, at) = (first[first.len() - 1], first.len() - 1);
        let may_stand = |w: &&&str| w.as_bytes().get(at) == Some(&last);
        choices.iter().filter(may_stand).find(|w| self.has(i, w)).map(|w| i + w.chars().count())
    }

    /// Whether one of `choices` ends right before `i`.
    pub(super) fn ends_with(&self, i: usize, choices: &[&str]) -> bool {
        let before = &self.chars[..i.min(self.chars.len())];
        choices.iter().any(|w| {
            let mut back = before.iter().rev();
            w.chars().rev().all(|c| back.next() == Some(&c))
        })
    }

    /// The stretch of the cleaned text from `start` to before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        debug_assert!(start < end && end <= self.at.len());
        Span::new(self.at[start], self.at[end - 1] + 1)
    }

    /// The words of a stretch of the view.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }
}

/// Whether the comma at `i` is Chinese punctuation: full width, and not after a digit of full width.
fn is_wide_comma(text: &Text, i: usize) -> bool {
    let written = |i: usize| text.raw_span(Span::new(i, i + 1)).text;
    let before = i.checked_sub(1).map(written).unwrap_or_default();
    let wide_digit = before.chars().all(|c| ('\u{FF10}'..='\u{FF19}').contains(&c)) && !before.is_empty();
    written(i) == "，" && !wide_digit
}

/// More spaces than these part columns.
const SPACES: usize = 4;

/// The first character beyond a few spaces.
fn beyond<'a>(mut chars: impl Iterator<Item = &'a char>) -> char {
    (0..SPACES).find_map(|_| chars.next().filter(|c| **c != ' ')).copied().unwrap_or('\n')
}

/// Whether spaces between these two only break a figure.
fn closes_up(before: char, after: char) -> bool {
    let solid = |c: char| !c.is_whitespace();
    let apart = (before.is_ascii_alphanumeric() && after.is_ascii_digit())
        || (before.is_ascii_alphabetic() && after.is_ascii_alphanumeric());
    solid(before) && solid(after) && !apart
}

//! Which character a scanner or a hand may have meant instead of the one that stands there, and what speaks for it.

use super::neighbours::{DIGIT, Neighbours, class};
use super::reading::{LONGEST, Reading, Stretch};
use super::table::{self, ByCharacter};
use crate::text::Span;
use crate::words::Lexicon;
use std::sync::LazyLock;

/// How many characters on each side are read along.
const CONTEXT: usize = (LONGEST - 1) / 2;

/// Both pairs seen more often than this: nothing is amiss.
const USUAL: f64 = 3.0;

/// When one character is taken for another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum How {
    Sure,
    End,
    Alone,
    Both,
}

/// Of a character, what it may have been.
pub static LOOKALIKES: LazyLock<ByCharacter<(char, How)>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/checks/lookalikes.tsv"));
    ByCharacter::new(rows.into_iter().flat_map(|[written, meant, how]: [&str; 3]| {
        let pair = written.chars().next().zip(meant.chars().next());
        let one_way = |how| pair.map(|(written, meant)| (written, (meant, how)));
        match how {
            "sure" => [one_way(How::Sure), None],
            "end" => [one_way(How::End), None],
            "alone" => [one_way(How::Alone), None],
            _ => [one_way(How::Both), pair.map(|(written, meant)| (meant, (written, How::Both)))],
        }
        .into_iter()
        .flatten()
    }))
});

/// How many things are looked at.
pub const FEATURES: usize = 19;

/// What they are, as `data/checks/misread.tsv` calls them.
pub const NAMES: [&str; FEATURES] = [
    "bias",
    "reading",
    "reading up to 8",
    "left pair",
    "right pair",
    "left as written",
    "right as written",
    "stronger as written",
    "left as meant",
    "right as meant",
    "longer word",
    "fewer single characters",
    "single as written",
    "commoner",
    "elsewhere as written",
    "elsewhere as meant",
    "mark on the left",
    "mark on the right",
    "sure",
];

/// Another character, and what speaks for it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// It.
    pub meant: char,
    /// When it is taken for the one written.
    pub how: How,
    /// The word that it makes.
    pub word: Span,
    /// See [`NAMES`].
    pub features: [f64; FEATURES],
}

/// From which sum of weights on a candidate is told.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct Bounds {
    pub warn: f64,
    pub hint: f64,
}

/// What each feature weighs.
#[derive(Debug, Default)]
pub struct Scales {
    weights: [f64; FEATURES],
    /// Of the commonest confusions, and of the others.
    bounds: [Bounds; 2],
}

/// Those of the table.
pub static SCALES: LazyLock<Scales> = LazyLock::new(|| {
    let mut scales = Scales::default();
    for [name, number] in table::rows(include_str!("../../data/checks/misread.tsv")) {
        let number = number.parse().unwrap_or(0.0);
        let [common, other] = &mut scales.bounds;
        match name {
            "warn: common" => common.warn = number,
            "hint: common" => common.hint = number,
            "warn" => other.warn = number,
            "hint" => other.hint = number,
            _ => NAMES.iter().zip(&mut scales.weights).filter(|(n, _)| **n == name).for_each(|(_, w)| *w = number),
        }
    }
    scales
});

impl Scales {
    /// The sum of what speaks for a candidate.
    pub fn score(&self, features: &[f64; FEATURES]) -> f64 {
        self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
    }

    /// What it is held against.
    pub fn bounds(&self, how: How) -> Bounds {
        self.bounds[usize::from(how == How::Both)]
    }
}

/// What is known beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The dictionary.
    pub lexicon: &'a Lexicon,
    /// Pairs of characters.
    pub neighbours: &'a Neighbours,
}

impl Sources<'_> {
    /// The candidates for the character `at` of a run of Chinese characters; `elsewhere` says how often else a pair
    /// of characters stands in the text.
    pub fn candidates(
        &self,
        chars: &[char],
        run: Span,
        at: usize,
        elsewhere: impl Fn(char, char) -> f64,
        mut found: impl FnMut(Candidate),
    ) {
        let written = chars[at];
        let others = LOOKALIKES.of(written);
        if others.is_empty() {
            return;
        }
        let (left, right) = (class(at.checked_sub(1).map(|i| chars[i])), class(chars.get(at + 1).copied()));
        let near = self.neighbours;
        let as_written = [near.pair(left, written), near.pair(written, right)];
        if as_written[0] > USUAL && as_written[1] > USUAL {
            return;
        }
        let window = Span::new(at.saturating_sub(CONTEXT).max(run.start), (at + 1 + CONTEXT).min(run.end));
        let place = at - window.start;
        let mut stretch = Stretch::of(self.lexicon, &chars[window.start..window.end]);
        let before = stretch.before(self.lexicon, place);
        let mut reading: Option<Reading> = None;
        for &(_, (meant, how)) in others {
            stretch.put(self.lexicon, place, written);
            let as_meant = [near.pair(left, meant), near.pair(meant, right)];
            if as_meant == [0.0; 2] {
                stretch.put(self.lexicon, place, meant);
                if !stretch.has_word_at(self.lexicon, &before) {
                    continue;
                }
                stretch.put(self.lexicon, place, written);
            }
            let old = *reading.get_or_insert_with(|| Reading::of(self.lexicon, &stretch));
            stretch.put(self.lexicon, place, meant);
            let new = Reading::of(self.lexicon, &stretch);
            let (old_word, word) = (old.word_at(place), new.word_at(place));
            let here = Span::new(window.start + word.start, window.start + word.end);
            // a character alone is no word that was missed, unless it is the unit of a figure
            let unlikely = word.len() == 1 && how == How::Both && left != DIGIT;
            if unlikely || how == How::End && here.end < run.end {
                continue;
            }
            let gain = new.score - old.score;
            let pairs = [
                near.likelihood(left, meant) - near.likelihood(left, written),
                near.likelihood(meant, right) - near.likelihood(written, right),
            ];
            let log = |count: f64| count.ln_1p();
            let mark = |c: char| f64::from(u8::from(!super::view::is_han(c)));
            let sides = |a: f64, b: f64| (log(a) + log(b)) / 2.0;
            let features = [
                1.0,
                gain.clamp(-20.0, 20.0),
                gain.clamp(-20.0, 8.0),
                pairs[0],
                pairs[1],
                log(as_written[0]),
                log(as_written[1]),
                log(as_written[0].max(as_written[1])),
                log(as_meant[0].min(50.0)),
                log(as_meant[1].min(50.0)),
                word.len() as f64 - old_word.len() as f64,
                old.single() as f64 - new.single() as f64,
                f64::from(u8::from(old_word.len() == 1)),
                log(near.single(meant)) - log(near.single(written)),
                sides(elsewhere(left, written), elsewhere(written, right)),
                sides(elsewhere(left, meant), elsewhere(meant, right)),
                mark(left),
                mark(right),
                f64::from(u8::from(how != How::Both)),
            ];
            found(Candidate { meant, how, word: here, features });
        }
    }
}

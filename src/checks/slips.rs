//! Which character a scanner or a hand may have meant instead of the one that stands there, and what speaks for it.

use super::neighbours::{DIGIT, Neighbours, class};
use super::reading::{Around, CONTEXT, LONGEST_WORD, Reading};
use super::table::{self, ByCharacter};
use super::view::is_han;
use crate::float;
use crate::parts::{self, Part};
use crate::text::Span;
use crate::words::Lexicon;
use std::sync::LazyLock;

/// Both pairs seen four times ([`Neighbours::seen`]): nothing is amiss.
const USUAL: usize = 3;

/// More sightings than this of the pairs that are meant say no more.
const MOST: f64 = 50.0;

/// The logarithms of one more than a count.
struct Logs {
    /// Of what [`Neighbours::seen`] tells.
    seen: [f64; 32],
    /// Of small numbers.
    small: [f64; 32],
    /// Of [`MOST`].
    most: f64,
}

static LOGS: LazyLock<Logs> = LazyLock::new(|| Logs {
    seen: std::array::from_fn(|seen| if seen == 0 { 0.0 } else { 2f64.powi(seen as i32 - 1).ln_1p() }),
    small: std::array::from_fn(|count| (count as f64).ln_1p()),
    most: MOST.ln_1p(),
});

fn log(count: f64) -> f64 {
    LOGS.small.get(count as usize).copied().unwrap_or_else(|| count.ln_1p())
}

/// When one character is taken for another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum How {
    Sure,
    End,
    Alone,
    Both,
    Shape,
}

impl How {
    /// Whether only a much better reading tells.
    pub fn is_doubtful(self) -> bool {
        matches!(self, How::Both | How::Shape)
    }
}

/// A word this long is needed where nothing but the shape tells that a character was meant: 光刻肢.
const LONG: usize = 3;

/// Of a character, what it may have been.
pub static LOOKALIKES: LazyLock<ByCharacter<(char, How)>> = LazyLock::new(|| {
    let rows = parts::table(Part::Lookalikes).split('\n').filter(|row| !row.starts_with('#'));
    let told = rows.flat_map(|row| {
        let mut chars = row.chars();
        let pair = chars.next().zip(chars.by_ref().nth(1));
        let how = chars.as_str().trim_start();
        let one_way = |how| pair.map(|(written, meant)| (written, (meant, how)));
        match how {
            "sure" => [one_way(How::Sure), None],
            "end" => [one_way(How::End), None],
            "alone" => [one_way(How::Alone), None],
            _ => [one_way(How::Both), pair.map(|(written, meant)| (meant, (written, How::Both)))],
        }
        .into_iter()
        .flatten()
    });
    let shapes = parts::table(Part::Shapes).split('\n').filter_map(|row| row.split_once('\t'));
    let alike = shapes.flat_map(|(written, all)| {
        let all = all.chars().map(|meant| (meant, How::Shape));
        written.chars().next().into_iter().flat_map(move |written| all.clone().map(move |meant| (written, meant)))
    });
    ByCharacter::new(told.chain(alike))
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

/// Where [`NAMES`] has by how much the reading is better.
pub const READING: usize = 1;
/// Where [`NAMES`] has how often the written character stands beside its neighbours.
pub const LEFT_AS_WRITTEN: usize = 5;
/// See [`LEFT_AS_WRITTEN`].
pub const RIGHT_AS_WRITTEN: usize = 6;

/// Where [`NAMES`] has how often the text has what is written, and what is meant, in the same neighbourhood.
const ELSEWHERE_AS_WRITTEN: usize = 14;
/// See [`ELSEWHERE_AS_WRITTEN`].
pub const ELSEWHERE_AS_MEANT: usize = 15;

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
    /// What a reading of the characters around can add at most; see [`READ`].
    most: f64,
}

/// Those of the table.
pub static SCALES: LazyLock<Scales> = LazyLock::new(|| {
    let mut scales = Scales::default();
    for [name, number] in table::kept(Part::Misread) {
        let number = float::parse(number).unwrap_or(0.0);
        let [common, other] = &mut scales.bounds;
        match name {
            "warn: common" => common.warn = number,
            "hint: common" => common.hint = number,
            "warn" => other.warn = number,
            "hint" => other.hint = number,
            _ => NAMES.iter().zip(&mut scales.weights).filter(|(n, _)| **n == name).for_each(|(_, w)| *w = number),
        }
    }
    scales.most = READ.iter().map(|(i, most)| scales.weights[*i].abs() * most).sum();
    scales
});

/// By how much one reading may be better than another, as far as it counts; see [`NAMES`].
const GAIN: f64 = 20.0;
const GAIN_UP_TO: f64 = 8.0;

/// The features that take a reading of the characters around, as far as they go.
const READ: [(usize, f64); 5] =
    [(1, GAIN), (2, GAIN_UP_TO), (10, LONGEST_WORD as f64), (11, 2.0 * CONTEXT as f64), (12, 1.0)];

impl Scales {
    /// The sum of what speaks for a candidate.
    pub fn score(&self, features: &[f64; FEATURES]) -> f64 {
        self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
    }

    /// What it is held against.
    pub fn bounds(&self, how: How) -> Bounds {
        self.bounds[usize::from(how.is_doubtful())]
    }

    /// Whether a candidate may still be told once the characters around are read.
    pub fn may_tell(&self, how: How, features: &[f64; FEATURES]) -> bool {
        self.score(features) + self.most >= self.bounds(how).hint
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
    /// The candidates for the character `at` of a stretch that ends no later than its clause; `elsewhere` says how often
    /// else a character stands in the text behind one and before another, and `worth` whether a candidate is looked at any further, all but
    /// the features known that take a reading of the characters around.
    pub fn candidates(
        &self,
        chars: &[char],
        stretch: Span,
        at: usize,
        elsewhere: impl Fn(char, [char; 2]) -> [f64; 2],
        worth: impl Fn(How, &[f64; FEATURES]) -> bool,
        mut found: impl FnMut(Candidate),
    ) {
        let written = chars[at];
        let others = LOOKALIKES.of(written);
        if others.is_empty() {
            return;
        }
        let (left, right) = (class(at.checked_sub(1).map(|i| chars[i])), class(chars.get(at + 1).copied()));
        let near = self.neighbours;
        let as_written = [near.seen(left, written), near.seen(written, right)];
        if as_written.iter().all(|seen| *seen >= USUAL) {
            return;
        }
        let mark = |c: char| f64::from(u8::from(!is_han(c)));
        let sides = |pairs: [f64; 2]| (log(pairs[0]) + log(pairs[1])) / 2.0;
        let right_alone = near.seen_alone(right);
        let likely = |pairs: [usize; 2], alone: usize| {
            [near.expected(pairs[0], alone), near.expected(pairs[1], right_alone) - near.first(alone)]
        };
        let alone = near.seen_alone(written);
        let likely_written = likely(as_written, alone);
        let mut elsewhere_written = None;
        let mut read: Option<(Around, Span, Reading)> = None;
        for &(_, (meant, how)) in others {
            let as_meant = [near.seen(left, meant), near.seen(meant, right)];
            // what was never seen beside its neighbours is not meant where what is written was
            if how.is_doubtful() && as_meant == [0; 2] && as_written != [0; 2] {
                continue;
            }
            let meant_alone = near.seen_alone(meant);
            let likely_meant = likely(as_meant, meant_alone);
            let mut features = [
                1.0,
                0.0,
                0.0,
                likely_meant[0] - likely_written[0],
                likely_meant[1] - likely_written[1],
                LOGS.seen[as_written[0]],
                LOGS.seen[as_written[1]],
                LOGS.seen[as_written[0].max(as_written[1])],
                LOGS.seen[as_meant[0]].min(LOGS.most),
                LOGS.seen[as_meant[1]].min(LOGS.most),
                0.0,
                0.0,
                0.0,
                LOGS.seen[meant_alone] - LOGS.seen[alone],
                0.0,
                sides(elsewhere(meant, [left, right])),
                mark(left),
                mark(right),
                f64::from(u8::from(!how.is_doubtful())),
            ];
            if !worth(how, &features) {
                continue;
            }
            // what speaks for the character as it is written comes last: few candidates are worth the search
            features[ELSEWHERE_AS_WRITTEN] =
                *elsewhere_written.get_or_insert_with(|| sides(elsewhere(written, [left, right])));
            if !worth(how, &features) {
                continue;
            }
            let (around, window, old) = read.get_or_insert_with(|| {
                let window = window(chars, stretch, at);
                let mut around = Around::new(self.lexicon, &chars[window.start..window.end], at - window.start);
                let old = around.with(written);
                (around, window, old)
            });
            let new = around.with(meant);
            if as_meant == [0; 2] && !new.has_word {
                continue;
            }
            let here = Span::new(window.start + new.word.start, window.start + new.word.end);
            // a character alone is no word that was missed, unless it is the unit of a figure
            let unlikely =
                here.len() == 1 && how.is_doubtful() && left != DIGIT || how == How::Shape && here.len() < LONG;
            let goes_on = here.end < stretch.end && is_han(chars[here.end]);
            if unlikely || how == How::End && goes_on {
                continue;
            }
            let gain = new.score - old.score;
            features[1] = gain.clamp(-GAIN, GAIN);
            features[2] = gain.clamp(-GAIN, GAIN_UP_TO);
            features[10] = new.word.len() as f64 - old.word.len() as f64;
            features[11] = old.single as f64 - new.single as f64;
            features[12] = f64::from(u8::from(old.word.len() == 1));
            found(Candidate { meant, how, word: here, features });
        }
    }
}

/// The Chinese characters around a place that are read along.
fn window(chars: &[char], stretch: Span, at: usize) -> Span {
    let before = chars[stretch.start..at].iter().rev().take(CONTEXT).take_while(|c| is_han(**c)).count();
    let behind = chars[at + 1..stretch.end].iter().take(CONTEXT).take_while(|c| is_han(**c)).count();
    Span::new(at - before, at + 1 + behind)
}

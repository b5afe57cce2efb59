//! Words that the dictionary lacks: what it leaves as single characters is joined by a hidden Markov model.
//!
//! This is what jieba does (`cut` with its HMM), with the model read from the lexicon instead of the code, where it
//! would make up a quarter of the module on the wire.

use super::columns::Columns;
use super::layout::{STATES, TRANSITIONS};
use std::ops::Range;

/// The states of a character: first, last or amid a word, or a word of its own.
const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// The two states that may stand before each.
const BEFORE: [[usize; 2]; STATES] = [[END, SINGLE], [BEGIN, MIDDLE], [BEGIN, MIDDLE], [END, SINGLE]];

/// The cost of what cannot be. As in jieba's floats, it swallows every possible cost, but two of it are worse than one.
const IMPOSSIBLE: u64 = 1 << 40;

/// The tag of words that the dictionary does not know.
pub const TAG: &str = "x";

/// jieba's tag for a word that no dictionary has: figures, letters, others.
pub fn tag(word: &[char]) -> &'static str {
    let is_letter = |c: &&char| c.is_ascii_alphanumeric();
    match word.iter().find(is_letter) {
        None => TAG,
        Some(_) if word.iter().filter(is_letter).all(char::is_ascii_digit) => "m",
        Some(_) => "eng",
    }
}

/// The parts of a run of single characters, each a word.
pub fn cut(columns: &Columns, run: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in run.chunk_by(|&a, &b| is_modelled(a) == is_modelled(b)) {
        match part {
            [c, _, ..] if is_modelled(*c) => join(columns, part, at, &mut words),
            [c] if is_modelled(*c) => words.push(at..at + 1),
            _ => foreign(part, at, &mut words),
        }
        at += part.len();
    }
    words
}

/// Whether characters of this kind are joined by the model.
fn is_modelled(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FD5}')
}

/// The words of modelled characters along the cheapest path.
fn join(columns: &Columns, run: &[char], offset: usize, words: &mut Vec<Range<usize>>) {
    let mut begin = 0;
    for (at, state) in path(columns, run).into_iter().enumerate() {
        match state {
            BEGIN => begin = at,
            MIDDLE => {}
            END => words.push(offset + begin..offset + at + 1),
            _ => words.push(offset + at..offset + at + 1),
        }
    }
}

/// The cheapest states of the characters (Viterbi).
#[inline(never)]
fn path(columns: &Columns, run: &[char]) -> Vec<usize> {
    let transitions: [[u64; STATES]; TRANSITIONS] = std::array::from_fn(|row| columns.costs(row).map(cost));
    let shows = |c: char| match columns.rank(c) {
        0 => [IMPOSSIBLE; STATES],
        rank => columns.costs(TRANSITIONS + usize::from(rank) - 1).map(cost),
    };
    let first = shows(run[0]);
    let mut costs: [u64; STATES] = std::array::from_fn(|state| sum([transitions[0][state], first[state]]));
    let mut from = vec![[0; STATES]];
    for &c in &run[1..] {
        let shows = shows(c);
        let mut here = [(0, 0); STATES];
        for (state, here) in here.iter_mut().enumerate() {
            let [a, b] =
                BEFORE[state].map(|last| (sum([costs[last], transitions[1 + last][state], shows[state]]), last));
            *here = if a.0 < b.0 { a } else { b };
        }
        costs = here.map(|h| h.0);
        from.push(here.map(|h| h.1));
    }
    let mut state = if costs[END] < costs[SINGLE] { END } else { SINGLE };
    let mut states: Vec<usize> = from
        .iter()
        .rev()
        .map(|from| {
            let here = state;
            state = from[here];
            here
        })
        .collect();
    states.reverse();
    states
}

fn cost(steps: u16) -> u64 {
    if steps == 0 { IMPOSSIBLE } else { steps.into() }
}

fn sum<const N: usize>(costs: [u64; N]) -> u64 {
    let sum: u64 = costs.into_iter().sum();
    if sum < IMPOSSIBLE { sum } else { sum - sum % IMPOSSIBLE }
}

/// Letters and digits, also with one of `.`, `_`, `-` between them and a percent sign behind; and what stands between.
fn foreign(run: &[char], offset: usize, words: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < run.len() {
        let start = at;
        let end_of = |at: usize, is: fn(&char) -> bool| at + run[at..].iter().take_while(|c| is(c)).count();
        at = end_of(at, |c| !c.is_ascii_alphanumeric());
        if at == start {
            at = end_of(at, char::is_ascii_alphanumeric);
            while matches!(run[at..], ['.' | '_' | '-', c, ..] if c.is_ascii_alphanumeric()) {
                at = end_of(at + 1, char::is_ascii_alphanumeric);
            }
            at += usize::from(run.get(at) == Some(&'%'));
        }
        words.push(offset + start..offset + at);
    }
}

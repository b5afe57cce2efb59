//! Which article of one text is which of the other, and where they differ.

use super::stream::Stream;
use crate::sorting::Sorting;
use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How many characters are looked at together when articles are matched.
const SHINGLE: usize = 4;

/// Two articles are the same when so much of the shorter one stands in the other.
const SAME: f64 = 0.3;

/// Two changes with fewer equal characters between them are one.
const GAP: usize = 2;

/// A stretch of each text; where both are empty nothing differs.
pub type Hunk = (Range<usize>, Range<usize>);

/// The pairs of articles that are the same, the best first, and those of either text that stand alone.
pub struct Pairs {
    pub same: Vec<(usize, usize)>,
    pub only_a: Vec<usize>,
    pub only_b: Vec<usize>,
}

/// Matches the articles of two texts.
pub fn articles(a: &Stream, b: &Stream) -> Pairs {
    let shingles = |s: &Stream, article: &Range<usize>| -> HashSet<[char; SHINGLE]> {
        s.chars[article.clone()].windows(SHINGLE).filter_map(|w| w.try_into().ok()).collect()
    };
    let of_a: Vec<_> = a.articles.iter().map(|r| shingles(a, r)).collect();
    let of_b: Vec<_> = b.articles.iter().map(|r| shingles(b, r)).collect();
    let mut holders: HashMap<[char; SHINGLE], Vec<usize>> = HashMap::new();
    for (j, set) in of_b.iter().enumerate() {
        for shingle in set {
            holders.entry(*shingle).or_default().push(j);
        }
    }
    let mut scored = Vec::new();
    for (i, set) in of_a.iter().enumerate() {
        let mut shared = vec![0usize; of_b.len()];
        for j in set.iter().filter_map(|s| holders.get(s)).flatten() {
            shared[*j] += 1;
        }
        for (j, shared) in shared.into_iter().enumerate() {
            let shorter = set.len().min(of_b[j].len());
            if shorter > 0 && shared as f64 >= SAME * shorter as f64 {
                scored.push((shared, i, j));
            }
        }
    }
    scored.arrange_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut free_a, mut free_b) = (vec![true; of_a.len()], vec![true; of_b.len()]);
    let mut same = Vec::new();
    for (_, i, j) in scored {
        if free_a[i] && free_b[j] {
            (free_a[i], free_b[j]) = (false, false);
            same.push((i, j));
        }
    }
    same.arrange();
    let rest = |free: Vec<bool>| free.iter().enumerate().filter(|(_, f)| **f).map(|(i, _)| i).collect();
    Pairs { same, only_a: rest(free_a), only_b: rest(free_b) }
}

/// Where two articles differ, in order.
///
/// Sentences are matched first, so that characters are compared only where sentences differ.
pub fn hunks(a: &Stream, of_a: Range<usize>, b: &Stream, of_b: Range<usize>) -> Vec<Hunk> {
    let (sentences_a, sentences_b) = (sentences(a, of_a), sentences(b, of_b));
    // Sentences as numbers: what compares them is then compiled once, for characters as well.
    let mut known: HashMap<&[char], u32> = HashMap::new();
    let mut number = |words| {
        let next = known.len() as u32;
        *known.entry(words).or_insert(next)
    };
    let numbers_a: Vec<u32> = sentences_a.iter().map(|r| number(&a.chars[r.clone()])).collect();
    let numbers_b: Vec<u32> = sentences_b.iter().map(|r| number(&b.chars[r.clone()])).collect();
    let codes = |s: &Stream, r: &Range<usize>| s.chars[r.clone()].iter().map(|&c| c.into()).collect::<Vec<u32>>();
    let mut hunks = Vec::new();
    for op in changes(&numbers_a, &numbers_b) {
        let (x, y) = (cover(&sentences_a, op.old_range()), cover(&sentences_b, op.new_range()));
        for op in changes(&codes(a, &x), &codes(b, &y)) {
            let (old, new) = (op.old_range(), op.new_range());
            let hunk = (x.start + old.start..x.start + old.end, y.start + new.start..y.start + new.end);
            push(&mut hunks, hunk);
        }
    }
    hunks
}

/// What differs, by Myers' algorithm: called by its name, as the choice among all of the library's would bring them all
/// into the module.
fn changes(old: &[u32], new: &[u32]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut hook, old, 0..old.len(), new, 0..new.len());
    let ops = hook.into_inner().into_inner().into_ops();
    ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).collect()
}

/// Adds a hunk, to the last one if they nearly touch.
fn push(hunks: &mut Vec<Hunk>, hunk: Hunk) {
    match hunks.last_mut() {
        Some(last) if hunk.0.start - last.0.end < GAP && hunk.1.start - last.1.end < GAP => {
            last.0.end = hunk.0.end;
            last.1.end = hunk.1.end;
        }
        _ => hunks.push(hunk),
    }
}

/// The sentences of a stretch.
fn sentences(stream: &Stream, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let parts = stream.chars[range].split_inclusive(|c| matches!(c, '。' | '!' | '?' | ';' | '…'));
    parts
        .map(|part| {
            let sentence = start..start + part.len();
            start = sentence.end;
            sentence
        })
        .collect()
}

/// The stretch of the sentences `range`; an empty one stands where they would begin.
fn cover(sentences: &[Range<usize>], range: Range<usize>) -> Range<usize> {
    let end_of = |i: usize| i.checked_sub(1).and_then(|i| sentences.get(i)).map(|s| s.end);
    let start = sentences.get(range.start).map(|s| s.start).or(end_of(range.start)).unwrap_or(0);
    start..end_of(range.end).unwrap_or(start).max(start)
}

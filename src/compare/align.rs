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

/// What is made of the sentences of both texts.
#[derive(Debug, Default)]
pub struct Aligned {
    /// Where they differ, in the order of the first.
    pub hunks: Vec<Hunk>,
    /// The same or nearly the same words, elsewhere.
    pub moved: Vec<Hunk>,
}

/// A sentence, the region that it was left over in and where that lies in the other text, and whether it has found its like.
struct Left {
    range: Range<usize>,
    region: usize,
    there: usize,
    paired: bool,
}

/// Two sentences of one region are the same when so much of the shorter one stands in the other, or so much of both
/// where they stand apart.
const LIKE: f64 = 0.3;
const LIKE_ELSEWHERE: f64 = 0.6;

/// A sentence that moved is no shorter.
const LEAST: usize = 8;

/// Pairs of characters that stand in more sentences tell nothing.
const COMMON: usize = 64;

/// Where two texts differ, and what moved.
///
/// Sentences of articles that are the same are matched first; those left over are held against one another wherever
/// they stand, so that characters are compared only where sentences differ and a paragraph that moved is found again.
pub fn align(a: &Stream, b: &Stream, pairs: &Pairs) -> Aligned {
    let (mut left_a, mut left_b) = (Vec::new(), Vec::new());
    let mut region = 0;
    for &(i, j) in &pairs.same {
        let (sentences_a, sentences_b) = (a.sentences(a.articles[i].clone()), b.sentences(b.articles[j].clone()));
        // Sentences as numbers: what compares them is then compiled once, for characters as well.
        let mut known: HashMap<&[char], u32> = HashMap::new();
        let mut number = |words| {
            let next = known.len() as u32;
            *known.entry(words).or_insert(next)
        };
        let numbers_a: Vec<u32> = sentences_a.iter().map(|r| number(&a.chars[r.clone()])).collect();
        let numbers_b: Vec<u32> = sentences_b.iter().map(|r| number(&b.chars[r.clone()])).collect();
        for op in changes(&numbers_a, &numbers_b) {
            region += 1;
            let left = |range: &Range<usize>, there| Left { range: range.clone(), region, there, paired: false };
            let (here, there) = (place(a, i, &sentences_a, op.old_range()), place(b, j, &sentences_b, op.new_range()));
            left_a.extend(sentences_a[op.old_range()].iter().map(|range| left(range, there)));
            left_b.extend(sentences_b[op.new_range()].iter().map(|range| left(range, here)));
        }
    }
    let (end_a, end_b) = (a.chars.len(), b.chars.len());
    for (stream, only, left, there) in [(a, &pairs.only_a, &mut left_a, end_b), (b, &pairs.only_b, &mut left_b, end_a)]
    {
        for &article in only {
            region += 1;
            let alone = stream.sentences(stream.articles[article].clone()).into_iter();
            left.extend(alone.map(|range| Left { range, region, there, paired: false }));
        }
    }
    let mut aligned = Aligned::default();
    pair(a, &mut left_a, b, &mut left_b, &mut aligned);
    alone(&left_a, &mut aligned.hunks, |range, there| (range, there..there));
    alone(&left_b, &mut aligned.hunks, |range, there| (there..there, range));
    aligned.hunks.arrange_by_key(|hunk| (hunk.0.start, hunk.1.start));
    aligned.moved.arrange_by_key(|hunk| (hunk.0.start, hunk.1.start));
    aligned
}

/// Where the sentences `range` of an article begin, or would.
fn place(stream: &Stream, article: usize, sentences: &[Range<usize>], range: Range<usize>) -> usize {
    sentences.get(range.start).map_or(stream.articles[article].end, |sentence| sentence.start)
}

/// Pairs the sentences that are most alike, and compares their characters.
fn pair(a: &Stream, left_a: &mut [Left], b: &Stream, left_b: &mut [Left], aligned: &mut Aligned) {
    let twos =
        |s: &Stream, left: &Left| s.chars[left.range.clone()].windows(2).map(|w| [w[0], w[1]]).collect::<HashSet<_>>();
    let of_b: Vec<_> = left_b.iter().map(|left| twos(b, left)).collect();
    let mut holders: HashMap<[char; 2], Vec<usize>> = HashMap::new();
    for (j, set) in of_b.iter().enumerate() {
        for two in set {
            holders.entry(*two).or_default().push(j);
        }
    }
    let mut scored = Vec::new();
    for (i, left) in left_a.iter().enumerate() {
        let set = twos(a, left);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for j in set.iter().filter_map(|two| holders.get(two)).filter(|held| held.len() <= COMMON).flatten() {
            *shared.entry(*j).or_default() += 1;
        }
        for (j, shared) in shared {
            let (x, y) = (set.len(), of_b[j].len());
            let here = left.region == left_b[j].region;
            let alike = shared as f64 / if here { x.min(y) } else { x.max(y) } as f64;
            let long = left.range.len().min(left_b[j].range.len()) >= LEAST;
            if alike >= if here { LIKE } else { LIKE_ELSEWHERE } && (here || long) {
                scored.push((!here, usize::MAX - shared, i, j));
            }
        }
    }
    scored.arrange();
    let mut pairs = Vec::new();
    for (elsewhere, _, i, j) in scored {
        if !left_a[i].paired && !left_b[j].paired {
            (left_a[i].paired, left_b[j].paired) = (true, true);
            pairs.push((i, j, elsewhere));
        }
    }
    // a short sentence that was written anew where it stands has nothing in common with the old one
    let (alone_a, alone_b) = (only_ones(left_a), only_ones(left_b));
    for (region, i) in alone_a {
        if let Some(&j) = alone_b.get(&region)
            && left_a[i].range.len().max(left_b[j].range.len()) <= SHORT
        {
            (left_a[i].paired, left_b[j].paired) = (true, true);
            pairs.push((i, j, false));
        }
    }
    pairs.arrange();
    for (i, j, elsewhere) in pairs {
        let (x, y) = (left_a[i].range.clone(), left_b[j].range.clone());
        characters(a, &x, b, &y, &mut aligned.hunks);
        if elsewhere {
            match aligned.moved.last_mut() {
                Some(last) if last.0.end == x.start && last.1.end == y.start => {
                    (last.0.end, last.1.end) = (x.end, y.end)
                }
                _ => aligned.moved.push((x, y)),
            }
        }
    }
}

/// Of each region that has one sentence left without its like, that one.
fn only_ones(left: &[Left]) -> HashMap<usize, usize> {
    let free = || left.iter().enumerate().filter(|(_, l)| !l.paired);
    let runs: Vec<(usize, usize)> = free().map(|(i, l)| (l.region, i)).collect();
    runs.chunk_by(|x, y| x.0 == y.0).filter(|run| run.len() == 1).map(|run| run[0]).collect()
}

/// Sentences no longer than this are held against one another where each is all that is left.
const SHORT: usize = 20;

/// Where the characters of two sentences differ.
fn characters(a: &Stream, x: &Range<usize>, b: &Stream, y: &Range<usize>, hunks: &mut Vec<Hunk>) {
    let codes = |s: &Stream, r: &Range<usize>| s.chars[r.clone()].iter().map(|&c| c.into()).collect::<Vec<u32>>();
    let first = hunks.len();
    for op in changes(&codes(a, x), &codes(b, y)) {
        let (old, new) = (op.old_range(), op.new_range());
        push(hunks, first, (x.start + old.start..x.start + old.end, y.start + new.start..y.start + new.end));
    }
}

/// What differs, by Myers' algorithm: called by its name, as the choice among all of the library's would bring them all
/// into the module.
fn changes(old: &[u32], new: &[u32]) -> Vec<DiffOp> {
    let mut hook = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut hook, old, 0..old.len(), new, 0..new.len());
    let ops = hook.into_inner().into_inner().into_ops();
    ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).collect()
}

/// Sentences that the other text lacks: those next to one another are one stretch.
fn alone(left: &[Left], hunks: &mut Vec<Hunk>, hunk: impl Fn(Range<usize>, usize) -> Hunk) {
    let mut free = left.iter().filter(|l| !l.paired).peekable();
    while let Some(first) = free.next() {
        let mut range = first.range.clone();
        while let Some(next) = free.next_if(|next| next.range.start == range.end && next.region == first.region) {
            range.end = next.range.end;
        }
        hunks.push(hunk(range, first.there));
    }
}

/// Adds a hunk, to the last one of these sentences if they nearly touch.
fn push(hunks: &mut Vec<Hunk>, first: usize, hunk: Hunk) {
    match hunks[first..].last_mut() {
        Some(last) if hunk.0.start - last.0.end < GAP && hunk.1.start - last.1.end < GAP => {
            last.0.end = hunk.0.end;
            last.1.end = hunk.1.end;
        }
        _ => hunks.push(hunk),
    }
}

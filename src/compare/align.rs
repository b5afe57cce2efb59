//! Which article of one text is which of the other, and where they differ.

use super::stream::Stream;
use crate::hashing::{HashMap, HashSet};
use crate::sorting::Sorting;
use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};
use std::hash::Hash;
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
    let enough =
        |&(i, j, shared): &(usize, usize, usize)| shared as f64 >= SAME * of_a[i].len().min(of_b[j].len()) as f64;
    let alike = shared(&of_a, &of_b, usize::MAX).into_iter().filter(enough);
    let mut same = best(alike.map(|(i, j, shared)| (usize::MAX - shared, i, j)).collect());
    same.arrange();
    let alone = |count: usize, of: fn(&(usize, usize)) -> usize| {
        let paired: HashSet<usize> = same.iter().map(of).collect();
        (0..count).filter(|article| !paired.contains(article)).collect()
    };
    let (only_a, only_b) = (alone(of_a.len(), |pair| pair.0), alone(of_b.len(), |pair| pair.1));
    Pairs { same, only_a, only_b }
}

/// How much each set of one side shares with one of the other, where it shares anything; what more than `common` sets
/// hold tells nothing.
fn shared<T: Copy + Eq + Hash>(of_a: &[HashSet<T>], of_b: &[HashSet<T>], common: usize) -> Vec<(usize, usize, usize)> {
    let mut holders: HashMap<T, Vec<usize>> = HashMap::default();
    for (j, set) in of_b.iter().enumerate() {
        for item in set.iter() {
            holders.or_default(*item).push(j);
        }
    }
    let mut all = Vec::new();
    for (i, set) in of_a.iter().enumerate() {
        let mut counts: HashMap<usize, usize> = HashMap::default();
        for j in set.iter().filter_map(|item| holders.get(item)).filter(|held| held.len() <= common).flatten() {
            *counts.or_default(*j) += 1;
        }
        all.extend(counts.into_iter().map(|(j, count)| (i, j, count)));
    }
    all
}

/// The pairs by their rank, the least first, each side but once.
fn best<R: Copy + Ord>(mut ranked: Vec<(R, usize, usize)>) -> Vec<(usize, usize)> {
    ranked.arrange();
    let (mut taken_a, mut taken_b) = (HashSet::default(), HashSet::default());
    let mut free = |i, j| !taken_a.contains(&i) && !taken_b.contains(&j) && taken_a.insert(i) && taken_b.insert(j);
    ranked.into_iter().filter(|&(_, i, j)| free(i, j)).map(|(_, i, j)| (i, j)).collect()
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

/// A sentence that moved is no shorter, and a title that moved as it is.
const LEAST: usize = 8;
const TITLE: usize = 4;

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
        let mut known: HashMap<&[char], u32> = HashMap::default();
        let mut number = |words| {
            let next = known.len() as u32;
            *known.or_insert(words, next)
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
    let of_a: Vec<_> = left_a.iter().map(|left| twos(a, left)).collect();
    let of_b: Vec<_> = left_b.iter().map(|left| twos(b, left)).collect();
    let mut ranked = Vec::new();
    for (i, j, shared) in shared(&of_a, &of_b, COMMON) {
        let (one, other) = (&left_a[i], &left_b[j]);
        let (x, y) = (of_a[i].len(), of_b[j].len());
        let here = one.region == other.region;
        let alike = shared as f64 / if here { x.min(y) } else { x.max(y) } as f64;
        let shorter = one.range.len().min(other.range.len());
        let long = shorter >= LEAST || shorter >= TITLE && a.chars[one.range.clone()] == b.chars[other.range.clone()];
        if alike >= if here { LIKE } else { LIKE_ELSEWHERE } && (here || long) {
            ranked.push(((!here, usize::MAX - shared), i, j));
        }
    }
    let mut pairs = Vec::new();
    for (i, j) in best(ranked) {
        (left_a[i].paired, left_b[j].paired) = (true, true);
        pairs.push((i, j, left_a[i].region != left_b[j].region));
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

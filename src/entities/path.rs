//! The second pass as a whole: which candidates, none overlapping another, belong together.
//!
//! A path through a text is a row of candidates; it weighs the sum of their scores and of the scores of
//! each pair that stands (almost) side by side. Marginals come from one sweep each way, in logarithms.

use crate::sorting::Sorting;
use crate::text::Span;

/// Candidates at most so far apart are looked at as a pair.
pub const NEAR: usize = 2;

/// Candidates side by side: indexes of the first and the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Pair {
    pub first: u32,
    pub second: u32,
}

/// All pairs of stretches that are apart by 0 to [`NEAR`] characters, by their second, for stretches
/// in order of their start.
pub fn pairs(spans: &[Span]) -> Vec<Pair> {
    let mut by_end: Vec<u32> = (0..spans.len() as u32).collect();
    by_end.arrange_by_key(|&i| spans[i as usize].end);
    let mut from = 0;
    let mut pairs = Vec::new();
    for (second, span) in spans.iter().enumerate() {
        while from < by_end.len() && spans[by_end[from] as usize].end + NEAR < span.start {
            from += 1;
        }
        let near = by_end[from..].iter().take_while(|&&i| spans[i as usize].end <= span.start);
        pairs.extend(near.map(|&first| Pair { first, second: second as u32 }));
    }
    pairs
}

/// The probability of each candidate and of each pair, and the logarithm of the sum over all paths.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Marginals {
    pub candidates: Vec<f32>,
    pub pairs: Vec<f32>,
    pub log_z: f64,
}

/// Stretches in order of their start with their scores, and their pairs (by [`pairs`]) with theirs.
#[inline(never)]
pub fn marginals(spans: &[Span], scores: &[f32], pairs: &[Pair], pair_scores: &[f32]) -> Marginals {
    let n = spans.len();
    let end = spans.iter().map(|s| s.end).max().unwrap_or(0);
    // Forward: the weight of all paths that end with a candidate.
    let mut by_end: Vec<u32> = (0..n as u32).collect();
    by_end.arrange_by_key(|&i| spans[i as usize].end);
    let mut alpha = vec![f64::NEG_INFINITY; n];
    let mut reached = Prefix::new(end + 1);
    let mut next = 0;
    let mut ended = by_end.iter().peekable();
    for (i, span) in spans.iter().enumerate() {
        while let Some(&&j) = ended.peek() {
            // A candidate that ends before this one starts has begun before it: its weight is known.
            if spans[j as usize].end > span.start {
                break;
            }
            reached.add(spans[j as usize].end, alpha[j as usize]);
            ended.next();
        }
        let mut sum = if span.start > NEAR { reached.up_to(span.start - NEAR - 1) } else { 0.0 };
        while next < pairs.len() && pairs[next].second as usize == i {
            let first = pairs[next].first as usize;
            sum = log_add(sum, alpha[first] + f64::from(pair_scores[next]));
            next += 1;
        }
        alpha[i] = sum + f64::from(scores[i]);
    }
    let log_z = alpha.iter().fold(0.0, |z, a| log_add(z, *a));
    // Backward: the weight of all that can follow a candidate.
    let mut beta = vec![f64::NEG_INFINITY; n];
    let mut rest = Prefix::new(end + 2);
    let mut begun = (0..n).rev().peekable();
    let mut by_first: Vec<u32> = (0..pairs.len() as u32).collect();
    by_first.arrange_by_key(|&p| std::cmp::Reverse(spans[pairs[p as usize].first as usize].end));
    let mut at = 0;
    let mut order = by_end;
    order.reverse();
    // Pairs and candidates are visited by falling end; those of one end are summed together.
    let mut follow = vec![f64::NEG_INFINITY; n];
    for &i in &order {
        let i = i as usize;
        let stop = spans[i].end;
        while let Some(&j) = begun.peek() {
            if spans[j].start <= stop + NEAR {
                break;
            }
            rest.add(end + 1 - spans[j].start, f64::from(scores[j]) + beta[j]);
            begun.next();
        }
        while at < by_first.len() && spans[pairs[by_first[at] as usize].first as usize].end >= stop {
            let p = by_first[at] as usize;
            let (a, b) = (pairs[p].first as usize, pairs[p].second as usize);
            follow[a] = log_add(follow[a], f64::from(pair_scores[p]) + f64::from(scores[b]) + beta[b]);
            at += 1;
        }
        let far = if end > stop + NEAR { rest.up_to(end - stop - NEAR) } else { 0.0 };
        beta[i] = log_add(far, follow[i]);
    }
    let share = |log: f64| (log - log_z).exp().min(1.0) as f32;
    let of_pair = |(p, s): (&Pair, &f32)| {
        let (a, b) = (p.first as usize, p.second as usize);
        share(alpha[a] + f64::from(*s) + f64::from(scores[b]) + beta[b])
    };
    Marginals {
        candidates: alpha.iter().zip(&beta).map(|(a, b)| share(a + b)).collect(),
        pairs: pairs.iter().zip(pair_scores).map(of_pair).collect(),
        log_z,
    }
}

/// Running sums of weights by place, 1 (the empty path) from the start; places come in rising order.
struct Prefix {
    sums: Vec<f64>,
    filled: usize,
}

impl Prefix {
    fn new(places: usize) -> Self {
        let mut sums = vec![f64::NEG_INFINITY; places + 1];
        sums[0] = 0.0;
        Prefix { sums, filled: 0 }
    }

    fn fill(&mut self, to: usize) {
        while self.filled < to {
            self.sums[self.filled + 1] = self.sums[self.filled];
            self.filled += 1;
        }
    }

    fn add(&mut self, place: usize, weight: f64) {
        self.fill(place);
        self.sums[place] = log_add(self.sums[place], weight);
    }

    fn up_to(&mut self, place: usize) -> f64 {
        if place > self.filled { self.sums[self.filled] } else { self.sums[place] }
    }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// The stretches that do not overlap and whose gains sum to most; stretches in order of their start.
pub fn best(spans: &[Span], gains: &[f32]) -> Vec<usize> {
    let mut by_end: Vec<usize> = (0..spans.len()).filter(|&i| gains[i] > 0.0).collect();
    by_end.arrange_by_key(|&i| (spans[i].end, spans[i].start));
    // Of the first so many by end: the greatest sum, and whether the last of them is part of it.
    let mut sums = vec![0.0f32];
    let mut taken = Vec::new();
    let before = |start: usize| by_end.partition_point(|&i| spans[i].end <= start);
    for &i in &by_end {
        let with = sums[before(spans[i].start)] + gains[i];
        let without = sums[sums.len() - 1];
        taken.push(with > without);
        sums.push(with.max(without));
    }
    let mut chosen = Vec::new();
    let mut at = by_end.len();
    while at > 0 {
        if taken[at - 1] {
            chosen.push(by_end[at - 1]);
            at = before(spans[by_end[at - 1]].start);
        } else {
            at -= 1;
        }
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All paths one by one.
    fn by_hand(spans: &[Span], scores: &[f32], pairs: &[Pair], pair_scores: &[f32]) -> Vec<f64> {
        let n = spans.len();
        let mut weights = vec![0.0; n];
        let mut total = 0.0;
        for set in 0..1u32 << n {
            let mut path: Vec<usize> = (0..n).filter(|i| set >> i & 1 == 1).collect();
            path.sort_by_key(|&i| spans[i].start);
            if path.windows(2).any(|w| spans[w[0]].end > spans[w[1]].start) {
                continue;
            }
            let mut score: f64 = path.iter().map(|&i| f64::from(scores[i])).sum();
            for w in path.windows(2) {
                let p = pairs.iter().position(|p| p.first as usize == w[0] && p.second as usize == w[1]);
                score += p.map_or(0.0, |p| f64::from(pair_scores[p]));
            }
            total += score.exp();
            path.iter().for_each(|&i| weights[i] += score.exp());
        }
        weights.iter().map(|w| w / total).collect()
    }

    #[test]
    fn marginals_are_those_of_all_paths() {
        let spans: Vec<Span> = [(0, 2), (0, 3), (2, 3), (3, 5), (4, 6), (5, 6), (9, 11), (9, 12), (12, 13), (16, 17)]
            .map(|(s, e)| Span::new(s, e))
            .into();
        let scores: Vec<f32> = (0..spans.len()).map(|i| (i as f32 * 1.7).sin()).collect();
        let pairs = pairs(&spans);
        let pair_scores: Vec<f32> = (0..pairs.len()).map(|i| (i as f32 * 0.9).cos()).collect();
        assert!(pairs.contains(&Pair { first: 0, second: 2 }) && pairs.contains(&Pair { first: 0, second: 4 }));
        let found = marginals(&spans, &scores, &pairs, &pair_scores);
        for (a, b) in found.candidates.iter().zip(by_hand(&spans, &scores, &pairs, &pair_scores)) {
            assert!((f64::from(*a) - b).abs() < 1e-5, "{a} {b}");
        }
    }

    #[test]
    fn the_best_set_overlaps_nowhere() {
        let spans = [(0, 4), (0, 2), (2, 4), (3, 6), (7, 8)].map(|(s, e)| Span::new(s, e));
        assert_eq!(best(&spans, &[0.5, 0.3, 0.3, 0.2, -0.1]), [1, 2]);
        assert_eq!(best(&spans, &[0.5, 0.1, 0.3, 0.2, 0.1]), [0, 4]);
        assert!(best(&[], &[]).is_empty());
    }
}

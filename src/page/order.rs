//! Putting interleaved columns back in order.
//!
//! Text set in columns and read across gives first the tops of all columns, then what is
//! below: A1 B1 C1 A2 B2 C2. Where a column's top breaks off in the middle of a sentence
//! and a section head follows, the columns are told apart: tops end at such breaks and at
//! the section heads after them. What stands below is shared out among them, in order, so
//! that sentences go on where they broke off and paragraphs stand with their subject.

use super::choices::{Choices, Decision};
use super::seams::{Bigrams, Edges, beginning, breaks_off, continuation, pairs_of};
use super::{Article, Part};
use crate::model::{Order, ParagraphKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// More paragraphs than this are not put in order: such a page is none of a newspaper.
const MOST: usize = 80;
/// More columns than this are not looked for.
const COLUMNS: usize = 6;
/// An order less sure than this is not taken.
const SURE: f32 = 0.3;
/// How much a paragraph's standing with its subject counts.
const TOPIC: f32 = 10.0;
/// What speaks against a break below the tops.
const BREAK: f32 = -3.0;

/// Puts the paragraphs of an article in reading order.
pub(super) fn arrange(raw: &str, article: &mut Article, choices: &Choices) {
    let is_paragraph = |part: Part| matches!(part, Part::Paragraph(_));
    let Some(first) = article.blocks.iter().position(|b| is_paragraph(b.part)) else { return };
    let count = article.blocks[first..].iter().take_while(|b| is_paragraph(b.part)).count();
    if !(4..=MOST).contains(&count) {
        return;
    }
    let parts = &article.blocks[first..first + count];
    let heads: Vec<bool> = parts.iter().map(|b| b.part == Part::Paragraph(ParagraphKind::Section)).collect();
    let ends = |i: usize| parts[i].pieces.last().map_or("", |p| &raw[p.clone()]);
    let dangles = |i: usize| !heads[i] && heads[i + 1] && breaks_off(ends(i));
    let breaks: Vec<usize> = (0..count - 1).filter(|&i| dangles(i)).collect();
    if breaks.is_empty() || breaks.len() >= COLUMNS {
        return;
    }
    let texts: Vec<String> = parts.iter().map(|b| b.pieces.iter().map(|p| &raw[p.clone()]).collect()).collect();
    let Some(found) = Columns::new(&texts, &heads, &breaks).solve() else { return };
    let left = |p: &Range<usize>| choices.within(p.clone(), Decision::PageOrder);
    let left = !choices.is_empty() && article.blocks.iter().flat_map(|b| &b.pieces).any(left);
    let changed = found.confidence >= SURE && !left;
    article.order = Some(Order { changed, confidence: found.confidence });
    if changed {
        let blocks: Vec<_> = found.order.iter().map(|&i| article.blocks[first + i].clone()).collect();
        article.blocks.splice(first..first + count, blocks);
    }
}

struct Columns<'a> {
    heads: &'a [bool],
    edges: Vec<Edges>,
    /// Whether each paragraph breaks off.
    open: Vec<bool>,
    /// Where columns begin; the last one's top has no known end.
    starts: Vec<usize>,
    /// The last break: whatever is below begins after it.
    last_break: usize,
    known: Bigrams,
    /// Of each paragraph, how much it shares with the top of each column.
    topics: Vec<[f32; COLUMNS]>,
}

struct Found {
    order: Vec<usize>,
    confidence: f32,
}

impl<'a> Columns<'a> {
    fn new(texts: &[String], heads: &'a [bool], breaks: &[usize]) -> Self {
        // Columns begin at the top, after every break, and at every section head after the first break.
        let later = (breaks[0] + 1..texts.len()).filter(|&i| heads[i] || breaks.contains(&(i - 1)));
        let starts: Vec<usize> = std::iter::once(0).chain(later).collect();
        let last_break = breaks[breaks.len() - 1];
        Columns {
            open: (0..texts.len()).map(|i| !heads[i] && breaks_off(&texts[i])).collect(),
            known: Bigrams::of(texts.iter().map(String::as_str)),
            topics: topics(texts, heads, &starts, last_break),
            edges: texts.iter().map(|t| Edges::of(t)).collect(),
            heads,
            starts,
            last_break,
        }
    }

    /// The best way to share out what is below, over all places where it may begin.
    fn solve(&self) -> Option<Found> {
        let from = self.last_break + 1;
        let all = (from..self.heads.len()).filter_map(|below| self.share(below));
        let mut best: Option<(f32, Found)> = None;
        for (score, found) in all {
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The tops of the columns, if what is below begins at `below`.
    fn tops(&self, below: usize) -> Vec<Range<usize>> {
        let starts: Vec<usize> = self.starts.iter().copied().filter(|&s| s < below).collect();
        let ends = starts.iter().skip(1).copied().chain([below]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The best way to share out the paragraphs from `below` on, and how good it is.
    fn share(&self, below: usize) -> Option<(f32, Found)> {
        let tops = self.tops(below);
        if tops.len() < 2 || tops.len() > COLUMNS {
            return None;
        }
        let open: Vec<bool> = tops.iter().map(|t| self.open[t.end - 1]).collect();
        // Section heads with nothing under them take what is below as well.
        let bare: Vec<bool> = tops.iter().map(|t| self.heads[t.end - 1]).collect();
        let needs = |c: usize| open[c] || bare[c];
        let rows = self.heads.len() - below;
        let mut best = vec![vec![f32::NEG_INFINITY; tops.len()]; rows];
        let mut from = vec![vec![0; tops.len()]; rows];
        for row in 0..rows {
            let at = below + row;
            for c in 0..tops.len() {
                let topic = self.topics[at][c];
                let opens = self.follows(tops[c].end - 1, at) + topic;
                if row == 0 {
                    if (0..c).all(|before| !needs(before)) {
                        best[0][c] = opens;
                    }
                    continue;
                }
                // A column has two parts; that a break falls into one of them as well is rare.
                let broken = if self.open[at - 1] { BREAK } else { 0.0 };
                let stays = best[row - 1][c] + self.follows(at - 1, at) + topic + broken;
                let enters = (0..c).filter(|&b| (b + 1..c).all(|skipped| !needs(skipped)));
                let enters = enters.map(|b| (best[row - 1][b] + opens, b));
                (best[row][c], from[row][c]) =
                    enters.chain([(stays, c)]).fold((f32::NEG_INFINITY, c), |a, b| if b.0 > a.0 { b } else { a });
            }
        }
        let last = (0..tops.len()).filter(|&c| (c + 1..tops.len()).all(|after| !needs(after)));
        let mut column = last.max_by(|&a, &b| best[rows - 1][a].total_cmp(&best[rows - 1][b]))?;
        let score = best[rows - 1][column];
        if score == f32::NEG_INFINITY {
            return None;
        }
        let mut shares = vec![Vec::new(); tops.len()];
        for row in (0..rows).rev() {
            shares[column].push(below + row);
            column = from[row][column];
        }
        let seams = tops.iter().zip(&shares).filter_map(|(top, share)| Some((top.end - 1, *share.last()?)));
        let weakest = seams
            .filter(|&(left, _)| self.open[left])
            .map(|(left, right)| self.follows(left, right))
            .fold(f32::INFINITY, f32::min);
        let order = tops.into_iter().zip(shares).flat_map(|(top, share)| top.chain(share.into_iter().rev())).collect();
        // Columns kept whole above have their paragraphs in place already.
        let last = self.tops(below).len() - 1;
        let kept: f32 = (self.last_break + 2..below).map(|i| self.follows(i - 1, i) + self.topics[i][last]).sum();
        Some((score + kept, Found { order, confidence: 1.0 / (1.0 + (-weakest).exp()) }))
    }

    /// How well one paragraph follows another.
    fn follows(&self, left: usize, right: usize) -> f32 {
        match (self.open[left], self.heads[right]) {
            (true, true) => -6.0,
            (false, true) => 0.0,
            (true, false) => continuation(&self.edges[left], &self.edges[right], &self.known),
            (false, false) => beginning(&self.edges[right]),
        }
    }
}

/// Of each paragraph, how much it shares with the top of each column: the cosine of their rarer pairs of characters.
fn topics(texts: &[String], heads: &[bool], starts: &[usize], last_break: usize) -> Vec<[f32; COLUMNS]> {
    let count = texts.len();
    // What stands before a column's section head leads in to all columns; of a top without a
    // known end, the head and one paragraph are sure.
    let tops: Vec<Range<usize>> = (0..starts.len().min(COLUMNS))
        .map(|c| {
            let end = starts.get(c + 1).copied().unwrap_or(count);
            let end = if starts[c] > last_break { end.min(starts[c] + 2) } else { end };
            (starts[c]..end).rfind(|&i| heads[i]).unwrap_or(starts[c])..end
        })
        .collect();
    let pairs: Vec<HashSet<(char, char)>> = texts.iter().map(|t| pairs_of(t).collect()).collect();
    // In how many paragraphs a pair stands, and at the tops of which columns.
    let mut spread: HashMap<(char, char), (u32, u32)> = HashMap::new();
    for (i, pair) in pairs.iter().enumerate().flat_map(|(i, pairs)| pairs.iter().map(move |p| (i, *p))) {
        let (times, at) = spread.entry(pair).or_default();
        *times += 1;
        tops.iter().enumerate().filter(|(_, top)| top.contains(&i)).for_each(|(c, _)| *at |= 1 << c);
    }
    let weight = |times: u32| (count as f32 / times as f32).ln().powi(2);
    let mut theirs = [0.0; COLUMNS];
    for &(times, at) in spread.values() {
        (0..tops.len()).filter(|c| at >> c & 1 == 1).for_each(|c| theirs[c] += weight(times));
    }
    let of = |(i, pairs): (usize, &HashSet<(char, char)>)| {
        let (mut own, mut shared) = (0.0, [0.0; COLUMNS]);
        for (times, at) in pairs.iter().map(|p| spread[p]) {
            own += weight(times);
            (0..tops.len()).filter(|c| at >> c & 1 == 1).for_each(|c| shared[c] += weight(times));
        }
        let cosine = |c: usize| match tops.get(c) {
            Some(top) if shared[c] > 0.0 && !top.contains(&i) => TOPIC * shared[c] / (own * theirs[c]).sqrt(),
            _ => 0.0,
        };
        std::array::from_fn(cosine)
    };
    pairs.iter().enumerate().map(of).collect()
}

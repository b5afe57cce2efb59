//! Putting interleaved columns back in order.
//!
//! Text set in columns and read across gives first the tops of all columns, then what is
//! below: A1 B1 C1 A2 B2 C2. Where a column's top breaks off in the middle of a sentence
//! and a section head follows, the columns are told apart: tops end at such breaks and at
//! the section heads after them. What stands below is shared out among them, in order, so
//! that sentences go on where they broke off and paragraphs stand with their subject.
//! Where nothing tells the columns apart, the page's order is kept, and that is said.

use super::choices::{Choices, Decision};
use super::joins::UNLIKELY;
use super::seams::{
    Bigrams, Edges, beginning, breaks_off, continuation, pairs_of, start_odds, starts_midway, stops_at_once,
};
use super::{Article, Block, Part};
use crate::model::{Order, ParagraphKind};
use crate::sorting::Sorting;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// More paragraphs than this are not put in order: such a page is none of a newspaper.
const MOST: usize = 80;
/// More columns than this are not looked for.
const COLUMNS: usize = 6;
/// An order less likely than this to be right in every paragraph is not taken. That of the page is right in none of them, and two thirds
/// of the places are right where a column of one that is taken goes on.
const SURE: f32 = 0.22;
/// How much a paragraph's standing with its subject counts.
const TOPIC: f32 = 10.0;
/// What speaks against a break below the tops.
const BREAK: f32 = -3.0;
/// What speaks against another row of them.
const ROW: f32 = -3.0;
/// What speaks against a column that ends in the middle of a sentence.
const UNFINISHED: f32 = -4.0;
/// What speaks against a row without a part of a column.
const MISSING: f32 = -3.0;
/// What speaks against parts of a row that are not as long as each other, by the logarithm of how much longer one is.
const UNEVEN: f32 = -2.0;
/// So many ways to share out what was read so far are followed.
const WAYS: usize = 24;
/// By so much more, on average, paragraphs that break off go on elsewhere than in the next one where columns are interleaved.
/// Of pages in one order, one of twenty has as much.
const TORN: f32 = 3.0;

/// How many characters an article in columns has at least.
const LEAST: usize = 200;

/// Puts the paragraphs of an article in reading order.
///
/// Where the article before breaks off, what goes on there may stand in this one: then no order is taken.
#[inline(never)]
pub(super) fn arrange(raw: &str, article: &mut Article, open_before: bool, choices: &Choices) {
    let is_paragraph = |part: Part| matches!(part, Part::Paragraph(_));
    let Some(first) = article.blocks.iter().position(|b| is_paragraph(b.part)) else { return };
    let count = article.blocks[first..].iter().take_while(|b| is_paragraph(b.part)).count();
    if !(4..=MOST).contains(&count) {
        return;
    }
    let parts = &article.blocks[first..first + count];
    let begins = |i: usize| parts.get(i).and_then(|b| b.pieces.first()).map_or("", |p| &raw[p.clone()]);
    // The last words of a column's part look like a head, but what follows cannot begin a paragraph.
    let heads_text = |i: usize| {
        let next = begins(i + 1);
        next.is_empty() || !(starts_midway(next) || stops_at_once(next) || start_odds(next) < UNLIKELY)
    };
    let is_head = |i: usize| parts[i].part == Part::Paragraph(ParagraphKind::Section) && heads_text(i);
    let heads: Vec<bool> = (0..count).map(is_head).collect();
    let dangles = |i: usize| !heads[i] && heads[i + 1] && is_cut(raw, &parts[i]);
    let breaks: Vec<usize> = (0..count - 1).filter(|&i| dangles(i)).collect();
    let cuts: Vec<usize> = (0..count - 1).filter(|&i| !heads[i] && is_cut(raw, &parts[i])).collect();
    if cuts.is_empty() {
        return;
    }
    let texts: Vec<String> = parts.iter().map(|b| b.pieces.iter().map(|p| &raw[p.clone()]).collect()).collect();
    // So few words are no columns.
    if texts.iter().map(|t| t.chars().count()).sum::<usize>() < LEAST {
        return;
    }
    let sure = (1..COLUMNS).contains(&breaks.len()).then(|| Columns::new(&texts, &heads, &breaks).solve()).flatten();
    let Some(found) = sure else {
        if is_torn(&texts, &heads, &cuts) {
            article.order = Some(Order { changed: false, confidence: 0.0 });
        }
        return;
    };
    let left = |p: &Range<usize>| choices.within(p.clone(), Decision::PageOrder);
    let left = !choices.is_empty() && article.blocks.iter().flat_map(|b| &b.pieces).any(left);
    let changed = found.confidence >= SURE && !left && !open_before;
    article.order = Some(Order { changed, confidence: found.confidence });
    if changed {
        let blocks: Vec<_> = found.order.iter().map(|&i| article.blocks[first + i].clone()).collect();
        article.blocks.splice(first..first + count, blocks);
    }
}

/// Whether paragraphs break off, and go on in others than the next: columns in an order that is not known.
fn is_torn(texts: &[String], heads: &[bool], cuts: &[usize]) -> bool {
    let edges: Vec<Edges> = texts.iter().map(|t| Edges::of(t)).collect();
    let known = Bigrams::of(texts.iter().map(String::as_str));
    let on = |i: usize, j: usize| if heads[j] { -6.0 } else { continuation(&edges[i], &edges[j], &known) };
    let far = |i: usize| (0..texts.len()).filter(|&j| j != i + 1 && j != i).map(|j| on(i, j)).fold(-9.0, f32::max);
    let better: f32 = cuts.iter().map(|&i| far(i) - on(i, i + 1)).sum();
    cuts.len() > 1 && better > TORN * cuts.len() as f32
}

/// Whether a paragraph is cut off; what ends in letters alone, or in markup, ends as it likes.
fn is_cut(raw: &str, block: &Block) -> bool {
    let end = block.pieces.last().map_or("", |p| &raw[p.clone()]);
    breaks_off(end) && !end.is_ascii() && !end.ends_with('>')
}

/// Whether the last paragraph of an article is cut off.
pub(super) fn ends_open(raw: &str, article: &Article) -> bool {
    let last = article.blocks.last().filter(|b| b.part == Part::Paragraph(ParagraphKind::Body));
    last.is_some_and(|last| is_cut(raw, last))
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
    /// Of each paragraph, how many characters it has.
    lengths: Vec<f32>,
    /// Of each paragraph, how much it shares with the top of each column.
    topics: Vec<[f32; COLUMNS]>,
}

struct Found {
    order: Vec<usize>,
    /// How well the paragraphs go on where they were cut, at the worst place.
    weakest: f32,
    confidence: f32,
}

/// One way to share out the paragraphs so far.
#[derive(Clone, Copy)]
struct Way {
    score: f32,
    /// The last paragraph of each column.
    last: [usize; COLUMNS],
    /// The column of the last paragraph.
    column: usize,
    /// How long the part of that column is so far, and that of the column before it in the row, if there is one.
    part: f32,
    before: f32,
    /// The way that it goes on from.
    from: usize,
}

/// What speaks against two parts in one row being so long: columns are as wide as each other, and a row as high.
///
/// Over the first column, words that lead in to all of them may stand, and the last may end early: then only the other way round tells.
fn uneven(left: f32, right: f32, one_sided: bool) -> f32 {
    if left == 0.0 || right == 0.0 {
        return 0.0;
    }
    let ratio = (left / right).ln();
    UNEVEN * if one_sided && ratio > 0.0 { ratio * 0.4 } else { ratio.abs() }.min(1.5)
}

/// How likely an order is right in all its paragraphs.
///
/// `weakest` is how well the worst seam goes on, `margin` by how much the order is better than any other.
/// Fitted on pages like those of `tests/page_blocks.rs`, which holds it to what it promises.
fn confidence(weakest: f32, margin: f32) -> f32 {
    let odds = 0.2 * weakest.min(6.0) + 0.42 * margin.min(8.0) - 2.3;
    1.0 / (1.0 + (-odds).exp())
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
            lengths: texts.iter().map(|t| t.chars().count() as f32).collect(),
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
        let mut ends: Vec<(f32, Found)> = (from..self.heads.len()).flat_map(|below| self.share(below)).collect();
        ends.arrange_by(|a, b| b.0.total_cmp(&a.0));
        let mut ends = ends.into_iter();
        let (score, mut best) = ends.next()?;
        let other = ends.find(|(_, other)| other.order != best.order).map_or(f32::NEG_INFINITY, |(score, _)| score);
        best.confidence = confidence(best.weakest, score - other);
        Some(best)
    }

    /// The tops of the columns, if what is below begins at `below`.
    fn tops(&self, below: usize) -> Vec<Range<usize>> {
        let starts: Vec<usize> = self.starts.iter().copied().filter(|&s| s < below).collect();
        let ends = starts.iter().skip(1).copied().chain([below]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The best ways to share out the paragraphs from `below` on, and how good they are.
    ///
    /// They stand in rows: some of each column, in the order of the columns, then some more of each.
    #[inline(never)]
    fn share(&self, below: usize) -> Vec<(f32, Found)> {
        let tops = self.tops(below);
        if tops.len() < 2 || tops.len() > COLUMNS {
            return Vec::new();
        }
        let mut begin = Way { score: 0.0, last: [0; COLUMNS], column: tops.len() - 1, part: 0.0, before: 0.0, from: 0 };
        for (c, top) in tops.iter().enumerate() {
            begin.last[c] = top.end - 1;
        }
        let mut steps: Vec<Vec<Way>> = Vec::with_capacity(self.heads.len() - below);
        for at in below..self.heads.len() {
            let ways: &[Way] = steps.last().map_or(std::slice::from_ref(&begin), |ways| ways);
            let mut next: Vec<Way> = Vec::with_capacity(ways.len() * tops.len());
            for (from, way) in ways.iter().enumerate() {
                let first = steps.is_empty();
                next.extend(
                    (0..tops.len()).filter_map(|c| self.goes_on(&Way { from, ..*way }, at, c, tops.len(), first)),
                );
            }
            next.arrange_by(|a, b| b.score.total_cmp(&a.score));
            let mut kept: Vec<Way> = Vec::with_capacity(WAYS);
            for way in next {
                if kept.len() < WAYS && !kept.iter().any(|k| (k.last, k.column) == (way.last, way.column)) {
                    kept.push(way);
                }
            }
            steps.push(kept);
        }
        let length = |top: &Range<usize>| self.lengths[top.clone()].iter().sum::<f32>();
        let tops_even: f32 = tops.windows(2).map(|w| uneven(length(&w[0]), length(&w[1]), w[0].start == 0)).sum();
        // Columns kept whole above have their paragraphs in place already.
        let last = tops.len() - 1;
        let kept: f32 = (self.last_break + 2..below).map(|i| self.follows(i - 1, i) + self.topics[i][last]).sum();
        let Some(ends) = steps.last() else { return Vec::new() };
        let found = ends.iter().enumerate().take(2).map(|(i, end)| {
            let missing = MISSING * (tops.len() - 1 - end.column) as f32;
            let unfinished = (0..tops.len()).filter(|&c| self.needs(end.last[c])).count();
            let last = uneven(end.before, end.part, true);
            (
                end.score + kept + tops_even + last + missing + UNFINISHED * unfinished as f32,
                self.found(&tops, &steps, i),
            )
        });
        found.collect()
    }

    /// Whether a column cannot end with a paragraph: that breaks off, or is a head with nothing under it.
    fn needs(&self, last: usize) -> bool {
        self.open[last] || self.heads[last]
    }

    /// The way with the paragraph `at` in a column; none where one is passed over that must go on.
    fn goes_on(&self, way: &Way, at: usize, column: usize, count: usize, first: bool) -> Option<Way> {
        let left = way.last[column];
        let mut score = way.score + self.follows(left, at) + self.topics[at][column];
        if column == way.column && !first {
            // That a break falls into a part of a column as well is rare.
            score += if self.open[at - 1] { BREAK } else { 0.0 };
        } else {
            let new_row = column <= way.column;
            let mut c = (way.column + 1) % count;
            while c != column {
                if self.needs(way.last[c]) {
                    return None;
                }
                score += MISSING;
                c = (c + 1) % count;
            }
            score += if new_row && !first { ROW } else { 0.0 };
        }
        let mut next = Way { score, column, ..*way };
        if column != way.column || first {
            let new_row = column <= way.column;
            next.score += if first { 0.0 } else { uneven(way.before, way.part, false) };
            next.before = if new_row { 0.0 } else { way.part };
            next.part = 0.0;
        }
        next.part += self.lengths[at];
        next.last[column] = at;
        Some(next)
    }

    /// The order that a way to the end gives.
    fn found(&self, tops: &[Range<usize>], steps: &[Vec<Way>], mut end: usize) -> Found {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); tops.len()];
        let below = self.heads.len() - steps.len();
        for (row, ways) in steps.iter().enumerate().rev() {
            columns[ways[end].column].push(below + row);
            end = ways[end].from;
        }
        let columns: Vec<Vec<usize>> =
            tops.iter().zip(columns).map(|(top, share)| top.clone().chain(share.into_iter().rev()).collect()).collect();
        // What tells the columns apart is where one goes on in another row.
        let seams = columns.iter().flat_map(|column| column.windows(2)).filter(|w| w[1] != w[0] + 1 && self.open[w[0]]);
        let weakest = seams.map(|w| self.follows(w[0], w[1])).fold(f32::INFINITY, f32::min);
        Found { order: columns.concat(), weakest, confidence: 0.0 }
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
#[inline(never)]
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
    // In a fixed order, for sums of floats depend on it.
    let pairs: Vec<BTreeSet<(char, char)>> = texts.iter().map(|t| pairs_of(t).collect()).collect();
    // In how many paragraphs a pair stands, and at the tops of which columns.
    let mut spread: BTreeMap<(char, char), (u32, u32)> = BTreeMap::new();
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
    let of = |(i, pairs): (usize, &BTreeSet<(char, char)>)| {
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

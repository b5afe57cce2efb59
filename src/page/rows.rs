//! Columns that were read across, row by row: the lines of two to four columns take turns.
//!
//! A run of short lines that break off is laid out in every way that a page can be: in one column, or in several whose lines
//! alternate, with lines across all of them between. Of every way it is asked how well each line goes on in the next of its
//! column; the best ways are followed line by line, so that the work grows with the text and not faster.

use super::choices::{Choices, Decision};
use super::furniture;
use super::lines::{Line, is_closed};
use super::seams::{Edges, is_han, is_pair, number_goes_on, pairs_of};
use super::{Article, Part, bylines, cues, headlines, wraps};
use crate::hashing::HashSet;
use crate::model::Order;
use crate::sorting::Sorting;
use std::ops::Range;

/// More columns than this are not looked for.
const COLUMNS: usize = 4;
/// Fewer lines than this show no columns, and more are no page.
const LINES: Range<usize> = 8..600;
/// Longer lines are none of a column.
const LONGEST: usize = 40;
/// Of a hundred lines that break off, more than so many go on in a pair of characters that is known only where they stand right:
/// a few do by chance, and about forty where they do.
const WELL: usize = 18;
/// … and so many times as many do in another order that is to be taken.
const EVIDENCE: usize = 2;
/// So many ways to lay out what was read so far are followed.
const WAYS: usize = 24;
/// A line more than this much narrower than another of its column, two for a character, is short.
const RAGGED: usize = 4;
/// What speaks against a column that had no line in a row and has one again.
const RESUMED: f32 = -6.0;
/// An order less sure than this is not taken.
const SURE: f32 = 0.8;
/// One less sure than this is not spoken of.
const WORTH_SAYING: f32 = 0.3;

/// A stretch of the raw text whose lines may be those of columns, and how it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) range: Range<usize>,
    /// None where its lines go on as they stand.
    pub(super) order: Option<Order>,
}

impl Told {
    /// Whether the stretch, or some of it, is an article's.
    pub(super) fn speaks_of(&self, article: &Article) -> bool {
        let inside = |piece: &Range<usize>| self.range.start <= piece.start && piece.end <= self.range.end;
        article.blocks.iter().filter(|b| matches!(b.part, Part::Paragraph(_))).flat_map(|b| &b.pieces).any(inside)
    }
}

/// Puts lines that take turns in the order of their columns, and makes one of those of a wrapped paragraph.
#[inline(never)]
pub(super) fn unwrap<'a>(raw: &str, lines: Vec<Line<'a>>, choices: &Choices) -> (Vec<Line<'a>>, Vec<Told>) {
    let runs = runs(&lines);
    if runs.is_empty() {
        return (wraps::unwrap(raw, lines, choices), Vec::new());
    }
    let (mut out, mut told) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut lines = lines.into_iter();
    let mut at = 0;
    for run in runs {
        out.extend(wraps::unwrap(raw, lines.by_ref().take(run.start - at).collect(), choices));
        at = run.end;
        let run: Vec<Line<'a>> = lines.by_ref().take(run.len()).collect();
        let found = Layout::find(&run);
        let found = found.filter(|found| found.confidence >= WORTH_SAYING);
        let kept = run.iter().any(|line| line.is_chosen(choices, Decision::PageOrder));
        let range = run[0].parts[0].start..run[run.len() - 1].parts[0].end;
        let changes = |found: &Layout| found.confidence >= SURE && !kept;
        let order = found.as_ref().map(|found| Order { changed: changes(found), confidence: found.confidence });
        told.push(Told { range, order });
        let Some(found) = found.filter(changes) else {
            out.extend(wraps::unwrap(raw, run, choices));
            continue;
        };
        let mut run: Vec<Option<Line<'a>>> = run.into_iter().map(Some).collect();
        for column in found.columns {
            let column = column.into_iter().filter_map(|i| run[i].take()).collect();
            wraps::set(raw, column, choices, &mut out);
        }
    }
    out.extend(wraps::unwrap(raw, lines.collect(), choices));
    (out, told)
}

/// The stretches of lines that may be those of columns: short, prose, most of them broken off.
fn runs(lines: &[Line]) -> Vec<Range<usize>> {
    let is_short = |line: &Line| line.len <= LONGEST && line.level == 0;
    let mut runs = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let gap = lines.get(at + 1).map_or(0, |next| next.gap);
        let short = |i: usize| is_short(&lines[i]) && (i == at || lines[i].gap == gap);
        let end = (at..lines.len()).find(|&i| !short(i)).unwrap_or(lines.len());
        let run = &lines[at..end];
        let open = run.iter().filter(|l| !is_closed(&l.text)).count();
        let prose = run.iter().filter(|l| l.text.contains(['，', ',', '。', '、', '；'])).count();
        if gap <= 1 && LINES.contains(&run.len()) && open * 2 > run.len() && prose * 2 > run.len() {
            let is_furniture = |line: &Line| furniture::judge(line, &cues::Hits::of(&line.text)).is_some();
            let mut from = at;
            for i in (at..end).filter(|&i| is_furniture(&lines[i])).chain([end]) {
                if LINES.contains(&(i - from)) {
                    runs.push(from..i);
                }
                from = i + 1;
            }
        }
        // Where the lines below stand closer, the last one may be the first of theirs.
        let shared =
            end > at + 1 && end < lines.len() && is_short(&lines[end]) && runs.last().is_none_or(|r| r.end < end);
        at = if shared { end - 1 } else { end.max(at + 1) };
    }
    runs
}

/// A line, as far as it matters where it stands.
struct Piece {
    edges: Edges,
    /// Two for a Chinese character, one for a letter.
    width: usize,
    len: usize,
    indent: usize,
    /// It ends a sentence.
    ends: bool,
    /// It begins with a dateline.
    dateline: bool,
    /// It can stand across the columns.
    spans: bool,
    /// How many quotes it closes that were opened before, and how many it leaves open.
    quotes: (u8, u8),
}

/// One way to lay out the lines read so far.
#[derive(Clone, Copy)]
struct Way {
    score: f32,
    /// Of each column the first line and the last so far.
    ends: [Option<(u16, u16)>; COLUMNS],
    /// How many quotes are open there.
    open: [u8; COLUMNS],
    /// Whether it had no line in the last row.
    skipped: [bool; COLUMNS],
    /// The column of the last line; none where that stands across all of them.
    column: Option<u8>,
    /// The way that it goes on from.
    from: u8,
}

/// How a run of lines is laid out.
struct Layout {
    /// The columns, and lines across them as columns of their own, in the order of reading; each with its lines.
    columns: Vec<Vec<usize>>,
    confidence: f32,
}

struct Run {
    pieces: Vec<Piece>,
    known: HashSet<(char, char)>,
    /// Whether paragraphs are indented.
    indented: bool,
}

impl Layout {
    /// The most likely layout, if it is one of several columns.
    #[inline(never)]
    fn find(lines: &[Line]) -> Option<Layout> {
        let run = Run::new(lines);
        let as_pasted: Vec<usize> = (0..lines.len()).collect();
        if run.well(&as_pasted) > WELL {
            return None;
        }
        let one = run.lay_out(1)?;
        let mut several: Vec<Found> = (2..=COLUMNS).filter_map(|count| run.lay_out(count)).collect();
        several.arrange_by(|a, b| b.score.total_cmp(&a.score));
        let other = several.get(1).map_or(one.score, |second| second.score.max(one.score));
        let best = several.into_iter().next().filter(|best| best.score > other)?;
        let order = best.columns.concat();
        let well = run.well(&order);
        if order == as_pasted || well == 0 || well < EVIDENCE * run.well(&as_pasted) {
            return None;
        }
        let confidence = confidence(best.score - other, best.score - best.second);
        Some(Layout { columns: best.columns, confidence })
    }
}

/// How likely a layout is right in all its lines.
///
/// `gain` is by how much it is better than any with another number of columns, `margin` than the next best with as many.
/// Fitted on pages like those of `tests/page_columns.rs`, which holds it to what it promises.
fn confidence(gain: f32, margin: f32) -> f32 {
    let odds = 0.68 * margin.min(6.0) + 0.34 * gain.min(10.0) - 2.1;
    1.0 / (1.0 + (-odds).exp())
}

/// The best layout in so many columns.
struct Found {
    score: f32,
    /// Of the next best.
    second: f32,
    columns: Vec<Vec<usize>>,
}

impl Run {
    fn new(lines: &[Line]) -> Self {
        let indented = |l: &&Line| l.indent > 0;
        Run {
            pieces: lines.iter().map(Piece::of).collect(),
            known: lines.iter().flat_map(|l| pairs_of(&l.text)).collect(),
            indented: lines.iter().filter(indented).count() * 12 > lines.len(),
        }
    }

    /// How many of a hundred lines that break off go on, in this order, in a pair that is known.
    fn well(&self, order: &[usize]) -> usize {
        let seams = order.windows(2).map(|w| (&self.pieces[w[0]], &self.pieces[w[1]])).filter(|(left, _)| !left.ends);
        let (all, well) = seams.fold((0, 0), |(all, well), (a, b)| (all + 1, well + usize::from(self.knows(a, b))));
        (well * 100).checked_div(all).unwrap_or(0)
    }

    fn knows(&self, left: &Piece, right: &Piece) -> bool {
        let pair = left.edges.last.zip(right.edges.first);
        pair.is_some_and(|(a, b)| is_pair(a, b) || self.known.contains(&(a, b)))
    }

    /// The best way to lay the lines out in so many columns, with what speaks for it.
    fn lay_out(&self, count: usize) -> Option<Found> {
        let begin = Way {
            score: 0.0,
            ends: [None; COLUMNS],
            open: [0; COLUMNS],
            skipped: [false; COLUMNS],
            column: None,
            from: 0,
        };
        let mut steps: Vec<Vec<Way>> = Vec::with_capacity(self.pieces.len());
        let mut next: Vec<Way> = Vec::with_capacity(WAYS * (count + 1));
        for at in 0..self.pieces.len() {
            let ways: &[Way] = steps.last().map_or(std::slice::from_ref(&begin), |ways| ways);
            next.clear();
            for (from, way) in ways.iter().enumerate() {
                let way = Way { from: from as u8, ..*way };
                next.extend((0..count).filter_map(|column| self.goes_on(way, at, column, count)));
                next.extend(self.spans(way, at, count));
            }
            next.arrange_by(|a, b| b.score.total_cmp(&a.score));
            let mut kept: Vec<Way> = Vec::with_capacity(WAYS);
            for way in &next {
                if kept.len() == WAYS {
                    break;
                }
                // Of two ways that can only go on alike, the worse is left.
                if !kept.iter().any(|k| (k.ends, k.column, k.skipped) == (way.ends, way.column, way.skipped)) {
                    kept.push(*way);
                }
            }
            steps.push(kept);
        }
        let ends = steps.last()?.iter().enumerate().filter_map(|(i, way)| Some((self.closed(way, count)?, i)));
        let mut ends: Vec<(f32, usize)> = ends.collect();
        ends.arrange_by(|a, b| b.0.total_cmp(&a.0));
        let &(score, last) = ends.first()?;
        let second = ends.get(1).map_or(f32::NEG_INFINITY, |end| end.0);
        Some(Found { score, second, columns: columns(&steps, last, count) })
    }

    /// The way with the line `at` in a column; none where no page is set so.
    fn goes_on(&self, mut way: Way, at: usize, column: usize, count: usize) -> Option<Way> {
        let piece = &self.pieces[at];
        let before = way.column.map_or(count - 1, usize::from);
        let first = way.ends[column].is_none();
        // The first row has a line of every column.
        let opened = way.ends[..count].iter().filter(|e| e.is_some()).count();
        if first && column != opened || !first && opened < count {
            return None;
        }
        let mut c = (before + 1) % count;
        while c != column {
            way.score += self.skips(&way, c, count);
            way.skipped[c] = true;
            c = (c + 1) % count;
        }
        way.score += if way.skipped[column] { RESUMED } else { 0.0 };
        way.skipped[column] = false;
        way.score += match way.ends[column] {
            Some((_, last)) => self.follows(last.into(), at, way.open[column]),
            None if column == 0 => self.begins(piece),
            None => 0.0,
        };
        let open = if first { piece.quotes.0 } else { way.open[column] };
        way.open[column] = open.saturating_sub(piece.quotes.0) + piece.quotes.1;
        way.ends[column] = Some((way.ends[column].map_or(at as u16, |(first, _)| first), at as u16));
        way.column = Some(column as u8);
        Some(way)
    }

    /// What speaks for a row without a line of a column: the last column may be the shortest, and then it ends a sentence.
    fn skips(&self, way: &Way, column: usize, count: usize) -> f32 {
        let ends = way.ends[column].is_some_and(|(_, last)| self.pieces[usize::from(last)].ends);
        match (way.skipped[column], column + 1 == count && ends) {
            (true, _) => 0.0,
            (false, true) => -1.0,
            (false, false) => -6.0,
        }
    }

    /// The way with the line `at` across all columns, which end there.
    fn spans(&self, way: Way, at: usize, count: usize) -> Option<Way> {
        /// What speaks against such a line, and against columns that end.
        const ACROSS: (f32, f32) = (-0.5, -3.0);
        if !self.pieces[at].spans {
            return None;
        }
        let score = self.closed(&way, count)? + ACROSS.0 + if way.column.is_some() { ACROSS.1 } else { 0.0 };
        let none = [None; COLUMNS];
        Some(Way { score, ends: none, open: [0; COLUMNS], skipped: [false; COLUMNS], column: None, from: way.from })
    }

    /// The score of a way whose columns end, each going on at the top of the next; none where there are fewer columns.
    fn closed(&self, way: &Way, count: usize) -> Option<f32> {
        if way.column.is_none() {
            return Some(way.score);
        }
        let mut score = way.score;
        for c in 1..count {
            let ((_, left), (right, _)) = (way.ends[c - 1]?, way.ends[c]?);
            score += self.follows(left.into(), right.into(), way.open[c - 1]).clamp(-1.5, 3.0);
        }
        Some(score)
    }

    /// What speaks for a line beginning a text.
    fn begins(&self, piece: &Piece) -> f32 {
        let odds = piece.edges.start_odds.clamp(-1.2, 1.2);
        let evidence = [
            (piece.edges.midway, -4.0),
            (piece.dateline, 4.0),
            (self.indented && piece.indent > 0, 1.5),
            (self.indented && piece.indent == 0, -1.5),
        ];
        odds + evidence.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum::<f32>()
    }

    /// What speaks for one line being followed by another in its column, where so many quotes are open.
    fn follows(&self, left: usize, right: usize, open: u8) -> f32 {
        let (left, right) = (&self.pieces[left], &self.pieces[right]);
        let (indented, odds) = (self.indented && right.indent > 0, right.edges.start_odds);
        let quotes = match right.quotes.0 {
            0 if open > 1 => -1.0,
            0 => 0.0,
            closes if closes <= open => 3.0,
            _ => -4.0,
        };
        let nested = if open > 0 && right.quotes.1 > 0 && right.quotes.0 == 0 { -3.0 } else { 0.0 };
        let sum = |evidence: &[(bool, f32)]| -> f32 { evidence.iter().filter(|e| e.0).map(|e| e.1).sum() };
        let midway = right.edges.midway && right.quotes.0 == 0;
        if left.ends {
            let short = left.is_shorter(right);
            return quotes
                + nested
                + odds.clamp(-1.2, 1.2) * 0.7
                + sum(&[(midway, -4.0), (indented, 1.0), (short && self.indented && !indented, -1.5)]);
        }
        let edge = left.edges.last.zip(right.edges.first);
        let crossing = edge.filter(|&(a, b)| is_han(a) && is_han(b));
        let paired = crossing.map_or(0.0, |_| if self.knows(left, right) { 2.8 } else { -0.5 });
        let number = edge.map_or(0.0, |(a, b)| number_goes_on(a, b));
        let clause = left.edges.clause_ends;
        quotes
            + nested
            + paired
            + number
            + sum(&[
                (indented, -4.0),
                (right.dateline, -3.0),
                (midway, 2.0),
                (right.edges.listed, -4.0),
                (right.edges.stops_at_once, 1.0),
                (left.is_shorter(right), -2.0),
                (right.is_shorter(left) && !right.ends, -1.5),
            ])
            - odds * if clause { 0.0 } else { 0.4 }
    }
}

/// Of each way to the end, the lines of its columns, in the order of reading.
fn columns(steps: &[Vec<Way>], mut last: usize, count: usize) -> Vec<Vec<usize>> {
    let mut labels: Vec<Option<u8>> = steps
        .iter()
        .rev()
        .map(|ways| {
            let way = &ways[last];
            last = way.from.into();
            way.column
        })
        .collect();
    labels.reverse();
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut open: Option<usize> = None; // where the columns at hand begin in `out`
    for (line, label) in labels.into_iter().enumerate() {
        let Some(column) = label else {
            open = None;
            out.push(vec![line]);
            continue;
        };
        let first = *open.get_or_insert_with(|| {
            out.resize(out.len() + count, Vec::new());
            out.len() - count
        });
        out[first + usize::from(column)].push(line);
    }
    out
}

impl Piece {
    /// Whether it is shorter than another line of its column can be, digits and letters being half as wide or not.
    fn is_shorter(&self, other: &Piece) -> bool {
        self.width + RAGGED < other.width && self.len + RAGGED / 2 < other.len
    }

    fn of(line: &Line) -> Piece {
        let text = &*line.text;
        let (mut closes, mut opens) = (0u8, 0u8);
        for c in text.chars() {
            match c {
                '“' | '《' | '（' | '(' => opens = opens.saturating_add(1),
                '”' | '》' | '）' | ')' if opens > 0 => opens -= 1,
                '”' | '》' | '）' | ')' => closes = closes.saturating_add(1),
                _ => {}
            }
        }
        let spans = || headlines::mark(line).is_some() || bylines::whole(text).is_some();
        Piece {
            edges: Edges::of(text),
            width: text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
            len: line.len,
            indent: line.indent,
            ends: wraps::ends_sentence(text),
            dateline: bylines::dateline(text).is_some(),
            spans: line.indent == 0 && spans(),
            quotes: (closes, opens),
        }
    }
}

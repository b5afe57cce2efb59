//! Noun phrases that no mention covers: a name that the recogniser missed, or a class (列车, 储备库).

use super::reach::Here;
use crate::links::bounds::{is_suffix, names_nobody};
use crate::links::scene::{Distance, Scene};
use crate::model::FigureKind;
use crate::text::Span;

/// How many noun phrases of a sentence are looked at.
pub const MOST: usize = 6;
/// How many characters before the figure.
const REACH: usize = 72;
/// How many figures after it are asked what they measure.
const AHEAD: usize = 8;
/// The shortest and the longest phrase.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=24;

/// How a noun phrase was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A count before it counts it.
    Counted,
    /// It stands right before the metric.
    BeforeMetric,
    /// It stands in the sentence.
    Plain,
}

impl Sort {
    /// A letter for the tables of weights.
    pub fn letter(self) -> char {
        match self {
            Sort::Counted => 'c',
            Sort::BeforeMetric => 'm',
            Sort::Plain => 'n',
        }
    }
}

/// Noun phrases of the sentence before a figure, nearest first; they do not reach into what is measured.
fn before(s: &Scene, figure: Span, measured: &[Span]) -> Vec<Span> {
    let sentence = s.sentence(figure.start);
    let first = figure.start.saturating_sub(REACH);
    let first = (first..figure.start).rev().take_while(|&i| s.sentence(i) == sentence).last().unwrap_or(figure.start);
    let mut out = Vec::with_capacity(MOST);
    let mut end = None;
    let mut at = figure.start;
    while at > first && out.len() < MOST {
        let token = token_before(s, at, first);
        let breaks = !is_nominal(s, token) || measured.iter().any(|m| m.overlaps(token));
        if breaks {
            close(s, at, end.take(), &mut out);
        } else if end.is_none() {
            end = Some(at);
        }
        at = token.start;
    }
    close(s, at, end, &mut out);
    out
}

fn close(s: &Scene, start: usize, end: Option<usize>, out: &mut Vec<Span>) {
    let Some(end) = end else { return };
    let span = Span::new(start, end);
    let mention = s.mention_at(start).map(|m| s.entities.mentions[m].span);
    if LENGTHS.contains(&span.len()) && mention.is_none_or(|m| m.end < end) && out.len() < MOST {
        out.push(span);
    }
}

/// The token, the mention or the figure that ends at `at`.
fn token_before(s: &Scene, at: usize, first: usize) -> Span {
    let last = at - 1;
    if let Some(f) = s.figure_at(last) {
        return Span::new(s.figures[f].span.start.max(first), at);
    }
    if let Some(m) = s.mention_at(last) {
        return Span::new(s.entities.mentions[m].span.start.max(first), at);
    }
    let mut start = last;
    while start > first && s.tag(start) == ' ' && s.mention_at(start - 1).is_none() && s.figure_at(start - 1).is_none()
    {
        start -= 1;
    }
    Span::new(start, at)
}

fn is_nominal(s: &Scene, token: Span) -> bool {
    if s.figure_at(token.start).is_some() {
        return false;
    }
    if s.mention_at(token.start).is_some() {
        return true;
    }
    if names_nobody(s.chars(token)) {
        return false;
    }
    let c = s.char(token.start);
    matches!(s.tag(token.start), 'n' | 'V' | 'S' | 'T' | 'Z' | 'R' | 'a' | 'b' | 'j' | 'l' | 'e')
        || c.is_ascii_alphanumeric()
        || matches!(c, '“' | '”' | '-' | '—' | '·')
}

impl Here<'_, '_> {
    /// The noun phrases that may be the subject.
    pub fn phrases(&self) -> Vec<(Sort, Span)> {
        let counted = self.counted_before().filter(|_| !self.counts()).map(|p| (Sort::Counted, p));
        let before_metric = self.phrase_before_metric().map(|p| (Sort::BeforeMetric, p));
        let plain = before(self.scene, self.span, &self.measured()).into_iter().map(|p| (Sort::Plain, p));
        let mut out = Vec::with_capacity(MOST + 2);
        out.extend(counted.into_iter().chain(before_metric).chain(plain));
        out
    }

    /// Counts in a row are parts of one whole, not of each other: 高新技术企业42家,规上工业企业65家.
    fn counts(&self) -> bool {
        self.scene.figures[self.figure].kind == FigureKind::Count
    }

    /// The metrics of the figures of the sentence, but not what is counted, of which more can be told.
    fn measured(&self) -> Vec<Span> {
        let s = self.scene;
        let near = |g: &usize| s.sentence(s.figures[*g].span.start) == s.sentence(self.span.start);
        let counts = |g: &usize| *g == self.figure || self.counts() || s.figures[*g].kind != FigureKind::Count;
        let before = (0..=self.figure).rev().take_while(near);
        let after = (self.figure + 1..s.figures.len()).take_while(near).take(AHEAD);
        before.chain(after).filter(counts).filter_map(|g| self.view.metrics.get(g).copied().flatten()).collect()
    }

    /// What a count before it in the sentence counts: 312个*重点项目*总投资2186亿元.
    fn counted_before(&self) -> Option<Span> {
        let s = self.scene;
        let near = |g: &usize| s.sentence(s.figures[*g].span.start) == s.sentence(self.span.start);
        let count = (0..self.figure).rev().take_while(near).find(|&g| s.figures[g].kind == FigureKind::Count)?;
        // A throughput is no thing that has a throughput.
        self.view.metrics.get(count).copied().flatten().filter(|m| !is_suffix(s.before(m.end, 1)))
    }

    /// The words of the clause before the metric: 列车最大载客2072人.
    fn phrase_before_metric(&self) -> Option<Span> {
        let s = self.scene;
        let metric = self.metric.filter(|m| s.distance(m.start, self.span.start) == Distance::Clause)?;
        let clause = s.clause(metric.start);
        let noun = |t: char| matches!(t, 'n' | 'V' | 'S' | 'T' | 'Z' | 'x' | 'a' | 'b' | 'j' | 'l');
        let mut end = metric.start;
        while end > clause.start && !noun(s.tag_before(end)) && end + 4 > metric.start {
            end -= 1;
        }
        let measured = self.measured();
        let mut start = end;
        while start > clause.start && s.figure_at(start - 1).is_none() && s.mention_at(start - 1).is_none() {
            let tag = s.tag_before(start);
            let token = (clause.start..start).rev().find(|&i| s.tag(i) != ' ')?;
            let word = Span::new(token, start);
            if !noun(tag)
                || names_nobody(s.chars(word))
                || s.char(token) == '、'
                || measured.iter().any(|m| m.overlaps(word))
            {
                break;
            }
            start = token;
        }
        (start < end && end - start >= 2).then(|| Span::new(start, end))
    }
}

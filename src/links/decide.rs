//! The decisions: figure by figure, metric, subject, period and change, each in view of those before.

use super::forest::Forest;
use super::ranker::{Model, Score, halves, softmax};
use super::respectively::Pairs;
use super::scene::{Scene, is_when};
use super::{Link, Links, bounds, change, comparison, metric, period, status, subject};
use crate::model::{Change, FigureKind, Status, Value};
use crate::parts::{self, Part};
use crate::text::Span;
use std::sync::OnceLock;

/// The trained rankers.
#[derive(Debug, Default)]
pub struct Rankers {
    /// Of metrics.
    pub metric: Model,
    /// Of subjects.
    pub subject: Model,
    /// Of subjects, at a second look.
    pub second: Forest,
    /// Of periods.
    pub period: Model,
    /// Of movements.
    pub change: Model,
}

impl Rankers {
    /// The tables that come with the crate, read once.
    pub fn bundled() -> &'static Rankers {
        static RANKERS: OnceLock<Rankers> = OnceLock::new();
        RANKERS.get_or_init(|| Rankers {
            metric: Model::read(parts::bytes(Part::Metric), metric::TEMPLATES),
            subject: Model::read(parts::bytes(Part::Subject), subject::TEMPLATES),
            second: Forest::parse(parts::table(Part::Second), subject::COLUMNS),
            period: Model::read(parts::bytes(Part::Period), period::TEMPLATES),
            change: Model::read(parts::bytes(Part::Change), change::TEMPLATES),
        })
    }
}

/// How many of the likeliest candidates are weighed against each other.
const FINALISTS: usize = 10;
/// Candidates whose score is so much less than the best lend no support: a fiftieth of its likelihood.
const FAINT: f32 = 3.912;

/// How much more support than a likelier candidate another must have.
const CLEARLY: f32 = 1.02;

/// Of the phrases that agree with the winner and have nearly its support, by this factor, the likeliest is best cut out.
const NEARLY: f32 = 1.25;

/// How much likelier than any phrase "it has none" must be to win.
#[derive(Debug, Clone, Copy)]
struct Caution {
    metric: f32,
    subject: f32,
    period: f32,
    change: f32,
}

const CAUTION: Caution = Caution { metric: 0.5, subject: 0.18, period: 0.4, change: 0.4 };

/// What has been decided so far, as later figures see it.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Past {
    pub metrics: Vec<Option<Span>>,
    /// Indexes into the figures.
    pub periods: Vec<Option<usize>>,
    pub changes: Vec<Option<Change>>,
    /// What the figure before was held against.
    pub comparison: Option<Span>,
}

/// Decides on every figure of a text.
pub fn decide(scene: &Scene, rankers: &Rankers) -> Vec<Links> {
    let mut past = Past::default();
    let mut grounds = metric::Grounds::default();
    let pairs = Pairs::new(scene);
    for figure in 0..scene.figures.len() {
        let metric = quantity(scene, figure).then(|| {
            let paired = pairs.metric(scene, figure, &past.metrics);
            paired.or_else(|| metric_of(scene, figure, &past, rankers, &mut grounds))
        });
        let metric = metric.flatten();
        past.metrics.push(metric);
    }
    let subjects = subjects(scene, &past.metrics, rankers);
    let mut tense = None;
    (0..scene.figures.len())
        .map(|figure| one(scene, rankers, figure, subjects[figure], &mut past, &mut tense))
        .collect()
}

fn quantity(scene: &Scene, figure: usize) -> bool {
    !is_when(scene.figures[figure].kind)
}

fn metric_of<'r>(
    scene: &Scene,
    figure: usize,
    past: &Past,
    rankers: &'r Rankers,
    grounds: &mut metric::Grounds<Score<'r>>,
) -> Option<Span> {
    let mut contest = Contest::new();
    let blank = Score::new(&rankers.metric);
    metric::each(scene, figure, &past.metrics, &blank, grounds, |span, tally| contest.enter(span, tally.sum));
    let span = contest.winner(scene, CAUTION.metric)?;
    bounds::settle(scene, span, scene.figures[figure].span)
}

/// The subjects of all figures, chosen together.
fn subjects(scene: &Scene, metrics: &[Option<Span>], rankers: &Rankers) -> Vec<Option<Span>> {
    let mut out = vec![None; scene.figures.len()];
    for (figure, found) in subject::finalists(scene, metrics, &rankers.subject) {
        let mut contest = Contest::new();
        let scores = rankers.second.scores(found.iter().map(|f| &f.row));
        found.iter().zip(scores).for_each(|(f, score)| contest.enter(f.span, score));
        out[figure] = contest.winner(scene, CAUTION.subject);
    }
    out
}

#[inline(never)]
fn one(
    scene: &Scene,
    rankers: &Rankers,
    figure: usize,
    subject: Option<Span>,
    past: &mut Past,
    tense: &mut period::Tense,
) -> Links {
    let mut links = Links::default();
    let (metric, mut period) = (past.metrics[figure], None);
    if quantity(scene, figure) {
        let view = period::View { metric, past: &past.periods };
        let found = period::candidates(scene, figure, view, &Score::new(&rankers.period), tense);
        period = due(scene, figure).or_else(|| when(scene, &found));
        links.change = movement(scene, figure, past, rankers);
    }
    let link = |span| Link { span, entity: scene.entity_of(span) };
    let counts = scene.figures[figure].kind == FigureKind::Count;
    links.metric = metric.map(link);
    links.subject = subject.map(link);
    links.counted = counts.then(|| counted(scene, figure, metric)).flatten().map(link);
    links.comparison = comparison::comparison(scene, figure, past.comparison).map(link);
    links.status = status::status(scene, figure);
    if let Some(f) = period.map(|p: usize| &scene.figures[p]) {
        links.period = Some(Link { span: f.span, entity: None });
        links.interval = match &f.value {
            Value::Iso(iso) => Some(iso.clone()),
            _ => None,
        };
    }
    past.comparison = links.comparison.as_ref().map(|c| c.span);
    past.periods.push(period);
    past.changes.push(links.change);
    links
}

/// What a count counts: the noun right after it (28个*项目*), else its metric (引进*项目*28个).
fn counted(scene: &Scene, figure: usize, metric: Option<Span>) -> Option<Span> {
    let start = scene.figures[figure].span.end;
    let clause = scene.clause(start.saturating_sub(1));
    let start = if scene.char(start) == '的' { start + 1 } else { start };
    let noun = |at: usize| matches!(scene.tag(at), 'n' | 'V' | 'b' | 'j' | 'l' | 'a');
    let mut end = start;
    while end < clause.end && scene.figure_at(end).is_none() && (noun(end) || scene.tag(end) == ' ' && end > start) {
        end += 1;
    }
    if end > start { Some(Span::new(start, end)) } else { metric }
}

/// By when it shall be so: 力争到2025年底突破500亿元.
fn due(scene: &Scene, figure: usize) -> Option<usize> {
    let at = scene.figures[figure].span.start;
    let clause = scene.clause(at);
    let date = scene.dates_before(figure).next().filter(|&g| clause.start < scene.figures[g].span.start)?;
    let day = scene.figures[date].span;
    let until = matches!(scene.before(day.start, 1), '到' | '至') && scene.figures_before(at) == date + 1;
    (until
        && scene.char(day.end) != '的'
        && matches!(status::status(scene, figure)?, Status::Target | Status::Forecast))
    .then_some(date)
}

fn when(scene: &Scene, found: &[period::Candidate<Score>]) -> Option<usize> {
    let mut contest = Contest::new();
    found.iter().for_each(|c| contest.enter(c.figure.map(|g| scene.figures[g].span), c.tally.sum));
    let span = contest.winner(scene, CAUTION.period)?;
    found.iter().filter_map(|c| c.figure).find(|&g| scene.figures[g].span == span)
}

fn movement(scene: &Scene, figure: usize, past: &Past, rankers: &Rankers) -> Option<Change> {
    let scores = change::features(scene, figure, &past.changes, &Score::new(&rankers.change));
    let mut likelihoods = scores.map(|s| s.sum);
    softmax(&mut likelihoods);
    let [none, up, down] = likelihoods;
    let moves = up.max(down) > none * CAUTION.change;
    change::ANSWERS[if !moves {
        0
    } else if up >= down {
        1
    } else {
        2
    }]
}

/// Scored candidates, of which only the likeliest phrases matter.
///
/// Readers differ in where a phrase begins; a phrase that overlaps with much of what is likely is the
/// safest choice, even when another is a little likelier by itself.
struct Contest {
    /// The score of "it has none".
    none: f32,
    /// The likeliest phrases, the likeliest first.
    likely: Vec<(f32, Span)>,
    /// Scores below this need not be looked at.
    least: f32,
}

impl Contest {
    fn new() -> Self {
        let likely = Vec::with_capacity(FINALISTS + 1);
        Contest { none: f32::NEG_INFINITY, likely, least: f32::NEG_INFINITY }
    }

    fn enter(&mut self, span: Option<Span>, score: f32) {
        let Some(span) = span else {
            self.none = score;
            return;
        };
        if score < self.least {
            return;
        }
        let place = self.likely.iter().rposition(|(other, _)| *other >= score).map_or(0, |at| at + 1);
        if place == FINALISTS {
            return;
        }
        self.likely.insert(place, (score, span));
        self.likely.truncate(FINALISTS);
        self.least = self.least.max(self.likely[0].0 - FAINT);
    }

    /// The candidate that most of the likely ones agree with, or none.
    fn winner(mut self, scene: &Scene, caution: f32) -> Option<Span> {
        let top = self.likely.first()?.0;
        self.likely.retain(|(score, _)| *score >= self.least);
        self.likely.iter_mut().for_each(|(score, _)| *score = (*score - top).exp());
        let likely = self.likely;
        let mut support = [0.0; FINALISTS];
        support.iter_mut().zip(&likely).for_each(|(support, (p, _))| *support = *p);
        let mut kinds = [0; FINALISTS];
        kinds.iter_mut().zip(&likely).for_each(|(bits, (_, span))| *bits = self::kinds(scene, *span));
        // More support than all together have none can have; not to depend on how sums are rounded, a little more.
        let all = likely.iter().map(|(p, _)| p).sum::<f32>() * 1.0001;
        for (i, (p, span)) in likely.iter().enumerate() {
            if i > 0 && all <= support[0] * CLEARLY {
                break;
            }
            for (j, (q, other)) in likely.iter().enumerate().skip(i + 1) {
                if agree(scene, [*span, *other], kinds[i] & kinds[j]) {
                    support[i] += q;
                    support[j] += p;
                }
            }
        }
        // The likelier comes first, and keeps its place unless another has clearly more support.
        let mut best: Option<(f32, Span)> = None;
        for (&s, &(_, span)) in support.iter().zip(&likely) {
            if best.is_none_or(|(b, _)| s > b * CLEARLY) {
                best = Some((s, span));
            }
        }
        let best = best.filter(|(support, _)| *support > (self.none - top).exp() * caution).map(|(_, span)| span);
        let chosen = likely.iter().position(|(_, span)| Some(*span) == best)?;
        let near = |&(i, (_, span)): &(usize, &(f32, Span))| {
            support[i] * NEARLY >= support[chosen] && agree(scene, [likely[chosen].1, *span], kinds[chosen] & kinds[i])
        };
        likely.iter().enumerate().find(near).map(|(_, (_, span))| *span)
    }
}

/// A bit for each character of a phrase, by its lower six bits.
fn kinds(scene: &Scene, phrase: Span) -> u64 {
    scene.chars(phrase).iter().fold(0, |bits, &c| bits | 1 << (c as u32 & 63))
}

/// Whether two phrases, whose characters have these bits in common, have at least half of the longer one in common.
fn agree(scene: &Scene, [a, b]: [Span; 2], common: u64) -> bool {
    let longer = a.len().max(b.len());
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2 * shared >= longer || common != 0 && 2 * a.len().min(b.len()) >= longer && halves(scene.chars(a), scene.chars(b))
}

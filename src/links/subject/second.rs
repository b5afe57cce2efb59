//! The second look: rows of small numbers that tell the likeliest candidates of a figure apart.

use super::echo::{Circle, Echo};
use super::keys::Aspects;
use super::reach::{Here, Named};
use super::{Place, View};
use crate::figures::Figure;
use crate::links::anaphora::Sort;
use crate::links::chain::{Link, Marginals};
use crate::links::scene::{Distance, Scene, is_when};
use crate::text::Span;

macro_rules! columns {
    ($($variant:ident),* $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u8)]
        enum C { $($variant),* }
        /// Names of the columns, by number.
        pub const COLUMNS: &[&str] = &[$(stringify!($variant)),*];
    };
}

columns! {
    What, Kind, Type, Distance, After, Clauses, Sentences, Gap, Rank, RankSame, Rivals, Topics, Barrier, Role,
    RoleInSentence, RoleInBlock, Opens, Times, Standing, Titled, InBlock, InSentence, Earlier, FirstInBlock, Fit,
    FitRecent, FitOften, StandIn, ToMetric, MetricGap, MetricSide, MetricLength, Figures, Next, Past, Tail, Verbs,
    VerbAfter, Holds, List, Pair, Headline, InSentenceBefore, InClauseBefore, Offset, FromLast, LikeLast, Around,
    Likely, Own, Place, Before, After1, InTheSentence, InTheBlock, InTheArticle, InTheSeries, None, NoneBefore,
    NoneAfter, SameBefore, SameAfter, Length, FigureNext, FigurePast, Sort, SortBest, Words, WordsBest,
}

/// How many of the likeliest candidates are looked at again.
const FINALISTS: usize = 12;
/// Less likely ones are left out, but for the first.
const LEAST: f32 = 0.004;
const FEWEST: usize = 2;
/// Stands where a column says nothing of a candidate.
const SILENT: u8 = 255;

/// A likely candidate.
#[derive(Debug)]
pub struct Finalist {
    /// The phrase; none stands for nobody.
    pub span: Option<Span>,
    /// What tells it apart, by column.
    pub row: [u8; COLUMNS.len()],
}

impl Finalist {
    fn set(&mut self, column: C, value: usize) {
        self.row[column as usize] = value.min(250) as u8;
    }

    fn set_share(&mut self, column: C, share: Option<f32>) {
        self.row[column as usize] = share.map_or(SILENT, |p| (p * 100.0) as u8);
    }
}

/// The likeliest candidates of each figure, nobody always among them.
#[inline(never)]
pub fn look(
    scene: &Scene,
    view: View,
    places: &[Place<Aspects>],
    links: &[Link],
    marginals: &Marginals,
) -> Vec<(usize, Vec<Finalist>)> {
    let echo = Echo::new(scene, view.metrics, places, marginals);
    let likeliest = |likelihoods: &Vec<f32>| {
        (0..likelihoods.len()).max_by(|&a, &b| likelihoods[a].total_cmp(&likelihoods[b])).unwrap_or(0)
    };
    let best: Vec<Option<u64>> =
        places.iter().zip(&marginals.states).map(|(place, l)| place.states[likeliest(l)].choice).collect();
    let article = |at: usize| scene.article(scene.figures[places[at].figure].span.start);
    let seen = places.iter().enumerate().map(|(at, place)| {
        let look = Look {
            here: Here::new(scene, place.figure, view),
            place,
            at,
            echo: &echo,
            likelihoods: &marginals.states[at],
            scores: &links[at].scores,
            top: links[at].scores.iter().copied().fold(f32::NEG_INFINITY, f32::max),
            tops: std::array::from_fn(|i| {
                place.candidates.iter().map(|c| c.tally.parts()[i]).fold(f32::NEG_INFINITY, f32::max)
            }),
            opener: {
                let block = scene.block(scene.figures[place.figure].span.start);
                scene.entities.mentions.partition_point(|m| scene.block(m.span.start) < block)
            },
            before: at.checked_sub(1).filter(|&b| article(b) == article(at)),
            after: Some(at + 1).filter(|&b| b < places.len() && article(b) == article(at)),
            best: &best,
        };
        (place.figure, look.finalists(places))
    });
    seen.collect()
}

struct Look<'l, 's, 'a, 'm> {
    here: Here<'s, 'a>,
    place: &'l Place<Aspects<'m>>,
    at: usize,
    echo: &'l Echo,
    likelihoods: &'l [f32],
    scores: &'l [f32],
    /// The best of them.
    top: f32,
    /// The best of each aspect.
    tops: [f32; 2],
    /// The first mention of the block, if it has any.
    opener: usize,
    before: Option<usize>,
    after: Option<usize>,
    best: &'l [Option<u64>],
}

impl Look<'_, '_, '_, '_> {
    fn finalists(&self, places: &[Place<Aspects>]) -> Vec<Finalist> {
        let likelihood = |k: usize| self.likelihoods[k];
        let mut order = Vec::with_capacity(FINALISTS + 2);
        for k in 1..self.likelihoods.len() {
            let place = order.iter().rposition(|&other| likelihood(other) >= likelihood(k)).map_or(0, |at| at + 1);
            if place < FEWEST || place < FINALISTS && likelihood(k) >= LEAST {
                order.insert(place, k);
                order.truncate(FINALISTS);
            }
        }
        let likely = order.iter().filter(|&&k| likelihood(k) >= LEAST).count();
        order.truncate(likely.max(FEWEST));
        let figure = self.figure(places);
        std::iter::once(0).chain(order).map(|k| self.candidate(k, &figure)).collect()
    }

    /// What is the same for all candidates of the figure.
    fn figure(&self, places: &[Place<Aspects>]) -> Finalist {
        let (here, s) = (&self.here, self.here.scene);
        let span = here.span;
        let mut out = Finalist { span: None, row: [SILENT; COLUMNS.len()] };
        let clause = s.clause(span.start);
        let earlier = || places[..self.at].iter().rev().take(30).map(|p| s.figures[p.figure].span.start);
        out.set(C::Kind, s.figures[here.figure].kind as usize);
        out.set(C::InSentenceBefore, earlier().filter(|&at| s.sentence(at) == s.sentence(span.start)).count());
        out.set(C::InClauseBefore, earlier().filter(|&at| s.clauses_between(at, span.start) == 0).count());
        out.set(C::Offset, span.start - clause.start);
        if let Some(last) = here.last {
            let (a, b) = (&s.figures[last], &s.figures[here.figure]);
            out.set(C::FromLast, s.distance(a.span.start, span.start) as usize);
            let metric = |g: usize| here.view.metrics.get(g).copied().flatten().map(|m| s.chars(m));
            let same_metric = metric(last) == metric(here.figure);
            out.set(C::LikeLast, usize::from(a.kind == b.kind) + 2 * usize::from(same_metric));
        }
        out.set(C::StandIn, here.stand_in.map_or(0, |x| 1 + 2 * sort_number(x.sort) + usize::from(x.near)));
        out.set(
            C::MetricSide,
            match here.metric {
                None => 0,
                Some(m) if s.clauses_between(m.start, span.start) > 0 => 3,
                Some(m) if m.end <= span.start => 1,
                Some(_) => 2,
            },
        );
        out.set(C::MetricLength, here.metric.map_or(0, |m| m.len()));
        out.set(C::Headline, usize::from(s.in_title(span.start)));
        out.set(C::FigureNext, mark(s, span.end));
        out.set(C::FigurePast, tag(s.tag_before(span.start)));
        out.set(C::Around, self.likelihoods.len());
        out.set(C::None, logit(self.likelihoods[0]));
        out.set_share(C::NoneBefore, self.before.map(|b| self.echo.of(b, None)));
        out.set_share(C::NoneAfter, self.after.map(|b| self.echo.of(b, None)));
        out
    }

    fn candidate(&self, k: usize, figure: &Finalist) -> Finalist {
        let span = self.place.candidates[k].span;
        let mut out = Finalist { span, row: figure.row };
        self.likelihood(k, &mut out);
        if let Some(span) = span {
            self.phrase(span, &mut out);
        }
        let named = self.place.named.len();
        match k.checked_sub(1) {
            None => out.set(C::What, 0),
            Some(rank) if rank < named => {
                out.set(C::What, 1);
                self.named(rank, &mut out);
            }
            Some(rank) => out.set(C::What, 2 + self.place.phrases[rank - named] as usize),
        }
        out
    }

    /// What the chain thinks, here and around.
    fn likelihood(&self, k: usize, out: &mut Finalist) {
        let choice = self.place.states[k].choice;
        out.set(C::Likely, logit(self.likelihoods[k]));
        out.set(C::Own, ((10.0 - (self.top - self.scores[k]).min(10.0)) * 15.0) as usize);
        let parts = self.place.candidates[k].tally.parts();
        out.set(C::Sort, signed(parts[0]));
        out.set(C::SortBest, signed(parts[0] - self.tops[0]));
        out.set(C::Words, signed(parts[1]));
        out.set(C::WordsBest, signed(parts[1] - self.tops[1]));
        out.set(C::Place, self.likelihoods.iter().filter(|p| **p > self.likelihoods[k]).count());
        out.set_share(C::Before, self.before.map(|b| self.echo.of(b, choice)));
        out.set_share(C::After1, self.after.map(|b| self.echo.of(b, choice)));
        if let Some(b) = self.before {
            out.set(C::SameBefore, usize::from(self.best[b] == choice));
        }
        if let Some(b) = self.after {
            out.set(C::SameAfter, usize::from(self.best[b] == choice));
        }
        for (column, circle) in [
            (C::InTheSentence, Circle::Sentence),
            (C::InTheBlock, Circle::Block),
            (C::InTheArticle, Circle::Article),
            (C::InTheSeries, Circle::Series),
        ] {
            out.set_share(column, self.echo.around(self.at, circle, choice));
        }
    }

    /// Where a phrase stands, and what stands around it.
    fn phrase(&self, span: Span, out: &mut Finalist) {
        let (here, s) = (&self.here, self.here.scene);
        let at = here.span;
        let (from, to) = if span.start > at.start { (at.end, span.start) } else { (span.end, at.start) };
        let clause = s.clause(span.start);
        out.set(C::Distance, s.distance(span.start, at.start) as usize);
        out.set(C::Length, span.len());
        out.set(C::Clauses, s.clauses_between(span.start, at.start));
        out.set(C::Sentences, s.sentence(span.start).abs_diff(s.sentence(at.start)) as usize);
        out.set(C::Gap, to.saturating_sub(from));
        out.set(
            C::Opens,
            match span.start == clause.start {
                false => 0,
                true if s.clause_before(span.start).is_some() => 1,
                true => 2,
            },
        );
        out.set(C::Next, mark(s, span.end));
        out.set(C::Past, tag(s.tag_before(span.start)));
        out.set(C::Tail, tag(s.tag_before(span.end)));
        out.set(C::Holds, (span.start..span.end).filter(|&i| s.mention_at(i).is_some()).count());
        out.set(C::Verbs, s.verbs_between(from.max(to.saturating_sub(60)), to));
        out.set(C::VerbAfter, (span.end..clause.end).take(12).position(|i| s.tag(i) == 'v').unwrap_or(20));
        out.set(C::Figures, self.figures_between(span.start > at.start, from, to));
        if let Some(metric) = here.metric {
            let (relation, gap) = to_metric(s, span, metric, at);
            out.set(C::ToMetric, relation);
            gap.into_iter().for_each(|gap| out.set(C::MetricGap, gap));
        }
    }

    /// How an entity stands in the article.
    fn named(&self, rank: usize, out: &mut Finalist) {
        let (here, s) = (&self.here, self.here.scene);
        let (all, n): (&[Named], &Named) = (&self.place.named, &self.place.named[rank]);
        let prominence = &here.view.ground.prominence;
        let entity = s.entities.mentions[n.mention].entity;
        let standing = prominence.of(n.mention);
        out.set(C::Type, n.kind as usize);
        out.set(C::After, usize::from(n.after));
        out.set(C::Rank, rank);
        out.set(C::RankSame, all[..rank].iter().filter(|o| o.kind == n.kind).count());
        out.set(C::Rivals, all.iter().filter(|o| o.kind == n.kind).count());
        out.set(C::Topics, n.blocked);
        out.set(C::Barrier, n.barrier);
        out.set(C::Role, prominence.role(n.mention) as usize);
        out.set(C::Times, standing.times);
        out.set(C::Standing, standing.rank);
        out.set(C::Titled, usize::from(standing.titled));
        out.set(C::Earlier, n.mention.saturating_sub(standing.first));
        out.set(
            C::Fit,
            match n.fit {
                '=' => 0,
                '-' => 1,
                'x' => 2,
                _ => 3,
            },
        );
        out.set(C::FitRecent, n.fit_recent);
        out.set(C::FitOften, n.fit_often);
        let listed = (s.before(n.span.start, 1) == '、', s.char(n.span.end) == '、');
        out.set(C::List, usize::from(listed.0) * 2 + usize::from(listed.1));
        if let Some((place, of)) = here.place_in_list {
            let pairs = here.view.ground.mention_lists[n.mention].is_some_and(|(p, total)| total == of && p == place);
            out.set(C::Pair, usize::from(pairs));
        }
        self.mentions(entity, out);
    }

    /// How many quantities stand between the phrase and the figure.
    fn figures_between(&self, after: bool, from: usize, to: usize) -> usize {
        let first = self.here.figure.saturating_sub(12);
        let figures = &self.here.scene.figures;
        let (before, on) = figures[first..figures.len().min(first + 24)].split_at(self.here.figure - first);
        let quantity = |g: &&Figure| !is_when(g.kind) && g.span.start >= from && g.span.end <= to;
        if after {
            on.iter().take_while(|g| g.span.start < to).filter(quantity).count()
        } else {
            before.iter().rev().take_while(|g| g.span.start >= from).filter(quantity).count()
        }
    }

    /// Where else the entity is named near the figure, and in what part.
    fn mentions(&self, entity: usize, out: &mut Finalist) {
        let (here, s) = (&self.here, self.here.scene);
        let at = here.span.start;
        let start = |m: usize| s.entities.mentions[m].span.start;
        let prominence = &here.view.ground.prominence;
        let all = &s.entities.entities[entity].mentions;
        let from = all.partition_point(|&m| m < self.opener);
        let in_block = &all[from..];
        let in_block = &in_block[..in_block.partition_point(|&m| s.block(start(m)) <= s.block(at))];
        let sentence = in_block.partition_point(|&m| s.sentence(start(m)) < s.sentence(at));
        let in_sentence = &in_block[sentence..];
        let in_sentence = &in_sentence[..in_sentence.partition_point(|&m| s.sentence(start(m)) <= s.sentence(at))];
        let before = |list: &[usize]| list.partition_point(|&m| start(m) < at).checked_sub(1).map(|last| list[last]);
        out.set(C::InBlock, in_block.len());
        out.set(C::InSentence, in_sentence.len());
        out.set(C::RoleInSentence, before(in_sentence).map_or(9, |m| prominence.best_in_sentence(m) as usize));
        out.set(C::RoleInBlock, before(in_block).map_or(9, |m| prominence.best_in_block(m) as usize));
        out.set(C::FirstInBlock, in_block.first().map_or(200, |m| m - self.opener));
    }
}

/// How a phrase stands to the metric, and how far before it.
fn to_metric(s: &Scene, span: Span, metric: Span, figure: Span) -> (usize, Option<usize>) {
    match metric {
        m if m == span => (1, None),
        m if m.contains(span) => (2, None),
        m if m.overlaps(span) => (3, None),
        m if span.end <= m.start && s.distance(span.start, m.start) == Distance::Clause => {
            (4, Some(m.start - span.end))
        }
        m if s.distance(m.start, figure.start) > Distance::Clause => (5, None),
        m if m.end <= span.start => (6, None),
        _ => (7, None),
    }
}

/// A score as a number.
fn signed(score: f32) -> usize {
    ((score + 8.0) * 14.0).clamp(0.0, 250.0) as usize
}

/// A likelihood as a number that grows evenly with its odds.
fn logit(p: f32) -> usize {
    let odds = p.max(1e-6) / (1.0 - p).max(1e-6);
    ((odds.ln() + 7.0) * 12.0).clamp(0.0, 170.0) as usize
}

fn sort_number(sort: Sort) -> usize {
    match sort {
        Sort::Division => 0,
        Sort::Zone => 1,
        Sort::Firm => 2,
        Sort::Project => 3,
        Sort::Industry => 4,
        Sort::World => 5,
    }
}

/// Tags, like beside like.
const TAGS: &[u8] = b"^En VSTZRjblaqmvdpcfurtxwkzyihego";

const TAG_NUMBERS: [u8; 128] = {
    let mut out = [60; 128];
    let mut i = TAGS.len();
    while i > 0 {
        i -= 1;
        out[TAGS[i] as usize] = i as u8;
    }
    out
};

fn tag(letter: char) -> usize {
    usize::from(TAG_NUMBERS.get(letter as usize).copied().unwrap_or(60))
}

/// What follows a phrase: a sign or word of its own, else the tag of the token.
fn mark(s: &Scene, at: usize) -> usize {
    match s.char(at) {
        '的' => 1,
        '、' => 2,
        '和' | '与' | '及' => 3,
        ',' => 4,
        ':' => 5,
        '(' => 6,
        '。' => 7,
        '等' => 8,
        '”' | '“' => 9,
        '\n' => 10,
        '有' | '是' => 11,
        '在' | '于' | '从' | '向' | '对' | '为' => 12,
        ')' => 13,
        ';' => 14,
        '上' | '内' | '里' | '中' => 15,
        '0'..='9' => 16,
        '将' | '已' | '还' | '也' | '就' | '仅' | '共' => 17,
        _ => 20 + tag(s.tag(at)),
    }
}

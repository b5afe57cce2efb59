//! The subject of a figure: the mention whose measure it is, in reach of a reader's memory.

use super::anaphora::{self, StandIn};
use super::chain::{STEPS, State};
use super::key::{Class, Key, NONE, Tally, templates};
use super::metric::{Candidate, digit};
use super::prominence::Prominence;
use super::scene::{Distance, Scene, bucket, is_when, kind_letter, type_letter};
use crate::model::{EntityType, FigureKind};
use crate::text::Span;
use std::collections::HashMap;

templates! {
    Kind, Head, HeadLast, None, NoneNext, NonePast, NoneNear, NoneBlock,
    Near, Rank, RankSame, Gap, GapText, After, PastFrom, InMetric, Title,
    Opens, Last, LastAny, Figures, List, Pair, Inside, StandIn, StandInFar, Among, Next,
    Leads, LeadsHead, AfterTag, PastTag, Role, RoleBlock, RoleKind, RoleHead, Barrier,
    Phrase, PhraseHead, PhraseKind, Step, StepKind, StepMark, StepMetric,
}

/// How many entities a reader keeps in mind.
const MEMORY: usize = 24;

/// What the subject is chosen in view of.
#[derive(Debug, Clone, Copy)]
pub struct View<'v> {
    /// The metrics of all figures.
    pub metrics: &'v [Option<Span>],
    /// Who the articles are about.
    pub prominence: &'v Prominence,
}

/// A mention in reach, with its standing among the others.
struct Named {
    mention: usize,
    span: Span,
    kind: EntityType,
    after: bool,
    distance: Distance,
    /// How many topics stand between it and the figure.
    blocked: usize,
    /// How near the nearest of these stands: 2 in the clause, 1 in the sentence, 0 farther or none.
    barrier: usize,
    /// How it fits the stand-in of the sentence (全市, 该项目).
    fit: char,
    /// How many that fit as well stand nearer.
    fit_recent: usize,
    /// How many that fit as well are named more often.
    fit_often: usize,
}

/// A figure in the chain of its article: its candidates, and the ways to step to it from the figure before.
#[derive(Debug)]
pub struct Place<F> {
    /// Index into the figures.
    pub figure: usize,
    /// The candidates.
    pub candidates: Vec<Candidate<F>>,
    /// The same as their neighbours see them.
    pub states: Vec<State>,
    /// Features of the steps; none where an article begins.
    pub steps: Option<[F; STEPS]>,
}

/// The chain of all quantities of a text.
pub fn chain<F: Tally>(scene: &Scene, view: View, blank: &F) -> Vec<Place<F>> {
    let quantities = (0..scene.figures.len()).filter(|&i| !is_when(scene.figures[i].kind));
    quantities.map(|figure| place(scene, figure, view, blank)).collect()
}

fn place<F: Tally>(scene: &Scene, figure: usize, view: View, blank: &F) -> Place<F> {
    let here = Here::new(scene, figure, view);
    let named = here.named();
    let mut candidates = vec![Candidate { span: None, tally: here.nobody(&named, blank) }];
    let mut states = vec![State { choice: None, blocked: 0, fresh: false }];
    let mut of_type: HashMap<EntityType, usize> = HashMap::new();
    let last = here.last.map_or(0, |g| scene.figures[g].span.end);
    for (rank, n) in named.iter().enumerate() {
        let same = of_type.entry(n.kind).or_default();
        candidates.push(Candidate { span: Some(n.span), tally: here.features(n, rank, *same, blank) });
        let entity = scene.entities.mentions[n.mention].entity as u64;
        let fresh = !n.after && n.span.start >= last;
        states.push(State { choice: Some(entity), blocked: n.barrier, fresh });
        *same += 1;
    }
    let known = |p: &Span| named.iter().any(|n| scene.chars(n.span) == scene.chars(*p));
    for (how, phrase) in [('c', here.counted_before()), ('m', here.phrase_before_metric())] {
        if let Some(phrase) = phrase.filter(|p| !known(p)) {
            candidates.push(Candidate { span: Some(phrase), tally: here.phrase(how, phrase, blank) });
            let choice = PHRASES + phrase.start as u64;
            states.push(State { choice: Some(choice), blocked: 0, fresh: phrase.start >= last });
        }
    }
    let steps = here.last.map(|g| std::array::from_fn(|class| here.step(class, g, blank)));
    Place { figure, candidates, states, steps }
}

/// Choices from here on are phrases that name no entity, by where they begin.
const PHRASES: u64 = 1 << 32;

/// How much a topic stands in the way of what was named before it.
fn barrier_of(n: &Named) -> usize {
    use EntityType::*;
    let heavy = matches!(n.kind, Company | Place | Zone | Project | Organization | Government | Industry);
    match n.distance {
        Distance::Clause if heavy => 2,
        Distance::Sentence if heavy => 1,
        _ => 0,
    }
}

struct Here<'s, 'a> {
    scene: &'s Scene<'a>,
    view: View<'s>,
    figure: usize,
    span: Span,
    kind: char,
    head: (char, char),
    metric: Option<Span>,
    /// The quantity before, in the same article.
    last: Option<usize>,
    stand_in: Option<StandIn>,
    place_in_list: Option<(usize, usize)>,
}

impl<'s, 'a> Here<'s, 'a> {
    fn new(scene: &'s Scene<'a>, figure: usize, view: View<'s>) -> Self {
        let f = &scene.figures[figure];
        let metric = view.metrics.get(figure).copied().flatten();
        let head = metric.map_or((NONE, NONE), |m| (scene.before(m.end, 2.min(m.len())), scene.before(m.end, 1)));
        let last = (0..figure).rev().find(|&g| !is_when(scene.figures[g].kind));
        let last = last.filter(|&g| scene.article(scene.figures[g].span.start) == scene.article(f.span.start));
        let mut here = Here {
            scene,
            view,
            figure,
            span: f.span,
            kind: kind_letter(f.kind),
            head,
            metric,
            last,
            stand_in: anaphora::before(scene, f.span),
            place_in_list: None,
        };
        here.place_in_list = here.place_in_list();
        here
    }

    /// Mentions in reach, nearest first, each entity once.
    fn named(&self) -> Vec<Named> {
        let (s, all) = (self.scene, &self.scene.entities.mentions);
        let split = all.partition_point(|m| m.span.start < self.span.start);
        let mut out: Vec<Named> = Vec::new();
        let mut seen = Vec::new();
        let mut take = |i: usize, after: bool| {
            let m = &all[i];
            if m.kind == EntityType::Role || seen.contains(&m.entity) {
                return false;
            }
            seen.push(m.entity);
            let distance = s.distance(m.span.start, self.span.start);
            out.push(Named {
                mention: i,
                span: m.span,
                kind: m.kind,
                after,
                distance,
                blocked: 0,
                barrier: 0,
                fit: '-',
                fit_recent: 0,
                fit_often: 0,
            });
            true
        };
        let article = s.article(self.span.start);
        let mut room = MEMORY;
        let same_sentence = |i: usize| s.sentence(all[i].span.start) == s.sentence(self.span.start);
        for i in (0..split).rev().take_while(|&i| same_sentence(i)) {
            room -= usize::from(room > 0 && take(i, false));
        }
        for i in (split..all.len())
            .take_while(|&i| same_sentence(i) && s.clauses_between(all[i].span.start, self.span.start) <= 1)
        {
            room -= usize::from(room > 0 && take(i, true));
        }
        for i in (0..split).rev().skip_while(|&i| same_sentence(i)).take(4 * MEMORY) {
            if room == 0 || s.article(all[i].span.start) != article {
                break;
            }
            room -= usize::from(take(i, false));
        }
        for &i in self.view.prominence.leaders(article) {
            take(i, all[i].span.start > self.span.start);
        }
        let (mut topics, mut barrier) = (0, 0);
        for n in out.iter_mut().filter(|n| !n.after) {
            (n.blocked, n.barrier) = (topics, barrier);
            if self.view.prominence.role(n.mention).leads() {
                topics += 1;
                barrier = barrier.max(barrier_of(n));
            }
        }
        self.resolve(&mut out);
        out
    }

    /// How each mention fits the stand-in of the sentence, and how it stands among those that fit as well.
    fn resolve(&self, named: &mut [Named]) {
        let Some(stand_in) = self.stand_in else { return };
        let s = self.scene;
        let article = s.article(self.span.start);
        let often = |n: &Named| self.view.prominence.of(article, s.entities.mentions[n.mention].entity).rank;
        named.iter_mut().for_each(|n| n.fit = anaphora::fit(s, stand_in, n.mention));
        for i in 0..named.len() {
            let (fit, times) = (named[i].fit, often(&named[i]));
            let same = |n: &&Named| n.fit == fit;
            named[i].fit_recent = named[..i].iter().filter(same).count();
            named[i].fit_often = named.iter().filter(same).filter(|n| often(n) < times).count();
        }
    }

    fn nobody<F: Tally>(&self, named: &[Named], blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        let near = named.iter().map(|n| n.distance).min().unwrap_or(Distance::Far);
        f.add(Key::new(T::None as u8, NONE, NONE, self.kind));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, '0'));
        f.add(Key::new(T::HeadLast as u8, self.head.1, '0', self.kind));
        f.add(Key::new(T::NoneNext as u8, s.char(self.span.end), s.char(self.span.end + 1), NONE));
        f.add(Key::new(T::NonePast as u8, s.before(self.span.start, 2), s.before(self.span.start, 1), NONE));
        f.add(Key::new(T::NoneNear as u8, digit(near as usize), NONE, NONE));
        let topic = named.iter().find(|n| self.view.prominence.role(n.mention).leads());
        let (far, t) = topic.map_or(('-', '-'), |n| (digit(n.distance as usize), type_letter(n.kind)));
        f.add(Key::new(T::NoneBlock as u8, far, t, NONE));
        f.add(Key::new(T::NoneBlock as u8, far, NONE, self.kind));
        f.add(Key::new(T::NoneNear as u8, digit(near as usize), 'p', self.pronoun_letter()));
        if s.in_title(self.span.start) {
            f.add(Key::new(T::Title as u8, '0', '0', NONE));
        }
        f
    }

    /// Features of a way to step from the quantity before.
    fn step<F: Tally>(&self, class: usize, last: usize, blank: &F) -> F {
        let s = self.scene;
        let (how, before) = (digit(class), &s.figures[last]);
        let far = digit(s.distance(before.span.start, self.span.start) as usize);
        let alike = if before.kind == s.figures[self.figure].kind { 'y' } else { 'n' };
        let mut f = blank.clone();
        f.add(Key::new(T::Step as u8, how, far, NONE));
        f.add(Key::new(T::Step as u8, how, far, alike));
        f.add(Key::new(T::StepKind as u8, how, far, self.kind));
        f.add(Key::new(T::StepMark as u8, how, s.char(before.span.end), far));
        f.add(Key::new(T::StepMark as u8, how, s.before(self.span.start, 1), far));
        f.add(Key::new(T::StepMark as u8, how, 'p', self.pronoun_letter()));
        let metric = |g: usize| self.view.metrics.get(g).copied().flatten().map(|m| s.chars(m));
        let same = if metric(last) == metric(self.figure) { 'y' } else { 'n' };
        f.add(Key::new(T::StepMetric as u8, how, same, far));
        f.add(Key::new(T::StepMetric as u8, how, if self.place_in_list.is_some() { 'l' } else { '-' }, far));
        f
    }

    fn features<F: Tally>(&self, n: &Named, rank: usize, same: usize, blank: &F) -> F {
        let (s, t) = (self.scene, type_letter(n.kind));
        let far = digit(n.distance as usize + if n.after { 10 } else { 0 });
        let mut f = blank.clone();
        f.add(Key::new(T::Kind as u8, t, NONE, self.kind));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, t));
        f.add(Key::new(T::HeadLast as u8, self.head.1, t, self.kind));
        f.add(Key::new(T::Near as u8, far, t, NONE));
        f.add(Key::new(T::Near as u8, far, t, self.kind));
        f.add(Key::new(T::Rank as u8, far, digit(rank.min(6)), NONE));
        f.add(Key::new(T::RankSame as u8, far, t, Class::new(NONE, same.min(4))));
        f.add(Key::new(T::After as u8, s.char(n.span.end), s.char(n.span.end + 1), far));
        f.add(Key::new(T::PastFrom as u8, s.before(n.span.start, 2), s.before(n.span.start, 1), far));
        f.add(Key::new(T::LastAny as u8, s.before(n.span.end, 1), t, far));
        f.add(Key::new(T::Last as u8, s.before(n.span.end, 2), s.before(n.span.end, 1), t));
        self.standing(n, far, &mut f);
        self.against_metric(n, t, far, &mut f);
        let fits = (n.fit, digit(n.fit_recent.min(2)), digit(n.fit_often.min(2)));
        f.add(Key::new(T::StandIn as u8, self.pronoun_letter(), fits.0, Class::new(fits.1, n.fit_often.min(2))));
        f.add(Key::new(T::StandIn as u8, self.pronoun_letter(), fits.0, t));
        f.add(Key::new(T::StandInFar as u8, self.pronoun_letter(), fits.0, far));
        f.add(Key::new(T::StandInFar as u8, fits.0, fits.2, fits.1));
        f
    }

    /// How the mention stands in its sentence and in the article.
    fn standing<F: Tally>(&self, n: &Named, far: char, f: &mut F) {
        let (s, t) = (self.scene, type_letter(n.kind));
        let clause = s.clause(n.span.start);
        let opens = match n.span.start {
            i if i == clause.start && s.clause_before(i).is_none() => 's',
            i if i == clause.start => 'c',
            _ => '-',
        };
        f.add(Key::new(T::Opens as u8, opens, t, far));
        let outer = s.mention_at(n.span.start).filter(|&o| o != n.mention);
        if let Some(outer) = outer {
            f.add(Key::new(T::Inside as u8, type_letter(s.entities.mentions[outer].kind), t, far));
        }
        let article = s.article(self.span.start);
        let standing = self.view.prominence.of(article, s.entities.mentions[n.mention].entity);
        f.add(Key::new(T::Leads as u8, t, self.pronoun_letter(), Class::new(NONE, standing.rank.min(3))));
        f.add(Key::new(T::Leads as u8, t, self.kind, Class::new(far, standing.rank.min(2))));
        f.add(Key::new(T::LeadsHead as u8, self.head.0, self.head.1, Class::new(t, standing.rank.min(1))));
        if standing.titled {
            f.add(Key::new(T::Title as u8, t, NONE, NONE));
            f.add(Key::new(T::Title as u8, t, self.pronoun_letter(), 'p'));
            f.add(Key::new(T::Title as u8, t, far, if s.in_title(self.span.start) { 't' } else { NONE }));
        }
        let role = self.view.prominence.role(n.mention).letter();
        f.add(Key::new(T::Role as u8, role, t, far));
        f.add(Key::new(T::RoleBlock as u8, role, far, Class::new(NONE, n.blocked.min(4))));
        f.add(Key::new(T::RoleBlock as u8, role, t, Class::new('t', n.blocked.min(4))));
        let barrier = digit(n.barrier);
        f.add(Key::new(T::Barrier as u8, barrier, far, NONE));
        f.add(Key::new(T::Barrier as u8, barrier, far, role));
        f.add(Key::new(T::Barrier as u8, barrier, t, role));
        f.add(Key::new(T::RoleKind as u8, role, t, self.kind));
        f.add(Key::new(T::RoleHead as u8, self.head.0, self.head.1, Class::new(role, n.blocked.min(2))));
        f.add(Key::new(T::AfterTag as u8, s.tag(n.span.end), t, far));
        f.add(Key::new(T::PastTag as u8, s.tag_before(n.span.start), t, far));
        let (from, to) = if n.after { (self.span.end, n.span.start) } else { (n.span.end, self.span.start) };
        let between = s.figures.iter().skip(self.figure.saturating_sub(8)).take(16);
        let between = between.filter(|g| !is_when(g.kind) && g.span.start >= from && g.span.end <= to).count();
        f.add(Key::new(T::Figures as u8, far, NONE, Class::new(NONE, between.min(5))));
        f.add(Key::new(
            T::Among as u8,
            far,
            t,
            Class::new(self.kind, s.clauses_between(n.span.start, self.span.start).min(6)),
        ));
        let listed = (s.before(n.span.start, 1) == '、', s.char(n.span.end) == '、');
        f.add(Key::new(T::List as u8, digit(usize::from(listed.0) * 2 + usize::from(listed.1)), t, far));
        if let Some((place, of)) = self.place_in_list {
            let fits = mention_list(s, n.mention).is_some_and(|(p, total)| total == of && p == place);
            let listed = if listed == (false, false) { '-' } else { '、' };
            f.add(Key::new(T::Pair as u8, if fits { 'y' } else { 'n' }, NONE, NONE));
            f.add(Key::new(T::Pair as u8, if fits { 'y' } else { 'n' }, listed, far));
        }
        if n.distance == Distance::Clause && to.saturating_sub(from) <= 2 {
            f.add(Key::new(T::Next as u8, s.char(from), t, Class::new(self.kind, to.saturating_sub(from))));
        }
    }

    /// How the mention stands to the metric.
    fn against_metric<F: Tally>(&self, n: &Named, t: char, far: char, f: &mut F) {
        let Some(m) = self.metric else { return };
        let s = self.scene;
        if m.overlaps(n.span) {
            let how = if m == n.span {
                '='
            } else if m.contains(n.span) {
                'i'
            } else {
                'o'
            };
            f.add(Key::new(T::InMetric as u8, how, t, self.kind));
        } else if n.span.end <= m.start && s.distance(n.span.start, m.start) == Distance::Clause {
            let gap = m.start - n.span.end;
            f.add(Key::new(T::Gap as u8, t, NONE, Class::new(NONE, bucket(gap))));
            if gap <= 2 {
                f.add(Key::new(
                    T::GapText as u8,
                    if gap > 0 { s.char(n.span.end) } else { NONE },
                    t,
                    Class::new(NONE, gap),
                ));
            }
        } else if s.distance(m.start, self.span.start) > Distance::Clause {
            f.add(Key::new(T::Gap as u8, t, 'h', far));
        } else if m.end <= n.span.start {
            f.add(Key::new(T::Gap as u8, t, 'a', far));
        }
    }

    /// What a count before it in the sentence counts: 312个*重点项目*总投资2186亿元.
    fn counted_before(&self) -> Option<Span> {
        let s = self.scene;
        let near = |g: &usize| s.sentence(s.figures[*g].span.start) == s.sentence(self.span.start);
        let count = (0..self.figure).rev().take_while(near).find(|&g| s.figures[g].kind == FigureKind::Count)?;
        self.view.metrics.get(count).copied().flatten()
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
        let mut start = end;
        while start > clause.start && s.figure_at(start - 1).is_none() && s.mention_at(start - 1).is_none() {
            let tag = s.tag_before(start);
            if !noun(tag) {
                break;
            }
            start = (clause.start..start).rev().find(|&i| s.tag(i) != ' ')?;
        }
        (start < end && end - start >= 2).then(|| Span::new(start, end))
    }

    fn phrase<F: Tally>(&self, how: char, phrase: Span, blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        let last = (s.before(phrase.end, 2), s.before(phrase.end, 1));
        let far = digit(s.distance(phrase.start, self.span.start) as usize);
        f.add(Key::new(T::Phrase as u8, how, far, NONE));
        f.add(Key::new(T::PhraseKind as u8, how, far, self.kind));
        f.add(Key::new(T::PhraseHead as u8, last.0, last.1, how));
        f.add(Key::new(T::PhraseHead as u8, self.head.0, self.head.1, how.to_ascii_uppercase()));
        let gap = self.metric.and_then(|m| m.start.checked_sub(phrase.end));
        f.add(Key::new(T::Phrase as u8, how, 'g', Class::new(NONE, gap.map_or(12, bucket))));
        f
    }

    fn pronoun_letter(&self) -> char {
        self.stand_in.map_or('-', |p| if p.near { p.sort.letter() } else { p.sort.letter().to_ascii_uppercase() })
    }

    /// Of a figure in a list (增长12.3%、11.2%、10.2%): its place, and how many there are.
    fn place_in_list(&self) -> Option<(usize, usize)> {
        let s = self.scene;
        let joined = |a: usize, b: usize| {
            let (a, b) = (&s.figures[a], &s.figures[b]);
            a.kind == b.kind
                && b.span.start.saturating_sub(a.span.end) <= 2
                && matches!(s.char(a.span.end), '、' | '和' | '与' | '及' | ',')
        };
        let before = (1..=self.figure).rev().take_while(|&i| joined(i - 1, i)).count();
        let after = (self.figure + 1..s.figures.len()).take_while(|&i| joined(i - 1, i)).count();
        (before + after > 0).then_some((before, before + after + 1))
    }
}

/// Of a mention in a list (甲、乙和丙): its place, and how many there are.
fn mention_list(s: &Scene, mention: usize) -> Option<(usize, usize)> {
    let all = &s.entities.mentions;
    let joined = |a: usize, b: usize| {
        all[b].span.start.checked_sub(all[a].span.end).is_some_and(|gap| gap == 1)
            && matches!(s.char(all[a].span.end), '、' | '和' | '与' | '及')
    };
    let before = (1..=mention).rev().take_while(|&i| joined(i - 1, i)).count();
    let after = (mention + 1..all.len()).take_while(|&i| joined(i - 1, i)).count();
    (before + after > 0).then_some((before, before + after + 1))
}

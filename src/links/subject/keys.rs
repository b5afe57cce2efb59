//! What the log-linear ranker sees of a candidate, of nobody, and of a step from the figure before.

use super::reach::{Here, Named};
use crate::figures::Figure;
use crate::hashing::HashMap;
use crate::links::chain::STEPS;
use crate::links::key::{Class, Key, NONE, Tally, templates};
use crate::links::metric::digit;
use crate::links::prominence::Standing;
use crate::links::ranker::Model;
use crate::links::scene::{Distance, Scene, bucket, is_when, type_letter};
use crate::model::EntityType;
use crate::text::Span;

templates! {
    Kind, Head, HeadLast, None, NoneNext, NonePast, NoneNear, NoneBlock,
    Near, Rank, RankSame, Gap, GapText, After, PastFrom, InMetric, Title,
    Opens, Last, LastAny, Figures, List, Pair, Inside, StandIn, StandInFar, Among, Next,
    Leads, LeadsHead, AfterTag, PastTag, Role, RoleBlock, RoleKind, RoleHead, Barrier,
    Phrase, PhraseAt, PhraseNext, PhrasePast, PhraseHead, PhraseKind, Step, StepKind, StepMark, StepMetric,
}

/// How many distances there are.
const DISTANCES: usize = Distance::Far as usize + 1;
/// How many types of entities there are.
const TYPES: usize = EntityType::Event as usize + 1;

/// What a template speaks of: 0 where a candidate stands, 1 what is measured and of what sort it is, 2 the words around.
const ASPECTS: [u8; TEMPLATES.len()] = {
    let mut out = [0; TEMPLATES.len()];
    let meaning = [T::Kind, T::Head, T::HeadLast, T::LeadsHead, T::RoleHead, T::RoleKind, T::PhraseHead, T::PhraseKind];
    let around = [
        T::After,
        T::PastFrom,
        T::Last,
        T::LastAny,
        T::Next,
        T::AfterTag,
        T::PastTag,
        T::GapText,
        T::PhraseAt,
        T::PhraseNext,
        T::PhrasePast,
        T::NoneNext,
        T::NonePast,
        T::Opens,
    ];
    let mut i = 0;
    while i < meaning.len() {
        out[meaning[i] as usize] = 1;
        i += 1;
    }
    i = 0;
    while i < around.len() {
        out[around[i] as usize] = 2;
        i += 1;
    }
    out
};

/// A running score, and what each aspect adds to it.
#[derive(Debug, Clone, Copy)]
pub struct Aspects<'m> {
    model: &'m Model,
    sums: [f32; 3],
}

impl<'m> Aspects<'m> {
    /// Nothing summed yet.
    pub fn new(model: &'m Model) -> Self {
        Aspects { model, sums: [0.0; 3] }
    }

    /// The whole score.
    pub fn sum(&self) -> f32 {
        self.sums.iter().sum()
    }

    /// What speaks for the sort of thing, and what the words around speak for.
    pub fn parts(&self) -> [f32; 2] {
        [self.sums[1], self.sums[2]]
    }
}

impl Tally for Aspects<'_> {
    #[inline(always)]
    fn add(&mut self, key: Key) {
        let sum = &mut self.sums[usize::from(ASPECTS[usize::from(key.template())])];
        self.model.find(key).into_iter().for_each(|weight| *sum += weight);
    }

    fn join(&mut self, other: &Self) {
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, other)| *sum += other);
    }
}

/// What has been said of the mentions of a text, so that the next figure need not find it out again.
#[derive(Debug)]
pub struct Memory<F> {
    /// Of each entity, the figure that saw it last.
    pub seen: Vec<u32>,
    /// What the figure at hand says of every entity of a type.
    pub by_type: [Option<F>; TYPES],
    by_mention: Vec<Memo<F>>,
    /// Steps, by what figures have in common that are stepped to in the same way.
    steps: HashMap<Step, [F; STEPS]>,
    /// The noun phrases of the sentence with this number: how each was found, how far it is, what speaks for it.
    sentence: u32,
    phrases: Vec<((Span, char, char), F)>,
}

/// How two neighbouring figures stand to each other: how far; the kind of the later one; whether they are of one kind,
/// and of one metric; whether the later one is listed; its stand-in.
type Step = (char, char, bool, bool, bool, char);

#[derive(Debug)]
struct Memo<F> {
    /// How it stands where it is, by its distance from the figure, without a stand-in and with one.
    places: [Option<F>; 4 * DISTANCES],
    /// What stood between it and the last figure: its distance, topics, the nearest of them.
    between: Option<((usize, usize, usize), F)>,
}

impl<F> Memory<F> {
    /// Nothing said yet.
    pub fn new(scene: &Scene) -> Self {
        let entities = &scene.entities;
        let memo = || Memo { places: std::array::from_fn(|_| None), between: None };
        Memory {
            seen: vec![0; entities.entities.len()],
            by_type: Default::default(),
            by_mention: entities.mentions.iter().map(|_| memo()).collect(),
            steps: HashMap::default(),
            sentence: 0,
            phrases: Vec::new(),
        }
    }
}

/// Features of a way to step from one figure to the next, but for what stands around them.
fn step<F: Tally>(how: char, (far, kind, alike, same, listed, pronoun): Step, blank: &F) -> F {
    let answer = |yes| if yes { 'y' } else { 'n' };
    let mut f = blank.clone();
    f.add(Key::new(T::Step as u8, how, far, NONE));
    f.add(Key::new(T::Step as u8, how, far, answer(alike)));
    f.add(Key::new(T::StepKind as u8, how, far, kind));
    f.add(Key::new(T::StepMark as u8, how, 'p', pronoun));
    f.add(Key::new(T::StepMetric as u8, how, answer(same), far));
    f.add(Key::new(T::StepMetric as u8, how, if listed { 'l' } else { '-' }, far));
    f
}

impl Here<'_, '_> {
    pub fn nobody<F: Tally>(&self, named: &[Named], blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        let near = named.iter().map(|n| n.distance).min().unwrap_or(Distance::Far);
        f.add(Key::new(T::None as u8, NONE, NONE, self.kind));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, '0'));
        f.add(Key::new(T::HeadLast as u8, self.head.1, '0', self.kind));
        f.add(Key::new(T::NoneNext as u8, s.char(self.span.end), s.char(self.span.end + 1), NONE));
        f.add(Key::new(T::NonePast as u8, s.before(self.span.start, 2), s.before(self.span.start, 1), NONE));
        f.add(Key::new(T::NoneNear as u8, digit(near as usize), NONE, NONE));
        let topic = named.iter().find(|n| self.view.ground.prominence.role(n.mention).leads());
        let (far, t) = topic.map_or(('-', '-'), |n| (digit(n.distance as usize), type_letter(n.kind)));
        f.add(Key::new(T::NoneBlock as u8, far, t, NONE));
        f.add(Key::new(T::NoneBlock as u8, far, NONE, self.kind));
        f.add(Key::new(T::NoneNear as u8, digit(near as usize), 'p', self.pronoun_letter()));
        if s.in_title(self.span.start) {
            f.add(Key::new(T::Title as u8, '0', '0', NONE));
        }
        f
    }

    /// Features of the ways to step from the quantity before.
    pub fn steps<F: Tally>(&self, last: usize, blank: &F, memory: &mut Memory<F>) -> [F; STEPS] {
        let s = self.scene;
        let before = &s.figures[last];
        let far = digit(s.distance(before.span.start, self.span.start) as usize);
        let alike = before.kind == s.figures[self.figure].kind;
        let metric = |g: usize| self.view.metrics.get(g).copied().flatten().map(|m| s.chars(m));
        let same = metric(last) == metric(self.figure);
        let known: Step = (far, self.kind, alike, same, self.place_in_list.is_some(), self.pronoun_letter());
        let all = memory.steps.or_insert_with(known, || std::array::from_fn(|class| step(digit(class), known, blank)));
        let marks = (s.char(before.span.end), s.before(self.span.start, 1));
        std::array::from_fn(|class| {
            let mut f = all[class].clone();
            f.add(Key::new(T::StepMark as u8, digit(class), marks.0, far));
            f.add(Key::new(T::StepMark as u8, digit(class), marks.1, far));
            f
        })
    }

    /// Features of a mention; what has been said of it before is remembered.
    #[inline(never)]
    pub fn features<F: Tally>(&self, n: &Named, rank: usize, same: usize, blank: &F, memory: &mut Memory<F>) -> F {
        let (s, t) = (self.scene, type_letter(n.kind));
        let how_far = n.distance as usize + if n.after { DISTANCES } else { 0 };
        let far = digit(n.distance as usize + if n.after { 10 } else { 0 });
        let prominence = &self.view.ground.prominence;
        let (standing, role) = (prominence.of(n.mention), prominence.role(n.mention).letter());
        let mut f = memory.by_type[n.kind as usize].get_or_insert_with(|| self.of_type(t, blank)).clone();
        let memo = &mut memory.by_mention[n.mention];
        let place = 2 * how_far + usize::from(self.stand_in.is_some());
        f.join(memo.places[place].get_or_insert_with(|| self.standing(n, t, far, &standing, role, blank)));
        let between = (how_far, n.blocked.min(4), n.barrier);
        if memo.between.as_ref().is_none_or(|(known, _)| *known != between) {
            memo.between = Some((between, self.between(n, t, far, role, blank)));
        }
        memo.between.iter().for_each(|(_, features)| f.join(features));
        f.add(Key::new(T::Near as u8, far, t, self.kind));
        f.add(Key::new(T::Rank as u8, far, digit(rank.min(6)), NONE));
        f.add(Key::new(T::RankSame as u8, far, t, Class::new(NONE, same.min(4))));
        f.add(Key::new(T::Leads as u8, t, self.kind, Class::new(far, standing.rank.min(2))));
        f.add(Key::new(T::LeadsHead as u8, self.head.0, self.head.1, Class::new(t, standing.rank.min(1))));
        f.add(Key::new(T::RoleKind as u8, role, t, self.kind));
        f.add(Key::new(T::RoleHead as u8, self.head.0, self.head.1, Class::new(role, n.blocked.min(2))));
        if standing.titled {
            f.add(Key::new(T::Title as u8, t, far, if s.in_title(self.span.start) { 't' } else { NONE }));
        }
        self.against_metric(n, t, far, &mut f);
        let (from, to) = if n.after { (self.span.end, n.span.start) } else { (n.span.end, self.span.start) };
        f.add(Key::new(T::Figures as u8, far, NONE, Class::new(NONE, self.figures_between(n.after, from, to))));
        let clauses = s.clauses_between(n.span.start, self.span.start).min(6);
        f.add(Key::new(T::Among as u8, far, t, Class::new(self.kind, clauses)));
        if let Some((place, of)) = self.place_in_list {
            let listed = s.before(n.span.start, 1) == '、' || s.char(n.span.end) == '、';
            let fits = self.view.ground.mention_lists[n.mention].is_some_and(|(p, total)| total == of && p == place);
            f.add(Key::new(T::Pair as u8, if fits { 'y' } else { 'n' }, NONE, NONE));
            f.add(Key::new(T::Pair as u8, if fits { 'y' } else { 'n' }, if listed { '、' } else { '-' }, far));
        }
        if n.distance == Distance::Clause && to.saturating_sub(from) <= 2 {
            f.add(Key::new(T::Next as u8, s.char(from), t, Class::new(self.kind, to.saturating_sub(from))));
        }
        if self.stand_in.is_some() {
            self.stand_in(n, t, far, &mut f);
        }
        f
    }

    /// What the figure says of every entity of a type.
    fn of_type<F: Tally>(&self, t: char, blank: &F) -> F {
        let mut f = blank.clone();
        f.add(Key::new(T::Kind as u8, t, NONE, self.kind));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, t));
        f.add(Key::new(T::HeadLast as u8, self.head.1, t, self.kind));
        f
    }

    /// How the mention fits the stand-in.
    fn stand_in<F: Tally>(&self, n: &Named, t: char, far: char, f: &mut F) {
        let fits = (n.fit, digit(n.fit_recent.min(2)), digit(n.fit_often.min(2)));
        f.add(Key::new(T::StandIn as u8, self.pronoun_letter(), fits.0, Class::new(fits.1, n.fit_often.min(2))));
        f.add(Key::new(T::StandIn as u8, self.pronoun_letter(), fits.0, t));
        f.add(Key::new(T::StandInFar as u8, self.pronoun_letter(), fits.0, far));
        f.add(Key::new(T::StandInFar as u8, fits.0, fits.2, fits.1));
        let standing = self.view.ground.prominence.of(n.mention);
        f.add(Key::new(T::Leads as u8, t, self.pronoun_letter(), Class::new(NONE, standing.rank.min(3))));
        if standing.titled {
            f.add(Key::new(T::Title as u8, t, self.pronoun_letter(), 'p'));
        }
    }

    /// How the mention stands in its sentence and in the article.
    fn standing<F: Tally>(&self, n: &Named, t: char, far: char, standing: &Standing, role: char, blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        f.add(Key::new(T::Near as u8, far, t, NONE));
        f.add(Key::new(T::After as u8, s.char(n.span.end), s.char(n.span.end + 1), far));
        f.add(Key::new(T::PastFrom as u8, s.before(n.span.start, 2), s.before(n.span.start, 1), far));
        f.add(Key::new(T::LastAny as u8, s.before(n.span.end, 1), t, far));
        f.add(Key::new(T::Last as u8, s.before(n.span.end, 2), s.before(n.span.end, 1), t));
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
        f.add(Key::new(T::Role as u8, role, t, far));
        f.add(Key::new(T::AfterTag as u8, s.tag(n.span.end), t, far));
        f.add(Key::new(T::PastTag as u8, s.tag_before(n.span.start), t, far));
        let listed = (s.before(n.span.start, 1) == '、', s.char(n.span.end) == '、');
        f.add(Key::new(T::List as u8, digit(usize::from(listed.0) * 2 + usize::from(listed.1)), t, far));
        if standing.titled {
            f.add(Key::new(T::Title as u8, t, NONE, NONE));
        }
        if self.stand_in.is_none() {
            self.stand_in(n, t, far, &mut f);
        }
        f
    }

    /// How what stands between the mention and the figure speaks for it.
    fn between<F: Tally>(&self, n: &Named, t: char, far: char, role: char, blank: &F) -> F {
        let mut f = blank.clone();
        f.add(Key::new(T::RoleBlock as u8, role, far, Class::new(NONE, n.blocked.min(4))));
        f.add(Key::new(T::RoleBlock as u8, role, t, Class::new('t', n.blocked.min(4))));
        let barrier = digit(n.barrier);
        f.add(Key::new(T::Barrier as u8, barrier, far, NONE));
        f.add(Key::new(T::Barrier as u8, barrier, far, role));
        f.add(Key::new(T::Barrier as u8, barrier, t, role));
        f
    }

    /// How many quantities stand between the mention and the figure, up to five.
    fn figures_between(&self, after: bool, from: usize, to: usize) -> usize {
        let first = self.figure.saturating_sub(8);
        let s = self.scene;
        if after {
            let on = &s.figures[self.figure + 1..s.figures.len().min(first + 16)];
            let quantity = |g: &&Figure| !is_when(g.kind);
            on.iter().take_while(|g| g.span.start < to).filter(quantity).filter(|g| g.span.end <= to).take(5).count()
        } else {
            let first = s.figures_before(from).max(first).min(self.figure);
            s.quantities_between(first, self.figure).min(5)
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

    /// Features of a noun phrase; what does not depend on the figure is remembered.
    pub fn phrase<F: Tally>(&self, how: char, phrase: Span, blank: &F, memory: &mut Memory<F>) -> F {
        let s = self.scene;
        let far = digit(s.distance(phrase.start, self.span.start) as usize);
        let sentence = s.sentence(self.span.start);
        if memory.sentence != sentence {
            memory.sentence = sentence;
            memory.phrases.clear();
        }
        let known = (phrase, how, far);
        let found = memory.phrases.iter().find(|(other, _)| *other == known).map(|(_, features)| features.clone());
        let mut f = found.unwrap_or_else(|| {
            let features = self.phrase_alone(how, phrase, far, blank);
            memory.phrases.push((known, features.clone()));
            features
        });
        f.add(Key::new(T::PhraseKind as u8, how, far, self.kind));
        f.add(Key::new(T::PhraseHead as u8, self.head.0, self.head.1, how.to_ascii_uppercase()));
        let gap = self.metric.and_then(|m| m.start.checked_sub(phrase.end));
        f.add(Key::new(T::Phrase as u8, how, 'g', Class::new(NONE, gap.map_or(12, bucket))));
        f
    }

    /// What speaks for a noun phrase at a distance, whatever the figure is.
    fn phrase_alone<F: Tally>(&self, how: char, phrase: Span, far: char, blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        let last = (s.before(phrase.end, 2), s.before(phrase.end, 1));
        f.add(Key::new(T::Phrase as u8, how, far, NONE));
        f.add(Key::new(T::PhraseHead as u8, last.0, last.1, how));
        let clause = s.clause(phrase.start);
        let opens = if phrase.start != clause.start {
            '-'
        } else if s.clause_before(phrase.start).is_some() {
            'c'
        } else {
            's'
        };
        f.add(Key::new(T::PhraseAt as u8, how, opens, far));
        f.add(Key::new(T::PhraseAt as u8, how, opens, Class::new(s.tag(phrase.end), 1)));
        f.add(Key::new(T::PhraseAt as u8, s.tag_before(phrase.start), s.tag(phrase.end), Class::new(how, 2)));
        f.add(Key::new(T::PhraseNext as u8, how, s.char(phrase.end), far));
        f.add(Key::new(T::PhrasePast as u8, how, s.before(phrase.start, 1), far));
        f.add(Key::new(T::PhraseAt as u8, how, 'l', Class::new(NONE, bucket(phrase.len()))));
        let holds = (phrase.start..phrase.end)
            .find_map(|i| s.mention_at(i))
            .map_or('-', |m| type_letter(s.entities.mentions[m].kind));
        f.add(Key::new(T::PhraseAt as u8, how, holds, 'h'));
        f
    }
}

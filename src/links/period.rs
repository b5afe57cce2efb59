//! The period of a figure: the date or stretch of time it holds for, as a reader carries it along.

use super::key::{Class, Key, NONE, Tally, templates};
use super::metric::digit;
use super::scene::{Scene, bucket, is_when, kind_letter};
use crate::model::{FigureKind, Value};
use crate::text::Span;

templates! {
    None, NoneNext, NonePast, NoneLast, Head, HeadLast, NoneNear,
    Kind, Near, NearKind, Rank, After, After1, Past, Past1, Same, SameKind, Between, Tense, Grain, Title, Opens, Gap, Clauses,
}

/// How many dates a reader keeps in mind.
const MEMORY: usize = 8;

/// What the period is chosen in view of.
#[derive(Debug, Clone, Copy)]
pub struct View<'v> {
    /// The metric of this figure.
    pub metric: Option<Span>,
    /// The periods of the figures before it, by figure.
    pub past: &'v [Option<usize>],
}

/// A date or period that may be the figure's; no figure stands for "it has none".
#[derive(Debug, Clone)]
pub struct Candidate<F> {
    /// Index into the figures.
    pub figure: Option<usize>,
    /// Its features, or their score.
    pub tally: F,
}

/// All candidates for a figure.
pub fn candidates<F: Tally>(scene: &Scene, figure: usize, view: View, blank: &F) -> Vec<Candidate<F>> {
    let here = Here::new(scene, figure, view);
    let whens = here.whens();
    let mut out = vec![Candidate { figure: None, tally: here.never(&whens, blank) }];
    for (rank, &when) in whens.iter().enumerate() {
        out.push(Candidate { figure: Some(when), tally: here.features(when, rank, blank) });
    }
    out
}

struct Here<'s, 'a> {
    scene: &'s Scene<'a>,
    figure: usize,
    span: Span,
    kind: char,
    head: (char, char),
    last: Option<(Option<usize>, usize)>,
    tense: char,
}

impl<'s, 'a> Here<'s, 'a> {
    fn new(scene: &'s Scene<'a>, figure: usize, view: View<'s>) -> Self {
        let f = &scene.figures[figure];
        let head = view.metric.map_or((NONE, NONE), |m| (scene.before(m.end, 2.min(m.len())), scene.before(m.end, 1)));
        let quantities = (0..figure.min(view.past.len())).rev();
        let last = quantities.filter(|&g| !is_when(scene.figures[g].kind)).map(|g| (view.past[g], g)).next();
        let last = last.filter(|(_, g)| scene.article(scene.figures[*g].span.start) == scene.article(f.span.start));
        let clause = scene.clause(f.span.start);
        let tense = tense(scene, clause);
        Here { scene, figure, span: f.span, kind: kind_letter(f.kind), head, last, tense }
    }

    /// Dates and periods in reach, nearest first: earlier ones of the article, later ones of the clause.
    fn whens(&self) -> Vec<usize> {
        let s = self.scene;
        let fits =
            |g: &usize| matches!(s.figures[*g].kind, FigureKind::Date | FigureKind::Period | FigureKind::Duration);
        let article = s.article(self.span.start);
        let earlier = (0..self.figure).rev().take_while(|&g| s.article(s.figures[g].span.start) == article);
        let mut out: Vec<usize> = earlier.filter(fits).filter(|&g| self.worth(g)).take(MEMORY).collect();
        let later = (self.figure + 1..s.figures.len()).take_while(|&g| {
            s.clauses_between(s.figures[g].span.start, self.span.start) <= 1
                && s.sentence(s.figures[g].span.start) == s.sentence(self.span.start)
        });
        out.extend(later.filter(fits).filter(|&g| self.worth(g)).take(2));
        out
    }

    /// A duration is a candidate only near by: 三天卖了23万元.
    fn worth(&self, g: usize) -> bool {
        let s = self.scene;
        s.figures[g].kind != FigureKind::Duration || s.sentence(s.figures[g].span.start) == s.sentence(self.span.start)
    }

    fn far(&self, g: usize) -> char {
        let at = self.scene.figures[g].span.start;
        let after = at > self.span.start;
        digit(self.scene.distance(at, self.span.start) as usize + if after { 10 } else { 0 })
    }

    fn never<F: Tally>(&self, whens: &[usize], blank: &F) -> F {
        let s = self.scene;
        let mut f = blank.clone();
        f.add(Key::new(T::None as u8, NONE, NONE, self.kind));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, '0'));
        f.add(Key::new(T::HeadLast as u8, self.head.1, '0', self.kind));
        f.add(Key::new(T::NoneNext as u8, s.char(self.span.end), s.char(self.span.end + 1), NONE));
        f.add(Key::new(T::NonePast as u8, s.before(self.span.start, 2), s.before(self.span.start, 1), NONE));
        f.add(Key::new(T::NoneNear as u8, whens.first().map_or('-', |&w| self.far(w)), NONE, self.kind));
        f.add(Key::new(T::Tense as u8, self.tense, '0', NONE));
        let last = match self.last {
            Some((Some(_), _)) => 'y',
            Some((None, _)) => 'n',
            None => '-',
        };
        f.add(Key::new(T::NoneLast as u8, last, self.far_from_last(), NONE));
        f.add(Key::new(T::NoneLast as u8, last, self.far_from_last(), self.kind));
        if s.in_title(self.span.start) {
            f.add(Key::new(T::Title as u8, '0', NONE, NONE));
        }
        f
    }

    fn far_from_last(&self) -> char {
        self.last.map_or('-', |(_, g)| self.far(g))
    }

    fn features<F: Tally>(&self, when: usize, rank: usize, blank: &F) -> F {
        let s = self.scene;
        let w = &s.figures[when];
        let (far, grain) = (self.far(when), grain(&w.value, w.kind));
        let mut f = blank.clone();
        f.add(Key::new(T::Kind as u8, grain, NONE, self.kind));
        f.add(Key::new(T::Near as u8, far, grain, NONE));
        f.add(Key::new(T::NearKind as u8, far, grain, self.kind));
        f.add(Key::new(T::Rank as u8, far, digit(rank.min(5)), NONE));
        f.add(Key::new(T::After as u8, s.char(w.span.end), s.char(w.span.end + 1), far));
        f.add(Key::new(T::After1 as u8, s.char(w.span.end), grain, far));
        f.add(Key::new(T::Past as u8, s.before(w.span.start, 2), s.before(w.span.start, 1), far));
        f.add(Key::new(T::Past1 as u8, s.before(w.span.start, 1), grain, far));
        f.add(Key::new(T::Tense as u8, self.tense, grain, far));
        f.add(Key::new(T::Head as u8, self.head.0, self.head.1, grain));
        f.add(Key::new(T::HeadLast as u8, self.head.1, far, self.kind));
        f.add(Key::new(T::Grain as u8, s.char(w.span.start), s.char(w.span.start + 1), far));
        let clauses = s.clauses_between(w.span.start, self.span.start);
        f.add(Key::new(T::Clauses as u8, far, grain, Class::new(self.kind, clauses.min(8))));
        let (from, to) = if when > self.figure { (self.figure, when) } else { (when, self.figure) };
        let whens = s.figures[from + 1..to].iter().filter(|g| is_when(g.kind)).count();
        f.add(Key::new(T::Between as u8, far, digit((to - from - 1 - whens).min(8)), Class::new(NONE, whens.min(4))));
        let opens = s.clause(w.span.start).start == w.span.start;
        let closes = s.clause(w.span.start).end == w.span.end;
        f.add(Key::new(T::Opens as u8, if opens { 'y' } else { 'n' }, if closes { 'y' } else { 'n' }, far));
        if clauses == 0 && when < self.figure {
            f.add(Key::new(T::Gap as u8, grain, NONE, Class::new(self.kind, bucket(self.span.start - w.span.end))));
        }
        if s.in_title(w.span.start) {
            f.add(Key::new(T::Title as u8, 'y', far, NONE));
        }
        if let Some((last, g)) = self.last {
            let how = match last {
                None => '0',
                Some(l) if l == when => '=',
                Some(l) if s.chars(s.figures[l].span) == s.chars(w.span) => '~',
                Some(_) if when > g => 'n',
                Some(_) => '-',
            };
            f.add(Key::new(T::Same as u8, how, self.far_from_last(), NONE));
            f.add(Key::new(T::SameKind as u8, how, self.far_from_last(), self.kind));
        }
        f
    }
}

/// How fine a date is: year, month, day, stretch.
fn grain(value: &Value, kind: FigureKind) -> char {
    match (kind, value) {
        (FigureKind::Duration, _) => 'u',
        (_, Value::Iso(iso)) if iso.contains('/') => 'i',
        (FigureKind::Period, _) => 'i',
        (_, Value::Iso(iso)) => match iso.len() {
            4 => 'y',
            7 => 'm',
            _ => 'd',
        },
        _ => '?',
    }
}

/// Words of the clause that move it in time.
fn tense(s: &Scene, clause: Span) -> char {
    let chars = s.chars(clause);
    let has = |w: &str| {
        let w: Vec<char> = w.chars().collect();
        chars.windows(w.len()).any(|x| x == w)
    };
    let cues: [(&[&str], char); 6] = [
        (&["目前", "如今", "现有", "现在", "已有", "眼下"], 'n'),
        (&["预计", "将", "达产", "投产后", "建成后", "有望"], 'f'),
        (&["计划", "力争", "目标", "拟", "规划", "确保"], 'p'),
        (&["累计", "共", "总计", "合计"], 't'),
        (&["总投资", "投资", "占地"], 'i'),
        (&["同比", "增长", "下降", "增速"], 'g'),
    ];
    cues.iter().find(|(words, _)| words.iter().any(|w| has(w))).map_or('-', |(_, c)| *c)
}

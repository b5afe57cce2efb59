//! The period of a figure: the date or stretch of time it holds for, as a reader carries it along.

use super::key::{Class, Key, NONE, Tally, templates};
use super::metric::digit;
use super::scene::{Scene, bucket, kind_letter};
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

/// What moves the clause of the last figure in time.
pub type Tense = Option<(Span, char)>;

/// All candidates for a figure.
pub fn candidates<F: Tally>(
    scene: &Scene,
    figure: usize,
    view: View,
    blank: &F,
    tense: &mut Tense,
) -> Vec<Candidate<F>> {
    let clause = scene.clause(scene.figures[figure].span.start);
    let known = tense.filter(|(known, _)| *known == clause);
    let (_, tense) = *tense.insert(known.unwrap_or_else(|| (clause, tense_of(scene, clause))));
    let here = Here::new(scene, figure, view, tense);
    let whens = here.whens();
    let mut out = Vec::with_capacity(whens.len() + 1);
    out.push(Candidate { figure: None, tally: here.never(&whens, blank) });
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
    fn new(scene: &'s Scene<'a>, figure: usize, view: View<'s>, tense: char) -> Self {
        let f = &scene.figures[figure];
        let head = view.metric.map_or((NONE, NONE), |m| (scene.before(m.end, 2.min(m.len())), scene.before(m.end, 1)));
        let last = scene.quantity_before_in_article(figure).map(|g| (view.past[g], g));
        Here { scene, figure, span: f.span, kind: kind_letter(f.kind), head, last, tense }
    }

    /// Dates and periods in reach, nearest first: earlier ones of the article, later ones of the clause.
    fn whens(&self) -> Vec<usize> {
        let s = self.scene;
        let kind = |g: usize| s.figures[g].kind;
        let fits = |g: &usize| matches!(kind(*g), FigureKind::Date | FigureKind::Period | FigureKind::Duration);
        let article = s.article(self.span.start);
        let sentence = s.sentence(self.span.start);
        let in_sentence = |g: &usize| s.sentence(s.figures[*g].span.start) == sentence;
        let near = (0..self.figure).rev().take_while(in_sentence);
        let first = self.figure - near.clone().count();
        // A duration is a candidate only near by: 三天卖了23万元.
        let far = s.dates_before(first).take_while(|&g| s.article(s.figures[g].span.start) == article);
        let mut out = Vec::with_capacity(MEMORY + 2);
        out.extend(near.filter(fits).chain(far).take(MEMORY));
        let later = (self.figure + 1..s.figures.len())
            .take_while(|&g| in_sentence(&g) && s.clauses_between(s.figures[g].span.start, self.span.start) <= 1);
        out.extend(later.filter(fits).take(2));
        out
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

    #[inline(never)]
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
        let quantities = s.quantities_between(from + 1, to);
        let whens = to - from - 1 - quantities;
        f.add(Key::new(T::Between as u8, far, digit(quantities.min(8)), Class::new(NONE, whens.min(4))));
        let clause = s.clause(w.span.start);
        let answer = |yes| if yes { 'y' } else { 'n' };
        f.add(Key::new(T::Opens as u8, answer(clause.start == w.span.start), answer(clause.end == w.span.end), far));
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

/// Words that move a clause in time, the strongest sort first.
const TENSES: [(&[&str], char); 6] = [
    (&["目前", "如今", "现有", "现在", "已有", "眼下"], 'n'),
    (&["预计", "将", "达产", "投产后", "建成后", "有望"], 'f'),
    (&["计划", "力争", "目标", "拟", "规划", "确保"], 'p'),
    (&["累计", "共", "总计", "合计"], 't'),
    (&["总投资", "投资", "占地"], 'i'),
    (&["同比", "增长", "下降", "增速"], 'g'),
];

/// The sort of the words of the clause that move it in time.
fn tense_of(s: &Scene, clause: Span) -> char {
    let sort = |at: usize| {
        #[rustfmt::skip]
        let may_begin = matches!(
            s.char(at),
            '目' | '如' | '现' | '已' | '眼' | '预' | '将' | '达' | '投' | '建' | '有' | '计' | '力' | '拟' | '规' | '确'
                | '累' | '共' | '总' | '合' | '占' | '同' | '增' | '下'
        );
        let fits = |word: &str| s.text.starts_with(at, word) && at + word.chars().count() <= clause.end;
        may_begin.then(|| TENSES.iter().position(|(words, _)| words.iter().any(|w| fits(w)))).flatten()
    };
    (clause.start..clause.end).filter_map(sort).min().map_or('-', |sort| TENSES[sort].1)
}

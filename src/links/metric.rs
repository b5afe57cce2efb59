//! The metric of a figure: a phrase of its clause or the one before, or what an earlier figure measured.

use super::edges;
use super::key::{Class, Key, NONE, Tally, templates};
use super::scene::{Scene, bucket, is_when, kind_letter, type_letter};
use crate::model::FigureKind;
use crate::text::Span;

templates! {
    Region, RegionNext, RegionNext1, RegionPast, RegionPast1, RegionUnit, RegionRoom,
    BeginIn, BeginOver, BeginPast, BeginTags, BeginMark, BeginFar,
    EndIn, EndInKind, EndOver, EndNext, EndTags, EndMark, EndFar, EndGap, EndFigures,
    Length, Holds, HoldsMention, HoldsFigure, Whole,
    PastKinds, PastFar, PastHead, PastNext, PastRoom, PastShare,
}

/// How much of a clause is looked at on either side of a figure.
const WINDOW: usize = 28;
/// The longest phrase that can be a metric.
const LONGEST: usize = 18;
/// How many earlier metrics can be inherited, and from how many figures back.
const PAST: usize = 4;
/// How many kinds of figures there are.
const KINDS: usize = FigureKind::Other as usize + 1;

/// Where a candidate stands, seen from the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Left = b'L' as isize,
    Right = b'R' as isize,
    Before = b'B' as isize,
    Past = b'P' as isize,
    None = b'N' as isize,
}

impl Region {
    fn letter(self) -> char {
        char::from(self as u8)
    }
}

/// A phrase that may be the metric; no span stands for "it has none".
#[derive(Debug, Clone)]
pub struct Candidate<F> {
    /// The phrase.
    pub span: Option<Span>,
    /// Its features, or their score.
    pub tally: F,
}

/// What can be said of the places of a clause whatever the figure is, so that its figures share it.
#[derive(Debug)]
pub struct Ground<F> {
    clause: Span,
    /// Of each place, when it has been asked for: what speaks for a phrase that begins, or ends, there.
    begins: Vec<Option<Option<F>>>,
    ends: Vec<Option<Option<F>>>,
    /// What speaks for a phrase that holds the character: as a part of it, and where a mention is all of it.
    holds: Vec<Option<(F, F)>>,
    /// What speaks for a phrase of each length, by kind of figure.
    lengths: [[Option<F>; LONGEST]; KINDS],
}

impl<F> Default for Ground<F> {
    fn default() -> Self {
        let lengths = std::array::from_fn(|_| std::array::from_fn(|_| None));
        Ground { clause: Span::new(0, 0), begins: Vec::new(), ends: Vec::new(), holds: Vec::new(), lengths }
    }
}

impl<F: Clone> Ground<F> {
    fn enter(&mut self, clause: Span) {
        if self.clause != clause {
            self.clause = clause;
            for list in [&mut self.begins, &mut self.ends] {
                list.clear();
                list.resize(clause.len() + 1, None);
            }
            self.holds.clear();
            self.holds.resize(clause.len() + 1, None);
        }
    }
}

/// The grounds around the last figure: left of it, right of it, and the clause before.
pub type Grounds<F> = [Ground<F>; 3];

/// All candidates for a figure; `past` has the metrics given to the figures before it.
pub fn candidates<F: Tally>(scene: &Scene, figure: usize, past: &[Option<Span>], blank: &F) -> Vec<Candidate<F>> {
    let mut out = Vec::new();
    let mut grounds = Grounds::default();
    each(scene, figure, past, blank, &mut grounds, |span, tally| out.push(Candidate { span, tally }));
    out
}

/// The same, one by one; `grounds` keeps what the next figure can use again.
pub fn each<F: Tally>(
    scene: &Scene,
    figure: usize,
    past: &[Option<Span>],
    blank: &F,
    grounds: &mut Grounds<F>,
    mut take: impl FnMut(Option<Span>, F),
) {
    let here = Here::new(scene, figure);
    take(None, here.region(Region::None, blank));
    let (at, clause) = (here.span, here.clause);
    let left = Span::new(clause.start.max(at.start.saturating_sub(WINDOW)), at.start);
    let right = Span::new(at.end, clause.end.min(at.end + WINDOW).max(at.end));
    let [on_left, on_right, on_before] = grounds;
    let mut take_span = |span, tally| take(Some(span), tally);
    here.spans(Region::Left, left, blank, on_left, &mut take_span);
    here.spans(Region::Right, right, blank, on_right, &mut take_span);
    if let Some(before) = scene.clause_before(at.start) {
        let before = Span::new(before.start.max(before.end.saturating_sub(WINDOW)), before.end);
        here.spans(Region::Before, before, blank, on_before, &mut take_span);
    }
    here.inherited(past, blank, &mut take_span);
}

/// The figure that looks for its metric.
struct Here<'s, 'a> {
    scene: &'s Scene<'a>,
    figure: usize,
    span: Span,
    clause: Span,
    kind: char,
}

impl<'s, 'a> Here<'s, 'a> {
    fn new(scene: &'s Scene<'a>, figure: usize) -> Self {
        let f = &scene.figures[figure];
        Here { scene, figure, span: f.span, clause: scene.clause(f.span.start), kind: kind_letter(f.kind) }
    }

    fn class(&self, n: usize) -> Class {
        Class::new(self.kind, bucket(n))
    }

    /// What speaks for a region as a whole.
    fn region<F: Tally>(&self, region: Region, blank: &F) -> F {
        let (s, Span { start, end }, r) = (self.scene, self.span, region.letter());
        let mut f = blank.clone();
        f.add(Key::new(T::Region as u8, r, NONE, self.kind));
        f.add(Key::new(T::RegionNext as u8, s.char(end), s.char(end + 1), r));
        f.add(Key::new(T::RegionNext1 as u8, s.char(end), r, self.kind));
        f.add(Key::new(T::RegionPast as u8, s.before(start, 2), s.before(start, 1), r));
        f.add(Key::new(T::RegionPast1 as u8, s.before(start, 1), r, self.kind));
        f.add(Key::new(T::RegionUnit as u8, s.before(end, 1), r, self.kind));
        f.add(Key::new(T::RegionRoom as u8, r, 'l', self.class(start - self.clause.start)));
        f.add(Key::new(T::RegionRoom as u8, r, 'r', self.class(self.clause.end.saturating_sub(end))));
        f
    }

    fn spans<F: Tally>(
        &self,
        region: Region,
        window: Span,
        blank: &F,
        ground: &mut Ground<F>,
        take: &mut impl FnMut(Span, F),
    ) {
        if window.is_empty() {
            return;
        }
        ground.enter(self.scene.clause(window.start));
        let from = ground.clause.start;
        let whole = self.region(region, blank);
        let lengths = &mut ground.lengths[self.scene.figures[self.figure].kind as usize];
        let mut ends: [Option<F>; WINDOW + 1] = std::array::from_fn(|_| None);
        for j in window.start + 1..=window.end {
            let end =
                ground.ends[j - from].get_or_insert_with(|| self.may_end(from, j).then(|| self.end(region, j, blank)));
            if let Some(end) = end {
                let mut end = end.clone();
                self.end_here(region, j, &mut end);
                ends[j - window.start] = Some(end);
            }
        }
        for i in window.start..window.end {
            let begin = ground.begins[i - from]
                .get_or_insert_with(|| self.may_begin(i, ground.clause.end).then(|| self.begin(region, i, blank)));
            let Some(mut begin) = begin.clone() else { continue };
            if region == Region::Right {
                begin.add(Key::new(T::BeginFar as u8, NONE, NONE, self.class(i - self.span.end)));
            }
            begin.join(&whole);
            let mention = self.scene.mention_at(i).map(|m| self.scene.entities.mentions[m].span);
            let mention_end = mention.filter(|m| m.start == i).map(|m| m.end);
            let (mut held, mut all) = (begin.clone(), begin);
            let last = self.cut_name(i).unwrap_or(usize::MAX);
            for j in i + 1..=window.end.min(i + LONGEST).min(last) {
                let (part, whole) = ground.holds[j - 1 - from].get_or_insert_with(|| self.holds(region, j - 1, blank));
                held.join(part);
                if mention_end.is_some() {
                    all.join(if j == i + 1 { whole } else { part });
                }
                let Some(end) = &ends[j - window.start] else { continue };
                if edges::is_bare(self.scene.chars(Span::new(i, j))) {
                    continue;
                }
                let mut tally = if mention_end == Some(j) { all.clone() } else { held.clone() };
                tally.join(lengths[j - i - 1].get_or_insert_with(|| self.length(region, j - i, blank)));
                tally.join(end);
                if i == window.start && j == window.end {
                    tally.add(Key::new(T::Whole as u8, region.letter(), NONE, self.kind));
                }
                take(Span::new(i, j), tally);
            }
        }
    }

    /// Whether a phrase may begin or end at `at`: between tokens, and not inside a figure.
    fn free(&self, at: usize) -> bool {
        let inside = self.scene.figure_at(at).is_some_and(|f| self.scene.figures[f].span.start < at);
        !inside && self.scene.tag(at) != ' '
    }

    fn may_begin(&self, at: usize, end: usize) -> bool {
        self.free(at) && !edges::begins_badly(self.scene.chars(Span::new(at, end)))
    }

    /// Where the name ends that goes on at `at`: 重工投资 of 青禾重工投资6亿元 is no metric.
    fn cut_name(&self, at: usize) -> Option<usize> {
        use crate::model::EntityType::{Company, Person, Place};
        let m = &self.scene.entities.mentions[self.scene.mention_at(at)?];
        (m.span.start < at && matches!(m.kind, Company | Person | Place)).then_some(m.span.end)
    }

    fn may_end(&self, start: usize, at: usize) -> bool {
        self.free(at) && !edges::ends_badly(self.scene.chars(Span::new(start, at)))
    }

    fn begin<F: Tally>(&self, region: Region, i: usize, blank: &F) -> F {
        let (s, r) = (self.scene, region.letter());
        let mut f = blank.clone();
        f.add(Key::new(T::BeginIn as u8, s.char(i), s.char(i + 1), r));
        f.add(Key::new(T::BeginOver as u8, s.before(i, 1), s.char(i), r));
        f.add(Key::new(T::BeginPast as u8, s.before(i, 2), s.before(i, 1), r));
        f.add(Key::new(T::BeginTags as u8, s.tag_before(i), s.tag(i), r));
        f.add(Key::new(T::BeginMark as u8, self.mark_before(i), self.mark_after(i), r));
        f
    }

    fn end<F: Tally>(&self, region: Region, j: usize, blank: &F) -> F {
        let (s, r) = (self.scene, region.letter());
        let mut f = blank.clone();
        let (a, b) = (s.before(j, 2), s.before(j, 1));
        f.add(Key::new(T::EndIn as u8, a, b, r));
        f.add(Key::new(T::EndOver as u8, b, s.char(j), r));
        f.add(Key::new(T::EndNext as u8, s.char(j), s.char(j + 1), r));
        f.add(Key::new(T::EndTags as u8, s.tag_before(j), s.tag(j), r));
        f.add(Key::new(T::EndMark as u8, self.mark_before(j), self.mark_after(j), r));
        f
    }

    fn length<F: Tally>(&self, region: Region, length: usize, blank: &F) -> F {
        let mut f = blank.clone();
        f.add(Key::new(T::Length as u8, region.letter(), NONE, self.class(length)));
        f
    }

    /// What an end says in view of the figure.
    fn end_here<F: Tally>(&self, region: Region, j: usize, f: &mut F) {
        let s = self.scene;
        f.add(Key::new(T::EndInKind as u8, s.before(j, 2), s.before(j, 1), self.kind));
        if region == Region::Left {
            let gap = self.span.start - j;
            f.add(Key::new(T::EndFar as u8, NONE, NONE, self.class(gap)));
            let (a, b) = (if gap > 0 { s.char(j) } else { NONE }, if gap > 1 { s.char(j + 1) } else { NONE });
            if gap <= 2 {
                f.add(Key::new(T::EndGap as u8, a, b, self.kind));
            }
            let last = self.figure.saturating_sub(s.figures_before(j));
            f.add(Key::new(T::EndFigures as u8, NONE, NONE, self.class(last)));
        }
    }

    /// What speaks for a phrase that holds a character: as a part of it, and where a mention that begins there is all of it.
    fn holds<F: Tally>(&self, region: Region, at: usize, blank: &F) -> (F, F) {
        let (s, r) = (self.scene, region.letter());
        let (mut part, c) = (blank.clone(), s.char(at));
        if matches!(c, '的' | '、' | '和' | '及' | '与' | '了' | '在' | '等') {
            part.add(Key::new(T::Holds as u8, c, r, NONE));
        }
        if let Some(g) = s.figure_at(at).map(|g| &s.figures[g]).filter(|g| g.span.start == at) {
            part.add(Key::new(T::HoldsFigure as u8, kind_letter(g.kind), NONE, r));
        }
        let mut whole = part.clone();
        if let Some(m) = s.mention_at(at).map(|m| &s.entities.mentions[m]).filter(|m| m.span.start == at) {
            part.add(Key::new(T::HoldsMention as u8, type_letter(m.kind), 'p', r));
            whole.add(Key::new(T::HoldsMention as u8, type_letter(m.kind), 'a', r));
        }
        (part, whole)
    }

    /// What earlier figures measured, the latest first, each phrase once.
    fn inherited<F: Tally>(&self, past: &[Option<Span>], blank: &F, take: &mut impl FnMut(Span, F)) {
        let s = self.scene;
        let whole = self.region(Region::Past, blank);
        let mut seen: Vec<&[char]> = Vec::with_capacity(PAST);
        let quantities = (0..past.len().min(self.figure)).rev().filter(|&g| !is_when(s.figures[g].kind));
        for (back, g) in quantities.take(PAST).enumerate() {
            let from = &s.figures[g];
            let Some(span) = past[g].filter(|_| s.article(from.span.start) == s.article(self.span.start)) else {
                continue;
            };
            let phrase = s.chars(span);
            if seen.contains(&phrase) {
                continue;
            }
            // 完成年度任务的85%,增长12%: what grows is the sum, not the yearly task.
            let grows = match s.figures[self.figure].kind {
                FigureKind::Percent => s.before(self.span.start, 1) == '长',
                kind => kind == FigureKind::Rank,
            };
            if grows && from.kind == FigureKind::Percent && edges::is_share(phrase) {
                continue;
            }
            let mut f = whole.clone();
            let rank = seen.len().min(2);
            let far = s.distance(from.span.start, self.span.start) as usize;
            f.add(Key::new(T::PastKinds as u8, kind_letter(from.kind), digit(rank), self.kind));
            f.add(Key::new(T::PastFar as u8, digit(far), digit(back.min(3)), self.kind));
            f.add(Key::new(T::PastHead as u8, s.before(span.end, 2), s.before(span.end, 1), self.kind));
            f.add(Key::new(T::PastNext as u8, s.char(from.span.end), s.char(from.span.end + 1), digit(rank)));
            f.add(Key::new(
                T::PastRoom as u8,
                digit(far),
                digit(rank),
                self.class(self.span.start - self.clause.start),
            ));
            let share = from.kind == FigureKind::Percent && edges::is_share(phrase);
            let share = if share { 's' } else { kind_letter(from.kind) };
            f.add(Key::new(T::PastShare as u8, share, s.before(self.span.start, 1), Class::new(self.kind, rank)));
            seen.push(phrase);
            take(span, f);
        }
    }

    /// What ends at a place: a figure, a mention, the clause.
    fn mark_before(&self, at: usize) -> char {
        let Some(last) = at.checked_sub(1) else { return '^' };
        if let Some(f) = self.scene.figure_at(last) {
            return kind_letter(self.scene.figures[f].kind).to_ascii_uppercase();
        }
        match self.scene.mention_at(last).map(|m| &self.scene.entities.mentions[m]) {
            Some(m) if m.span.end == at => type_letter(m.kind),
            Some(_) => '~',
            None if at == self.clause.start => '^',
            None => '-',
        }
    }

    /// What begins at a place.
    fn mark_after(&self, at: usize) -> char {
        if let Some(f) = self.scene.figure_at(at) {
            return kind_letter(self.scene.figures[f].kind).to_ascii_uppercase();
        }
        match self.scene.mention_at(at).map(|m| &self.scene.entities.mentions[m]) {
            Some(m) if m.span.start == at => type_letter(m.kind),
            Some(_) => '~',
            None if at == self.clause.end => '$',
            None => '-',
        }
    }
}

/// A small number as a character of a key.
pub fn digit(n: usize) -> char {
    char::from_digit(n.min(35) as u32, 36).unwrap_or('z')
}

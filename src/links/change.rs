//! Which way a figure moved: up, down, or not stated.

use super::cues::{self, Cue};
use super::key::{Class, Key, NONE, Tally, templates};
use super::metric::digit;
use super::scene::{Scene, bucket, is_when, kind_letter};
use crate::model::Change;
use crate::text::Span;

templates! {
    Kind, Cue, CueKind, CueWord, CueFar, After, Past, Past1, Next, Last, LastGap, From, Share, Figures, PastCue, Unit, Bare,
}

/// The answers, in the order of [`features`].
pub const ANSWERS: [Option<Change>; 3] = [None, Some(Change::Up), Some(Change::Down)];

/// Features of each answer; `past` has the answers for the figures before.
pub fn features<F: Tally>(scene: &Scene, figure: usize, past: &[Option<Change>], blank: &F) -> [F; 3] {
    let seen = Seen::new(scene, figure, past);
    ['0', 'u', 'd'].map(|answer| seen.features(scene, answer, blank))
}

/// What a clause shows of movement, the same for every answer.
struct Seen {
    start: usize,
    end: usize,
    kind: char,
    /// The nearest cue before the figure in its clause: its sense, its words, how far it ends.
    before: Option<(Cue, usize)>,
    /// The same after it.
    after: Option<(Cue, usize)>,
    /// Signs of a comparison or a share in the clause.
    share: char,
    /// The answer for the figure before, and how near that figure is.
    last: (char, char),
    figures: usize,
    starts_clause: bool,
    clause_before: Option<Cue>,
}

impl Seen {
    fn new(s: &Scene, figure: usize, past: &[Option<Change>]) -> Self {
        let f = &s.figures[figure];
        let clause = s.clause(f.span.start);
        // 翻一番 moves by itself.
        let own = (s.char(f.span.start) == '翻').then(|| {
            let span = Span::new(f.span.start, f.span.start + 1);
            (Cue { span, sense: cues::Sense::Up }, 0)
        });
        let before = own.or_else(|| cues::last_in(s, clause.start, f.span.start, cues::Sense::is_change));
        let after = cues::first_in(s, f.span.end, clause.end.min(f.span.end + 6), cues::Sense::is_change);
        let share = cues::last_in(s, clause.start, f.span.start, cues::Sense::is_relation);
        let last = s.quantity_before(figure).filter(|&g| g < past.len());
        let last = last.map_or(('-', '-'), |g| {
            let answer = match past[g] {
                Some(Change::Up) => 'u',
                Some(Change::Down) => 'd',
                _ => '0',
            };
            (answer, digit(s.distance(s.figures[g].span.start, f.span.start) as usize))
        });
        let from = before.as_ref().map_or(clause.start, |(cue, _)| cue.span.end);
        let figures =
            s.figures[..figure].iter().rev().take_while(|g| g.span.start >= from).filter(|g| !is_when(g.kind)).count();
        let clause_before = s
            .clause_before(f.span.start)
            .and_then(|c| cues::last_in(s, c.start, c.end, cues::Sense::is_change))
            .map(|(cue, _)| cue);
        Seen {
            start: f.span.start,
            end: f.span.end,
            kind: kind_letter(f.kind),
            before,
            after,
            share: share.map_or('-', |(cue, _)| cue.sense.letter()),
            last,
            figures,
            starts_clause: clause.start == f.span.start,
            clause_before,
        }
    }

    #[inline(never)]
    fn features<F: Tally>(&self, s: &Scene, x: char, blank: &F) -> F {
        let mut f = blank.clone();
        let sense = self.before.as_ref().map_or('-', |(cue, _)| cue.sense.letter());
        let far = self.before.as_ref().map_or(15, |(_, far)| bucket(*far));
        f.add(Key::new(T::Kind as u8, x, NONE, self.kind));
        f.add(Key::new(T::Cue as u8, x, sense, Class::new(self.share, far)));
        f.add(Key::new(T::CueKind as u8, x, sense, Class::new(self.kind, self.figures.min(4))));
        f.add(Key::new(T::CueFar as u8, x, sense, Class::new(NONE, far)));
        f.add(Key::new(T::Share as u8, x, sense, self.share));
        f.add(Key::new(T::Figures as u8, x, sense, Class::new(NONE, self.figures.min(4))));
        if let Some((cue, _)) = &self.before {
            f.add(Key::new(T::CueWord as u8, s.char(cue.span.start), s.before(cue.span.end, 1), x));
            f.add(Key::new(T::PastCue as u8, s.before(cue.span.start, 2), s.before(cue.span.start, 1), x));
        }
        if let Some((cue, far)) = &self.after {
            f.add(Key::new(T::After as u8, x, cue.sense.letter(), Class::new(self.kind, *far)));
        }
        f.add(Key::new(T::Past as u8, s.before(self.start, 2), s.before(self.start, 1), x));
        f.add(Key::new(T::Past1 as u8, s.before(self.start, 1), x, self.kind));
        f.add(Key::new(T::Next as u8, s.char(self.end), s.char(self.end + 1), x));
        f.add(Key::new(T::Unit as u8, s.before(self.end, 2), s.before(self.end, 1), x));
        f.add(Key::new(T::Last as u8, x, self.last.0, Class::new(self.last.1, self.figures.min(3))));
        f.add(Key::new(T::LastGap as u8, x, self.last.0, s.before(self.start, 1)));
        let start = cues::range_start(s, self.start, self.end);
        f.add(Key::new(T::From as u8, x, start, self.kind));
        if self.starts_clause {
            let cue = self.clause_before.as_ref().map_or('-', |c| c.sense.letter());
            f.add(Key::new(T::Bare as u8, x, cue, self.last.0));
        }
        f
    }
}

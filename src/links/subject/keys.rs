//! What the log-linear ranker sees of a candidate, of nobody, and of a step from the figure before.

use super::lists::mention_list;
use super::reach::{Here, Named};
use crate::links::key::{Class, Key, NONE, Tally, templates};
use crate::links::metric::digit;
use crate::links::scene::{Distance, bucket, is_when, type_letter};
use crate::text::Span;

templates! {
    Kind, Head, HeadLast, None, NoneNext, NonePast, NoneNear, NoneBlock,
    Near, Rank, RankSame, Gap, GapText, After, PastFrom, InMetric, Title,
    Opens, Last, LastAny, Figures, List, Pair, Inside, StandIn, StandInFar, Among, Next,
    Leads, LeadsHead, AfterTag, PastTag, Role, RoleBlock, RoleKind, RoleHead, Barrier,
    Phrase, PhraseAt, PhraseNext, PhrasePast, PhraseHead, PhraseKind, Step, StepKind, StepMark, StepMetric,
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
    pub fn step<F: Tally>(&self, class: usize, last: usize, blank: &F) -> F {
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

    pub fn features<F: Tally>(&self, n: &Named, rank: usize, same: usize, blank: &F) -> F {
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

    pub fn phrase<F: Tally>(&self, how: char, phrase: Span, blank: &F) -> F {
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

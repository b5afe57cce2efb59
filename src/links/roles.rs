//! The part a mention plays in its clause, as far as tags tell.

use super::scene::Scene;
use crate::text::Span;

/// The part a mention plays, the leading ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing but time and adverbs before it: what the clause is about.
    Topic,
    /// Before 的.
    Owner,
    /// After a preposition: 在, 与, 由.
    Adjunct,
    /// After a noun of the clause.
    Inner,
    /// After a verb.
    Object,
    /// One of a list that 等 sums up: A、B等8个项目.
    Example,
}

impl Role {
    /// A letter for the tables of weights.
    pub fn letter(self) -> char {
        match self {
            Role::Topic => 's',
            Role::Adjunct => 'p',
            Role::Object => 'o',
            Role::Example => 'e',
            Role::Owner => 'm',
            Role::Inner => 'n',
        }
    }

    /// Whether a reader takes it for what is spoken of.
    pub fn leads(self) -> bool {
        matches!(self, Role::Topic | Role::Owner)
    }
}

/// The role of each mention.
pub fn roles(scene: &Scene) -> Vec<Role> {
    let all = &scene.entities.mentions;
    let next = |i: usize| all[i].span.start == all[i - 1].span.end + 1;
    // Members of a list play the part of its first member; 等 after the last sums up all of them.
    let mut first = 0;
    let starts: Vec<usize> = (0..all.len())
        .map(|i| {
            let listed = i > 0 && next(i) && matches!(scene.char(all[i - 1].span.end), '、' | '和' | '与' | '及');
            first = if listed { first } else { i };
            all[first].span.start
        })
        .collect();
    let mut summed = false;
    let mut opening = Opening::default();
    let mut out: Vec<Role> = (0..all.len()).map(|i| role(scene, i, starts[i], &mut opening)).collect();
    for i in (0..all.len()).rev() {
        let last = i + 1 == all.len() || !next(i + 1);
        summed = if last { scene.char(all[i].span.end) == '等' } else { summed };
        if summed {
            out[i] = Role::Example;
        }
    }
    out
}

/// Where the first verb and the first noun of a clause stand, outside figures.
#[derive(Default)]
struct Opening {
    clause: Option<Span>,
    read: usize,
    verb: Option<usize>,
    noun: Option<usize>,
}

impl Opening {
    /// Whether a verb stands between the beginning of the clause and a place, and whether a noun does.
    fn before(&mut self, s: &Scene, clause: Span, place: usize) -> (bool, bool) {
        if self.clause != Some(clause) {
            *self = Opening { clause: Some(clause), read: clause.start, verb: None, noun: None };
        }
        while self.read < place && self.verb.is_none() {
            let at = self.read;
            self.read += 1;
            match s.tag(at) {
                'v' if s.figure_at(at).is_none() => self.verb = Some(at),
                'n' | 'V' | 'S' | 'T' | 'Z' | 'R' if s.figure_at(at).is_none() => self.noun = self.noun.or(Some(at)),
                _ => {}
            }
        }
        let stands = |at: Option<usize>| at.is_some_and(|at| at < place);
        (stands(self.verb), stands(self.noun))
    }
}

fn role(s: &Scene, mention: usize, list_start: usize, opening: &mut Opening) -> Role {
    let span = s.entities.mentions[mention].span;
    let clause = s.clause(span.start);
    let start = list_start.max(clause.start);
    match s.tag_before(start) {
        _ if start == clause.start => {}
        'p' => return Role::Adjunct,
        _ if matches!(
            s.before(start, 1),
            '在' | '与' | '为' | '由' | '从' | '向' | '对' | '被' | '把' | '将' | '给' | '于'
        ) =>
        {
            return Role::Adjunct;
        }
        _ => {}
    }
    let (verb, noun) = opening.before(s, clause, start);
    match s.char(span.end) {
        _ if verb => Role::Object,
        _ if noun => Role::Inner,
        '的' => Role::Owner,
        _ => Role::Topic,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::sketch;
    use super::*;

    fn role_in(text: &str) -> Role {
        sketch(text, |scene, _| roles(scene)[0])
    }

    #[test]
    fn roles_are_told_by_what_stands_around() {
        assert_eq!(role_in("上海引资[9亿元]。"), Role::Topic);
        assert_eq!(role_in("在上海引资[9亿元]。"), Role::Adjunct);
        assert_eq!(role_in("上海的引资[9亿元]。"), Role::Owner);
        assert_eq!(role_in("上海、青川县等[9个]地区。"), Role::Example);
    }
}

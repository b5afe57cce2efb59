//! The part a mention plays in its clause, as far as tags tell.

use super::scene::Scene;

/// The part a mention plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing but time and adverbs before it: what the clause is about.
    Topic,
    /// After a preposition: 在, 与, 由.
    Adjunct,
    /// After a verb.
    Object,
    /// One of a list that 等 sums up: A、B等8个项目.
    Example,
    /// Before 的.
    Owner,
    /// After a noun of the clause.
    Inner,
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
    (0..scene.entities.mentions.len()).map(|i| role(scene, i)).collect()
}

fn role(s: &Scene, mention: usize) -> Role {
    let span = s.entities.mentions[mention].span;
    if ends_before_deng(s, mention) {
        return Role::Example;
    }
    let clause = s.clause(span.start);
    // Members of a list play the part of its first member.
    let start = list_start(s, mention).max(clause.start);
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
    let before = (clause.start..start).filter(|&i| s.figure_at(i).is_none()).map(|i| s.tag(i));
    let mut inner = false;
    for tag in before {
        match tag {
            'v' => return Role::Object,
            'n' | 'V' | 'S' | 'T' | 'Z' | 'R' => inner = true,
            _ => {}
        }
    }
    match s.char(span.end) {
        _ if inner => Role::Inner,
        '的' => Role::Owner,
        _ => Role::Topic,
    }
}

fn list_start(s: &Scene, mention: usize) -> usize {
    let all = &s.entities.mentions;
    let joined = |i: &usize| {
        all[*i].span.start == all[*i - 1].span.end + 1
            && matches!(s.char(all[*i - 1].span.end), '、' | '和' | '与' | '及')
    };
    let members = (1..=mention).rev().take_while(joined).count();
    all[mention - members].span.start
}

fn ends_before_deng(s: &Scene, mention: usize) -> bool {
    let all = &s.entities.mentions;
    let joined = |i: &usize| all[*i].span.start == all[*i - 1].span.end + 1;
    let more = (mention + 1..all.len()).take_while(joined).count();
    s.char(all[mention + more].span.end) == '等'
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

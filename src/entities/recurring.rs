//! Names found elsewhere: a long name that is certain in one place is one wherever it recurs, and a body of
//! government that is said to be set up is one though the model saw none.

use super::grouping::{Pick, is_place};
use super::hash::Begun;
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, Text};

/// How certain a model must be of a name for its other places.
const SURE: f32 = 0.8;
/// How certain a name is that stands where the model saw none.
const FOUND: f32 = 0.8;
/// A shorter name may be a word.
const SHORTEST: usize = 5;
/// Names are looked up by so many characters at their start.
const KEY: usize = 4;

/// Adds the names that recur to the picks, which are in order and do not overlap.
#[inline(never)]
pub fn recur(text: &Text, picks: &mut Vec<Pick>) {
    let chars = &text.chars;
    for body in set_up(chars) {
        if picks.iter().all(|p| !p.0.overlaps(body)) {
            picks.push((body, EntityType::Government, SURE));
        }
    }
    picks.arrange_by_key(|p| p.0);
    let mut names: HashMap<&[char], Vec<(&[char], EntityType)>> = HashMap::default();
    let mut begun = Begun::NONE;
    for p in picks.iter().filter(|p| p.2 >= SURE && p.0.len() >= SHORTEST && recurs(p.1)) {
        let name = &chars[p.0.start..p.0.end];
        begun.add(name[0], name[1]);
        let alike = names.or_default(&name[..KEY]);
        if !alike.iter().any(|a| a.0 == name) {
            alike.push((name, p.1));
        }
    }
    let mut found: Vec<Pick> = Vec::new();
    let mut from = 0;
    let ends = picks.iter().map(|p| p.0).chain([Span::new(chars.len(), chars.len())]);
    for taken in ends {
        let gap = &chars[from.min(taken.start)..taken.start];
        let mut at = 0;
        while at + SHORTEST <= gap.len() {
            if !begun.has(gap[at], gap[at + 1]) {
                at += 1;
                continue;
            }
            let alike = names.get(&gap[at..at + KEY]).into_iter().flatten();
            let longest = alike.filter(|(name, _)| gap[at..].starts_with(name)).max_by_key(|(name, _)| name.len());
            let Some((name, kind)) = longest else {
                at += 1;
                continue;
            };
            let place = (2..=at.min(4)).find(|&n| is_place(&gap[at - n..at])).unwrap_or(0);
            let start = from + at;
            found.push((Span::new(start - place, start + name.len()), *kind, FOUND));
            at += name.len();
        }
        from = from.max(taken.end);
    }
    picks.extend(found);
    picks.arrange_by_key(|p| p.0);
}

/// Types whose long names are names of one thing.
fn recurs(kind: EntityType) -> bool {
    use EntityType::{Company, Government, Organization, Project};
    matches!(kind, Company | Government | Organization | Project)
}

/// What is set up for a task: 打造“四个高地”指挥部 after 成立.
fn set_up(chars: &[char]) -> impl Iterator<Item = Span> {
    const VERBS: [[char; 2]; 4] = [['成', '立'], ['组', '建'], ['设', '立'], ['组', '成']];
    const LONGEST: usize = 18;
    let after = |at: usize| -> Option<Span> {
        let start = at + 2 + usize::from(chars.get(at + 2) == Some(&'了'));
        let reach = &chars[start.min(chars.len())..chars.len().min(start + LONGEST)];
        let clause = reach.iter().position(|c| !c.is_alphanumeric() && !matches!(c, '“' | '”')).unwrap_or(reach.len());
        let end = BODIES.iter().filter_map(|body| end_of(&reach[..clause], body)).min()?;
        let own = reach[..end.0].iter().filter(|c| !matches!(c, '“' | '”')).count();
        (own >= 4).then(|| Span::new(start, start + end.1))
    };
    let verb = |at: &usize| VERBS.iter().any(|v| chars[*at..].starts_with(v));
    (0..chars.len()).filter(verb).filter_map(after)
}

/// Words that a body set up for a task ends in.
const BODIES: [&str; 4] = ["指挥部", "领导小组", "工作专班", "联席会议"];

/// Where `body` stands, and where it ends.
fn end_of(clause: &[char], body: &str) -> Option<(usize, usize)> {
    let body: Vec<char> = body.chars().collect();
    let start = clause.windows(body.len()).position(|w| w == body)?;
    Some((start, start + body.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;

    fn names(raw: &str, kinds: &[EntityType]) -> Vec<String> {
        let (text, mut picks) = marked::read(raw, kinds);
        recur(&text, &mut picks);
        picks.iter().map(|p| text.slice(p.0)).collect()
    }

    #[test]
    fn a_long_name_is_one_wherever_it_recurs() {
        let project = [EntityType::Project];
        let raw = "[青禾电驱产业园]签约。株洲青禾电驱产业园动工,青禾电驱出彩。";
        assert_eq!(names(raw, &project), ["青禾电驱产业园", "株洲青禾电驱产业园"]);
        assert_eq!(names("[青禾产业]签约,青禾产业强", &project).len(), 1, "a short one may be a word");
        assert_eq!(names("[青禾电驱产业园]签约,青禾电驱产业园", &[EntityType::Policy]).len(), 1);
    }

    #[test]
    fn a_body_set_up_for_a_task_is_one() {
        let found = names("县里成立打造“五个基地”指挥部。打造“五个基地”指挥部开会", &[]);
        assert_eq!(found, ["打造“五个基地”指挥部", "打造“五个基地”指挥部"]);
        assert_eq!(names("组建了产业链建设领导小组", &[]), ["产业链建设领导小组"]);
        assert!(names("成立服务工作专班", &[]).is_empty(), "one of many");
        assert!(names("成立以来,指挥部开会", &[]).is_empty());
    }
}

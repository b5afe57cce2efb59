//! Short names that the text declares: X(以下简称“Y”) makes every Y of the text what X is.
//!
//! The words leave no doubt, so they overrule the model, here and wherever else the short name stands.

use super::grouping::{DECLARES, Pick};
use crate::sorting::Sorting;
use crate::text::{Span, Text, starts};

/// Words that stand for a name only near it, or for many things.
const COMMON: [&str; 14] = [
    "公司",
    "本公司",
    "集团",
    "园区",
    "项目",
    "本项目",
    "甲方",
    "乙方",
    "学校",
    "基地",
    "中心",
    "平台",
    "新区",
    "协会",
];
/// How certain a name is that stands where the model saw none.
const CERTAIN: f32 = 0.9;
/// A model as sure as this of a type keeps it, away from the declaration.
const SURE: f32 = 0.9;

/// Puts the declared names among the picks, which do not overlap.
pub fn overrule(text: &Text, picks: &mut Vec<Pick>) {
    let declared: Vec<(Span, Pick)> = picks.iter().filter_map(|p| Some((declared(&text.chars, p.0)?, *p))).collect();
    for (place, full) in declared {
        put(picks, (place, full.1, full.2.max(CERTAIN)));
        // 《意见》 is one only in its marks.
        let marks = usize::from(text.chars[place.start - 1] == '《');
        let name = &text.chars[place.start - marks..place.end + marks];
        // Most places differ at once.
        let places = text.chars.windows(name.len()).enumerate().filter(|(_, w)| w[0] == name[0] && *w == name);
        for (start, _) in places {
            let span = Span::new(start + marks, start + name.len() - marks);
            let kept = |p: &&Pick| {
                p.0.overlaps(span)
                    && (p.0 == span && p.2 > SURE || p.0 != span && p.0.start <= span.start && span.end <= p.0.end)
            };
            if !picks.iter().any(|p| kept(&p)) {
                put(picks, (span, full.1, CERTAIN));
            }
        }
    }
    picks.arrange_by_key(|p| p.0);
}

fn put(picks: &mut Vec<Pick>, pick: Pick) {
    picks.retain(|p| !p.0.overlaps(pick.0));
    picks.push(pick);
}

/// The short name declared right after a full one.
fn declared(chars: &[char], full: Span) -> Option<Span> {
    const LONGEST: usize = 12;
    let skip = |mut at: usize, marks: &[char]| {
        while chars.get(at).is_some_and(|c| marks.contains(c)) {
            at += 1;
        }
        at
    };
    let at = skip(full.end, &['”', '》', '(', ',', ' ']);
    let word = DECLARES.iter().find(|word| starts(chars, at, word))?;
    let start = skip(at + word.chars().count(), &[':', ' ', '为', '“', '《']);
    let reach = &chars[start..chars.len().min(start + LONGEST + 1)];
    let length = reach.iter().position(|c| !c.is_alphanumeric() && *c != '·')?;
    let name: String = chars[start..start + length].iter().collect();
    (length >= 2 && matches!(reach[length], '”' | '》' | ')') && !COMMON.contains(&name.as_str()))
        .then(|| Span::new(start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityType;
    use crate::{page, text};

    /// The names found in `raw` when the model saw only its first so many characters, and what `more` adds.
    fn names(raw: &str, full: usize, more: &[Pick]) -> Vec<String> {
        let text = text::clean(raw, &page::split(raw));
        let mut picks = vec![(Span::new(0, full), EntityType::Company, 0.8)];
        picks.extend(more);
        overrule(&text, &mut picks);
        assert!(picks.iter().all(|p| p.1 == EntityType::Company));
        picks.iter().map(|p| text.slice(p.0)).collect()
    }

    #[test]
    fn a_declared_name_is_one_wherever_it_stands() {
        let raw = "青禾远帆科技有限公司(以下简称“青禾远帆”)投产。青禾远帆说,远帆不是青禾远帆。";
        assert_eq!(names(raw, 10, &[]), ["青禾远帆科技有限公司", "青禾远帆", "青禾远帆", "青禾远帆"]);
        let wrong = (Span::new(15, 17), EntityType::Place, 0.5);
        assert_eq!(names(raw, 10, &[wrong]).len(), 4, "what it overlaps gives way");
    }

    #[test]
    fn a_common_word_is_declared_for_nothing() {
        assert_eq!(names("青禾远帆有限公司(以下简称“公司”)投产。公司说", 8, &[]).len(), 1);
        assert_eq!(names("青禾远帆有限公司(青禾县)投产。", 8, &[]).len(), 1);
        assert_eq!(names("青禾远帆有限公司(简称", 8, &[]).len(), 1);
    }

    #[test]
    fn a_longer_name_keeps_its_part() {
        let longer = (Span::new(17, 25), EntityType::Company, 0.7);
        let found = names("青禾有限公司(下称“青禾”)投产,青禾产业服务公司来了。", 6, &[longer]);
        assert_eq!(found, ["青禾有限公司", "青禾", "青禾产业服务公司"]);
    }
}

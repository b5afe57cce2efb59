//! Names that their marks make certain: “X”行动 is a policy, 《X报》 a medium, 《X办法》 a document.

use super::bounds::MADE;
use super::grouping::{Pick, is_place};
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, Text, ends, starts};

/// How certain a name is that its marks tell.
const TOLD: f32 = 0.85;
/// Longer quotes are speech.
const LONGEST: usize = 24;
/// What may follow a made name and belongs to it.
const TAILS: [&str; 4] = ["实施方案", "方案", "体系", "计划"];
/// What follows a made name and makes another thing of it.
const OTHER: [&str; 9] = ["指挥部", "领导小组", "协调小组", "办公室", "联合体", "项目", "现场", "启动", "动员"];
/// The last words of media.
const MEDIA: [&str; 8] = ["日报", "晚报", "时报", "周刊", "月刊", "简报", "内参", "杂志"];
/// The last words of documents.
const DOCUMENTS: [&str; 14] =
    ["方案", "意见", "办法", "条例", "规划", "通知", "纲要", "计划", "措施", "规定", "细则", "决定", "政策", "指引"];

/// Puts names told by their marks among the picks, which are in order and do not overlap.
pub fn tell(text: &Text, picks: &mut Vec<Pick>) {
    let chars = &text.chars;
    let (mut open, mut title) = (None, None);
    for (at, c) in chars.iter().enumerate() {
        match c {
            '\n' | '。' | '!' | '?' => (open, title) = (None, None),
            '“' => open = Some(at),
            '《' => title = Some(at + 1),
            '”' => {
                let told = open.take().and_then(|open| {
                    let office = office(chars, open, at).map(|o| (o, EntityType::Government));
                    office.or_else(|| campaign(chars, open, at).map(|c| (c, EntityType::Policy)))
                });
                if let Some((whole, kind)) = told {
                    put(picks, whole, kind);
                }
            }
            '》' => {
                if let Some(inside) = title.take().map(|start| Span::new(start, at)) {
                    let name = &chars[inside.start..inside.end];
                    if ends_in(name, &MEDIA) || name.len() > 3 && name.ends_with(&['报']) {
                        put(picks, inside, EntityType::Organization);
                    } else if ends_in(name, &DOCUMENTS) {
                        put(picks, inside, EntityType::Policy);
                    }
                }
            }
            _ => {}
        }
    }
    picks.arrange_by_key(|p| p.0);
}

fn ends_in(name: &[char], words: &[&str]) -> bool {
    words.iter().any(|w| name.len() > w.chars().count() && ends(name, w))
}

/// How long the one of these words is that stands at `at`.
fn word_at(chars: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|w| starts(chars, at, w)).map(|w| w.chars().count())
}

/// “X”行动 whole, its quotes at `open` and `close`; a longer name has it in its midst.
fn campaign(chars: &[char], open: usize, close: usize) -> Option<Span> {
    if close < open + 3 || close > open + LONGEST {
        return None;
    }
    let mut end = close + 1;
    while let Some(more) = word_at(chars, end, &MADE) {
        end += more;
    }
    if end == close + 1 {
        return None;
    }
    end += word_at(chars, end, &TAILS).unwrap_or(0);
    word_at(chars, end, &OTHER).is_none().then(|| Span::new(open, end))
}

/// 市“X”办: an office named for its task after its level, with the place before it.
fn office(chars: &[char], open: usize, close: usize) -> Option<Span> {
    const BODIES: [&str; 5] = ["办公室", "办", "指挥部", "领导小组", "工作专班"];
    let level = open.checked_sub(1).filter(|&at| matches!(chars[at], '省' | '市' | '州' | '县' | '区'))?;
    let body = word_at(chars, close + 1, &BODIES).filter(|_| close > open + 2 && close <= open + LONGEST)?;
    let place = (1..=4.min(level)).rev().find(|&n| is_place(&chars[level - n..=level])).unwrap_or(0);
    Some(Span::new(level - place, close + 1 + body))
}

/// A name takes the place of what lies in it; what reaches out of it stays.
fn put(picks: &mut Vec<Pick>, span: Span, kind: EntityType) {
    let reaches = |p: &Pick| p.0.overlaps(span) && (p.0.start < span.start || p.0.end > span.end);
    let same = |p: &Pick| p.0 == span && (p.1 == kind || kind == EntityType::Policy);
    if !picks.iter().any(|p| reaches(p) || same(p)) {
        picks.retain(|p| !p.0.overlaps(span));
        picks.push((span, kind, TOLD));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;

    fn told(raw: &str, kinds: &[EntityType]) -> Vec<(String, EntityType)> {
        let (text, mut picks) = marked::read(raw, kinds);
        tell(&text, &mut picks);
        picks.iter().map(|p| (text.slice(p.0), p.1)).collect()
    }

    fn names(raw: &str, kinds: &[EntityType]) -> Vec<String> {
        told(raw, kinds).into_iter().map(|p| p.0).collect()
    }

    #[test]
    fn quotes_with_the_word_after_them_are_a_policy() {
        assert_eq!(names("实施“青松”战略,推行“五联”机制改革", &[]), ["“青松”战略", "“五联”机制改革"]);
        assert_eq!(names("参与“守护[青禾],人人出力”行动", &[EntityType::Place]), ["“守护青禾,人人出力”行动"]);
        assert_eq!(names("出台“迎新乡、[建新家”行动]方案", &[EntityType::Policy]), ["“迎新乡、建新家”行动方案"]);
        assert_eq!(
            names("[青禾县“春风”行动]开始", &[EntityType::Policy]),
            ["青禾县“春风”行动"],
            "the longer one stays"
        );
        assert!(names("“春风”行动领导小组开会", &[]).is_empty());
        assert_eq!(
            told("市“五办”办和青禾县“春风”指挥部督查", &[]),
            [("市“五办”办".into(), EntityType::Government), ("县“春风”指挥部".into(), EntityType::Government)]
        );
        assert!(names("他说:“我们去看。”活动结束", &[]).is_empty(), "speech");
    }

    #[test]
    fn book_marks_tell_media_and_documents() {
        let found = told("据《[青禾周刊]》,《青禾县招商办法》和《论语》", &[EntityType::Policy]);
        assert_eq!(
            found,
            [("青禾周刊".into(), EntityType::Organization), ("青禾县招商办法".into(), EntityType::Policy)]
        );
    }
}

//! What the writing of names settles whatever the model says: chains of places come apart, a party post is
//! one word, some words for people are no posts, and a town's own app is a medium.

use super::grouping::{Pick, is_place};
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, Text, ends, starts};
use crate::words::Words;

/// How certain a name is that stands where the model saw none.
const CERTAIN: f32 = 0.9;

/// Repairs the picks, which are in order and do not overlap.
pub fn repair(text: &Text, words: &Words, picks: &mut Vec<Pick>) {
    let chars = &text.chars;
    picks.retain(|p| p.1 != EntityType::Role || !is_no_post(&chars[p.0.start..p.0.end]));
    *picks = picks.iter().flat_map(|p| chain(chars, *p)).collect();
    party_posts(chars, picks);
    whole_posts(chars, picks);
    for medium in (0..chars.len()).filter_map(|at| medium(chars, at)) {
        picks.retain(|p| !p.0.overlaps(medium));
        picks.push((medium, EntityType::Organization, CERTAIN));
    }
    picks.arrange_by_key(|p| p.0);
    leading_bodies(chars, words, picks);
}

/// 省政协, 市纪委: bodies that every level has, where the model saw nothing.
fn leading_bodies(chars: &[char], words: &Words, picks: &mut Vec<Pick>) {
    const BODIES: [&str; 7] = ["政协", "政府", "人大常委会", "人大", "纪委监委", "纪委", "监委"];
    let mut found = Vec::new();
    let mut next = 0;
    for at in 0..chars.len() {
        if !matches!(chars[at], '省' | '市' | '州' | '县' | '区') {
            continue;
        }
        let Some(body) = BODIES.iter().find(|body| starts(chars, at + 1, body)) else { continue };
        let span = Span::new(at, at + 1 + body.chars().count());
        // 市政协 begins 市政协调 as well.
        let ends = words.token_of.get(span.end - 1) != words.token_of.get(span.end);
        while picks.get(next).is_some_and(|p| p.0.end <= span.start) {
            next += 1;
        }
        let han = |at: Option<usize>| at.is_some_and(|at| ('\u{4E00}'..='\u{9FFF}').contains(&chars[at]));
        if ends && !han(at.checked_sub(1)) && picks.get(next).is_none_or(|p| p.0.start >= span.end) {
            found.push((span, EntityType::Government, CERTAIN));
        }
    }
    picks.extend(found);
    picks.arrange_by_key(|p| p.0);
}

/// Words for people that name no post, by the annotation guide.
fn is_no_post(word: &[char]) -> bool {
    const WORDS: [&str; 9] = ["专家", "老师", "干部", "志愿者", "队员", "老板", "企业家", "群众", "工作人员"];
    WORDS.iter().any(|w| w.chars().eq(word.iter().copied())) || word.len() > 2 && word.ends_with(&['队', '员'])
}

/// The parts of a chain of places: 青禾镇 and 远帆村 of 青禾镇远帆村.
fn chain(chars: &[char], pick: Pick) -> Vec<Pick> {
    const LAST: [&str; 9] = ["村", "社区", "镇", "乡", "街道", "组", "大道", "路", "县"];
    let span = pick.0;
    let name = &chars[span.start..span.end];
    let ends = |name: &[char], end: &str| name.len() > end.chars().count() && ends(name, end);
    let splits = |&i: &usize| {
        let (head, rest) = name.split_at(i);
        let unit = ["镇", "乡", "街道"].iter().any(|end| ends(head, end))
            || (matches!(head[i - 1], '省' | '市' | '县' | '区' | '州') && is_place(head));
        unit && LAST.iter().any(|end| ends(rest, end))
    };
    if pick.1 != EntityType::Place {
        return vec![pick];
    }
    // What is left must be more than a bare 社区 or 街道.
    match (2..name.len().saturating_sub(2)).find(splits) {
        Some(i) => {
            let (head, rest) = (Span::new(span.start, span.start + i), Span::new(span.start + i, span.end));
            std::iter::once((head, pick.1, pick.2)).chain(chain(chars, (rest, pick.1, pick.2))).collect()
        }
        None => vec![pick],
    }
}

/// 青禾县农业局 and 党组书记, not 青禾县农业局党组 and 书记; 原 before the post is part of neither.
fn party_posts(chars: &[char], picks: &mut [Pick]) {
    for i in 1..picks.len() {
        let [body, role] = [picks[i - 1], picks[i]];
        let is_body = matches!(body.1, EntityType::Government | EntityType::Company | EntityType::Organization);
        let inside = &chars[body.0.start..body.0.end];
        if is_body && role.1 == EntityType::Role && body.0.end == role.0.start && inside.ends_with(&['党', '组']) {
            let before = inside.len() - 2;
            let former = usize::from(before > 2 && inside[before - 1] == '原');
            if before - former >= 2 {
                picks[i].0.start -= 2;
                picks[i - 1].0.end -= 2 + former;
            }
        }
    }
    for i in 0..picks.len() {
        let (span, kind, _) = picks[i];
        let free = i.checked_sub(1).is_none_or(|last| picks[last].0.end + 2 <= span.start);
        if kind == EntityType::Role && free && chars[..span.start].ends_with(&['党', '组']) {
            picks[i].0.start -= 2;
        }
    }
}

/// 第一链长 and 执行副链长, not 链长 alone: what ranks a post is part of it.
fn whole_posts(chars: &[char], picks: &mut Vec<Pick>) {
    const RANKS: [&str; 10] = ["执行副", "执行", "第一", "常务副", "副总", "名誉", "荣誉", "主", "分", "副"];
    let mut gone = Vec::new();
    for i in 0..picks.len() {
        let (span, kind, sure) = picks[i];
        if kind != EntityType::Role || chars[span.end - 1] != '长' || span.len() < 2 {
            continue;
        }
        let before = &chars[..span.start];
        let Some(rank) = RANKS.iter().find(|rank| ends(before, rank)) else { continue };
        let start = span.start - rank.chars().count();
        // 县 of 县副总河长 is no name of its own.
        let holds = |p: &Pick| p.0.end > start && p.0.start < span.start;
        match i.checked_sub(1).filter(|&last| holds(&picks[last])) {
            None => picks[i].0.start = start,
            Some(last) if picks[last].2 < sure => {
                picks[i].0.start = start;
                gone.push(last);
            }
            Some(_) => {}
        }
    }
    let mut at = 0;
    picks.retain(|_| {
        at += 1;
        gone.binary_search(&(at - 1)).is_err()
    });
}

/// 掌上 or 云上 with a place, where a medium is named: beside a middle dot, before 讯, 记者 or 客户端.
fn medium(chars: &[char], at: usize) -> Option<Span> {
    let rest = &chars[at..];
    if !rest.starts_with(&['掌', '上']) && !rest.starts_with(&['云', '上']) {
        return None;
    }
    let place = (2..6).rev().find(|&n| rest.len() >= 2 + n && is_place(&rest[2..2 + n]))?;
    let end = at + 2 + place;
    let after = &chars[end..];
    let told = after.starts_with(&['讯']) || after.starts_with(&['记', '者']) || after.starts_with(&['客', '户']);
    let dotted = at > 0 && chars[at - 1] == '·' || after.starts_with(&['·']);
    (told || dotted).then(|| Span::new(at, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;
    use crate::words::Lexicon;

    /// The names after the repair of those that stand in `raw` in brackets, of these types.
    fn repaired(marked: &str, kinds: &[EntityType]) -> Vec<String> {
        let (text, mut picks) = marked::read(marked, kinds);
        let words = Lexicon::new(crate::bundled::LEXICON).expect("the bundled words are sound").segment(&text);
        repair(&text, &words, &mut picks);
        picks.iter().map(|p| text.slice(p.0)).collect()
    }

    #[test]
    fn chains_of_places_come_apart() {
        let place = [EntityType::Place];
        assert_eq!(repaired("在[青禾镇远帆村]开会", &place), ["青禾镇", "远帆村"]);
        assert_eq!(repaired("在[茶陵县青禾镇远帆村]开会", &place), ["茶陵县", "青禾镇", "远帆村"]);
        assert_eq!(repaired("在[东市场交易区]开会", &place), ["东市场交易区"]);
        assert_eq!(repaired("在[古镇社区]开会", &place), ["古镇社区"]);
    }

    #[test]
    fn a_party_post_is_one_word() {
        let kinds = [EntityType::Government, EntityType::Role];
        assert_eq!(repaired("[青禾县农业局党组][书记]到场", &kinds), ["青禾县农业局", "党组书记"]);
        assert_eq!(repaired("[省政协原党组][书记]到场", &kinds), ["省政协", "党组书记"]);
        assert_eq!(repaired("[青禾县委][书记]到场", &kinds), ["青禾县委", "书记"]);
    }

    #[test]
    fn bodies_of_every_level_are_found() {
        let found = repaired("理事会,省政协原党组[书记]到场,市政协调好了", &[EntityType::Role]);
        assert_eq!(found, ["省政协", "党组书记"]);
    }

    #[test]
    fn what_ranks_a_post_is_part_of_it() {
        let role = [EntityType::Role; 3];
        assert_eq!(repaired("担任第一[链长]、执行副[链长]和主[链长]", &role), ["第一链长", "执行副链长", "主链长"]);
        assert_eq!(repaired("主[任]到场", &role), ["任"]);
        let kinds = [EntityType::Government, EntityType::Role];
        assert_eq!(repaired("[青禾县][书记]到场", &kinds), ["青禾县", "书记"]);
    }

    #[test]
    fn words_for_people_are_no_posts_and_apps_are_media() {
        assert!(repaired("[志愿者]们到场", &[EntityType::Role]).is_empty());
        assert!(repaired("[巡查队员]到场", &[EntityType::Role]).is_empty());
        assert_eq!(repaired("青禾日报·掌上[衡阳]讯", &[EntityType::Place]), ["掌上衡阳"]);
        assert_eq!(repaired("在掌上[衡阳]看", &[EntityType::Place]), ["衡阳"]);
    }
}

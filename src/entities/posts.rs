//! Who holds which post of which body.
//!
//! A post stands before its holder (深圳市柳鑫实业股份有限公司总经理杨柳; 市工信局党组书记、局长梅兰;
//! 记者 王娜 通讯员 殷娜) or after (王明,柳鑫实业总经理; 王明任区长). A post without a body of its own
//! has that of the post beside it.

use super::{Entities, Mention};
use crate::model::EntityType;
use crate::text::Text;
use crate::words::Words;

/// Gives each person the posts that the text says they hold.
pub fn assign(text: &Text, _words: &Words, entities: &mut Entities) {
    let outer: Vec<Mention> = entities.mentions.iter().filter(|m| !m.inner).cloned().collect();
    let mentions = &outer[..];
    let mut found: Vec<(usize, usize, Option<usize>)> = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        if m.kind == EntityType::Person {
            let mut posts = before(text, mentions, i);
            if posts.is_empty() {
                posts = after(text, mentions, i);
            }
            found.extend(posts.into_iter().map(|(role, body)| (m.entity, role, body)));
        }
    }
    for (person, role, body) in found {
        let posts = &mut entities.entities[person].posts;
        // The same post with its body says more than without.
        if let Some(known) = posts.iter_mut().find(|p| p.0 == role && (p.1.is_none() || body.is_none() || p.1 == body))
        {
            known.1 = known.1.or(body);
        } else {
            posts.push((role, body));
        }
    }
}

fn is_body(m: &Mention) -> bool {
    matches!(
        m.kind,
        EntityType::Company | EntityType::Government | EntityType::Organization | EntityType::Zone | EntityType::Place
    )
}

/// The words between two mentions.
fn gap(text: &Text, a: &Mention, b: &Mention) -> String {
    let end = b.span.start.max(a.span.end);
    if end - a.span.end > 6 { "…".into() } else { text.chars[a.span.end..end].iter().collect() }
}

/// Posts named before the person `i`.
fn before(text: &Text, mentions: &[Mention], i: usize) -> Vec<(usize, Option<usize>)> {
    let mut at = i;
    // 记者 王娜 李明: the names share what stands before the first.
    while at > 0
        && mentions[at - 1].kind == EntityType::Person
        && matches!(gap(text, &mentions[at - 1], &mentions[at]).as_str(), " " | "、" | "  ")
    {
        at -= 1;
    }
    let joins = |gap: &str, first: bool| match gap {
        "" | " " | "、" | "兼" | ",兼" | "、兼" => true,
        ":" | "/" | "/ " | ": " => first,
        _ => false,
    };
    let mut posts: Vec<(usize, Option<usize>)> = Vec::new();
    let mut last = at;
    while last > 0 {
        let m = &mentions[last - 1];
        if m.kind != EntityType::Role || !joins(&gap(text, m, &mentions[last]), last == at) {
            break;
        }
        last -= 1;
        let body = last.checked_sub(1).filter(|&b| {
            is_body(&mentions[b])
                && matches!(gap(text, &mentions[b], &mentions[last]).as_str(), "" | "的" | " " | "原" | "”")
        });
        posts.push((m.entity, body.map(|b| mentions[b].entity)));
        if let Some(b) = body {
            last = b;
            // 县委常委、副县长: only a list goes on.
            if b > 0 && gap(text, &mentions[b - 1], &mentions[b]) != "、" {
                break;
            }
        }
    }
    posts.reverse();
    inherit(&mut posts);
    posts
}

/// Posts named after the person `i`.
fn after(text: &Text, mentions: &[Mention], i: usize) -> Vec<(usize, Option<usize>)> {
    const OPENS: [&str; 12] = ["(", ",", "是", "任", "担任", "系", "为", "当选", "出任", "现任", ",现任", "兼任"];
    let mut posts = Vec::new();
    let mut at = i + 1;
    let Some(next) = mentions.get(at) else { return posts };
    if !OPENS.contains(&gap(text, &mentions[i], next).as_str()) {
        return posts;
    }
    while let Some(m) = mentions.get(at) {
        let (body, role) = match mentions.get(at + 1) {
            Some(r) if is_body(m) && r.kind == EntityType::Role && gap(text, m, r).is_empty() => {
                (Some(m.entity), at + 1)
            }
            _ if m.kind == EntityType::Role => (None, at),
            _ => break,
        };
        posts.push((mentions[role].entity, body));
        at = role + 1;
        if mentions.get(at).is_none_or(|n| !matches!(gap(text, &mentions[role], n).as_str(), "、" | "兼")) {
            break;
        }
    }
    // A post right before another name is that one's: 王明,局长李华.
    let holder = mentions.get(at).filter(|n| n.kind == EntityType::Person);
    if holder.is_some_and(|n| gap(text, &mentions[at - 1], n).is_empty()) {
        posts.clear();
    }
    inherit(&mut posts);
    posts
}

fn inherit(posts: &mut [(usize, Option<usize>)]) {
    for k in 1..posts.len() {
        posts[k].1 = posts[k].1.or(posts[k - 1].1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::grouping::{Pick, group};
    use crate::text::Span;
    use crate::{page, text};

    /// The posts of the last person; names in brackets: p person, r role, b body.
    fn posts(marked: &str) -> Vec<(String, Option<String>)> {
        let (mut raw, mut picks, mut at, mut open) = (String::new(), Vec::<Pick>::new(), 0, None);
        for c in marked.chars() {
            match c {
                'p' => open = Some((at, EntityType::Person)),
                'r' => open = Some((at, EntityType::Role)),
                'b' => open = Some((at, EntityType::Company)),
                '|' => picks.extend(open.take().map(|(start, kind)| (Span::new(start, at), kind, 1.0))),
                _ => {
                    raw.push(c);
                    at += 1;
                }
            }
        }
        let text = text::clean(&raw, &page::split(&raw));
        let entities = group(&text, &Words::default(), &picks, &[]);
        let name = |e: usize| entities.entities[e].name.clone();
        let person = entities.entities.iter().rfind(|e| e.kind == EntityType::Person).expect("a person");
        person.posts.iter().map(|&(r, b)| (name(r), b.map(name))).collect()
    }

    #[test]
    fn posts_stand_before_their_holder() {
        assert_eq!(posts("b柳鑫实业|r总经理|p杨柳|说"), [("总经理".into(), Some("柳鑫实业".into()))]);
        let both = [("党组书记".into(), Some("市工信局".into())), ("局长".into(), Some("市工信局".into()))];
        assert_eq!(posts("b市工信局|r党组书记|、r局长|p梅兰|说"), both);
        assert_eq!(posts("r记者| p王娜| p李明|"), [("记者".into(), None)]);
    }

    #[test]
    fn posts_stand_after_their_holder() {
        assert_eq!(posts("p王明|,b柳鑫实业|r总经理|,来了"), [("总经理".into(), Some("柳鑫实业".into()))]);
        assert_eq!(posts("p王明|担任r区长|"), [("区长".into(), None)]);
    }

    #[test]
    fn a_post_is_not_given_across_a_sentence() {
        assert!(posts("r局长|来了。p王明|说").is_empty());
    }
}

//! From mentions to entities: one identity for all names of a thing.
//!
//! The same string of the same type is the same thing. A shorter name joins a longer one when the build
//! of both says so and no second longer name claims it; a declared short name (简称“X”) always does.

use super::tables::{ENDINGS, FIRM, LEGAL};
use super::{Entities, Entity, Mention, UserName, divisions, posts};
use crate::model::EntityType;
use crate::text::{Span, Text};
use crate::words::Words;
use crate::words::gazetteer;
use std::collections::HashMap;

/// A chosen stretch: where, its type, how certain.
pub type Pick = (Span, EntityType, f32);

/// A name and the mentions that bear it.
struct Name {
    chars: Vec<char>,
    kind: EntityType,
    mentions: Vec<usize>,
    /// The name that stands for its group: itself, or another's index.
    group: usize,
}

/// Groups mentions, which are in order and do not overlap.
pub fn group(text: &Text, words: &Words, picks: &[Pick], names: &[UserName]) -> Entities {
    let mut all = collect(text, picks);
    join_declared(text, picks, &mut all);
    join_canonical(names, &mut all);
    join_places(&mut all);
    join_short(&mut all);
    let mut entities = build(picks, &all, names);
    divisions::resolve(&mut entities);
    posts::assign(text, words, &mut entities);
    entities
}

fn collect(text: &Text, picks: &[Pick]) -> Vec<Name> {
    let mut known: HashMap<(Vec<char>, EntityType), usize> = HashMap::new();
    let mut all: Vec<Name> = Vec::new();
    for (i, (span, kind, _)) in picks.iter().enumerate() {
        let is_name = |c: &&char| !matches!(c, '“' | '”' | ' ' | '《' | '》');
        let chars: Vec<char> = text.chars[span.start..span.end].iter().filter(is_name).copied().collect();
        let at = *known.entry((chars.clone(), *kind)).or_insert(all.len());
        if at == all.len() {
            all.push(Name { chars, kind: *kind, mentions: Vec::new(), group: at });
        }
        all[at].mentions.push(i);
    }
    all
}

/// The group that a name belongs to now.
fn root(all: &[Name], mut at: usize) -> usize {
    while all[at].group != at {
        at = all[at].group;
    }
    at
}

fn join(all: &mut [Name], a: usize, b: usize) {
    let (a, b) = (root(all, a), root(all, b));
    let (long, short) = if all[a].chars.len() >= all[b].chars.len() { (a, b) } else { (b, a) };
    all[short].group = long;
}

/// X(以下简称“Y”): the words between a name and the short name that it declares.
const DECLARES: [&str; 6] = ["以下简称", "下称", "简称", "以下称", "又称", "又名"];

fn join_declared(text: &Text, picks: &[Pick], all: &mut [Name]) {
    let mut of = vec![0; picks.len()];
    for (n, name) in all.iter().enumerate() {
        name.mentions.iter().for_each(|&m| of[m] = n);
    }
    for (i, pair) in picks.windows(2).enumerate() {
        let gap = &text.chars[pair[0].0.end..pair[1].0.start];
        if gap.len() > 10 || pair[0].1 != pair[1].1 {
            continue;
        }
        let gap: String =
            gap.iter().filter(|c| !matches!(c, '(' | '（' | ':' | '：' | '“' | ' ' | ',' | '，')).collect();
        if DECLARES.contains(&gap.as_str()) {
            join(all, of[i], of[i + 1]);
        }
    }
}

fn join_canonical(names: &[UserName], all: &mut [Name]) {
    for name in names {
        let Some(full) = &name.canonical else { continue };
        let find =
            |text: &str| all.iter().position(|n| n.kind == name.kind && n.chars.iter().copied().eq(text.chars()));
        if let (Some(a), Some(b)) = (find(&name.text), find(full)) {
            join(all, a, b);
        }
    }
}

/// 株洲 and 株洲市.
fn join_places(all: &mut [Name]) {
    const LEVELS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    for long in 0..all.len() {
        let Some((last, stem)) = all[long].chars.split_last() else { continue };
        if all[long].kind != EntityType::Place || !LEVELS.contains(last) || stem.len() < 2 {
            continue;
        }
        let same = |n: &Name| n.kind == EntityType::Place && n.chars == stem;
        if let Some(short) = all.iter().position(same) {
            join(all, long, short);
        }
    }
}

/// Joins each shorter name with the one longer name that it is short for.
fn join_short(all: &mut [Name]) {
    let mut order: Vec<usize> = (0..all.len()).collect();
    // The longer ones first, so that those a short name could stand for are one group already.
    order.sort_by_key(|&i| std::cmp::Reverse(all[i].chars.len()));
    for &short in &order {
        let longer = |long: &usize| {
            *long != short
                && all[*long].kind == all[short].kind
                && all[*long].chars.len() > all[short].chars.len()
                && is_short(all[short].kind, &all[short].chars, &all[*long].chars)
        };
        let mut groups: Vec<usize> = (0..all.len()).filter(longer).map(|long| root(all, long)).collect();
        groups.sort_unstable();
        groups.dedup();
        if let [long] = groups[..] {
            join(all, long, short);
        }
    }
}

fn is_short(kind: EntityType, short: &[char], long: &[char]) -> bool {
    match kind {
        EntityType::Company => is_short_firm(short, long),
        EntityType::Zone | EntityType::Government | EntityType::Organization => {
            long.strip_suffix(short).is_some_and(is_place) || short.len() > 2 && is_paper(short, long)
        }
        EntityType::Project => {
            let stem = |name: &'_ [char]| {
                let end = ["项目", "工程"].iter().map(|e| e.chars().collect::<Vec<_>>()).find(|e| name.ends_with(e));
                name.len() - end.map_or(0, |e| e.len())
            };
            let head = &short[..stem(short)];
            head.len() >= 2 && (long.starts_with(head) || long.strip_suffix(short).is_some_and(is_place))
        }
        EntityType::Person => long.contains(&'·') && long.starts_with(short) && long.get(short.len()) == Some(&'·'),
        _ => false,
    }
}

/// 株洲日报 for 株洲日报社.
fn is_paper(short: &[char], long: &[char]) -> bool {
    long.strip_prefix(short) == Some(&['社'])
}

fn is_place(chars: &[char]) -> bool {
    let name: String = chars.iter().collect();
    gazetteer::divisions_named(&name).next().is_some()
}

/// What is left of a firm's name without the place before it and the legal form after it.
fn core(name: &[char]) -> &[char] {
    let mut core = name;
    while let Some(cut) = (1..core.len()).find(|&i| ENDINGS.classes(&core[i..]) & LEGAL != 0) {
        core = &core[..cut];
    }
    let place = (2..core.len().saturating_sub(1).min(8)).rev().find(|&i| is_place(&core[..i]));
    let rest = &core[place.unwrap_or(0)..];
    if rest.len() >= 2 { rest } else { core }
}

/// 柳鑫 for 深圳市柳鑫实业股份有限公司, 鑫宏业 for 无锡鑫宏业; not 宏工软件 for 宏工智能.
fn is_short_firm(short: &[char], long: &[char]) -> bool {
    let (s, l) = (core(short), core(long));
    s == l || s.len() >= 2 && l.strip_prefix(s).is_some_and(is_trade)
}

/// Whether it is nothing but words of trade (科技, 实业, 新材料).
fn is_trade(rest: &[char]) -> bool {
    rest.is_empty()
        || (1..=rest.len().min(6))
            .rev()
            .any(|i| ENDINGS.classes(&rest[..i]) & (FIRM | LEGAL) != 0 && is_trade(&rest[i..]))
}

fn build(picks: &[Pick], all: &[Name], names: &[UserName]) -> Entities {
    let mut entities = Entities::default();
    let mut entity_of = vec![usize::MAX; picks.len()];
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    // Entities in the order of their first mentions.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&n| all[n].mentions.first().copied());
    for n in order {
        let head = root(all, n);
        let id = *numbers.entry(head).or_insert(entities.entities.len());
        if id == entities.entities.len() {
            let name: String = all[head].chars.iter().collect();
            let (aliases, mentions, posts) = Default::default();
            entities.entities.push(Entity { kind: all[head].kind, name, aliases, mentions, division: None, posts });
        }
        let entity = &mut entities.entities[id];
        let name: String = all[n].chars.iter().collect();
        if name != entity.name && !entity.aliases.contains(&name) {
            entity.aliases.push(name);
        }
        all[n].mentions.iter().for_each(|&m| entity_of[m] = id);
        entity.mentions.extend(&all[n].mentions);
        entity.mentions.sort_unstable();
    }
    for user in names {
        let Some(full) = &user.canonical else { continue };
        let named = |e: &&mut Entity| e.kind == user.kind && (e.name == user.text || e.aliases.contains(&user.text));
        if let Some(entity) = entities.entities.iter_mut().find(named) {
            let old = std::mem::replace(&mut entity.name, full.clone());
            entity.aliases.retain(|a| a != full);
            if old != *full && !entity.aliases.contains(&old) {
                entity.aliases.push(old);
            }
        }
    }
    let mention = |(&(span, kind, confidence), &entity): (&Pick, &usize)| Mention { span, kind, entity, confidence };
    entities.mentions = picks.iter().zip(&entity_of).map(mention).collect();
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{page, text};

    /// Groups the names that stand in square brackets, all of one type.
    fn groups(marked: &str, kind: EntityType) -> Vec<(String, Vec<String>)> {
        let raw: String = marked.chars().filter(|c| !matches!(c, '[' | ']')).collect();
        let text = text::clean(&raw, &page::split(&raw));
        let mut picks: Vec<Pick> = Vec::new();
        let mut open = None;
        let mut at = 0;
        for c in marked.chars() {
            match c {
                '[' => open = Some(at),
                ']' => picks.extend(open.take().map(|start| (Span::new(start, at), kind, 1.0))),
                _ => at += 1,
            }
        }
        let entities = group(&text, &Words::default(), &picks, &[]);
        entities.entities.into_iter().map(|e| (e.name, e.aliases)).collect()
    }

    #[test]
    fn short_names_of_firms_find_their_full_names() {
        let found = groups("[深圳市柳鑫实业股份有限公司]来了,[柳鑫]投产,[柳鑫实业]扩产", EntityType::Company);
        assert_eq!(found, [("深圳市柳鑫实业股份有限公司".into(), vec!["柳鑫".into(), "柳鑫实业".into()])]);
        assert_eq!(groups("[无锡鑫宏业]与[鑫宏业]", EntityType::Company).len(), 1);
    }

    #[test]
    fn firms_that_only_share_a_stem_stay_apart() {
        assert_eq!(groups("[宏工智能]和[宏工软件]签约,[宏工]到场", EntityType::Company).len(), 3);
    }

    #[test]
    fn a_declared_short_name_joins_whatever_it_looks_like() {
        let found = groups("[深圳市资本运营集团有限公司](简称“[深圳资本]”)投资,[深圳资本]增资", EntityType::Company);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_zone_without_its_city_is_the_only_one_that_has_one() {
        assert_eq!(groups("[株洲高新区]开会,[高新区]发力", EntityType::Zone).len(), 1);
        assert_eq!(groups("[株洲高新区]与[长沙高新区]合作,[高新区]发力", EntityType::Zone).len(), 3);
        assert_eq!(groups("[株洲日报]与[株洲日报社]", EntityType::Organization).len(), 1);
        assert_eq!(groups("[株洲]就是[株洲市]", EntityType::Place).len(), 1);
    }
}

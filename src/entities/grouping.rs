//! From mentions to entities: one identity for all names of a thing.
//!
//! The same string of the same type is the same thing. A shorter name joins a longer one when the build
//! of both says so and no second longer name claims it; a declared short name (简称“X”) always does.

use super::tables::{ENDINGS, FIRM, LEGAL};
use super::{Entities, Entity, Mention, UserName, divisions, posts};
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{self, Span, Text};
use crate::words::Words;
use crate::words::gazetteer::{divisions_at_start, province_at_start};
use std::sync::LazyLock;

/// A chosen stretch: where, its type, how certain.
pub type Pick = (Span, EntityType, f32);

/// Whether a stretch is part of a person's or a firm's name, and so no figure: 周一 in 周一鸣. Other names tell figures of theirs
/// (年产8万吨正极材料项目, “延链、补链、强链”三大行动). The picks are in order.
pub fn is_in_name(picks: &[Pick], span: Span) -> bool {
    const LONGEST: usize = 64;
    let until = picks.partition_point(|pick| pick.0.start <= span.start);
    let mut near = picks[..until].iter().rev().take_while(|pick| pick.0.start + LONGEST > span.start);
    near.any(|(name, kind, _)| matches!(kind, EntityType::Person | EntityType::Company) && name.end >= span.end)
}

/// A name and the mentions that bear it.
struct Name {
    chars: Vec<char>,
    kind: EntityType,
    mentions: Vec<usize>,
    /// The name that stands for its group: itself, or another's index.
    group: usize,
}

/// Groups mentions, which are in order, the outer before its parts.
pub fn group(text: &Text, words: &Words, picks: &[Pick], names: &[UserName]) -> Entities {
    let mut all = collect(text, picks);
    join_declared(text, picks, &mut all);
    join_canonical(names, &mut all);
    join_places(&mut all);
    join_zones(&mut all);
    join_short(&mut all);
    join_inserted(&mut all);
    join_offices(&mut all);
    let mut entities = build(text, picks, &all, names);
    divisions::resolve(&mut entities);
    posts::assign(text, words, &mut entities);
    entities
}

fn collect(text: &Text, picks: &[Pick]) -> Vec<Name> {
    let mut known: HashMap<(Vec<char>, EntityType), usize> = HashMap::default();
    let mut all: Vec<Name> = Vec::new();
    for (i, (span, kind, _)) in picks.iter().enumerate() {
        let is_name = |c: &&char| !matches!(c, '“' | '”' | ' ' | '《' | '》');
        let chars: Vec<char> = text.chars[span.start..span.end].iter().filter(is_name).copied().collect();
        let key = (chars, *kind);
        let at = known.get(&key).copied().unwrap_or(all.len());
        if at == all.len() {
            all.push(Name { chars: key.0.clone(), kind: *kind, mentions: Vec::new(), group: at });
            known.insert(key, at);
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
pub const DECLARES: [&str; 6] = ["以下简称", "下称", "简称", "以下称", "又称", "又名"];

fn join_declared(text: &Text, picks: &[Pick], all: &mut [Name]) {
    let mut of = vec![0; picks.len()];
    for (n, name) in all.iter().enumerate() {
        name.mentions.iter().for_each(|&m| of[m] = n);
    }
    for (i, pair) in picks.windows(2).enumerate() {
        if pair[1].0.start < pair[0].0.end || pair[0].1 != pair[1].1 {
            continue;
        }
        let gap = &text.chars[pair[0].0.end..pair[1].0.start];
        if gap.len() > 10 {
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
        let find = |text: &str| {
            let text = plain(text);
            all.iter().position(|n| n.kind == name.kind && n.chars.iter().copied().eq(text.chars()))
        };
        if let (Some(a), Some(b)) = (find(&name.text), find(full)) {
            join(all, a, b);
        }
    }
}

/// 株洲 and 株洲市.
fn join_places(all: &mut [Name]) {
    const LEVELS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    let is_place = |n: &&Name| n.kind == EntityType::Place;
    let index: HashMap<&[char], usize> = all.iter().filter(is_place).map(|n| (&n.chars[..], n.group)).collect();
    let pair = |(long, name): (usize, &Name)| {
        let (last, stem) = name.chars.split_last()?;
        let short = index.get(stem).filter(|_| name.kind == EntityType::Place && LEVELS.contains(last));
        short.map(|&short| (long, short))
    };
    let pairs: Vec<(usize, usize)> = all.iter().enumerate().filter_map(pair).collect();
    pairs.into_iter().for_each(|(long, short)| join(all, long, short));
}

/// The short and the long names of the kinds of zones.
static ZONE_KINDS: LazyLock<Vec<(Vec<char>, Vec<char>)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/entities/zone-kinds.tsv").lines().filter(|l| !l.starts_with('#'));
    let chars = |word: &str| word.chars().collect::<Vec<char>>();
    let kinds = rows.filter_map(|l| l.split_once('\t'));
    kinds.flat_map(|(short, long)| long.split('|').map(move |l| (chars(l), chars(short)))).collect()
});

/// 株洲高新区 and 株洲高新技术产业开发区, 贵州大龙经济开发区 and 大龙经开区; also in the names of their bodies.
fn join_zones(all: &mut [Name]) {
    let shortened = |name: &Name| -> Option<Vec<char>> {
        let (chars, body) = match name.kind {
            EntityType::Zone => (&name.chars[..], None),
            EntityType::Government => {
                let body = BODIES_OF_ZONES.iter().find(|b| text::ends(&name.chars, b))?;
                (&name.chars[..name.chars.len() - body.chars().count()], Some(body))
            }
            _ => return None,
        };
        let long = ZONE_KINDS.iter().filter(|(long, _)| chars.ends_with(long)).max_by_key(|(long, _)| long.len());
        let short = ZONE_KINDS.iter().map(|(_, short)| short).find(|short| chars.ends_with(short));
        let (cut, kind) = match (long, short) {
            (Some((long, kind)), _) => (long.len(), kind),
            (None, Some(kind)) => (kind.len(), kind),
            (None, None) => return None,
        };
        let mut key = chars[..chars.len() - cut].to_vec();
        if key.is_empty() {
            return None;
        }
        // A province in front says only where the place of the name lies.
        if let Some(province) = province_at_start(&key).filter(|i| key.len() >= i + 2) {
            key.drain(..province);
        }
        key.extend(kind);
        body.into_iter().for_each(|b| key.extend(b.chars()));
        Some(key)
    };
    let mut keys: Vec<((EntityType, Vec<char>), usize)> = Vec::new();
    for (i, name) in all.iter().enumerate() {
        keys.extend(shortened(name).map(|key| ((name.kind, key), i)));
    }
    keys.arrange();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        same.windows(2).for_each(|pair| join(all, pair[0].1, pair[1].1));
    }
}

/// What ends the names of the bodies of zones.
const BODIES_OF_ZONES: [&str; 3] = ["管委会", "管理委员会", "党工委"];

/// No name is short for so many that it matters which: more are not looked at.
const ENOUGH: usize = 32;

/// Joins each shorter name with the one longer name that it is short for.
#[inline(never)]
fn join_short(all: &mut [Name]) {
    let mut index: HashMap<(EntityType, &[char]), Vec<usize>> = HashMap::default();
    for (i, name) in all.iter().enumerate() {
        index.or_default((name.kind, stem(name.kind, &name.chars))).push(i);
    }
    let mut claims: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (long, name) in all.iter().enumerate() {
        for short in shorter(name.kind, &name.chars) {
            for &i in index.get(&(name.kind, short)).into_iter().flatten().take(ENOUGH) {
                if all[i].chars.len() < name.chars.len() && claims[i].len() < ENOUGH {
                    claims[i].push(long);
                }
            }
        }
    }
    // The longer ones first, so that those a short name could stand for are one group already.
    let mut order: Vec<usize> = (0..all.len()).filter(|&i| !claims[i].is_empty()).collect();
    order.arrange_by_key(|&i| std::cmp::Reverse(all[i].chars.len()));
    for short in order {
        let mut groups: Vec<usize> = claims[short].iter().map(|&long| root(all, long)).collect();
        groups.arrange();
        groups.dedup();
        if let [long] = groups[..] {
            join(all, long, short);
        }
    }
}

/// Joins a project's name with the same one that says a few words more in its midst
/// (青禾远帆2万吨隔膜项目, 青禾远帆退城进园2万吨隔膜项目). Another number or phase is another project.
#[inline(never)]
fn join_inserted(all: &mut [Name]) {
    const HEAD: usize = 3;
    const TAIL: usize = 5;
    let ends = |name: &Name| match name.kind {
        EntityType::Project if name.chars.len() >= HEAD + TAIL => {
            Some((*name.chars.first_chunk::<HEAD>()?, *name.chars.last_chunk::<TAIL>()?))
        }
        _ => None,
    };
    let mut alike: Vec<_> = all.iter().enumerate().filter_map(|(i, name)| Some((ends(name)?, i))).collect();
    alike.arrange();
    for group in alike.chunk_by(|a, b| a.0 == b.0) {
        let group = &group[..group.len().min(ENOUGH)];
        for (&(_, a), &(_, b)) in group.iter().flat_map(|a| group.iter().map(move |b| (a, b))) {
            if inserted(&all[a].chars, &all[b].chars) {
                join(all, a, b);
            }
        }
    }
}

/// Whether `long` is `short` with something in its midst that is neither a number nor a phase.
fn inserted(short: &[char], long: &[char]) -> bool {
    if short.len() >= long.len() {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = short.len() - head;
    let more = &long[head..long.len() - rest];
    long.ends_with(&short[head..])
        && !more.iter().any(|c| c.is_ascii_digit() || "期一二三四五六七八九十东西南北新老".contains(*c))
}

/// Joins an office with the one body set up for a task whose words it draws together
/// (县征拆办, 征地拆迁指挥部): its characters stand there in the same order.
fn join_offices(all: &mut [Name]) {
    const BODIES: [&str; 6] = ["指挥部", "指挥部办公室", "领导小组", "领导小组办公室", "联席会议", "联席会议办公室"];
    let of = |n: &(usize, &Name)| n.1.kind == EntityType::Government;
    let ends = |n: &Name| BODIES.iter().any(|body| n.chars.len() > 4 && text::ends(&n.chars, body));
    let bodies: Vec<usize> = all.iter().enumerate().filter(of).filter(|n| ends(n.1)).map(|n| n.0).collect();
    if bodies.is_empty() {
        return;
    }
    for office in 0..all.len() {
        let name = &all[office];
        let Some(stem) = name.chars.strip_suffix(&['办']) else { continue };
        let level = usize::from(matches!(stem.first(), Some('省' | '市' | '州' | '县' | '区')));
        let stem = &stem[level..];
        if name.kind != EntityType::Government || stem.len() < 2 {
            continue;
        }
        let drawn = |&&body: &&usize| {
            let mut chars = all[body].chars.iter();
            stem.iter().all(|c| chars.any(|b| b == c))
        };
        let mut groups: Vec<usize> = bodies.iter().filter(drawn).map(|&body| root(all, body)).collect();
        groups.arrange();
        groups.dedup();
        if let [body] = groups[..] {
            join(all, body, office);
        }
    }
}

/// What a name is looked up by: a firm's core, a project's name without 项目, any other name itself.
fn stem(kind: EntityType, name: &[char]) -> &[char] {
    match kind {
        EntityType::Company => core(name),
        EntityType::Project => {
            let head = [['项', '目'], ['工', '程']].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            if head.len() >= 2 { head } else { name }
        }
        _ => name,
    }
}

/// The stems of all names that could be short for this one.
#[inline(never)]
fn shorter(kind: EntityType, name: &[char]) -> Vec<&[char]> {
    // What follows the place that a name begins with: 高新区 of 株洲高新区.
    let without_place = || divisions_at_start(name).filter(|i| (2..name.len().min(9)).contains(i)).map(|i| &name[i..]);
    match kind {
        EntityType::Company => {
            let core = core(name);
            trade_from(core).into_iter().filter(|&i| i >= 2).map(|i| &core[..i]).collect()
        }
        // 株洲日报 of 株洲日报社.
        EntityType::Organization => without_place().chain(name.strip_suffix(&['社'])).collect(),
        EntityType::Zone | EntityType::Government => without_place().collect(),
        EntityType::Project => {
            let heads = (2..name.len()).map(|i| &name[..i]);
            heads.chain(without_place().map(|rest| stem(kind, rest))).collect()
        }
        // 汉斯 of 汉斯·穆勒.
        EntityType::Person => name.iter().position(|c| *c == '·').map(|i| &name[..i]).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a division has this name.
pub fn is_place(chars: &[char]) -> bool {
    divisions_at_start(chars).last() == Some(chars.len())
}

/// What is left of a firm's name without the place before it and the legal form after it.
fn core(name: &[char]) -> &[char] {
    let mut core = name;
    while let Some(cut) = (1..core.len()).find(|&i| ENDINGS.classes(&core[i..]) & LEGAL != 0) {
        core = &core[..cut];
    }
    let place = divisions_at_start(core).filter(|i| (2..core.len().saturating_sub(1).min(8)).contains(i)).last();
    let rest = &core[place.unwrap_or(0)..];
    if rest.len() >= 2 { rest } else { core }
}

/// The places from which a firm's core is nothing but words of trade (科技, 实业, 新材料) to its end.
fn trade_from(core: &[char]) -> Vec<usize> {
    const LONGEST: usize = 6;
    let mut ends = vec![core.len()];
    for from in (0..core.len()).rev() {
        let word = |to: &usize| *to <= from + LONGEST && ENDINGS.classes(&core[from..*to]) & (FIRM | LEGAL) != 0;
        if ends.iter().rev().take(LONGEST).any(word) {
            ends.push(from);
        }
    }
    ends
}

/// A name as it is first written, without the marks around it and the blanks within.
fn written(text: &Text, span: Span) -> String {
    let shown = |c: &&char| !matches!(c, ' ' | '《' | '》');
    let name: String = text.chars[span.start..span.end].iter().filter(shown).collect();
    let quotes = name.matches(['“', '”']).count();
    if quotes == 0 {
        return name;
    }
    let bare = name.strip_prefix('“').and_then(|n| n.strip_suffix('”')).filter(|_| quotes == 2);
    bare.map(str::to_string).unwrap_or(if quotes == 2 { name } else { plain(&name) })
}

/// A name without quotation marks.
fn plain(name: &str) -> String {
    name.replace(['“', '”'], "")
}

#[inline(never)]
fn build(text: &Text, picks: &[Pick], all: &[Name], names: &[UserName]) -> Entities {
    let mut entities = Entities::default();
    let mut entity_of = vec![usize::MAX; picks.len()];
    let mut numbers: HashMap<usize, usize> = HashMap::default();
    // Entities in the order of their first mentions.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.arrange_by_key(|&n| all[n].mentions.first().copied());
    for n in order {
        let head = root(all, n);
        let id = *numbers.or_insert(head, entities.entities.len());
        if id == entities.entities.len() {
            let name = written(text, picks[all[head].mentions[0]].0);
            let (aliases, mentions, posts) = Default::default();
            entities.entities.push(Entity { kind: all[head].kind, name, aliases, mentions, division: None, posts });
        }
        let entity = &mut entities.entities[id];
        let name = written(text, picks[all[n].mentions[0]].0);
        if n != head && !entity.aliases.contains(&name) {
            entity.aliases.push(name);
        }
        all[n].mentions.iter().for_each(|&m| entity_of[m] = id);
        entity.mentions.extend(&all[n].mentions);
    }
    entities.entities.iter_mut().for_each(|e| e.mentions.arrange());
    for user in names {
        let Some(full) = &user.canonical else { continue };
        let is_it = |name: &String| plain(name) == plain(&user.text);
        let named = |e: &&mut Entity| e.kind == user.kind && (is_it(&e.name) || e.aliases.iter().any(is_it));
        if let Some(entity) = entities.entities.iter_mut().find(named) {
            let old = std::mem::replace(&mut entity.name, full.clone());
            entity.aliases.retain(|a| a != full);
            if old != *full && !entity.aliases.contains(&old) {
                entity.aliases.push(old);
            }
        }
    }
    let mut reach = 0;
    for (&(span, kind, confidence), &entity) in picks.iter().zip(&entity_of) {
        let inner = span.end <= reach;
        reach = reach.max(span.end);
        entities.mentions.push(Mention { span, kind, entity, confidence, inner });
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;

    /// Groups the names that stand in square brackets, all of one type.
    fn groups(marked: &str, kind: EntityType) -> Vec<(String, Vec<String>)> {
        let (text, picks) = marked::read(marked, &vec![kind; marked.matches('[').count()]);
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
    fn numbers_of_peoples_and_firms_names_are_no_figures() {
        let (_, picks) = marked::read("[周一鸣]和[年产8万吨正极材料项目]", &[EntityType::Person, EntityType::Project]);
        let inside = |start, end| is_in_name(&picks, Span::new(start, end));
        assert!(inside(0, 2));
        assert!(!inside(3, 4));
        assert!(!inside(6, 9));
    }

    #[test]
    fn a_declared_short_name_joins_whatever_it_looks_like() {
        let found = groups("[深圳市资本运营集团有限公司](简称“[深圳资本]”)投资,[深圳资本]增资", EntityType::Company);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_projects_name_may_say_more_in_its_midst() {
        let count = |marked: &str| groups(marked, EntityType::Project).len();
        assert_eq!(count("[青禾远帆2万吨隔膜项目]即[青禾远帆退城进园2万吨隔膜项目]"), 1);
        assert_eq!(count("[青禾远帆2万吨隔膜项目]和[青禾远帆二期2万吨隔膜项目]"), 2);
        assert_eq!(count("[青禾远帆隔膜生产线项目]和[青禾远帆电池生产线项目]"), 2);
        assert_eq!(count("[云溪县青禾电驱产业园]就是[青禾电驱产业园]"), 2, "no such county");
        assert_eq!(count("[茶陵县青禾电驱产业园]就是[青禾电驱产业园]"), 1);
    }

    #[test]
    fn an_office_is_that_of_the_body_whose_words_it_draws_together() {
        let count = |marked: &str| groups(marked, EntityType::Government).len();
        assert_eq!(count("[打造“五个基地”指挥部]开会,[市“五基”办]督查"), 1);
        assert_eq!(count("[青禾县征地拆迁领导小组]与[县征拆办]"), 1);
        assert_eq!(count("[青禾县防汛抗旱指挥部]与[县征拆办]"), 2);
        assert_eq!(count("[甲县征地拆迁指挥部]、[乙县征地拆迁指挥部]与[征拆办]"), 3, "whose it is stays open");
    }

    #[test]
    fn a_zone_without_its_city_is_the_only_one_that_has_one() {
        assert_eq!(groups("[株洲高新区]开会,[高新区]发力", EntityType::Zone).len(), 1);
        assert_eq!(
            groups("[株洲高新区]和[株洲高新技术产业开发区],[湖南祁阳经济开发区]和[祁阳经开区]", EntityType::Zone).len(),
            2
        );
        assert_eq!(groups("[株洲高新区]与[株洲经开区],[湖南高新区]与[高新区]", EntityType::Zone).len(), 4);
        assert_eq!(groups("[株洲高新区]与[长沙高新区]合作,[高新区]发力", EntityType::Zone).len(), 3);
        assert_eq!(groups("[株洲日报]与[株洲日报社]", EntityType::Organization).len(), 1);
        assert_eq!(groups("[株洲]就是[株洲市]", EntityType::Place).len(), 1);
    }
}

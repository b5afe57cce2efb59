//! Names of projects that nobody has marked, told by the words they end with: 青禾种业良种基地项目.

use super::cues;
use super::scene::Scene;
use super::tells;
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::parts::{self, Part};
use crate::sorting::Sorting;
use crate::text::Span;
use crate::words::{Class, Token};
use std::sync::OnceLock;

/// The words of `data/projects/names.tsv`, each group the longest first.
struct Tables {
    /// The heads and the places by their first character.
    ends: HashMap<char, Vec<&'static str>>,
    /// The openers by their last character.
    leads: HashMap<char, Vec<&'static str>>,
    /// The classes by their first character.
    kinds: HashMap<char, Vec<&'static str>>,
    /// The ends of zones' names by their first character.
    zones: HashMap<char, Vec<&'static str>>,
    heads: Vec<&'static str>,
    places: Vec<&'static str>,
    works: Vec<&'static str>,
    inside: Vec<&'static str>,
    trims: Vec<&'static str>,
    classes: Vec<&'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let group = |name: &str| {
            let rows = cues::rows(parts::table(Part::ProjectNames)).filter(|r| r[0] == name);
            let mut words: Vec<&'static str> = rows.flat_map(|r| r[1].split('|')).collect();
            words.arrange_by_key(|w| std::cmp::Reverse(w.len()));
            words
        };
        let by = |words: Vec<&'static str>, key: fn(&str) -> Option<char>| {
            let mut table: HashMap<char, Vec<&'static str>> = HashMap::default();
            for word in words {
                table.or_default(key(word).unwrap_or_default()).push(word);
            }
            table
        };
        let mut ends = group("head");
        ends.extend(group("place"));
        ends.extend(group("works"));
        ends.arrange_by_key(|w| std::cmp::Reverse(w.len()));
        Tables {
            ends: by(ends, |w| w.chars().next()),
            zones: by(group("zone"), |w| w.chars().next()),
            leads: by(group("opener"), |w| w.chars().last()),
            kinds: by(group("class"), |w| w.chars().next()),
            heads: group("head"),
            places: group("place"),
            works: group("works"),
            inside: group("inside"),
            trims: group("trim"),
            classes: group("class"),
        }
    })
}

/// The word at `at` that a project's name may end with.
fn head_at(scene: &Scene, at: usize, end: usize) -> Option<&'static str> {
    let heads = tables().ends.get(scene.chars()[..end].get(at)?)?;
    heads.iter().find(|h| cues::starts(&scene.chars()[..end], at, h)).copied()
}

/// The number of the word that a name ends with, in the order of the table; -1 for none.
pub fn head_number(name: &str) -> i32 {
    let t = tables();
    t.heads.iter().chain(&t.places).chain(&t.works).position(|h| name.ends_with(h)).map_or(-1, |i| i as i32)
}

/// Whether what stands before a name's last word tells a class: 全市重点项目, 种子期项目.
pub fn is_vague(name: &str) -> bool {
    let rest = name.trim_end_matches("项目").trim_end_matches("工程");
    rest != name && tables().classes.iter().any(|c| c.chars().count() >= 2 && rest.ends_with(c))
}

/// The names that end with a head word and lie outside every marked project, in order.
pub fn names(scene: &Scene) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        let mut at = clause.start;
        while at < clause.end {
            let Some(head) = head_at(scene, at, clause.end) else {
                at += 1;
                continue;
            };
            let end = at + head.chars().count();
            // 智能制造工厂项目 has one end, the last.
            if head_at(scene, end, clause.end).is_none() {
                let name = trim(scene, Span::new(left(scene, *clause, at), end));
                let told = !tables().works.contains(&head) || is_made(scene, name);
                if told && is_name(scene, name, head) && out.last().is_none_or(|o| !o.overlaps(name)) {
                    out.push(name);
                }
            }
            at = end;
        }
        out.extend(listed(scene, *clause));
    }
    let sites = [EntityType::Zone, EntityType::Organization, EntityType::Place, EntityType::Company];
    out.retain(|n| !scene.mentions(&[EntityType::Project]).any(|m| m.span.overlaps(*n)));
    out.retain(|n| !scene.mentions(&sites).any(|m| m.span == *n || (m.span.end == n.end && m.span.start < n.start)));
    out.arrange();
    out.dedup();
    out
}

/// The zones that nobody has marked: 云溪|良种产业园, told by a place at their beginning or by what stands around them: 在, 租赁, 里.
pub fn zones(scene: &Scene, article: Option<u32>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article == article) {
        for at in clause.start + 2..clause.end {
            let Some(heads) = tables().zones.get(&scene.chars()[at]) else { continue };
            let Some(head) = heads.iter().find(|h| cues::starts(&scene.chars()[..clause.end], at, h)) else { continue };
            let mut name = Span::new(left(scene, *clause, at), at + head.chars().count());
            let place = scene.mentions_in(name).filter(|m| m.kind == EntityType::Place && m.span.end <= at).last();
            name.start = place.map_or(name.start, |m| m.span.start);
            let mut led = scene.hits(Span::new(name.start.saturating_sub(4), name.start));
            let led = led.any(|h| h.span.end == name.start && matches!(h.group, "at" | "land"));
            let told = (place.is_some() || led || scene.before(name.end, &["里", "内"])) && name.start + 2 <= at;
            let around = scene.mentions_in(Span::new(name.start.saturating_sub(20), name.end));
            let marked = around.filter(|m| m.kind != EntityType::Industry).any(|m| m.span.end > at);
            if told && !marked && !is_class(&scene.slice(Span::new(name.start, at))) {
                out.push(name);
            }
        }
    }
    out
}

/// The names that a marked name holds: two that 和 joins, and none of what 等 leads over to.
pub fn split(scene: &Scene, marked: Span) -> Vec<Span> {
    for at in marked.start + 4..marked.end.saturating_sub(3) {
        let (before, after) = (Span::new(marked.start, at), Span::new(at + 1, marked.end));
        if scene.chars()[at] == '等' && after.len() <= 9 {
            return vec![trim(scene, before)];
        }
        if matches!(scene.chars()[at], '和' | '与' | '、') && are_two(scene, before, after) {
            return vec![trim(scene, before), trim(scene, after)];
        }
    }
    vec![trim(scene, marked)]
}

/// Whether each side is a name of its own: 甲乙产业园与研发中心项目 is one.
fn are_two(scene: &Scene, before: Span, after: Span) -> bool {
    let ends = |span: Span, heads: &[&str]| heads.iter().any(|h| cues::ends(&scene.chars()[span.start..span.end], h));
    let firm = |span: Span| {
        scene
            .mentions_in(span)
            .any(|m| m.kind == EntityType::Company && m.span.start == span.start && m.span.end < span.end)
    };
    let whole = before.len() >= 6 && after.len() >= 6 && ends(after, &tables().heads);
    whole && (ends(before, &["项目", "工程"]) || (ends(before, &tables().heads) && firm(before) && firm(after)))
}

/// A name without the verb that stands before it: 推动 in 推动双碳产业园项目.
pub fn trim(scene: &Scene, mut name: Span) -> Span {
    let verb_at = |name: Span| {
        let verbs = tables().trims.iter().map(|v| (v, v.chars().count()));
        let mut led = verbs.filter(|(v, _)| cues::starts(&scene.chars()[..name.end], name.start, v));
        led.find(|(_, length)| name.start + length + 4 <= name.end).map(|(_, length)| length)
    };
    // 青禾种业上马良种基地: the firm that acts is no part of it.
    let firm = |m: &&crate::entities::Mention| {
        m.kind == EntityType::Company && m.span.start == name.start && m.span.end < name.end
    };
    let rest = scene.mentions_in(name).filter(firm).map(|m| Span::new(m.span.end, name.end));
    if let Some(acts) = rest.into_iter().find(|r| verb_at(*r).is_some()) {
        name = acts;
    }
    while let Some(length) = verb_at(name) {
        name.start += length;
    }
    number(scene, name)
}

/// A name without the number of its item: 2. in 2.车辆基地项目.
fn number(scene: &Scene, name: Span) -> Span {
    let digits = scene.chars()[name.start..name.end].iter().take_while(|c| c.is_ascii_digit()).count();
    let dot = scene.chars().get(name.start + digits).is_some_and(|c| matches!(c, '.' | '、'));
    let decimal = scene.chars().get(name.start + digits + 1).is_some_and(char::is_ascii_digit);
    if digits > 0 && dot && !decimal { Span::new(name.start + digits + 1, name.end) } else { name }
}

/// Whether a name tells a class of projects: 重点产业项目, 一批优质项目.
pub fn is_class(name: &str) -> bool {
    let mut rest = name.trim_end_matches("项目").trim_end_matches("工程");
    let less = |rest: &'_ str| -> Option<usize> {
        let kinds = tables().kinds.get(&rest.chars().next()?)?;
        kinds.iter().find(|c| rest.starts_with(**c)).map(|c| c.len())
    };
    while let Some(length) = less(rest) {
        rest = &rest[length..];
    }
    let dangling = rest.ends_with(['和', '与', '及', '出', '的']);
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let many = counted.len() < rest.len() && counted.starts_with(['个', '项', '家']);
    rest.is_empty() || dangling || many || name.contains("一批") || name.starts_with("该")
}

/// How far the phrase before a head word reaches to the left: over whole names and words that names are made with.
fn left(scene: &Scene, clause: Span, head: usize) -> usize {
    let mut start = head;
    while start > clause.start && head - start < 30 {
        if ends_a_date(scene, start) {
            break;
        }
        if let Some(next) = over_name(scene, start).or_else(|| over_brackets(scene, clause, start)) {
            if next < clause.start || next == start {
                break;
            }
            start = next;
            continue;
        }
        let before = scene.chars()[start - 1];
        if matches!(before, '、' | ' ' | '《' | '》' | ')' | '“' | '(' | '/' | '·')
            || tables().leads.get(&before).is_some_and(|words| scene.after(start, words))
        {
            break;
        }
        let Some(token) = token_before(scene, start) else { break };
        if is_stop(scene, token) {
            break;
        }
        start = token.span.start.max(clause.start);
    }
    start
}

/// Whether a date, a rank or a body ends at `at`: 今年12月|曲靖阳光一期.
fn ends_a_date(scene: &Scene, at: usize) -> bool {
    use crate::model::FigureKind::{Date, Duration, Money, Period, Rank};
    let last = scene.figures.partition_point(|f| f.span.end <= at).checked_sub(1).map(|i| &scene.figures[i]);
    let figure = last.is_some_and(|f| f.span.end == at && matches!(f.kind, Date | Period | Rank | Money | Duration));
    let bodies = [EntityType::Person, EntityType::Role, EntityType::Government];
    figure || scene.mentions_ending(at).any(|m| bodies.contains(&m.kind))
}

fn token_before<'s>(scene: &'s Scene, at: usize) -> Option<&'s Token> {
    let index = *scene.words.token_of.get(at.checked_sub(1)?)? as usize;
    scene.words.tokens.get(index)
}

/// The start of the firm, place or product whose name ends at `at`; bodies and persons are no part of a name.
fn over_name(scene: &Scene, at: usize) -> Option<usize> {
    const PARTS: [EntityType; 5] =
        [EntityType::Company, EntityType::Place, EntityType::Zone, EntityType::Product, EntityType::Industry];
    scene.mentions_ending(at).find(|m| PARTS.contains(&m.kind)).map(|m| m.span.start)
}

/// The start of what stands in quotation marks or in short brackets before `at`.
fn over_brackets(scene: &Scene, clause: Span, at: usize) -> Option<usize> {
    let (open, most) = match scene.chars()[at - 1] {
        '”' => ('“', 16),
        ')' => ('(', 9),
        _ => return None,
    };
    (clause.start.max(at.saturating_sub(most))..at - 1).rev().find(|i| scene.chars()[*i] == open)
}

/// Words that cannot stand inside a name: of grammar, and verbs that names are not made with.
fn is_stop(scene: &Scene, token: &Token) -> bool {
    let word = &scene.chars()[token.span.start..token.span.end];
    if word.iter().all(char::is_ascii_digit) {
        return false;
    }
    match token.tag.as_bytes().first() {
        Some(b'p' | b'c' | b'u' | b'd' | b'r' | b'y') => word != ['及'] && word != ['全'] && word != ['高'],
        Some(b'v') if token.tag == "v" => {
            word.len() > 1 && !tables().inside.iter().any(|w| w.chars().eq(word.iter().copied()))
                || matches!(word, ['建' | '有' | '谈' | '给' | '上' | '看' | '到' | '要' | '签'])
        }
        _ => false,
    }
}

/// Whether a phrase may name one project: it says more than its head and is no class.
fn is_name(scene: &Scene, name: Span, head: &str) -> bool {
    let inner = Span::new(name.start, (name.end - head.chars().count()).max(name.start));
    if inner.len() < 2 || name.len() < 5 || name.len() > 38 || is_class(&scene.slice(name)) {
        return false;
    }
    !scene.after(inner.end, &["大", "个", "类", "合作", "采购", "该", "这", "两", "三"])
}

/// Whether a workshop or a market is made and does not only stand there: a word for building or investing leads to it in
/// its clause or a sum follows, and its name ends where a word does (厂房 has no 厂).
fn is_made(scene: &Scene, name: Span) -> bool {
    let whole = token_before(scene, name.end).is_some_and(|t| t.span.end == name.end);
    let before = Span::new(scene.clause(name.start).start.max(name.start.saturating_sub(MADE)), name.start);
    let made = |groups: &[&str]| scene.hits(before).any(|h| groups.contains(&h.group));
    whole && (made(&["build", "invest", "add", "settle"]) || tells::has_sum(scene, name))
}

/// How far before a workshop the word for building it may stand, in characters.
const MADE: usize = 24;

/// The members of a list that 等…项目 closes: 甲乙芯片封装、丙丁覆铜板等项目.
fn listed(scene: &Scene, clause: Span) -> Vec<Span> {
    let close = (clause.start..clause.end).find(|i| {
        scene.before(*i, &["等"]) && scene.says(Span::new(*i, clause.end.min(i + 12)), "项目")
            || scene.before(*i, &["三大项目", "两大项目"])
    });
    let Some(close) = close else { return Vec::new() };
    let mut out = Vec::new();
    let mut end = close;
    for at in (clause.start..close).rev() {
        let cut = matches!(scene.chars()[at], '、' | '和') || at == clause.start;
        if !cut {
            continue;
        }
        let first = at == clause.start;
        let start = if first { left(scene, clause, end) } else { at + 1 };
        let item = trim(scene, Span::new(start.max(left(scene, clause, end)), end));
        let firm = scene
            .mentions(&[EntityType::Company])
            .any(|m| m.span == item || (item.contains(m.span) && m.span.end == item.end));
        let marked = scene
            .mentions(&[EntityType::Product, EntityType::Industry])
            .any(|m| item.contains(m.span) && m.span.end == item.end);
        let made =
            |h: &crate::words::Hit| h.span.end == item.end && matches!(h.class, Class::Product | Class::Industry);
        let place = tables().places.iter().any(|p| cues::ends(&scene.chars()[item.start..item.end], p));
        let thing = marked || place || scene.names(item).any(made) || (!first && item.len() >= 6);
        if thing && !firm && (4..=24).contains(&item.len()) {
            out.push(item);
        }
        end = at;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_no_names() {
        for class in ["产业研究分析和项目", "重点产业项目", "一批优质项目", "该项目", "重大工程", "亿元以上项目"]
        {
            assert!(is_class(class), "{class}");
        }
        assert!(!is_class("青禾种业良种基地项目"));
    }
}

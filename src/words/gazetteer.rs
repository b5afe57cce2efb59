//! What the gazetteers say of a text: places, zones, bodies, posts, industries, surnames.
//!
//! They give hints, not verdicts: a hit says that a name of the tables stands there, not that it is
//! meant there. [`hits`] finds all of them in one pass ([`Words::hits`](super::Words::hits) holds
//! them for the whole text); [`entries`] looks one name up; [`Division`] knows the administrative
//! divisions with their codes. Nothing of it is parsed.
//!
//! ```
//! use shiju::words::{Class, gazetteer};
//!
//! let county = gazetteer::divisions_named("茶陵").next().unwrap();
//! assert_eq!((county.code(), county.name()), (430224, "茶陵县"));
//! assert_eq!(county.path(), ["湖南省", "株洲市", "茶陵县"]);
//! assert!(gazetteer::entries("有限公司").any(|(class, _)| class == Class::CompanyForm));
//! ```

use super::bytes::{Bits, Cursor, Pairs, number};
use super::class::{Class, PostKind};
use crate::hashing::HashMap;
use crate::parts::{self, Part};
use crate::sorting::Sorting;
use crate::text::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// A name of the gazetteers in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub span: Span,
    /// What the name is.
    pub class: Class,
    /// What this means depends on the class, which tells it.
    pub value: u16,
}

impl Hit {
    /// The division that it names or, for a zone, lies in.
    pub fn division(self) -> Option<Division> {
        (self.class.is_division() || self.class == Class::Zone).then_some(Division(self.value))
    }

    /// What kind of body a post belongs to.
    pub fn post(self) -> Option<PostKind> {
        (self.class == Class::Post).then(|| PostKind::ALL[usize::from(self.value)].1)
    }
}

/// Where a name goes on, letter by letter.
#[derive(Clone, Copy)]
struct Node(usize);

/// The compiled gazetteers; `build/gazetteer.rs` tells their layout.
struct Tables {
    bytes: &'static [u8],
    first_letters: Bits,
    characters: Pairs,
    first_children: Pairs,
    endings: Bits,
    first_entries: Pairs,
    classes: Range<usize>,
    values: Pairs,
    codes: Range<usize>,
    division_names: Pairs,
    short_lengths: Range<usize>,
    names: Range<usize>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::read(parts::bytes(Part::Gazetteers)));

impl Tables {
    fn read(bytes: &'static [u8]) -> Tables {
        let [nodes, names, entries, divisions, name_bytes] = [
            number(bytes, 0) as usize,
            number(bytes, 4) as usize,
            number(bytes, 8) as usize,
            number(bytes, 12) as usize,
            number(bytes, 16) as usize,
        ];
        let mut cursor = Cursor(20);
        Tables {
            bytes,
            first_letters: cursor.bits(1 << 16),
            characters: cursor.pairs(nodes),
            first_children: cursor.pairs(nodes + 1),
            endings: cursor.bits(nodes),
            first_entries: cursor.pairs(names + 1),
            classes: cursor.bytes(entries),
            values: cursor.pairs(entries),
            codes: cursor.bytes(4 * divisions),
            division_names: cursor.pairs(divisions + 1),
            short_lengths: cursor.bytes(divisions),
            names: cursor.bytes(name_bytes),
        }
    }

    /// The node of names that begin with `c`.
    #[inline]
    fn root(&self, c: char) -> Option<Node> {
        let c = u16::try_from(u32::from(c)).ok()?;
        self.first_letters.rank(self.bytes, c.into()).map(|place| Node(1 + place))
    }

    #[inline]
    fn child(&self, node: Node, c: char) -> Option<Node> {
        let c = u16::try_from(u32::from(c)).ok()?;
        let children = self.children(node);
        let place = self.characters.partition_point(self.bytes, children.clone(), |other| other < c);
        (place < children.end && self.characters.get(self.bytes, place) == c).then_some(Node(place))
    }

    #[inline]
    fn children(&self, node: Node) -> Range<usize> {
        let first = |node| usize::from(self.first_children.get(self.bytes, node));
        first(node.0)..first(node.0 + 1)
    }

    /// The places of the entries of the name that ends at a node.
    #[inline]
    fn entries(&self, node: Node) -> Range<usize> {
        let first = |name| usize::from(self.first_entries.get(self.bytes, name));
        self.endings.rank(self.bytes, node.0).map_or(0..0, |name| first(name)..first(name + 1))
    }

    #[inline]
    fn entry(&self, place: usize) -> (Class, u16) {
        (Class::ALL[usize::from(self.bytes[self.classes.start + place])], self.values.get(self.bytes, place))
    }
}

/// All names of the gazetteers in a text, by their start, the shorter first.
pub fn hits(text: &[char]) -> Vec<Hit> {
    let tables = &*TABLES;
    let mut hits = Vec::new();
    for start in 0..text.len() {
        let mut node = tables.root(text[start]);
        let mut end = start + 1;
        while let Some(here) = node {
            hits.extend(tables.entries(here).map(|place| {
                let (class, value) = tables.entry(place);
                Hit { span: Span::new(start, end), class, value }
            }));
            node = text.get(end).and_then(|&c| tables.child(here, c));
            end += 1;
        }
    }
    hits
}

/// How long the names of divisions are that a text begins with, the shorter first.
pub fn divisions_at_start(text: &[char]) -> impl Iterator<Item = usize> + '_ {
    at_start(text, Class::is_division)
}

/// How long the name of a province is that a text begins with: 湖南省.
pub fn province_at_start(text: &[char]) -> Option<usize> {
    at_start(text, |class| class == Class::Province).last()
}

#[inline(always)]
fn at_start<'a>(text: &'a [char], wanted: impl Fn(Class) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
    let tables = &*TABLES;
    let root = text.first().and_then(|&c| tables.root(c));
    let nodes = std::iter::successors(root.map(|node| (1, node)), |&(length, node)| {
        Some((length + 1, tables.child(node, *text.get(length)?)?))
    });
    let is_wanted = move |(_, node): &(usize, Node)| tables.entries(*node).any(|at| wanted(tables.entry(at).0));
    nodes.filter(is_wanted).map(|(length, _)| length)
}

/// The city that a page is about, whose names and whose counties' names it has most: at least twice, and more often than any
/// other's. Only names that lead up to one of [`PARTS`] are looked at: 衡阳市, 衡阳高新区, 雁峰区.
pub fn home(text: &[char]) -> Option<Division> {
    /// What names of divisions, zones and bodies end in, or go on with.
    const PARTS: [char; 6] = ['市', '区', '县', '州', '日', '委'];
    const REACH: usize = 6;
    let mut votes: HashMap<u16, u32> = HashMap::default();
    let mut last = 0;
    for end in (0..text.len()).filter(|&at| PARTS.contains(&text[at])).map(|at| at + 1) {
        let starts = end.saturating_sub(REACH).max(last)..end;
        let name = starts.filter_map(|start| {
            let length = divisions_at_start(&text[start..end]).filter(|length| *length > 1).max()?;
            Some((start, length))
        });
        let Some((start, length)) = name.max_by_key(|(_, length)| *length) else { continue };
        last = start + length;
        let name: String = text[start..last].iter().collect();
        let mut cities = divisions_named(&name).filter_map(|d| match d.level() {
            Level::Province => None,
            Level::City => Some(d),
            Level::County => d.parent(),
        });
        // what two cities have tells of none
        if let (Some(city), None) = (cities.next(), cities.find(|d| d.level() == Level::City)) {
            *votes.or_insert(city.0, 0) += 1;
        }
    }
    let mut ranked: Vec<(u32, u16)> = votes.into_iter().map(|(city, times)| (times, city)).collect();
    ranked.arrange();
    match ranked[..] {
        [.., (second, _), (first, city)] if first > second && first > 1 => Some(Division(city)),
        [(first, city)] if first > 1 => Some(Division(city)),
        _ => None,
    }
}

/// What the gazetteers say of one name.
pub fn entries(name: &str) -> impl Iterator<Item = (Class, u16)> + use<> {
    let mut characters = name.chars();
    let root = characters.next().and_then(|c| TABLES.root(c));
    let node = root.and_then(|root| characters.try_fold(root, |node, c| TABLES.child(node, c)));
    node.map_or(0..0, |node| TABLES.entries(node)).map(|place| TABLES.entry(place))
}

/// The rank of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Level {
    Province,
    City,
    County,
}

/// An administrative division from province to county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Division(u16);

impl Division {
    /// Its code in GB/T 2260: six digits.
    pub fn code(self) -> u32 {
        number(TABLES.bytes, TABLES.codes.start + 4 * usize::from(self.0))
    }

    /// Its full name: 茶陵县.
    pub fn name(self) -> &'static str {
        let place = |i| TABLES.names.start + usize::from(TABLES.division_names.get(TABLES.bytes, i));
        let at = usize::from(self.0);
        std::str::from_utf8(&TABLES.bytes[place(at)..place(at + 1)]).unwrap_or_default()
    }

    /// Its short name: 茶陵; none where it has no other (攸县).
    pub fn short(self) -> Option<&'static str> {
        let characters = usize::from(TABLES.bytes[TABLES.short_lengths.start + usize::from(self.0)]);
        let name = self.name();
        let end = name.char_indices().nth(characters).map_or(name.len(), |(at, _)| at);
        (characters > 0).then(|| &name[..end])
    }

    /// Its rank.
    pub fn level(self) -> Level {
        match self.code() {
            code if code % 10_000 == 0 => Level::Province,
            code if code % 100 == 0 => Level::City,
            _ => Level::County,
        }
    }

    /// The division that it belongs to: of a county under no city, the province.
    pub fn parent(self) -> Option<Division> {
        let code = self.code();
        match self.level() {
            Level::Province => None,
            Level::City => division(code / 10_000 * 10_000),
            Level::County => division(code / 100 * 100).or_else(|| division(code / 10_000 * 10_000)),
        }
    }

    /// It and those whose parent it is, by code.
    pub fn with_its_parts(self) -> impl Iterator<Item = Division> {
        let step = match self.level() {
            Level::Province => 10_000,
            Level::City => 100,
            Level::County => 1,
        };
        let (own, end) = (self.code(), self.code() + step);
        let rest = (self.0..TABLES.short_lengths.len() as u16).map(|at| (Division(at), Division(at).code()));
        // The city that was passed last: the counties behind it lie in it.
        let mut city = 0;
        let is_part = move |&(_, code): &(Division, u32)| {
            let of_a_city = code % 100 != 0 && code / 100 * 100 == city;
            city = if code % 100 == 0 { code } else { city };
            !of_a_city || city == own
        };
        rest.take_while(move |(_, code)| *code < end).filter(is_part).map(|(division, _)| division)
    }

    /// Full names from the province down to it.
    pub fn path(self) -> Vec<&'static str> {
        let mut path: Vec<_> = std::iter::successors(Some(self), |d| d.parent()).map(Division::name).collect();
        path.reverse();
        path
    }

    /// Whether it is `other` or `other` lies in it.
    pub fn contains(self, other: Division) -> bool {
        std::iter::successors(Some(other), |d| d.parent()).any(|d| d == self)
    }
}

/// The division with this code.
pub fn division(code: u32) -> Option<Division> {
    let count = TABLES.short_lengths.len();
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if Division(middle as u16).code() < code { low = middle + 1 } else { high = middle }
    }
    Some(Division(low as u16)).filter(|found| low < count && found.code() == code)
}

/// All divisions, by code.
pub fn divisions() -> impl Iterator<Item = Division> {
    (0..TABLES.short_lengths.len()).map(|at| Division(at as u16))
}

/// The divisions that bear a name, full or short, provinces before cities before counties.
pub fn divisions_named(name: &str) -> impl Iterator<Item = Division> + use<> {
    let mut found: Vec<_> = entries(name).filter(|entry| entry.0.is_division()).collect();
    found.arrange();
    found.into_iter().map(|(_, value)| Division(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Class)> {
        let text: Vec<char> = text.chars().collect();
        let name = |hit: &Hit| text[hit.span.start..hit.span.end].iter().collect();
        hits(&text).iter().map(|hit| (name(hit), hit.class)).collect()
    }

    #[test]
    fn hits_are_the_names_that_stand_in_the_text() {
        let expected = [("湖南", Class::Province), ("湖南省", Class::Province), ("株洲", Class::CityShort)];
        let names = found("湖南省株洲");
        for (name, class) in expected {
            assert!(names.contains(&(name.to_string(), class)), "{name}: {names:?}");
        }
        assert!(found("欧阳先生").contains(&("欧阳".into(), Class::Surname)));
        assert!(found("、，。 😀").is_empty());
    }

    #[test]
    fn every_name_of_a_table_is_found_as_its_class() {
        let tables = [
            include_str!("../../data/words/bodies.tsv"),
            include_str!("../../data/words/industries.tsv"),
            include_str!("../../data/words/places.tsv"),
            include_str!("../../data/words/posts.tsv"),
            include_str!("../../data/words/surnames.tsv"),
        ];
        for row in tables.iter().flat_map(|table| table.lines()).filter(|row| !row.starts_with('#')) {
            let mut cells = row.split('\t');
            let class = cells.next().expect("a class");
            for name in cells.nth(1).expect("names").split(' ') {
                assert!(entries(name).any(|(found, _)| format!("{found:?}") == class), "{name}: {class}");
            }
        }
    }

    #[test]
    fn classes_and_kinds_of_posts_are_numbered_in_order() {
        assert!(Class::ALL.iter().enumerate().all(|(i, &class)| class as usize == i));
        assert!(PostKind::ALL.iter().enumerate().all(|(i, &(_, kind))| kind as usize == i));
    }

    #[test]
    fn divisions_know_their_code_names_and_parents() {
        let all: Vec<Division> = divisions().collect();
        assert!(all.is_sorted_by_key(|d| d.code()) && all.len() > 3000);
        for &division in &all {
            assert_eq!(super::division(division.code()), Some(division));
            assert!(divisions_named(division.name()).any(|d| d == division));
            assert!(division.short().is_none_or(|short| divisions_named(short).any(|d| d == division)));
            assert_eq!(division.parent().is_none(), division.level() == Level::Province, "{}", division.name());
        }
        for division in divisions().filter(|d| d.level() != Level::County) {
            let parts = divisions().filter(|&d| d == division || d.parent() == Some(division));
            assert!(division.with_its_parts().eq(parts), "{}", division.name());
        }
        let tianyuan = super::division(430_211).expect("in the table");
        assert_eq!(tianyuan.path(), ["湖南省", "株洲市", "天元区"]);
        assert_eq!((tianyuan.short(), tianyuan.level()), (Some("天元"), Level::County));
        assert_eq!(super::division(419_001).map(Division::path), Some(vec!["河南省", "济源市"]));
        assert_eq!(super::division(430_223).and_then(Division::short), None);
        assert_eq!(super::division(999_999), None);
        assert_eq!(divisions_named("鼓楼区").count(), 4);
        assert_eq!(divisions_named("吉林").map(Division::level).collect::<Vec<_>>(), [Level::Province, Level::City]);
    }

    #[test]
    fn hits_tell_divisions_and_posts() {
        let text: Vec<char> = "株洲高新区党工委书记".chars().collect();
        let hits = hits(&text);
        let zone = hits.iter().find(|hit| hit.class == Class::Zone).expect("株洲高新区");
        assert_eq!(zone.division().map(Division::name), Some("株洲市"));
        assert!(hits.iter().any(|hit| hit.post() == Some(PostKind::Party) && hit.span == Span::new(8, 10)));
    }
}

//! The gazetteers' tables as one trie and the table of divisions, as `src/words/gazetteer.rs` reads them.
//!
//! | part | bytes |
//! |---|---|
//! | header: nodes, names, entries, divisions, bytes of division names; each `u32` | 20 |
//! | the BMP characters that names begin with, as a set: a bit each, and 2 bytes for each 64 | 10,240 |
//! | of each node, the character that leads to it; node 0 is the root | 2 a node |
//! | of each node, its first child; children stand together, sorted; then the number of nodes | 2 a node |
//! | the nodes that names end at, as a set | 10 for 64 nodes |
//! | of each name, its first entry; then the number of entries | 2 a name |
//! | of each entry, its class | 1 an entry |
//! | of each entry, its value | 2 an entry |
//! | of each division, its code, a `u32` | 4 a division |
//! | of each division, where its name begins; then where the last ends | 2 a division |
//! | of each division, the characters of its short name | 1 a division |
//! | the divisions' names in UTF-8 | |

#[path = "../src/words/class.rs"]
#[allow(dead_code)]
mod class;

use crate::columns::{narrow, push_number, push_pairs};
use class::{Class, PostKind};
use std::collections::BTreeMap;

/// What the gazetteers say of one name.
type Entries = Vec<(Class, u16)>;

/// The tables by the names of their files.
pub type Tables = BTreeMap<&'static str, String>;

struct Division<'a> {
    code: u32,
    name: &'a str,
    short: &'a str,
}

/// The bytes of the gazetteers.
pub fn compile(tables: &Tables) -> Result<Vec<u8>, String> {
    let mut names: BTreeMap<&str, Entries> = BTreeMap::new();
    let mut add = |name, class, value| match names.entry(name).or_default() {
        entries if entries.contains(&(class, value)) => Err(format!("{name} stands there twice as {class:?}")),
        entries => {
            entries.push((class, value));
            Ok(())
        }
    };
    let mut divisions = Vec::new();
    for row in rows(&tables["divisions"]) {
        let value = narrow(divisions.len())?;
        let (division, letters) = division(row)?;
        let (full, short) = match division.code {
            code if code % 10_000 == 0 => (Class::Province, Class::Province),
            code if code % 100 == 0 => (Class::City, Class::CityShort),
            _ => (Class::County, Class::CountyShort),
        };
        add(division.name, full, value)?;
        if !division.short.is_empty() {
            add(division.short, short, value)?;
        }
        for (at, letter) in letters.char_indices() {
            add(&letters[at..at + letter.len_utf8()], Class::ProvinceLetter, value)?;
        }
        divisions.push(division);
    }
    for table in ["zones", "statistical_zones"] {
        for row in rows(&tables[table]) {
            let &[name, code] = &row[..] else { return Err(format!("{table}: {row:?}: not a name and a code")) };
            let place = divisions.iter().position(|division| code.parse() == Ok(division.code));
            add(name, Class::Zone, narrow(place.ok_or(format!("{table}: {name}: no division has this code"))?)?)?;
        }
    }
    for table in ["bodies", "industries", "places", "posts", "surnames"] {
        for row in rows(&tables[table]) {
            let &[class, value, list] = &row[..] else { return Err(format!("{table}: {row:?}: not three columns")) };
            let class = Class::ALL.into_iter().find(|known| format!("{known:?}") == class);
            let class = class.ok_or(format!("{table}: {row:?}: no such class"))?;
            let value = self::value(class, value).ok_or(format!("{table}: {row:?}: no such value"))?;
            for name in list.split(' ') {
                add(name, class, value)?;
            }
        }
    }
    encode(&names, &divisions)
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// A row of the table of divisions, and the letters that stand for the division.
fn division(row: Vec<&str>) -> Result<(Division<'_>, &str), String> {
    let cell = |i: usize| row.get(i).copied().unwrap_or("");
    let (name, short) = (cell(1), cell(2));
    let code = cell(0).parse().map_err(|_| format!("{row:?}: not a code"))?;
    if !name.starts_with(short) {
        return Err(format!("{name} does not begin with its short name"));
    }
    Ok((Division { code, name, short }, cell(3)))
}

fn value(class: Class, cell: &str) -> Option<u16> {
    let place = match class {
        Class::Post => PostKind::ALL.iter().position(|&(kind, _)| kind == cell)?,
        Class::Industry if cell != "0" => usize::from(*cell.as_bytes().first()?),
        _ if cell.is_empty() => 0,
        _ => cell.parse().ok()?,
    };
    u16::try_from(place).ok()
}

/// A node of the trie while it is built.
#[derive(Default)]
struct Node<'a> {
    children: BTreeMap<u16, Node<'a>>,
    entries: &'a [(Class, u16)],
}

fn encode(names: &BTreeMap<&str, Entries>, divisions: &[Division]) -> Result<Vec<u8>, String> {
    let mut root = Node::default();
    for (name, entries) in names {
        let mut node = &mut root;
        for c in name.chars() {
            node = node.children.entry(narrow(c as usize)?).or_default();
        }
        node.entries = entries;
    }
    let (mut characters, mut first_children, mut endings) = (vec![0], Vec::new(), vec![0u64]);
    let mut entries: Vec<&[(Class, u16)]> = Vec::new();
    let mut queue = std::collections::VecDeque::from([&root]);
    while let Some(node) = queue.pop_front() {
        let at = first_children.len();
        endings.resize(at / 64 + 1, 0);
        if !node.entries.is_empty() {
            endings[at / 64] |= 1 << (at % 64);
            entries.push(node.entries);
        }
        first_children.push(narrow(characters.len())?);
        characters.extend(node.children.keys());
        queue.extend(node.children.values());
    }
    first_children.push(narrow(characters.len())?);
    let mut first_letters = vec![0u64; 1024];
    root.children.keys().for_each(|&c| first_letters[usize::from(c / 64)] |= 1 << (c % 64));

    let first_entries = starts(entries.iter().map(|entries| entries.len()))?;
    let entries = entries.concat();
    let division_names: String = divisions.iter().map(|division| division.name).collect();
    let mut out = Vec::new();
    for count in [characters.len(), names.len(), entries.len(), divisions.len(), division_names.len()] {
        push_number(&mut out, count)?;
    }
    push_bits(&mut out, first_letters);
    push_pairs(&mut out, characters);
    push_pairs(&mut out, first_children);
    push_bits(&mut out, endings);
    push_pairs(&mut out, first_entries);
    out.extend(entries.iter().map(|entry| entry.0 as u8));
    push_pairs(&mut out, entries.iter().map(|entry| entry.1));
    for division in divisions {
        push_number(&mut out, division.code as usize)?;
    }
    push_pairs(&mut out, starts(divisions.iter().map(|division| division.name.len()))?);
    for division in divisions {
        out.push(u8::try_from(division.short.chars().count()).map_err(|_| "a short name is too long")?);
    }
    out.extend(division_names.bytes());
    Ok(out)
}

/// Where each of the parts of these lengths begins, and where the last ends.
fn starts(lengths: impl Iterator<Item = usize>) -> Result<Vec<u16>, String> {
    let ends = lengths.scan(0, |sum, length| {
        *sum += length;
        Some(*sum)
    });
    std::iter::once(0).chain(ends).map(narrow).collect()
}

/// A set of numbers: a bit each; then of each 64 bits, how many before them are set.
fn push_bits(out: &mut Vec<u8>, blocks: Vec<u64>) {
    let ranks: Vec<u16> = blocks
        .iter()
        .scan(0, |sum, block| {
            let before = *sum;
            *sum += block.count_ones() as u16;
            Some(before)
        })
        .collect();
    out.extend(blocks.into_iter().flat_map(u64::to_le_bytes));
    push_pairs(out, ranks);
}

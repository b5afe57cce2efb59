//! The tables of words and of the model of unknown words as the columns that `src/words/layout.rs` describes.

#[path = "../src/words/layout.rs"]
pub mod layout;

use crate::columns::{narrow, push_number, push_pairs};
use layout::{COLUMNS, FREQUENT, HEADER_FIELDS, MAGIC, STATES, TAGS, TRANSITIONS, checksum};
use std::collections::{HashMap, HashSet};

/// Steps of a cost of the model to 1.
const COST_STEPS: f64 = 2048.0;

struct Word {
    ranks: Vec<u16>,
    frequency: u32,
    tag: u8,
}

/// Of a character or a state, what each state costs.
type Costs<'a> = (&'a str, [u16; STATES]);

/// The bytes of the lexicon for a table of words, frequencies and tags, and one of the model of unknown words.
pub fn compile(table: &str, unknown: &str) -> Result<Vec<u8>, String> {
    let model = unknown.lines().enumerate().filter(|(_, line)| !line.starts_with("# "));
    let model = model.map(|(i, line)| costs(line).ok_or(format!("model, line {}: not a name and its costs", i + 1)));
    let model: Vec<Costs> = model.collect::<Result<_, _>>()?;
    let (transitions, emissions) = model.split_at_checked(TRANSITIONS).ok_or("the model has no transitions")?;

    let rows = table.lines().enumerate().filter(|(_, line)| !line.starts_with("# "));
    let rows = rows.map(|(i, line)| row(line).ok_or(format!("line {}: not a word, frequency and known tag", i + 1)));
    let rows: Vec<(&str, u32, u8)> = rows.collect::<Result<_, _>>()?;
    let mut characters = by_rank(rows.iter().map(|row| row.0));
    let dictionary: HashSet<char> = characters.iter().copied().collect();
    let emissions: HashMap<char, [u16; STATES]> =
        emissions.iter().filter_map(|(c, costs)| Some((c.chars().next()?, *costs))).collect();
    let mut others: Vec<char> = emissions.keys().copied().filter(|c| !dictionary.contains(c)).collect();
    others.sort_unstable();
    characters.extend(others);
    let emissions = characters.iter().map(|c| emissions.get(c).copied().unwrap_or_default());
    let model: Vec<[u16; STATES]> = transitions.iter().map(|row| row.1).chain(emissions).collect();
    let rank: HashMap<char, u16> = characters.iter().zip(1..).map(|(&c, rank)| (c, rank)).collect();
    let mut words: Vec<Word> = rows
        .iter()
        .map(|&(word, frequency, tag)| Word { ranks: word.chars().map(|c| rank[&c]).collect(), frequency, tag })
        .collect();
    words.sort_unstable_by(|a, b| a.ranks.cmp(&b.ranks));
    if let Some(twice) = words.windows(2).find(|pair| pair[0].ranks == pair[1].ranks) {
        return Err(format!("a word stands there twice, with frequency {}", twice[0].frequency));
    }
    encode(&characters, &words, &model)
}

fn row(line: &str) -> Option<(&str, u32, u8)> {
    let mut cells = line.split('\t');
    let (word, frequency, tag) = (cells.next()?, cells.next()?, cells.next()?);
    let tag = TAGS.binary_search(&tag).ok()?;
    (!word.is_empty() && cells.next().is_none()).then_some((word, frequency.parse().ok()?, tag.try_into().ok()?))
}

fn costs(line: &str) -> Option<Costs<'_>> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let mut costs = [0; STATES];
    for cost in &mut costs {
        *cost = match cells.next()? {
            "-" => 0,
            cell => (cell.parse::<f64>().ok()? * COST_STEPS).round().max(1.0) as u16,
        };
    }
    cells.next().is_none().then_some((name, costs))
}

/// The characters in use, the commonest first.
fn by_rank<'a>(words: impl Iterator<Item = &'a str>) -> Vec<char> {
    let mut uses: HashMap<char, u32> = HashMap::new();
    words.flat_map(str::chars).for_each(|c| *uses.entry(c).or_default() += 1);
    let mut characters: Vec<char> = uses.keys().copied().collect();
    characters.sort_unstable_by_key(|c| (std::cmp::Reverse(uses[c]), *c));
    characters
}

fn encode(characters: &[char], words: &[Word], model: &[[u16; STATES]]) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    let points: Result<Vec<u16>, _> = characters.iter().map(|&c| narrow(c as usize)).collect();
    push_pairs(&mut body, points?);
    let mut starts = vec![0; characters.len()];
    words.iter().for_each(|word| starts[usize::from(word.ranks[0]) - 1] += 1);
    let starts: Result<Vec<u16>, _> = starts.into_iter().map(narrow).collect();
    push_pairs(&mut body, starts?);
    for at in 1..COLUMNS {
        push_pairs(&mut body, words.iter().map(|word| word.ranks.get(at).copied().unwrap_or(0)));
    }
    let short = |word: &Word| u16::try_from(word.frequency).unwrap_or(FREQUENT);
    push_pairs(&mut body, words.iter().map(short));
    body.extend(words.iter().map(|word| word.tag));

    let tails: Vec<(usize, &[u16])> = words
        .iter()
        .enumerate()
        .filter_map(|(i, w)| Some((i, w.ranks.get(COLUMNS..)?)))
        .filter(|t| !t.1.is_empty())
        .collect();
    let before = std::iter::once(0).chain(tails.iter().map(|tail| tail.0));
    let gaps: Result<Vec<u16>, _> = tails.iter().zip(before).map(|(tail, last)| narrow(tail.0 - last)).collect();
    push_pairs(&mut body, gaps?);
    for (_, tail) in &tails {
        body.push(u8::try_from(tail.len()).map_err(|_| "a word is too long")?);
    }
    push_pairs(&mut body, tails.iter().flat_map(|tail| tail.1).copied());
    let frequent: Vec<usize> = (0..words.len()).filter(|&i| short(&words[i]) == FREQUENT).collect();
    for &i in &frequent {
        push_number(&mut body, i)?;
        push_number(&mut body, words[i].frequency as usize)?;
    }
    for state in 0..STATES {
        push_pairs(&mut body, model.iter().map(|costs| costs[state]));
    }

    let mut header = Vec::new();
    let tail_characters = tails.iter().map(|tail| tail.1.len()).sum();
    let numbers: [usize; HEADER_FIELDS] = [characters.len(), words.len(), tails.len(), tail_characters, frequent.len()];
    for number in numbers {
        push_number(&mut header, number)?;
    }
    let content = [header, body].concat();
    Ok([&MAGIC[..], &checksum(&content).to_le_bytes(), &content].concat())
}

//! The yardstick: the same two passes on CLUENER's training part with its own ten types.
//!
//! Every tenth sentence is held out. Nothing of it reaches the shipped weights.

use crate::Recipe;
use crate::corpus::{Document, document};
use crate::crf::Blocks;
use crate::folds::{blocks, first_pass, read, second_pass};
use crate::score::Tally;
use serde_json::Value;
use shiju::entities::Recogniser;
use shiju::words::Lexicon;
use std::path::Path;

const TYPES: [&str; 10] =
    ["address", "book", "company", "game", "government", "movie", "name", "organization", "position", "scene"];

/// Trains on nine tenths, prints F1 on the rest.
pub fn run(file: &Path, recipe: &Recipe, lexicon: &mut Lexicon) -> Result<(), String> {
    let lines = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for (i, line) in lines.lines().enumerate() {
        let sentence = sentence(i, line, lexicon).ok_or_else(|| format!("line {}: not a sentence", i + 1))?;
        if i % 10 == 9 { test.push(sentence) } else { train.push(sentence) }
    }
    let all: Vec<Blocks> = train.iter().map(blocks).collect();
    let mut readers = Vec::new();
    for half in 0..2 {
        let kept: Vec<&Blocks> = all.iter().enumerate().filter(|(i, _)| i % 2 != half).map(|(_, b)| b).collect();
        readers.push(Recogniser::with_weights(first_pass(&kept, recipe)?));
    }
    let scenes: Vec<_> =
        train.iter().enumerate().map(|(i, d)| readers[i % 2].scene(&d.text, &d.words, &d.figures)).collect();
    let chain = first_pass(&all.iter().collect::<Vec<_>>(), recipe)?;
    let model = Recogniser::with_weights(second_pass(&train, &scenes, None, recipe, chain));
    let mut tally = Tally::default();
    test.iter().for_each(|d| tally.add(&read(&model, d), &d.gold));
    println!("{} sentences, {} held out: F1 {:.3}", train.len(), test.len(), tally.f1().1);
    Ok(())
}

/// One line: a text, and of each type each string's places (first and last character).
fn sentence(number: usize, line: &str, lexicon: &mut Lexicon) -> Option<Document> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = value["text"].as_str()?;
    let mut utf16 = vec![0u32];
    text.chars().for_each(|c| utf16.push(utf16[utf16.len() - 1] + c.len_utf16() as u32));
    let mut mentions = Vec::new();
    for (name, strings) in value["label"].as_object()? {
        let kind = TYPES.iter().position(|t| t == name)?;
        for place in strings.as_object()?.values().flat_map(|p| p.as_array().into_iter().flatten()) {
            let (first, last) = (place[0].as_u64()? as usize, place[1].as_u64()? as usize);
            mentions.push((*utf16.get(first)?, *utf16.get(last + 1)?, kind));
        }
    }
    Some(document(number.to_string(), text, mentions, u32::MAX, None, lexicon))
}

//! Classes of characters by the words that they stand in: `data/entities/characters.tsv`.
//!
//! A character is described by the parts of speech of its words and its place in them, weighted by how common
//! they are, and by the classes of the characters beside it; spherical k-means groups alike ones. So 鑫 and 淼,
//! 凯 and 瑞 share a class, and what is learned of one helps with the other.

use crate::dice::Dice;
use std::collections::HashMap;
use std::path::Path;

/// Classes of the first round, which the second sees beside each character.
const COARSE: usize = 40;
/// How often the classes are made anew.
const ROUNDS: usize = 25;
/// A character of fewer words has no class.
const LEAST: usize = 4;
/// How parts of speech are told apart.
const TAGS: [&[&str]; 11] = [
    &["nr", "nrt", "nrfg"],
    &["ns"],
    &["nt"],
    &["nz"],
    &["n", "ng"],
    &["v", "vn", "vg"],
    &["a", "ag", "ad", "an", "z", "b"],
    &["i", "l"],
    &["m", "mq", "q", "t"],
    &["d", "f", "s", "p", "c", "r", "u"],
    &["j", "zg"],
];

struct Word {
    chars: Vec<usize>,
    tag: usize,
    weight: f32,
}

/// Reads the dictionary, writes the table.
pub fn write(dictionary: &Path, table: &Path, classes: usize) -> Result<(), String> {
    let said = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    let lines = std::fs::read_to_string(dictionary).map_err(|e| said(dictionary, e))?;
    let (chars, words) = read(&lines);
    let seats: Vec<Vec<f32>> = seats(chars.len(), &words);
    let coarse = cluster(&unit(std::slice::from_ref(&seats)), COARSE);
    let fine = cluster(&unit(&[seats, beside(chars.len(), &words, &coarse)]), classes);
    let mut rows: Vec<Vec<char>> = vec![Vec::new(); classes];
    chars.iter().zip(&fine).for_each(|(c, class)| rows[*class].push(*c));
    let mut out = String::from(HEAD);
    for (class, row) in rows.iter_mut().enumerate() {
        row.sort_unstable();
        out += &format!("{}\t{}\n", class + 1, row.iter().collect::<String>());
    }
    std::fs::write(table, out).map_err(|e| said(table, e))
}

const HEAD: &str = "# Classes of characters that stand in like places of like words, made by `trainer characters` from
# data/words/dictionary.tsv (jieba, MIT). Columns: class, its characters.
";

/// The characters that stand in enough words, and the words in their numbers.
fn read(lines: &str) -> (Vec<char>, Vec<Word>) {
    let rows: Vec<(&str, f32, usize)> = (lines.lines().filter(|l| !l.starts_with('#')))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (word, count, tag) = (columns.next()?, columns.next()?, columns.next()?);
            let tag = TAGS.iter().position(|tags| tags.contains(&tag))?;
            Some((word, count.parse().ok()?, tag))
        })
        .filter(|(word, ..)| word.chars().count() >= 2 && word.chars().all(|c| c >= '\u{3400}'))
        .collect();
    let mut counts: HashMap<char, usize> = HashMap::new();
    rows.iter().flat_map(|r| r.0.chars()).for_each(|c| *counts.entry(c).or_default() += 1);
    let mut chars: Vec<char> = counts.iter().filter(|(_, n)| **n >= LEAST).map(|(c, _)| *c).collect();
    chars.sort_unstable();
    let word = |&(word, count, tag): &(&str, f32, usize)| {
        let numbers = word.chars().map(|c| chars.binary_search(&c).unwrap_or(usize::MAX)).collect();
        Word { chars: numbers, tag, weight: 1.0 + count.ln_1p() }
    };
    let words = rows.iter().map(word).collect();
    (chars, words)
}

/// Of each character: in words of which part of speech it stands where (first, within, last).
fn seats(chars: usize, words: &[Word]) -> Vec<Vec<f32>> {
    let mut out = vec![vec![0.0; 3 * TAGS.len()]; chars];
    for word in words {
        for (i, &c) in word.chars.iter().enumerate().filter(|(_, c)| **c < chars) {
            let seat = if i == 0 { 0 } else { 1 + usize::from(i + 1 == word.chars.len()) };
            out[c][3 * word.tag + seat] += word.weight;
        }
    }
    out
}

/// Of each character: the classes of those before and after it.
fn beside(chars: usize, words: &[Word], class: &[usize]) -> Vec<Vec<f32>> {
    let mut out = vec![vec![0.0; 2 * COARSE]; chars];
    for word in words {
        for pair in word.chars.windows(2).filter(|p| p[0] < chars && p[1] < chars) {
            out[pair[0]][COARSE + class[pair[1]]] += word.weight;
            out[pair[1]][class[pair[0]]] += word.weight;
        }
    }
    out
}

/// Each block's shares under the root, side by side.
fn unit(blocks: &[Vec<Vec<f32>>]) -> Vec<Vec<f32>> {
    let norm = |row: &Vec<f32>| {
        let sum = row.iter().sum::<f32>().max(1e-6);
        row.iter().map(|x| (x / sum).sqrt()).collect::<Vec<f32>>()
    };
    (0..blocks[0].len()).map(|i| blocks.iter().flat_map(|b| norm(&b[i])).collect()).collect()
}

/// Spherical k-means from centres drawn far apart.
fn cluster(points: &[Vec<f32>], classes: usize) -> Vec<usize> {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let mut dice = Dice::new(7);
    let mut centres = vec![points[dice.below(points.len())].clone()];
    let mut nearest = vec![f32::MIN; points.len()];
    while centres.len() < classes {
        let last = &centres[centres.len() - 1];
        points.iter().zip(&mut nearest).for_each(|(p, n)| *n = n.max(dot(p, last)));
        // Of a few at random the one farthest from all centres: far, but no freak.
        let tries: Vec<usize> = (0..12).map(|_| dice.below(points.len())).collect();
        let far = tries.into_iter().min_by(|a, b| nearest[*a].total_cmp(&nearest[*b])).unwrap_or(0);
        centres.push(points[far].clone());
    }
    let mut class = vec![0; points.len()];
    for _ in 0..ROUNDS {
        for (p, class) in points.iter().zip(&mut class) {
            let best = (0..classes).max_by(|a, b| dot(p, &centres[*a]).total_cmp(&dot(p, &centres[*b])));
            *class = best.unwrap_or(0);
        }
        centres.iter_mut().for_each(|c| c.fill(0.0));
        for (p, class) in points.iter().zip(&class) {
            centres[*class].iter_mut().zip(p).for_each(|(c, x)| *c += x);
        }
        for centre in &mut centres {
            let length = dot(centre, centre).sqrt().max(1e-6);
            centre.iter_mut().for_each(|x| *x /= length);
        }
    }
    class
}

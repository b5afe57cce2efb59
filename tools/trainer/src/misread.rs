//! Learns when a character was misread: what stands side by side in news of the field, and how much each thing that
//! speaks for a look-alike weighs. Texts are taken as clean; copies of them with one character exchanged for a
//! look-alike are what has to be found. Characters in names are left out, as the rule leaves them out.

use crate::corpus::Document;
use crate::dice::Dice;
use crate::minimise::{Settings, minimise};
use shiju::checks::neighbours::{Neighbours, class};
use shiju::checks::slips::{Candidate, FEATURES, LOOKALIKES, NAMES, Sources};
use shiju::checks::view::han_runs;
use shiju::entities::labels::KINDS;
use shiju::model::EntityType;
use shiju::text::Span;
use shiju::words::Lexicon;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

const FOLDS: usize = 5;

/// Pairs seen less often say nothing.
const LEAST: u32 = 3;

/// One slip is made in so many characters, and of those that are most often misread.
const SLIPS: usize = 15;
const COMMON_SLIPS: usize = 3;

/// The messy pages of the annotated texts, which have slips of their own.
const MESSY: char = 'i';

/// False alarms that are allowed in 100,000 characters, of the commonest confusions and of the others: a warning, a hint.
const ALLOWED: [(&str, bool, f64); 4] =
    [("warn: common", true, 2.0), ("hint: common", true, 3.0), ("warn", false, 1.2), ("hint", false, 6.0)];

struct Row {
    features: [f64; FEATURES],
    slip: bool,
    /// Whether it is one of the commonest confusions.
    common: bool,
    fold: usize,
    shown: String,
}

/// Writes `neighbours.tsv` and `misread.tsv` into `folder`; prints what is found in texts that were left out.
pub fn run(documents: &[&Document], lexicon: &Lexicon, folder: &Path, errors: bool) -> Result<(), String> {
    let documents: Vec<&Document> = documents.iter().copied().filter(|d| !is_messy(d)).collect();
    let mut rows = Vec::new();
    let mut slips = 0;
    for fold in 0..FOLDS {
        let others = documents.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, d)| *d);
        let neighbours = count(others);
        let sources = Sources { lexicon, neighbours: &neighbours };
        for (i, document) in documents.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            slips += examples(document, &sources, &mut Dice::new(i as u64), fold, &mut rows);
        }
    }
    let length: usize = documents.iter().map(|d| d.text.chars.len()).sum();
    let mut scores: Vec<f64> = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let weights = fit(rows.iter().filter(|r| r.fold != fold));
        for (row, score) in rows.iter().zip(&mut scores).filter(|(r, _)| r.fold == fold) {
            *score = dot(&weights, &row.features);
        }
    }
    let per_100k = length as f64 / 1e5;
    let mut order: Vec<usize> = (0..rows.len()).filter(|&i| !rows[i].slip).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let mut bounds = Vec::new();
    for (name, common, allowed) in ALLOWED {
        let kind = |i: &usize| rows[*i].common == common;
        let over = order.iter().copied().filter(kind).nth((allowed * per_100k) as usize);
        let bound = over.map_or(0.0, |i| scores[i]);
        let all = (0..rows.len()).filter(kind).filter(|&i| rows[i].slip);
        let (all, caught) = all.fold((0, 0), |(n, c), i| (n + 1, c + usize::from(scores[i] > bound)));
        println!(
            "{name} at {bound:.2}, {allowed} false alarms in 100,000 characters: {caught} of {all} that are candidates"
        );
        bounds.push((name, bound));
    }
    println!("{slips} slips were made");
    if errors {
        order.iter().take(40).for_each(|&i| println!("{:.2} {}", scores[i], rows[i].shown));
    }
    let everything = count(documents.iter().copied());
    let weights = fit(rows.iter());
    write(&folder.join("neighbours.tsv"), &format!("{PAIRS_HEAD}{}", everything.rows()))?;
    write(&folder.join("misread.tsv"), &weighed(&weights, &bounds))
}

fn is_messy(document: &Document) -> bool {
    let mut id = document.id.chars();
    id.next() == Some(MESSY) && id.clone().count() == 2 && id.all(|c| c.is_ascii_digit())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// The characters of each annotated block and the pairs that they make, rounded.
fn count<'a>(documents: impl Iterator<Item = &'a Document>) -> Neighbours {
    let mut singles: BTreeMap<char, u32> = BTreeMap::new();
    let mut pairs: BTreeMap<[char; 2], u32> = BTreeMap::new();
    for document in documents {
        for block in &document.blocks {
            let inside = document.text.chars[block.start..block.end].iter().copied();
            let around = std::iter::once(None).chain(inside.map(Some)).chain([None]).map(class);
            let classes: Vec<char> = around.collect();
            classes.iter().for_each(|c| *singles.entry(*c).or_default() += 1);
            classes.windows(2).for_each(|w| *pairs.entry([w[0], w[1]]).or_default() += 1);
        }
    }
    let confusable: HashSet<char> =
        LOOKALIKES.all().iter().flat_map(|(written, (meant, _))| [*written, *meant]).collect();
    let rounded = |count: u32| f64::from(count).log2().round() as u8;
    let often = |count: &u32| *count >= LEAST;
    let singles: Vec<_> = singles.into_iter().filter(|(_, n)| often(n)).map(|(c, n)| (c, rounded(n))).collect();
    let confused = pairs.into_iter().filter(|(p, n)| often(n) && p.iter().any(|c| confusable.contains(c)));
    let pairs: Vec<_> = confused.map(|(p, n)| (p, rounded(n))).collect();
    Neighbours::new(&singles, &pairs)
}

fn weighed(weights: &[f64; FEATURES], bounds: &[(&str, f64)]) -> String {
    let named = NAMES.into_iter().zip(*weights).chain(bounds.iter().copied());
    let rows: String = named.map(|(name, weight)| format!("{name}\t{weight:.3}\n")).collect();
    format!("{WEIGHTS_HEAD}{rows}")
}

const WEIGHTS_HEAD: &str = "\
# What each thing that speaks for a look-alike weighs (src/checks/slips.rs), and the sums from which it is a warning or a hint.
# Source: `trainer misread`, from the annotated texts and those in tools/trainer/texts. Licence: as the project.
# Columns: what, weight.
";

const PAIRS_HEAD: &str = "\
# How often characters and pairs of them stand in news of the field, as powers of two; pairs seen less than three times, and those without a look-alike, are left out.
# Source: `trainer misread`, counted in the annotated texts and those in tools/trainer/texts. Licence: as the project.
# Columns: character (# any digit, A any letter, . any mark, | the edge of a paragraph), its class, those that follow it, a class (0-9a-z) before each group.
";

fn examples(document: &Document, sources: &Sources, dice: &mut Dice, fold: usize, rows: &mut Vec<Row>) -> usize {
    use EntityType::{Company, Organization, Person, Place, Product, Project, Zone};
    let chars = &document.text.chars;
    let mut named = vec![false; chars.len()];
    for gold in document.gold.iter().chain(&document.inner) {
        if matches!(KINDS[gold.kind], Person | Company | Place | Zone | Organization | Product | Project) {
            named[gold.span.start..gold.span.end].fill(true);
        }
    }
    let mut pairs: HashMap<[char; 2], f64> = HashMap::new();
    chars.windows(2).for_each(|w| *pairs.entry([class(Some(w[0])), class(Some(w[1]))]).or_default() += 1.0);
    let runs: Vec<Span> = document.blocks.iter().flat_map(|b| han_runs(&document.text, *b)).collect();
    let mut made = 0;
    for run in runs {
        for at in run.start..run.end {
            if named[at] {
                continue;
            }
            // in the clean text each pair that holds the character was counted once
            let elsewhere = |a: char, b: char| {
                let here = u8::from([a, b].contains(&chars[at]));
                (pairs.get(&[a, b]).copied().unwrap_or(0.0) - f64::from(here)).max(0.0)
            };
            look(chars, run, at, sources, elsewhere, |c, shown| rows.push(row(c, false, fold, shown)));
            let meant = chars[at];
            let (common, all) = confused_with(meant);
            let written = if dice.below(SLIPS) == 0 {
                all
            } else if dice.below(COMMON_SLIPS) == 0 {
                common
            } else {
                continue;
            };
            if written.is_empty() {
                continue;
            }
            made += 1;
            let mut copy = chars.clone();
            copy[at] = written[dice.below(written.len())];
            let elsewhere = |a: char, b: char| {
                let count = pairs.get(&[a, b]).copied().unwrap_or(0.0);
                if [a, b].contains(&meant) { (count - 1.0).max(0.0) } else { count }
            };
            look(&copy, run, at, sources, elsewhere, |c, shown| {
                if c.meant == meant {
                    rows.push(row(c, true, fold, shown));
                }
            });
        }
    }
    made
}

fn row(candidate: Candidate, slip: bool, fold: usize, shown: String) -> Row {
    Row { features: candidate.features, slip, common: !candidate.how.is_doubtful(), fold, shown }
}

fn look(
    chars: &[char],
    run: Span,
    at: usize,
    sources: &Sources,
    elsewhere: impl Fn(char, char) -> f64,
    mut take: impl FnMut(Candidate, String),
) {
    sources.candidates(
        chars,
        run,
        at,
        |c, [left, right]| [elsewhere(left, c), elsewhere(c, right)],
        |_, _| true,
        |candidate| {
            let around: String = chars[at.saturating_sub(6)..(at + 7).min(chars.len())].iter().collect();
            take(candidate, format!("{}→{} {}", chars[at], candidate.meant, around.replace('\n', " ")));
        },
    );
}

/// The characters that may stand where this one was meant: those of the commonest confusions, and all.
fn confused_with(meant: char) -> (Vec<char>, Vec<char>) {
    let all = LOOKALIKES.all().iter().filter(|(_, (m, _))| *m == meant);
    let common = all.clone().filter(|(_, (_, how))| !how.is_doubtful());
    (common.map(|(written, _)| *written).collect(), all.map(|(written, _)| *written).collect())
}

/// Logistic regression; each feature is scaled for the fit and the weights scaled back.
fn fit<'a>(rows: impl Iterator<Item = &'a Row>) -> [f64; FEATURES] {
    let rows: Vec<&Row> = rows.collect();
    let mut scale = [1.0f64; FEATURES];
    for (i, scale) in scale.iter_mut().enumerate() {
        let square: f64 = rows.iter().map(|r| r.features[i].powi(2)).sum();
        *scale = (square / rows.len() as f64).sqrt().max(1e-6);
    }
    let mut weights = vec![0.0f32; FEATURES];
    let settings = Settings { l1: 0.0, l2: 1.0, iterations: 200, tolerance: 1e-7, quiet: true };
    minimise(&mut weights, &settings, |w, gradient| {
        let mut loss = 0.0;
        for row in &rows {
            let x: [f64; FEATURES] = std::array::from_fn(|i| row.features[i] / scale[i]);
            let score: f64 = x.iter().zip(w).map(|(x, w)| x * f64::from(*w)).sum();
            let right = if row.slip { score } else { -score };
            loss += (-right).exp().ln_1p();
            let push = f64::from(u8::from(row.slip)) - 1.0 / (1.0 + (-score).exp());
            gradient.iter_mut().zip(x).for_each(|(g, x)| *g -= (push * x) as f32);
        }
        loss
    });
    std::array::from_fn(|i| f64::from(weights[i]) / scale[i])
}

fn dot(weights: &[f64; FEATURES], features: &[f64; FEATURES]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

//! Trains the recogniser; `docs/entities.md` says how and why.

mod card;
mod cluener;
mod corpus;
mod crf;
mod dice;
mod folds;
mod marked;
mod minimise;
mod misread;
mod net;
mod rank;
mod score;
mod shapes;

use corpus::Document;
use shiju::entities::weights::Weights;
use shiju::words::Lexicon;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: trainer cv            cross-validates by document, prints F1 by type
       trainer train         the same, then trains on everything; writes data/model/ (--crossfit DIR: as below)
       trainer cluener       the same passes on CLUENER's training part, its own ten types, a fifth held out
       trainer misread       learns when a character was misread; writes data/checks/{neighbours,misread}.tsv
       trainer crossfit DIR  writes each training text's mentions as read by a model that did not see it
options: --data FOLDER (annotated texts: train/ and dev/), --errors, and of the recipe: see `recipe`";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&Arguments(words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("trainer: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The words of the command line.
pub struct Arguments(Vec<String>);

impl Arguments {
    fn after(&self, name: &str) -> Option<&str> {
        self.0.iter().position(|a| a == name).and_then(|i| self.0.get(i + 1)).map(String::as_str)
    }

    fn number(&self, name: &str, or: f32) -> f32 {
        self.after(name).and_then(|n| n.parse().ok()).unwrap_or(or)
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|a| a == name)
    }
}

/// Everything the trainer reads.
pub struct Library {
    pub train: Vec<Document>,
    /// Texts of our own: trained on in every fold, never scored.
    pub extra: Vec<Document>,
    pub dev: Vec<Document>,
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = arguments.after("--data").map_or_else(|| root.join("../../../shared/eval"), PathBuf::from);
    let words: Vec<&str> = arguments.0.iter().map(String::as_str).collect();
    let recipe = recipe(arguments);
    let mut lexicon = Lexicon::new(shiju::bundled::LEXICON).map_err(|e| e.to_string())?;
    if words.first() == Some(&"characters") {
        let (from, to) =
            (root.join("../../data/words/dictionary.tsv"), root.join("../../data/entities/characters.tsv"));
        return shapes::write(&from, &to, arguments.number("--classes", 128.0) as usize);
    }
    if words.first() == Some(&"cluener") {
        return cluener::run(&data.join("cluener/train.json"), &recipe, &mut lexicon);
    }
    let library = Library {
        train: corpus::read(&data.join("train"), &mut lexicon)?,
        extra: if arguments.has("--no-extra") {
            Vec::new()
        } else {
            corpus::read_marked(&root.join("texts"), &mut lexicon)?
        },
        dev: corpus::read(&data.join("dev"), &mut lexicon)?,
    };
    match words[..] {
        ["cv", ..] => {
            let folds = folds::fit(&library, &recipe, false)?;
            println!("{}", folds::report(&library, &folds, arguments.has("--errors")));
            Ok(())
        }
        ["crossfit", folder, ..] => {
            let folds = folds::fit(&library, &recipe, false)?;
            folds::crossfit(&library, &folds, Path::new(folder))
        }
        ["misread", ..] => {
            let documents: Vec<&Document> = library.train.iter().chain(&library.extra).collect();
            misread::run(&documents, &lexicon, &root.join("../../data/checks"), arguments.has("--errors"))
        }
        ["train", ..] => train(&library, &recipe, &root.join("../../data/model"), arguments.after("--crossfit")),
        _ => Err(USAGE.into()),
    }
}

/// How to train, with what was found best by cross-validation.
pub struct Recipe {
    pub chain: crf::Recipe,
    pub net: net::Recipe,
    /// How strongly the field's and the neural layer's scores are added.
    pub shares: (f32, f32),
    /// The first pass's weights are kept in steps no finer.
    pub step: f32,
    pub second: minimise::Settings,
    /// Of the pass that reads the inside of names.
    pub inner: minimise::Settings,
    /// A feature of the second pass must occur this often.
    pub second_least: u32,
}

fn recipe(arguments: &Arguments) -> Recipe {
    Recipe {
        chain: crf::Recipe {
            l2: arguments.number("--l2", 1.0),
            epochs: arguments.number("--epochs", 7.0) as usize,
            rate: arguments.number("--rate", 0.05),
            damping: arguments.number("--damping", 1.0),
            least: arguments.number("--least", 2.0) as u32,
            dropout: arguments.number("--dropout", 0.5),
            prune: arguments.number("--prune", 0.014),
            features: arguments.number("--features", 120_000.0) as usize,
        },
        net: net::Recipe {
            epochs: arguments.number("--net-epochs", 8.0) as usize,
            rate: arguments.number("--net-rate", 0.003),
            batch: arguments.number("--net-batch", 4.0) as usize,
            hide: arguments.number("--hide", 0.25),
            dropout: arguments.number("--net-dropout", 0.25),
            least: arguments.number("--net-least", 14.0) as u32,
        },
        shares: (arguments.number("--share", 0.55), arguments.number("--net-share", 0.4)),
        step: arguments.number("--step", 0.018),
        second: settings(arguments.number("--second-l2", 6.0)),
        inner: settings(arguments.number("--inner-l2", 3.0)),
        second_least: arguments.number("--second-least", 2.0) as u32,
    }
}

fn settings(l2: f32) -> minimise::Settings {
    minimise::Settings { l1: 0.0, l2, iterations: 60, tolerance: 1e-4, quiet: true }
}

fn train(library: &Library, recipe: &Recipe, folder: &Path, crossfit: Option<&str>) -> Result<(), String> {
    let folds = folds::fit(library, recipe, true)?;
    if let Some(crossfit) = crossfit {
        folds::crossfit(library, &folds, Path::new(crossfit))?;
    }
    let weights: Weights = folds::whole(library, &folds, recipe)?;
    let bytes = weights.to_bytes();
    let report = folds::report(library, &folds, false);
    let card = card::write(library, &weights, bytes.len(), &report);
    println!("{report}");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).map_err(|e| format!("{name}: {e}"));
    write("recogniser.bin", &bytes)?;
    write("README.md", card.as_bytes())
}

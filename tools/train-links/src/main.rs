//! Trains the rankers of `src/links` and writes their tables.
//!
//! ```text
//! train-links GOLD_DIR [--mentions DIR] [--report DIR]... [--errors LINK] [--write data/links]
//! ```
//!
//! Cross-validates by document (five folds), prints how many links are right with the figures and mentions of
//! the gold (and with those of `--mentions`, on which it trains too), reports the same for other folders, and writes the tables trained on all of GOLD_DIR. Deterministic.

mod corpus;
mod lbfgs;
mod rows;
mod score;
mod sequence;
mod train;

use corpus::Document;
use score::Tally;
use shiju::links::learn::{Past, Rankers};
use std::path::PathBuf;
use std::process::ExitCode;

const FOLDS: usize = 5;

struct Arguments {
    gold: PathBuf,
    report: Vec<PathBuf>,
    write: Option<PathBuf>,
    mentions: Option<PathBuf>,
    errors: Option<String>,
}

fn arguments() -> Option<Arguments> {
    let mut words = std::env::args().skip(1);
    let mut out =
        Arguments { gold: words.next()?.into(), report: Vec::new(), write: None, mentions: None, errors: None };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--report" => out.report.push(words.next()?.into()),
            "--mentions" => out.mentions = Some(words.next()?.into()),
            "--write" => out.write = Some(words.next()?.into()),
            "--errors" => out.errors = Some(words.next()?),
            _ => return None,
        }
    }
    Some(out)
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("usage: train-links GOLD_DIR [--mentions DIR] [--report DIR]... [--errors LINK] [--write DIR]");
        return ExitCode::FAILURE;
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("train-links: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let mut documents = corpus::read(&arguments.gold, None)?;
    let texts = documents.len();
    if let Some(folder) = &arguments.mentions {
        documents.extend(corpus::read(&arguments.gold, Some(folder))?);
    }
    let known: Vec<Past> = documents.iter().map(Document::gold_past).collect();
    let guessed = cross_validate(&documents, texts, &[&known], None).0;
    let (_, tallies) = cross_validate(&documents, texts, &[&known, &guessed], arguments.errors.as_deref());
    for (tally, inputs) in tallies.iter().zip(["gold mentions", "found mentions"]) {
        println!("{FOLDS}-fold, {texts} documents, {inputs}");
        tally.print();
    }
    let all: Vec<usize> = (0..documents.len()).collect();
    let tables = train::train(&documents, texts, &all, &[&known, &guessed]);
    let rankers = train::rankers(&tables);
    for folder in &arguments.report {
        let mut tally = Tally::default();
        for document in corpus::read(folder, None)? {
            tally.add(&document, &score::links(&document, &rankers), arguments.errors.as_deref());
        }
        println!("{}", folder.display());
        tally.print();
    }
    match &arguments.write {
        Some(folder) => rows::write(folder, &tables),
        None => Ok(()),
    }
}

/// Decides each document with rankers trained on the other folds: the decisions, and how right they are.
///
/// The first `texts` documents are followed by the same texts with other mentions, tallied apart.
fn cross_validate(
    documents: &[Document],
    texts: usize,
    pasts: &[&[Past]],
    errors: Option<&str>,
) -> (Vec<Past>, Vec<Tally>) {
    let mut tallies: Vec<Tally> = documents.chunks(texts.max(1)).map(|_| Tally::default()).collect();
    let mut out = vec![Past::default(); documents.len()];
    for fold in 0..FOLDS {
        let (held, used): (Vec<usize>, Vec<usize>) = (0..documents.len()).partition(|i| i % texts % FOLDS == fold);
        let rankers: Rankers = train::rankers(&train::train(documents, texts, &used, pasts));
        for i in held {
            let links = score::links(&documents[i], &rankers);
            tallies[i / texts].add(&documents[i], &links, errors);
            out[i] = documents[i].past_of(&links);
        }
    }
    (out, tallies)
}

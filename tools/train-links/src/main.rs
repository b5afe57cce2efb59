//! Trains the rankers of `src/links` and writes their tables.
//!
//! ```text
//! train-links GOLD_DIR [--mentions DIR] [--texts DIR]... [--report DIR]... [--errors LINK] [--write data/links]
//! ```
//!
//! Cross-validates by document (five folds), prints how many links are right with the figures and mentions of
//! the gold (and with those of `--mentions`, on which it trains too), reports the same for other folders, and writes the tables trained on all of GOLD_DIR. Deterministic.

mod boost;
mod corpus;
mod lbfgs;
mod rows;
mod score;
mod sequence;
mod texts;
mod train;

use corpus::Document;
use score::Tally;
use shiju::links::learn::{Finalist, Past, Rankers, finalists};
use std::path::PathBuf;
use std::process::ExitCode;

const FOLDS: usize = 5;
/// With the mentions of the gold, and with those of `--mentions`.
const REPORTS: usize = 2;

struct Arguments {
    gold: PathBuf,
    report: Vec<PathBuf>,
    write: Option<PathBuf>,
    mentions: Option<PathBuf>,
    texts: Vec<PathBuf>,
    errors: Option<String>,
}

fn arguments() -> Option<Arguments> {
    let mut words = std::env::args().skip(1);
    let mut out = Arguments {
        gold: words.next()?.into(),
        report: Vec::new(),
        write: None,
        mentions: None,
        texts: Vec::new(),
        errors: None,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--report" => out.report.push(words.next()?.into()),
            "--mentions" => out.mentions = Some(words.next()?.into()),
            "--texts" => out.texts.push(words.next()?.into()),
            "--write" => out.write = Some(words.next()?.into()),
            "--errors" => out.errors = Some(words.next()?),
            _ => return None,
        }
    }
    Some(out)
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!(
            "usage: train-links GOLD_DIR [--mentions DIR] [--texts DIR]... [--report DIR]... [--errors LINK] [--write DIR]"
        );
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
    let documents = documents(arguments)?;
    let known: Vec<Past> = documents.iter().map(Document::gold_past).collect();
    let guessed = cross(&documents, &[&known]).pasts;
    let mut crossed = cross(&documents, &[&known, &guessed]);
    let tallies = tally(&documents, &mut crossed, arguments.errors.as_deref());
    for (tally, inputs) in tallies.iter().zip(["gold mentions", "found mentions"]) {
        println!("{FOLDS}-fold, {inputs}");
        tally.print();
    }
    let all: Vec<usize> = (0..documents.len()).collect();
    let tables = train::train(&documents, &all, &[&known, &guessed]);
    let mut rankers = train::rankers(&tables);
    rankers.second = train::second(&documents, &all, &crossed.finalists);
    for folder in &arguments.report {
        let mut tally = Tally::default();
        for document in corpus::read(folder, None)? {
            let links = score::links(&document, &rankers);
            tally.add(&document, &links, arguments.errors.as_deref());
        }
        println!("{}", folder.display());
        tally.print();
    }
    match &arguments.write {
        Some(folder) => rows::write(folder, &tables, &rankers.second),
        None => Ok(()),
    }
}

/// The gold's documents, the same with other mentions, and those that only train.
fn documents(arguments: &Arguments) -> Result<Vec<Document>, String> {
    let mut copies = vec![corpus::read(&arguments.gold, None)?];
    if let Some(folder) = &arguments.mentions {
        copies.push(corpus::read(&arguments.gold, Some(folder))?);
    }
    let (texts, share) = (copies[0].len(), 1.0 / copies.len() as f32);
    for (report, copy) in copies.iter_mut().enumerate() {
        for (number, document) in copy.iter_mut().enumerate() {
            (document.number, document.share, document.report) = (number, share, Some(report));
        }
    }
    let mut out: Vec<Document> = copies.into_iter().flatten().collect();
    for folder in &arguments.texts {
        for (i, document) in texts::read(folder)?.into_iter().enumerate() {
            out.push(Document { number: texts + i, ..document });
        }
    }
    Ok(out)
}

/// What the rankers trained on the other folds make of each document.
struct Crossed {
    /// Their decisions.
    pasts: Vec<Past>,
    /// The likeliest subjects, as trees look at them.
    finalists: Vec<Vec<(usize, Vec<Finalist>)>>,
    /// The rankers of each fold, without trees.
    rankers: Vec<Rankers>,
}

/// The documents of a fold, and the others.
fn fold(documents: &[Document], fold: usize) -> (Vec<usize>, Vec<usize>) {
    (0..documents.len()).partition(|&i| documents[i].number % FOLDS == fold)
}

/// Does the work of each fold at the same time as the others'.
fn each_fold<T: Send>(work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let folds: Vec<_> = (0..FOLDS).map(|number| scope.spawn(move || work(number))).collect();
        folds.into_iter().map(|fold| fold.join().expect("a fold went wrong")).collect()
    })
}

fn cross(documents: &[Document], pasts: &[&[Past]]) -> Crossed {
    let mut out = Crossed { pasts: vec![Past::default(); documents.len()], finalists: Vec::new(), rankers: Vec::new() };
    out.finalists.resize_with(documents.len(), Vec::new);
    let folds = each_fold(|number| {
        let (held, used) = fold(documents, number);
        let rankers = train::rankers(&train::train(documents, &used, pasts));
        let found: Vec<_> = held
            .into_iter()
            .map(|i| {
                let past = documents[i].past_of(&score::links(&documents[i], &rankers));
                let finalists = finalists(&documents[i].scene(), &past.metrics, &rankers.subject);
                (i, past, finalists)
            })
            .collect();
        (rankers, found)
    });
    for (rankers, found) in folds {
        out.rankers.push(rankers);
        for (i, past, finalists) in found {
            (out.pasts[i], out.finalists[i]) = (past, finalists);
        }
    }
    out
}

/// How right the decisions are, each document's with trees that have not seen it: with gold mentions, and with found ones.
fn tally(documents: &[Document], crossed: &mut Crossed, errors: Option<&str>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = (0..REPORTS).map(|_| Tally::default()).collect();
    let forests = each_fold(|number| train::second(documents, &fold(documents, number).1, &crossed.finalists));
    for (number, forest) in forests.into_iter().enumerate() {
        crossed.rankers[number].second = forest;
        for i in fold(documents, number).0 {
            let Some(report) = documents[i].report else { continue };
            let links = score::links(&documents[i], &crossed.rankers[number]);
            tallies[report].add(&documents[i], &links, errors);
        }
    }
    tallies
}

//! The command line, whole: what `shiju` does with its words. It knows neither files nor terminals; a [`World`] has them, which is
//! the operating system for the native program and Node for `npx shiju`. So both print the same bytes.

mod args;
mod lines;
mod texts;

use crate::model::Analysis;
use crate::render::{Look, TableName, csv, tables, terminal};
use crate::{Analyzer, Error};
use args::{Command, Form, Reading};
use std::borrow::BorrowMut;

/// Why a run ended before its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// A mistake that the person is told of.
    Told(String),
    /// Nobody reads the output any more.
    Closed,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Told(error.to_string())
    }
}

/// What the command line needs of the machine.
pub trait World {
    /// The bytes of a file; of `-`, all of the standard input.
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Stop>;
    /// The names in a folder; none where the path is no folder.
    fn folder(&mut self, path: &str) -> Result<Option<Vec<String>>, Stop>;
    /// The next line of the standard input, without its end.
    fn line(&mut self) -> Result<Option<String>, Stop>;
    /// Writes to the standard output.
    fn write(&mut self, text: &str) -> Result<(), Stop>;
    /// Writes a line to the standard error.
    fn complain(&mut self, text: &str);
    /// Whether the output is shown on a terminal that has colours.
    fn colours(&mut self) -> bool;
}

/// Runs the program; gives its exit status.
pub fn main<A: BorrowMut<Analyzer>>(
    words: &[String],
    world: &mut impl World,
    open: impl FnOnce() -> Result<A, Error>,
) -> u8 {
    match run(words, world, open) {
        Ok(()) | Err(Stop::Closed) => 0,
        Err(Stop::Told(message)) => {
            world.complain(&format!("shiju: {message}"));
            1
        }
    }
}

fn run<A: BorrowMut<Analyzer>>(
    words: &[String],
    world: &mut impl World,
    open: impl FnOnce() -> Result<A, Error>,
) -> Result<(), Stop> {
    let command = args::parse(words).map_err(Stop::Told)?;
    match &command {
        Command::Help => return world.write(args::USAGE),
        Command::Version => return world.write(concat!("shiju ", env!("CARGO_PKG_VERSION"), "\n")),
        _ => {}
    }
    let mut analyzer = open()?;
    let analyzer = analyzer.borrow_mut();
    match command {
        Command::Read(reading) => read_all(analyzer, world, &reading),
        Command::Lines(options) => lines::answer(analyzer, world, &options),
        Command::Compare(a, b, options) => {
            let (a, b) = (texts::read(world, &a)?, texts::read(world, &b)?);
            write_json(world, &analyzer.compare(&a, &b, &options)?)
        }
        Command::Help | Command::Version => Ok(()),
    }
}

fn write_json(world: &mut impl World, value: &impl serde::Serialize) -> Result<(), Stop> {
    world.write(&(json(value)? + "\n"))
}

fn json(value: &impl serde::Serialize) -> Result<String, Stop> {
    serde_json::to_string(value).map_err(|e| Stop::Told(e.to_string()))
}

/// One of several analyses: the same with what says which text it is of put first.
fn write_named(world: &mut impl World, id: &impl serde::Serialize, analysis: &Analysis) -> Result<(), Stop> {
    let (id, analysis) = (json(id)?, json(analysis)?);
    world.write(&format!("{{\"id\":{id},{}\n", &analysis[1..]))
}

fn read_all(analyzer: &mut Analyzer, world: &mut impl World, reading: &Reading) -> Result<(), Stop> {
    let (files, one) = texts::files(world, &reading.paths)?;
    let colour = reading.colour.unwrap_or_else(|| world.colours());
    for (number, file) in files.iter().enumerate() {
        let text = texts::read(world, file)?;
        let analysis = analyzer.analyze(&text, &reading.options).map_err(|e| told(file, one, e))?;
        match reading.form {
            Form::Json if one => write_json(world, &analysis)?,
            Form::Json => write_named(world, file, &analysis)?,
            Form::Csv(name) => write_csv(world, &analysis, name, (!one).then_some(file), number == 0)?,
            Form::Text => {
                let title = if one {
                    String::new()
                } else {
                    format!("{}── {file} ──\n", if number == 0 { "" } else { "\n" })
                };
                world.write(&(title + &terminal::view(&text, &analysis, Look { colour, lang: reading.lang })))?;
            }
        }
    }
    Ok(())
}

fn told(file: &str, one: bool, error: Error) -> Stop {
    Stop::Told(if one { error.to_string() } else { format!("{file}: {error}") })
}

fn write_csv(
    world: &mut impl World,
    analysis: &Analysis,
    name: TableName,
    file: Option<&String>,
    first: bool,
) -> Result<(), Stop> {
    let table = tables::table(analysis, name);
    let before: Vec<&str> = file.map(String::as_str).into_iter().collect();
    let head = if first { csv::head(&table, if file.is_some() { &["file"] } else { &[] }) } else { String::new() };
    world.write(&(head + &csv::body(&table, &before)))
}

#[cfg(test)]
mod tests;

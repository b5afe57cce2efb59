//! The result as JSON, written piece by piece: for a long text, neither all of it as objects nor the time for all of it is needed
//! at once.

use super::output::{self, Counts};
use super::unit::Units;
use super::{Place, Run};
use crate::entities::Entities;
use crate::error::Error;
use crate::model::{Analysis, ArticleDate, DateSource};
use serde::Serialize;
use time::Date;

/// The lists after the head, in the order that they are written in.
pub const LISTS: [&str; 12] = [
    "mentions",
    "entities",
    "figures",
    "projects",
    "batches",
    "indicators",
    "commitments",
    "problems",
    "incentives",
    "mechanisms",
    "findings",
    "checked",
];

/// The result so far.
#[derive(Debug, Default)]
pub(super) struct Json {
    head: Vec<u8>,
    /// Mentions, entities, figures and so on, as [`Analysis`] has them.
    lists: [Vec<u8>; LISTS.len()],
    names: Entities,
    counts: Counts,
    pieces: usize,
}

/// The fields of [`Analysis`] that stand before the lists.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    schema: &'a str,
    script: crate::model::Script,
    published: &'a Option<String>,
    published_from: Option<DateSource>,
    articles: &'a [crate::model::Article],
    furniture: &'a [crate::model::Furniture],
    edits: &'a [crate::model::Edit],
}

impl Json {
    /// Writes the next piece; true while there is more to write.
    pub fn step(&mut self, run: &Run, units: &Units, dates: &[Option<(Date, ArticleDate)>]) -> Result<bool, Error> {
        let piece = self.pieces;
        self.pieces += 1;
        let mut out = output::nothing(run);
        match piece {
            0 => {
                let a = output::head(run, dates);
                self.head = written(&Head {
                    schema: &a.schema,
                    script: a.script,
                    published: &a.published,
                    published_from: a.published_from,
                    articles: &a.articles,
                    furniture: &a.furniture,
                    edits: &a.edits,
                })?;
                // What follows stands inside of the same object.
                self.head.pop();
            }
            1 => self.names = output::names(run, units, &mut out),
            _ => match run.places.get(piece - 2) {
                Some(place) => self.part(run, units, place, &mut out),
                None => return Ok(false),
            },
        }
        self.add(&out)?;
        Ok(true)
    }

    fn part(&mut self, run: &Run, units: &Units, place: &Place, out: &mut Analysis) {
        output::part(run, units, place, &self.names, &mut self.counts, out);
    }

    fn add(&mut self, a: &Analysis) -> Result<(), Error> {
        let [
            mentions,
            entities,
            figures,
            projects,
            batches,
            indicators,
            commitments,
            problems,
            incentives,
            mechanisms,
            findings,
            checked,
        ] = &mut self.lists;
        rows(mentions, &a.mentions)?;
        rows(entities, &a.entities)?;
        rows(figures, &a.figures)?;
        rows(projects, &a.projects)?;
        rows(batches, &a.batches)?;
        rows(indicators, &a.indicators)?;
        rows(commitments, &a.commitments)?;
        rows(problems, &a.problems)?;
        rows(incentives, &a.incentives)?;
        rows(mechanisms, &a.mechanisms)?;
        rows(findings, &a.findings)?;
        rows(checked, &a.checked)
    }

    /// What was written and not yet taken: the head, then the rows of each list.
    pub fn taken(&mut self) -> Result<Vec<String>, Error> {
        let all = std::iter::once(&mut self.head).chain(&mut self.lists);
        let text = |bytes: &mut Vec<u8>| String::from_utf8(std::mem::take(bytes));
        all.map(text).collect::<Result<_, _>>().map_err(|e| Error::new("internal", e.to_string()))
    }
}

fn rows<T: Serialize>(list: &mut Vec<u8>, rows: &[T]) -> Result<(), Error> {
    for row in rows {
        if !list.is_empty() {
            list.push(b',');
        }
        serde_json::to_writer(&mut *list, row).map_err(internal)?;
    }
    Ok(())
}

/// Anything as JSON.
pub(super) fn written(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(internal)
}

fn internal(error: serde_json::Error) -> Error {
    Error::new("internal", error.to_string())
}

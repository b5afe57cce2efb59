//! The ledger: projects with their stages, sums and facts.

use crate::entities::Entities;
use crate::figures::Figure;
use crate::links::Links;
use crate::model::{Stage, Status};
use crate::text::{Span, Text};
use crate::words::Words;

/// A stage that the text states.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct StageRecord {
    pub stage: Stage,
    /// ISO 8601.
    pub date: Option<String>,
    /// Actual or forecast.
    pub status: Status,
    pub evidence: Span,
}

/// One row of the ledger.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Project {
    pub entity: Option<usize>,
    pub name: Option<String>,
    pub company: Option<String>,
    pub place: Option<String>,
    /// The furthest stage stated as reached.
    pub stage: Option<Stage>,
    pub stages: Vec<StageRecord>,
    /// Index into the figures, and the phase it holds for.
    pub investment: Option<(usize, Option<String>)>,
    /// Name, index into the figures.
    pub facts: Vec<(String, usize)>,
    pub content: Option<String>,
    pub evidence: Vec<Span>,
}

/// Everything that goes into tables of its own.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Ledger {
    pub projects: Vec<Project>,
}

/// Builds the ledger of a text.
pub fn ledger(_text: &Text, _words: &Words, _figures: &[Figure], _entities: &Entities, _links: &[Links]) -> Ledger {
    Ledger::default()
}

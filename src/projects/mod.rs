//! The ledger: projects with their stages, sums and facts, and the tables beside them.
//!
//! `candidates` finds what may be a project, `merge` makes one of its many names, `fill` ties
//! companies, places, sums and stages to it. The other tables stand in files of their own.

mod backing;
mod batches;
mod commitments;
mod company;
mod cues;
mod dealt;
mod details;
mod drafts;
mod fill;
mod guess;
mod incentives;
mod indicators;
mod located;
mod mechanisms;
mod money;
mod names;
mod near;
mod options;
mod place;
mod problems;
mod publish;
mod rank;
mod scene;
mod stage;
mod stated;
mod study;
mod tells;
#[cfg(test)]
mod tests;

use crate::entities::Entities;
use crate::figures::Figure;
use crate::links::Links;
use crate::model::{Stage, Status};
use crate::text::{Span, Text};
use crate::words::Words;
use time::Date;

pub use drafts::{Draft, Source};
pub use fill::projects;
pub use options::Choice;
pub use publish::{Base, Tables, publish};
pub use rank::{Feature, Features, Task, Weights};
pub use scene::Scene;
pub use study::Study;

/// A stage that the text states.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct StageRecord {
    pub stage: Stage,
    /// ISO 8601.
    pub date: Option<String>,
    /// The words of the date, also where its year is not known.
    pub when: Option<Span>,
    /// Actual or forecast.
    pub status: Status,
    pub evidence: Span,
}

/// How long a project took, or is to take, from one stage to another.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct StageDuration {
    pub from: Option<Stage>,
    pub to: Stage,
    /// Index into the figures.
    pub figure: usize,
    /// Actual or forecast.
    pub status: Status,
    pub evidence: Span,
}

/// A figure under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Index into the figures.
    pub figure: usize,
    /// Actual or forecast, where the text tells.
    pub status: Option<Status>,
}

/// Where the words of a project's cells stand.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Cells {
    pub name: Option<Span>,
    pub company: Option<Span>,
    pub place: Option<Span>,
    pub stage: Option<Span>,
    pub content: Option<Span>,
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
    pub durations: Vec<StageDuration>,
    /// Index into the figures, and the phase it holds for.
    pub investment: Option<(usize, Option<String>)>,
    /// Sums of phases and parts.
    pub phases: Vec<Fact>,
    pub facts: Vec<Fact>,
    pub content: Option<String>,
    /// The firm above the company.
    pub parent: Option<Span>,
    pub industry: Option<Span>,
    /// The officials who answer for it.
    pub charge: Vec<Span>,
    pub funds: Vec<Span>,
    pub pool: Option<Span>,
    /// Index into [`Ledger::batches`].
    pub batch: Option<usize>,
    pub cells: Cells,
    pub confidence: f32,
    pub evidence: Vec<Span>,
}

/// Projects signed, started or finished together. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Batch {
    pub stage: Stage,
    pub date: Option<String>,
    pub place: Option<Span>,
    pub count: usize,
    pub sum: Option<usize>,
    pub parts: Vec<BatchPart>,
    /// Indexes into [`Ledger::projects`].
    pub members: Vec<usize>,
    pub evidence: Span,
}

/// A part of a batch, by threshold or by kind. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct BatchPart {
    pub label: Span,
    pub threshold: Option<usize>,
    pub count: usize,
    pub sum: Option<usize>,
}

/// One value of metric × subject × period. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Indicator {
    pub metric: Span,
    pub subject: Option<Span>,
    pub period: Option<Span>,
    pub interval: Option<String>,
    pub figure: Option<usize>,
    pub change: Option<usize>,
    pub rank: Option<usize>,
    pub completion: Option<usize>,
    /// The sum from which on things are counted.
    pub threshold: Option<usize>,
    pub evidence: Span,
}

/// A promise or a result measured in time. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Commitment {
    /// `Commitment` or `Actual`.
    pub status: Status,
    pub what: Span,
    pub who: Option<Span>,
    pub figure: usize,
    pub before: Option<usize>,
    pub evidence: Span,
}

/// Problems collected and solved. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Problems {
    pub body: Option<Span>,
    pub period: Option<Span>,
    pub collected: Option<usize>,
    pub solved: Option<usize>,
    pub rate: Option<usize>,
    pub satisfaction: Option<usize>,
    pub visits: Option<usize>,
    pub staff: Option<usize>,
    pub evidence: Span,
}

/// What is given to firms. Figures are indexes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Incentive {
    pub kind: &'static str,
    pub what: Span,
    pub giver: Option<Span>,
    pub taker: Option<Span>,
    pub figures: Vec<usize>,
    pub evidence: Span,
}

/// A named way of working.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Mechanism {
    pub kind: &'static str,
    pub name: Span,
    pub who: Option<Span>,
    pub parts: Vec<Span>,
    pub facts: Vec<Fact>,
    pub evidence: Span,
}

/// Everything that goes into tables of its own.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Ledger {
    pub projects: Vec<Project>,
    pub batches: Vec<Batch>,
    pub indicators: Vec<Indicator>,
    pub commitments: Vec<Commitment>,
    pub problems: Vec<Problems>,
    pub incentives: Vec<Incentive>,
    pub mechanisms: Vec<Mechanism>,
}

/// Builds the ledger of a text; `published` tells what lies ahead.
pub fn ledger(
    text: &Text,
    words: &Words,
    figures: &[Figure],
    entities: &Entities,
    links: &[Links],
    published: Option<Date>,
) -> Ledger {
    let study = Study::new(Scene::new(text, words, figures, entities, links, published));
    let scene = study.scene();
    let mut projects = projects(&study, Weights::bundled());
    Ledger {
        batches: batches::find(scene, &mut projects),
        indicators: indicators::find(scene),
        commitments: commitments::find(scene),
        problems: problems::find(scene),
        incentives: incentives::find(scene),
        mechanisms: mechanisms::find(scene),
        projects,
    }
}

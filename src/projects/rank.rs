//! A small log-linear ranker: of several options the one whose features weigh most.
//!
//! Weights are trained by `tools/ledger` and stand in `data/projects/weights.tsv`.

use super::cues::rows;
use crate::float;
use crate::hashing::HashMap;
use crate::parts::{self, Part};
use std::sync::OnceLock;

/// What is being chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Task {
    /// Whether a candidate is a record at all.
    Record,
    /// Which firm is behind it.
    Company,
    /// Where it is.
    Place,
    /// What is invested.
    Investment,
    /// Which words state its stage.
    Stage,
}

impl Task {
    /// All of them.
    pub const ALL: [Task; 5] = [Task::Record, Task::Company, Task::Place, Task::Investment, Task::Stage];

    /// Its name in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Task::Record => "record",
            Task::Company => "company",
            Task::Place => "place",
            Task::Investment => "investment",
            Task::Stage => "stage",
        }
    }
}

impl Task {
    /// How much better than the best words an empty cell must be. The beginnings of a project's name
    /// share one firm's probability, so that the empty cell looks likelier than it is.
    fn lean(self) -> f64 {
        match self {
            Task::Company => 1.2,
            _ => 0.0,
        }
    }
}

/// A feature: what was looked at, and what was seen.
pub type Feature = (&'static str, i32);

/// What speaks for or against an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Features(pub Vec<Feature>);

impl Default for Features {
    /// With room for what is mostly seen: they are made by the thousand.
    fn default() -> Self {
        Features(Vec::with_capacity(40))
    }
}

impl Features {
    /// Notes what was seen.
    pub fn put(&mut self, name: &'static str, value: i32) {
        self.0.push((name, value));
    }

    /// Notes that something holds.
    pub fn flag(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.put(name, 1);
        }
    }
}

/// The trained weights.
#[derive(Debug, Clone, Default)]
pub struct Weights(pub HashMap<(Task, Feature), f64>);

impl Weights {
    /// Those that come with the crate.
    pub fn bundled() -> &'static Weights {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let read = |row: Vec<&'static str>| {
                let task = Task::ALL.into_iter().find(|t| t.name() == row[0])?;
                Some(((task, (*row.get(1)?, row.get(2)?.parse().ok()?)), float::parse(row.get(3)?)?))
            };
            Weights(rows(parts::table(Part::Ledger)).filter_map(read).collect())
        })
    }

    /// The sum of the weights of what was seen.
    pub fn score(&self, task: Task, features: &Features) -> f64 {
        features.0.iter().filter_map(|f| self.0.get(&(task, *f))).sum()
    }

    /// How probable each of the options is.
    ///
    /// A cell stays empty only where that is clearly best: by `task.lean()`.
    pub fn odds<'f>(&self, task: Task, options: impl Iterator<Item = &'f Features>) -> Vec<f64> {
        let lean = |o: &Features| if o.0.contains(&("nothing", 1)) { task.lean() } else { 0.0 };
        let scores: Vec<f64> = options.map(|o| self.score(task, o) - lean(o)).collect();
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
        let all: f64 = odds.iter().sum();
        odds.iter().map(|o| o / all).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_the_same_weight_are_as_probable() {
        let weights = Weights([((Task::Place, ("near", 1)), 2.0)].into_iter().collect());
        let options = [Features(vec![]), Features(vec![("near", 1)]), Features(vec![("near", 1)])];
        let odds = weights.odds(Task::Place, options.iter());
        assert!(odds[1] > 0.45 && odds[1] < 0.5 && odds[1] == odds[2] && odds[0] < 0.1);
        assert!(weights.odds(Task::Place, [].into_iter()).is_empty());
    }
}

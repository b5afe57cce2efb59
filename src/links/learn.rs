//! What the trainer under `tools/` needs: the candidates of each decision with their features spelled out,
//! from the code that decides when reading.

pub use super::chain::{Link as ChainLink, STEPS, State, marginals};
pub use super::decide::{Past, Rankers, decide};
pub use super::forest::{Forest, Node, leaf};
pub use super::key::Key;
pub use super::metric::Candidate;
pub use super::ranker::{Model, overlap};
pub use super::scene::{Scene, is_when};
pub use super::subject::{COLUMNS, Finalist, Place, finalists};
use super::{change, metric, period, subject};
use crate::model::Change;
use crate::text::Span;

/// A candidate phrase and its features; no phrase stands for "none".
pub type Choice = (Option<Span>, Vec<Key>);

/// Names of the templates of the four rankers.
pub const TEMPLATES: [(&str, &[&str]); 4] = [
    ("metric", metric::TEMPLATES),
    ("subject", subject::TEMPLATES),
    ("period", period::TEMPLATES),
    ("change", change::TEMPLATES),
];

/// Candidates for the metric.
pub fn metrics(scene: &Scene, figure: usize, past: &Past) -> Vec<Choice> {
    let found = metric::candidates(scene, figure, &past.metrics, &Vec::new());
    found.into_iter().map(|c| (c.span, c.tally)).collect()
}

/// The chain of subjects, the metrics being known.
pub fn subjects(scene: &Scene, metrics: &[Option<Span>]) -> Vec<Place<Vec<Key>>> {
    let ground = subject::Ground::new(scene);
    subject::chain(scene, subject::View { metrics, ground: &ground }, &Vec::new())
}

/// Candidates for the period, the metric being known: figures that are dates.
pub fn periods(scene: &Scene, figure: usize, past: &Past, metric: Option<Span>) -> Vec<(Option<usize>, Vec<Key>)> {
    let view = period::View { metric, past: &past.periods };
    let found = period::candidates(scene, figure, view, &Vec::new(), &mut None);
    found.into_iter().map(|c| (c.figure, c.tally)).collect()
}

/// The answers for the movement.
pub fn changes(scene: &Scene, figure: usize, past: &Past) -> Vec<(Option<Change>, Vec<Key>)> {
    let found = change::features(scene, figure, &past.changes, &Vec::new());
    change::ANSWERS.into_iter().zip(found).collect()
}

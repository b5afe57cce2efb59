//! Links: what each figure measures, of whom, when, which way it moved, and what kind of statement it makes.
//!
//! Metric, subject, period and change are chosen by small log-linear rankers among the phrases in reach,
//! figure by figure, so that a later figure can inherit from an earlier one. `docs/links.md` tells how.

mod anaphora;
mod bounds;
mod chain;
mod change;
mod comparison;
mod cues;
mod decide;
mod edges;
mod forest;
mod key;
pub mod learn;
mod metric;
mod period;
mod prominence;
mod ranker;
mod respectively;
mod roles;
mod scene;
#[cfg(test)]
mod sketch;
mod status;
mod subject;
#[cfg(test)]
mod tests;

use crate::entities::Entities;
use crate::figures::Figure;
use crate::model::{Change, Status};
use crate::text::{Span, Text};
use crate::words::Words;
use scene::Scene;

/// A phrase that a figure is tied to.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where the phrase stands.
    pub span: Span,
    /// The entity it names, if it names one.
    pub entity: Option<usize>,
}

/// What a figure says; one for each figure.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Links {
    pub metric: Option<Link>,
    pub subject: Option<Link>,
    pub period: Option<Link>,
    /// ISO interval of the period.
    pub interval: Option<String>,
    pub counted: Option<Link>,
    pub comparison: Option<Link>,
    pub change: Option<Change>,
    pub status: Option<Status>,
}

/// Ties each figure to the phrases around it; the answer is as long as `figures`.
pub fn link(text: &Text, words: &Words, figures: &[Figure], entities: &Entities) -> Vec<Links> {
    let entities = outermost(entities);
    let scene = Scene::new(text, words, figures, &entities);
    decide::decide(&scene, decide::Rankers::bundled())
}

/// The mentions that no other holds, on which links are learnt; entities keep their numbers.
fn outermost(entities: &Entities) -> Entities {
    let mut out = entities.clone();
    let mut number = vec![None; out.mentions.len()];
    let outer = (0..out.mentions.len()).filter(|&i| !entities.mentions[i].inner);
    outer.enumerate().for_each(|(new, old)| number[old] = Some(new));
    out.mentions.retain(|m| !m.inner);
    for entity in &mut out.entities {
        entity.mentions = entity.mentions.iter().filter_map(|&m| number[m]).collect();
    }
    out
}

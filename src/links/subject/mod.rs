//! The subject of a figure: the entity whose measure it is, or a noun phrase where no entity is named.
//!
//! A chain of log-linear decisions gives every candidate a likelihood in view of the whole article; then
//! boosted trees look a second time at the likeliest, in view of what the figures around seem to choose.

mod echo;
mod keys;
mod lists;
mod nouns;
mod reach;
mod second;

use super::chain::{self, Link, STEPS, State};
use super::key::Tally;
use super::metric::Candidate;
use super::prominence::Prominence;
use super::ranker::{Model, Score};
use super::scene::{Scene, is_when};
use crate::text::Span;
pub use keys::TEMPLATES;
use reach::{Here, Named};
pub use second::{COLUMNS, Finalist};

/// What the subject is chosen in view of.
#[derive(Debug, Clone, Copy)]
pub struct View<'v> {
    /// The metrics of all figures.
    pub metrics: &'v [Option<Span>],
    /// Who the articles are about.
    pub prominence: &'v Prominence,
}

/// A figure in the chain of its article: its candidates, and the ways to step to it from the figure before.
#[derive(Debug)]
pub struct Place<F> {
    /// Index into the figures.
    pub figure: usize,
    /// The candidates: nobody, the mentions in reach, noun phrases.
    pub candidates: Vec<Candidate<F>>,
    /// The same as their neighbours see them.
    pub states: Vec<State>,
    /// Features of the steps; none where an article begins.
    pub steps: Option<[F; STEPS]>,
    named: Vec<Named>,
    phrases: Vec<nouns::Sort>,
}

/// The chain of all quantities of a text.
pub fn chain<F: Tally>(scene: &Scene, view: View, blank: &F) -> Vec<Place<F>> {
    let quantities = (0..scene.figures.len()).filter(|&i| !is_when(scene.figures[i].kind));
    quantities.map(|figure| place(scene, figure, view, blank)).collect()
}

/// Choices from here on are phrases that name no entity, by where they begin.
const PHRASES: u64 = 1 << 32;

fn place<F: Tally>(scene: &Scene, figure: usize, view: View, blank: &F) -> Place<F> {
    let here = Here::new(scene, figure, view);
    let named = here.named();
    let mut candidates = vec![Candidate { span: None, tally: here.nobody(&named, blank) }];
    let mut states = vec![State { choice: None, blocked: 0, fresh: false }];
    let mut of_kind = [0; 12];
    let last = here.last.map_or(0, |g| scene.figures[g].span.end);
    for (rank, n) in named.iter().enumerate() {
        let same = &mut of_kind[n.kind as usize];
        candidates.push(Candidate { span: Some(n.span), tally: here.features(n, rank, *same, blank) });
        let entity = scene.entities.mentions[n.mention].entity as u64;
        let fresh = !n.after && n.span.start >= last;
        states.push(State { choice: Some(entity), blocked: n.barrier, fresh });
        *same += 1;
    }
    let mut phrases = Vec::new();
    for (sort, phrase) in here.phrases() {
        let text = scene.chars(phrase);
        if candidates.iter().filter_map(|c| c.span).any(|s| s == phrase || scene.chars(s) == text) {
            continue;
        }
        candidates.push(Candidate { span: Some(phrase), tally: here.phrase(sort.letter(), phrase, blank) });
        let choice = PHRASES + phrase.start as u64;
        states.push(State { choice: Some(choice), blocked: 0, fresh: phrase.start >= last });
        phrases.push(sort);
    }
    let steps = here.last.map(|g| std::array::from_fn(|class| here.step(class, g, blank)));
    Place { figure, candidates, states, steps, named, phrases }
}

/// The likeliest candidates of all quantities, and what a second look sees of them.
pub fn finalists(scene: &Scene, metrics: &[Option<Span>], ranker: &Model) -> Vec<(usize, Vec<Finalist>)> {
    let prominence = Prominence::new(scene);
    let view = View { metrics, prominence: &prominence };
    let places = chain(scene, view, &Score::new(ranker));
    let links = places.iter().map(|place| Link {
        states: &place.states,
        scores: place.candidates.iter().map(|c| c.tally.sum).collect(),
        steps: place.steps.as_ref().map(|steps| steps.each_ref().map(|s| s.sum)),
    });
    let links: Vec<Link> = links.collect();
    let marginals = chain::marginals(&links);
    second::look(scene, view, &places, &links, &marginals)
}

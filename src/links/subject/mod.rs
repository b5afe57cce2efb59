//! The subject of a figure: the entity whose measure it is, or a noun phrase where no entity is named.
//!
//! A chain of log-linear decisions gives every candidate a likelihood in view of the whole article; then
//! boosted trees look a second time at the likeliest, in view of what the figures around seem to choose.

mod echo;
mod keys;
pub(super) mod lists;
mod nouns;
mod reach;
mod second;

use super::anaphora::StandIns;
use super::chain::{self, Link, STEPS, State};
use super::key::Tally;
use super::metric::Candidate;
use super::prominence::Prominence;
use super::ranker::Model;
use super::scene::{Scene, is_when};
use crate::text::Span;
pub use keys::TEMPLATES;
use keys::{Aspects, Memory};
use reach::{Here, Named};
pub use second::{COLUMNS, Finalist};

/// What the subject is chosen in view of.
#[derive(Debug, Clone, Copy)]
pub struct View<'v> {
    /// The metrics of all figures.
    pub metrics: &'v [Option<Span>],
    /// What else is known of the text.
    pub ground: &'v Ground,
}

/// What is found out of a text once for all its figures.
#[derive(Debug)]
pub struct Ground {
    /// Who the articles are about.
    pub prominence: Prominence,
    stand_ins: StandIns,
    figure_lists: Vec<lists::Place>,
    mention_lists: Vec<lists::Place>,
}

impl Ground {
    /// Looks a text over.
    pub fn new(scene: &Scene) -> Self {
        Ground {
            prominence: Prominence::new(scene),
            stand_ins: StandIns::new(scene),
            figure_lists: lists::of_figures(scene),
            mention_lists: lists::of_mentions(scene),
        }
    }
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
    let mut memory = Memory::new(scene);
    let mut out = Vec::with_capacity(scene.figures.len());
    out.extend(quantities.map(|figure| place(scene, figure, view, blank, &mut memory)));
    out
}

fn place<F: Tally>(scene: &Scene, figure: usize, view: View, blank: &F, memory: &mut Memory<F>) -> Place<F> {
    let here = Here::new(scene, figure, view);
    let named = here.named(&mut memory.seen);
    memory.by_type = Default::default();
    let room = named.len() + nouns::MOST + 3;
    let (mut candidates, mut states) = (Vec::with_capacity(room), Vec::with_capacity(room));
    candidates.push(Candidate { span: None, tally: here.nobody(&named, blank) });
    states.push(State { choice: None, blocked: 0, fresh: false });
    let mut of_kind = [0; 12];
    let last = here.last.map_or(0, |g| scene.figures[g].span.end);
    for (rank, n) in named.iter().enumerate() {
        let same = &mut of_kind[n.kind as usize];
        candidates.push(Candidate { span: Some(n.span), tally: here.features(n, rank, *same, blank, memory) });
        let entity = scene.entities.mentions[n.mention].entity as u64;
        let fresh = !n.after && n.span.start >= last;
        states.push(State { choice: Some(entity), blocked: n.barrier, fresh });
        *same += 1;
    }
    let mut phrases = Vec::with_capacity(nouns::MOST + 2);
    let length = |span: Span| 1u64 << span.len().min(63);
    let mut lengths = named.iter().fold(0, |lengths, n| lengths | length(n.span));
    for (sort, phrase) in here.phrases() {
        let text = scene.chars(phrase);
        let same = |s: Span| s.len() == text.len() && scene.char(s.start) == text[0] && scene.chars(s) == text;
        if lengths & length(phrase) != 0 && candidates.iter().filter_map(|c| c.span).any(same) {
            continue;
        }
        lengths |= length(phrase);
        candidates.push(Candidate { span: Some(phrase), tally: here.phrase(sort.letter(), phrase, blank, memory) });
        // Numbers behind those of entities are of phrases that name none, by where they begin.
        let choice = (scene.entities.entities.len() + phrase.start) as u64;
        states.push(State { choice: Some(choice), blocked: 0, fresh: phrase.start >= last });
        phrases.push(sort);
    }
    let steps = here.last.map(|g| here.steps(g, blank, memory));
    Place { figure, candidates, states, steps, named, phrases }
}

/// The likeliest candidates of all quantities, and what a second look sees of them.
pub fn finalists(scene: &Scene, metrics: &[Option<Span>], ranker: &Model) -> Vec<(usize, Vec<Finalist>)> {
    let ground = Ground::new(scene);
    let view = View { metrics, ground: &ground };
    let places = chain(scene, view, &Aspects::new(ranker));
    let links = places.iter().map(|place| Link {
        states: &place.states,
        scores: place.candidates.iter().map(|c| c.tally.sum()).collect(),
        steps: place.steps.as_ref().map(|steps| steps.each_ref().map(|s| s.sum())),
    });
    let links: Vec<Link> = links.collect();
    let marginals = chain::likelihoods(&links);
    second::look(scene, view, &places, &links, &marginals)
}

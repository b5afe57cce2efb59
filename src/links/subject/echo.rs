//! What the figures around a figure seem to choose: a choice is likelier where its neighbours make it too.

use super::Place;
use crate::hashing::HashMap;
use crate::links::chain::Marginals;
use crate::links::scene::Scene;
use crate::text::Span;

/// Figures that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Those of one sentence.
    Sentence,
    /// Those of one block.
    Block,
    /// Those of one article.
    Article,
    /// Those of one article that measure the same.
    Series,
}

const CIRCLES: usize = 4;
/// Choices less likely than this leave no echo.
const FAINT: f32 = 0.01;

/// Sums by number: an open table, at most half full.
#[derive(Debug)]
struct Sums {
    /// The inverse of each number, so that 0 is none, with its sum.
    slots: Vec<(u64, f32)>,
}

impl Sums {
    fn new(most: usize) -> Self {
        Sums { slots: vec![(0, 0.0); (2 * most).next_power_of_two()] }
    }

    fn slot(&self, number: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut at = (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & last;
        while self.slots[at].0 != !number && self.slots[at].0 != 0 {
            at = (at + 1) & last;
        }
        at
    }

    fn add(&mut self, number: u64, value: f32) {
        let at = self.slot(number);
        self.slots[at] = (!number, self.slots[at].1 + value);
    }

    fn of(&self, number: u64) -> f32 {
        self.slots[self.slot(number)].1
    }
}

/// The likelihoods of choices, summed over circles of figures.
#[derive(Debug)]
pub struct Echo {
    circles: Vec<[u32; CIRCLES]>,
    members: [Vec<u32>; CIRCLES],
    sums: Sums,
    /// Of each figure, where its choices end among those of all.
    ends: Vec<usize>,
    choices: Vec<(u64, f32)>,
}

impl Echo {
    /// Sums up what the figures of a text seem to choose.
    #[inline(never)]
    pub fn new<F>(scene: &Scene, metrics: &[Option<Span>], places: &[Place<F>], marginals: &Marginals) -> Self {
        let circles = circles(scene, metrics, places);
        let loud = marginals.states.iter().flatten().filter(|p| **p > FAINT).count();
        let sums = Sums::new(loud * CIRCLES + 1);
        let mut out = Echo {
            circles,
            members: Default::default(),
            sums,
            choices: Vec::with_capacity(loud),
            ends: Vec::with_capacity(places.len()),
        };
        for (at, (place, likelihoods)) in places.iter().zip(&marginals.states).enumerate() {
            for (kind, members) in out.members.iter_mut().enumerate() {
                let circle = out.circles[at][kind] as usize;
                members.resize(members.len().max(circle + 1), 0);
                members[circle] += 1;
            }
            let first = out.choices.len();
            for (state, &p) in place.states.iter().zip(likelihoods).filter(|(_, p)| **p > FAINT) {
                match out.choices[first..].iter_mut().find(|(choice, _)| *choice == number(state.choice)) {
                    Some((_, sum)) => *sum += p,
                    None => out.choices.push((number(state.choice), p)),
                }
                for kind in 0..CIRCLES {
                    out.sums.add(key(kind, out.circles[at][kind], state.choice), p);
                }
            }
            out.ends.push(out.choices.len());
        }
        out
    }

    /// How likely a figure of the chain makes a choice.
    pub fn of(&self, at: usize, choice: Option<u64>) -> f32 {
        let first = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let own = self.choices[first..self.ends[at]].iter().find(|(known, _)| *known == number(choice));
        own.map_or(0.0, |(_, p)| *p)
    }

    /// How likely the others of its circle make the same choice, on average; none where it is alone.
    pub fn around(&self, at: usize, circle: Circle, choice: Option<u64>) -> Option<f32> {
        let kind = circle as usize;
        let number = self.circles[at][kind];
        let others = self.members[kind][number as usize].checked_sub(1).filter(|n| *n > 0)?;
        let sum = self.sums.of(key(kind, number, choice));
        Some((sum - self.of(at, choice)).max(0.0) / others as f32)
    }
}

fn number(choice: Option<u64>) -> u64 {
    choice.map_or(0, |c| c + 1)
}

fn key(kind: usize, circle: u32, choice: Option<u64>) -> u64 {
    (kind as u64) << 62 | u64::from(circle) << 40 | number(choice)
}

/// The number of the circle of each sort that each figure stands in.
fn circles<F>(scene: &Scene, metrics: &[Option<Span>], places: &[Place<F>]) -> Vec<[u32; CIRCLES]> {
    let mut articles: Vec<Option<usize>> = Vec::new();
    let mut series: HashMap<(u32, &[char]), u32> = HashMap::default();
    let mut out: Vec<[u32; CIRCLES]> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let start = scene.figures[place.figure].span.start;
        let article = scene.article(start);
        let number = articles.iter().rposition(|a| *a == article).unwrap_or_else(|| {
            articles.push(article);
            articles.len() - 1
        }) as u32;
        // Without a metric a figure is a series of its own.
        let metric = metrics.get(place.figure).copied().flatten().map(|m| scene.chars(m));
        let of = metric.map_or(at as u32, |m| *series.or_insert((number, m), at as u32));
        out.push([scene.sentence(start), scene.block(start), number, of]);
    }
    out
}

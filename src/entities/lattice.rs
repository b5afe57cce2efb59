//! From the sequence model's scores to candidate mentions, each with its probability.

use super::board::Board;
use super::chain::{Factors, Row, Sweep, WIDE, above, places, sweep};
use super::features::Sheet;
use super::labels::{LABELS, OUT, TYPES, first, last, single, within};
use super::net::{Reader, Units};
use crate::text::Span;

/// A stretch that may be a mention.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Where.
    pub span: Span,
    /// The number of its type.
    pub kind: usize,
    /// What the sequence model gives it, from 0 to 1.
    pub probability: f32,
}

/// Less probable stretches are no candidates.
pub const LEAST: f32 = 0.01;
/// Longer stretches are none either.
const LONGEST: usize = 80;

/// The sequence model at work on one text: its buffers are kept from block to block.
#[derive(Debug)]
pub struct Chain<'a> {
    board: &'a Board,
    net: Option<&'a Reader>,
    exp: &'a Factors,
    units: Units,
    emissions: Vec<f32>,
    back: Sweep,
    marginals: Vec<Row>,
    keys: Vec<u32>,
}

impl<'a> Chain<'a> {
    /// With these weights.
    pub fn new(board: &'a Board, net: Option<&'a Reader>, exp: &'a Factors) -> Self {
        Chain {
            board,
            net,
            exp,
            units: Units::default(),
            emissions: Vec::new(),
            back: Sweep::rough(),
            marginals: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Adds the candidates of a block, in order of their start, and the probability of each of its
    /// characters of being outside.
    pub fn read(&mut self, sheet: &Sheet, block: Span, candidates: &mut Vec<Candidate>, outside: &mut [f32]) {
        self.emit(sheet, block);
        self.decide(block, candidates, outside);
    }

    /// The same within a name, read as a text of its own in which there are only these types.
    pub fn read_inside(
        &mut self,
        sheet: &Sheet,
        name: Span,
        kinds: &[usize],
        candidates: &mut Vec<Candidate>,
        outside: &mut [f32],
    ) {
        /// As good as impossible, and still finite.
        const NEVER: f32 = -1e4;
        self.emit(sheet, name);
        for row in self.emissions.chunks_exact_mut(LABELS) {
            for kind in (0..TYPES).filter(|kind| !kinds.contains(kind)) {
                for label in [last(kind), single(kind), first(kind), within(kind)] {
                    row[label] = NEVER;
                }
            }
        }
        self.decide(name, candidates, outside);
    }

    fn decide(&mut self, block: Span, candidates: &mut Vec<Candidate>, outside: &mut [f32]) {
        sweep(&self.emissions, self.exp, &mut self.back);
        self.walk();
        let starts = (single(0)..single(TYPES)).chain(first(0)..first(TYPES)).fold(0, |bits, label| bits | 1 << label);
        for (k, row) in self.marginals.iter().enumerate() {
            outside[block.start + k] = row[OUT];
            let likely = above(row, LEAST) & starts;
            for kind in places((likely >> single(0) | likely >> first(0)) & ((1 << TYPES) - 1)) {
                self.from(k, kind, |length, probability| {
                    let start = block.start + k;
                    candidates.push(Candidate { span: Span::new(start, start + length), kind, probability });
                });
            }
        }
    }

    fn emit(&mut self, sheet: &Sheet, block: Span) {
        // All of them are written anew.
        self.emissions.resize(block.len() * LABELS, 0.0);
        for (row, at) in self.emissions.as_chunks_mut().0.iter_mut().zip(block.start..block.end) {
            sheet.features(at, &mut self.keys);
            self.board.score(&self.keys, row);
        }
        if let Some(net) = self.net {
            net.read(sheet, block, &mut self.units, &mut self.emissions);
        }
    }

    /// Marginals of all labels at all positions of the block.
    fn walk(&mut self) {
        self.marginals.clear();
        let (mut now, mut leaving, mut ahead) = ([0.0; WIDE], [0.0; WIDE], [0.0; WIDE]);
        for k in 0..self.back.len() {
            if k == 0 {
                self.back.start(self.exp, &mut now);
            } else {
                let left = self.back.leave(k, &now, &mut leaving);
                self.back.ahead(k, &mut ahead);
                self.back.step(self.exp, (left, &leaving), &ahead, &mut now);
            }
            self.marginals.push(now);
        }
    }

    /// Calls `found` with the length and the probability of every candidate of a type from position `k` on.
    fn from(&self, k: usize, kind: usize, mut found: impl FnMut(usize, f32)) {
        let alone = self.marginals[k][single(kind)];
        if alone > LEAST {
            found(1, alone);
        }
        let mut probability = self.marginals[k][first(kind)];
        let mut label = first(kind);
        let mut at = k;
        while probability > LEAST && at + 1 < self.back.len() && at - k < LONGEST {
            let step = |to: usize, weight: f32| {
                let beta = self.back.beta[at][label];
                weight * self.back.emit[at + 1][to] * self.back.beta[at + 1][to] / (self.back.scale[at + 1] * beta)
            };
            let inner = &self.exp.inner[4 * kind + if label == first(kind) { 0 } else { 2 }..];
            let (go, stop) = (step(within(kind), inner[0]), step(last(kind), inner[1]));
            if probability * stop > LEAST {
                found(at + 2 - k, (probability * stop).min(1.0));
            }
            probability *= go;
            label = within(kind);
            at += 1;
        }
    }
}

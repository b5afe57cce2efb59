//! Entities: mentions of people, posts, bodies, places, projects …, and what they are mentions of.

pub mod board;
mod bounds;
pub mod chain;
mod declared;
mod divisions;
pub mod features;
mod grouping;
pub mod hash;
mod heads;
pub mod labels;
pub mod lanes;
pub mod lattice;
#[cfg(test)]
mod marked;
pub mod net;
pub mod path;
mod posts;
mod recurring;
mod repairs;
pub mod segments;
pub mod slots;
pub mod tables;
mod titled;
mod user;
pub mod weights;

pub use grouping::{Pick, group, is_in_name};
pub use heads::firm;

use crate::error::Error;
use crate::figures::Figure;
use crate::model::{Division, EntityType};
use crate::text::{Span, Text};
use crate::words::Words;
use board::{Board, Pairs};
use chain::Factors;
use features::Sheet;
use labels::KINDS;
use lattice::{Candidate, Chain};
use net::Reader;
use segments::{INNER, Scene};
use weights::{File, Rest, Weights};

/// One place where an entity is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What type.
    pub kind: EntityType,
    /// Index into [`Entities::entities`].
    pub entity: usize,
    /// From 0 to 1, calibrated.
    pub confidence: f32,
    /// Whether it is part of another mention: the firm in a project's name.
    pub inner: bool,
}

/// One thing in the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What type.
    pub kind: EntityType,
    /// Its fullest name in the text.
    pub name: String,
    /// Its other names in the text.
    pub aliases: Vec<String>,
    /// Indexes into [`Entities::mentions`].
    pub mentions: Vec<usize>,
    /// Of a place.
    pub division: Option<Division>,
    /// Of a person: (role entity, body entity).
    pub posts: Vec<(usize, Option<usize>)>,
}

/// All mentions, in order of their start (outer before inner), and what they name.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Entities {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
}

impl Entities {
    /// The mentions that start inside `span`, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions[from..].iter().take_while(move |m| m.span.start < span.end)
    }
}

/// A name that the reader has added; it wins over everything.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct UserName {
    /// As it stands in texts.
    pub text: String,
    /// What it names.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Its full name, where it has another.
    #[serde(default)]
    pub canonical: Option<String>,
}

/// A mention must be at least this probable: what makes F1 greatest on texts held out.
const LEAST: f32 = 0.44;

/// The trained recogniser.
#[derive(Debug)]
pub struct Recogniser {
    board: Board,
    net: Option<Reader>,
    exp: Factors,
    /// The second pass's weights and those of its measures; the same inside of names.
    passes: [(Pairs, Vec<f32>); 2],
}

impl Recogniser {
    /// Reads the trained weights. Errors with `bad-model` where they are damaged.
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        // Each table is dropped before the next is read: a page's memory never shrinks below what its start needed.
        let mut file = File::open(bytes)?;
        let board = Board::new(file.table()?);
        let net = Reader::new(file.net()?);
        let [whole, inside] = [Pairs::new(file.table()?), Pairs::new(file.table()?)];
        let Rest { transitions, measures } = file.rest()?;
        let [of_whole, of_inside] = measures;
        Ok(Recogniser { board, net, exp: transitions.exp(), passes: [(whole, of_whole), (inside, of_inside)] })
    }

    /// With weights just trained.
    pub fn with_weights(weights: Weights) -> Self {
        Recogniser {
            board: Board::new(weights.chain),
            net: Reader::new(weights.net),
            exp: weights.transitions.exp(),
            passes: [
                (Pairs::new(weights.segments), weights.measures),
                (Pairs::new(weights.inner), weights.inner_measures),
            ],
        }
    }

    /// Finds the mentions of a text and groups them into entities.
    pub fn read(&self, text: &Text, words: &Words, figures: &[Figure], names: &[UserName]) -> Entities {
        grouping::group(text, words, &self.picks(text, words, figures, names), names)
    }

    /// The mentions of a text, in order, the outer before its parts.
    pub fn picks(&self, text: &Text, words: &Words, figures: &[Figure], names: &[UserName]) -> Vec<Pick> {
        let sheet = Sheet::new(text, words);
        let scene = self.look(text, words, figures, &sheet);
        let mut picks = self.choose(&scene, &self.passes[0]);
        bounds::mend(text, words, &mut picks);
        titled::tell(text, &mut picks);
        repairs::repair(text, words, &mut picks);
        heads::strip(&text.chars, words, &mut picks);
        declared::overrule(text, &mut picks);
        recurring::recur(text, &mut picks);
        bounds::from_home(text, &mut picks);
        let projects: Vec<Span> = picks.iter().filter(|p| p.1 == EntityType::Project).map(|p| p.0).collect();
        if !projects.is_empty() {
            let parts = self.look_inside(text, words, figures, &sheet, &projects, &scene.candidates);
            picks.extend(self.choose(&parts, &self.passes[1]));
        }
        user::overrule(text, names, &mut picks);
        picks
    }

    /// The candidates that make expected F1 greatest.
    fn choose(&self, scene: &Scene, (weights, measures): &(Pairs, Vec<f32>)) -> Vec<Pick> {
        let (scores, pair_scores) = scene.score(weights, measures);
        let spans = scene.spans();
        let found = path::marginals(&spans, &scores, &scene.pairs, &pair_scores);
        let gains: Vec<f32> = found.candidates.iter().map(|p| p - LEAST).collect();
        let pick = |i: usize| (spans[i], KINDS[scene.candidates[i].kind], found.candidates[i]);
        path::best(&spans, &gains).into_iter().map(pick).collect()
    }

    /// The candidates of a text with what speaks for each: what the second pass decides on.
    pub fn scene(&self, text: &Text, words: &Words, figures: &[Figure]) -> Scene {
        self.look(text, words, figures, &Sheet::new(text, words))
    }

    fn look(&self, text: &Text, words: &Words, figures: &[Figure], sheet: &Sheet) -> Scene {
        let mut chain = Chain::new(&self.board, self.net.as_ref(), &self.exp);
        let mut candidates = Vec::new();
        let mut outside = vec![1.0; text.chars.len()];
        for block in &text.blocks {
            chain.read(sheet, block.span, &mut candidates, &mut outside);
        }
        Scene::new(text, words, figures, candidates, &outside)
    }

    /// The candidates inside of names with what speaks for each; `others` are those of the whole text.
    pub fn scene_inside(
        &self,
        text: &Text,
        words: &Words,
        figures: &[Figure],
        names: &[Span],
        others: &[Candidate],
    ) -> Scene {
        self.look_inside(text, words, figures, &Sheet::new(text, words), names, others)
    }

    fn look_inside(
        &self,
        text: &Text,
        words: &Words,
        figures: &[Figure],
        sheet: &Sheet,
        names: &[Span],
        others: &[Candidate],
    ) -> Scene {
        let mut chain = Chain::new(&self.board, self.net.as_ref(), &self.exp);
        let mut candidates = Vec::new();
        let mut outside = vec![1.0; text.chars.len()];
        for &name in names {
            chain.read_inside(sheet, name, &INNER, &mut candidates, &mut outside);
        }
        Scene::inside(text, words, figures, (candidates, &outside), others, names)
    }
}

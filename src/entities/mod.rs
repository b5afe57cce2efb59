//! Entities: mentions of people, posts, bodies, places, projects …, and what they are mentions of.

pub mod chain;
pub mod features;
pub mod hash;
pub mod labels;
pub mod lattice;
pub mod path;
pub mod segments;
pub mod tables;
pub mod weights;

use crate::error::Error;
use crate::figures::Figure;
use crate::model::{Division, EntityType};
use crate::text::{Span, Text};
use crate::words::Words;
use features::Sheet;
use labels::KINDS;
use lattice::Chain;
use std::collections::HashMap;
use weights::Weights;

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

/// The trained recogniser.
#[derive(Debug)]
pub struct Recogniser {
    weights: Weights,
}

impl Recogniser {
    /// Reads the trained weights. Errors with `bad-model` where they are damaged.
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        Ok(Recogniser { weights: Weights::from_bytes(bytes)? })
    }

    /// Finds the mentions of a text and groups them into entities.
    pub fn read(&self, text: &Text, words: &Words, _figures: &[Figure], _names: &[UserName]) -> Entities {
        let sheet = Sheet::new(text, words);
        let mut chain = Chain::new(&self.weights.chain, &self.weights.transitions);
        let mut candidates = Vec::new();
        let mut outside = vec![1.0; text.chars.len()];
        for block in &text.blocks {
            chain.read(&sheet, block.span, &mut candidates, &mut outside);
        }
        let mut entities = Entities::default();
        let mut known: HashMap<(String, usize), usize> = HashMap::new();
        for c in candidates.iter().filter(|c| c.probability > 0.5) {
            let name = text.slice(c.span);
            let kind = KINDS[c.kind];
            let entity = *known.entry((name.clone(), c.kind)).or_insert(entities.entities.len());
            if entity == entities.entities.len() {
                let (aliases, mentions, posts) = Default::default();
                entities.entities.push(Entity { kind, name, aliases, mentions, division: None, posts });
            }
            entities.entities[entity].mentions.push(entities.mentions.len());
            entities.mentions.push(Mention { span: c.span, kind, entity, confidence: c.probability });
        }
        entities
    }
}

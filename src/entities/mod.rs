//! Entities: mentions of people, posts, bodies, places, projects …, and what they are mentions of.

use crate::error::Error;
use crate::figures::Figure;
use crate::model::{Division, EntityType};
use crate::text::{Span, Text};
use crate::words::Words;

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
#[derive(Debug, Default)]
pub struct Recogniser {}

impl Recogniser {
    /// Reads the trained weights. Errors with `bad-model` where they are damaged.
    pub fn new(_bytes: &[u8]) -> Result<Self, Error> {
        Ok(Recogniser {})
    }

    /// Finds the mentions of a text and groups them into entities.
    pub fn read(&self, _text: &Text, _words: &Words, _figures: &[Figure], _names: &[UserName]) -> Entities {
        Entities::default()
    }
}

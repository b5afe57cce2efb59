//! The third room: tokens with tags, and what the gazetteers say.

mod bytes;
mod class;
mod columns;
pub mod gazetteer;
pub(crate) mod layout;
mod lexicon;
mod unknown;

use crate::text::Span;
pub use class::{Class, PostKind};
pub use gazetteer::{Division, Hit};
pub use lexicon::{Lexicon, tag_of};

/// A word of the cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// jieba's tag: n, nr, ns, nt, m, v …; x where it knows none.
    pub tag: &'static str,
}

/// What the text is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In order; together they cover the text.
    pub tokens: Vec<Token>,
    /// Of each character, its token.
    pub token_of: Vec<u32>,
    /// What the gazetteers know, by its start, the shorter first.
    pub hits: Vec<Hit>,
}

/// A word as it stands in a text, for indexes of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut<'a> {
    /// As it is written.
    pub text: &'a str,
    /// The shorter words that it is made of, each with its place in bytes, in the order in which they begin.
    pub within: Vec<(usize, &'a str)>,
}

//! The third room: tokens with tags, and what the gazetteers say.

mod columns;
mod layout;
mod lexicon;

use crate::text::Span;
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
}

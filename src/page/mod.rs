//! The first room: pasted text in, articles in reading order and furniture out.
//!
//! It works on the raw text alone and speaks of it in byte ranges. Every character of the
//! raw text ends in exactly one piece or one stretch of furniture (white space aside).

use crate::model::{ArticleKind, ParagraphKind};
use std::ops::Range;

/// What part of an article a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Title,
    Subtitle,
    Byline,
    Paragraph(ParagraphKind),
}

/// A block of an article, made of one or more pieces of the raw text in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What part it plays.
    pub part: Part,
    /// Byte ranges of the raw text; read one after the other, with nothing between them.
    pub pieces: Vec<Range<usize>>,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What it is.
    pub kind: ArticleKind,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A page: articles, and what stands around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// In page order.
    pub articles: Vec<Article>,
    /// Navigation, credits, copyright lines, page labels: byte ranges of the raw text.
    pub furniture: Vec<Range<usize>>,
}

/// Splits pasted text into articles and furniture.
pub fn split(raw: &str) -> Page {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = start + line.trim().len();
        at += line.len();
        if start < end {
            let part = Part::Paragraph(ParagraphKind::Body);
            blocks.push(Block { part, pieces: std::iter::once(start..end).collect() });
        }
    }
    let articles = if blocks.is_empty() { Vec::new() } else { vec![Article { kind: ArticleKind::News, blocks }] };
    Page { articles, furniture: Vec::new() }
}

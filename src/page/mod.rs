//! The first room: pasted text in, articles in reading order and furniture out.
//!
//! It works on the raw text alone and speaks of it in byte ranges. Every character of the
//! raw text ends in exactly one piece or one stretch of furniture (white space aside).
//!
//! Four steps, each linear in the length of the text: cut it into [`lines`]; say of every
//! line by itself what it looks like ([`classes`]); tell articles from what stands around
//! them by how the lines follow each other ([`assembly`]); then, article by article, put
//! columns in [`order`] and [`joins`] what a break cut.

mod assembly;
mod bylines;
mod captions;
mod choices;
mod classes;
mod cues;
mod furniture;
mod headlines;
mod joins;
mod lines;
mod markup;
mod order;
mod rows;
mod running;
mod seams;
mod teasers;
mod wraps;

use crate::sorting::Sorting;
pub use choices::{Choice, Choices, Decision};
pub use joins::is_said_twice;

use crate::model::{ArticleKind, EditReason, FurnitureKind, Order, ParagraphKind};
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
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What it is.
    pub kind: ArticleKind,
    /// The words that say who reports: a block, or the head or tail of one.
    pub byline: Option<Range<usize>>,
    /// Said where columns are interleaved.
    pub order: Option<Order>,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
}

/// A stretch of the raw text that belongs to no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// Byte range of the raw text.
    pub range: Range<usize>,
    /// What it is for.
    pub kind: FurnitureKind,
}

/// Characters that are not to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range of the raw text, inside one piece of a block.
    pub range: Range<usize>,
    /// Why.
    pub reason: EditReason,
}

/// A page: articles, and what stands around them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// In page order.
    pub articles: Vec<Article>,
    /// Navigation, credits, copyright lines, page labels, in page order.
    pub furniture: Vec<Furniture>,
    /// What is left out, in page order.
    pub edits: Vec<Edit>,
    /// Places that are read as they were pasted, in page order.
    pub kept: Vec<usize>,
}

impl Page {
    /// The article that a place of the raw text belongs to.
    pub fn article_at(&self, at: usize) -> Option<usize> {
        let holds = |b: &Block| b.pieces.iter().any(|p| p.start <= at && at < p.end);
        self.articles.iter().position(|a| a.blocks.iter().any(holds))
    }

    /// The page with one of its articles alone; what stands around them stays.
    pub fn only(&self, article: usize) -> Page {
        Page { articles: self.articles.get(article).cloned().into_iter().collect(), ..self.clone() }
    }
}

/// Leaves out the marks of markdown inside the lines of articles.
fn leave_out_markup(raw: &str, page: &mut Page) {
    let known: Vec<Range<usize>> = page.edits.iter().map(|e| e.range.clone()).collect();
    let pieces = page.articles.iter().flat_map(|a| &a.blocks).flat_map(|b| &b.pieces);
    let marks = pieces.flat_map(|piece| markup::inline(raw, piece.clone()));
    // The marks around a headline are left out already.
    let is_new = |mark: &Range<usize>| {
        let next = known.partition_point(|k| k.end <= mark.start);
        known.get(next).is_none_or(|k| k.start >= mark.end)
    };
    let new: Vec<Edit> = marks.filter(is_new).map(|range| Edit { range, reason: EditReason::Markup }).collect();
    page.edits.extend(new);
}

/// Splits pasted text into articles and furniture.
pub fn split(raw: &str) -> Page {
    split_as(raw, &Choices::default())
}

/// Splits pasted text as a reader has decided, and by itself where nothing is decided.
pub fn split_as(raw: &str, choices: &Choices) -> Page {
    let (lines, told) = lines::cut(raw, choices);
    let classes = classes::of(&lines, choices);
    let broken = classes::is_broken(&lines, &classes);
    let mut page = assembly::assemble(&lines, &classes, choices);
    let mut open_before = false;
    for article in &mut page.articles {
        let open = order::ends_open(raw, article);
        match told.iter().find(|told| told.speaks_of(article)) {
            Some(told) => article.order = told.order,
            None => order::arrange(raw, article, open_before, choices),
        }
        open_before = open;
        page.edits.extend(joins::join(raw, article, broken, choices));
    }
    assembly::name_kinds(raw, &mut page.articles);
    if raw.as_bytes().contains(&b'*') || raw.as_bytes().contains(&b']') {
        page.edits.arrange_by_key(|e| e.range.start);
        leave_out_markup(raw, &mut page);
    }
    page.edits.retain(|e| !choices.within(e.range.clone(), Decision::AsPasted));
    page.edits.arrange_by_key(|e| e.range.start);
    page.kept = choices.places(Decision::AsPasted).collect();
    page
}

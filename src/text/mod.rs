//! The second room: one cleaned text for the whole page, with a map back to the paste.
//!
//! Later rooms see only [`Text::chars`]; places are indexes into it. Blocks stand one after
//! the other in reading order, each closed by `'\n'`, so no pattern can cross a block unseen.

use crate::model;
use crate::page::{Page, Part};

/// A stretch of the cleaned text, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// How many characters.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies in it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a block of the cleaned text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A part of an article.
    Part(Part),
    /// A line of furniture.
    Furniture,
}

/// A block of the cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its characters, the closing `'\n'` left out.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The article it belongs to; none for furniture.
    pub article: Option<usize>,
}

/// The cleaned text of a page.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The cleaned text.
    pub chars: Vec<char>,
    /// Its blocks: the articles in order, then the furniture.
    pub blocks: Vec<Block>,
    /// Of each character, the UTF-16 place in the raw text where it begins and ends.
    places: Vec<(u32, u32)>,
    /// The raw text in UTF-16 code units.
    raw: Vec<u16>,
}

impl Text {
    /// The words of a stretch.
    pub fn slice(&self, span: Span) -> String {
        self.chars[span.start..span.end].iter().collect()
    }

    /// Whether the text has `words` at `at`.
    pub fn starts_with(&self, at: usize, words: &str) -> bool {
        let mut i = at;
        words.chars().all(|c| {
            let same = self.chars.get(i) == Some(&c);
            i += 1;
            same
        })
    }

    /// Whether the text before `at` ends with `words`.
    pub fn ends_with(&self, at: usize, words: &str) -> bool {
        let length = words.chars().count();
        length <= at && self.starts_with(at - length, words)
    }

    /// Whether a line, a column or a page was broken between the character `at` and the one before it.
    pub fn is_seam(&self, at: usize) -> bool {
        if at == 0 || at >= self.places.len() {
            return false;
        }
        let (before, after) = (self.places[at - 1].1, self.places[at].0);
        after < before || self.raw[before as usize..after as usize].contains(&u16::from(b'\n'))
    }

    /// The block that holds the character `at`.
    pub fn block_at(&self, at: usize) -> usize {
        self.blocks.partition_point(|b| b.span.end < at).min(self.blocks.len().saturating_sub(1))
    }

    /// The stretch of the raw text that `span` was made from.
    ///
    /// Where columns were put in order a span may have pieces far apart: then it is the longest.
    pub fn raw_span(&self, span: Span) -> model::Span {
        let places = &self.places[span.start..span.end];
        let (mut best, mut run) = ((0, 0), (0, 0));
        for (i, place) in places.iter().enumerate() {
            let follows = i > 0 && {
                let last = places[i - 1];
                place.0 >= last.1 && self.is_blank(last.1, place.0)
            };
            run = if follows { (run.0, place.1) } else { *place };
            if run.1 - run.0 > best.1 - best.0 {
                best = run;
            }
        }
        model::Span { start: best.0, end: best.1, text: self.raw_text(best.0, best.1) }
    }

    /// The unbroken stretches of the raw text that `span` was made from, in reading order.
    pub fn pieces(&self, span: Span) -> Vec<model::Span> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for &(start, end) in &self.places[span.start..span.end] {
            match runs.last_mut() {
                Some(run) if run.1 == start => run.1 = end,
                _ => runs.push((start, end)),
            }
        }
        runs.into_iter().map(|(start, end)| model::Span { start, end, text: self.raw_text(start, end) }).collect()
    }

    fn is_blank(&self, start: u32, end: u32) -> bool {
        self.raw[start as usize..end as usize]
            .iter()
            .all(|&u| char::from_u32(u.into()).is_some_and(char::is_whitespace))
    }

    fn raw_text(&self, start: u32, end: u32) -> String {
        String::from_utf16_lossy(&self.raw[start as usize..end as usize])
    }
}

/// Cleans the text of a page.
pub fn clean(raw: &str, page: &Page) -> Text {
    let mut text = Text { raw: raw.encode_utf16().collect(), ..Text::default() };
    let mut utf16 = Vec::with_capacity(raw.len() + 1); // UTF-16 offset by byte
    let mut at = 0;
    for c in raw.chars() {
        utf16.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += c.len_utf16() as u32;
    }
    utf16.push(at);
    let add = |text: &mut Text, pieces: &[std::ops::Range<usize>], kind, article| {
        let start = text.chars.len();
        for piece in pieces {
            for (i, c) in raw[piece.clone()].char_indices() {
                let from = utf16[piece.start + i];
                text.chars.push(fold(c));
                text.places.push((from, from + c.len_utf16() as u32));
            }
        }
        let end = text.chars.len();
        let last = text.places.last().map_or(0, |p| p.1);
        text.chars.push('\n');
        text.places.push((last, last));
        text.blocks.push(Block { span: Span::new(start, end), kind, article });
    };
    for (i, article) in page.articles.iter().enumerate() {
        for block in &article.blocks {
            add(&mut text, &block.pieces, BlockKind::Part(block.part), Some(i));
        }
    }
    for piece in &page.furniture {
        add(&mut text, std::slice::from_ref(piece), BlockKind::Furniture, None);
    }
    text
}

/// Full-width forms to half-width ones; odd spaces to a space.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\t' | '\r' | '\n' => ' ',
        _ => c,
    }
}

//! The second room: one cleaned text for the whole page, with a map back to the paste.
//!
//! Later rooms see only [`Text::chars`]; places are indexes into it. Blocks stand one after
//! the other in reading order, each closed by `'\n'`, so no pattern can cross a block unseen.

mod bounds;
mod lookalikes;
mod parts;
mod raw;
mod script;
mod span;
mod spelling;

use crate::model::{self, EditReason};
use crate::page::{Page, Part};
use crate::sorting::Sorting;
use bounds::Bounds;
use raw::Raw;
pub use script::{is_traditional, simplified};
pub use span::Span;
pub use spelling::{ends, starts};
use std::ops::Range;

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
    /// The stretches of the raw text that it was made from, in UTF-16 code units.
    pieces: Vec<Range<u32>>,
}

/// A change made to the pasted text: a stretch of it reads otherwise, or is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it was made in the cleaned text; empty where characters were left out.
    pub span: Span,
    /// What was pasted.
    pub written: String,
    /// What is read in its place.
    pub replacement: String,
    /// Why.
    pub reason: EditReason,
    /// The UTF-16 place of `written` in the raw text.
    start: u32,
}

/// The cleaned text of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// The cleaned text.
    pub chars: Vec<char>,
    /// Its blocks: the articles in order, then the furniture.
    pub blocks: Vec<Block>,
    /// Of each character, the UTF-16 place in the raw text where it begins and ends.
    places: Vec<(u32, u32)>,
    /// Characters that do not follow the one before them in the raw text, white space and dropped characters aside.
    breaks: Vec<usize>,
    /// What was changed, in the order of the pasted text.
    pub edits: Vec<Edit>,
    /// Of each article the words that say who reports: a block, or the head or tail of one.
    pub bylines: Vec<Option<Span>>,
    sentences: Bounds,
    clauses: Bounds,
    raw: Raw,
    utf8: Utf8,
}

/// The characters once more as one string, and where in it each of them begins, and where it ends.
#[derive(Debug, Clone, Default, PartialEq)]
struct Utf8 {
    words: String,
    starts: Vec<u32>,
}

impl Utf8 {
    fn of(chars: &[char]) -> Utf8 {
        let mut utf8 =
            Utf8 { words: String::with_capacity(3 * chars.len()), starts: Vec::with_capacity(chars.len() + 1) };
        for c in chars {
            utf8.starts.push(utf8.words.len() as u32);
            utf8.words.push(*c);
        }
        utf8.starts.push(utf8.words.len() as u32);
        utf8
    }
}

impl Text {
    /// The words of a stretch, a string of their own.
    pub fn slice(&self, span: Span) -> String {
        self.words(span).to_string()
    }

    /// The words of a stretch.
    #[inline]
    pub fn words(&self, span: Span) -> &str {
        let place = |at: usize| self.utf8.starts[at] as usize;
        if span.is_empty() { "" } else { &self.utf8.words[place(span.start)..place(span.end)] }
    }

    /// A stretch as it should be read: in the characters of the paste, repairs applied.
    pub fn reading(&self, span: Span) -> String {
        let mut near = raw::At::default();
        let mut out = String::with_capacity(3 * span.len());
        out.extend((span.start..span.end).map(|i| {
            let (start, end) = self.places[i];
            let read = self.chars[i];
            let pasted = (start < end).then(|| self.raw.char(start, &mut near)).flatten().unwrap_or(read);
            if pasted == read || script::of(fold(pasted)) == script::of(read) { pasted } else { read }
        }));
        out
    }

    /// Whether the text has `words` at `at`.
    pub fn starts_with(&self, at: usize, words: &str) -> bool {
        starts(&self.chars, at, words)
    }

    /// Whether the text before `at` ends with `words`.
    pub fn ends_with(&self, at: usize, words: &str) -> bool {
        self.chars.get(..at).is_some_and(|before| ends(before, words))
    }

    /// Whether a line, a column or a page was broken between the character `at` and the one before it.
    pub fn is_seam(&self, at: usize) -> bool {
        if at == 0 || at >= self.places.len() {
            return false;
        }
        let (before, after) = (self.places[at - 1].1, self.places[at].0);
        after < before || after > before && self.raw.slice(before..after).contains('\n')
    }

    /// The block that holds the character `at`.
    pub fn block_at(&self, at: usize) -> usize {
        self.blocks.partition_point(|b| b.span.end < at).min(self.blocks.len().saturating_sub(1))
    }

    /// The sentences of the whole text, in order, each with its closing marks and without white space around it.
    pub fn sentences(&self) -> impl Iterator<Item = Span> + '_ {
        self.sentences.within(&self.chars, Span::new(0, self.chars.len()))
    }

    /// The sentences that lie in `span`, which is a block or made of whole sentences.
    pub fn sentences_in(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        self.sentences.within(&self.chars, span)
    }

    /// The clauses of the whole text: sentences cut at commas, semicolons, colons and dashes too.
    pub fn clauses(&self) -> impl Iterator<Item = Span> + '_ {
        self.clauses.within(&self.chars, Span::new(0, self.chars.len()))
    }

    /// The clauses that lie in `span`, which is a block or made of whole clauses.
    pub fn clauses_in(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        self.clauses.within(&self.chars, span)
    }

    /// The sentence that holds the character `at`.
    pub fn sentence_at(&self, at: usize) -> Span {
        self.sentences.at(at, self.chars.len())
    }

    /// The clause that holds the character `at`.
    pub fn clause_at(&self, at: usize) -> Span {
        self.clauses.at(at, self.chars.len())
    }

    /// The stretch of the raw text that `span` was made from.
    ///
    /// Where columns were put in order a span may have pieces far apart: then it is the longest.
    pub fn raw_span(&self, span: Span) -> model::Span {
        let first = self.breaks.partition_point(|&b| b <= span.start);
        let last = self.breaks.partition_point(|&b| b < span.end).max(first);
        let mut start = span.start;
        let runs = self.breaks[first..last].iter().copied().chain([span.end]).map(|end| {
            let run = Span::new(start, end);
            start = end;
            run
        });
        let longest = runs.reduce(|best, run| if run.len() > best.len() { run } else { best });
        let (start, end) = match longest {
            Some(run) if !run.is_empty() => (self.places[run.start].0, self.places[run.end - 1].1),
            _ => (0, 0),
        };
        self.raw_range(start..end)
    }

    /// The stretches of the raw text that a block was made from, in reading order.
    pub fn pieces<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = model::Span> + 'a {
        block.pieces.iter().map(|piece| self.raw_range(piece.clone()))
    }

    /// An edit as the caller sees it.
    pub fn raw_edit(&self, edit: &Edit) -> model::Edit {
        let span = model::Span {
            start: edit.start,
            end: edit.start + edit.written.encode_utf16().count() as u32,
            text: edit.written.clone(),
        };
        model::Edit { span, replacement: edit.replacement.clone(), reason: edit.reason }
    }

    /// A stretch of the raw text, in UTF-16 code units.
    pub fn raw_range(&self, range: Range<u32>) -> model::Span {
        let text = self.raw.slice(range.clone()).to_string();
        model::Span { start: range.start, end: range.end, text }
    }
}

/// Cleans the text of a page.
pub fn clean(raw: &str, page: &Page) -> Text {
    clean_read(raw, raw, page)
}

/// Cleans the text of a page that was pasted in other characters, each as long as the one it is read as.
pub fn clean_read(pasted: &str, raw: &str, page: &Page) -> Text {
    debug_assert_eq!(pasted.len(), raw.len());
    let mut cleaner = Cleaner { pasted, raw, page, offsets: Offsets::new(raw), text: Text::default(), last: None };
    for (i, article) in page.articles.iter().enumerate() {
        cleaner.text.bylines.push(None);
        for block in &article.blocks {
            cleaner.add(&block.pieces, BlockKind::Part(block.part), Some(i));
        }
    }
    for furniture in &page.furniture {
        cleaner.add(std::slice::from_ref(&furniture.range), BlockKind::Furniture, None);
    }
    cleaner.finish()
}

struct Cleaner<'a> {
    pasted: &'a str,
    /// As it is read.
    raw: &'a str,
    page: &'a Page,
    offsets: Offsets,
    text: Text,
    /// Where the last piece ends in the raw text, in bytes.
    last: Option<usize>,
}

impl Cleaner<'_> {
    fn add(&mut self, pieces: &[Range<usize>], kind: BlockKind, article: Option<usize>) {
        let start = self.text.chars.len();
        for piece in pieces {
            self.add_piece(piece.clone(), article);
        }
        let end = self.text.chars.len();
        let place = |at| self.offsets.at(self.raw, at);
        let pieces: Vec<Range<u32>> = pieces.iter().map(|p| place(p.start)..place(p.end)).collect();
        let last = pieces.last().map_or(0, |p| p.end);
        self.text.chars.push('\n');
        self.text.places.push((last, last));
        self.text.blocks.push(Block { span: Span::new(start, end), kind, article, pieces });
    }

    fn add_piece(&mut self, piece: Range<usize>, article: Option<usize>) {
        if self.last.is_none_or(|at| at > piece.start || !self.raw[at..piece.start].trim().is_empty()) {
            self.text.breaks.push(self.text.chars.len());
        }
        self.last = Some(piece.end);
        let mut place = self.offsets.at(self.raw, piece.start);
        let mut left_out = piece.start; // up to here, in bytes
        let byline = article.and_then(|i| self.page.articles[i].byline.clone());
        for (i, c) in self.raw[piece.clone()].char_indices() {
            let (at, start) = (piece.start + i, place);
            place += c.len_utf16() as u32;
            if at < left_out {
                continue;
            }
            let edits = &self.page.edits;
            let planned = edits.binary_search_by_key(&at, |e| e.range.start).ok().map(|i| &edits[i]);
            if let Some(edit) = planned {
                left_out = edit.range.end;
                self.leave_out(&self.pasted[edit.range.clone()], start, edit.reason);
            } else if is_invisible(c) && self.page.kept.binary_search(&at).is_err() {
                self.leave_out(&self.pasted[at..at + c.len_utf8()], start, EditReason::Invisible);
            } else {
                if byline.as_ref().is_some_and(|b| b.contains(&at)) {
                    self.grow_byline();
                }
                self.text.chars.push(fold(c));
                self.text.places.push((start, place));
            }
        }
    }

    fn grow_byline(&mut self) {
        let at = self.text.chars.len();
        if let Some(byline) = self.text.bylines.last_mut() {
            *byline = Some(Span::new(byline.map_or(at, |b| b.start), at + 1));
        }
    }

    fn leave_out(&mut self, written: &str, start: u32, reason: EditReason) {
        let at = self.text.chars.len();
        let (written, replacement) = (written.to_string(), String::new());
        self.text.edits.push(Edit { span: Span::new(at, at), written, replacement, reason, start });
    }

    fn finish(mut self) -> Text {
        let kept: Vec<u32> = self.page.kept.iter().map(|&at| self.offsets.at(self.raw, at)).collect();
        for change in lookalikes::find(&self.text.chars) {
            let span = Span::new(change.at, change.at + change.replacement.len());
            let written = self.text.chars[span.start..span.end].iter().collect();
            let start = self.text.places[span.start].0;
            if kept.binary_search(&start).is_ok() {
                continue;
            }
            let (replacement, reason) = (change.replacement.iter().collect(), EditReason::LookAlike);
            self.text.edits.push(Edit { span, written, replacement, reason, start });
            self.text.chars[span.start..span.end].copy_from_slice(change.replacement);
        }
        self.text.edits.arrange_by_key(|e| e.start);
        (self.text.sentences, self.text.clauses) = bounds::read(&self.text.chars);
        self.text.raw = Raw::new(self.pasted.to_string());
        self.text.utf8 = Utf8::of(&self.text.chars);
        self.text
    }
}

/// UTF-16 offsets of byte offsets: a mark every few bytes, the rest counted.
struct Offsets {
    marks: Vec<u32>,
}

impl Offsets {
    const STEP: usize = 64;

    fn new(raw: &str) -> Self {
        let mut marks = Vec::with_capacity(raw.len() / Self::STEP + 1);
        let mut at = 0;
        for (i, c) in raw.char_indices() {
            // The mark stands for the first character that begins at or after its byte.
            while marks.len() * Self::STEP <= i {
                marks.push(at);
            }
            at += c.len_utf16() as u32;
        }
        while marks.len() * Self::STEP <= raw.len() {
            marks.push(at);
        }
        Offsets { marks }
    }

    fn at(&self, raw: &str, byte: usize) -> u32 {
        let mark = byte / Self::STEP;
        let mut from = mark * Self::STEP;
        while !raw.is_char_boundary(from) {
            from += 1;
        }
        self.marks[mark] + raw[from..byte.max(from)].chars().map(|c| c.len_utf16() as u32).sum::<u32>()
    }
}

/// Full-width forms to half-width ones; odd spaces to a space.
fn fold(c: char) -> char {
    match c {
        '\u{3001}'..='\u{9FFF}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Characters that show nothing and mean nothing in Chinese text: they hide words from a search.
pub(crate) fn is_invisible(c: char) -> bool {
    !('\u{2100}'..='\u{FDFF}').contains(&c)
        && matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1B}' | '\u{7F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests;

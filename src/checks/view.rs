//! Ways to look at the text that several rules share.

use super::Case;
use crate::page::Part;
use crate::sorting::Sorting;
use crate::text::{Block, BlockKind, Span, Text};

/// The blocks that belong to an article, in reading order; furniture is left out.
pub fn article_blocks(text: &Text) -> impl Iterator<Item = &Block> {
    text.blocks.iter().filter(|b| b.article.is_some())
}

/// Whether a block is running text, not a title or a byline.
pub fn is_paragraph(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Part(Part::Paragraph(_)))
}

/// Where each character stands, in chains of those that share a remainder.
#[derive(Debug)]
pub struct Places<'a> {
    chars: &'a [char],
    /// Of each remainder, the first place.
    first: Vec<u32>,
    /// Of each place, the next one of its chain.
    next: Vec<u32>,
}

/// The number of chains, and what ends one.
const CHAINS: usize = 1 << 12;
const LAST: u32 = u32::MAX;

impl<'a> Places<'a> {
    pub(super) fn of(chars: &'a [char]) -> Places<'a> {
        let (mut first, mut next) = (vec![LAST; CHAINS], vec![LAST; chars.len()]);
        for (at, c) in chars.iter().enumerate().rev() {
            let chain = &mut first[*c as usize % CHAINS];
            next[at] = std::mem::replace(chain, at as u32);
        }
        Places { chars, first, next }
    }

    /// All places of a character, in order.
    #[inline]
    pub fn all(&self, c: char) -> impl Iterator<Item = usize> + use<'_> {
        let chain =
            std::iter::successors(Some(self.first[c as usize % CHAINS]), |at| self.next.get(*at as usize).copied());
        chain.take_while(|at| *at != LAST).map(|at| at as usize).filter(move |at| self.chars[*at] == c)
    }

    /// All places of one of some characters, in order.
    pub fn any(&self, characters: &[char]) -> Vec<usize> {
        let mut places: Vec<usize> = characters.iter().flat_map(|c| self.all(*c)).collect();
        places.arrange();
        places
    }
}

/// A Chinese character, those outside the basic plane too.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{20000}'..='\u{323AF}')
}

/// Whether a sentence may end with it, closing quotes and brackets left aside.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '…' | ':' | '.')
}

/// The last character that is no closing quote, bracket or space.
pub fn last_mark(text: &Text, span: Span) -> Option<char> {
    text.chars[span.start..span.end]
        .iter()
        .rev()
        .copied()
        .find(|c| !matches!(c, '”' | '’' | '"' | ')' | '》' | '】' | ']' | ' '))
}

/// Whether a paragraph breaks off in the middle of a sentence.
pub fn breaks_off(text: &Text, span: Span) -> bool {
    last_mark(text, span).is_some_and(|c| !ends_sentence(c))
}

/// The stretches of Chinese characters of a block.
pub fn han_runs(text: &Text, block: Span) -> impl Iterator<Item = Span> {
    let mut start = block.start;
    text.chars[block.start..block.end].chunk_by(|a, b| is_han(*a) == is_han(*b)).filter_map(move |run| {
        let span = Span::new(start, start + run.len());
        start = span.end;
        is_han(run[0]).then_some(span)
    })
}

/// The longest line that may be a headline.
pub const LONGEST_HEADLINE: usize = 40;

/// No more lines of an article can be its headlines.
const MOST_HEADLINES: usize = 12;

/// Titles, subtitles, and lines at the head of an article that look like one and were not told apart.
pub fn headlines(text: &Text) -> impl Iterator<Item = &Block> {
    let (mut article, mut lines, mut in_head) = (None, 0, true);
    article_blocks(text).filter(move |block| {
        if block.article != article {
            (article, lines, in_head) = (block.article, 0, true);
        }
        let short = block.span.len() <= LONGEST_HEADLINE;
        let head = in_head && lines < MOST_HEADLINES;
        (lines, in_head) = (lines + 1, in_head && short);
        match block.kind {
            BlockKind::Part(Part::Title | Part::Subtitle) => true,
            BlockKind::Part(Part::Paragraph(_)) => head && short && breaks_off(text, block.span),
            _ => false,
        }
    })
}

/// The words of a stretch as they were pasted, on one line.
pub fn quote(case: &Case, span: Span) -> String {
    let raw = case.text.raw_span(span).text;
    raw.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect()
}

/// The words of a clause before `at`.
pub fn clause_before(case: &Case, at: usize) -> Span {
    let mark = case.text.chars[..at].iter().rposition(|c| matches!(c, ',' | ';' | '。' | '\n' | ':'));
    Span::new(mark.map_or(0, |m| m + 1), at)
}

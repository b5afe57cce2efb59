//! A text as one stream of characters in reading order, article by article, that knows its places.

use crate::model::{Analysis, Span};
use std::ops::Range;

/// The words of one text in reading order, blanks and widths aside.
pub struct Stream {
    /// The characters.
    pub chars: Vec<char>,
    /// Of each character, its UTF-16 place in the raw text.
    places: Vec<(u32, u32)>,
    /// Of each UTF-16 place of the raw text, the character that begins there.
    index: Vec<u32>,
    raw: Vec<u16>,
    /// The stretches of the articles.
    pub articles: Vec<Range<usize>>,
    /// Where titles and paragraphs end, in order.
    ends: Vec<usize>,
}

const NONE: u32 = u32::MAX;

impl Stream {
    /// The stream of an analysed text; without articles it is the whole text.
    pub fn of(raw: &str, analysis: &Analysis) -> Stream {
        let raw: Vec<u16> = raw.encode_utf16().collect();
        let mut stream = Stream {
            chars: Vec::new(),
            places: Vec::new(),
            index: vec![NONE; raw.len() + 1],
            raw,
            articles: Vec::new(),
            ends: Vec::new(),
        };
        for article in &analysis.articles {
            let start = stream.chars.len();
            let heads = article.title.iter().chain(&article.subtitle);
            for head in heads {
                stream.add(head);
                stream.ends.push(stream.chars.len());
            }
            for paragraph in &article.paragraphs {
                for piece in &paragraph.pieces {
                    stream.add(piece);
                }
                stream.ends.push(stream.chars.len());
            }
            stream.articles.push(start..stream.chars.len());
        }
        stream
    }

    /// The sentences of a stretch; a title or paragraph ends one as well.
    pub fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut ends = self.ends[self.ends.partition_point(|end| *end <= range.start)..].iter().copied().peekable();
        let (mut sentences, mut start) = (Vec::new(), range.start);
        for at in range.clone() {
            let next = at + 1;
            let ends_here = ends.next_if(|end| *end <= next).is_some();
            if ends_here || next == range.end || matches!(self.chars[at], '。' | '!' | '?' | ';' | '…') {
                sentences.push(start..next);
                start = next;
            }
        }
        sentences
    }

    fn add(&mut self, piece: &Span) {
        let mut at = piece.start;
        for c in piece.text.chars() {
            let end = at + c.len_utf16() as u32;
            if !c.is_whitespace() {
                if let Some(slot) = self.index.get_mut(at as usize) {
                    *slot = self.chars.len() as u32;
                }
                self.chars.push(narrow(c));
                self.places.push((at, end));
            }
            at = end;
        }
    }

    /// The characters of a stretch of the raw text, where they lie together in the stream.
    pub fn find(&self, span: &Span) -> Option<Range<usize>> {
        let places = self.index.get(span.start as usize..span.end as usize)?;
        let mut found = places.iter().filter(|&&i| i != NONE).map(|&i| i as usize);
        let first = found.next()?;
        let last = found.next_back().unwrap_or(first);
        (last >= first).then_some(first..last + 1)
    }

    /// The stretch of the raw text that `range` lies in; of a stretch in several pieces the first.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let places = self.places.get(range)?;
        let first = *places.first()?;
        let unbroken = places.windows(2).take_while(|w| w[1].0 >= w[0].1 && self.is_blank(w[0].1, w[1].0)).count();
        let (start, end) = (first.0, places[unbroken].1);
        let text = String::from_utf16_lossy(&self.raw[start as usize..end as usize]);
        Some(Span { start, end, text })
    }

    fn is_blank(&self, start: u32, end: u32) -> bool {
        let between = &self.raw[start as usize..end as usize];
        between.iter().all(|&u| char::from_u32(u.into()).is_some_and(char::is_whitespace))
    }
}

/// Full-width forms as half-width ones.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

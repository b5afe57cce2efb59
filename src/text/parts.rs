//! A text cut into parts that can each be read by themselves: its articles, and what stands around them.
//!
//! A part knows nothing of where it stood, so that equal parts of two texts are equal, and what is said of one holds for the other.

use super::bounds::Bounds;
use super::raw::Raw;
use super::{Block, Edit, Span, Text, Utf8};
use crate::model::ParagraphKind;
use crate::page::Part;
use crate::text::BlockKind;
use std::ops::Range;

/// From so many characters on a part ends where a section begins.
const LONG: usize = 6_000;
/// A part ends with the paragraph that makes it so long: what is told so much further on hardly speaks of the same.
const LONGEST: usize = 12_000;

impl Text {
    /// The blocks of each part, in order: an article, a stretch of a long one, or all furniture.
    pub fn part_blocks(&self) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut length = 0;
        for (i, block) in self.blocks.iter().enumerate() {
            let goes_on = i > 0 && self.blocks[i - 1].article == block.article;
            let section = matches!(block.kind, BlockKind::Part(Part::Paragraph(ParagraphKind::Section)));
            let full = length >= LONGEST || section && length >= LONG;
            match parts.last_mut() {
                Some(part) if goes_on && !full => part.end = i + 1,
                _ => {
                    parts.push(i..i + 1);
                    length = 0;
                }
            }
            length += block.span.len();
        }
        parts
    }

    /// The characters of these blocks.
    pub fn span_of(&self, blocks: &Range<usize>) -> Span {
        Span::new(self.blocks[blocks.start].span.start, self.blocks[blocks.end - 1].span.end + 1)
    }

    /// The blocks of each part as a text of its own. Of its pasted text it has no more than was read; its blocks name no pieces.
    pub fn parts(&self, parts: &[Range<usize>]) -> Vec<Text> {
        let mut edits: Vec<Vec<Edit>> = vec![Vec::new(); parts.len()];
        for edit in &self.edits {
            let part = parts.partition_point(|blocks| self.span_of(blocks).end <= edit.span.start);
            if let Some(edits) = edits.get_mut(part) {
                let at = self.span_of(&parts[part]).start;
                edits.push(Edit { span: edit.span.back(at), start: 0, ..edit.clone() });
            }
        }
        parts.iter().zip(edits).map(|(blocks, edits)| self.part(blocks, edits)).collect()
    }

    #[inline(never)]
    fn part(&self, blocks: &Range<usize>, edits: Vec<Edit>) -> Text {
        let span = self.span_of(blocks);
        let at = span.start;
        let from = self.breaks.partition_point(|&b| b <= span.start);
        let to = self.breaks.partition_point(|&b| b < span.end).max(from);
        let (mut raw, mut places) = (String::with_capacity(3 * span.len() + 16), Vec::with_capacity(span.len()));
        let (mut start, mut units) = (span.start, 0);
        for end in self.breaks[from..to].iter().copied().chain([span.end]) {
            if start > span.start {
                raw.push(if self.is_seam(start) { '\n' } else { ' ' });
                units += 1;
            }
            let (first, last) = (self.places[start].0, self.places[end - 1].1);
            let moved = |place: u32| place - first + units;
            places.extend(self.places[start..end].iter().map(|&(a, b)| (moved(a), moved(b))));
            raw.push_str(self.raw.slice(first..last));
            units += last - first;
            start = end;
        }
        let article = self.blocks[blocks.start].article;
        let block = |b: &Block| Block {
            span: b.span.back(at),
            kind: b.kind,
            article: b.article.map(|_| 0),
            pieces: Vec::new(),
        };
        let byline = article.and_then(|i| self.bylines[i]).filter(|byline| span.contains(*byline));
        let chars = &self.chars[span.start..span.end];
        Text {
            utf8: Utf8::of(chars),
            chars: chars.to_vec(),
            blocks: self.blocks[blocks.clone()].iter().map(block).collect(),
            places,
            breaks: self.breaks[from..to].iter().map(|b| b - at).collect(),
            edits,
            bylines: article.map(|_| byline.map(|b| b.back(at))).into_iter().collect(),
            sentences: self.sentences.part(span),
            clauses: self.clauses.part(span),
            raw: Raw::new(raw),
        }
    }
}

impl Bounds {
    fn part(&self, span: Span) -> Bounds {
        let from = self.ends.partition_point(|&e| e as usize <= span.start);
        let to = self.ends.partition_point(|&e| e as usize <= span.end);
        Bounds { ends: self.ends[from..to].iter().map(|e| e - span.start as u32).collect() }
    }
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::text::{self, Span};

    const PAGE: &str = "云溪县举行签约仪式\n本报讯 云\u{200B}溪县昨日签约9个项目，总投资3亿元。\n  仪式上，县长讲话。\n临江区开工一批项目\n\
        本报讯(记者 沈知远)临江区12日开工28个项目。\n责任编辑:陆某\n";

    #[test]
    fn a_part_reads_as_it_does_in_its_text() {
        let whole = text::clean(PAGE, &page::split(PAGE));
        let blocks = whole.part_blocks();
        let parts = whole.parts(&blocks);
        assert!(parts.len() > 1);
        let mut at = 0;
        for part in &parts {
            let n = part.chars.len();
            assert_eq!(part.chars, whole.chars[at..at + n]);
            let later = |span: Span| Span::new(span.start + at, span.end + at);
            for start in 0..n {
                assert_eq!(start > 0 && part.is_seam(start), start > 0 && whole.is_seam(start + at), "{start}");
                for end in start + 1..=n {
                    let span = Span::new(start, end);
                    assert_eq!(part.raw_span(span).text, whole.raw_span(later(span)).text);
                    assert_eq!(part.reading(span), whole.reading(later(span)));
                }
            }
            let moved = |spans: Vec<Span>| spans.into_iter().map(later).collect::<Vec<_>>();
            let here = Span::new(at, at + n);
            assert_eq!(moved(part.sentences().collect()), whole.sentences_in(here).collect::<Vec<_>>());
            assert_eq!(moved(part.clauses().collect()), whole.clauses_in(here).collect::<Vec<_>>());
            at += n;
        }
        assert_eq!(at, whole.chars.len());
        assert_eq!(parts.iter().map(|p| p.edits.len()).sum::<usize>(), whole.edits.len());
    }

    #[test]
    fn what_stands_before_a_part_leaves_it_the_same() {
        let cut = |raw: &str| {
            let whole = text::clean(raw, &page::split(raw));
            whole.parts(&whole.part_blocks())
        };
        let (before, after) = (cut(PAGE), cut(&PAGE.replacen("9个", "二十八个", 1)));
        assert_ne!(before[0], after[0]);
        assert_eq!(before[1..], after[1..]);
    }
}

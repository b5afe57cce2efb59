//! Cutting the pasted text into lines, each with the measures that later steps ask for.

use super::choices::{Choices, Decision};
use super::rows::{self, Told};
use super::{furniture, running};
use crate::text::is_invisible;
use std::borrow::Cow;
use std::ops::Range;

/// A line that is not blank; or several, where the text was wrapped at a fixed width.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its byte ranges in the raw text, white space at both ends left out.
    pub(super) parts: Vec<Range<usize>>,
    /// Its words, without markup and without characters that show nothing at both ends.
    pub(super) text: Cow<'a, str>,
    /// Bytes of the first part that stand before `text`.
    before: usize,
    /// How many characters `text` has, counted up to [`LONG`].
    pub(super) len: usize,
    /// Blank lines before it.
    pub(super) gap: usize,
    /// White space at its head, in characters.
    pub(super) indent: usize,
    /// Depth of a markdown heading: `##` is 2.
    pub(super) level: usize,
    /// It stands at the head or foot of every page.
    pub(super) running: bool,
}

/// Lines longer than this are all alike: long.
pub(super) const LONG: usize = 400;

/// The level given to a line all in bold type, which says that it is a heading but not of what.
pub(super) const BOLD: usize = 9;

/// The lines of the text that are not blank, those of wrapped paragraphs as one.
///
/// Where columns were read across, lines stand in the order of the columns; what was found of them is told beside.
pub(super) fn cut<'a>(raw: &'a str, choices: &Choices) -> (Vec<Line<'a>>, Vec<Told>) {
    let mut lines = split(raw);
    running::mark(&mut lines);
    rows::unwrap(raw, lines, choices)
}

#[inline(never)]
fn split(raw: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut at, mut gap) = (0, 0);
    while at < raw.len() {
        let whole = &raw[at..line_end(raw, at)];
        let mut start = at + (whole.len() - whole.trim_start().len());
        let words = whole.trim();
        let crlf = whole == "\n" && raw[..at].ends_with('\r');
        at += whole.len();
        if words.is_empty() {
            gap += usize::from(!crlf);
            continue;
        }
        let (head, tail) = furniture::jumps(words);
        for part in [&words[..head], &words[head..tail], &words[tail..]] {
            let words = part.trim();
            let from = start + (part.len() - part.trim_start().len());
            start += part.len();
            if words.is_empty() {
                continue;
            }
            let (level, text) = visible(words);
            lines.push(Line {
                parts: std::iter::once(from..from + words.len()).collect(),
                before: text.as_ptr() as usize - words.as_ptr() as usize,
                text: Cow::Borrowed(text),
                len: text.chars().take(LONG).count(),
                gap: std::mem::take(&mut gap),
                indent: whole.chars().take_while(|c| c.is_whitespace()).count(),
                level,
                running: false,
            });
        }
    }
    lines
}

/// Where the line that begins at `at` ends, its line break with it. Bytes tell: most of a text is longer characters.
fn line_end(raw: &str, at: usize) -> usize {
    let bytes = raw.as_bytes();
    let broken = |i: usize| match bytes[i] {
        b'\n' | b'\r' | b'\x0B' | b'\x0C' => Some(i + 1),
        0xC2 if bytes[i + 1] == 0x85 => Some(i + 2),
        0xE2 if bytes[i + 1] == 0x80 && matches!(bytes[i + 2], 0xA8 | 0xA9) => Some(i + 3),
        _ => None,
    };
    (at..bytes.len()).find_map(broken).unwrap_or(bytes.len())
}

/// The depth of a markdown heading, and the words without its mark and what does not show.
///
/// A line all in bold type counts as a heading of some depth.
fn visible(words: &str) -> (usize, &str) {
    let words = words.trim_matches(|c: char| is_invisible(c) || c.is_whitespace());
    let rest = words.trim_start_matches('#');
    let level = words.len() - rest.len();
    let text = rest.trim_start();
    let heading = (1..=6).contains(&level) && !text.is_empty() && text.len() < rest.len();
    let (level, text) = if heading { (level, text) } else { (0, words) };
    let bold = text.strip_prefix("**").and_then(|t| t.strip_suffix("**")).map(str::trim);
    match bold.filter(|t| !t.is_empty() && !t.contains("**")) {
        Some(inner) => (if heading { level } else { BOLD }, inner),
        None => (level, text),
    }
}

impl Line<'_> {
    /// Whether a reader has decided so of it.
    pub(super) fn is_chosen(&self, choices: &Choices, decision: Decision) -> bool {
        !choices.is_empty() && self.parts.iter().any(|part| choices.within(part.clone(), decision))
    }

    /// A stretch of `text` as a byte range of the raw text.
    pub(super) fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        /// More than this between two lines of a paragraph is another column's line.
        const BETWEEN: usize = 16;
        let (mut start, mut end) = (None, None);
        let mut passed = 0; // bytes of `text` in the parts before
        for (i, part) in self.parts.iter().enumerate() {
            let from = part.start + if i == 0 { self.before } else { 0 };
            let here = |at: usize| (at >= passed && from + (at - passed) <= part.end).then(|| from + (at - passed));
            start = here(range.start).or(start);
            end = end.or(here(range.end));
            passed += part.end - from;
        }
        let (start, end) = (start.unwrap_or(self.parts[0].start), end.unwrap_or(self.parts[self.parts.len() - 1].end));
        // Where columns were put in order, what goes on may stand before: then it is told as far as its own line goes.
        let within = |part: &Range<usize>| part.start < end && start < part.end;
        let apart = self.parts.windows(2).any(|w| within(&w[1]) && w[1].start > w[0].end + BETWEEN && start < w[0].end);
        let own = self.parts.iter().find(|part| part.contains(&start)).map_or(end, |part| part.end);
        start..if end < start || apart { own } else { end }
    }

    /// Takes the next line of a wrapped paragraph.
    pub(super) fn append(&mut self, raw: &str, next: &Line) {
        for part in &next.parts {
            self.text.to_mut().push_str(&raw[part.clone()]);
            self.parts.push(part.clone());
        }
        self.len = self.text.chars().take(LONG).count();
    }

    /// The marks of a markdown heading before and after its words, as byte ranges of the raw text.
    pub(super) fn markup(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let part = self.parts[0].clone();
        let start = part.start + self.before;
        let marks = [part.start..start, start + self.text.len()..part.end];
        let marked = self.level > 0;
        marks.into_iter().filter(move |m| marked && !m.is_empty())
    }

    /// The first character.
    pub(super) fn first(&self) -> Option<char> {
        self.text.chars().next()
    }

    /// The last character.
    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Whether it is marked as an item of a list in markdown.
    pub(super) fn is_item(&self) -> bool {
        ["- ", "* ", "+ "].iter().any(|mark| self.text.starts_with(mark))
    }

    /// Whether it is the first words of an article, cut off by a web page.
    pub(super) fn is_cut_off(&self) -> bool {
        let linked = ["[详细]", "[详情]", "[全文]", "【详细】", "查看全文", "阅读全文", "更多>>"]
            .iter()
            .any(|w| self.text.ends_with(w));
        self.trails_off() || linked || !is_closed(&self.text)
    }

    /// Whether it ends in dots, as words cut off by a web page do.
    pub(super) fn trails_off(&self) -> bool {
        let end = self.text.trim_end_matches(['”', '"', ' ', '　', ']', '】']);
        ["...", "…", "。。。", "．．．"].iter().any(|dots| end.ends_with(dots))
    }
}

/// Whether words end as a sentence or a list item does.
pub(super) fn is_closed(words: &str) -> bool {
    let inner = words.trim_end_matches(['”', '’', '"', '\'', '」', '』', ')', '）', '】', ']', '》']);
    let last = inner.chars().next_back();
    inner.len() < words.len() || last.is_some_and(|c| "。！？!?…；;：:.—".contains(c))
}

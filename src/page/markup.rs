//! Marks of markdown inside a line: **…** and [words](address). They are pasted, but not read.

use crate::sorting::Sorting;
use std::ops::Range;

/// The marks within a stretch of the raw text, in order, as byte ranges of it.
pub(super) fn inline(raw: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let text = &raw[part.clone()];
    let mut marks = Vec::new();
    let mut open = None; // where a `**` stands that is not closed yet
    let mut at = 0;
    while let Some(next) = text[at..].find(['*', '[']).map(|i| at + i) {
        if let Some(link) = link(&text[next..]) {
            marks.push(next..next + 1);
            marks.push(next + link.start..next + link.end);
            at = next + link.end;
        } else if text[next..].starts_with("**") {
            match open.take() {
                Some(from) if next > from + 2 && !text[..next].ends_with(char::is_whitespace) => {
                    marks.extend([from..from + 2, next..next + 2]);
                }
                _ if !text[next + 2..]
                    .starts_with(|c: char| c.is_whitespace() || "*，。、；：！？）”,.;:!?)".contains(c)) =>
                {
                    open = Some(next)
                }
                _ => {}
            }
            at = next + 2;
        } else {
            at = next + 1;
        }
    }
    // What is bold may hold a link.
    marks.arrange_by_key(|mark: &Range<usize>| mark.start);
    marks.into_iter().map(|mark| part.start + mark.start..part.start + mark.end).collect()
}

/// Where the words of a link end and its address with them, where `text` begins with one.
fn link(text: &str) -> Option<Range<usize>> {
    /// Words and addresses are no longer than this, so that no text is looked through twice.
    const LONGEST: usize = 300;
    let words = text.strip_prefix('[')?;
    let end = 1 + words.bytes().take(LONGEST).position(|b| matches!(b, b']' | b'['))?;
    let address = text[end..].strip_prefix("](")?;
    let length = address.bytes().take(LONGEST).position(|b| b == b')' || b.is_ascii_whitespace())?;
    let known = ["http://", "https://", "/", "#", "mailto:", "./"].iter().any(|w| address.starts_with(w));
    (known && end > 1 && address.as_bytes()[length] == b')').then(|| end..end + 2 + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> String {
        let mut out = String::from(raw);
        inline(raw, 0..raw.len()).into_iter().rev().for_each(|mark| out.replace_range(mark, ""));
        out
    }

    #[test]
    fn marks_go_and_words_stay() {
        for (raw, wanted) in [
            ("**瀚宇储能**投资**50亿元**。", "瀚宇储能投资50亿元。"),
            ("详见[公告](http://example.com/a.pdf)。", "详见公告。"),
            ("**[公告](/a)**发布", "公告发布"),
        ] {
            assert_eq!(read(raw), wanted);
        }
        for plain in
            ["3**2", "评级为**，另一家为***", "[1](见附表)", "[转帖] 某事", "**", "** 两边有空 **", "[]()", "[甲"]
        {
            assert_eq!(read(plain), plain);
        }
    }
}

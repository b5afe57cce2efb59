//! Trims a phrase to what names something: 后预计年产值 → 年产值. The words are in `data/links/edges.tsv`.

use crate::text::Span;
use std::sync::OnceLock;

/// Words that a phrase does not begin with, and words that it does not end with.
#[derive(Debug, Default)]
struct Edges {
    begin: Vec<Vec<char>>,
    end: Vec<Vec<char>>,
}

fn edges() -> &'static Edges {
    static EDGES: OnceLock<Edges> = OnceLock::new();
    EDGES.get_or_init(|| {
        let mut edges = Edges::default();
        for row in include_str!("../../data/links/edges.tsv").lines().filter(|l| !l.starts_with('#')) {
            match row.split_once('\t') {
                Some((word, "begin")) => edges.begin.push(word.chars().collect()),
                Some((word, "end")) => edges.end.push(word.chars().collect()),
                _ => {}
            }
        }
        edges
    })
}

/// The phrase without such words at its edges; the phrase itself where fewer than two characters would be left.
pub fn trimmed(chars: &[char], span: Span) -> Span {
    let (mut start, mut end) = (span.start, span.end);
    let words = edges();
    while let Some(word) = words.begin.iter().filter(|w| chars[start..end].starts_with(w)).max_by_key(|w| w.len()) {
        start += word.len();
    }
    while let Some(word) = words.end.iter().filter(|w| chars[start..end].ends_with(w)).max_by_key(|w| w.len()) {
        end -= word.len();
    }
    if end - start < 2 { span } else { Span::new(start, end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(phrase: &str) -> String {
        let chars: Vec<char> = phrase.chars().collect();
        let span = trimmed(&chars, Span::new(0, chars.len()));
        chars[span.start..span.end].iter().collect()
    }

    #[test]
    fn words_at_the_edges_go() {
        assert_eq!(after("后预计年产值"), "年产值");
        assert_eq!(after("施工许可证只用"), "施工许可证");
        assert_eq!(after("地区生产总值达到"), "地区生产总值");
    }

    #[test]
    fn a_phrase_that_names_something_stays() {
        for phrase in ["到位资金", "完成投资", "累计引资", "占地", "将"] {
            assert_eq!(after(phrase), phrase);
        }
    }
}

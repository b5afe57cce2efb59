//! Where a phrase that names something can begin and end: 年产值 in 达产后预计年产值, not 后预计年产值. The words are in `data/links/edges.tsv`.

use std::sync::OnceLock;

/// Words that a phrase does not begin with, words that it does not end with, and words that are none by themselves.
#[derive(Debug, Default)]
struct Edges {
    begin: Vec<Vec<char>>,
    end: Vec<Vec<char>>,
    alone: Vec<Vec<char>>,
    /// One bit for the first character of those, and for the last of these: most characters are in neither.
    first: u64,
    last: u64,
}

/// One of 64 bits for a character.
fn bit(c: Option<&char>) -> u64 {
    c.map_or(0, |&c| 1 << (c as u32 & 63))
}

fn edges() -> &'static Edges {
    static EDGES: OnceLock<Edges> = OnceLock::new();
    EDGES.get_or_init(|| {
        let mut edges = Edges::default();
        for row in include_str!("../../data/links/edges.tsv").lines().filter(|l| !l.starts_with('#')) {
            match row.split_once('\t') {
                Some((word, "begin")) => edges.begin.push(word.chars().collect()),
                Some((word, "alone")) => edges.alone.push(word.chars().collect()),
                Some((word, "end")) => edges.end.push(word.chars().collect()),
                _ => {}
            }
        }
        edges.first = edges.begin.iter().fold(0, |bits, word| bits | bit(word.first()));
        edges.last = edges.end.iter().fold(0, |bits, word| bits | bit(word.last()));
        edges
    })
}

/// Words at the end of what is done in part: 完成年度任务的85%.
const WHOLES: [[char; 2]; 4] = [['任', '务'], ['计', '划'], ['目', '标'], ['进', '度']];

/// Whether a phrase names the whole that a share is part of, not what is measured: 占全省, 年度任务.
pub fn is_share(phrase: &[char]) -> bool {
    phrase.first() == Some(&'占') || WHOLES.iter().any(|w| phrase.ends_with(w))
}

/// Whether a phrase that begins here begins with such a word.
pub fn begins_badly(rest: &[char]) -> bool {
    let edges = edges();
    edges.first & bit(rest.first()) != 0
        && edges.begin.iter().any(|word| rest.first() == word.first() && rest.starts_with(word))
}

/// Whether a phrase tells what happened to a measure, not which: 完成16.2亿元.
pub fn is_bare(phrase: &[char]) -> bool {
    phrase.len() <= 2 && edges().alone.iter().any(|word| word.first() == phrase.first() && word == phrase)
}

/// Whether a phrase that ends here ends with such a word.
pub fn ends_badly(so_far: &[char]) -> bool {
    let edges = edges();
    edges.last & bit(so_far.last()) != 0
        && edges.end.iter().any(|word| so_far.last() == word.last() && so_far.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(phrase: &str) -> (bool, bool) {
        let chars: Vec<char> = phrase.chars().collect();
        (begins_badly(&chars), ends_badly(&chars))
    }

    #[test]
    fn a_phrase_neither_begins_nor_ends_with_words_that_name_nothing() {
        assert_eq!(bad("后预计年产值"), (true, false));
        assert_eq!(bad("施工许可证只用"), (false, true));
        assert_eq!(bad("地区生产总值达到"), (false, true));
    }

    #[test]
    fn the_whole_of_a_share_is_told_from_a_measure() {
        let share = |phrase: &str| is_share(&phrase.chars().collect::<Vec<_>>());
        assert!(share("年度任务") && share("占全省"));
        assert!(!share("工业投资"));
    }

    #[test]
    fn a_phrase_that_names_something_may_be_a_candidate() {
        for phrase in ["到位资金", "完成投资", "累计引资", "占地"] {
            assert_eq!(bad(phrase), (false, false));
        }
    }
}

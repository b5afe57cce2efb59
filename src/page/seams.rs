//! How well one stretch of text goes on in another, judged by its words alone.

use super::headlines::{unclosed, unopened};
use super::lines::is_closed;
use crate::float;
use crate::hashing::HashMap;
use crate::parts::{self, Part};
use crate::sorting::Sorting;
use std::sync::LazyLock;

/// Of a character, how much more often it begins a sentence than it stands elsewhere: a natural logarithm.
static STARTS: LazyLock<HashMap<char, f32>> = LazyLock::new(|| {
    let rows = parts::table(Part::Starts).lines().filter(|l| !l.starts_with('#'));
    let cells =
        rows.filter_map(|row| row.split_once('\t')).filter_map(|(n, chars)| Some((float::parse(n)? as f32, chars)));
    cells.flat_map(|(n, chars)| chars.chars().map(move |c| (c, n / 10.0))).collect()
});

/// Pairs of characters that stand beside each other far more often than by chance, in order.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let rows = parts::table(Part::Pairs).lines().filter(|l| !l.starts_with('#'));
    let cells = rows.filter_map(|row| row.split_once('\t')).filter_map(|(a, b)| Some((a.chars().next()?, b)));
    let mut pairs: Vec<_> = cells.flat_map(|(a, followers)| followers.chars().map(move |b| (a, b))).collect();
    pairs.arrange_by(Ord::cmp);
    pairs
});

/// Whether two characters are a word, or part of one.
pub(super) fn is_pair(a: char, b: char) -> bool {
    PAIRS.binary_search(&(a, b)).is_ok()
}

/// How much speaks for a figure that ends in `a` going on with `b`, or against it.
pub(super) fn number_goes_on(a: char, b: char) -> f32 {
    match (a.is_ascii_digit(), b.is_ascii_digit()) {
        (true, true) => 1.5,
        (true, false) if "万亿元年月日个%％.．余多家项人亩吨名条台".contains(b) => 2.0,
        (true, false) => -1.5,
        _ => 0.0,
    }
}

/// How likely a sentence begins so, by its first character: a natural logarithm.
pub(super) fn start_odds(text: &str) -> f32 {
    let start = text.trim_start_matches(['“', '‘', '「', '《']).chars().next();
    start.and_then(|c| STARTS.get(&c).copied()).unwrap_or(0.0)
}

/// Whether words break off: they end as no sentence, list item or table row does.
pub(super) fn breaks_off(text: &str) -> bool {
    !is_closed(text) && !is_row(text)
}

/// Whether words look like a row of a list or a table, which needs no stop at its end.
pub(super) fn is_row(text: &str) -> bool {
    let short = text.chars().nth(45).is_none();
    let labelled = text.chars().take(8).any(|c| c == ':' || c == '：');
    let spaced = || text.contains(char::is_whitespace) && !text.contains(['，', ',', '。']);
    short && (labelled || spaced())
}

/// Words that a clause does not end with.
const OPEN_ENDS: [&str; 22] = [
    "，", ",", "、", "的", "和", "与", "及", "在", "把", "被", "将", "对", "从", "向", "以", "为", "于", "是", "成为",
    "地", "了一", "“",
];

/// Whether words stop where a sentence cannot.
pub(super) fn ends_midway(text: &str) -> bool {
    OPEN_ENDS.iter().any(|w| text.ends_with(w)) || unclosed(text) > 0
}

/// Whether words begin where a sentence cannot.
pub(super) fn starts_midway(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| "，,、。；;：:！？!?）)」』”’》】%％的了着过等们".contains(c)) || unopened(text) > 0
}

/// Whether the first clause is over after a character or two, as that of a cut word is: 同。, 位、.
pub(super) fn stops_at_once(text: &str) -> bool {
    text.chars().take(2).any(|c| "，,。、；;".contains(c))
}

/// Whether `right` begins with the `count` Chinese characters that `left` ends with.
pub(super) fn repeats(left: &str, right: &str, count: usize) -> bool {
    let end: Vec<char> = left.chars().rev().take(count).collect();
    end.len() == count && end.iter().all(|&c| is_han(c)) && end.iter().rev().copied().eq(right.chars().take(count))
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// What the ends of a stretch of text tell, read once.
#[derive(Debug, Clone)]
pub(super) struct Edges {
    pub(super) first: Option<char>,
    pub(super) last: Option<char>,
    unclosed: bool,
    unopened: bool,
    pub(super) midway: bool,
    pub(super) stops_at_once: bool,
    dated: bool,
    pub(super) listed: bool,
    pub(super) clause_ends: bool,
    /// How likely a sentence begins so, by its first character: a natural logarithm.
    pub(super) start_odds: f32,
}

impl Edges {
    /// Of a stretch of text.
    pub(super) fn of(text: &str) -> Self {
        Edges {
            first: text.chars().next(),
            last: text.chars().next_back(),
            unclosed: unclosed(text) > 0,
            unopened: unopened(text) > 0,
            midway: starts_midway(text),
            stops_at_once: stops_at_once(text),
            dated: is_dated(text),
            listed: opens_with_list_mark(text),
            clause_ends: text.ends_with(['，', ',', '、']),
            start_odds: start_odds(text),
        }
    }
}

/// How much speaks for `right` going on in the middle of the sentence that `left` breaks off in.
pub(super) fn continuation(left: &Edges, right: &Edges, known: &Bigrams) -> f32 {
    let quotes = match (left.unclosed, right.unopened) {
        (true, true) => 4.0,
        (true, false) => -2.5,
        (false, true) => -6.0,
        (false, false) => 0.0,
    };
    let crossing = left.last.zip(right.first).filter(|&(a, b)| is_han(a) && is_han(b));
    let evidence = [
        (right.midway, 3.0),
        (right.stops_at_once, 2.0),
        (crossing.is_some_and(|(a, b)| known.has((a, b)) || is_pair(a, b)), 2.8),
        (crossing.is_some_and(|(a, b)| !known.has((a, b)) && !is_pair(a, b)), -0.5),
        (crossing.is_some_and(|(a, b)| a == b), 1.0),
        (right.dated, -2.0),
        (right.first.is_some_and(|c| "“「《【".contains(c)), -1.5),
        (right.listed, -6.0),
    ];
    let sum: f32 = evidence.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
    let number = left.last.zip(right.first).map_or(0.0, |(a, b)| number_goes_on(a, b));
    quotes + sum + number - right.start_odds * if left.clause_ends { 0.5 } else { 1.0 }
}

/// How much speaks for `right` beginning a paragraph, what stands before being complete.
pub(super) fn beginning(right: &Edges) -> f32 {
    let midway = if right.midway { -5.0 } else { 0.0 };
    let cut = if right.stops_at_once { -2.0 } else { 0.0 };
    midway + cut + right.start_odds * 0.7
}

fn is_dated(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().take(6).any(|c| c == '月' || c == '年')
}

fn opens_with_list_mark(text: &str) -> bool {
    text.starts_with(['■', '◆', '★', '●', '▲', '·', '-', '•', '①', '②', '③', '—'])
}

/// The pairs of neighbouring characters of an article.
#[derive(Debug, Default)]
pub(super) struct Bigrams {
    pairs: HashMap<(char, char), u32>,
}

impl Bigrams {
    /// Of several stretches of text.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut pairs = HashMap::default();
        for text in texts {
            for pair in pairs_of(text) {
                *pairs.or_default(pair) += 1;
            }
        }
        Bigrams { pairs }
    }

    fn has(&self, pair: (char, char)) -> bool {
        self.pairs.contains_key(&pair)
    }
}

/// The pairs of neighbouring Chinese characters of a text.
pub(super) fn pairs_of(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| is_han(a) && is_han(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_scores_more_than_what_begins() {
        let known = Bigrams::of(std::iter::once("在招商部工作,三个项目"));
        let left = "集团扩大投资,拟将三";
        let continuation = |left, right| continuation(&Edges::of(left), &Edges::of(right), &known);
        let (on, anew) = (continuation(left, "个项目带到园区。"), continuation(left, "今年以来,园区签约多。"));
        assert!(on > anew + 2.0, "{on} {anew}");
        let quoted = continuation("他说:“下楼就能找到配", "套厂”。");
        assert!(quoted > continuation("他说:“下楼就能找到配", "同台签约的还有三家。") + 4.0);
    }

    #[test]
    fn rows_and_sentences_do_not_break_off() {
        for whole in ["完成了签约。", "李某 某公司 班长", "招标人:某局", "名单如下:", "他说“好”"]
        {
            assert!(!breaks_off(whole), "{whole}");
        }
        assert!(breaks_off("与高新区签订进区合"));
    }
}

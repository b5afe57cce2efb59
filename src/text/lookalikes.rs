//! Words written otherwise to get past a filter (蕞大 for 最大), found by what stands around them.

use std::sync::LazyLock;

/// A change of as many characters as there are in `replacement`.
pub(super) struct Change {
    /// Where the characters begin.
    pub(super) at: usize,
    /// What they stand for.
    pub(super) replacement: &'static [char],
}

struct Rule {
    first: char,
    written: Vec<char>,
    meant: Vec<char>,
    /// It holds only on pages where another rule does.
    marked: bool,
    after: Vec<Vec<char>>,
    not_after: Vec<Vec<char>>,
    before: Vec<Vec<char>>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rows = include_str!("../../data/text/lookalikes.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    rows.map(rule).collect()
});

fn rule(row: &'static str) -> Rule {
    let mut columns = row.split('\t');
    let mut column = || columns.next().unwrap_or_default();
    let chars = |word: &str| -> Vec<char> { word.chars().collect() };
    let (written, meant) = (chars(column()), chars(column()));
    debug_assert_eq!(written.len(), meant.len(), "{row}");
    let marked = column() == "marked";
    let words = |list: &'static str| list.split('|').filter(|w| !w.is_empty());
    let (after, before) = (column(), column());
    Rule {
        first: written.first().copied().unwrap_or_default(),
        written,
        meant,
        marked,
        after: words(after).filter(|w| !w.starts_with('!')).map(chars).collect(),
        not_after: words(after).filter_map(|w| w.strip_prefix('!')).map(chars).collect(),
        before: words(before).map(chars).collect(),
    }
}

impl Rule {
    fn holds(&self, chars: &[char], at: usize) -> bool {
        if !chars[at..].starts_with(&self.written) {
            return false;
        }
        let (before, after) = (&chars[..at], &chars[at + self.written.len()..]);
        let follows = |word: &Vec<char>| match word[..] {
            ['$'] => after.first().is_none_or(|c| !c.is_alphanumeric()),
            _ => after.starts_with(word),
        };
        (self.after.is_empty() || self.after.iter().any(follows))
            && !self.not_after.iter().any(follows)
            && (self.before.is_empty() || self.before.iter().any(|word| before.ends_with(word)))
    }
}

/// The changes to make in cleaned text, in order.
pub(super) fn find(chars: &[char]) -> Vec<Change> {
    let mut changes = changes(chars, |rule| !rule.marked);
    if !changes.is_empty() {
        changes = self::changes(chars, |_| true);
    }
    changes
}

fn changes(chars: &[char], takes: impl Fn(&Rule) -> bool) -> Vec<Change> {
    let rules = &*RULES;
    let mut changes = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mut here = rules.iter().filter(|r| r.first == chars[at] && takes(r));
        let rule = here.find(|r| r.holds(chars, at));
        if let Some(rule) = rule {
            changes.push(Change { at, replacement: &rule.meant });
        }
        at += rule.map_or(1, |r| r.written.len());
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        for c in find(&chars) {
            chars[c.at..c.at + c.replacement.len()].copy_from_slice(c.replacement);
        }
        chars.into_iter().collect()
    }

    #[test]
    fn evasions_are_read_as_meant() {
        assert_eq!(read("产能蕞大,总量居全市头部,头部台样机"), "产能最大,总量居全市第一,第一台样机");
        assert_eq!(read("程度蕞高,只看到头部一面"), "程度最高,只看到第一一面");
    }

    #[test]
    fn real_words_stay() {
        for words in ["蕞尔小国", "行业头部企业", "牵头部门", "头部效应明显", "他的头部受伤"]
        {
            assert_eq!(read(words), words);
        }
    }
}

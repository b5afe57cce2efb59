//! What a reader has decided of a page, against what this room would say of it by itself.

use crate::sorting::Sorting;
use serde::Deserialize;
use std::ops::Range;

/// What is decided of the place a [`Choice`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// An article begins with the line there.
    Article,
    /// The line there begins no article: the one before goes on.
    GoesOn,
    /// What begins there is not joined to what stands before.
    Apart,
    /// The change made there is not made.
    AsPasted,
    /// The article there is read in the order of the page.
    PageOrder,
    /// The line there belongs to an article.
    Text,
    /// The line there belongs to none.
    Furniture,
}

/// A decision about one place of the pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// A UTF-16 place in the raw text.
    pub at: u32,
    /// What holds there.
    pub choose: Decision,
}

/// All that a reader has decided, by byte places of the raw text.
#[derive(Debug, Clone, Default)]
pub struct Choices(Vec<(usize, Decision)>);

impl Choices {
    /// Finds the places in the raw text; those behind its end are left out.
    pub fn new(raw: &str, choices: &[Choice]) -> Self {
        let mut wanted = choices.to_vec();
        wanted.arrange_by_key(|c| c.at);
        let mut wanted = wanted.into_iter().peekable();
        let (mut places, mut units) = (Vec::new(), 0);
        for (byte, c) in raw.char_indices() {
            units += c.len_utf16() as u32;
            while let Some(choice) = wanted.next_if(|w| w.at < units) {
                places.push((byte, choice.choose));
            }
            if wanted.peek().is_none() {
                break;
            }
        }
        Choices(places)
    }

    /// Whether it is decided of a place within the range.
    pub(super) fn within(&self, range: Range<usize>, decision: Decision) -> bool {
        let from = self.0.partition_point(|&(at, _)| at < range.start);
        self.0[from..].iter().take_while(|&&(at, _)| at < range.end).any(|&(_, d)| d == decision)
    }

    /// The places of which it is decided.
    pub(super) fn places(&self, decision: Decision) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().filter(move |&&(_, d)| d == decision).map(|&(at, _)| at)
    }

    /// Whether nothing is decided.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_behind_characters_of_two_units() {
        let choose = |at| Choice { at, choose: Decision::Apart };
        let choices = Choices::new("😀一二", &[choose(9), choose(3), choose(1), choose(2)]);
        let places: Vec<usize> = choices.places(Decision::Apart).collect();
        assert_eq!(places, [0, 4, 7]);
        assert!(choices.within(4..7, Decision::Apart) && !choices.within(4..7, Decision::Article));
    }
}

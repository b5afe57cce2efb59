//! The words by which a page shows what its lines are for, from `data/page/cues.tsv`.

use crate::parts::{self, Part};
use crate::sorting::Sorting;
use std::sync::LazyLock;

macro_rules! cues {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// What a word tells of its line; the table says more of each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Cue { $($name),* }

        const NAMES: &[(&str, Cue)] = &[$(($word, Cue::$name)),*];
    };
}

cues! {
    Credit = "credit", Label = "label", Meta = "meta", Counter = "counter", Legal = "legal", Imprint = "imprint",
    Place = "place", Menu = "menu", Step = "step", Tool = "tool", Button = "button", Share = "share", Hotline = "hotline",
    Advert = "advert", Pitch = "pitch", Related = "related", Section = "section", Comments = "comments", Kicker = "kicker", Page = "page",
    Paper = "paper", Media = "media", Caption = "caption", Credited = "credited", Notice = "notice", Speaker = "speaker",
    Card = "card", Marking = "marking", Site = "site", Body = "body",
}

/// How many cues there are.
const COUNT: usize = NAMES.len();

struct Table {
    /// The words of each cue, as in the table.
    words: [Vec<&'static str>; COUNT],
    /// All words by their first character, longer ones first.
    by_first: Vec<(char, &'static str, Cue)>,
    /// A bit for each low half of a first character.
    firsts: [u64; 1024],
    /// Of each slot of `firsts`, the place in `groups` of its first bit.
    ranks: [u16; 1024],
    /// Where the words of each low half begin in `by_first`, and at last where all end.
    groups: Vec<u16>,
}

impl Table {
    /// The words that may begin with a character.
    fn words_from(&self, c: char) -> &[(char, &'static str, Cue)] {
        let (slot, bit) = slot(c);
        if self.firsts[slot] & bit == 0 {
            return &[];
        }
        let group = usize::from(self.ranks[slot]) + (self.firsts[slot] & (bit - 1)).count_ones() as usize;
        &self.by_first[self.groups[group].into()..self.groups[group + 1].into()]
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        words: Default::default(),
        by_first: Vec::new(),
        firsts: [0; 1024],
        ranks: [0; 1024],
        groups: Vec::new(),
    };
    for row in parts::table(Part::PageCues).lines().filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = row.split_once('\t') else { continue };
        let Some(&(_, cue)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
        for word in words.split(' ') {
            let Some(first) = word.chars().next() else { continue };
            table.words[cue as usize].push(word);
            table.by_first.push((first, word, cue));
            let (slot, bit) = slot(first);
            table.firsts[slot] |= bit;
        }
    }
    table.by_first.arrange_by_key(|&(first, word, _)| (slot(first), std::cmp::Reverse(word.len())));
    let places = table.by_first.iter().enumerate();
    let begins = places.filter(|&(i, &(first, ..))| i == 0 || slot(table.by_first[i - 1].0) != slot(first));
    table.groups = begins.map(|(i, _)| i as u16).chain([table.by_first.len() as u16]).collect();
    for slot in 1..table.firsts.len() {
        table.ranks[slot] = table.ranks[slot - 1] + table.firsts[slot - 1].count_ones() as u16;
    }
    table
});

fn slot(c: char) -> (usize, u64) {
    let low = c as usize & 0xFFFF;
    (low / 64, 1 << (low % 64))
}

/// The cues found in a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hits {
    counts: [u8; COUNT],
    first: [u16; COUNT],
}

impl Hits {
    /// Scans a line.
    pub(super) fn of(line: &str) -> Hits {
        let table = &*TABLE;
        let mut hits = Hits::default();
        for (at, c) in line.char_indices() {
            for &(.., cue) in table.words_from(c).iter().filter(|(_, word, _)| line[at..].starts_with(word)) {
                let i = cue as usize;
                if hits.counts[i] == 0 {
                    hits.first[i] = at.min(u16::MAX.into()) as u16;
                }
                hits.counts[i] = hits.counts[i].saturating_add(1);
            }
        }
        hits
    }

    /// How many words of a cue the line has.
    pub(super) fn count(&self, cue: Cue) -> usize {
        self.counts[cue as usize].into()
    }

    /// Whether the line has a word of a cue.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.counts[cue as usize] > 0
    }

    /// The byte at which the first word of a cue begins.
    pub(super) fn at(&self, cue: Cue) -> Option<usize> {
        self.has(cue).then(|| self.first[cue as usize].into())
    }
}

/// The longest word of a cue that `text` begins with.
pub(super) fn prefix(cue: Cue, text: &str) -> Option<&'static str> {
    TABLE.words[cue as usize].iter().copied().filter(|w| text.starts_with(w)).max_by_key(|w| w.len())
}

/// The longest word of a cue that `text` ends with.
pub(super) fn suffix(cue: Cue, text: &str) -> Option<&'static str> {
    TABLE.words[cue as usize].iter().copied().filter(|w| text.ends_with(w)).max_by_key(|w| w.len())
}

/// Whether `text` is a word of a cue.
pub(super) fn is(cue: Cue, text: &str) -> bool {
    TABLE.words[cue as usize].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known_and_every_cue_has_words() {
        for row in parts::table(Part::PageCues).lines().filter(|l| !l.starts_with('#')) {
            let name = row.split('\t').next().unwrap_or_default();
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{row}");
        }
        for (name, cue) in NAMES {
            assert!(!TABLE.words[*cue as usize].is_empty(), "{name}");
        }
    }

    #[test]
    fn hits_count_and_place_words() {
        let hits = Hits::of("28891542 责任编辑:甲 校对:乙");
        assert_eq!((hits.count(Cue::Credit), hits.at(Cue::Credit)), (2, Some(9)));
        assert!(!hits.has(Cue::Legal));
    }
}

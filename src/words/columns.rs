//! The compiled lexicon, read where it lies.

use super::bytes::{Cursor, Pairs, number};
use super::layout::{COLUMNS, FREQUENT, HEADER_FIELDS, MAGIC, STATES, TAGS, TRANSITIONS, checksum};
use crate::error::Error;
use std::borrow::Cow;
use std::ops::Range;

/// Magic, checksum, header.
const HEAD: usize = 8 + 8 + HEADER_FIELDS * 4;

/// The dictionary's words, sorted by the ranks of their characters.
#[derive(Debug)]
pub struct Columns {
    bytes: Cow<'static, [u8]>,
    /// Of each BMP code point, its rank; 0 where neither a word nor the model has it.
    ranks: Vec<u16>,
    /// Of each rank less one, the first word that begins with it; then the number of words.
    starts: Vec<u32>,
    /// Second, third and fourth characters.
    middle: [Pairs; COLUMNS - 1],
    frequencies: Pairs,
    tags: Range<usize>,
    /// The words of more than four characters, in order.
    tails: Vec<Tail>,
    tail_ranks: Pairs,
    /// Words whose frequency does not fit into its column, in order.
    frequent: Vec<(u32, u32)>,
    /// Of each state of the model of unknown words, what it costs: behind each state, then to show each character.
    costs: [Pairs; STATES],
}

/// The rest of a long word: characters `start..end` of the tails.
#[derive(Debug, Clone, Copy)]
struct Tail {
    word: u32,
    start: u32,
    end: u32,
}

impl Columns {
    /// Reads a compiled lexicon. Errors with `bad-lexicon` where it is damaged.
    pub fn new(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        let bad = |what: &str| Error::new("bad-lexicon", format!("{what}: fetch lexicon.bin again"));
        if bytes.len() < HEAD || bytes[..8] != MAGIC {
            return Err(bad("this is no lexicon of this version"));
        }
        if checksum(&bytes[16..]).to_le_bytes() != bytes[8..16] {
            return Err(bad("the lexicon is damaged"));
        }
        Columns::read(bytes).ok_or(bad("the lexicon's parts do not fit together"))
    }

    fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let header: [usize; HEADER_FIELDS] = std::array::from_fn(|i| number(&bytes, 16 + 4 * i) as usize);
        let [characters, words, tails, tail_characters, frequent] = header;
        let mut cursor = Cursor(HEAD);
        let characters = cursor.pairs(characters);
        let counts = cursor.pairs(characters.len);
        let middle = std::array::from_fn(|_| cursor.pairs(words));
        let frequencies = cursor.pairs(words);
        let tags = cursor.bytes(words);
        let gaps = cursor.pairs(tails);
        let lengths = cursor.bytes(tails);
        let tail_ranks = cursor.pairs(tail_characters);
        let frequent = cursor.bytes(frequent.saturating_mul(8));
        let costs = std::array::from_fn(|_| cursor.pairs(TRANSITIONS + characters.len));
        if cursor.0 != bytes.len() {
            return None;
        }

        let mut ranks = vec![0; 1 << 16];
        for (c, rank) in characters.iter(&bytes).zip(1..) {
            ranks[usize::from(c)] = rank;
        }
        let mut starts = vec![0];
        starts.extend(counts.iter(&bytes).scan(0, |sum, count| {
            *sum += u32::from(count);
            Some(*sum)
        }));
        let (mut word, mut end) = (0, 0);
        let tails = gaps.iter(&bytes).zip(&bytes[lengths]).map(|(gap, &length)| {
            word += u32::from(gap);
            let start = end;
            end += u32::from(length);
            Tail { word, start, end }
        });
        let tails: Vec<Tail> = tails.collect();
        let fits = starts.last() == Some(&(words as u32))
            && end as usize == tail_ranks.len
            && tails.last().is_none_or(|tail| (tail.word as usize) < words)
            && bytes[tags.clone()].iter().all(|&tag| usize::from(tag) < TAGS.len());
        let frequent = frequent.step_by(8).map(|at| (number(&bytes, at), number(&bytes, at + 4))).collect();
        fits.then_some(Columns { ranks, starts, middle, frequencies, tags, tails, tail_ranks, frequent, costs, bytes })
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// The sum of all words' frequencies.
    pub fn total(&self) -> usize {
        let frequent: usize = self.frequent.iter().map(|&(_, frequency)| frequency as usize).sum();
        let placeholders = usize::from(FREQUENT) * self.frequent.len();
        (self.frequencies.sum(&self.bytes) + frequent).saturating_sub(placeholders)
    }

    /// The rank of a character; 0 if no word has it.
    #[inline]
    pub fn rank(&self, c: char) -> u16 {
        self.ranks.get(c as usize).copied().unwrap_or(0)
    }

    /// How often a word was seen.
    pub fn frequency(&self, word: usize) -> usize {
        match self.frequencies.get(&self.bytes, word) {
            FREQUENT => {
                let place = self.frequent.partition_point(|&(w, _)| (w as usize) < word);
                self.frequent.get(place).map_or(0, |&(_, frequency)| frequency as usize)
            }
            frequency => frequency.into(),
        }
    }

    /// The part of speech of a word.
    pub fn tag(&self, word: usize) -> &'static str {
        TAGS[usize::from(self.bytes[self.tags.start + word])]
    }

    /// Row `row` of the model of unknown words; see [`super::layout`].
    #[inline]
    pub fn costs(&self, row: usize) -> [u16; STATES] {
        self.costs.map(|column| column.get(&self.bytes, row))
    }

    /// The tag of the word that is just these characters.
    pub fn tag_of(&self, characters: &[char]) -> Option<&'static str> {
        let ranks: Vec<u16> = characters.iter().map(|&c| self.rank(c)).collect();
        let mut tag = None;
        self.prefixes(&ranks, |index, length| {
            if length == characters.len() {
                tag = Some(self.tag(index));
            }
        });
        tag
    }

    /// Calls `found` with the index and the length of every word that `ranks` begins with.
    #[inline]
    pub fn prefixes(&self, ranks: &[u16], mut found: impl FnMut(usize, usize)) {
        if let Some(&first) = ranks.first() {
            self.prefixes_after(1, self.beginning(first), ranks, &mut found);
        }
    }

    /// The words that begin with a character.
    fn beginning(&self, rank: u16) -> Range<usize> {
        match usize::from(rank) {
            0 => 0..0,
            rank => self.starts[rank - 1] as usize..self.starts[rank] as usize,
        }
    }

    /// The words that begin with all these characters, at most four.
    pub fn words_after(&self, ranks: &[u16]) -> Range<usize> {
        let Some((&first, rest)) = ranks.split_first() else { return 0..self.len() };
        let mut words = self.beginning(first);
        for (column, &rank) in self.middle.iter().zip(rest) {
            if words.is_empty() || rank == 0 {
                return 0..0;
            }
            words = self.narrow(*column, words, rank);
        }
        words
    }

    /// As [`Columns::prefixes`], where the words that begin with the first `length` characters, one to four, are known.
    #[inline]
    pub fn prefixes_after(
        &self,
        length: usize,
        mut words: Range<usize>,
        ranks: &[u16],
        mut found: impl FnMut(usize, usize),
    ) {
        for (i, column) in self.middle.iter().enumerate().skip(length - 1) {
            // A word sorts before all that go on from it.
            if words.is_empty() {
                return;
            }
            if column.get(&self.bytes, words.start) == 0 {
                found(words.start, i + 1);
                words.start += 1;
            }
            let Some(&next) = ranks.get(i + 1).filter(|&&rank| rank > 0) else { return };
            words = self.narrow(*column, words, next);
        }
        // What is left shares its four first characters: at most one word that ends there, then the longer ones.
        let first = self.tails.partition_point(|tail| (tail.word as usize) < words.start);
        let tails = self.tails[first..].iter().take_while(|tail| (tail.word as usize) < words.end);
        for tail in tails {
            let length = COLUMNS + (tail.end - tail.start) as usize;
            let mut rest = (tail.start..tail.end).map(|i| self.tail_ranks.get(&self.bytes, i as usize));
            if ranks.get(COLUMNS..length).is_some_and(|text| text.iter().all(|&rank| rest.next() == Some(rank))) {
                found(tail.word as usize, length);
            }
        }
        if !words.is_empty() && self.tails.get(first).is_none_or(|tail| tail.word as usize != words.start) {
            found(words.start, COLUMNS);
        }
    }

    /// The part of `words` that has `rank` in a column sorted there.
    #[inline]
    fn narrow(&self, column: Pairs, words: Range<usize>, rank: u16) -> Range<usize> {
        let start = column.partition_point(&self.bytes, words.clone(), |r| r < rank);
        if start == words.end || column.get(&self.bytes, start) != rank {
            return start..start;
        }
        // Few words share a beginning, so their end is near.
        let (mut step, mut end) = (1, start + 1);
        while end < words.end && column.get(&self.bytes, end) == rank {
            step *= 2;
            end = start + step;
        }
        let from = (start + step / 2).min(words.end);
        start..column.partition_point(&self.bytes, from..end.min(words.end), |r| r <= rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundled::LEXICON;

    #[test]
    fn damaged_bytes_are_refused() {
        let code = |bytes: Vec<u8>| Columns::new(bytes.into()).map(|_| ()).map_err(|e| e.code);
        assert_eq!(code(LEXICON.to_vec()), Ok(()));
        assert_eq!(code(Vec::new()), Err("bad-lexicon"));
        assert_eq!(code(LEXICON[..LEXICON.len() - 1].to_vec()), Err("bad-lexicon"));
        for at in [0, 8, 16, 40, LEXICON.len() / 2, LEXICON.len() - 1] {
            let mut bytes = LEXICON.to_vec();
            bytes[at] ^= 1;
            assert_eq!(code(bytes), Err("bad-lexicon"), "byte {at}");
        }
    }

    #[test]
    fn forged_bytes_with_a_good_checksum_are_refused() {
        let forged = |at: usize, byte: u8| {
            let mut bytes = LEXICON.to_vec();
            bytes[at] = byte;
            let sum = checksum(&bytes[16..]).to_le_bytes();
            bytes[8..16].copy_from_slice(&sum);
            Columns::new(bytes.into()).map(|_| ()).map_err(|e| e.code)
        };
        let columns = Columns::new(LEXICON.into()).expect("sound");
        let counts = HEAD + 2 * columns.starts.len() - 2;
        for (at, byte) in [(16, 0xFF), (20, 0xFF), (31, 0xFF), (counts, 0xFF), (columns.tags.start, 0xFF)] {
            assert_eq!(forged(at, byte), Err("bad-lexicon"), "byte {at}");
        }
    }

    #[test]
    fn the_total_is_the_sum_of_all_frequencies() {
        let columns = Columns::new(LEXICON.into()).expect("sound");
        assert_eq!(columns.total(), (0..columns.len()).map(|word| columns.frequency(word)).sum::<usize>());
    }

    #[test]
    fn prefixes_are_the_words_that_the_text_begins_with() {
        let columns = Columns::new(LEXICON.into()).expect("sound");
        let ranks: Vec<u16> = "中华人民共和国万岁".chars().map(|c| columns.rank(c)).collect();
        let mut lengths = Vec::new();
        columns.prefixes(&ranks, |_, length| lengths.push(length));
        lengths.sort_unstable();
        assert_eq!(lengths, [1, 2, 4, 7]);
        for known in 1..=4 {
            let mut after = Vec::new();
            columns.prefixes_after(known, columns.words_after(&ranks[..known]), &ranks, |_, length| after.push(length));
            after.sort_unstable();
            assert_eq!(after, lengths.iter().copied().filter(|&length| length >= known).collect::<Vec<_>>());
        }
    }
}

//! What the sequence model sees of a text: some forty feature keys for each character.
//!
//! The trainer and the recogniser share this file, so what was trained is what is read. A feature is a
//! 32-bit key; everything is computed once for the whole text in [`Sheet`], then looked up.

use super::hash::key;
use super::tables::{CHARACTERS, ENDINGS, Matcher, VOCABULARY};
use crate::hashing::{HashMap, HashSet};
use crate::page::Part;
use crate::text::{BlockKind, Span, Text};
use crate::words::{Class, Words};

/// Of each character of a text, what the templates read. Places outside the block read as 0.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The character, digits and letters folded.
    ch: Vec<u32>,
    /// Its kind.
    shape: Vec<u8>,
    /// Its word, hashed.
    word: Vec<u32>,
    /// Its word's tag, hashed.
    tag: Vec<u32>,
    /// Where in its word it stands: 0 only, 1 first, 2 within, 3 last.
    seat: Vec<u8>,
    /// Where its word begins and ends.
    token: Vec<(u32, u32)>,
    /// Bits of the vocabulary's classes, for characters that begin, are within and end an entry.
    entry: [Vec<u32>; 3],
    /// Of each character and class of the gazetteers, the longest hit that holds it: 4 × length + seat.
    hits: Vec<u8>,
    /// The classes of the hits that hold it, that end here, that begin here.
    held: [Vec<u32>; 3],
    /// Classes and distance of the next ending to the right, before a break.
    ending: Vec<(u32, u8)>,
    /// Classes of the endings that end here.
    ended: Vec<u32>,
    /// The bracket or quote that holds it, how far it opened, how long it is, what follows it.
    inside: Vec<Inside>,
    /// The item of a list that it stands in.
    item: Vec<u32>,
    items: Vec<Item>,
    /// Its class by the words it stands in.
    class: Vec<u8>,
    /// How many different characters stand before the two from here, and after the two to here (log scale).
    around: [Vec<u8>; 2],
    /// How often the two characters from here occur in the text (log scale).
    pairs: Vec<u8>,
    /// Of each character, its block's first and last place (one past), and the block's part.
    block: Vec<(u32, u32, u8)>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Inside {
    mark: u32,
    from: u8,
    to: u8,
    after: u32,
}

#[derive(Debug, Default, Clone, Copy)]
struct Item {
    start: u32,
    end: u32,
    listed: bool,
}

/// The kinds of characters.
mod shape {
    pub const BREAK: u8 = 0;
    pub const HAN: u8 = 1;
    pub const DIGIT: u8 = 2;
    pub const UPPER: u8 = 3;
    pub const LOWER: u8 = 4;
    pub const LIST: u8 = 5;
    pub const COMMA: u8 = 6;
    pub const STOP: u8 = 7;
    pub const OPEN: u8 = 8;
    pub const CLOSE: u8 = 9;
    pub const COLON: u8 = 10;
    pub const DOT: u8 = 11;
    pub const DASH: u8 = 12;
    pub const SPACE: u8 = 13;
    pub const NUMERAL: u8 = 14;
    pub const OTHER: u8 = 15;
    pub const SLASH: u8 = 16;
}

fn shape_of(c: char) -> u8 {
    match c {
        '\n' => shape::BREAK,
        '0'..='9' => shape::DIGIT,
        'A'..='Z' => shape::UPPER,
        'a'..='z' => shape::LOWER,
        '、' => shape::LIST,
        ',' | '，' => shape::COMMA,
        '。' | '!' | '?' | ';' | '！' | '？' | '；' => shape::STOP,
        '“' | '「' | '『' | '《' | '(' | '（' | '【' | '[' | '‘' | '〈' => shape::OPEN,
        '”' | '」' | '』' | '》' | ')' | '）' | '】' | ']' | '’' | '〉' => shape::CLOSE,
        ':' | '：' => shape::COLON,
        '·' | '•' | '.' => shape::DOT,
        '-' | '—' | '~' | '～' => shape::DASH,
        ' ' => shape::SPACE,
        '/' | '|' => shape::SLASH,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿' | '两'
        | '零' => shape::NUMERAL,
        '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => shape::HAN,
        _ => shape::OTHER,
    }
}

/// Which of the inputs follow from the first one, the character.
pub const OWN: [usize; 2] = [1, 4];

/// Which of the inputs tells how far from the ends of its block a character stands: the same for all that are [`FAR`].
pub const PLACE: usize = 3;
/// From here on, all distances from an end are one.
const FAR: u32 = 2;

/// How many classes the gazetteers have.
const CLASSES: usize = Class::ALL.len();

/// Where the `k`th of so many characters stands: 0 alone, 1 first, 2 within, 3 last.
fn seat(k: usize, length: usize) -> u8 {
    match (k, length) {
        (0, 1) => 0,
        (0, _) => 1,
        _ if k + 1 == length => 3,
        _ => 2,
    }
}

/// What closes an opening mark.
fn closes(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '(' => ')',
        '【' => '】',
        '‘' => '’',
        _ => return None,
    })
}

/// The part of a block and how far from its ends.
fn place_key(part: u8, from: u32, to: u32) -> u32 {
    key(98, &[part.into(), from.min(FAR), to.min(FAR)])
}

fn bucket(n: usize) -> u8 {
    match n {
        0..=4 => n as u8,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

impl Sheet {
    /// Reads a text once.
    #[inline(never)]
    pub fn new(text: &Text, words: &Words) -> Self {
        let n = text.chars.len();
        let mut sheet = Sheet {
            ch: text.chars.iter().map(|&c| fold(c)).collect(),
            shape: text.chars.iter().map(|&c| shape_of(c)).collect(),
            ..Sheet::default()
        };
        sheet.read_words(text, words);
        sheet.read_classes(text);
        sheet.read_blocks(text, n);
        sheet.read_entries(&text.chars);
        sheet.read_hits(words, n);
        sheet.read_endings(&text.chars);
        sheet.read_marks(&text.chars);
        sheet.read_lists(n);
        let (places, counts) = sheet.number_pairs();
        sheet.count_pairs(&places, &counts);
        sheet.count_around(&places, &counts);
        sheet
    }

    /// How many characters.
    pub fn len(&self) -> usize {
        self.ch.len()
    }

    /// Whether the text was empty.
    pub fn is_empty(&self) -> bool {
        self.ch.is_empty()
    }

    /// The block that holds a character.
    pub fn block(&self, at: usize) -> Span {
        let (start, end, _) = self.block[at];
        Span::new(start as usize, end as usize)
    }

    /// The characters of a block that are far from its ends, and the input that says so ([`PLACE`]).
    pub fn far(&self, block: Span) -> (Span, u32) {
        let (start, end) = (block.start + FAR as usize, block.end.saturating_sub(FAR as usize));
        let part = self.block.get(block.start).map_or(0, |b| b.2);
        (Span::new(start.min(end), end), place_key(part, FAR, FAR))
    }

    fn read_words(&mut self, text: &Text, words: &Words) {
        for token in &words.tokens {
            let word = super::hash::chars(0, &text.chars[token.span.start..token.span.end]);
            let tag = token.tag.bytes().fold(7u32, |h, b| h * 31 + u32::from(b));
            let length = token.span.len();
            for k in 0..length {
                self.word.push(word);
                self.tag.push(tag);
                self.token.push((token.span.start as u32, token.span.end as u32));
                self.seat.push(seat(k, length));
            }
        }
    }

    fn read_blocks(&mut self, text: &Text, n: usize) {
        self.block.resize(n, (0, 0, 0));
        for block in &text.blocks {
            let part = match block.kind {
                BlockKind::Part(Part::Title) => 1,
                BlockKind::Part(Part::Subtitle) => 2,
                BlockKind::Part(Part::Byline) => 3,
                BlockKind::Part(Part::Paragraph(kind)) => 4 + kind as u8,
                BlockKind::Furniture => 9,
            };
            let places = (block.span.start as u32, block.span.end as u32, part);
            self.block[block.span.start..block.span.end].fill(places);
        }
    }

    fn read_entries(&mut self, chars: &[char]) {
        let n = chars.len();
        self.entry = [vec![0; n], vec![0; n], vec![0; n]];
        let matcher: &Matcher = &VOCABULARY;
        for at in 0..n {
            let [first, within, last] = &mut self.entry;
            matcher.at(&chars[at..], |length, mask| {
                // A longer entry from the same place takes over what the shorter one marked.
                first[at] |= mask;
                within[at + 1..at + length - usize::from(length > 1)].iter_mut().for_each(|w| *w |= mask);
                last[at + length - 1] |= mask;
            });
        }
    }

    fn read_hits(&mut self, words: &Words, n: usize) {
        self.hits = vec![0; n * CLASSES];
        self.held = [vec![0; n], vec![0; n], vec![0; n]];
        for hit in &words.hits {
            let (class, length) = (hit.class as usize, hit.span.len().min(60));
            for k in 0..hit.span.len() {
                let at = hit.span.start + k;
                let code = 4 * length as u8 + seat(k, hit.span.len());
                let slot = &mut self.hits[at * CLASSES + class];
                if *slot / 4 < code / 4 {
                    *slot = code;
                }
                self.held[0][at] |= 1 << class;
            }
            self.held[1][hit.span.end - 1] |= 1 << class;
            self.held[2][hit.span.start] |= 1 << class;
        }
    }

    fn read_endings(&mut self, chars: &[char]) {
        let n = chars.len();
        self.ended = vec![0; n];
        let matcher: &Matcher = &ENDINGS;
        let mut longest = vec![0usize; n];
        for at in 0..n {
            let (ended, longest) = (&mut self.ended, &mut longest);
            matcher.at(&chars[at..], |length, mask| {
                let end = at + length - 1;
                if length > longest[end] {
                    longest[end] = length;
                    ended[end] = mask;
                }
            });
        }
        self.ending = vec![(0, 0); n];
        let mut next = (0u32, 0usize);
        for at in (0..n).rev() {
            if self.breaks(at) {
                next = (0, 0);
            }
            self.ending[at] = (next.0, if next.0 == 0 { 0 } else { (next.1 - at).min(40) as u8 });
            if self.ended[at] != 0 {
                next = (self.ended[at], at);
            }
        }
    }

    /// Whether no name reaches across this character.
    fn breaks(&self, at: usize) -> bool {
        matches!(self.shape[at], shape::BREAK | shape::LIST | shape::COMMA | shape::STOP | shape::COLON)
    }

    fn read_marks(&mut self, chars: &[char]) {
        const REACH: usize = 30;
        self.inside = vec![Inside::default(); chars.len()];
        for (at, &c) in chars.iter().enumerate() {
            let Some(close) = closes(c) else { continue };
            let reach = &chars[at + 1..chars.len().min(at + 1 + REACH)];
            let stop = reach.iter().position(|&d| d == close || d == '\n').filter(|&i| reach[i] == close);
            let Some(length) = stop else { continue };
            let end = at + 1 + length;
            let after =
                key(0, &[self.ch.get(end + 1).copied().unwrap_or(0), self.ch.get(end + 2).copied().unwrap_or(0)]);
            for (k, place) in self.inside[at + 1..end].iter_mut().enumerate() {
                *place = Inside { mark: c as u32, from: bucket(k), to: bucket(length - 1 - k), after };
            }
        }
    }

    fn read_lists(&mut self, n: usize) {
        self.item = vec![0; n];
        let mut start = 0;
        for at in 0..n {
            self.item[at] = self.items.len() as u32;
            if self.breaks(at) {
                let before = self
                    .items
                    .last()
                    .is_some_and(|i| i.end as usize + 1 == start && start > 0 && self.shape[start - 1] == shape::LIST);
                let listed = self.shape[at] == shape::LIST || before;
                self.items.push(Item { start: start as u32, end: at as u32, listed });
                start = at + 1;
            }
        }
        self.items.push(Item { start: start as u32, end: n as u32, listed: false });
    }

    /// Numbers the pairs of Han characters: of each place its pair, and of each pair how often it occurs.
    fn number_pairs(&self) -> (Vec<Option<u32>>, Vec<u32>) {
        let mut known: HashMap<(u32, u32), u32> = HashMap::default();
        let mut counts = Vec::new();
        let both = |i: &usize| self.shape[*i] == shape::HAN && self.shape.get(i + 1) == Some(&shape::HAN);
        let number = |i: usize| {
            both(&i).then(|| {
                let number = *known.or_insert((self.ch[i], self.ch[i + 1]), counts.len() as u32);
                if number as usize == counts.len() {
                    counts.push(0);
                }
                counts[number as usize] += 1;
                number
            })
        };
        let places = (0..self.len()).map(number).collect();
        (places, counts)
    }

    fn count_pairs(&mut self, places: &[Option<u32>], counts: &[u32]) {
        let grade = |count: u32| match count {
            0..=3 => count as u8,
            4..=6 => 4,
            _ => 5,
        };
        self.pairs = places.iter().map(|pair| pair.map_or(0, |pair| grade(counts[pair as usize]))).collect();
    }

    fn read_classes(&mut self, text: &Text) {
        let class = |c: &char| CHARACTERS.get(*c as usize).copied().unwrap_or(0);
        self.class = text.chars.iter().map(class).collect();
    }

    /// How often each pair of characters occurs, and beside how many different ones, on either side.
    fn count_around(&mut self, places: &[Option<u32>], counts: &[u32]) {
        let grade = |n: u32| match n {
            0..=2 => n as u8,
            3..=4 => 3,
            _ => 4,
        };
        let read = |i: Option<usize>| i.and_then(|i| self.ch.get(i)).copied().unwrap_or(0);
        let side = |after: usize| {
            let mut seen: HashSet<(u32, u32)> = HashSet::default();
            let mut different = vec![0u32; counts.len()];
            for (i, pair) in places.iter().enumerate() {
                let Some(pair) = *pair else { continue };
                let neighbour = if after == 1 { read(Some(i + 2)) } else { read(i.checked_sub(1)) };
                if counts[pair as usize] == 1 || seen.insert((pair, neighbour)) {
                    different[pair as usize] += 1;
                }
            }
            let mut out = vec![0; places.len()];
            for (i, pair) in places.iter().enumerate() {
                if let Some(pair) = *pair {
                    out[i + after] = grade(counts[pair as usize]) * 5 + grade(different[pair as usize]);
                }
            }
            out
        };
        self.around = [side(0), side(1)];
    }

    /// Classes of characters, and how many neighbours pairs of them have in this text: the end of a name that
    /// comes again and again is where what follows it varies.
    #[inline(never)]
    fn classes(&self, at: usize, keys: &mut Vec<u32>) {
        let c = |by: isize| u32::from(self.read(&self.class, at, by));
        keys.extend([
            key(101, &[c(0)]),
            key(102, &[c(-1), c(0)]),
            key(103, &[c(0), c(1)]),
            key(104, &[c(-1)]),
            key(105, &[c(1)]),
            key(106, &[u32::from(self.around[0][at])]),
            key(107, &[u32::from(self.around[1][at])]),
        ]);
    }

    /// All feature keys of the character `at`.
    pub fn features(&self, at: usize, keys: &mut Vec<u32>) {
        keys.clear();
        self.characters(at, keys);
        self.words(at, keys);
        self.evidence(at, keys);
        self.layout(at, keys);
        self.classes(at, keys);
    }

    /// What the neural layer sees of the character `at`: its own key first. What the field sees too has its key.
    #[inline(never)]
    pub fn inputs(&self, at: usize, keys: &mut Vec<u32>) {
        keys.clear();
        let seat = u32::from(self.seat[at]);
        let (next, inside) = (self.ending[at], self.inside[at]);
        let (start, end, part) = self.block[at];
        let (from, to) = (at as u32 - start, end - 1 - at as u32);
        keys.extend([
            key(11, &[self.ch[at]]),
            key(101, &[u32::from(self.class[at])]),
            key(41, &[self.tag[at], seat]),
            place_key(part, from, to),
            key(400, &[u32::from(self.shape[at])]),
            key(401, &[self.word[at]]),
        ]);
        if next.0 != 0 {
            keys.push(key(60, &[next.0, u32::from(bucket(next.1.into()))]));
        }
        if inside.mark != 0 {
            keys.push(key(90, &[inside.mark, u32::from(inside.from.min(1)), u32::from(inside.to.min(1))]));
        }
        let mut held = self.held[0][at];
        while held != 0 {
            let class = held.trailing_zeros();
            held &= held - 1;
            keys.push(key(80, &[class, u32::from(self.hits[at * CLASSES + class as usize])]));
        }
        let columns = self.entry.iter().map(|c| c[at]).chain([self.ended[at]]);
        for (place, mut mask) in columns.enumerate() {
            while mask != 0 {
                keys.push(key(402, &[place as u32, mask.trailing_zeros()]));
                mask &= mask - 1;
            }
        }
        let item = self.items[self.item[at] as usize];
        if item.listed {
            let seat = u32::from(at as u32 == item.start) + 2 * u32::from(at as u32 + 1 == item.end);
            keys.push(key(96, &[u32::from(bucket((item.end - item.start) as usize)), seat]));
        }
    }

    #[inline]
    fn read<T: Copy + Default>(&self, column: &[T], at: usize, by: isize) -> T {
        let (start, end, _) = self.block[at];
        let place = at as isize + by;
        if place < start as isize || place >= end as isize { T::default() } else { column[place as usize] }
    }

    #[inline(never)]
    fn characters(&self, at: usize, keys: &mut Vec<u32>) {
        let c = |by: isize| self.read(&self.ch, at, by);
        let (a, b, d, e, f) = (c(-2), c(-1), c(0), c(1), c(2));
        keys.extend([
            key(10, &[b]),
            key(11, &[d]),
            key(12, &[e]),
            key(13, &[a, b]),
            key(14, &[b, d]),
            key(15, &[d, e]),
            key(16, &[e, f]),
            key(17, &[a, b, d]),
            key(18, &[b, d, e]),
            key(19, &[d, e, f]),
        ]);
    }

    #[inline(never)]
    fn words(&self, at: usize, keys: &mut Vec<u32>) {
        let (start, end) = self.token[at];
        let back = start as isize - 1 - at as isize;
        let ahead = end as isize - at as isize;
        let (w, t, seat) = (self.word[at], self.tag[at], u32::from(self.seat[at]));
        let (wb, tb) = (self.read(&self.word, at, back), self.read(&self.tag, at, back));
        let (wa, ta) = (self.read(&self.word, at, ahead), self.read(&self.tag, at, ahead));
        keys.extend([
            key(40, &[w, seat]),
            key(41, &[t, seat]),
            key(42, &[wb, seat]),
            key(43, &[wa, seat]),
            key(44, &[tb, t, ta, seat]),
            key(45, &[wb, w, seat]),
            key(46, &[w, wa, seat]),
            key(47, &[t, seat, self.ch[at]]),
        ]);
    }

    #[inline(never)]
    fn evidence(&self, at: usize, keys: &mut Vec<u32>) {
        let next = self.ending[at];
        let seat = u32::from(self.seat[at]);
        keys.extend([
            key(60, &[next.0, u32::from(bucket(next.1.into()))]),
            key(61, &[next.0, self.ch[at]]),
            key(62, &[self.ended[at], seat]),
            key(63, &[self.read(&self.ended, at, -1), self.tag[at], seat]),
        ]);
        for (place, column) in self.entry.iter().enumerate() {
            let place = place as u32;
            let mask = column[at];
            if mask != 0 {
                keys.push(key(70 + place, &[mask]));
            }
        }
        let mut held = self.held[0][at];
        while held != 0 {
            let class = held.trailing_zeros();
            held &= held - 1;
            let code = u32::from(self.hits[at * CLASSES + class as usize]);
            keys.push(key(80, &[class, code]));
        }
        let ends = self.read(&self.held[1], at, -1);
        let begins = self.read(&self.held[2], at, 1);
        keys.push(key(82, &[ends, self.held[2][at]]));
        keys.push(key(83, &[self.held[1][at], begins]));
        // What ends just before, and what begins just after.
        let (before, after) = (self.read(&self.entry[2], at, -1), self.read(&self.entry[0], at, 1));
        if before != 0 {
            keys.push(key(76, &[before, self.tag[at]]));
        }
        if after != 0 {
            keys.push(key(77, &[after, seat]));
        }
        let pair = |by: isize| u32::from(self.read(&self.pairs, at, by));
        keys.push(key(78, &[pair(-2), pair(-1), pair(0), pair(1)]));
    }

    #[inline(never)]
    fn layout(&self, at: usize, keys: &mut Vec<u32>) {
        let (start, end, part) = self.block[at];
        let inside = self.inside[at];
        if inside.mark != 0 {
            let (mark, from, to) = (inside.mark, u32::from(inside.from), u32::from(inside.to));
            keys.extend([
                key(90, &[mark, from.min(1), to.min(1)]),
                key(91, &[mark, inside.after, from.min(1), to.min(1)]),
                key(92, &[mark, from + to]),
            ]);
        }
        let item = self.items[self.item[at] as usize];
        if item.listed {
            let tail = |i: Item| {
                let read = |back: u32| if i.end >= i.start + back { self.ch[(i.end - back) as usize] } else { 0 };
                (read(1), read(2))
            };
            let own = tail(item);
            let index = self.item[at] as usize;
            let before = if index > 0 { tail(self.items[index - 1]) } else { (0, 0) };
            let after = self.items.get(index + 1).map_or((0, 0), |i| tail(*i));
            let seat = u32::from(at as u32 == item.start) + 2 * u32::from(at as u32 + 1 == item.end);
            let length = u32::from(bucket((item.end - item.start) as usize));
            keys.extend([
                key(93, &[own.0, own.1, seat]),
                key(94, &[before.0, seat]),
                key(95, &[after.0, seat]),
                key(96, &[length, seat]),
                key(97, &[seat, self.tag[at]]),
            ]);
        }
        let from = bucket((at as u32 - start) as usize);
        let to = bucket((end - 1 - at as u32) as usize);
        keys.push(place_key(part, from.into(), to.into()));
        // A speaker or a credit stands at the start of a line, before a colon.
        if from < 6 {
            let colon = (at..(at + 8).min(end as usize)).position(|i| self.shape[i] == shape::COLON);
            keys.push(key(99, &[u32::from(from), colon.map_or(99, |d| d as u32)]));
        }
    }
}

/// Digits as one, letters of either case as one.
fn fold(c: char) -> u32 {
    match c {
        '0'..='9' => u32::from('0'),
        '，' => u32::from(','),
        '：' => u32::from(':'),
        '（' => u32::from('('),
        '）' => u32::from(')'),
        _ => u32::from(c),
    }
}

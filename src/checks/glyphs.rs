//! Which characters look or sound alike: by radical, four-corner code and reading.

use crate::parts::{self, Part};
use crate::sorting::Sorting;
use std::sync::LazyLock;

/// Characters in the order of code points, their radicals, corners and readings: columns whose cells are all of one
/// length, so that a character is found without reading the others.
static COLUMNS: LazyLock<[&[u8]; 4]> = LazyLock::new(|| parts::columns(Part::Glyphs));

/// A bit for each character of the basic plane that the table has, and how many of them stand before its block.
static PLACES: LazyLock<Vec<(u64, u16)>> = LazyLock::new(|| {
    let mut places = vec![(0u64, 0); (1 << 16) / 64];
    for [a, b, c, _] in COLUMNS[0].as_chunks::<4>().0 {
        let code = (usize::from(a & 0xF) << 12) | (usize::from(b & 0x3F) << 6) | usize::from(c & 0x3F);
        places[code / 64].0 |= 1 << (code % 64);
    }
    let mut characters = 0;
    for (bits, before) in &mut places {
        *before = characters;
        characters += bits.count_ones() as u16;
    }
    places
});

/// What a character looks and sounds like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Glyph {
    radical: [u8; 3],
    corners: [u8; 5],
    /// With spaces and a line break behind it.
    reading: &'static [u8; 7],
}

impl Glyph {
    fn reading(&self) -> &'static [u8] {
        self.reading.trim_ascii_end()
    }

    fn differs_in(&self, other: &Glyph, corners: usize) -> bool {
        let different = (0..5).filter(|corner| self.corners[*corner] != other.corners[*corner]).count();
        different <= corners + usize::from(self.radical == other.radical)
    }

    fn has_right_half_of(&self, other: &Glyph) -> bool {
        [1, 3, 4].iter().all(|corner| self.corners[*corner] == other.corners[*corner])
    }
}

fn glyph(c: char) -> Option<Glyph> {
    let (bits, before) = *PLACES.get(c as usize / 64)?;
    let bit = 1u64 << (c as usize % 64);
    if bits & bit == 0 {
        return None;
    }
    // The table is in the order of code points.
    let at = usize::from(before) + (bits & (bit - 1)).count_ones() as usize;
    let [_, radicals, corners, readings] = &*COLUMNS;
    let [radical @ .., _] = *radicals.as_chunks::<4>().0.get(at)?;
    let [corners @ .., _] = *corners.as_chunks::<6>().0.get(at)?;
    Some(Glyph { radical, corners, reading: readings.as_chunks::<7>().0.get(at)? })
}

/// Whether one may be taken for the other by its shape.
pub fn look_alike(a: char, b: char) -> bool {
    differ_in(a, b, 1)
}

/// Whether there is some likeness, which is enough where the word around is certain.
pub fn resemble(a: char, b: char) -> bool {
    differ_in(a, b, 2)
}

/// Whether one may be taken for the other by its shape, by its right half or by its sound.
pub fn any_alike(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    a != b && (x.differs_in(&y, 1) || x.has_right_half_of(&y) || same_sound(x.reading(), y.reading()))
}

/// Whether no more than so many corners differ; one more where the radical is the same.
fn differ_in(a: char, b: char, corners: usize) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    a != b && x.differs_in(&y, corners)
}

/// Whether both have one radical.
pub fn same_radical(a: char, b: char) -> bool {
    matches!((glyph(a), glyph(b)), (Some(x), Some(y)) if x.radical == y.radical)
}

/// Whether both have one right half, as far as their corners tell: 桦, 烨.
pub fn same_right_half(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    a != b && x.has_right_half_of(&y)
}

/// The characters of each reading, in the order of readings.
static SOUNDS: LazyLock<Vec<([u8; 7], char)>> = LazyLock::new(|| {
    let [characters, _, _, readings] = &*COLUMNS;
    let characters = characters.utf8_chunks().flat_map(|c| c.valid().chars()).filter(|c| *c != '\n');
    let mut all: Vec<([u8; 7], char)> = readings.as_chunks::<7>().0.iter().copied().zip(characters).collect();
    all.arrange();
    all
});

/// All characters of one reading.
pub fn of_sound(c: char) -> impl Iterator<Item = char> {
    let reading = glyph(c).map_or([0; 7], |g| *g.reading);
    let from = SOUNDS.partition_point(|(r, _)| *r < reading);
    SOUNDS[from..].iter().take_while(move |(r, _)| *r == reading).map(|(_, c)| *c)
}

/// Whether one may be written for the other because of its sound; the beginnings (zh and z) and the ends (ing and in) of
/// syllables that the south confuses count as one.
pub fn sound_alike(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    a != b && same_sound(x.reading(), y.reading())
}

/// The same in names, where nothing tells which of its readings a character has: 长青, 常青.
pub fn may_sound_alike(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    let others = |c: char| OTHER_READINGS.iter().filter(move |(other, _)| *other == c).map(|(_, reading)| *reading);
    let read = |reading: &'static [u8], c: char| std::iter::once(reading).chain(others(c));
    let same = |p: &'static [u8]| read(y.reading(), b).any(|q| same_sound(p, q));
    a != b && read(x.reading(), a).any(same)
}

/// The other readings of common characters.
const OTHER_READINGS: [(char, &[u8]); 24] = [
    ('长', b"chang"),
    ('重', b"chong"),
    ('行', b"hang"),
    ('乐', b"yue"),
    ('曾', b"zeng"),
    ('朝', b"zhao"),
    ('单', b"shan"),
    ('解', b"xie"),
    ('盛', b"cheng"),
    ('传', b"zhuan"),
    ('调', b"tiao"),
    ('都', b"du"),
    ('晟', b"cheng"),
    ('翟', b"di"),
    ('覃', b"qin"),
    ('查', b"zha"),
    ('降', b"xiang"),
    ('还', b"huan"),
    ('藏', b"zang"),
    ('参', b"shen"),
    ('会', b"kuai"),
    ('弹', b"dan"),
    ('相', b"xiang"),
    ('率', b"lv"),
];

fn same_sound(a: &'static [u8], b: &'static [u8]) -> bool {
    if a.first() != b.first() {
        return false;
    }
    let flat = |reading: &[u8]| matches!(reading, [b'z' | b'c' | b's', b'h', ..]);
    let plain = |reading: &'static [u8]| {
        let vowels = &reading[1 + usize::from(flat(reading))..];
        (reading[0], vowels.strip_suffix(b"g").unwrap_or(vowels))
    };
    !a.is_empty() && plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_in_its_place() {
        for line in parts::table(Part::Glyphs).lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let found = glyph(line.chars().next().unwrap()).unwrap();
            let told: [&[u8]; 3] = [&found.radical, &found.corners, found.reading()];
            let told = told.map(|bytes| std::str::from_utf8(bytes).unwrap());
            assert_eq!(told.to_vec(), columns[1..].iter().map(|cell| cell.trim_end()).collect::<Vec<_>>(), "{line}");
        }
        assert_eq!(glyph('a'), None);
    }

    #[test]
    fn alike_by_shape() {
        for (a, b) in [('深', '渌'), ('钛', '铱'), ('人', '入'), ('己', '已'), ('治', '冶')] {
            assert!(look_alike(a, b), "{a}{b}");
        }
        for (a, b) in [('深', '株'), ('创', '邦'), ('中', '中')] {
            assert!(!look_alike(a, b), "{a}{b}");
        }
    }

    #[test]
    fn alike_by_sound() {
        assert!(sound_alike('鑫', '欣') && sound_alike('林', '凌') && sound_alike('崇', '从'));
        assert!(may_sound_alike('长', '常') && may_sound_alike('长', '章') && !sound_alike('长', '常'));
        assert!(!sound_alike('鑫', '宏'));
    }
}

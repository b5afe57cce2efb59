//! Which characters look or sound alike: by radical, four-corner code and reading.

use crate::parts::{self, Part};
use std::sync::LazyLock;

/// Lines of one length in the order of code points, so that a line is found without reading the others.
static TABLE: LazyLock<&str> = LazyLock::new(|| parts::table(Part::Glyphs));

/// Bytes of a line: two characters, five digits, six letters, three tabs, one line break.
const LINE: usize = 3 + 3 + 5 + 6 + 3 + 1;

/// What a character looks and sounds like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Glyph {
    radical: &'static str,
    corners: &'static [u8],
    reading: &'static str,
}

/// The lines after the comments.
fn lines() -> &'static str {
    let start = TABLE.find("\n一").map_or(TABLE.len(), |at| at + 1);
    &TABLE[start..]
}

fn glyph(c: char) -> Option<Glyph> {
    let lines = lines();
    let (mut low, mut high) = (0, lines.len() / LINE);
    while low < high {
        let middle = low + (high - low) / 2;
        let line = lines.get(middle * LINE..(middle + 1) * LINE)?;
        match line.chars().next()?.cmp(&c) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                let mut columns = line.trim_end().split('\t').skip(1);
                let (radical, corners, reading) = (columns.next()?, columns.next()?, columns.next()?);
                return Some(Glyph { radical, corners: corners.as_bytes(), reading });
            }
        }
    }
    None
}

/// Whether one may be taken for the other by its shape.
pub fn look_alike(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    let different = x.corners.iter().zip(y.corners).filter(|(p, q)| p != q).count();
    let allowed = if x.radical == y.radical { 2 } else { 1 };
    a != b && different <= allowed
}

/// Whether one may be written for the other because of its sound; the ends of syllables that the south confuses count
/// as one.
pub fn sound_alike(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (glyph(a), glyph(b)) else { return false };
    let plain = |reading: &'static str| reading.strip_suffix('g').unwrap_or(reading);
    a != b && plain(x.reading) == plain(y.reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_in_its_place() {
        for line in lines().lines() {
            assert_eq!(line.len() + 1, LINE, "{line}");
            let c = line.chars().next().unwrap();
            assert!(glyph(c).is_some_and(|g| !g.reading.is_empty()), "{line}");
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
        assert!(sound_alike('鑫', '欣') && sound_alike('林', '凌'));
        assert!(!sound_alike('鑫', '宏'));
    }
}

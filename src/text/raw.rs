//! The pasted text, found by UTF-16 places.

use std::ops::Range;

/// A text with a mark every few UTF-16 code units.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Raw {
    text: String,
    /// Where the first character begins that begins at or after every [`STEP`]th unit: twice its byte, and 1 more where it is a unit
    /// later.
    marks: Vec<u32>,
}

const STEP: u32 = 8;

/// A place in UTF-16 code units and in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct At {
    unit: u32,
    byte: usize,
}

impl Raw {
    pub(super) fn new(text: String) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP as usize + 1);
        let (mut unit, mut next) = (0, 0);
        for (byte, c) in text.char_indices() {
            if unit >= next {
                marks.push(2 * byte as u32 + (unit - next));
                next += STEP;
            }
            unit += c.len_utf16() as u32;
        }
        if unit >= next {
            marks.push(2 * text.len() as u32 + (unit - next));
        }
        Raw { text, marks }
    }

    /// The place of a unit; `near` is one known already.
    fn at(&self, unit: u32, near: At) -> At {
        let mut at = near;
        if near.unit > unit || near.unit + STEP < unit {
            let mark = unit / STEP;
            at = self
                .marks
                .get(mark as usize)
                .map_or(At::default(), |&m| At { unit: mark * STEP + m % 2, byte: m as usize / 2 });
        }
        while at.unit < unit {
            let Some(&first) = self.text.as_bytes().get(at.byte) else { break };
            at.unit += 1 + u32::from(first >= 0xF0);
            at.byte += match first {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
        }
        at
    }

    /// A stretch.
    pub(super) fn slice(&self, range: Range<u32>) -> &str {
        let start = self.at(range.start, At::default());
        let end = self.at(range.end, start);
        self.text.get(start.byte..end.byte).unwrap_or_default()
    }

    /// The character that begins at a place; `near` is a place before, and then that of the next character.
    pub(super) fn char(&self, unit: u32, near: &mut At) -> Option<char> {
        let at = self.at(unit, *near);
        let c = self.text.get(at.byte..)?.chars().next()?;
        *near = At { unit: at.unit + c.len_utf16() as u32, byte: at.byte + c.len_utf8() };
        Some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_found_wherever_they_begin() {
        for lead in 0..70 {
            let text = format!("{}😀é云{}😀a县", "x".repeat(lead), "溪😀b".repeat(40));
            let raw = Raw::new(text.clone());
            let mut places = vec![0];
            places.extend(text.chars().scan(0, |unit, c| {
                *unit += c.len_utf16() as u32;
                Some(*unit)
            }));
            let chars: Vec<char> = text.chars().collect();
            let mut near = At::default();
            for (i, &start) in places.iter().enumerate() {
                assert_eq!(raw.char(start, &mut near), chars.get(i).copied());
                for (j, &end) in places.iter().enumerate().skip(i) {
                    assert_eq!(raw.slice(start..end), chars[i..j].iter().collect::<String>());
                }
            }
        }
    }
}

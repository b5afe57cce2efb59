//! Feature keys: 32 bits mixed from a template's number and what the template saw.

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The key of `parts` seen by `template`.
#[inline]
pub fn key(template: u32, parts: &[u32]) -> u32 {
    let mut h = (u64::from(template) + 1).wrapping_mul(ODD);
    for &part in parts {
        h = (h.rotate_left(23) ^ u64::from(part)).wrapping_mul(ODD);
    }
    finish(h)
}

/// The key of a string of characters.
#[inline]
pub fn chars(template: u32, parts: &[char]) -> u32 {
    let mut h = (u64::from(template) + 1).wrapping_mul(ODD);
    for &part in parts {
        h = (h.rotate_left(23) ^ u64::from(u32::from(part))).wrapping_mul(ODD);
    }
    finish(h)
}

/// The same, for a string that is cut letter by letter.
#[derive(Debug, Clone, Copy)]
pub struct Rolling(u64);

impl Rolling {
    /// Of no characters.
    pub fn new(template: u32) -> Self {
        Rolling((u64::from(template) + 1).wrapping_mul(ODD))
    }

    /// One character longer.
    #[inline]
    pub fn push(&mut self, c: char) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(u32::from(c))).wrapping_mul(ODD);
    }

    /// The key so far.
    #[inline]
    pub fn key(self) -> u32 {
        finish(self.0)
    }
}

/// Bits for the first two characters of names: at few places one begins.
#[derive(Debug, Clone)]
pub struct Begun([u64; 64]);

impl Begun {
    /// Of no names.
    pub const NONE: Begun = Begun([0; 64]);

    #[inline]
    fn place(a: char, b: char) -> (usize, u64) {
        let bit = (u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b).wrapping_mul(0x85EB_CA6B)) >> 20;
        (bit as usize / 64, 1 << (bit % 64))
    }

    /// With a name that begins so.
    pub fn add(&mut self, a: char, b: char) {
        let (word, bit) = Begun::place(a, b);
        self.0[word] |= bit;
    }

    /// Whether a name may begin so; where one does, it always says so.
    #[inline]
    pub fn has(&self, a: char, b: char) -> bool {
        let (word, bit) = Begun::place(a, b);
        self.0[word] & bit != 0
    }
}

#[inline]
fn finish(h: u64) -> u32 {
    let h = (h ^ (h >> 31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (h >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rolling_key_is_the_key_of_the_whole() {
        let mut rolling = Rolling::new(3);
        "高新区".chars().for_each(|c| rolling.push(c));
        assert_eq!(rolling.key(), chars(3, &['高', '新', '区']));
        assert_ne!(chars(3, &['高']), chars(4, &['高']));
    }

    #[test]
    fn names_begin_where_they_were_said_to() {
        let mut begun = Begun::NONE;
        assert!(!begun.has('高', '新'));
        begun.add('高', '新');
        assert!(begun.has('高', '新') && !begun.has('新', '高'));
    }
}

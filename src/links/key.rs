//! Feature keys: what a ranker looks at, packed into one number and printable as a row of a table.

/// A feature: a template, two characters, and a class (a letter with a bucket).
///
/// Packed exactly (6 + 21 + 21 + 16 bits), so that different features never share a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

/// Stands for "no character": before the first or after the last of a clause.
pub const NONE: char = '\0';

/// The finer side of a feature: a letter and a small number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Class(u16);

impl Class {
    /// A letter with a bucket from 0 to 255.
    pub fn new(letter: char, bucket: usize) -> Self {
        Class((letter as u16 & 0xFF) | ((bucket.min(255) as u16) << 8))
    }
}

impl From<char> for Class {
    fn from(letter: char) -> Self {
        Class::new(letter, 0)
    }
}

impl Key {
    /// Packs a feature.
    pub fn new(template: u8, a: char, b: char, class: impl Into<Class>) -> Self {
        Key(u64::from(template) << 58
            | u64::from(a as u32) << 37
            | u64::from(b as u32) << 16
            | u64::from(class.into().0))
    }

    /// The number of its template.
    pub fn template(self) -> u8 {
        (self.0 >> 58) as u8
    }

    /// The same feature of another template.
    pub fn of(self, template: u8) -> Key {
        Key(self.0 & (u64::MAX >> 6) | u64::from(template) << 58)
    }

    fn parts(self) -> (u8, char, char, char, u8) {
        let at = |shift: u32| char::from_u32((self.0 >> shift & 0x1F_FFFF) as u32).unwrap_or(NONE);
        (self.template(), at(37), at(16), char::from((self.0 & 0xFF) as u8), (self.0 >> 8 & 0xFF) as u8)
    }

    /// The row of the table: template, the two characters, letter, bucket.
    pub fn to_row(self, templates: &[&str]) -> String {
        let (template, a, b, letter, bucket) = self.parts();
        format!("{}\t{}\t{}\t{}\t{bucket}", templates[usize::from(template)], show(a), show(b), show(letter))
    }

    /// Reads a row that [`Key::to_row`] made.
    pub fn from_row<'a>(cells: &mut impl Iterator<Item = &'a str>, templates: &[&str]) -> Option<Key> {
        let name = cells.next()?;
        let template = templates.iter().position(|t| *t == name)?;
        let (a, b, letter) = (read(cells.next()?)?, read(cells.next()?)?, read(cells.next()?)?);
        let bucket = cells.next()?.parse().ok()?;
        Some(Key::new(template as u8, a, b, Class::new(letter, bucket)))
    }
}

/// White space and nothing must survive a table: they are shown by signs that news does not use.
const SHOWN: [(char, char); 4] = [(NONE, '∅'), ('\n', '¶'), (' ', '␣'), ('\t', '⇥')];

fn show(c: char) -> char {
    SHOWN.iter().find(|(real, _)| *real == c).map_or(c, |(_, sign)| *sign)
}

fn read(cell: &str) -> Option<char> {
    let c = cell.chars().next()?;
    Some(SHOWN.iter().find(|(_, sign)| *sign == c).map_or(c, |(real, _)| *real))
}

/// Where features go: a running score when reading, a list when training.
pub trait Tally: Clone {
    /// Takes a feature.
    fn add(&mut self, key: Key);
    /// Takes all that another has taken.
    fn join(&mut self, other: &Self);
}

impl Tally for Vec<Key> {
    fn add(&mut self, key: Key) {
        self.push(key);
    }

    fn join(&mut self, other: &Self) {
        self.extend_from_slice(other);
    }
}

/// Declares the templates of a ranker: their numbers, and the names that the table shows.
macro_rules! templates {
    ($($variant:ident),* $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        #[repr(u8)]
        enum T { $($variant),* }
        /// Names of the templates, by number.
        pub const TEMPLATES: &[&str] = &[$(stringify!($variant)),*];
    };
}
pub(super) use templates;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_row() {
        let names = ["Left", "Right"];
        for key in [
            Key::new(1, '投', '资', Class::new('m', 3)),
            Key::new(0, NONE, '\n', ' '),
            Key::new(1, '\u{10FFFF}', '\t', Class::default()),
        ] {
            let row = key.to_row(&names);
            assert_eq!(Key::from_row(&mut row.split('\t'), &names), Some(key), "{row}");
        }
    }
}

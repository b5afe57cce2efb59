//! Stretches of the cleaned text.

/// A stretch of the cleaned text, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// How many characters.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// The same, so much further on.
    pub fn on(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The same, so much further back.
    pub fn back(self, by: usize) -> Span {
        Span { start: self.start - by, end: self.end - by }
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies in it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

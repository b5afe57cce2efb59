//! The labels of the sequence model: E, S, O, B, I of each type, in an order that keeps every
//! set of labels a transition may leave or reach in one piece.

use crate::model::EntityType;

/// How many types.
pub const TYPES: usize = 12;
/// How many labels.
pub const LABELS: usize = 4 * TYPES + 1;
/// Outside of every mention.
pub const OUT: usize = 2 * TYPES;
/// How many labels a mention can be left from (E, S, O), and how many one can be entered by (S, O, B).
pub const FREE: usize = 2 * TYPES + 1;
/// The first label of those that can follow the end of a mention.
pub const ENTER: usize = TYPES;

/// The last character of a mention.
pub const fn last(kind: usize) -> usize {
    kind
}

/// The only character of a mention.
pub const fn single(kind: usize) -> usize {
    TYPES + kind
}

/// The first character of a mention.
pub const fn first(kind: usize) -> usize {
    2 * TYPES + 1 + kind
}

/// A character within a mention.
pub const fn within(kind: usize) -> usize {
    3 * TYPES + 1 + kind
}

/// The types in the order of their numbers.
pub const KINDS: [EntityType; TYPES] = EntityType::ALL;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_all_different_and_sets_are_in_one_piece() {
        let mut all: Vec<usize> =
            (0..TYPES).flat_map(|t| [last(t), single(t), first(t), within(t)]).chain([OUT]).collect();
        all.sort_unstable();
        assert_eq!(all, (0..LABELS).collect::<Vec<_>>());
        assert!((0..TYPES).all(|t| last(t) < FREE && single(t) < FREE && single(t) >= ENTER));
        assert!((0..TYPES).all(|t| first(t) < ENTER + FREE && within(t) >= ENTER + FREE));
        assert!((ENTER..FREE).contains(&OUT));
    }

    #[test]
    fn a_type_has_its_own_number() {
        assert!(KINDS.iter().enumerate().all(|(i, &k)| k as usize == i));
    }
}

//! Names marked by brackets, for tests.

use super::grouping::Pick;
use crate::model::EntityType;
use crate::text::{Span, Text};
use crate::{page, text};

/// The text without its brackets, and what stood in them, of these types in turn.
pub fn read(marked: &str, kinds: &[EntityType]) -> (Text, Vec<Pick>) {
    let raw: String = marked.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let (mut picks, mut at, mut start) = (Vec::new(), 0, 0);
    for c in marked.chars() {
        match c {
            '[' => start = at,
            ']' => picks.push((Span::new(start, at), kinds[picks.len()], 0.8)),
            _ => at += 1,
        }
    }
    (text::clean(&raw, &page::split(&raw)), picks)
}

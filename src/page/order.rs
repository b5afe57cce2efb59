//! Putting interleaved columns back in order.

use super::Article;

/// Puts the paragraphs of an article in reading order.
pub(super) fn arrange(_raw: &str, _article: &mut Article) {}

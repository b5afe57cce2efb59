//! Words at the start or the end of characters, without making strings of them.

/// Whether the text goes on with `word` at `at`.
pub fn starts(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars[at.min(chars.len())..].iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether the text ends with `word`.
pub fn ends(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

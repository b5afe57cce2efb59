//! What can go wrong, each with a code that callers can rely on.

use std::fmt;

/// An error with a stable `code` and a message that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Stable, for programs: `bad-lexicon`, `bad-model`, `bad-date`, `bad-options` …
    pub code: &'static str,
    /// For people.
    pub message: String,
}

impl Error {
    /// An error of this code, with a message for people.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Error { code, message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Error {}

//! Checks: what the text says of itself, held against itself. One rule, one file.

use crate::entities::Entities;
use crate::figures::Figure;
use crate::links::Links;
use crate::model::Severity;
use crate::projects::Ledger;
use crate::text::{Span, Text};
use crate::words::Words;

/// What a rule may look at.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Case<'a> {
    pub text: &'a Text,
    pub words: &'a Words,
    pub figures: &'a [Figure],
    pub entities: &'a Entities,
    pub links: &'a [Links],
    pub ledger: &'a Ledger,
}

/// Something that does not hold, or that an editor should look at.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Finding {
    pub span: Span,
    pub rule: &'static str,
    pub severity: Severity,
    /// One sentence in Chinese, showing the arithmetic.
    pub message: String,
    pub message_en: String,
    pub suggestion: Option<String>,
    /// The other places that it is held against.
    pub related: Vec<Span>,
}

/// Applies every rule.
pub fn check(_case: Case) -> Vec<Finding> {
    Vec::new()
}

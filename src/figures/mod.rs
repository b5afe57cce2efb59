//! Figures: every number that states something, with its unit and normalised value.

use crate::model::{FigureKind, Modifier, Value};
use crate::text::{Span, Text};
use crate::words::Words;
use std::borrow::Cow;
use time::Date;

/// A figure of the cleaned text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// From the first digit to the end of the unit.
    pub span: Span,
    /// What it is.
    pub kind: FigureKind,
    /// Normalised, 万 and 亿 multiplied out.
    pub value: Value,
    /// CNY, %, mu, d … or the measure word as written.
    pub unit: Option<Cow<'static, str>>,
    /// The same in the base unit, where there is one.
    pub base: Option<(Value, &'static str)>,
    /// How the words around it bound it.
    pub modifier: Option<Modifier>,
}

/// The date of publication that the text itself gives (dateline, page head), if it does.
pub fn published(_text: &Text, _words: &Words) -> Option<Date> {
    None
}

/// Reads the figures of a text, in order, none overlapping; dates are resolved against `published`.
pub fn read(_text: &Text, _words: &Words, _published: Option<Date>) -> Vec<Figure> {
    Vec::new()
}

//! What a cell may be filled with: one option for each, and one for leaving it empty.

use super::rank::Features;
use crate::model::Stage;
use crate::text::Span;

/// A way to fill a cell.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The words; empty where the cell stays empty.
    pub text: String,
    /// Where they stand.
    pub span: Option<Span>,
    /// Of a sum.
    pub figure: Option<usize>,
    /// Of a stage.
    pub stage: Option<Stage>,
    /// What speaks for it.
    pub features: Features,
}

impl Choice {
    /// To leave the cell empty.
    pub fn nothing() -> Self {
        let mut nothing = Choice::default();
        nothing.features.put("nothing", 1);
        nothing
    }

    /// Words of the text.
    pub fn words(text: String, span: Span) -> Self {
        Choice { text, span: Some(span), ..Choice::default() }
    }
}

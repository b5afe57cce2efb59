//! What is said of parts and the total that they add up to, or do not.

use super::Case;
use super::amounts::{Amount, total as sum_of};
use super::report::Report;
use super::view::quote;
use crate::text::Span;

/// What a rule calls the parts and the total.
#[derive(Debug)]
pub struct Named {
    /// Before the parts.
    pub parts: &'static str,
    /// Before the total.
    pub total: &'static str,
    /// Before the parts, in English.
    pub parts_en: &'static str,
}

/// By how much a total may miss its parts when each of them was rounded.
pub fn slack(total: &Amount, parts: &[&Amount]) -> f64 {
    parts.iter().copied().chain([total]).map(|p| (p.high - p.low) / 2.0).sum()
}

/// Sets out the sum: it holds, or it is a warning.
pub fn say(case: &Case, total: &Amount, parts: &[&Amount], holds: bool, named: &Named, report: &mut Report) {
    let places: Vec<Span> = parts.iter().map(|p| p.span).collect();
    let words: Vec<String> = places.iter().map(|p| quote(case, *p)).collect();
    let t = quote(case, total.span);
    if holds {
        let message = format!("{}={t}", words.join("+"));
        report.holds(total.span, message.clone(), message).against_all(places);
        return;
    }
    let result = sum_of(case, parts, parts.iter().map(|p| p.value).sum());
    report
        .warn(
            total.span,
            format!("{}{}合计{result},与{}{t}不符。", named.parts, words.join("+"), named.total),
            format!("{}{} add up to {result}, not {t}.", named.parts_en, words.join(" + ")),
        )
        .against_all(places);
}

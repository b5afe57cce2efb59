//! # What it looks for
//! Several figures of one page that would each make sense with a decimal point: then all figures of the page want checking.
//!
//! # Why
//! A scanner that loses one point loses others, where nothing in the text contradicts them.
//!
//! # Warns
//! - `上半年,全区地区生产总值152.4亿元,规模工业增加值613亿元,一般公共预算收入356亿元。`
//!
//! # Stays quiet
//! - `上半年,全区地区生产总值152.4亿元,规模工业增加值613亿元。`
//!
//! # Limits
//! Only what other rules have marked with such a suggestion is counted.

use super::{Case, Report};
use crate::text::Span;

/// The rules whose suggestions put a lost point back.
const RULES: [&str; 5] =
    ["part_exceeds_whole", "growth_outlier", "headline_against_body", "implausible_size", "rate_over_hundred"];

pub fn check(case: &Case, report: &mut Report) {
    let lost = report.findings.iter().filter(|f| RULES.contains(&f.rule));
    let lost = lost
        .filter(|f| f.suggestion.as_ref().is_some_and(|s| s.contains('.')) && !case.text.slice(f.span).contains('.'));
    let places: Vec<Span> = lost.map(|f| f.span).collect();
    let [first, rest @ ..] = &places[..] else { return };
    if rest.is_empty() {
        return;
    }
    let clause = Span::new(case.text.clause_at(first.start).start.min(first.start), first.end);
    report
        .warn(
            clause,
            format!("全文有{}处疑丢小数点,请对照原版核对全部数字。", places.len()),
            format!(
                "{} figures seem to have lost a decimal point: check all figures against the original.",
                places.len()
            ),
        )
        .against_all(places);
}

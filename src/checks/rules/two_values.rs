//! # What it looks for
//! One metric in the same words with two values that are a slip of the pen apart: 累计引资869.6亿元, later 896.6亿元.
//!
//! # Why
//! One of the two is quoted wrongly from then on.
//!
//! # Warns
//! - `三年来,全区累计引进资金869.6亿元,居全市第一。⏎分管负责人说,全区累计引进资金896.6亿元,来之不易。`
//!
//! # Stays quiet
//! - `三年来,全区累计引进资金869.6亿元,居全市第一。⏎分管负责人说,全区累计引进资金近870亿元,来之不易。`
//! - `2022年全区累计引进资金869.6亿元。⏎2023年全区累计引进资金896.6亿元。`
//! - `全市累计引进项目1268个,其中甲区累计引进项目186个,乙区累计引进项目168个。`
//!
//! # Limits
//! The words that lead up to both must be the same, five at least, and nothing may tell that they are of different times.

use crate::sorting::Sorting;
use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, is_slip};
use crate::checks::view::{clause_before, quote};
use crate::model::FigureKind;
use crate::text::Span;
use std::collections::HashMap;

/// So many characters before the figure must be the same.
const LEAD: usize = 5;

/// Smaller numbers are a digit apart by chance.
const LEAST_DIGITS: usize = 3;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    let mut by_lead: HashMap<&[char], Vec<&Amount>> = HashMap::new();
    for amount in amounts.iter().filter(|a| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case) && digits(case, a) >= LEAST_DIGITS) {
        let lead = amount.lead;
        if lead.len() >= LEAD {
            let words = &case.text.chars[lead.end - LEAD..lead.end];
            by_lead.entry(words).or_default().push(amount);
        }
    }
    let mut groups: Vec<Vec<&Amount>> = by_lead.into_values().filter(|g| g.len() > 1).collect();
    groups.arrange_by_key(|g| g[0].index);
    for group in groups {
        for (i, later) in group.iter().enumerate() {
            let other = group[..i].iter().find(|e| e.is_like(later) && is_slip(e.value, later.value) && one_time(case, e, later));
            if let Some(earlier) = other {
                let (a, b) = (quote(case, earlier.span), quote(case, later.span));
                report
                    .warn(later.span, format!("同一指标前作“{a}”,后作“{b}”。"), format!("The same metric is {a} above and {b} here."))
                    .against(earlier.span);
            }
        }
    }
}

fn digits(case: &Case, amount: &Amount) -> usize {
    case.text.slice(amount.span).chars().filter(char::is_ascii_digit).count()
}

/// Whether both stand in one article, in two sentences, and no date or period of either sentence tells them apart.
fn one_time(case: &Case, a: &Amount, b: &Amount) -> bool {
    let article = |x: &Amount| case.article_of(x.span.start);
    let (mine, others) = (times(case, a), times(case, b));
    let apart = case.text.sentence_at(a.span.start) != case.text.sentence_at(b.span.start);
    let other = [a, b].iter().any(|x| case.text.slice(clause_before(case, x.span.start)).contains('另'));
    apart && !other && article(a) == article(b) && mine.iter().all(|t| others.is_empty() || others.contains(t))
}

/// The dates and periods named in the sentence of an amount.
fn times(case: &Case, amount: &Amount) -> Vec<String> {
    let sentence: Span = case.text.sentence_at(amount.span.start);
    let is_time = |kind| matches!(kind, FigureKind::Date | FigureKind::Period);
    case.figures_in(sentence).iter().filter(|f| is_time(f.kind)).map(|f| case.text.slice(f.span)).collect()
}

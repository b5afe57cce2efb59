//! # What it looks for
//! A number of equal things, the size of each, and a total that is ten times too large or too small:
//! 6栋厂房,每栋1.2万平方米,总面积72万平方米.
//!
//! # Why
//! The multiplication is done in the head, and a lost point is not seen once it is in print.
//!
//! # Warns
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,总建筑面积40万平方米。`
//! - `公司引进12条生产线,每条年产能2万吨,总产能达240万吨。`
//!
//! # Stays quiet
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,总建筑面积4万平方米。`
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,园区总建筑面积5万平方米。`
//! - `首批2条生产线,每条年产能2万吨,全部12条投产后总产能达24万吨。`
//!
//! # Limits
//! Only where number, size and total follow one another in one sentence, and the total misses by a decimal place.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, between, holds_any, total};
use crate::checks::view::quote;
use crate::model::FigureKind;

/// Words that lead up to a total.
const TOTAL: [&str; 4] = ["总", "共", "合计", "累计"];

/// By how much a total may be rounded.
const ROUNDING: f64 = 0.03;

pub fn check(case: &Case, report: &mut Report) {
    for three in Amount::all(case).windows(3) {
        let [number, each, whole] = three else { continue };
        let right_kinds = number.figure.kind == FigureKind::Count && adds_up(each.figure.kind) && each.is_like(whole);
        if !right_kinds || !three.iter().all(Amount::is_exact) || number.value < 2.0 || each.value <= 0.0 {
            continue;
        }
        let (Some(unit), sentence) = (number.unit(), case.text.sentence_at(number.span.start)) else { continue };
        let of_each = between(case, number, each).contains(&format!("每{unit}"));
        let to_total = between(case, each, whole);
        let told = holds_any(&to_total, &TOTAL) && to_total.chars().count() <= 16;
        if !of_each || !told || !sentence.contains(whole.span) {
            continue;
        }
        let given = number.value * each.value;
        let (n, e, w) = (quote(case, number.span), quote(case, each.span), quote(case, whole.span));
        let places = (whole.value / given).log10();
        if (whole.value / given - 1.0).abs() <= ROUNDING {
            let sum = format!("{n}×{e}={w}");
            report.holds(whole.span, sum.clone(), sum).against_all([number.span, each.span]);
        } else if places.round() != 0.0 && (places - places.round()).abs() <= ROUNDING / 2.0 {
            let result = total(case, &[whole], given);
            report
                .warn(
                    whole.span,
                    format!("{n}×{e}={result},与文中的{w}不符。"),
                    format!("{n} times {e} is {result}, not {w}."),
                )
                .against_all([number.span, each.span])
                .suggest(result);
        }
    }
}

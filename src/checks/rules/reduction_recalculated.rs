//! # What it looks for
//! A reduction or increase from one value to another whose rate is wrong: 由20个工作日压缩至5个工作日,压缩了70%.
//!
//! # Why
//! Rates of this kind are reckoned in the head.
//!
//! # Warns
//! - `审批时限由20个工作日压缩至5个工作日,压缩了70%。`
//! - `本地配套率不变,供应商从120家增加到180家,增长60%。`
//!
//! # Stays quiet
//! - `审批时限由20个工作日压缩至5个工作日,压缩了75%。`
//! - `审批时限由20个工作日压缩至5个工作日,申请材料压缩了70%。`
//! - `供应商从120家增加到180家,增长50%;产值增长60%。`
//!
//! # Limits
//! Only where both values are exact, of one unit, and nothing but the verb stands between the second and the rate.

use super::{Case, Report};
use crate::checks::amounts::{Amount, plain};
use crate::model::FigureKind;

/// Points by which the rate may be off.
const TOLERANCE: f64 = 1.0;

/// Verbs that lead from the first value to the second.
const TO: [&str; 14] = [
    "压缩至", "压缩到", "缩短至", "缩短到", "缩减至", "缩减到", "减少至", "减少到", "降至", "降到", "增加到", "增加至", "增至", "提升至",
];
/// Verbs of the rate.
const BY: [&str; 14] = [
    "压缩", "压缩了", "缩短", "缩短了", "缩减", "缩减了", "减少", "减少了", "下降", "下降了", "增长", "增长了", "提升", "提升了",
];

pub fn check(case: &Case, report: &mut Report) {
    for three in Amount::all(case).windows(3) {
        let [from, to, rate] = three else { continue };
        let right_kinds = from.is_like(to) && from.figure.kind != FigureKind::Percent && rate.figure.kind == FigureKind::Percent;
        if !right_kinds || !three.iter().all(Amount::is_exact) || from.value <= 0.0 {
            continue;
        }
        let between = |a: &Amount, b: &Amount| -> String { case.text.chars[a.span.end.min(b.span.start)..b.span.start].iter().collect() };
        let begins = case.text.ends_with(from.span.start, "由") || case.text.ends_with(from.span.start, "从");
        let verb = between(to, rate);
        if !begins || !TO.contains(&between(from, to).as_str()) || !BY.contains(&verb.trim_start_matches([',', '('])) {
            continue;
        }
        let given = 100.0 * (to.value - from.value).abs() / from.value;
        let (f, t, r) = (case.text.slice(from.span), case.text.slice(to.span), case.text.slice(rate.span));
        let (more, less) = if from.value > to.value { (&f, &t) } else { (&t, &f) };
        let sum = format!("({more}-{less})÷{f}={}%", plain(given));
        if (given - rate.value).abs() <= TOLERANCE {
            report.holds(rate.span, sum.clone(), sum).against_all([from.span, to.span]);
        } else {
            report
                .warn(rate.span, format!("{sum},与文中的{r}不符。"), format!("From {f} to {t} is {}%, not {r}.", plain(given)))
                .against_all([from.span, to.span])
                .suggest(format!("{given:.*}%", rate.decimals));
        }
    }
}

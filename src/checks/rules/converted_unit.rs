//! # What it looks for
//! One quantity in two units that do not agree: 58亩(约3.87万平方米).
//!
//! # Why
//! A 万 too many or a confusion of 亩 and 平方米 shows nowhere else.
//!
//! # Warns
//! - `项目占地58亩(约38.7万平方米),下月动工。`
//! - `新校区占地200亩(13.3平方公里),可容纳师生3000人。`
//! - `项目占地120亩,合8000平方米。`
//! - `项目用地300亩(合20公顷,约2万平方米),分两期建设。`
//! - `项目总投资4.5亿元,占地12万亩(约合180亩),建设三条生产线。`
//!
//! # Stays quiet
//! - `项目占地58亩(约3.87万平方米),下月动工。`
//! - `项目占地58亩,建筑面积4.6万平方米;用地100亩(厂房5万平方米)。`
//! - `项目用地58亩(4.2万平方米),下月动工。`
//! - `这件作品在香港拍出15万元(约14万元人民币)。`
//!
//! # Limits
//! Only where 合, 即, 折合 or a bracket with 约 joins the two; in a bare bracket only what is far off.

use super::{Case, Report};
use crate::checks::amounts::{Amount, total};
use crate::checks::view::quote;
use crate::model::Value;
use crate::text::Span;

/// By how much a converted figure may be rounded.
const ROUNDING: f64 = 0.06;

/// In a bare bracket another area may stand: off by less than this, in powers of ten, it says nothing.
const FAR: f64 = 0.6;

const JOINS: [&str; 11] = [",合", ",约合", ",折合", ",即", ",相当于", "(合", "(约合", "(折合", "(约", "(即", "(相当于"];

/// No join is longer, a space behind it.
const LONGEST_JOIN: usize = 6;

pub fn check(case: &Case, report: &mut Report) {
    for index in 1..case.figures.len() {
        let (Some(first), Some(second)) = (Amount::of(case, index - 1), Amount::of(case, index)) else { continue };
        let (Some(a), Some(b)) = (base(&first), base(&second)) else { continue };
        if a.1 != b.1 || second.span.start.saturating_sub(first.span.end) > LONGEST_JOIN {
            continue;
        }
        let between = case.text.slice(Span::new(first.span.end.min(second.span.start), second.span.start));
        let bare = between == "(" && case.text.starts_with(second.span.end, ")");
        // 15万元(约3万元人民币): of another currency that was not named
        let currency =
            case.text.ends_with(second.span.end, "人民币") || case.text.starts_with(second.span.end, "人民币");
        let joined = JOINS.contains(&between.trim_end_matches(' ')) || is_further(case, &first, &second, &between);
        // 12万亩(约合180亩): the same unit where another was meant
        let same = unit_written(case, &first) == unit_written(case, &second);
        let far = (a.0 / b.0).log10().abs() >= 1.0 && between.contains('合');
        if currency || same && !far || !joined && !bare {
            continue;
        }
        let (p, q) = (quote(case, first.span), quote(case, second.span));
        if (a.0 / b.0 - 1.0).abs() <= ROUNDING {
            report.holds(second.span, format!("{p}合{q}。"), format!("{p} is {q}.")).against(first.span);
        } else if !bare || (a.0 / b.0).log10().abs() > FAR {
            let factor = a.0 / b.0;
            let result = total(case, &[&second], second.value * factor);
            let finding =
                report.warn(second.span, format!("{p}合{result},与{q}不符。"), format!("{p} is {result}, not {q}."));
            finding.against(first.span);
            let places = factor.log10();
            if !same && (places - places.round()).abs() <= ROUNDING / 2.0 {
                finding.suggest(result);
            }
        }
    }
}

/// 300亩(合20公顷,约20万平方米): one more within the bracket.
fn is_further(case: &Case, first: &Amount, second: &Amount, between: &str) -> bool {
    let opened = case.text.chars[..first.span.start].iter().rev().take(3).any(|c| *c == '(');
    [",约", ",即", "、"].contains(&between) && opened && case.text.starts_with(second.span.end, ")")
}

/// The unit as it stands: 公顷 and 平方米 are given in one unit.
fn unit_written(case: &Case, amount: &Amount) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '万' | '亿' | '余' | '多');
    case.text.slice(amount.span).trim_start_matches(is_number).to_string()
}

fn base<'a>(amount: &Amount<'a>) -> Option<(f64, &'a str)> {
    match amount.figure.base.as_ref() {
        Some((Value::Number(value), unit)) if *value > 0.0 => Some((*value, unit)),
        Some(_) => None,
        None => amount.figure.unit.as_deref().filter(|_| amount.value > 0.0).map(|unit| (amount.value, unit)),
    }
}

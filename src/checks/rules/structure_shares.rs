//! # What it looks for
//! The shares of the three industries that do not make a hundred: 三次产业结构为8.2∶45.6∶48.2.
//!
//! # Why
//! The line stands in every report on a year, and is typed anew each time.
//!
//! # Warns
//! - `三次产业结构调整为7.5∶44.8∶49.7,服务业比重提高。`
//!
//! # Stays quiet
//! - `三次产业结构由8.1∶45.2∶46.7调整为7.5∶44.8∶47.7。`
//! - `比赛比分为3:2:1,产业结构不断优化。`
//!
//! # Limits
//! Only three numbers behind 结构 in one clause.

use super::{Case, Report};
use crate::checks::amounts::plain;
use crate::checks::view::quote;
use crate::float;
use crate::text::Span;

/// Rounding of three shares.
const ROUNDING: f64 = 0.25;

/// How far before the numbers 结构 may stand.
const NEAR: usize = 30;

const COLONS: [char; 3] = [':', '∶', '：'];

fn is_colon(c: char) -> bool {
    COLONS.contains(&c)
}

pub fn check(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let mut done = 0;
    for at in case.places.any(&COLONS) {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        if at < done || !digit(at.wrapping_sub(1)) || !digit(at + 1) {
            continue;
        }
        let part_of = |c: &&char| c.is_ascii_digit() || **c == '.' || is_colon(**c);
        let start = at - chars[..at].iter().rev().take_while(part_of).count();
        let end = at + chars[at..].iter().take_while(part_of).count();
        done = end;
        let span = Span::new(start, end);
        let shares: Vec<Option<f64>> = case.text.slice(span).split(is_colon).map(float::parse).collect();
        let [Some(a), Some(b), Some(c)] = shares[..] else { continue };
        let before = case.text.slice(Span::new(start.saturating_sub(NEAR), start));
        let clause = before.rsplit(['。', ';', '\n']).next().unwrap_or_default();
        if !clause.contains("产业结构") && !clause.contains("产业比") {
            continue;
        }
        let (sum, written) = (a + b + c, quote(case, span));
        if (sum - 100.0).abs() <= ROUNDING {
            report.holds(span, format!("{written}合计100%"), format!("{written} make 100%"));
        } else if (50.0..200.0).contains(&sum) {
            let sum = plain(sum);
            report.warn(
                span,
                format!("三次产业结构{written}合计{sum}%,不是100%。"),
                format!("The shares {written} add up to {sum}%, not to 100%."),
            );
        }
    }
}

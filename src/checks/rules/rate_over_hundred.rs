//! # What it looks for
//! A rate that cannot exceed one hundred percent and does: 履约率974%.
//!
//! # Why
//! A decimal point got lost.
//!
//! # Warns
//! - `去年全区项目履约率达974%,开工率居全市前列。`
//!
//! # Stays quiet
//! - `去年全区项目履约率达100%,开工率97.4%。`
//! - `完成投资占年度计划的124%,产值增长130%。`
//!
//! # Limits
//! Only rates of a fixed list; completion of a plan may well exceed one hundred.

use super::{Case, Report};
use crate::checks::amounts::{Amount, with_point};
use crate::checks::table::{self, Table};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::parts::Part;

static RATES: Table<1> = Table::new(|| table::kept(Part::Rates));

pub fn check(case: &Case, report: &mut Report) {
    for rate in Amount::all(case).iter().filter(|a| a.figure.kind == FigureKind::Percent && a.low > 100.0) {
        let Some([name]) = RATES.iter().find(|[name]| rate.is_led_by(case, name)) else { continue };
        let written = quote(case, rate.span);
        let instead = with_point(&written, 1).filter(|_| rate.decimals == 0);
        let guess = instead.as_ref().map_or(String::new(), |s| format!(",疑丢小数点,应为{s}"));
        let finding = report.error(
            rate.span,
            format!("{name}{written}超过100%{guess}。"),
            format!("A {name} cannot exceed 100%."),
        );
        if let Some(instead) = instead {
            finding.suggest(instead);
        }
    }
}

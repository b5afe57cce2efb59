//! # What it looks for
//! A rank beyond the number of those that are ranked, and a rank that did not move as is said: 由第25位上升3位至第20位.
//!
//! # Why
//! Ranks are kept from one report to the next, while their number and the step beside them are new.
//!
//! # Warns
//! - `工业增速在全省13个市州中排名第15位。`
//! - `营商环境满意度由全省第18位上升5位至第12位。`
//! - `全市6个县区中,江北区的综合考评位列第8位。`
//!
//! # Stays quiet
//! - `工业增速在全省13个市州中排名第5位,在全国百强县中排名第86位。`
//! - `营商环境满意度由全省第18位上升5位至第13位。`
//! - `全市6个县区中,江北区位列第2位,在全省90个县区中位列第18位。`
//! - `全市12个园区中,有2个进入全省前15位。`
//!
//! # Limits
//! Only where the figures follow one another in one clause.

use super::{Case, Report};
use crate::checks::amounts::{Amount, between, ends_any};
use crate::checks::view::quote;
use crate::model::FigureKind;

const UP: [&str; 8] = ["上升", "前移", "提升", "跃升", "前进", "上升了", "提升了", "前移了"];
const DOWN: [&str; 6] = ["下降", "后退", "下滑", "下降了", "后退了", "下滑了"];

/// How far behind 中 a rank may stand, and one that a verb leads up to.
const NEAR: usize = 4;
const FAR: usize = 24;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    for (i, rank) in amounts.iter().enumerate().filter(|(_, a)| a.figure.kind == FigureKind::Rank && is_place(case, a))
    {
        match &amounts[..i] {
            [.., from, step] if from.figure.kind == FigureKind::Rank && step.figure.kind == FigureKind::Count => {
                moved(case, from, step, rank, report);
            }
            [.., all] => out_of(case, all, rank, report),
            _ => {}
        }
    }
}

/// 第15位, not 前15位 or 第一批.
fn is_place(case: &Case, rank: &Amount) -> bool {
    let words = &case.text.chars[rank.span.start..rank.span.end];
    words.first() == Some(&'第') && matches!(words.last(), Some('位' | '名'))
}

/// `N个市州中排名第R位`
fn out_of(case: &Case, all: &Amount, rank: &Amount, report: &mut Report) {
    let words = between(case, all, rank);
    let of_them = words.split_once('中').is_some_and(|(noun, rest)| {
        let placed = ends_any(rest, &["排名", "排", "列", "居", "排在"]);
        noun.chars().count() <= 6 && rest.chars().count() <= if placed { FAR } else { NEAR } && !rest.contains('中')
    });
    let counted = all.figure.kind == FigureKind::Count && matches!(all.unit(), Some("个" | "家"));
    if !counted || !of_them || words.contains(['。', ';', '\n']) || rank.value <= all.high || all.value < 2.0 {
        return;
    }
    let (n, r) = (quote(case, all.span), quote(case, rank.span));
    report
        .error(rank.span, format!("只有{n},不会有{r}。"), format!("There are only {n}: nothing can be {r}."))
        .against(all.span);
}

/// `由第A位上升N位至第B位`
fn moved(case: &Case, from: &Amount, step: &Amount, to: &Amount, report: &mut Report) {
    let verb = between(case, from, step);
    let up = UP.contains(&verb.trim_start_matches(','));
    let down = DOWN.contains(&verb.trim_start_matches(','));
    let arrives = ["至", "到", ",至", ",到", ",升至", ",位居", ",升至全省", "至全省", "到全省", "至全市", "到全市"]
        .contains(&between(case, step, to).as_str());
    if !(up || down) || !arrives || !matches!(step.unit(), Some("位" | "名")) || !step.is_exact() {
        return;
    }
    let given = if up { from.value - to.value } else { to.value - from.value };
    let (f, s, t) = (quote(case, from.span), quote(case, step.span), quote(case, to.span));
    if given == step.value {
        report.holds(step.span, format!("{f}→{t}:{s}"), format!("{f} to {t}: {s}")).against_all([from.span, to.span]);
    } else {
        report
            .warn(
                step.span,
                format!("{f}到{t}相差{given}位,与文中的{s}不符。"),
                format!("From {f} to {t} is {given}, not {s}."),
            )
            .against_all([from.span, to.span]);
    }
}

//! # What it looks for
//! One thing measured twice, the second time with two digits turned round: 总投资12.6亿元的项目, then 这个16.2亿元的项目.
//!
//! # Why
//! Fingers are quicker than eyes: of two neighbours the second is typed first, and both numbers look right.
//!
//! # Warns
//! - `总投资12.6亿元的朔风储能装备项目开工。据测算,这个16.2亿元的项目达产后年销售收入20亿元。`
//! - `一座占地86亩的智慧渔业产业园初具规模。镇党委书记说,68亩的园区,相当于过去近千亩土塘的产出。`
//!
//! # Stays quiet
//! - `总投资12.6亿元的朔风储能装备项目开工。据测算,这个12.6亿元的项目达产后年销售收入20亿元。`
//! - `总投资12.6亿元的朔风项目开工。另一个16.2亿元的项目下月签约。`
//! - `园区占地86亩。隔壁68亩的地块下月出让。`
//!
//! # Limits
//! Only where the second number stands before 的 and a word for the thing (这个…的项目, …亩的园区) that the first one's sentence has
//! too, and both numbers stand once.

use super::{Case, Report};
use crate::checks::amounts::{Amount, are_turned};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// Words for a thing, and what its name ends with.
const THINGS: [(&str, &str); 10] = [
    ("项目", "项目"),
    ("园区", "园"),
    ("产业园", "产业园"),
    ("基地", "基地"),
    ("工厂", "厂"),
    ("厂房", "厂房"),
    ("综合体", "综合体"),
    ("市场", "市场"),
    ("大项目", "项目"),
    ("工程", "工程"),
];

/// What tells that another thing is meant.
const OTHER: [&str; 7] = ["另", "又", "还有", "隔壁", "其他", "同样", "第二"];

pub fn check(case: &Case, report: &mut Report) {
    let measured = |a: &&Amount| matches!(a.figure.kind, FigureKind::Money | FigureKind::Area) && a.is_exact();
    let all: Vec<&Amount> = Amount::all(case).iter().filter(measured).collect();
    for (i, again) in all.iter().enumerate().skip(1) {
        let Some(rest) = case.text.starts_with(again.span.end, "的").then_some(again.span.end + 1) else { continue };
        let Some((_, ending)) = THINGS.iter().find(|(thing, _)| case.text.starts_with(rest, thing)) else { continue };
        let lead = case.text.slice(Span::new(case.text.clause_at(again.span.start).start, again.span.start));
        let short = matches!(lead.as_str(), "" | "这个" | "这一" | "这座" | "这片" | "该" | "对于这个" | "这样一个");
        let turned = |first: &&&Amount| {
            let sentence = case.text.slice(case.text.sentence_at(first.span.start));
            first.unit() == again.unit()
                && are_turned(first.value, again.value)
                && sentence.contains(ending)
                && case.article_of(first.span.start).is_some()
        };
        let mut firsts = all[..i].iter().filter(turned);
        let (Some(first), None) = (firsts.next(), firsts.next()) else { continue };
        let once = |a: &Amount| all.iter().filter(|b| b.value == a.value && b.unit() == a.unit()).count() == 1;
        let between = case.text.slice(Span::new(first.span.end, again.span.start));
        let other = OTHER.iter().any(|w| between.contains(w));
        if short && once(first) && once(again) && !other {
            let (a, b) = (quote(case, first.span), quote(case, again.span));
            report
                .warn(
                    again.span,
                    format!("前作“{a}”,这里作“{b}”,数字颠倒,请核对。"),
                    format!("“{a}” above is “{b}” here: digits are turned round."),
                )
                .against(first.span);
        }
    }
}

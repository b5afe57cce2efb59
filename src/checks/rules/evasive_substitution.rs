//! # What it looks for
//! Words that content farms put in place of superlatives: 蕞 for 最, 头部 for 第一.
//!
//! # Why
//! Whoever quotes such a page carries the disguise into a record where nobody will search for it.
//!
//! # Warns
//! - `该厂成为区内产能蕞大的基地。`
//! - `市长任项目建设头部指挥长,每周调度一次。`
//! - `前三季度全市进出口总额增速居全省头部。`
//!
//! # Stays quiet
//! - `蕞尔小城,如今聚起三家头部企业。`
//! - `招引头部企业12家,龙头企业3家,总量排名全省第1。`
//!
//! # Limits
//! 头部 is a word of its own before 企业, 公司 and the like; only where an ordinal must stand, or on a
//! page that says 蕞 anyway, is it taken for 第一.

use super::{Case, Report};
use crate::checks::table;
use crate::text::{Span, Text};

const TABLE: &str = include_str!("../../../data/checks/evasive.tsv");

struct Disguise {
    written: &'static str,
    meant: &'static str,
    condition: &'static str,
    words: &'static str,
}

impl Disguise {
    fn all() -> impl Iterator<Item = Disguise> {
        table::rows(TABLE).map(|[written, meant, condition, words]| Disguise { written, meant, condition, words })
    }

    fn is_meant_at(&self, text: &Text, span: Span, marked: bool) -> bool {
        let follows = || self.words.split(' ').any(|w| text.starts_with(span.end, w));
        match self.condition {
            "unless-next" => !follows(),
            "next" => follows(),
            "previous" => self.words.split(' ').any(|w| text.ends_with(span.start, w)),
            "marked-unless" => marked && !follows(),
            _ => false,
        }
    }
}

pub fn check(case: &Case, report: &mut Report) {
    let text = case.text;
    let mut marked = false;
    for disguise in Disguise::all() {
        let length = disguise.written.chars().count();
        for start in 0..text.chars.len() {
            let span = Span::new(start, (start + length).min(text.chars.len()));
            if !text.starts_with(start, disguise.written) || !disguise.is_meant_at(text, span, marked) {
                continue;
            }
            marked |= disguise.condition == "unless-next";
            if report.has(span) {
                continue;
            }
            let Disguise { written, meant, .. } = disguise;
            report
                .warn(
                    span,
                    format!("“{written}”是网页规避词,原文应为“{meant}”。"),
                    format!("“{written}” stands for “{meant}” to dodge a word filter."),
                )
                .suggest(meant);
        }
    }
}

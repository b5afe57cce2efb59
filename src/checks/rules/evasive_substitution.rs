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
//! Which words are disguises is told when the text is cleaned, by what stands around them.

use super::{Case, Report};
use crate::model::EditReason;

pub fn check(case: &Case, report: &mut Report) {
    for edit in case.text.edits.iter().filter(|e| e.reason == EditReason::LookAlike) {
        let (written, meant) = (&edit.written, &edit.replacement);
        report
            .warn(
                edit.span,
                format!("“{written}”是网页规避词,原文应为“{meant}”。"),
                format!("“{written}” stands for “{meant}” to dodge a word filter."),
            )
            .suggest(meant);
    }
}

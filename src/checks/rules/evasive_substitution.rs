//! # What it looks for
//! Words that content farms put in place of superlatives: 蕞 for 最, 头部 for 第一.
//!
//! # Why
//! Whoever quotes such a page carries the disguise into a record where nobody will search for it.
//!
//! # Warns
//! - `这款拉杆箱连续两年销量居全国第①。`
//! - `该厂成为区内产能蕞大的基地。`
//! - `市长任项目建设头部指挥长,每周调度一次。`
//! - `前三季度全市进出口总额增速居全省头部。`
//! - `这里升格为国jia级高新区,两项指标居全市第壹。`
//!
//! # Stays quiet
//! - `蕞尔小城,如今聚起三家头部企业。`
//! - `招引头部企业12家,龙头企业3家,总量排名全省第1。`
//!
//! # Limits
//! Which words are disguises is told when the text is cleaned, by what stands around them.

use super::{Case, Report};
use crate::checks::view::{article_blocks, is_han};
use crate::model::EditReason;
use crate::text::Span;

/// Readings that are written for their character: 国jia级.
const READINGS: [(&str, char); 8] = [
    ("jia", '家'),
    ("zui", '最'),
    ("di", '第'),
    ("yi", '一'),
    ("guo", '国'),
    ("shou", '首'),
    ("wei", '唯'),
    ("ding", '顶'),
];

/// Numbers that are written for ranks: 全国第①.
const CIRCLED: [char; 3] = ['①', '②', '③'];

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
    let chars = &case.text.chars;
    for at in case.in_articles('第').map(|at| at + 1) {
        let circled = chars.get(at).and_then(|c| CIRCLED.iter().position(|circled| circled == c));
        if let Some(meant) = circled.map(|n| ["一", "二", "三"][n]) {
            let (place, written) = (Span::new(at, at + 1), chars[at]);
            report
                .warn(
                    place,
                    format!("“{written}”是网页规避写法,原文应为“{meant}”。"),
                    format!("“{written}” stands for “{meant}” to dodge a word filter."),
                )
                .suggest(meant);
        }
    }
    for block in article_blocks(case.text) {
        let mut at = block.span.start;
        for run in
            chars[block.span.start..block.span.end].chunk_by(|a, b| a.is_ascii_alphabetic() == b.is_ascii_alphabetic())
        {
            let span = Span::new(at, at + run.len());
            at = span.end;
            let between = span.start > block.span.start
                && span.end < block.span.end
                && is_han(chars[span.start - 1])
                && is_han(chars[span.end]);
            if let Some((reading, meant)) =
                READINGS.iter().find(|(reading, _)| between && reading.chars().eq(run.iter().copied()))
            {
                report
                    .warn(
                        span,
                        format!("“{reading}”是网页规避词,原文应为“{meant}”。"),
                        format!("“{reading}” stands for “{meant}” to dodge a word filter."),
                    )
                    .suggest(*meant);
            }
        }
    }
}

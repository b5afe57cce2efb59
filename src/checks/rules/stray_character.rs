//! # What it looks for
//! A character too many after a span of time: 一个月内存完成 for 一个月内完成.
//!
//! # Why
//! The stray character makes an ordinary word with its neighbour (内存, 内容, 后勤), so no dictionary objects;
//! the grammar does.
//!
//! # Warns
//! - `竣工验收在一个月内存完成,创造了新速度。`
//! - `承诺三个月内部完成改造。`
//! - `承诺20个工作日内容办结。`
//!
//! # Stays quiet
//! - `手续在一个月内完成,两年内全部投产,3天内就办结。`
//! - `这家厂的内存完成升级,一年后勤奋的人都到齐了。`
//!
//! # Limits
//! Only where a verb of completion follows at once, and only for words that do nothing themselves.

use super::{Case, Report};
use crate::checks::table::{self, Table};
use crate::checks::view::quote;
use crate::parts::Part;
use crate::text::Span;

static FINISH: Table<1> = Table::new(|| table::kept(Part::Finish));

/// What a span of time ends with.
const UNITS: [&str; 9] = ["年", "月", "周", "天", "日", "小时", "分钟", "季度", "星期"];

/// What stands after it and begins another word as well.
const AFTER: [char; 3] = ['内', '后', '前'];

pub fn check(case: &Case, report: &mut Report) {
    let text = case.text;
    for token in case
        .words
        .tokens
        .iter()
        .filter(|t| t.span.len() == 2 && (t.tag.starts_with('n') || text.starts_with(t.span.start, "内部")))
    {
        let Span { start, end } = token.span;
        let time_before = || UNITS.iter().any(|unit| text.ends_with(start, unit));
        let done_after = || FINISH.iter().any(|[verb]| text.starts_with(end, verb));
        if !AFTER.contains(&text.chars[start]) || !time_before() || !done_after() {
            continue;
        }
        let last = (end + 2).min(text.chars.len());
        let after = quote(case, Span::new(start, start + 1));
        let stray = quote(case, Span::new(start + 1, end));
        let verb = quote(case, Span::new(end, last));
        report
            .warn(
                Span::new(start, last),
                format!("“{after}{stray}{verb}”疑多一“{stray}”字,应为“{after}{verb}”。"),
                format!("“{stray}” is probably one character too many: “{after}{verb}”."),
            )
            .suggest(format!("{after}{verb}"));
    }
}

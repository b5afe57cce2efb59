//! # What it looks for
//! A day that the text tells of as past and that comes after the date of publication.
//!
//! # Why
//! A page's own date is often that of a copy: taken for the date of the text it puts every 今年 into the wrong year.
//!
//! # Warns
//! - `[2022-09-28]2022年11月17日,攸县抽水蓄能电站项目顺利开工。`
//! - `[2021-12-01]截至2022年1月31日,全市已完成清欠3.6亿元。`
//!
//! # Stays quiet
//! - `[2022-08-15]会议明确,到2022年12月31日完成全年任务。`
//! - `[2022-11-28]2022年11月17日,攸县抽水蓄能电站项目顺利开工。`
//! - `[2022-09-28]攸县抽水蓄能电站项目预计2022年11月17日开工,2024年12月底前建成。`
//!
//! # Limits
//! Only days with their year, in a sentence that does not look ahead.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::view::quote;
use crate::model::{FigureKind, Value};

/// Words of a sentence that looks ahead.
const AHEAD: [&str; 16] = [
    "将", "预计", "计划", "拟", "力争", "定于", "前", "起", "至", "截止", "有望", "争取", "目标", "下一步", "启动", "有效期",
];

pub fn check(case: &Case, report: &mut Report) {
    let Some(published) = case.published else { return };
    for figure in case.figures.iter().filter(|f| f.kind == FigureKind::Date) {
        let Value::Iso(iso) = &figure.value else { continue };
        let Some(date) = parse_date(iso).ok().filter(|date| *date > published) else { continue };
        let words = quote(case, figure.span);
        let sentence = case.text.slice(case.text.sentence_at(figure.span.start));
        // 截至 looks back where something is done
        let sentence = if sentence.contains('已') { sentence.replace("截至", "") } else { sentence };
        let until = case.text.ends_with(figure.span.start, "到");
        let in_article = case.article_of(figure.span.start).is_some();
        if in_article && !until && words.contains('年') && words.contains('日') && !AHEAD.iter().any(|w| sentence.contains(w)) {
            report.warn(
                figure.span,
                format!("“{words}”晚于发布日期{published},网页日期与文内日期不合。"),
                format!("{date} is later than the date of publication, {published}."),
            );
        }
    }
}

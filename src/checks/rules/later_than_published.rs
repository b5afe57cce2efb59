//! # What it looks for
//! A day that the text tells of as past and that comes after the date of publication.
//!
//! # Why
//! A page's own date is often that of a copy: taken for the date of the text it puts every 今年 into the wrong year.
//!
//! # Warns
//! - `[2022-09-28]2022年11月17日,攸县抽水蓄能电站项目顺利开工。`
//! - `[2021-12-01]截至2022年1月31日,全市已完成清欠3.6亿元。`
//! - `[2024-03-05]本报讯(记者 王明) 3月28日,云岭电子项目在高新区奠基,20余位客商到场祝贺。`
//!
//! # Stays quiet
//! - `[2022-08-15]会议明确,到2022年12月31日完成全年任务。`
//! - `[2022-11-28]2022年11月17日,攸县抽水蓄能电站项目顺利开工。`
//! - `[2024-03-05]本报讯(记者 王明) 3月28日,云岭电子项目将在高新区奠基,20余位客商受邀到场。`
//! - `[2024-03-05]本报讯(记者 王明) 2月28日,云岭电子项目在高新区奠基,20余位客商到场祝贺。`
//! - `[2022-09-28]攸县抽水蓄能电站项目预计2022年11月17日开工,2024年12月底前建成。`
//!
//! # Limits
//! Only in a sentence that does not look ahead; a day without its year only where the news begins with it.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::view::{article_blocks, is_paragraph, quote};
use crate::figures::Figure;
use crate::model::{FigureKind, Value};
use crate::text::Span;
use time::{Date, Duration, Month};

/// Words of a sentence that looks ahead.
const AHEAD: [&str; 16] = [
    "将", "预计", "计划", "拟", "力争", "定于", "前", "起", "至", "截止", "有望", "争取", "目标", "下一步", "启动", "有效期",
];

pub fn check(case: &Case, report: &mut Report) {
    let Some(published) = case.published else { return };
    for figure in case.figures.iter().filter(|f| f.kind == FigureKind::Date) {
        if tells_too_soon(case, figure, published) {
            let words = quote(case, figure.span);
            report.warn(
                figure.span,
                format!("“{words}”晚于发布日期{published},网页日期与文内日期不合。"),
                format!("{words} is later than the date of publication, {published}."),
            );
            continue;
        }
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

/// A day without its year is of the year of publication no further ahead than this; the news would else be a year old.
const SOON: Duration = Duration::days(60);

/// 本报讯 6月18日,…奠基 in a paper of May: the first sentence of an article tells as past what comes after it.
fn tells_too_soon(case: &Case, figure: &Figure, published: Date) -> bool {
    let words = case.text.slice(figure.span);
    let Some((month, day)) = words.strip_suffix('日').and_then(|words| words.split_once('月')) else { return false };
    let (Ok(month), Ok(day)) = (month.parse::<u8>(), day.parse()) else { return false };
    let date = Month::try_from(month).ok().and_then(|month| Date::from_calendar_date(published.year(), month, day).ok());
    let soon = date.is_some_and(|date| date > published && date - published <= SOON);
    let at = figure.span.start;
    let is_dateline = case.text.starts_with(figure.span.end, "讯");
    let soon = soon && !is_dateline;
    soon && case.text.ends_with(at, "昨日(") || soon && opens_news(case, at) && {
        let sentence = case.text.slice(case.text.sentence_at(at));
        !AHEAD.iter().any(|w| sentence.contains(w))
    }
}

/// Whether nothing but a dateline stands before it in the first paragraph of an article.
fn opens_news(case: &Case, at: usize) -> bool {
    let block = &case.text.blocks[case.text.block_at(at)];
    let mut paragraphs = article_blocks(case.text).filter(|b| b.article == block.article && is_paragraph(b));
    let before = Span::new(block.span.start, at);
    let dateline = before.is_empty() || case.text.slice(before).contains("讯") && before.len() <= LONGEST_DATELINE;
    dateline && paragraphs.next().is_some_and(|first| first.span == block.span) && case.text.sentence_at(at).start <= block.span.start
}

/// No dateline is longer: 本报讯(记者 甲乙 通讯员 丙丁).
const LONGEST_DATELINE: usize = 30;

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
//! - `[2024-08-08]昨日(8月5日),全市重点项目集中开工。今年1至9月,全市完成工业投资210亿元。`
//! - `[2024-08-08]截至8月底,全市已开工项目320个。`
//! - `[2022-05-11]凤鸣滩县与宁波企业签下酱料项目⏎5月19日下午,凤鸣滩县与甬味食品举行签约仪式,双方将合作建设生产基地。`
//!
//! # Stays quiet
//! - `[2022-08-15]会议明确,到2022年12月31日完成全年任务。`
//! - `[2024-06-28]1至6月,全市完成工业投资210亿元;今年1至9月,计划完成投资300亿元。昨日(6月27日),会议召开。`
//! - `[2022-11-28]2022年11月17日,攸县抽水蓄能电站项目顺利开工。`
//! - `[2024-03-05]本报讯(记者 王明) 3月28日,云岭电子项目将在高新区奠基,20余位客商受邀到场。`
//! - `[2024-03-05]本报讯(记者 王明) 2月28日,云岭电子项目在高新区奠基,20余位客商到场祝贺。`
//! - `[2022-09-28]攸县抽水蓄能电站项目预计2022年11月17日开工,2024年12月底前建成。`
//!
//! # Limits
//! Only in a sentence that does not look ahead; a day without its year only where the news begins with it.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::amounts::holds_any;
use crate::checks::view::{article_blocks, is_paragraph, quote};
use crate::figures::Figure;
use crate::model::{FigureKind, Value};
use crate::text::Span;
use time::{Date, Duration, Month};

/// Words of a sentence that looks ahead.
const AHEAD: [&str; 16] = [
    "将",
    "预计",
    "计划",
    "拟",
    "力争",
    "定于",
    "前",
    "起",
    "至",
    "截止",
    "有望",
    "争取",
    "目标",
    "下一步",
    "启动",
    "有效期",
];

/// Words of what has been reached.
const REACHED: [&str; 9] = ["完成", "实现", "签约", "引进", "新增", "增长", "已", "达到", "下降"];

/// A day that the news names, and how long before its publication that may be at most.
const DAYS: [(&str, i64); 5] = [("昨日(", 2), ("昨天(", 2), ("今日(", 1), ("今天(", 1), ("前日(", 3)];

/// So much of a stretch that is told as over may be still to come.
const REST: Duration = Duration::days(15);

pub fn check(case: &Case, report: &mut Report) {
    let Some(published) = case.published else { return };
    for figure in case.figures.iter().filter(|f| matches!(f.kind, FigureKind::Period | FigureKind::Date)) {
        if let Some(end) = ends_too_soon(case, figure, published) {
            let words = quote(case, figure.span);
            report.warn(
                figure.span,
                format!("“{words}”到{end}为止,晚于发布日期{published},而文中说的是已有的数。"),
                format!("{words} ends on {end}, after the date of publication, {published}."),
            );
        } else if let Some(date) = is_long_ago(case, figure, published) {
            let words = quote(case, figure.span);
            report.warn(
                figure.span,
                format!("“{words}”即{date},与发布日期{published}不合。"),
                format!("{words} is {date}, which does not go with the date of publication, {published}."),
            );
        }
    }
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
        if in_article && !until && words.contains('年') && words.contains('日') && !holds_any(&sentence, &AHEAD) {
            report.warn(
                figure.span,
                format!("“{words}”晚于发布日期{published},网页日期与文内日期不合。"),
                format!("{date} is later than the date of publication, {published}."),
            );
        }
    }
}

/// 今年1至9月,全市完成… in August, 截至8月底,已…: what is told as reached is not over yet.
fn ends_too_soon(case: &Case, figure: &Figure, published: Date) -> Option<Date> {
    // of several articles the others may be older or younger
    case.given?;
    let Value::Iso(iso) = &figure.value else { return None };
    let words = case.text.slice(figure.span);
    let until = case.text.ends_with(figure.span.start, "截至");
    let end = match iso.split_once('/') {
        Some((_, end)) if words.ends_with('月') || words.ends_with("季度") => end,
        None if until
            && (words.ends_with('底') || words.ends_with('末') || words.ends_with('日'))
            && words.contains('月') =>
        {
            iso
        }
        _ => return None,
    };
    let end = last_day(end)?;
    let soon = end > published + if until { Duration::ZERO } else { REST } && end - published <= 2 * SOON;
    let clause = case.text.sentence_at(figure.span.start);
    let sentence = case.text.slice(clause).replace("截至", "");
    let told = holds_any(&sentence, &REACHED)
        && !AHEAD.iter().chain(&["要", "确保", "全年"]).any(|w| sentence.replace(&words, "").contains(w));
    (soon && told && case.article_of(figure.span.start).is_some()).then_some(end)
}

/// The last day of a day or month.
fn last_day(iso: &str) -> Option<Date> {
    parse_date(iso).ok().or_else(|| {
        let (year, month) = iso.split_once('-')?;
        let (year, month) = (year.parse().ok()?, Month::try_from(month.parse::<u8>().ok()?).ok()?);
        Date::from_calendar_date(year, month, month.length(year)).ok()
    })
}

/// 昨日(8月5日) in a paper of the 8th.
fn is_long_ago(case: &Case, figure: &Figure, published: Date) -> Option<Date> {
    let (_, most) = DAYS.iter().find(|(word, _)| case.text.ends_with(figure.span.start, word))?;
    let Value::Iso(iso) = &figure.value else { return None };
    let date = parse_date(iso).ok()?;
    (date < published - Duration::days(*most) && published - date <= SOON).then_some(date)
}

/// A day without its year is of the year of publication no further ahead than this; the news would else be a year old.
const SOON: Duration = Duration::days(60);

/// 本报讯 6月18日,…奠基 in a paper of May: the first sentence of an article tells as past what comes after it.
fn tells_too_soon(case: &Case, figure: &Figure, published: Date) -> bool {
    let words = case.text.slice(figure.span);
    let Some((month, day)) = words.strip_suffix('日').and_then(|words| words.split_once('月')) else { return false };
    let (Ok(month), Ok(day)) = (month.parse::<u8>(), day.parse()) else { return false };
    let date =
        Month::try_from(month).ok().and_then(|month| Date::from_calendar_date(published.year(), month, day).ok());
    let soon = date.is_some_and(|date| date > published && date - published <= SOON);
    let at = figure.span.start;
    let is_dateline = case.text.starts_with(figure.span.end, "讯");
    let soon = soon && !is_dateline;
    soon && case.text.ends_with(at, "昨日(")
        || soon && opens_news(case, at) && {
            // 5月19日下午,两家举行签约仪式,将合作建设…: only what is right behind the day is of that day
            let words = case.text.slice(Span::new(at, case.text.sentence_at(at).end.max(at)));
            let near: String = words.split_inclusive(',').take(2).collect();
            !holds_any(&near, &AHEAD)
        }
}

/// Whether nothing but a dateline stands before it in the first paragraph of an article.
fn opens_news(case: &Case, at: usize) -> bool {
    let block = &case.text.blocks[case.text.block_at(at)];
    let mut paragraphs = article_blocks(case.text).filter(|b| b.article == block.article && is_paragraph(b));
    let before = Span::new(block.span.start, at);
    let dateline = before.is_empty() || case.text.slice(before).contains("讯") && before.len() <= LONGEST_DATELINE;
    dateline
        && paragraphs.next().is_some_and(|first| first.span == block.span)
        && case.text.sentence_at(at).start <= block.span.start
}

/// No dateline is longer: 本报讯(记者 甲乙 通讯员 丙丁).
const LONGEST_DATELINE: usize = 30;

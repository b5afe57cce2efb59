//! The date of publication that the text itself gives: a full dateline, or the date of a page head that
//! nothing in the article contradicts.

use super::Figure;
use crate::model::{FigureKind, Value};
use crate::text::{Block, BlockKind, Text};
use time::{Date, Duration, Month};

/// A line longer than this is no head line.
const HEAD: usize = 70;
/// An article appears at most so many days after its dateline.
const FRESH: i64 = 31;
/// A page that is so many years younger than anything its article speaks of is not the article's first.
const STALE: i32 = 3;

/// What a line says beside the date of publication.
const LABELS: [&str; 14] =
    ["时间", "日期", "发布", "来源", "稿源", "星期", "日报", "晚报", "晨报", "晚刊", "周刊", "浏览", "阅读", "版"];

/// What closes a dateline.
const DATELINES: [&str; 5] = ["讯", "电", "专电", "消息", "报道"];

/// The date of publication by the figures read without one.
pub(super) fn find(text: &Text, figures: &[Figure]) -> Option<Date> {
    let dates = figures.iter().filter(|f| f.kind == FigureKind::Date);
    let (mut heads, mut datelines, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for figure in dates {
        let block = &text.blocks[text.block_at(figure.span.start)];
        let full = match &figure.value {
            Value::Iso(iso) => day(iso),
            _ => None,
        };
        let dateline = DATELINES.iter().any(|w| text.starts_with(figure.span.end, w));
        match full {
            Some(date) if dateline => return Some(date),
            Some(date) if is_head(text, block, figure) => heads.push((date, is_labelled(text, block))),
            _ if dateline => datelines.push(text.slice(figure.span)),
            _ => years.extend(year(&figure.value)),
        }
    }
    let last_told = years.into_iter().max();
    let fits = |date: Date| {
        let fresh = datelines.is_empty() || datelines.iter().any(|line| is_fresh(line, date));
        let told = last_told.is_none_or(|year| date.year() - year <= STALE);
        fresh && told
    };
    heads.retain(|&(date, _)| fits(date));
    let labelled = heads.iter().find(|(_, labelled)| *labelled);
    let alone = heads.first().filter(|first| heads.iter().all(|h| h.0 == first.0));
    labelled.or(alone).map(|(date, _)| *date)
}

/// Whether the block is a short line that is no sentence, with the date in it.
fn is_head(text: &Text, block: &Block, figure: &Figure) -> bool {
    let outside =
        matches!(block.kind, BlockKind::Furniture) || text.chars[block.span.start..block.span.end].len() <= HEAD;
    let chars = &text.chars[block.span.start..block.span.end];
    let next = text.chars.get(figure.span.end).copied().unwrap_or('\n');
    outside
        && chars.len() <= 2 * HEAD
        && !chars.contains(&'。')
        && !matches!(next, ',' | '，' | '起' | '前' | '至' | '在')
}

fn is_labelled(text: &Text, block: &Block) -> bool {
    let words = text.slice(block.span);
    LABELS.iter().any(|label| words.contains(label))
}

/// Whether a dateline without a year (8月9日) can be of an article that appeared on `date`.
fn is_fresh(dateline: &str, date: Date) -> bool {
    let mut numbers = dateline.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u8>().ok());
    let (Some(first), second) = (numbers.next(), numbers.next()) else { return true };
    let (month, day) = match second {
        Some(day) => (first, day),
        None => (u8::from(date.month()), first),
    };
    let Ok(month) = Month::try_from(month) else { return true };
    (date.year() - 1..=date.year())
        .filter_map(|year| Date::from_calendar_date(year, month, day).ok())
        .any(|line| (Duration::ZERO..=Duration::days(FRESH)).contains(&(date - line)))
}

fn day(iso: &str) -> Option<Date> {
    let mut parts = iso.split('-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn year(value: &Value) -> Option<i32> {
    match value {
        Value::Iso(iso) => iso.get(..4)?.parse().ok(),
        _ => None,
    }
}

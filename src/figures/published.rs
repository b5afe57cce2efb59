//! The date of publication that the text itself gives: a full dateline, or the date of a page head that
//! nothing in the article contradicts.

use super::Figure;
use crate::model::{FigureKind, Value};
use crate::sorting::Sorting;
use crate::text::{Block, BlockKind, Span, Text};
use time::{Date, Duration, Month};

/// A line longer than this is no head line.
const HEAD: usize = 70;
/// An article appears at most so many days after its dateline.
const FRESH: i64 = 31;
/// A dateline at most so many days later than the head of its page is a slip, which a rule tells of, not another year's.
const LATER: i64 = 14;
/// A page that is so many years younger than anything its article speaks of is not the article's first.
const STALE: i32 = 3;

/// What a line says beside the date of publication.
const LABELS: [&str; 14] =
    ["时间", "日期", "发布", "来源", "稿源", "星期", "日报", "晚报", "晨报", "晚刊", "周刊", "浏览", "阅读", "版"];

/// What closes a dateline.
const DATELINES: [&str; 5] = ["讯", "电", "专电", "消息", "报道"];

/// The date of publication by the figures read without one.
#[inline(never)]
pub(super) fn find(text: &Text, figures: &[Figure]) -> Option<Date> {
    let dates = figures.iter().filter(|f| f.kind == FigureKind::Date);
    let (mut heads, mut datelines, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for figure in dates.clone() {
        let block = &text.blocks[text.block_at(figure.span.start)];
        let full = match &figure.value {
            Value::Iso(iso) => day(iso),
            _ => None,
        };
        let dateline = DATELINES.iter().any(|w| text.starts_with(figure.span.end, w));
        match full {
            Some(date) if dateline || is_reporters_day(text, block, figure.span) => return Some(date),
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
    let head = labelled.or(alone).map(|(date, _)| *date);
    head.or_else(|| datelines.first().and_then(|line| by_what_is_told(line, figures)))
}

/// Whether a reporter heard on that day what is told: 2024年7月5日,记者从管委会获悉.
fn is_reporters_day(text: &Text, block: &Block, date: Span) -> bool {
    let rest = text.slice(Span::new(date.end, block.span.end));
    let rest = rest.trim_start_matches([',', '，', ' ']);
    let sentence = rest.split('。').next().unwrap_or_default();
    (rest.starts_with("记者") || rest.starts_with("本报记者")) && HEARD.iter().any(|word| sentence.contains(word))
}

/// What a reporter does on the day of the report.
const HEARD: [&str; 2] = ["获悉", "了解到"];

/// How old what an article tells of in full is at most, in days, for the year of its dateline to be that year.
const TOLD: i64 = 62;

/// A dateline without a year, in the year of the months and days that the article tells of with theirs.
///
/// One year only must fit, it must be the last of which anything but a bare year is told, and one day alone is not enough.
fn by_what_is_told(dateline: &str, figures: &[Figure]) -> Option<Date> {
    let whens = figures.iter().filter(|f| matches!(f.kind, FigureKind::Date | FigureKind::Period));
    let told = whens.filter_map(|f| match &f.value {
        Value::Iso(iso) => last_day(iso.rsplit('/').next()?).map(|day| (day, iso.len() == 10)),
        _ => None,
    });
    let told: Vec<(Date, bool)> = told.collect();
    let year = told.iter().map(|(day, _)| day.year()).max()?;
    let (month, day) = month_and_day(dateline)?;
    let line = Date::from_calendar_date(year, month, day).ok()?;
    let near = |day: Date| (Duration::ZERO..=Duration::days(TOLD)).contains(&(line - day));
    let near: Vec<bool> = told.iter().filter(|(day, _)| near(*day)).map(|(_, exact)| *exact).collect();
    (near.len() > 1 || near == [false]).then_some(line)
}

/// The last day of a month or day; none of a bare year.
fn last_day(iso: &str) -> Option<Date> {
    let mut parts = iso.split('-');
    let (year, month) = (parts.next()?.parse().ok()?, Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?);
    let last = month.length(year);
    Date::from_calendar_date(year, month, parts.next().map_or(Some(last), |d| d.parse().ok())?).ok()
}

fn month_and_day(dateline: &str) -> Option<(Month, u8)> {
    let mut numbers = dateline.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u8>().ok());
    let (month, day) = (numbers.next()?, numbers.next()?);
    Some((Month::try_from(month).ok()?, day))
}

/// A date of publication that the text gives, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub span: Span,
    /// In what.
    pub place: Place,
}

/// What a date of publication stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The head line of a page or of an article: 2026年1月17日 星期六.
    Head,
    /// A dateline: 江州1月15日讯.
    Dateline,
}

/// Every date of publication that the text gives, by the figures resolved against one of them, in the order of the paste.
pub(super) fn told(text: &Text, figures: &[Figure]) -> Vec<Told> {
    let dates = figures.iter().filter(|f| f.kind == FigureKind::Date);
    let mut all: Vec<(u32, Told)> = dates
        .filter_map(|figure| {
            let Value::Iso(iso) = &figure.value else { return None };
            let (date, span) = (day(iso)?, figure.span);
            let block = &text.blocks[text.block_at(span.start)];
            let dateline = DATELINES.iter().any(|w| text.starts_with(span.end, w));
            let place = match dateline {
                true => Place::Dateline,
                false if text.slice(span).contains(char::is_numeric) && is_head(text, block, figure) => Place::Head,
                false => return None,
            };
            let whole = place == Place::Dateline || is_labelled(text, block) || is_alone(text, block, span);
            whole.then(|| (text.raw_span(span).start, Told { date, span, place }))
        })
        .collect();
    all.arrange_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, told)| told).collect()
}

/// Of each article the date that stands in it, or in the lines right above it: a head before a dateline.
pub(super) fn of_articles(text: &Text, told: &[Told]) -> Vec<Option<Told>> {
    let count = text.bylines.len();
    let mut starts = vec![u32::MAX; count];
    for block in &text.blocks {
        if let (Some(article), Some(first)) = (block.article, text.pieces(block).map(|p| p.start).min()) {
            starts[article] = starts[article].min(first);
        }
    }
    let article_of = |told: &Told| {
        let inside = text.blocks[text.block_at(told.span.start)].article;
        let at = text.raw_span(told.span).start;
        // A line above belongs to the article that begins next; one below all of them, to the last.
        inside.or_else(|| (0..count).filter(|&i| starts[i] > at).min_by_key(|&i| starts[i]))
    };
    let mut out: Vec<Option<Told>> = vec![None; count];
    for &one in told {
        if let Some(slot) = article_of(&one).and_then(|i| out.get_mut(i)) {
            let better = slot.is_none_or(|known| known.place == Place::Dateline && one.place == Place::Head);
            *slot = if better { Some(one) } else { *slot };
        }
    }
    out
}

/// Whether the line says hardly more than the date.
fn is_alone(text: &Text, block: &Block, span: Span) -> bool {
    let words = text.chars[block.span.start..block.span.end].iter().filter(|c| c.is_alphanumeric()).count();
    words <= span.len() + 8
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

/// Whether a dateline without a year (8月9日) can be of an article that appeared on `date`, or contradicts that date: a few days later.
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
        .any(|line| (Duration::days(-LATER)..=Duration::days(FRESH)).contains(&(date - line)))
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

#[cfg(test)]
mod tests {
    use crate::figures;
    use crate::words::Words;

    fn published(text: &str) -> Option<String> {
        figures::published(&figures::tests::text(text), &Words::default()).map(|d| d.to_string())
    }

    #[test]
    fn a_dateline_takes_the_year_of_what_the_article_tells_of() {
        assert_eq!(published("云溪8月9日讯 2024年1—7月,全区引资9亿元。").as_deref(), Some("2024-08-09"));
        assert_eq!(published("云溪8月9日讯 2024年8月7日签约,2024年8月8日开工。").as_deref(), Some("2024-08-09"));
    }

    #[test]
    fn the_day_on_which_a_reporter_heard_it_is_a_dateline() {
        let heard = "云溪区引资9亿元。\n2024年7月5日,记者从云溪区政府获悉,上半年全区引资9亿元。";
        assert_eq!(published(heard).as_deref(), Some("2024-07-05"));
        assert_eq!(published("2024年7月5日,记者陈青入职。"), None);
        assert_eq!(published("2024年7月5日,全区招商大会召开,记者获悉。"), None);
    }

    #[test]
    fn a_dateline_keeps_no_year_where_it_would_be_guessed() {
        for text in [
            "云溪8月9日讯 全区引资9亿元。",
            // a rule of another year, a plan, a date long past
            "云溪8月9日讯 办法自2019年8月1日起施行。",
            "云溪8月9日讯 2024年1—7月引资9亿元,项目2026年12月投产。",
            "云溪8月9日讯 2023年12月开工。",
        ] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}

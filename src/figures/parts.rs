//! Parts of a year or a month that are counted off: 十月的第一周, 2021年的第三个月, 今年的最后三周, 去年的前10天.

use super::Draft;
use super::calendar::{self, Point};
use super::dates::Dates;
use super::numerals;
use time::{Date, Duration};

/// What is counted off.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Day,
    Week,
    Month,
}

/// Which of them.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    Nth,
    First,
    Last,
}

impl Dates<'_> {
    /// The part of a year or a month that follows it at `end`.
    pub(super) fn nth(&self, start: usize, end: usize, point: Option<Point>) -> Option<Draft> {
        let view = self.view;
        let at = view.one_of(end, &["的"]).unwrap_or(end);
        let (which, number) = match view.at(at) {
            '第' => (Which::Nth, at + 1),
            '前' | '头' => (Which::First, at + 1),
            _ => (Which::Last, view.one_of(at, &["最后", "最後"])?),
        };
        let n = numerals::read(view, number)?;
        let count = n.small().filter(|c| (1..=366).contains(c))?;
        let units = [
            ("个星期", Step::Week),
            ("个月", Step::Month),
            ("星期", Step::Week),
            ("周", Step::Week),
            ("天", Step::Day),
        ];
        let (words, step) = units.into_iter().find(|(words, _)| view.has(n.end, words))?;
        // 今年前8个月 is read as months, 第二天 is no figure
        let other = match (which, step) {
            (Which::First, Step::Month) | (Which::Nth, Step::Day) => true,
            _ => words == "周" && matches!(view.at(n.end + 1), '年' | '边' | '围'),
        };
        if other {
            return None;
        }
        let to = n.end + words.chars().count();
        let span = point.and_then(|p| stretch(p, which, step, count));
        Some(self.period(start, to, span.map(|s| s.0), span.map(|s| s.1)))
    }
}

/// The first and the last point of the part.
fn stretch(point: Point, which: Which, step: Step, count: u32) -> Option<(Point, Point)> {
    let (first, last) = edges(point)?;
    let by = |days: u32| Duration::days(i64::from(days));
    let days = |from: Date, to: Date| (first <= from && to <= last).then_some((Point::Day(from), Point::Day(to)));
    match step {
        Step::Day if which == Which::First => days(first, first.checked_add(by(count - 1))?),
        Step::Day => days(last.checked_sub(by(count - 1))?, last),
        Step::Week => {
            let monday = first_monday(point, first)?;
            let weeks = |from: u32, to: u32| {
                Some((Point::Day(monday.checked_add(by(7 * from))?), Point::Day(monday.checked_add(by(7 * to - 1))?)))
            };
            match which {
                Which::Nth => weeks(count - 1, count),
                Which::First => weeks(0, count),
                Which::Last => {
                    let whole = u32::try_from(((last - monday).whole_days() + 1) / 7).ok()?;
                    weeks(whole.checked_sub(count)?, whole)
                }
            }
        }
        Step::Month => {
            let Point::Year(year) = point else { return None };
            let (from, to) = if which == Which::Nth { (count, count) } else { (13 - count.min(12), 12) };
            (to <= 12).then_some((Point::Month(year, from), Point::Month(year, to)))
        }
    }
}

/// The first and the last day of a year or a month.
fn edges(point: Point) -> Option<(Date, Date)> {
    let day = |y: i32, m: u32| match Point::day(y, m, 1) {
        Some(Point::Day(day)) => Some(day),
        _ => None,
    };
    match point {
        Point::Year(y) => Some((day(y, 1)?, calendar::last_day(y, 12)?)),
        Point::Month(y, m) => Some((day(y, m)?, calendar::last_day(y, m)?)),
        Point::Day(_) => None,
    }
}

/// The Monday of the first week: of a year as ISO 8601 counts them, of a month the first that lies in it.
fn first_monday(point: Point, first: Date) -> Option<Date> {
    let since_monday = i64::from(first.weekday().number_days_from_monday());
    let this_week = matches!(point, Point::Year(_)) && since_monday < 4 || since_monday == 0;
    first.checked_add(Duration::days(if this_week { -since_monday } else { 7 - since_monday }))
}

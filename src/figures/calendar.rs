//! Dates of the calendar: places on it at year, month or day precision, and how words resolve to them.

use time::{Date, Duration, Month};

/// A place on the calendar, as exact as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Year(i32),
    Month(i32, u32),
    Day(Date),
}

impl Point {
    /// A day, where the calendar has it.
    pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Some(Point::Day(date(year, month, day)?))
    }

    /// ISO 8601.
    pub(super) fn iso(self) -> String {
        match self {
            Point::Year(y) => format!("{y:04}"),
            Point::Month(y, m) => format!("{y:04}-{m:02}"),
            Point::Day(d) => format!("{:04}-{:02}-{:02}", d.year(), u8::from(d.month()), d.day()),
        }
    }

    pub(super) fn year(self) -> i32 {
        match self {
            Point::Year(y) | Point::Month(y, _) => y,
            Point::Day(d) => d.year(),
        }
    }

    pub(super) fn month(self) -> Option<u32> {
        match self {
            Point::Year(_) => None,
            Point::Month(_, m) => Some(m),
            Point::Day(d) => Some(u8::from(d.month()).into()),
        }
    }
}

/// `start/end`, both included.
pub(super) fn interval(start: Point, end: Point) -> String {
    format!("{}/{}", start.iso(), end.iso())
}

fn date(year: i32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// The month `by` months after this one.
pub(super) fn shift_month(year: i32, month: u32, by: i32) -> (i32, u32) {
    let all = year * 12 + month as i32 - 1 + by;
    (all.div_euclid(12), all.rem_euclid(12) as u32 + 1)
}

/// The last day of a month.
pub(super) fn last_day(year: i32, month: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, month.length(year)).ok()
}

/// What relative words are resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Today(pub(super) Option<Date>);

impl Today {
    pub(super) fn year(self) -> Option<i32> {
        Some(self.0?.year())
    }

    pub(super) fn month(self) -> Option<(i32, u32)> {
        let today = self.0?;
        Some((today.year(), u8::from(today.month()).into()))
    }

    /// The day `by` days from today.
    pub(super) fn plus_days(self, by: i64) -> Option<Date> {
        self.0?.checked_add(Duration::days(by))
    }

    /// Monday of the week `by` weeks from this one.
    pub(super) fn week(self, by: i64) -> Option<Date> {
        let since_monday = i64::from(self.0?.weekday().number_days_from_monday());
        self.plus_days(7 * by - since_monday)
    }

    /// That day of the week `by` weeks from this one; Monday is 1.
    pub(super) fn weekday(self, by: i64, day: u32) -> Option<Date> {
        self.week(by)?.checked_add(Duration::days(i64::from(day) - 1))
    }

    /// The year of a month stated without one: that of publication, unless it lies half a year off.
    pub(super) fn year_of(self, month: u32) -> Option<i32> {
        let (year, now) = self.month()?;
        let ahead = month as i32 - now as i32;
        Some(if ahead > 6 { year - 1 } else { year })
    }

    /// The month of a day stated without one: this one, or the last where the day is still to come.
    pub(super) fn month_of(self, day: u32) -> Option<(i32, u32)> {
        let (year, month) = self.month()?;
        let to_come = day > u32::from(self.0?.day()) + 3;
        let last = (year, month);
        // the last month that has such a day
        (i32::from(to_come)..4).map(|back| shift_month(last.0, last.1, -back)).find(|&(y, m)| date(y, m, day).is_some())
    }

    pub(super) fn point(self) -> Option<Point> {
        let (year, month) = self.month()?;
        Some(Point::Month(year, month))
    }
}

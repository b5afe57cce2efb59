//! Stretches of the calendar: 近三年, 今年1-6月, 前三季度, 去年同期, 2019—2022年, “十四五”期间, 上世纪80年代.

use super::Draft;
use super::calendar::{self, Point};
use super::dates::{Dates, JOINERS};
use super::numerals::{self, Numeral};
use super::tables::{self, Calendar};

/// The words that open a stretch up to now or from now on.
const BACK: [&str; 3] = ["最近", "近", "过去"];
const FORTH: [&str; 3] = ["未来", "今后", "此后"];

/// Before 近 they make it an approximation: 用时近三年.
const SPENT: [&str; 10] = ["用时", "历时", "耗时", "长达", "经过", "经", "时隔", "达", "了", "时间"];

/// The first month of a season.
fn season(c: char) -> Option<u32> {
    match c {
        '春' => Some(3),
        '夏' => Some(6),
        '秋' => Some(9),
        '冬' => Some(12),
        _ => None,
    }
}

impl Dates<'_> {
    /// The period that begins at `start` without a point of the calendar.
    pub(super) fn stretch(&self, start: usize) -> Option<Draft> {
        self.plan(start)
            .or_else(|| self.years(start))
            .or_else(|| self.decade(start))
            .or_else(|| self.around_now(start))
            .or_else(|| self.months(start, None, start))
            .or_else(|| self.part_of_year(start))
    }

    /// “十四五”期间.
    fn plan(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let quoted = usize::from(matches!(view.at(start), '“' | '"' | '「'));
        let name = start + quoted;
        let numbered = view.at(name) == '十' && view.at(name + 2) == '五';
        let nth = numerals::digit(view.at(name + 1)).filter(|_| numbered)?;
        let closed = name + 3 + usize::from(quoted == 1 && matches!(view.at(name + 3), '”' | '"' | '」'));
        let end = view.one_of(closed, &["规划期间", "规划时期", "期间", "时期"])?;
        let first = 2001 + 5 * nth as i32;
        Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(first + 4))))
    }

    /// 2019—2022年, 2024/2025雪季.
    fn years(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let (first, at) = self.bare_year(start)?;
        if view.at(at) == '/' {
            let (second, end) = self.bare_year(at + 1)?;
            let end = view.one_of(end, &["雪季", "赛季", "学年", "财年", "榨季", "年度"])?;
            return Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(second))));
        }
        let to = view.one_of(at, &JOINERS)?;
        // 从2016到2018 needs no 年
        let plain = || self.bare_year(to).filter(|_| view.ends_with(start, &["从", "自"]));
        let (second, end) = self.year_number(to).or_else(plain)?;
        Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(second))))
    }

    /// Four digits that can be a year.
    fn bare_year(&self, start: usize) -> Option<(i32, usize)> {
        let view = self.view;
        let n = numerals::read(view, start).filter(|n| n.arabic || n.positional == 4)?;
        let year = n.small().filter(|y| (1900..2100).contains(y) && n.end == start + 4)?;
        (!view.before(start).is_ascii_digit()).then_some((year as i32, n.end))
    }

    /// 上世纪80年代, 20世纪九十年代, 90年代.
    fn decade(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let (century, at) = match view.one_of(start, &["上世纪", "上个世纪", "本世纪"]) {
            Some(at) => (if view.at(start) == '本' { 20 } else { 19 }, at),
            None => {
                let n = numerals::read(view, start)?;
                let number = n.small()?;
                if view.has(n.end, "年代") && number < 100 && number % 10 == 0 {
                    (if number < 30 { 20 } else { 19 }, start)
                } else {
                    let named = (10..=22).contains(&number) && view.has(n.end, "世纪");
                    named.then_some((number as i32 - 1, n.end + 2))?
                }
            }
        };
        let n = numerals::read(view, at)?;
        let decade = n.small().filter(|d| *d < 100 && d % 10 == 0 && view.has(n.end, "年代"))? as i32;
        let end = n.end + 2;
        let end = view.one_of(end, &["初期", "末期", "中期", "以来", "初", "末"]).unwrap_or(end);
        let first = century * 100 + decade;
        Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(first + 9))))
    }

    /// 近三年, 过去10余年, 未来2至3年, 过去半个月; 一年来.
    fn around_now(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let forth = view.one_of(start, &FORTH);
        let lead = view.one_of(start, &BACK).or(forth);
        let at = lead.unwrap_or(start);
        if lead.is_some() && view.at(at) == '半' {
            if view.at(start) == '近' && !view.ends_with(start, &[",", "。", "\n"]) {
                return None; // 省下近半年
            }
            let end = view.one_of(at + 1, &["个多月", "个月", "年"])?;
            return Some(self.back(start, end, Some(1), view.at(end - 1) == '月', forth.is_some()));
        }
        let first = numerals::read(view, at).filter(|n| !n.bare && !n.vague)?;
        let to = view.one_of(first.end, &JOINERS).filter(|_| lead.is_some()).and_then(|to| numerals::read(view, to));
        let n = to.unwrap_or(first);
        if let Some(end) = view.one_of(n.end, &["天", "周"]).filter(|_| lead.is_some() && view.at(start) != '近') {
            let days = i64::from(n.small()?.min(5000)) * if view.at(end - 1) == '周' { 7 } else { 1 };
            let far = self.today.plus_days(if forth.is_some() { days } else { -days }).map(Point::Day);
            // the next two days begin tomorrow
            let now = self.today.plus_days(i64::from(forth.is_some())).map(Point::Day);
            let (from, to) = if forth.is_some() { (now, far) } else { (far, now) };
            return Some(self.period(start, end, from, to));
        }
        let plain_months =
            lead.and(view.one_of(n.end, &["月"])).filter(|&end| !matches!(view.at(end), '份' | '初' | '底' | '末'));
        let end = view.one_of(n.end, &["个多月", "多个月", "个月", "个季度", "年"]).or(plain_months)?;
        let months = view.at(end - 1) != '年';
        if !months && n.small().is_some_and(|y| y > 1000) {
            return None;
        }
        let by = n.exact().and_then(|d| d.small()).map(|n| n.min(5000) as i32);
        if lead.is_none() {
            // 一年来, 三年多来 are stretches up to now
            let to = view.one_of(end, &["多来", "以来", "来"])?;
            let other =
                matches!(view.at(to), '到' | '说' | '自' | '源' | '临' | '了' | '的') || view.before(start) == '第';
            return (!other).then(|| self.back(start, to, by, months, false));
        }
        if view.at(start) == '近' && view.ends_with(start, &SPENT) {
            return None;
        }
        Some(self.back(start, end, by, months, forth.is_some()))
    }

    /// A stretch of `by` years or months that ends now, or begins now.
    fn back(&self, start: usize, end: usize, by: Option<i32>, months: bool, forward: bool) -> Draft {
        let other = |by: i32| {
            let (year, month) = self.today.month()?;
            let by = if forward { by } else { -by };
            let (y, m) = calendar::shift_month(year, month, by);
            Some(if months { Point::Month(y, m) } else { Point::Year(year + by) })
        };
        let far = by.and_then(other);
        let now = if months { self.today.point() } else { self.today.year().map(Point::Year) };
        if forward { self.period(start, end, now, far) } else { self.period(start, end, far, now) }
    }

    /// 前8个月, 1-6月, 1月至6月, 八九月份, of a year where one is stated.
    fn months(&self, start: usize, year: Option<Option<i32>>, at: usize) -> Option<Draft> {
        let view = self.view;
        let year_of = |month: u32| year.unwrap_or_else(|| self.today.year_of(month));
        let period = |end: usize, from: u32, to: u32| {
            let (first, last) =
                if to < from { (year_of(from), year_of(from).map(|y| y + 1)) } else { (year_of(to), year_of(to)) };
            self.period(start, end, first.map(|y| Point::Month(y, from)), last.map(|y| Point::Month(y, to)))
        };
        if let Some(from) = view.one_of(at, &["前", "头"]) {
            let n = numerals::read(view, from)?;
            let months = n.small().filter(|m| (1..=12).contains(m))?;
            let end = view.one_of(n.end, &["个月", "月"])?;
            return Some(period(end, 1, months));
        }
        if view.before(at).is_ascii_alphanumeric() {
            return None;
        }
        let first = numerals::read(view, at)?;
        let month = |n: &Numeral| n.small().filter(|m| (1..=12).contains(m));
        if first.low != first.high {
            let (low, high) = (first.low.small()?, first.high.small().filter(|m| *m <= 12)?);
            return Some(period(view.one_of(first.end, &["月份", "月"])?, low, high));
        }
        let from = month(&first)?;
        if let Some(draft) = self.quarters(start, at, year) {
            return Some(draft);
        }
        let named = view.one_of(first.end, &["月份", "月"]);
        let last = numerals::read(view, view.one_of(named.unwrap_or(first.end), &JOINERS)?)?;
        let until = month(&last)?;
        let end = view.one_of(last.end, &["月份", "月"])?;
        let to_a_day = numerals::read(view, end).is_some_and(|d| matches!(view.at(d.end), '日' | '号'));
        (!to_a_day).then(|| period(end, from, until))
    }

    /// 一至三季度, 1—3季度.
    fn quarters(&self, start: usize, at: usize, year: Option<Option<i32>>) -> Option<Draft> {
        let view = self.view;
        let quarter = |at: usize| {
            let n = numerals::read(view, at)?;
            Some((n.small().filter(|q| (1..=4).contains(q))?, n.end))
        };
        let (first, then) = quarter(at)?;
        let (last, end) = quarter(view.one_of(then, &JOINERS)?)?;
        let end = view.one_of(end, &["季度"])?;
        let year = year.unwrap_or_else(|| self.today.year_of(3 * first - 2));
        (first < last).then(|| self.part(start, end, year, 3 * first - 2, 3 * last))
    }

    /// 全年, 上半年, 一季度, 今春, 年内, 年初以来, 入秋以来.
    fn part_of_year(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let named = tables::calendar().longest(view.rest(start));
        if let Some((len, &Calendar::Part { from, to, alone })) = named {
            let letters = view.at(start).is_ascii_alphabetic();
            let word =
                letters && (view.before(start).is_ascii_alphanumeric() || view.at(start + len).is_ascii_alphanumeric());
            let year = self.today.year_of(from.min(12));
            return (alone && !word).then(|| self.part(start, start + len, year, from, to));
        }
        if let Some((len, &Calendar::Quarter(by))) = named {
            let first = self.today.month().map(|(y, m)| calendar::shift_month(y, (m - 1) / 3 * 3 + 1, 3 * by));
            return Some(self.part(
                start,
                start + len,
                first.map(|f| f.0),
                first.map_or(1, |f| f.1),
                first.map_or(3, |f| f.1 + 2),
            ));
        }
        let this = self.today.year();
        if view.has(start, "年内") && !numerals::is_numeral(view.before(start)) {
            return Some(self.period(start, start + 2, self.today.point(), this.map(|y| Point::Month(y, 12))));
        }
        if let Some(end) = view.one_of(start, &["上个半年", "下个半年"]) {
            let half = self.today.month().map(|(y, m)| {
                let by = if view.at(start) == '上' { -6 } else { 6 };
                calendar::shift_month(y, if m > 6 { 7 } else { 1 }, by)
            });
            return Some(self.part(
                start,
                end,
                half.map(|h| h.0),
                half.map_or(1, |h| h.1),
                half.map_or(6, |h| h.1 + 5),
            ));
        }
        if let Some(end) = view.one_of(start, &["上半月", "下半月"]) {
            return Some(self.half_month(start, end, self.today.point()));
        }
        if view.has(start, "年初以来") {
            return Some(self.period(start, start + 4, this.map(|y| Point::Month(y, 1)), self.today.point()));
        }
        if view.at(start) == '入' && view.has(start + 2, "以来") {
            let month = season(view.at(start + 1)).or((view.at(start + 1) == '汛').then_some(6))?;
            let from = self.today.year_of(month).map(|y| Point::Month(y, month));
            return Some(self.period(start, start + 4, from, self.today.point()));
        }
        let by = match view.at(start) {
            '今' => 0,
            '去' => -1,
            '明' => 1,
            _ => return None,
        };
        let from = season(view.at(start + 1))?;
        Some(self.part(start, start + 2, this.map(|y| y + by), from, from + 2))
    }

    /// Months `from` to `to` of a year; more than 12 is the next year. 以来 makes it last until now.
    fn part(&self, start: usize, end: usize, year: Option<i32>, from: u32, to: u32) -> Draft {
        let point = |m: u32| year.map(|y| if m > 12 { Point::Month(y + 1, m - 12) } else { Point::Month(y, m) });
        match self.view.one_of(end, &["以来"]) {
            Some(end) => self.period(start, end, point(from), self.today.point()),
            None => self.period(start, end, point(from), point(to)),
        }
    }

    /// 上半月, 下半月.
    pub(super) fn half_month(&self, start: usize, end: usize, point: Option<Point>) -> Draft {
        let first = self.view.at(end - 3) == '上';
        let (from, to) = match point {
            Some(Point::Month(y, m)) if first => (Point::day(y, m, 1), Point::day(y, m, 15)),
            Some(Point::Month(y, m)) => (Point::day(y, m, 16), calendar::last_day(y, m).map(Point::Day)),
            _ => (None, None),
        };
        self.period(start, end, from, to)
    }

    /// 上旬, 中旬, 下旬.
    pub(super) fn third(&self, start: usize, end: usize, point: Option<Point>) -> Draft {
        let (from, to) = match (point, self.view.at(end - 2)) {
            (Some(Point::Month(y, m)), '上') => (Point::day(y, m, 1), Point::day(y, m, 10)),
            (Some(Point::Month(y, m)), '中') => (Point::day(y, m, 11), Point::day(y, m, 20)),
            (Some(Point::Month(y, m)), _) => (Point::day(y, m, 21), calendar::last_day(y, m).map(Point::Day)),
            _ => (None, None),
        };
        match self.view.one_of(end, &["以来"]) {
            Some(end) => self.period(start, end, from, self.today.point()),
            None => self.period(start, end, from, to),
        }
    }

    /// What may follow a year: 上半年, 夏天, 同期, 以来, 1-6月.
    pub(super) fn of_year(&self, start: usize, end: usize, year: Option<i32>) -> Option<Draft> {
        let view = self.view;
        if let Some((len, &Calendar::Part { from, to, .. })) = tables::calendar().longest(view.rest(end)) {
            return Some(self.part(start, end + len, year, from, to));
        }
        if let Some(from) = season(view.at(end)).filter(|_| !view.has(end, "春节")) {
            return Some(self.part(start, end + 1, year, from, from + 2));
        }
        if let Some(to) = view.one_of(end, &["同期"]) {
            let month = self.today.month().map(|(_, m)| m);
            let point = |m: Option<u32>| year.zip(m).map(|(y, m)| Point::Month(y, m));
            return Some(self.period(start, to, point(Some(1)), point(month)));
        }
        if let Some(to) = view.one_of(end, &["以来", "至今"]) {
            return Some(self.period(start, to, year.map(Point::Year), self.today.point()));
        }
        self.months(start, Some(year), end)
    }
}

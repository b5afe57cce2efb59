//! Dates and periods: 2022年5月, 去年4月, 月底, 今年1-6月, 近三年, 去年以来, “十四五”期间.

use super::Draft;
use super::calendar::{self, Point, Today};
use super::numerals;
use super::tables::{self, Calendar};
use super::view::View;
use crate::model::{FigureKind, Value};

/// A date as far as the text states it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Stated {
    /// `Some(None)`: stated, but not known without a date of publication.
    year: Option<Option<i32>>,
    month: Option<Option<(i32, u32)>>,
    /// A month number alone.
    number: Option<u32>,
    day: Option<u32>,
    /// A day known by itself (昨天).
    exact: Option<Option<time::Date>>,
}

/// What earlier dates of the same paragraph leave for those that state less.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Memory {
    /// The last point stated.
    last: Option<Point>,
}

impl Memory {
    /// Forgets at the end of a paragraph.
    pub(super) fn forget(&mut self) {
        self.last = None;
    }
}

/// The reader of dates.
pub(super) struct Dates<'a> {
    pub(super) view: &'a View,
    pub(super) today: Today,
}

impl Dates<'_> {
    /// The date or period that begins at `start`.
    pub(super) fn read(&self, start: usize, memory: &mut Memory) -> Option<Draft> {
        self.plan(start)
            .or_else(|| self.numeric(start))
            .or_else(|| self.decade(start))
            .or_else(|| self.stretch(start))
            .or_else(|| self.first_months(start, None, start))
            .or_else(|| self.season_words(start))
            .or_else(|| self.pointed(start, memory))
    }

    fn date(&self, start: usize, end: usize, point: Option<Point>) -> Draft {
        self.draft(start, end, FigureKind::Date, point.map(Point::iso))
    }

    fn period(&self, start: usize, end: usize, from: Option<Point>, to: Option<Point>) -> Draft {
        let iso = from.zip(to).map(|(from, to)| calendar::interval(from, to));
        self.draft(start, end, FigureKind::Period, iso)
    }

    fn draft(&self, start: usize, end: usize, kind: FigureKind, iso: Option<String>) -> Draft {
        let value = iso.map_or(Value::Unknown, Value::Iso);
        Draft::new(start, end, kind, value)
    }

    /// “十四五”期间.
    fn plan(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let quoted = usize::from(matches!(view.at(start), '“' | '"' | '「'));
        let name = start + quoted;
        let number = view.at(name) == '十' && view.at(name + 2) == '五';
        let nth = numerals::digit(view.at(name + 1)).filter(|_| number)?;
        let closed = name + 3 + usize::from(quoted == 1 && matches!(view.at(name + 3), '”' | '"' | '」'));
        let end = view.one_of(closed, &["规划期间", "规划时期", "期间", "时期"])?;
        let first = 2001 + 5 * nth as i32;
        Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(first + 4))))
    }

    /// 2024-08-09, 2024/8/9, 2024.8.9.
    fn numeric(&self, start: usize) -> Option<Draft> {
        let number = |from: usize, most: usize| {
            let len = self.view.rest(from).iter().take_while(|c| c.is_ascii_digit()).count();
            let words: String = self.view.rest(from).iter().take(len).collect();
            (len > 0 && len <= most).then(|| words.parse::<u32>().ok()).flatten().map(|n| (n, from + len))
        };
        if self.view.before(start).is_ascii_alphanumeric() || matches!(self.view.before(start), '-' | '.' | '/') {
            return None;
        }
        let (year, at) = number(start, 4).filter(|&(y, at)| at == start + 4 && (1900..2100).contains(&y))?;
        let mark = self.view.at(at);
        let (month, then) = number(at + 1, 2).filter(|_| matches!(mark, '-' | '/' | '.'))?;
        let (day, end) = number(then + 1, 2).filter(|_| self.view.at(then) == mark)?;
        let goes_on = self.view.at(end).is_ascii_alphanumeric() && self.view.at(end) != 'T';
        let point = Point::day(year as i32, month, day).filter(|_| !goes_on)?;
        Some(self.date(start, end, Some(point)))
    }

    /// 上世纪80年代, 20世纪九十年代.
    fn decade(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let (century, at) = match view.one_of(start, &["上世纪", "上个世纪"]) {
            Some(at) => (19, at),
            None => {
                let n = numerals::read(view, start)?;
                (n.small().filter(|c| (10..=22).contains(c) && view.has(n.end, "世纪"))? as i32 - 1, n.end + 2)
            }
        };
        let n = numerals::read(view, at)?;
        let decade = n.small().filter(|d| *d < 100 && d % 10 == 0 && view.has(n.end, "年代"))? as i32;
        let end = view.one_of(n.end + 2, &["初期", "末期", "中期", "以来", "初", "末"]).unwrap_or(n.end + 2);
        let first = century * 100 + decade;
        Some(self.period(start, end, Some(Point::Year(first)), Some(Point::Year(first + 9))))
    }

    /// 近三年, 过去10余年, 未来2至3年, 一年来.
    fn stretch(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let lead = view.one_of(start, &["最近", "近", "过去", "未来", "今后", "此后"]);
        let at = lead.unwrap_or(start);
        let first = numerals::read(view, at).filter(|n| !n.bare && !n.vague)?;
        let n = match view.one_of(first.end, &["至", "-", "—", "到", "~"]).and_then(|to| numerals::read(view, to)) {
            Some(to) if lead.is_some() => to,
            _ => first,
        };
        let unit_end = view
            .one_of(n.end, &["个多月", "多个月", "个月", "个季度", "半个月", "年", "周年"])
            .or_else(|| view.has(at, "半个月").then_some(at + 3))?;
        let months = view.at(unit_end - 1) != '年';
        if !months && n.small().is_some_and(|y| y > 1000) {
            return None;
        }
        let Some(_) = lead else {
            // 一年来, 三年多来 are stretches up to now
            let to = view.one_of(unit_end, &["多来", "以来", "来"])?;
            let joined = view.at(to - 1) == '来' && !matches!(view.at(to), '到' | '说' | '自' | '源' | '临' | '了');
            return (joined && !view.ends_with(start, &["第"])).then(|| self.back(start, to, &n, months, false));
        };
        let forward = view.one_of(start, &["未来", "今后", "此后"]).is_some();
        if view.at(start) == '近'
            && view.ends_with(start, &["用时", "历时", "耗时", "长达", "经过", "经", "时隔", "达", "了", "时间"])
        {
            return None;
        }
        Some(self.back(start, unit_end, &n, months, forward))
    }

    /// A stretch that ends (or begins) now.
    fn back(&self, start: usize, end: usize, n: &numerals::Numeral, months: bool, forward: bool) -> Draft {
        let by = n.exact().and_then(|d| d.small()).map(|n| n.min(5000) as i32);
        let other = |by: i32| {
            let (year, month) = self.today.month()?;
            let by = if forward { by } else { -by };
            Some(if months {
                let (y, m) = calendar::shift_month(year, month, by);
                Point::Month(y, m)
            } else {
                Point::Year(year + by)
            })
        };
        let far = by.and_then(other);
        let now = if months { self.today.point() } else { self.today.year().map(Point::Year) };
        if forward { self.period(start, end, now, far) } else { self.period(start, end, far, now) }
    }

    /// 前8个月, 1-6月, 1月至6月 of a year.
    fn first_months(&self, start: usize, year: Option<Option<i32>>, at: usize) -> Option<Draft> {
        let view = self.view;
        let year_of = |month: u32| year.unwrap_or_else(|| self.today.year_of(month));
        let period = |end: usize, from: u32, to: u32| {
            let year = year_of(to);
            let point = |m: u32| year.map(|y| Point::Month(y, m));
            self.period(start, end, point(from), point(to))
        };
        if let Some(from) = view.one_of(at, &["前", "头"]) {
            let n = numerals::read(view, from)?;
            let months = n.small().filter(|m| (1..=12).contains(m))?;
            let end = view.one_of(n.end, &["个月", "月"])?;
            return Some(period(end, 1, months));
        }
        let first = numerals::read(view, at)?;
        if first.low != first.high {
            // 八九月份
            let (low, high) = (first.low.small()?, first.high.small().filter(|m| *m <= 12)?);
            let end = view.one_of(first.end, &["月份", "月"])?;
            return Some(period(end, low, high));
        }
        let from = first.small().filter(|m| (1..=12).contains(m))?;
        let named = view.one_of(first.end, &["月份", "月"]);
        let to = view.one_of(named.unwrap_or(first.end), &["至", "到", "-", "--", "——", "—", "–", "~", "～"])?;
        let last = numerals::read(view, to)?;
        let until = last.small().filter(|m| (1..=12).contains(m))?;
        let end = view.one_of(last.end, &["月份", "月"])?;
        let to_a_day = numerals::read(view, end).is_some_and(|d| matches!(view.at(d.end), '日' | '号'));
        (!to_a_day).then(|| period(end, from, until))
    }

    /// 全年, 上半年, 一季度, 今春, 年内, 入秋以来, 去年同期.
    fn season_words(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        if let Some((len, &Calendar::Part(from, to))) = tables::calendar().longest(view.rest(start)) {
            if from >= 12
                || view.at(start + len - 1) == '天'
                || view.at(start + len - 1) == '季' && view.at(start) != '首'
            {
                return None; // a season needs its year
            }
            let year = self.today.year_of(from.min(12));
            return Some(self.part(start, start + len, year, from, to));
        }
        if view.has(start, "年内") && !numerals::is_numeral(view.before(start)) {
            let now = self.today.point();
            let end = self.today.year().map(|y| Point::Month(y, 12));
            return Some(self.period(start, start + 2, now, end));
        }
        if view.has(start, "年初以来") {
            let from = self.today.year().map(|y| Point::Month(y, 1));
            return Some(self.period(start, start + 4, from, self.today.point()));
        }
        if view.at(start) == '入' {
            let month = match view.at(start + 1) {
                '春' => 3,
                '夏' | '汛' => 6,
                '秋' => 9,
                '冬' => 12,
                _ => return None,
            };
            let end = view.has(start + 2, "以来").then_some(start + 4)?;
            let from = self.today.year_of(month).map(|y| Point::Month(y, month));
            return Some(self.period(start, end, from, self.today.point()));
        }
        if matches!(view.at(start), '今' | '去' | '明') {
            let from = match view.at(start + 1) {
                '春' => 3,
                '夏' => 6,
                '秋' => 9,
                '冬' => 12,
                _ => return None,
            };
            let by = match view.at(start) {
                '今' => 0,
                '去' => -1,
                _ => 1,
            };
            let year = self.today.year().map(|y| y + by);
            return Some(self.part(start, start + 2, year, from, from + 2));
        }
        None
    }

    /// Months `from` to `to` of a year; more than 12 is the next year. 以来 makes it last until now.
    fn part(&self, start: usize, end: usize, year: Option<i32>, from: u32, to: u32) -> Draft {
        let point = |m: u32| year.map(|y| if m > 12 { Point::Month(y + 1, m - 12) } else { Point::Month(y, m) });
        match self.view.one_of(end, &["以来"]) {
            Some(end) => self.period(start, end, point(from), self.today.point()),
            None => self.period(start, end, point(from), point(to)),
        }
    }

    /// A date that is stated part by part, and what it may be the beginning of.
    fn pointed(&self, start: usize, memory: &mut Memory) -> Option<Draft> {
        let (stated, end) = self.stated(start)?;
        let view = self.view;
        if stated.year.is_some()
            && stated.number.is_none()
            && let Some(draft) = self.of_year(start, end, stated.year.flatten())
        {
            memory.last = stated.year.flatten().map(Point::Year).or(memory.last);
            return Some(draft);
        }
        let point = self.resolve(&stated, memory);
        memory.last = point.or(memory.last);
        // suffixes that make another point or a period of it
        if let Some(to) = view.one_of(end, &["以来", "至今"]) {
            return Some(self.period(start, to, point, self.today.point()));
        }
        if stated.day.is_none() && stated.exact.is_none() {
            if let Some(to) = view.one_of(end, &["上旬", "中旬", "下旬"]) {
                return Some(self.third(start, to, point));
            }
            if let Some(draft) = self.edge(start, end, point) {
                return Some(draft);
            }
        }
        if let Some(draft) = self.until(start, end, &stated, point, memory) {
            return Some(draft);
        }
        Some(self.date(start, end, point))
    }

    /// 年底, 月末, 年初, 月初 after a year or a month.
    fn edge(&self, start: usize, end: usize, point: Option<Point>) -> Option<Draft> {
        let c = self.view.at(end);
        let last = match c {
            '底' | '末' => true,
            '初' => false,
            _ => return None,
        };
        if self.view.has(end, "底层") || self.view.has(end, "初步") || self.view.has(end, "初期") {
            return None;
        }
        let edge = point.and_then(|p| match p {
            Point::Year(y) => Some(Point::Month(y, if last { 12 } else { 1 })),
            Point::Month(y, m) if last => calendar::last_day(y, m).map(Point::Day),
            Point::Month(y, m) => Point::day(y, m, 1),
            Point::Day(_) => None,
        });
        if let Some(to) = self.view.one_of(end + 1, &["以来", "至今"]) {
            return Some(self.period(start, to, edge, self.today.point()));
        }
        Some(self.date(start, end + 1, edge))
    }

    /// 上旬, 中旬, 下旬.
    fn third(&self, start: usize, end: usize, point: Option<Point>) -> Draft {
        let Some(Point::Month(y, m)) = point else { return self.period(start, end, None, None) };
        let (from, to) = match self.view.at(end - 2) {
            '上' => (Point::day(y, m, 1), Point::day(y, m, 10)),
            '中' => (Point::day(y, m, 11), Point::day(y, m, 20)),
            _ => (Point::day(y, m, 21), calendar::last_day(y, m).map(Point::Day)),
        };
        match self.view.one_of(end, &["以来"]) {
            Some(end) => self.period(start, end, from, self.today.point()),
            None => self.period(start, end, from, to),
        }
    }

    /// What may follow a year: 上半年, 1-6月, 以来, 至2023年, 同期.
    fn of_year(&self, start: usize, end: usize, year: Option<i32>) -> Option<Draft> {
        let view = self.view;
        if let Some((len, &Calendar::Part(from, to))) = tables::calendar().longest(view.rest(end)) {
            return Some(self.part(start, end + len, year, from, to));
        }
        if matches!(view.at(end), '春' | '夏' | '秋' | '冬') && !view.has(end, "春节") {
            let from = match view.at(end) {
                '春' => 3,
                '夏' => 6,
                '秋' => 9,
                _ => 12,
            };
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
        self.first_months(start, Some(year), end)
    }

    /// 8月28日至9月3日, 2012年至2014年, 6月24日至26日.
    fn until(
        &self,
        start: usize,
        end: usize,
        from: &Stated,
        point: Option<Point>,
        memory: &mut Memory,
    ) -> Option<Draft> {
        let view = self.view;
        let to = view.one_of(end, &["至", "到", "-", "--", "——", "—", "–", "~", "～"])?;
        let (stated, to_end) = self.stated(to)?;
        let fits = from.day.is_some() == stated.day.is_some()
            && (stated.year.is_some() || from.day.is_some() || from.number.is_some());
        if !fits {
            return None;
        }
        let last = self.resolve(&stated, memory);
        memory.last = last.or(memory.last);
        Some(self.period(start, to_end, point, last))
    }

    /// The parts of a date that begin at `start`, and where they end.
    fn stated(&self, start: usize) -> Option<(Stated, usize)> {
        let view = self.view;
        let mut out = Stated::default();
        let mut at = start;
        match tables::calendar().longest(view.rest(start)) {
            Some((len, &Calendar::Day(by))) => {
                out.exact = Some(self.today.plus_days(by.into()));
                return Some((out, start + len));
            }
            Some((len, &Calendar::Week(by))) => {
                let day = weekday(view.at(start + len))?;
                out.exact = Some(self.today.weekday(by.into(), day));
                return Some((out, start + len + 1));
            }
            Some((len, &Calendar::Month(by))) => {
                let month = self.today.month().map(|(y, m)| calendar::shift_month(y, m, by));
                out.month = Some(month);
                at = start + len;
            }
            Some((len, &Calendar::Year(by))) if self.is_year_word(start, len) => {
                out.year = Some(self.today.year().map(|y| y + by));
                at = start + len;
            }
            _ => {
                if view.at(start) == '年' && matches!(view.at(start + 1), '底' | '末' | '初') && !joined(view, start)
                {
                    out.year = Some(self.today.year());
                    return Some((out, start + 1));
                }
                if view.at(start) == '月' && matches!(view.at(start + 1), '底' | '末' | '初') && !joined(view, start)
                {
                    out.month = Some(self.today.month());
                    return Some((out, start + 1));
                }
                if let Some((year, end)) = self.year_number(start) {
                    out.year = Some(Some(year));
                    at = end;
                }
            }
        }
        let named = out.year.is_some() || out.month.is_some();
        if out.month.is_none()
            && let Some((month, end)) = self.month_number(at)
        {
            out.number = Some(month);
            at = end;
        }
        if (out.number.is_some() || out.month.is_some() || !named)
            && let Some((day, end)) = self.day_number(at, out.number.is_some())
        {
            out.day = Some(day);
            at = end;
        }
        (at > start).then_some((out, at))
    }

    /// 前年 in 目前年产值 and 后年 in 达产后年预计 are no years.
    fn is_year_word(&self, start: usize, len: usize) -> bool {
        let next = self.view.at(start + len);
        match self.view.at(start) {
            '前' => self.view.before(start) != '目' && !matches!(next, '产' | '均' | '销' | '收'),
            '后' => {
                !matches!(next, '产' | '均' | '销' | '收' | '预' | '纳' | '可' | '新')
                    && self.view.before(start) != '产'
            }
            '上' => !matches!(next, '报' | '会'),
            _ => true,
        }
    }

    /// 2022年, 二〇二二年; 21年3月.
    fn year_number(&self, start: usize) -> Option<(i32, usize)> {
        let view = self.view;
        let before = view.before(start);
        if before.is_ascii_alphanumeric() || matches!(before, '第' | '.') {
            return None;
        }
        let n = numerals::read(view, start).filter(|n| n.arabic || n.positional > 0)?;
        let year = n.small()?;
        let digits = n.end - start;
        let end = view.one_of(n.end, &["年度", "年"])?;
        let end = if view.has(n.end, "年度") { n.end + 1 } else { end };
        if matches!(view.at(end), '代' | '级') {
            return None;
        }
        match digits {
            4 if (1700..2200).contains(&year) && year != 1800 => Some((year as i32, end)),
            2 if n.arabic && self.month_number(end).is_some() => {
                let year = year as i32;
                Some((if year > 50 { 1900 + year } else { 2000 + year }, end))
            }
            _ => None,
        }
    }

    /// 5月, 十二月, 5月份.
    fn month_number(&self, start: usize) -> Option<(u32, usize)> {
        let view = self.view;
        if view.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let n = numerals::read(view, start).filter(|n| !n.bare)?;
        let month = n.small().filter(|m| (1..=12).contains(m))?;
        let end = view.one_of(n.end, &["月份", "月"])?;
        let other = matches!(view.at(end), '饼' | '嫂' | '球' | '光') || n.end - start > 2;
        (!other).then_some((month, end))
    }

    /// 4日, 十五号.
    fn day_number(&self, start: usize, of_month: bool) -> Option<(u32, usize)> {
        let view = self.view;
        if view.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let n = numerals::read(view, start).filter(|n| !n.bare)?;
        let day = n.small().filter(|d| (1..=31).contains(d))?;
        let end = n.end + 1;
        let fits = match view.at(n.end) {
            '日' if of_month => true,
            '日' => !matches!(view.at(end), '内' | '本' | '之' | '均' | '产' | '游') && !joined(view, start),
            '号' if of_month => true,
            '号' => n.arabic && !joined(view, start) && !self.named_number(end),
            _ => false,
        };
        fits.then_some((day, end))
    }

    /// 8号栋, 3号线, 1号文件: a name.
    fn named_number(&self, end: usize) -> bool {
        "楼栋线馆厅门房院文厂店车机井令台炉坑桥库矿码位地块路园区召仓泵站船井公作工产政召集联干场"
            .contains(self.view.at(end))
    }

    /// The point that was stated, with what the text around it leaves out.
    fn resolve(&self, stated: &Stated, memory: &Memory) -> Option<Point> {
        if let Some(exact) = stated.exact {
            return exact.map(Point::Day);
        }
        let month = match (stated.month, stated.number) {
            (Some(month), _) => Some(month?),
            (None, Some(number)) => {
                let year = match stated.year {
                    Some(year) => year?,
                    None => self.today.year_of(number).or(memory.last.map(Point::year))?,
                };
                Some((year, number))
            }
            (None, None) => None,
        };
        match (month, stated.day) {
            (Some((year, month)), Some(day)) => Point::day(year, month, day),
            (Some((year, month)), None) => Some(Point::Month(year, month)),
            (None, Some(day)) => {
                let recent = memory.last.and_then(|p| p.month().map(|m| (p.year(), m)));
                let (year, month) = recent.or(self.today.month_of(day))?;
                Point::day(year, month, day)
            }
            (None, None) => stated.year.flatten().map(Point::Year),
        }
    }
}

/// Whether a numeral or a letter runs into `start`.
fn joined(view: &View, start: usize) -> bool {
    let before = view.before(start);
    before.is_ascii_alphanumeric() || numerals::is_numeral(before) || matches!(before, '第' | '.' | '多' | '个' | '半')
}

/// 一 to 六, 日, 天 after 周 or 星期.
fn weekday(c: char) -> Option<u32> {
    match c {
        '日' | '天' => Some(7),
        _ => numerals::digit(c).filter(|d| (1..=6).contains(d) && c != '两'),
    }
}

//! Dates: 2022年5月, 去年4月, 昨天, 月底, 周三, 农历六月廿四; and what they begin: 8月28日至9月3日, 去年以来.

use super::Draft;
use super::calendar::{self, Point, Today};
use super::numerals;
use super::tables::{self, Calendar};
use super::view::View;
use crate::model::{FigureKind, Value};

/// What joins the ends of a stretch of time.
pub(super) const JOINERS: [&str; 9] = ["至", "到", "--", "-", "——", "—", "–", "~", "～"];

/// A date as far as the text states it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Stated {
    /// `Some(None)`: stated, but not known without a date of publication.
    year: Option<Option<i32>>,
    /// A month known by itself (上月).
    month: Option<Option<(i32, u32)>>,
    /// The number of a month.
    number: Option<u32>,
    day: Option<u32>,
    /// A day known by itself (本周三).
    exact: Option<Option<time::Date>>,
    /// A day so many days from today (昨天).
    relative: Option<i64>,
    /// 年底, 年末 alone: which year is left to the text.
    year_end: bool,
    /// 去年, 今年: the year is stated by a word.
    year_word: bool,
    /// 上年: the year before the one spoken of.
    year_before: bool,
}

impl Stated {
    /// Whether it is exact to the day.
    fn has_day(&self) -> bool {
        self.day.is_some() || self.exact.is_some() || self.relative.is_some()
    }
}

/// What earlier dates leave for those that state less.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Memory {
    /// The last point stated in this paragraph.
    last: Option<Point>,
    /// The last year stated in figures in this paragraph.
    year: Option<i32>,
    /// Whether that was in this sentence.
    same_sentence: bool,
    /// The day of the dateline (本报9月25日电), which 今天 means.
    dateline: Option<time::Date>,
}

impl Memory {
    /// Forgets at the end of a paragraph.
    pub(super) fn forget(&mut self) {
        *self = Memory { dateline: self.dateline, ..Memory::default() };
    }

    /// Notes the end of a sentence.
    pub(super) fn pause(&mut self) {
        self.same_sentence = false;
    }

    fn note(&mut self, stated: &Stated, point: Option<Point>) {
        if stated.year.is_some() && !stated.year_word {
            self.year = point.map(Point::year);
            self.same_sentence = true;
        } else if stated.year.is_some() {
            self.same_sentence = false;
        }
        self.last = point.or(self.last);
    }
}

/// The reader of dates and periods.
pub(super) struct Dates<'a> {
    pub(super) view: &'a View,
    pub(super) today: Today,
}

/// What 后 in 投产后年产 or 以后日均 belongs to.
const FOLLOWED: &str = "产运成营工用效标满建投线之以然最今此";

impl Dates<'_> {
    /// The date or period that begins at `start`.
    pub(super) fn read(&self, start: usize, memory: &mut Memory) -> Option<Draft> {
        self.numeric(start)
            .or_else(|| self.page_head(start))
            .or_else(|| self.lunar(start))
            .or_else(|| self.stretch(start))
            .or_else(|| self.pointed(start, memory))
    }

    pub(super) fn date(&self, start: usize, end: usize, point: Option<Point>) -> Draft {
        Draft::new(start, end, FigureKind::Date, point.map_or(Value::Unknown, |p| Value::Iso(p.iso())))
    }

    pub(super) fn period(&self, start: usize, end: usize, from: Option<Point>, to: Option<Point>) -> Draft {
        let value = from.zip(to).map_or(Value::Unknown, |(from, to)| Value::Iso(calendar::interval(from, to)));
        Draft::new(start, end, FigureKind::Period, value)
    }

    /// 2024-08-09, 2024/8/9, 2024.8.9, 2024 08 09.
    fn numeric(&self, start: usize) -> Option<Draft> {
        let number = |from: usize, most: usize| {
            let digits = self.view.rest(from).iter().take(most + 1).map_while(|c| c.to_digit(10));
            let (len, n) = digits.fold((0, 0), |(len, n), d| (len + 1, n * 10 + d));
            (1..=most).contains(&len).then_some((n, from + len))
        };
        if self.view.before(start).is_ascii_alphanumeric() || matches!(self.view.before(start), '-' | '.' | '/') {
            return None;
        }
        let (year, at) = number(start, 4).filter(|&(y, at)| at == start + 4 && (1000..2100).contains(&y))?;
        let mark = self.view.at(at);
        let (month, then) = number(at + 1, 2).filter(|_| matches!(mark, '-' | '/' | '.' | ' '))?;
        let (day, end) = number(then + 1, 2).filter(|_| self.view.at(then) == mark)?;
        if mark == ' ' && end != start + 10 {
            return None;
        }
        let goes_on = self.view.at(end).is_ascii_alphanumeric() && self.view.at(end) != 'T';
        let point = Point::day(year as i32, month, day).filter(|_| !goes_on)?;
        Some(self.date(start, end, Some(point)))
    }

    /// (09-28) of a page head.
    fn page_head(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        let two = |at: usize| Some(view.at(at).to_digit(10)? * 10 + view.at(at + 1).to_digit(10)?);
        if view.before(start) != '(' || view.at(start + 2) != '-' || view.at(start + 5) != ')' {
            return None;
        }
        let (month, day) = (two(start)?, two(start + 3)?);
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let point = self.today.year_of(month).and_then(|y| Point::day(y, month, day));
        fits.then(|| self.date(start, start + 5, point))
    }

    /// 六月廿四 of the lunar calendar, 正月初五, 大年初三: recognised, not resolved.
    fn lunar(&self, start: usize) -> Option<Draft> {
        let view = self.view;
        if let Some(at) = view.one_of(start, &["大年初", "年初"]).filter(|_| !joined(view, start)) {
            let day = numerals::read(view, at).filter(|n| !n.arabic && n.end == at + 1 && !view.has(at + 1, "次"))?;
            return Some(self.date(start, day.end, None));
        }
        let n = numerals::read(view, start);
        let named = matches!(view.at(start), '正' | '腊' | '冬') && view.at(start + 1) == '月';
        let at = if named {
            start + 2
        } else {
            n.filter(|n| !n.arabic && !n.bare && view.at(n.end) == '月' && n.small().is_some_and(|m| m <= 12))?.end + 1
        };
        let told = named || view.ends_with(start, &["农历", "阴历", "旧历"]);
        let first = at + usize::from(view.at(at) == '初');
        let day = numerals::read(view, first).filter(|d| {
            let fits = d.small().is_some_and(|d| (1..=30).contains(&d));
            fits && !d.arabic && !d.bare && !matches!(view.at(d.end), '日' | '号' | '个' | '月')
        });
        match day {
            Some(day) if told || first > at => Some(self.date(start, day.end, None)),
            // 八月十五, with nothing that says which calendar
            Some(day) if day.end > at + 1 && tables::measures().longest(view.rest(day.end)).is_none() => {
                let month = n?.small()?;
                let point = self.today.year_of(month).and_then(|y| Point::day(y, month, day.small()?));
                Some(self.date(start, day.end, point))
            }
            None if named => Some(self.date(start, at, None)),
            _ => None,
        }
    }

    /// A date that is stated part by part, and what it may be the beginning of.
    fn pointed(&self, start: usize, memory: &mut Memory) -> Option<Draft> {
        let (stated, end) = self.stated(start)?;
        let view = self.view;
        if !stated.has_day()
            && let Some(draft) = self.nth(start, end, self.resolve(&stated, start, end, memory))
        {
            return Some(draft);
        }
        if let Some(year) = stated.year.filter(|_| stated.number.is_none())
            && let Some(draft) = self.of_year(start, end, year)
        {
            memory.note(&stated, year.map(Point::Year));
            return Some(draft);
        }
        let point = self.resolve(&stated, start, end, memory);
        memory.note(&stated, point);
        if let Some(Point::Day(day)) = point
            && view.one_of(end, &["讯", "电", "专电", "消息", "报道"]).is_some()
        {
            memory.dateline = Some(day);
        }
        if let Some(to) = view.one_of(end, &["以来", "至今"]) {
            return Some(self.period(start, to, point, self.today.point()));
        }
        let part = if stated.has_day() { None } else { self.part_of(start, end, point) };
        part.or_else(|| self.until(start, end, &stated, point, memory)).or_else(|| Some(self.date(start, end, point)))
    }

    /// A part of a year or a month: 年底, 月初, 年中, 11月下旬, 大年正月.
    fn part_of(&self, start: usize, end: usize, point: Option<Point>) -> Option<Draft> {
        let view = self.view;
        if let Some(to) = view.one_of(end, &["上旬", "中旬", "下旬"]) {
            return Some(self.third(start, to, point));
        }
        if let Some(to) = view.one_of(end, &["上半月", "下半月"]) {
            return Some(self.half_month(start, to, point));
        }
        if view.has(end, "年中") || view.has(end, "正月") {
            let month = if view.has(end, "年中") { 6 } else { 2 };
            return Some(self.date(start, end + 2, point.map(|p| Point::Month(p.year(), month))));
        }
        let last = match view.at(end) {
            '底' | '末' => true,
            '初' => false,
            _ => return None,
        };
        if view.one_of(end, &["底层", "底部", "初步", "初期", "初级", "初中", "末梢", "末端"]).is_some()
        {
            return None;
        }
        let edge = point.and_then(|p| match p {
            Point::Year(y) => Some(Point::Month(y, if last { 12 } else { 1 })),
            Point::Month(y, m) if last => calendar::last_day(y, m).map(Point::Day),
            Point::Month(y, m) => Point::day(y, m, 1),
            Point::Day(_) => None,
        });
        if let Some(to) = view.one_of(end + 1, &["以来", "至今"]) {
            return Some(self.period(start, to, edge, self.today.point()));
        }
        Some(self.date(start, end + 1, edge))
    }

    /// 8月28日至9月3日, 2012年至2014年, 22日夜间至24日, 2007年与2009年之间.
    fn until(
        &self,
        start: usize,
        end: usize,
        from: &Stated,
        point: Option<Point>,
        memory: &mut Memory,
    ) -> Option<Draft> {
        let view = self.view;
        let part = view.one_of(end, &["夜间", "凌晨", "上午", "下午", "晚", "起"]).unwrap_or(end);
        let joined = view.one_of(part, &JOINERS);
        let to = joined.or_else(|| view.one_of(end, &["与", "和"]))?;
        let (mut stated, mut to_end) = self.stated(to)?;
        if joined.is_none() {
            to_end = view.one_of(to_end, &["之间", "间"])?;
        }
        let fits = from.day.is_some() == stated.day.is_some()
            && (stated.year.is_some() || from.day.is_some() || from.number.is_some());
        if !fits {
            return None;
        }
        if let (None, Some(number), Some(first)) = (stated.year, stated.number, point) {
            let wraps = first.month().is_some_and(|m| number < m);
            stated.year = Some(Some(first.year() + i32::from(wraps)));
        }
        let base = match point {
            Some(p) => Memory { last: Some(p), ..*memory },
            None => *memory,
        };
        let in_month = point.and_then(|p| Some((p.year(), p.month()?)));
        let last = match (stated.number, stated.day, in_month) {
            // 11月9日至21日 ends in the month that it begins in
            (None, Some(day), Some((year, month))) if stated.month.is_none() => Point::day(year, month, day),
            _ => self.resolve(&stated, to, to_end, &base),
        };
        memory.last = last.or(memory.last);
        Some(self.period(start, to_end, point, last))
    }

    /// The parts of a date that begin at `start`, and where they end.
    fn stated(&self, start: usize) -> Option<(Stated, usize)> {
        let view = self.view;
        let mut out = Stated::default();
        let mut at = start;
        match tables::calendar().longest(view.rest(start)) {
            Some((len, &Calendar::Day(by))) if self.is_day_word(start, len) => {
                // 今日16版 counts pages
                let other =
                    view.has(start, "今日头条") || (view.has(start, "今日") && view.at(start + len).is_ascii_digit());
                out.relative = Some(by.into());
                return (!other).then_some((out, start + len));
            }
            Some((len, &Calendar::Week(by))) => {
                let day = weekday(view.at(start + len))?;
                out.exact = Some(self.today.weekday(by.into(), day));
                return Some((out, start + len + 1));
            }
            Some((len, &Calendar::Month(by))) => {
                out.month = Some(self.today.month().map(|(y, m)| calendar::shift_month(y, m, by)));
                at = start + len;
            }
            Some((len, &Calendar::Year(by))) if self.is_year_word(start, len) => {
                out.year = Some(self.today.year().map(|y| y + by));
                out.year_before = view.at(start) == '上';
                out.year_word = true;
                at = start + len;
            }
            Some((len, &Calendar::Era(before))) => {
                let (year, end) = self.year_of_era(start + len, before)?;
                out.year = Some(Some(year));
                at = end;
            }
            _ => {
                if let Some((day, end)) = self.day_of_week(start) {
                    out.exact = Some(day);
                    return Some((out, end));
                }
                if matches!(view.at(start + 1), '底' | '末' | '初') && !joined(view, start) {
                    match view.at(start) {
                        '年' => {
                            out.year = Some(self.today.year());
                            out.year_word = true;
                            out.year_end = view.at(start + 1) != '初';
                            return Some((out, start + 1));
                        }
                        '月' => {
                            out.month = Some(self.today.month());
                            return Some((out, start + 1));
                        }
                        _ => {}
                    }
                }
                if let Some((year, end)) = self.year_number(start) {
                    out.year = Some(Some(year));
                    at = end;
                }
            }
        }
        let named = out.year.is_some() || out.month.is_some();
        // 去年本月十日
        if out.year_word && view.one_of(at, &["本月", "同月"]).is_some() {
            out.number = self.today.month().map(|(_, month)| month);
            at += 2;
        } else if out.month.is_none()
            && let Some((month, end)) = self.month_number(at)
        {
            out.number = Some(month);
            at = end;
        }
        let in_month = out.number.is_some() || out.month.is_some();
        if (in_month || !named)
            && let Some((day, end)) = self.day_number(at, in_month)
        {
            out.day = Some(day);
            at = end;
        }
        (at > start).then_some((out, at))
    }

    /// 道光二十年, 民国元年.
    fn year_of_era(&self, at: usize, before: i32) -> Option<(i32, usize)> {
        if self.view.has(at, "元年") {
            return Some((before + 1, at + 2));
        }
        let n = numerals::read(self.view, at)?;
        let year = n.small().filter(|y| (1..=61).contains(y) && self.view.at(n.end) == '年')?;
        Some((before + year as i32, n.end + 1))
    }

    /// 周三, 星期三: the last one.
    fn day_of_week(&self, start: usize) -> Option<(Option<time::Date>, usize)> {
        let view = self.view;
        let at = view.one_of(start, &["周", "星期", "礼拜"])?;
        let day = weekday(view.at(at))?;
        let before = view.before(start);
        let beside = matches!(before, '日' | '号' | ')' | ' ' | '每' | '逢' | '一' | '两' | '个' | '多' | '几' | '至');
        let other = beside || before.is_ascii_alphanumeric() || "岁年期末到一围边".contains(view.at(at + 1));
        let this = self.today.weekday(0, day);
        let past = this.map(|d| if Some(d) > self.today.0 { d.saturating_sub(time::Duration::days(7)) } else { d });
        (!other).then_some((past, at + 1))
    }

    /// 前日 in 目前日产能 and 后日 in 投产后日处理 are no days.
    fn is_day_word(&self, start: usize, len: usize) -> bool {
        let (before, next) = (self.view.before(start), self.view.at(start + len));
        let daily = matches!(next, '产' | '均' | '销' | '收' | '处' | '供' | '发' | '耗' | '加' | '用' | '可' | '接');
        match (self.view.at(start), self.view.at(start + 1)) {
            ('前', '日') => before != '目' && !daily,
            ('后', '日') => !daily && !FOLLOWED.contains(before),
            _ => true,
        }
    }

    /// 前年 in 目前年产值 and 后年 in 达产后年预计 are no years.
    fn is_year_word(&self, start: usize, len: usize) -> bool {
        let (before, next) = (self.view.before(start), self.view.at(start + len));
        let yearly = matches!(next, '产' | '均' | '销' | '收' | '预' | '纳' | '可' | '新' | '处' | '发');
        match self.view.at(start) {
            '前' => before != '目' && !yearly,
            '后' => !yearly && !FOLLOWED.contains(before),
            '上' => !matches!(next, '报' | '会') && !matches!(before, '马' | '以' | '加'),
            _ => true,
        }
    }

    /// 2022年, 二〇二二年; 21年3月, 08年.
    pub(super) fn year_number(&self, start: usize) -> Option<(i32, usize)> {
        let view = self.view;
        let before = view.before(start);
        if let Some(year) = self.spoken_year(start) {
            return Some(year);
        }
        let n = numerals::read(view, start)?;
        if !n.arabic && n.positional == 0 {
            // 两千零四年八月
            let year = n.small().filter(|y| (1000..2100).contains(y) && !n.bare && view.at(n.end) == '年')?;
            return self.month_number(n.end + 1).map(|_| (year as i32, n.end + 1));
        }
        let year = n.small()?;
        let digits = n.end - start;
        if before.is_ascii_digit() || matches!(before, '第' | '.') || (before.is_ascii_alphabetic() && digits != 4) {
            return None;
        }
        let end = view.one_of(n.end, &["年"])?;
        if matches!(view.at(end), '代' | '级') {
            return None;
        }
        match digits {
            // a round number of centuries is rather a duration (1800年的历史)
            4 if (1000..2200).contains(&year) && (year >= 1900 || year % 100 != 0) => Some((year as i32, end)),
            3 | 4 if self.month_number(end).is_some() => Some((year as i32, end)),
            3 if view.ends_with(start, &["公元", "公元前"]) => {
                Some((if view.before(start) == '前' { 1 - year as i32 } else { year as i32 }, end))
            }
            3 if view.ends_with(start, &["在", "于"]) && !"里内间前后时来的以之中".contains(view.at(end)) => {
                Some((year as i32, end))
            }
            2 if self.month_number(end).is_some() || matches!(view.at(start), '0' | '零') => {
                let year = year as i32;
                Some((if year > 50 { 1900 + year } else { 2000 + year }, end))
            }
            _ => None,
        }
    }

    /// 一六年, 九八年: two digits read one by one; 三五年 and 七八年 are durations.
    fn spoken_year(&self, start: usize) -> Option<(i32, usize)> {
        let view = self.view;
        let (tens, ones) = (numerals::digit(view.at(start))?, numerals::digit(view.at(start + 1))?);
        let free = !joined(view, start) && !"近过每前后这那两".contains(view.before(start));
        let usual =
            matches!(tens, 0..=2 | 9) && ones != tens + 1 && view.at(start) != '两' && view.at(start + 1) != '两';
        let year = view.at(start + 2) == '年' && !matches!(view.at(start + 3), '代' | '级' | '间' | '内' | '来');
        let century = if tens > 5 { 1900 } else { 2000 };
        (free && usual && year).then_some((century + (10 * tens + ones) as i32, start + 3))
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

    /// 4日, 十五号; not 3日内, 8号栋.
    fn day_number(&self, start: usize, of_month: bool) -> Option<(u32, usize)> {
        let view = self.view;
        if view.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let n = numerals::read(view, start).filter(|n| !n.bare)?;
        let day = n.small().filter(|d| (1..=31).contains(d))?;
        let end = n.end + 1;
        let free = of_month || (!joined(view, start) && !view.ends_with(start, &["每月", "每个月"]));
        // 二〇〇四年八月十五
        let plain = of_month && !n.arabic && n.end > start + 1 && view.before(start) == '月';
        let open = !view.at(n.end).is_alphanumeric() || tables::measures().longest(view.rest(n.end)).is_none();
        if plain && open && n.more.is_none() && !"日号年万亿%之分".contains(view.at(n.end)) {
            return Some((day, n.end));
        }
        // 一月19到20日
        if of_month && view.before(start) == '月' && self.ends_in_day(n.end, day) {
            return Some((day, n.end));
        }
        let fits = match view.at(n.end) {
            '日' => {
                of_month || !(matches!(view.at(end), '内' | '本' | '之' | '均' | '产' | '游') || view.has(end, "以内"))
            }
            '号' => of_month || (n.arabic && !self.named_number(start, end)),
            _ => false,
        };
        (free && fits).then_some((day, end))
    }

    /// Whether a later day of the same month follows: 19(到20日).
    fn ends_in_day(&self, at: usize, first: u32) -> bool {
        let later =
            |to: usize| numerals::read(self.view, to).filter(|n| n.small().is_some_and(|d| d > first && d <= 31));
        let last = self.view.one_of(at, &JOINERS).and_then(later);
        last.is_some_and(|n| matches!(self.view.at(n.end), '日' | '号'))
    }

    /// 8号栋, 3号线, 长征大道9号: a name.
    fn named_number(&self, start: usize, end: usize) -> bool {
        "路道街巷弄里园区苑村〕]】".contains(self.view.before(start))
            || "楼栋线馆厅门房院文厂店车机井令台炉坑桥库矿码位地块园区召仓泵站船公工产政集联干场开泊"
                .contains(self.view.at(end))
    }

    /// The point that was stated from `start` to `end`, with what the text around it leaves out.
    fn resolve(&self, stated: &Stated, start: usize, end: usize, memory: &Memory) -> Option<Point> {
        if let Some(exact) = stated.exact {
            return exact.map(Point::Day);
        }
        if let Some(by) = stated.relative {
            let today = memory.dateline.map_or(self.today, |day| Today(Some(day)));
            return today.plus_days(by).map(Point::Day);
        }
        let year = stated.year.map(|year| self.year_meant(stated, year, end, memory));
        let month = match (stated.month, stated.number) {
            (Some(month), _) => Some(month?),
            (None, Some(number)) => Some((year.unwrap_or_else(|| self.year_of(number, start, end, memory))?, number)),
            (None, None) => None,
        };
        match (month, stated.day) {
            // 2月29日 without its year is of a leap year
            (Some((year, 2)), Some(29)) if stated.year.is_none() => {
                (0..8).find_map(|back| Point::day(year - back, 2, 29))
            }
            (Some((year, month)), Some(day)) => Point::day(year, month, day),
            (Some((year, month)), None) => Some(Point::Month(year, month)),
            (None, Some(day)) => self.day_of(day, memory),
            (None, None) => year.flatten().map(Point::Year),
        }
    }

    /// The year that 上年 and 年末 mean where the paragraph speaks of another.
    fn year_meant(&self, stated: &Stated, year: Option<i32>, end: usize, memory: &Memory) -> Option<i32> {
        let spoken = memory.year.filter(|y| Some(*y) < self.today.year());
        if stated.year_before {
            return spoken.map(|y| y - 1).or(year);
        }
        if !stated.year_end {
            return year;
        }
        // in January 年底 and in spring 年末 look back
        let (this, month) = self.today.month()?;
        let ends = self.view.at(end) == '末';
        let past = month == 1 || (ends && month < 6);
        if ends { spoken.or(Some(this - i32::from(past))) } else { Some(this - i32::from(past)) }
    }

    /// The year of a month stated without one.
    fn year_of(&self, month: u32, start: usize, end: usize, memory: &Memory) -> Option<i32> {
        let this = self.today.year();
        // the year that the sentence tells of goes on
        let told = memory.year.filter(|y| memory.same_sentence && this.is_none_or(|this| *y < this));
        let onwards = memory.last.and_then(Point::month).is_none_or(|last| month >= last);
        if told.is_some() && onwards {
            return told;
        }
        let plans = [
            "预计",
            "计划",
            "拟于",
            "将于",
            "力争",
            "预计到",
            "预计于",
            "计划于",
            "有望于",
            "有望在",
            "力争在",
            "到",
            "将在",
        ];
        let to_come = self.view.ends_with(start, &plans)
            || self.view.one_of(end, &["底前", "前完", "前建", "前印", "前发", "就能"]).is_some();
        if to_come { this } else { self.today.year_of(month) }
    }

    /// The day of a month that the text or the date of publication gives.
    fn day_of(&self, day: u32, memory: &Memory) -> Option<Point> {
        let recent = memory.last.and_then(|p| p.month().map(|m| (p.year(), m)));
        let past = |p: &Point| match (p, self.today.0) {
            (Point::Day(date), Some(today)) => *date <= today,
            _ => true,
        };
        recent.and_then(|(year, month)| Point::day(year, month, day)).filter(past).or_else(|| {
            let (year, month) = self.today.month_of(day)?;
            Point::day(year, month, day)
        })
    }
}

/// Whether a numeral or a letter runs into `start`.
pub(super) fn joined(view: &View, start: usize) -> bool {
    let before = view.before(start);
    before.is_ascii_alphanumeric() || numerals::is_numeral(before) || matches!(before, '第' | '.' | '多' | '个' | '半')
}

/// 一 to 六, 日, 天 after 周 or 星期.
fn weekday(c: char) -> Option<u32> {
    match c {
        '日' | '天' => Some(7),
        _ => numerals::digit(c).filter(|d| (1..=6).contains(d) && "一二三四五六".contains(c)),
    }
}

//! Numerals of every style: 869.6, 1,200, 三百二十, 二〇二四, 3.5万亿, 1亿2千万, 2万5, 七八十, 十几, 1500余万.

use super::decimal::Decimal;
use super::tables;
use super::view::View;
use crate::model::Modifier;

/// A numeral and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    /// One past its last character.
    pub(super) end: usize,
    /// Where it would end without a 余 or 多 that ends it.
    pub(super) plain_end: usize,
    pub(super) low: Decimal,
    /// The same as `low` but for 七八, 三四百.
    pub(super) high: Decimal,
    /// 数十, 几千万: a size, no value.
    pub(super) vague: bool,
    /// 余, 多, 几 → over; 来 → approx.
    pub(super) more: Option<Modifier>,
    /// It begins with Arabic digits.
    pub(super) arabic: bool,
    /// It begins with a power word that has no digit before it (百, 亿).
    pub(super) bare: bool,
    /// How many Chinese digits stand together as in 二〇二四; 0 for other styles.
    pub(super) positional: usize,
    /// The powers of ten that end it: 百 and its like, 万 and its like.
    pub(super) tail: (u32, u32),
}

impl Numeral {
    /// Whether it is one number, and which.
    pub(super) fn exact(&self) -> Option<Decimal> {
        (!self.vague && self.low == self.high).then_some(self.low)
    }

    /// As a small whole number: of a year, a month, a rank.
    pub(super) fn small(&self) -> Option<u32> {
        if self.more.is_some() { None } else { self.exact()?.small() }
    }

    /// Without the 余 or 多 that ends it.
    pub(super) fn without_more(self) -> Self {
        if self.end == self.plain_end { self } else { Numeral { end: self.plain_end, more: None, ..self } }
    }

    /// With the powers that only `end` states (30~50亿, 三至五百).
    pub(super) fn sharing(self, end: &Numeral) -> Self {
        let (small, big) = end.tail;
        let with = |power: u32| Numeral { low: self.low.shifted(power), high: self.high.shifted(power), ..self };
        let lower = |n: &Numeral| n.low.value() < end.low.value();
        if self.tail != (0, 0) && (self.tail.1 > 0 || big == 0) {
            return self;
        }
        let single = self.arabic || self.low.value() < 10.0;
        let all = with(if self.tail.0 == 0 && single && (end.arabic || big == 0) { small + big } else { big });
        if lower(&all) { all } else { self }
    }
}

/// The value of a Chinese digit.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '两' | '贰' | '俩' => 2,
        '三' | '叁' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of 十, 百, 千.
fn small_power(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(1),
        '百' | '佰' => Some(2),
        '千' | '仟' => Some(3),
        _ => None,
    }
}

/// The power of ten of 万, 亿.
fn big_power(c: char) -> Option<u32> {
    match c {
        '万' => Some(4),
        '亿' => Some(8),
        '兆' => Some(12),
        _ => None,
    }
}

fn is_power(c: char) -> bool {
    small_power(c).is_some() || big_power(c).is_some()
}

/// Whether a numeral may begin or go on with `c`.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || is_power(c) || matches!(c, '廿' | '卅' | '卌' | '几' | '数')
}

/// A number with a lower and an upper bound, most often the same.
#[derive(Debug, Clone, Copy)]
struct Pair(Decimal, Decimal);

impl Pair {
    const ZERO: Pair = Pair(Decimal::ZERO, Decimal::ZERO);
    const ONE: Pair = Pair(Decimal::ONE, Decimal::ONE);

    fn of(n: Decimal) -> Self {
        Pair(n, n)
    }

    fn plus(self, other: Pair) -> Option<Self> {
        Some(Pair(self.0.plus(other.0)?, self.1.plus(other.1)?))
    }

    fn shifted(self, power: u32) -> Self {
        Pair(self.0.shifted(power), self.1.shifted(power))
    }
}

/// What was read last.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Digit,
    Zero,
    Small(u32),
    Big(u32),
    /// 余, 多, 来, 几 in the middle.
    More,
}

/// The reader's state: 3亿 5千 2 is `total`, `section`, `current`.
struct Reader<'a> {
    view: &'a View,
    pos: usize,
    total: Pair,
    section: Pair,
    current: Option<Pair>,
    last: Last,
    /// The power before `current`, where `current` is one digit right after it: 三百一, 2万5.
    shortcut: Option<u32>,
    arabic: bool,
    bare: bool,
    vague: bool,
    more: Option<Modifier>,
    plain_end: usize,
    positional: usize,
    tail: (u32, u32),
    /// Whether 亿 or 兆 was read: a further 亿 only adds.
    past_wan: bool,
}

/// The numeral that begins at `start`, read as far as it goes.
pub(super) fn read(view: &View, start: usize) -> Option<Numeral> {
    if !is_numeral(view.at(start)) {
        return None;
    }
    view.numeral(start, || read_anew(view, start))
}

fn read_anew(view: &View, start: usize) -> Option<Numeral> {
    let mut reader = Reader {
        view,
        pos: start,
        total: Pair::ZERO,
        section: Pair::ZERO,
        current: None,
        last: Last::Nothing,
        shortcut: None,
        arabic: view.at(start).is_ascii_digit(),
        bare: is_power(view.at(start)) && small_power(view.at(start)) != Some(1),
        vague: false,
        more: None,
        plain_end: start,
        positional: 0,
        tail: (0, 0),
        past_wan: false,
    };
    while reader.step()? {}
    reader.finish(start)
}

impl Reader<'_> {
    /// Reads one element; `Some(false)` at the end, `None` where this is no numeral.
    fn step(&mut self) -> Option<bool> {
        let c = self.view.at(self.pos);
        if self.positional > 0 && !is_power(c) {
            return Some(false);
        }
        if c.is_ascii_digit() {
            return self.arabic_digits();
        }
        if let Some(power) = small_power(c) {
            return self.small(power);
        }
        if let Some(power) = big_power(c) {
            return self.big(power);
        }
        match c {
            '廿' | '卅' | '卌' if !self.arabic && !matches!(self.last, Last::Digit | Last::More | Last::Small(1)) => {
                let tens = match c {
                    '廿' => 20,
                    '卅' => 30,
                    _ => 40,
                };
                self.section = self.section.plus(Pair::of(Decimal::whole(tens)))?;
                self.go(1, Last::Small(1));
                Some(true)
            }
            '几' | '数' => self.vague_digit(c),
            '多' | '余' | '来' => self.more(c),
            '点' if !self.arabic && matches!(self.last, Last::Digit | Last::Small(_) | Last::Big(_)) => self.point(),
            '零' | '〇' if self.arabic && matches!(self.last, Last::Small(_) | Last::Big(_)) => {
                let goes_on = self.view.at(self.pos + 1).is_ascii_digit();
                if goes_on {
                    self.go(1, Last::Zero);
                }
                Some(goes_on)
            }
            _ if digit(c).is_some() => self.chinese_digits(),
            _ => Some(false),
        }
    }

    fn go(&mut self, by: usize, last: Last) {
        self.pos += by;
        self.last = last;
        self.plain_end = self.pos;
    }

    /// A run of Arabic digits: at the beginning, or after a power (1亿2千万, 2万5).
    fn arabic_digits(&mut self) -> Option<bool> {
        let (number, len, places) = arabic_run(self.view, self.pos)?;
        let next = self.view.at(self.pos + len);
        match self.last {
            Last::Nothing => {}
            Last::Zero if places == 0 && len <= 4 => {}
            Last::Small(p) | Last::Big(p) if self.arabic && places == 0 && len <= 4 => {
                let goes_on = small_power(next).or(big_power(next)).is_some_and(|q| q < p);
                let apart = !"年月日时点号:.,-/%".contains(next);
                let shortcut = len == 1 && apart;
                // 3万4000 says all that is below its 万
                let full = len as u32 == p && apart;
                if !goes_on && !shortcut && !full {
                    return Some(false);
                }
                self.shortcut = (shortcut && !goes_on).then_some(p);
            }
            _ => return Some(false),
        }
        self.current = Some(Pair::of(number));
        self.go(len, Last::Digit);
        Some(true)
    }

    /// A run of Chinese digits: one, two neighbours (七八), or a positional number (二〇二四).
    fn chinese_digits(&mut self) -> Option<bool> {
        if self.arabic || self.last == Last::Digit || self.last == Last::More {
            return Some(false);
        }
        // a further 两 is a weight (八两, 三十两) unless a power follows
        let weight = |i: usize| self.view.at(i) == '两' && !is_power(self.view.at(i + 1));
        let begins = self.pos;
        let digit_at = |(i, &c): (usize, &char)| {
            let first = i == 0 && self.last == Last::Nothing;
            digit(c).filter(|_| first || !weight(begins + i))
        };
        let run: Vec<u32> = self.view.rest(begins).iter().enumerate().map_while(digit_at).take(31).collect();
        let at_start = self.last == Last::Nothing;
        let power = match self.last {
            Last::Small(p) | Last::Big(p) => Some(p),
            _ => None,
        };
        match run[..] {
            [] => return Some(false),
            [0] if !at_start => {
                self.go(1, Last::Zero);
            }
            [0, ..] if !at_start => {
                self.go(1, Last::Zero);
            }
            [d] => {
                self.current = Some(Pair::of(Decimal::whole(d)));
                self.shortcut = power;
                self.go(1, Last::Digit);
            }
            [a, b] if a > 0 && (b == a + 1 || (a, b) == (3, 5)) => {
                self.current = Some(Pair(Decimal::whole(a), Decimal::whole(b)));
                self.shortcut = power;
                self.go(2, Last::Digit);
            }
            _ if at_start && (run.len() > 2 || run.contains(&0)) => {
                self.current = Some(Pair::of(Decimal::from_digits(run.iter().copied(), 0)?));
                self.positional = run.len();
                self.go(run.len(), Last::Digit);
            }
            _ if at_start => return None,
            _ => return Some(false),
        }
        Some(true)
    }

    /// 三点五, 百分之零点三.
    fn point(&mut self) -> Option<bool> {
        let after = self.view.rest(self.pos + 1);
        // 零点77; 零点30分 is a time of the day
        let mixed = self.current.is_some_and(|n| n.1 == Decimal::ZERO);
        let of = |&c: &char| digit(c).or_else(|| c.to_digit(10).filter(|_| mixed));
        let run: Vec<u32> = after.iter().map_while(of).take(31).collect();
        if (mixed && matches!(after.get(run.len()), Some('分' | '半')))
            || run.is_empty()
            || self.view.at(self.pos + 1) == '两'
        {
            return Some(false);
        }
        let fraction = Decimal::from_digits(run.iter().copied(), run.len())?;
        // 一千六点五 is 1600.5
        let below = self.shortcut.filter(|&p| p > 1).map_or(0, |p| p - 1);
        let whole = self.section.plus(self.current.unwrap_or(Pair::ZERO).shifted(below))?;
        self.section = Pair::ZERO;
        self.current = Some(whole.plus(Pair::of(fraction))?);
        self.shortcut = None;
        self.positional = 0;
        self.go(1 + run.len(), Last::Digit);
        Some(true)
    }

    /// 几 or 数 before a power (几千万), 几 after one (十几).
    fn vague_digit(&mut self, c: char) -> Option<bool> {
        let before_power = is_power(self.view.at(self.pos + 1));
        match self.last {
            Last::Nothing if before_power => {
                self.vague = true;
                self.current = Some(Pair::ONE);
                self.go(1, Last::Digit);
                Some(true)
            }
            Last::Nothing => None,
            // 十几, 一百零几万
            Last::Small(_) | Last::Zero if c == '几' && (self.last != Last::Zero || before_power) => {
                self.more = Some(Modifier::Over);
                self.go(1, Last::More);
                Some(true)
            }
            _ => Some(false),
        }
    }

    /// 余, 多 and 来 after a whole number.
    fn more(&mut self, c: char) -> Option<bool> {
        let whole = self.arabic || matches!(self.last, Last::Small(_) | Last::Big(_));
        let other = c == '来' && matches!(self.view.at(self.pos + 1), '源' | '自' | '说' | '到' | '临' | '访' | '看');
        if self.more.is_some() || !whole || other || self.last == Last::Nothing {
            return Some(false);
        }
        self.more = Some(if c == '来' { Modifier::Approx } else { Modifier::Over });
        let plain_end = self.pos;
        self.go(1, Last::More);
        self.plain_end = plain_end;
        Some(true)
    }

    fn small(&mut self, power: u32) -> Option<bool> {
        let current = match (self.last, self.current) {
            (Last::Digit | Last::More, Some(n)) => n,
            (Last::Nothing, _) => Pair::ONE,
            (Last::Zero | Last::Small(2 | 3), None) if power == 1 && !self.bare => Pair::ONE,
            _ => return Some(false),
        };
        if matches!(self.shortcut, Some(p) if power >= p && p < 4) {
            return Some(false);
        }
        // 1.6千米, 110千伏, 915百帕: the power belongs to the unit
        if power > 1 && self.last == Last::Digit && self.arabic && self.begins_unit() {
            return Some(false);
        }
        self.section = self.section.plus(current.shifted(power))?;
        self.current = None;
        self.shortcut = None;
        self.positional = 0;
        self.go(1, Last::Small(power));
        self.tail = (power, 0);
        Some(true)
    }

    /// Whether the power word here begins a unit: 千米, 兆字节.
    fn begins_unit(&self) -> bool {
        tables::units().longest(self.view.rest(self.pos)).is_some_and(|(len, _)| len > 1)
    }

    fn big(&mut self, power: u32) -> Option<bool> {
        let waiting = self.section.plus(self.current.unwrap_or(Pair::ZERO))?;
        let nothing = self.current.is_none() && self.section.1 == Decimal::ZERO;
        if power == 12 && (self.arabic || self.last == Last::Nothing || self.begins_unit()) {
            return Some(false); // 100兆 is of data, 兆瓦 a unit
        }
        match self.last {
            Last::Nothing => self.total = Pair::ONE.shifted(power),
            Last::Zero => return Some(false),
            // 四万万 is 4亿
            Last::Big(4) if power == 4 && nothing && !self.past_wan => {
                self.total = self.total.shifted(4);
                self.past_wan = true;
            }
            // 万亿, 百万亿
            _ if power == 8 && !self.past_wan => self.total = self.total.plus(waiting)?.shifted(power),
            _ if nothing => return Some(false),
            _ => self.total = self.total.plus(waiting.shifted(power))?,
        }
        self.past_wan |= power > 4;
        self.tail = match self.last {
            Last::Small(p) => (p, power),
            Last::Big(p) => (self.tail.0, p + power),
            _ => (0, power),
        };
        self.section = Pair::ZERO;
        self.current = None;
        self.shortcut = None;
        self.positional = 0;
        self.go(1, Last::Big(power));
        Some(true)
    }

    fn finish(mut self, start: usize) -> Option<Numeral> {
        if self.pos == start {
            return None;
        }
        if self.last == Last::Zero && self.pos > start + 1 {
            self.pos -= 1; // a 零 that belongs to what follows
            self.plain_end = self.pos;
        }
        let mut current = self.current.unwrap_or(Pair::ZERO);
        if let Some(power) = self.shortcut.filter(|&p| p > 1) {
            current = current.shifted(power - 1);
        }
        let all = self.total.plus(self.section)?.plus(current)?;
        let tail = if self.current.is_some() { (0, 0) } else { self.tail };
        Some(Numeral {
            end: self.pos,
            plain_end: self.plain_end,
            low: all.0,
            high: all.1,
            vague: self.vague,
            more: self.more,
            arabic: self.arabic,
            bare: self.bare,
            positional: self.positional,
            tail,
        })
    }
}

/// Decimals without their zero: .77.
pub(super) fn decimals(view: &View, start: usize) -> Option<(Decimal, usize)> {
    let places = view.rest(start + 1).iter().take_while(|c| c.is_ascii_digit()).count();
    let digits = view.rest(start + 1).iter().take(places).filter_map(|c| c.to_digit(10));
    let only = view.at(start) == '.' && places > 0 && view.at(start + 1 + places) != '.';
    Some((Decimal::from_digits(digits, places).filter(|_| only)?, start + 1 + places))
}

/// A run of Arabic digits with separators and decimals: its value, its length and its decimal places.
fn arabic_run(view: &View, start: usize) -> Option<(Decimal, usize, usize)> {
    let digits = |from: usize| view.rest(from).iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = start + digits(start);
    if (1..=3).contains(&(end - start)) && view.at(start) != '0' {
        while view.groups_digits(end) && digits(end + 1) == 3 {
            end += 4;
        }
    }
    let places = if view.at(end) == '.' { digits(end + 1) } else { 0 };
    if places > 0 {
        end += 1 + places;
    }
    let all = view.rest(start)[..end - start].iter().filter_map(|c| c.to_digit(10));
    Some((Decimal::from_digits(all, places)?, end - start, places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::text;

    fn value(words: &str) -> (f64, f64) {
        let view = View::new(&text(words));
        let n = read(&view, 0).unwrap_or_else(|| panic!("{words} is a numeral"));
        assert_eq!(n.end, words.chars().count(), "{words} is read to its end");
        (n.low.value(), n.high.value())
    }

    #[test]
    fn every_style_has_its_value() {
        for (words, wanted) in [
            ("869.6", 869.6),
            ("1,234,567", 1_234_567.0),
            ("十二", 12.0),
            ("三百一", 310.0),
            ("三百一十", 310.0),
            ("两千零五", 2005.0),
            ("壹佰万", 1_000_000.0),
            ("廿三", 23.0),
            ("二〇二四", 2024.0),
            ("3.5万亿", 3_500_000_000_000.0),
            ("1亿2千万", 120_000_000.0),
            ("2万5", 25_000.0),
            ("12万3千", 123_000.0),
            ("三点五", 3.5),
            ("一万零三百", 10_300.0),
            ("十万八千", 108_000.0),
            ("五千亿", 500_000_000_000.0),
            ("1500余万", 15_000_000.0),
            ("三百二十多万", 3_200_000.0),
        ] {
            assert_eq!(value(words), (wanted, wanted), "{words}");
        }
    }

    #[test]
    fn neighbours_make_a_range() {
        assert_eq!(value("七八"), (7.0, 8.0));
        assert_eq!(value("一百四五十"), (140.0, 150.0));
        assert_eq!(value("三四百万"), (3_000_000.0, 4_000_000.0));
        assert_eq!(value("十七八"), (17.0, 18.0));
    }
}

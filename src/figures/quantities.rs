//! Quantities: a numeral with its unit, ranges, products and rates.

use super::counts;
use super::decimal::Decimal;
use super::numerals::{self, Numeral};
use super::tables::{self, Unit};
use super::view::View;
use super::{Draft, UnitName, bare, durations, shares};
use crate::float;
use crate::model::{FigureKind, Modifier, Value};

/// What follows a numeral.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    /// One past the unit.
    end: usize,
    kind: FigureKind,
    unit: UnitName,
    factor: f64,
    base: Option<(&'static str, f64)>,
    /// A bound inside the unit: 3个多小时.
    more: Option<Modifier>,
    /// What the unit adds to the number: 三成半, 一年半.
    plus: f64,
}

impl Found {
    fn new(end: usize, kind: FigureKind, unit: &'static str) -> Self {
        let unit = (!unit.is_empty()).then(|| unit.into());
        Found { end, kind, unit, factor: 1.0, base: None, more: None, plus: 0.0 }
    }
}

/// A list has at most so many numbers before the one with the unit.
const LIST: usize = 6;

/// The quantity that begins at `start`.
#[inline(never)]
pub(super) fn read(view: &View, start: usize) -> Option<Draft> {
    if let Some(draft) = shares::two_digit_discount(view, start) {
        return Some(draft);
    }
    let (at, negative) = sign(view, start)?;
    let numeral = numerals::read(view, at)?;
    if numeral.arabic && (runs_on(view, start) || leading_zero(view, at)) {
        return None;
    }
    if let Some(draft) = shares::mixed(view, start, &numeral, negative)
        .or_else(|| shares::fraction(view, start, &numeral).map(|share| shares::of_unit(view, share)))
        .or_else(|| durations::compound(view, start, &numeral))
    {
        return Some(draft);
    }
    let plain = numeral.without_more();
    [numeral, plain]
        .iter()
        .find_map(|n| {
            product(view, start, n)
                .or_else(|| range(view, start, n, negative))
                .or_else(|| single(view, start, n, negative))
        })
        .or_else(|| listed_before(view, start, &numeral))
        .or_else(|| score(view, start, &numeral))
        .or_else(|| bare::read(view, start, &numeral))
}

/// Whether the digits go on from something else: GB2312, 3.2.1.
fn runs_on(view: &View, start: usize) -> bool {
    let before = view.before(start);
    let word = (1..=4).all(|back| start.checked_sub(back).is_some_and(|i| view.at(i).is_ascii_lowercase()));
    // 3-7-2017
    let digits = |end: usize| {
        (1..=4).take_while(|&back| end.checked_sub(back).is_some_and(|i| view.at(i).is_ascii_digit())).count()
    };
    let earlier = start.saturating_sub(1 + digits(start.saturating_sub(1)));
    let ahead = view.rest(start).iter().find(|c| !c.is_ascii_digit()) == Some(&'-');
    let code = before == '-' && earlier + 1 < start && (ahead || view.before(earlier) == '-');
    (before.is_ascii_alphanumeric() && !word)
        || code
        || (matches!(before, '.' | ':' | '：' | '∶') && start > 1 && view.at(start - 2).is_ascii_digit())
}

/// A sign before a numeral: where the numeral begins, and whether it is below zero.
fn sign(view: &View, start: usize) -> Option<(usize, bool)> {
    if view.has(start, "零下") {
        return Some((start + 2, true));
    }
    if matches!(view.at(start), '-' | '负' | '−') {
        let before = view.before(start);
        let apart = !before.is_ascii_alphanumeric() && !numerals::is_numeral(before) && !matches!(before, '℃' | '-');
        return (apart && numerals::is_numeral(view.at(start + 1))).then_some((start + 1, true));
    }
    Some((start, false))
}

/// 007, 0731: a code, no quantity.
fn leading_zero(view: &View, start: usize) -> bool {
    view.at(start) == '0' && view.at(start + 1).is_ascii_digit()
}

fn value(low: f64, high: f64) -> Value {
    if low == high { Value::Number(low) } else { Value::Range(low, high) }
}

/// A product with a factor of the tables, without the noise of binary fractions.
fn times(a: f64, b: f64) -> f64 {
    let exact = a * b;
    if exact == 0.0 || !exact.is_finite() || b == 1.0 {
        return exact;
    }
    float::parse(&format!("{exact:.12e}")).unwrap_or(exact)
}

/// The bounds of a quantity as written, signs included.
struct Bounds {
    low: f64,
    high: f64,
    vague: bool,
    more: Option<Modifier>,
}

fn draft(start: usize, found: Found, bounds: &Bounds) -> Draft {
    let of = |n: f64| times(n + found.plus, found.factor);
    let (low, high) = (of(bounds.low), of(bounds.high));
    let base = found.base.filter(|_| !bounds.vague);
    Draft {
        unit: found.unit,
        base: base.map(|(unit, worth)| (value(times(low, worth), times(high, worth)), unit)),
        modifier: bounds.more.or(found.more),
        ..Draft::new(start, found.end, found.kind, if bounds.vague { Value::Unknown } else { value(low, high) })
    }
}

fn signed(n: Decimal, negative: bool) -> f64 {
    if negative { n.negated().value() } else { n.value() }
}

/// One number and its unit.
fn single(view: &View, start: usize, n: &Numeral, negative: bool) -> Option<Draft> {
    let found = unit(view, start, n)?;
    let bounds = Bounds { low: signed(n.low, negative), high: signed(n.high, negative), vague: n.vague, more: n.more };
    Some(draft(start, found, &bounds))
}

/// What tells that two numbers without a unit are the ends of a range.
const RANGES: [&str; 4] = ["范围是", "范围为", "范围在", "介于"];

/// 30~50亿元, 10亿至30亿元, 80个到100个.
#[inline(never)]
fn range(view: &View, start: usize, n: &Numeral, negative: bool) -> Option<Draft> {
    if n.vague {
        return None;
    }
    let own = unit(view, start, n);
    let from = own.as_ref().map_or(n.end, |u| u.end);
    [from, n.end].iter().find_map(|&at| {
        let (to, pair) = match connector(view, at) {
            Some(to) => (to, false),
            None => (view.one_of(at, &["和", "与"])?, true),
        };
        let (to, below) = sign(view, to)?;
        let end = numerals::read(view, to).filter(|m| m.low == m.high && !m.vague && !m.bare)?;
        let mut found = unit(view, to, &end).or_else(|| unit(view, to, &end.without_more())).or_else(|| {
            // 20和30之间
            let told = pair || (view.ends_with(start, &RANGES) && !view.at(end.plain_end).is_alphanumeric());
            told.then(|| Found::new(end.plain_end, FigureKind::Other, ""))
        })?;
        if pair && found.kind == FigureKind::Count && view.at(found.end - 1) == '间' {
            found = Found::new(end.plain_end, FigureKind::Other, "");
        }
        if pair && view.one_of(found.end, &["之间", "间"]).is_none() {
            return None;
        }
        let own = own.as_ref().filter(|_| at == from && at != n.end);
        if own.is_some_and(|u| u.kind != found.kind) {
            return None;
        }
        let low = signed(n.sharing(&end).low, negative);
        let ratio = own.map_or(1.0, |u| u.factor / found.factor);
        let bounds = Bounds { low: times(low, ratio), high: signed(end.low, below), vague: false, more: end.more };
        Some(draft(start, found, &bounds))
    })
}

/// One past a word that joins the ends of a range.
fn connector(view: &View, at: usize) -> Option<usize> {
    view.one_of(at, &["——", "--", "-", "—", "–", "─", "~", "～", "至", "到"])
        .filter(|&to| numerals::is_numeral(view.at(to)) || matches!(view.at(to), '-' | '零'))
}

/// 2×100万千瓦; the sides of a sheet are a pair: 2290毫米×2620毫米.
fn product(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let own = unit(view, start, n);
    let at = own.as_ref().map_or(n.end, |u| u.end);
    if !matches!(view.at(at), '×' | '*' | 'x' | 'X' | '✕') {
        return None;
    }
    let other = numerals::read(view, at + 1).filter(|m| m.arabic)?;
    let found = unit(view, at + 1, &other)?;
    let (low, high) = match own {
        Some(_) => (n.low, other.low),
        None => {
            let all = n.exact()?.times(other.exact()?)?;
            (all, all)
        }
    };
    Some(draft(start, found, &Bounds { low: low.value(), high: high.value(), vague: false, more: None }))
}

/// 快2.4和1.8个百分点: a number of a list takes the unit that ends the list.
fn listed_before(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let mut last = *n;
    for _ in 0..LIST {
        let whole = last.low.is_whole();
        let joined = matches!(view.at(last.end), '和' | '与' | '及') || (view.at(last.end) == '、' && !whole);
        last = numerals::read(view, last.end + 1).filter(|m| joined && n.arabic && m.arabic && m.exact().is_some())?;
        let Some(found) = unit(view, last.end, &last) else { continue };
        let own = n.exact()?.value();
        let bounds = Bounds { low: own, high: own, vague: false, more: None };
        return Some(Draft { end: n.end, ..draft(start, found, &bounds) });
    }
    None
}

/// 68比65.
fn score(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let own = n.exact().filter(|_| n.arabic && view.at(n.end) == '比')?;
    let other = numerals::read(view, n.end + 1).filter(|m| m.arabic && !view.at(m.end).is_ascii_punctuation())?;
    let mut out = Draft::new(start, other.end, FigureKind::Other, Value::Range(own.value(), other.exact()?.value()));
    out.unit = Some("比".into());
    Some(out)
}

/// The unit after a numeral, as far as it goes.
fn unit(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    let found = tenths(view, n)
        .or_else(|| coins(view, start, n))
        .or_else(|| with_ge(view, n))
        .or_else(|| minutes_and_half(view, n))
        .or_else(|| points(view, n))
        .or_else(|| days_within(view, n))
        .or_else(|| degrees(view, start, n))
        .or_else(|| listed(view, start, n))?;
    Some(rate(view, n.end, extended(view, start, n, found)))
}

/// 九成, 三成半, 五成五; 八折.
fn tenths(view: &View, n: &Numeral) -> Option<Found> {
    let at = n.end;
    let found = Found { factor: 10.0, ..Found::new(at + 1, FigureKind::Percent, "%") };
    match view.at(at) {
        '成' if !"立功本员果交品年绩效长就套片熟型都的图像家才语".contains(view.at(at + 1)) && !n.bare =>
        {
            let next = view.at(at + 1);
            if next == '半' {
                return Some(Found { end: at + 2, plus: 0.5, ..found });
            }
            match numerals::digit(next).filter(|_| numerals::read(view, at + 1).is_some_and(|m| m.end == at + 2)) {
                Some(d) if tables::measures().longest(view.rest(at + 2)).is_none() => {
                    Some(Found { end: at + 2, plus: f64::from(d) / 10.0, ..found })
                }
                _ => Some(found),
            }
        }
        '折' if !n.bare && !matches!(view.at(at + 1), '叠' | '线' | '页' | '戏' | '算' | '弯') => {
            let factor = if n.low.value() >= 10.0 { 1.0 } else { 10.0 };
            Some(Found { factor, ..found })
        }
        _ => None,
    }
}

/// Characters of words that speak of prices and pay.
const MONEY_TALK: &str = "价钱卖挣花元收资补费赚省租赔买贵涨";

/// 八毛, 两毛一, 80块, 三块五.
fn coins(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    let factor = match view.at(n.end) {
        '块' => 1.0,
        '毛' => 0.1,
        _ => return None,
    };
    let at = n.end + 1;
    let digit = |c: char| numerals::digit(c).or(c.to_digit(10));
    let rest = digit(view.at(at)).filter(|d| *d > 0 && !numerals::is_numeral(view.at(at + 1)));
    let (end, plus) = rest.map_or((at, 0.0), |d| (at + 1, f64::from(d) / 10.0));
    let next = view.at(end);
    if next == '钱' {
        let idle = view.ends_with(start, &["没花", "不花", "没", "未花"]) && n.exact() == Some(Decimal::ONE);
        return (!idle).then(|| Found { factor, plus, ..Found::new(end + 1, FigureKind::Money, "CNY") });
    }
    let spoken = (start.saturating_sub(10)..start).any(|i| MONEY_TALK.contains(view.at(i)))
        || (end..end + 3).any(|i| MONEY_TALK.contains(view.at(i)));
    let closed = !next.is_alphanumeric() || "多没涨降左以不起每一".contains(next);
    let usual = n.tail.1 == 0 && n.exact() != Some(Decimal::ONE);
    if !closed || !spoken || !usual || n.bare {
        return None;
    }
    Some(Found { factor, plus, ..Found::new(end, FigureKind::Money, "CNY") })
}

/// 个 and what only goes with it: 个月, 个多小时, 个半月, 个工作日.
fn with_ge(view: &View, n: &Numeral) -> Option<Found> {
    if view.at(n.end) != '个' {
        return None;
    }
    let at = n.end + 1;
    let infix = view.at(at);
    let to = at + usize::from(matches!(infix, '多' | '来' | '半'));
    let units: [(&str, &str, f64); 9] = [
        ("月", "month", 0.0),
        ("工作日", "workday", 0.0),
        ("小时", "h", 3600.0),
        ("钟头", "h", 3600.0),
        ("星期", "week", 604_800.0),
        ("礼拜", "week", 604_800.0),
        ("季度", "quarter", 0.0),
        ("分钟", "min", 60.0),
        ("钟", "h", 3600.0),
    ];
    // 两个半钟
    let usual = |w: &str| infix == '半' || !matches!(w, "钟" | "分钟");
    let (words, unit, seconds) = units.iter().find(|(w, ..)| view.has(to, w) && usual(w))?;
    let mut found = Found::new(to + words.chars().count(), FigureKind::Duration, unit);
    found.base = (*seconds > 0.0).then_some(("s", *seconds));
    match infix {
        '多' => found.more = Some(Modifier::Over),
        '来' => found.more = Some(Modifier::Approx),
        '半' => found.plus = 0.5,
        _ => {}
    }
    Some(found)
}

/// 五分半钟.
fn minutes_and_half(view: &View, n: &Numeral) -> Option<Found> {
    let half = view.has(n.end, "分半").then_some(n.end + 2)?;
    let end = view.one_of(half, &["钟"]);
    let closed = end.is_some() || (!n.arabic && !view.at(half).is_alphanumeric());
    closed.then(|| Found {
        plus: 0.5,
        base: Some(("s", 60.0)),
        ..Found::new(end.unwrap_or(half), FigureKind::Duration, "min")
    })
}

/// 3256.78点 of an index.
fn points(view: &View, n: &Numeral) -> Option<Found> {
    let index = n.arabic && !n.low.is_whole() && view.at(n.end) == '点';
    index.then(|| Found::new(n.end + 1, FigureKind::Other, "点"))
}

/// 3日内 is three days, not the third.
fn days_within(view: &View, n: &Numeral) -> Option<Found> {
    let within = view.at(n.end) == '日' && view.one_of(n.end + 1, &["内", "之内", "以内"]).is_some();
    within.then(|| Found { base: Some(("s", 86_400.0)), ..Found::new(n.end + 1, FigureKind::Duration, "d") })
}

/// 度 is energy where power is spoken of, else a degree.
fn degrees(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    if view.at(n.end) != '度' || view.has(n.end, "度假") || n.bare && n.low.value() < 1e4 {
        return None;
    }
    let mut window = n.plain_end.saturating_sub(18)..n.end + 6;
    if window.any(|i| view.at(i) == '电') {
        return Some(Found::new(n.end + 1, FigureKind::Energy, "kWh"));
    }
    let scale = [("摄氏", "℃"), ("摄氏温度", "℃"), ("华氏", "℉"), ("华氏温度", "℉")];
    if let Some((_, unit)) = scale.iter().find(|(words, _)| view.ends_with(start, &[words])) {
        return Some(Found::new(n.end + 1, FigureKind::Other, unit));
    }
    let two = view.before(n.end) == '两';
    (!two).then(|| Found::new(n.end + 1, FigureKind::Other, "度"))
}

/// A unit of the tables.
fn listed(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    let rest = view.rest(n.end);
    if n.bare && names_unit(view, start, n.end) {
        return None;
    }
    let measure = tables::measures().all(rest).next();
    let unit = tables::units().all(rest).find(|(len, _)| closes(view, n.end, *len));
    if let Some((len, u)) = unit
        && measure.is_none_or(|(l, _)| len >= l)
        && suits(view, start, n, u, len)
    {
        let end = n.end + len;
        let mut found = Found { factor: u.factor, base: u.base, ..Found::new(end, u.kind, u.name) };
        if u.name.is_empty() && u.kind != FigureKind::Multiple {
            found.unit = Some(view.words(n.end, end).into());
        }
        return Some(found);
    }
    let (len, class) = measure?;
    let end = n.end + len;
    if !counts::counts(view, start, n, *class, end) {
        return None;
    }
    Some(Found { unit: Some(view.words(n.end, end).into()), ..Found::new(end, FigureKind::Count, "") })
}

/// Whether the power word at `start` begins a unit instead: 每千瓦时.
fn names_unit(view: &View, start: usize, end: usize) -> bool {
    tables::units().longest(view.rest(start)).is_some_and(|(len, _)| start + len > end)
}

/// Whether a unit in letters ends where it seems to.
fn closes(view: &View, at: usize, len: usize) -> bool {
    let (last, next) = (view.at(at + len - 1), view.at(at + len));
    let new_word = len > 2 && last.is_ascii_lowercase() && next.is_ascii_uppercase();
    !(last.is_ascii_alphabetic() && next.is_ascii_alphanumeric()) || new_word
}

/// Whether a unit of the tables makes sense after this numeral.
#[inline(never)]
fn suits(view: &View, start: usize, n: &Numeral, u: &Unit, len: usize) -> bool {
    let end = n.end + len;
    let (before, next) = (view.before(start), view.at(end));
    let one = !n.arabic && n.exact() == Some(Decimal::ONE);
    let zero = !n.arabic && n.exact() == Some(Decimal::ZERO);
    if zero {
        return false;
    }
    let word = view.words(n.end, end);
    if u.kind == FigureKind::Duration {
        if one && "那这同前后某第每当次另哪".contains(before) {
            return false;
        }
        if view.one_of(end, &["行动", "计划", "规划", "一贯", "报"]).is_some() && !n.arabic
            || (one && view.has(end, "要闻"))
        {
            return false;
        }
    }
    let fits = match word.as_str() {
        "倍" => n.arabic || next != '增',
        "级" => n.arabic && n.tail.1 == 0 || view.at(end) == '风',
        "两" => {
            let apart = !next.is_alphanumeric() && !before.is_alphanumeric() && !one;
            n.arabic || n.low.value() >= 10.0 || next == '半' || apart
        }
        "钱" | "里" | "分" | "角" => n.arabic,
        "方" => n.arabic || n.tail.1 > 0,
        "寸" | "尺" | "丈" => !one,
        "年" => !matches!(next, '级' | '代' | '度' | '货' | '轻' | '报'),
        "周" => !one || next != '一',
        "元" => !matches!(next, '素' | '旦' | '宵' | '正') && !view.has(end, "一次"),
        "分钱" => !(view.ends_with(start, &["没花", "不花", "没", "未花"]) || matches!(next, '没' | '也' | '不')),
        _ => true,
    };
    fits && (!n.bare || bare_unit(view, start, n, u))
}

/// Whether a power word alone may stand before this unit: 亿元, 千万吨, 百公里; not 每百元.
fn bare_unit(view: &View, start: usize, n: &Numeral, u: &Unit) -> bool {
    if view.before(start) == '每' {
        return false;
    }
    let size = n.low.value();
    counts::bounded(view, start, n)
        || match u.kind {
            FigureKind::Money => size >= 1e6,
            FigureKind::Length => size >= 1e2 && u.name == "km",
            _ => size >= 1e6,
        }
}

/// What still belongs to the unit: 元人民币, 5000吨级, 九年半; and the currency named before 元.
fn extended(view: &View, start: usize, n: &Numeral, mut found: Found) -> Found {
    match found.kind {
        FigureKind::Money => {
            let yuan = view.at(found.end - 1) == '元' && found.unit.as_deref() == Some("CNY");
            if let Some(code) = bare::currency(view, start).filter(|_| yuan) {
                found.unit = Some(code.into());
            }
            if yuan && view.has(found.end, "人民币") {
                found.end += 3;
            } else if yuan && n.tail == (0, 0) {
                change(view, &mut found);
            } else if n.tail == (0, 0) {
                cents(view, &mut found);
            }
        }
        FigureKind::Mass if view.at(found.end) == '级' => found.end += 1,
        FigureKind::Area if view.at(found.end - 1) == '亩' => {
            // 8亩6分
            if let Some(tenths) =
                numerals::read(view, found.end).filter(|m| view.at(m.end) == '分' && view.at(m.end + 1) != '之')
            {
                found.plus = tenths.low.value() / 10.0;
                found.end = tenths.end + 1;
            }
        }
        FigureKind::Mass if view.at(found.end - 1) == '斤' && view.at(found.end) != '半' => {
            // 4斤2两
            if let Some(liang) = numerals::read(view, found.end).filter(|m| view.at(m.end) == '两') {
                found.plus = liang.low.value() / 10.0;
                found.end = liang.end + 1;
            }
        }
        FigureKind::Mass | FigureKind::Length | FigureKind::Volume | FigureKind::Area
            if view.at(found.end) == '半' && !view.at(found.end + 1).is_alphanumeric() =>
        {
            found.plus = 0.5;
            found.end += 1;
        }
        FigureKind::Duration | FigureKind::Age
            if view.at(found.end) == '半' && matches!(view.at(found.end - 1), '年' | '岁' | '天') =>
        {
            found.plus = 0.5;
            found.end += 1;
        }
        _ => {}
    }
    found
}

/// 五元三毛, 50元6角三分: what follows the whole currency unit.
fn change(view: &View, found: &mut Found) {
    for (coins, worth) in [("角毛", 0.1), ("分", 0.01)] {
        let coin = numerals::read(view, found.end).filter(|m| coins.contains(view.at(m.end)));
        if let Some((m, amount)) = coin.and_then(|m| Some((m, m.small().filter(|c| *c < 10)?))) {
            found.plus += f64::from(amount) * worth;
            found.end = m.end + 1;
        }
    }
}

/// 两美元又三美分.
fn cents(view: &View, found: &mut Found) {
    let coin = match found.unit.as_deref() {
        Some("USD") if view.at(found.end - 1) != '分' => "美分",
        Some("EUR") => "欧分",
        _ => return,
    };
    let at = found.end + usize::from(matches!(view.at(found.end), '又' | '零'));
    if let Some(m) = numerals::read(view, at).filter(|m| view.has(m.end, coin))
        && let Some(amount) = m.small().filter(|c| *c < 100)
    {
        found.plus += f64::from(amount) / 100.0;
        found.end = m.end + 2;
    }
}

/// 10万吨/年, 2.10元/立方米, 800立方米每秒.
fn rate(view: &View, at: usize, found: Found) -> Found {
    let mark = view.at(found.end);
    if !matches!(mark, '/' | '每') {
        return found;
    }
    let to = found.end + 1;
    let rest = view.rest(to);
    let unit = tables::units().longest(rest).map(|(len, _)| len);
    let plain = matches!(view.at(to), '日' | '月' | '时' | '次' | '人' | '户' | '股' | '车').then_some(1);
    let measure = tables::measures().longest(rest).map(|(len, _)| len);
    let Some(len) = unit.max(plain).max(measure.filter(|_| mark == '/')) else { return found };
    if !closes(view, to, len) || (mark == '每' && unit.is_none()) {
        return found;
    }
    let written = view.words(at, to + len);
    Found { unit: Some(written.into()), more: found.more, ..Found::new(to + len, FigureKind::Other, "") }
}

//! Shares and multiples in words: 三分之二, 百分之三点五, 九成半, 对折, 翻两番.

use super::Draft;
use super::decimal::Decimal;
use super::numerals::{self, Numeral};
use super::tables;
use super::view::View;
use crate::float;
use crate::model::{FigureKind, Value};

fn percent(start: usize, end: usize, value: Value) -> Draft {
    Draft { unit: Some("%".into()), ..Draft::new(start, end, FigureKind::Percent, value) }
}

/// 三分之二, 百分之三点五, 1/3.
pub(super) fn fraction(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let below = n.exact()?.value();
    if view.has(n.end, "分之") && below > 0.0 {
        let above = numerals::read(view, n.end + 2)?.without_more();
        let share = |d: Decimal| rounded(d.value() * 100.0 / below);
        let value = if above.low == above.high {
            Value::Number(share(above.low))
        } else {
            Value::Range(share(above.low), share(above.high))
        };
        return Some(percent(start, above.end, value));
    }
    if view.at(n.end) != '/' || !n.arabic || !n.low.is_whole() {
        return None;
    }
    let m = numerals::read(view, n.end + 1)?;
    let small = m.arabic && m.low.is_whole() && m.end == n.end + 2 && (2.0..10.0).contains(&m.low.value());
    let next = view.at(m.end);
    let alone = !next.is_ascii_alphanumeric() && !matches!(next, '/' | '年' | '月' | '日' | '.');
    (small && alone && below < m.low.value())
        .then(|| percent(start, m.end, Value::Number(rounded(below * 100.0 / m.low.value()))))
}

/// 三又二分之一 is three and a half.
pub(super) fn mixed(view: &View, start: usize, n: &Numeral, negative: bool) -> Option<Draft> {
    let whole = n.exact().filter(|_| view.at(n.end) == '又')?.value();
    let below = numerals::read(view, n.end + 1).filter(|m| view.has(m.end, "分之"))?;
    let above = numerals::read(view, below.end + 2)?.without_more();
    let all = whole + above.exact()?.value() / below.exact().filter(|d| d.value() > 0.0)?.value();
    let value = Value::Number(if negative { -all } else { all });
    Some(Draft::new(start, above.end, FigureKind::Other, value))
}

/// 四分之一公升 is an amount, no share.
pub(super) fn of_unit(view: &View, share: Draft) -> Draft {
    use FigureKind::{Area, Duration, Length, Mass, Volume};
    let unit = tables::units().longest(view.rest(share.end));
    let Some((len, unit)) = unit.filter(|(_, u)| matches!(u.kind, Area | Duration | Length | Mass | Volume)) else {
        return share;
    };
    let end = share.end + len;
    let (Value::Number(percent), next) = (&share.value, view.at(end)) else { return share };
    if next.is_alphanumeric() && !"的多左以时内".contains(next) {
        return share;
    }
    let amount = |factor: f64| Value::Number(rounded(percent * factor) / 100.0);
    let mut out = Draft::new(share.start, end, unit.kind, amount(unit.factor));
    out.unit = Some(unit.name.into());
    out.base = unit.base.map(|(base, worth)| (amount(unit.factor * worth), base));
    out
}

/// To four decimals, as shares of a fraction are given (66.6667); less where that would leave little.
fn rounded(share: f64) -> f64 {
    if share < 0.1 {
        return float::parse(&format!("{share:.9e}")).unwrap_or(share);
    }
    (share * 10_000.0).round() / 10_000.0
}

/// 翻番, 翻一番, 翻了两番: twice as much each time.
pub(super) fn doubling(view: &View, start: usize) -> Option<Draft> {
    let at = if view.has(start, "翻了") { start + 2 } else { start + 1 };
    let draft = |end: usize, times: u32| {
        let value = Value::Number(f64::from(2u32.checked_pow(times)?));
        Some(Draft::new(start, end, FigureKind::Multiple, value))
    };
    if view.at(at) == '番' {
        return draft(at + 1, 1);
    }
    let n = numerals::read(view, at)?;
    let times = n.small().filter(|_| view.at(n.end) == '番')?;
    draft(n.end + 1, times)
}

/// 对折 is half the price.
pub(super) fn halved(view: &View, start: usize) -> Option<Draft> {
    view.has(start, "对折").then(|| percent(start, start + 2, Value::Number(50.0)))
}

/// 七五折, 九九折: the digits are read one by one.
pub(super) fn two_digit_discount(view: &View, start: usize) -> Option<Draft> {
    let (tens, ones) = (numerals::digit(view.at(start))?, numerals::digit(view.at(start + 1))?);
    let priced = view.at(start + 2) == '折' && !numerals::is_numeral(view.before(start));
    (priced && tens > 0).then(|| percent(start, start + 3, Value::Number(f64::from(tens * 10 + ones))))
}

//! Quantities: a numeral with its unit, ranges, products, rates, fractions, tenths.

use super::decimal::Decimal;
use super::numerals::{self, Numeral};
use super::tables::{self, Measure};
use super::view::View;
use super::{Draft, Unit};
use crate::model::{FigureKind, Modifier, Value};

/// What follows a numeral.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    /// One past the unit.
    end: usize,
    kind: FigureKind,
    unit: Unit,
    factor: f64,
    base: Option<(&'static str, f64)>,
    /// A word of `more` inside the unit: 3个多小时.
    more: Option<Modifier>,
}

/// The quantity that begins at `start`.
pub(super) fn read(view: &View, start: usize) -> Option<Draft> {
    let (sign_end, negative) = sign(view, start)?;
    let numeral = numerals::read(view, sign_end)?;
    if numeral.arabic && (view.before(start).is_ascii_alphanumeric() || leading_zero(view, sign_end)) {
        return None;
    }
    if let Some(draft) = fraction(view, start, &numeral) {
        return Some(draft);
    }
    let plain = numeral.without_more();
    [numeral, plain].iter().find_map(|n| {
        product(view, start, n).or_else(|| range(view, start, n, negative)).or_else(|| single(view, start, n, negative))
    })
}

/// A sign before a numeral: where the numeral begins, and whether it is below zero.
fn sign(view: &View, start: usize) -> Option<(usize, bool)> {
    if view.has(start, "零下") {
        return Some((start + 2, true));
    }
    let c = view.at(start);
    if matches!(c, '-' | '负' | '−') {
        let before = view.before(start);
        let apart = !before.is_ascii_alphanumeric() && !numerals::is_numeral(before);
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

/// A product of a factor of the tables, without the noise of binary fractions.
fn times(a: f64, b: f64) -> f64 {
    let exact = a * b;
    if exact == 0.0 || !exact.is_finite() {
        return exact;
    }
    format!("{exact:.13e}").parse().unwrap_or(exact)
}

fn draft(start: usize, found: Found, low: Decimal, high: Decimal, vague: bool, more: Option<Modifier>) -> Draft {
    let (low, high) = (times(low.value(), found.factor), times(high.value(), found.factor));
    let base = found.base.filter(|_| !vague).map(|(unit, worth)| (value(times(low, worth), times(high, worth)), unit));
    Draft {
        start,
        end: found.end,
        kind: found.kind,
        value: if vague { Value::Unknown } else { value(low, high) },
        unit: found.unit,
        base,
        modifier: more.or(found.more),
    }
}

fn signed(n: Decimal, negative: bool) -> Decimal {
    if negative { n.negated() } else { n }
}

/// One number and its unit.
fn single(view: &View, start: usize, n: &Numeral, negative: bool) -> Option<Draft> {
    let found = unit(view, start, n)?;
    let (low, high) = (signed(n.low, negative), signed(n.high, negative));
    Some(draft(start, found, low, high, n.vague, n.more))
}

/// 30~50亿元, 10亿至30亿元, 80个到100个.
fn range(view: &View, start: usize, n: &Numeral, negative: bool) -> Option<Draft> {
    if n.vague {
        return None;
    }
    let own = unit(view, start, n);
    let from = own.as_ref().map_or(n.end, |u| u.end);
    [from, n.end].iter().find_map(|&at| {
        let to = connector(view, at)?;
        let (to, below) = sign(view, to)?;
        let end = numerals::read(view, to).filter(|m| m.low == m.high && !m.vague && !m.bare)?;
        let found = unit(view, to, &end)?;
        let same = own.as_ref().filter(|_| at == from).is_none_or(|u| u.kind == found.kind);
        if !same {
            return None;
        }
        let low = n.sharing(&end).low;
        let ratio = own.as_ref().filter(|_| at != n.end).map_or(1.0, |u| u.factor / found.factor);
        let mut out = draft(start, found, signed(low, negative), signed(end.low, below), false, end.more);
        if let (Value::Range(l, _), true) = (&mut out.value, ratio != 1.0) {
            *l = times(*l, ratio);
        }
        Some(out)
    })
}

/// One past a word that joins the ends of a range.
fn connector(view: &View, at: usize) -> Option<usize> {
    view.one_of(at, &["——", "--", "-", "—", "–", "─", "~", "～", "至", "到"])
        .filter(|&to| numerals::is_numeral(view.at(to)) || view.at(to) == '-')
}

/// 2×100万千瓦, 2290毫米×2620毫米.
fn product(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let own = unit(view, start, n);
    let at = own.as_ref().map_or(n.end, |u| u.end);
    if !matches!(view.at(at), '×' | '*' | 'x' | 'X' | '✕') {
        return None;
    }
    let other = numerals::read(view, at + 1).filter(|m| m.arabic)?;
    let found = unit(view, at + 1, &other)?;
    if own.is_some() {
        return Some(draft(start, found, n.low, other.low, false, None));
    }
    let all = n.exact()?.times(other.exact()?)?;
    Some(draft(start, found, all, all, false, None))
}

/// 三分之二, 百分之三点五, 1/3.
fn fraction(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let below = n.exact()?.value();
    let over = |end: usize, above: f64, below: f64| Draft {
        start,
        end,
        kind: FigureKind::Percent,
        value: Value::Number(times(1.0, above / below * 100.0)),
        unit: Some("%".into()),
        base: None,
        modifier: None,
    };
    if view.has(n.end, "分之") && below > 0.0 {
        let above = numerals::read(view, n.end + 2)?.without_more();
        let mut out = over(above.end, above.low.value(), below);
        if above.low != above.high {
            out.value = Value::Range(above.low.value() / below * 100.0, above.high.value() / below * 100.0);
        }
        return Some(out);
    }
    if view.at(n.end) == '/'
        && n.arabic
        && n.low.is_whole()
        && (2.0..10.0).contains(&numerals::read(view, n.end + 1)?.low.value())
    {
        let m = numerals::read(view, n.end + 1)?;
        let alone = m.arabic && m.low.is_whole() && below < m.low.value() && m.end == n.end + 2;
        let next = view.at(m.end);
        if alone && !next.is_ascii_alphanumeric() && !matches!(next, '/' | '年' | '月' | '日' | '.') {
            return Some(over(m.end, below, m.low.value()));
        }
    }
    None
}

/// The unit after a numeral, as far as it goes.
fn unit(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    let found = special(view, n).or_else(|| listed(view, start, n))?;
    Some(rate(view, n.end, found))
}

/// 成, 折, and 个 with what only 个 goes with.
fn special(view: &View, n: &Numeral) -> Option<Found> {
    let at = n.end;
    let found = |end, kind, unit: &'static str, factor| Found {
        end,
        kind,
        unit: Some(unit.into()),
        factor,
        base: None,
        more: None,
    };
    match view.at(at) {
        '成' if !"为立功本员果交品年绩效长就分套片熟型都人份了的天图像因家才语".contains(view.at(at + 1)) => {
            Some(found(at + 1, FigureKind::Percent, "%", 10.0))
        }
        '个' => {
            let more = matches!(view.at(at + 1), '多' | '来').then_some(Modifier::Over);
            let to = at + 1 + usize::from(more.is_some());
            let (len, unit) = [
                ("月", ("month", None)),
                ("工作日", ("workday", None)),
                ("小时", ("h", Some(("s", 3600.0)))),
                ("钟头", ("h", Some(("s", 3600.0)))),
                ("星期", ("week", Some(("s", 604_800.0)))),
                ("礼拜", ("week", Some(("s", 604_800.0)))),
            ]
            .iter()
            .find(|(w, _)| view.has(to, w))
            .map(|(w, u)| (w.chars().count(), *u))?;
            Some(Found { more, base: unit.1, ..found(to + len, FigureKind::Duration, unit.0, 1.0) })
        }
        _ => None,
    }
}

/// A unit of the tables.
fn listed(view: &View, start: usize, n: &Numeral) -> Option<Found> {
    let rest = view.rest(n.end);
    let measure = tables::measures().longest(rest);
    let unit = tables::units().all(rest).find(|(len, _)| closes(view, n.end, *len));
    if n.bare && tables::units().longest(view.rest(start)).is_some_and(|(len, _)| start + len > n.end) {
        return None;
    }
    match (unit, measure) {
        (Some((len, u)), m) if m.is_none_or(|(l, _)| len >= l) && suits(view, n, u, len) => {
            let end = n.end + len;
            let name = if u.name.is_empty() && u.kind != FigureKind::Multiple { None } else { Some(u.name) };
            let unit = match name {
                Some("") => None,
                Some(name) => Some(name.into()),
                None => Some(view.words(n.end, end).into()),
            };
            Some(Found { end, kind: u.kind, unit, factor: u.factor, base: u.base, more: None })
        }
        (_, Some((len, class))) if counts(view, start, n, *class, n.end + len) => {
            let end = n.end + len;
            Some(Found {
                end,
                kind: FigureKind::Count,
                unit: Some(view.words(n.end, end).into()),
                factor: 1.0,
                base: None,
                more: None,
            })
        }
        _ => None,
    }
}

/// Whether a unit in letters ends where it seems to.
fn closes(view: &View, at: usize, len: usize) -> bool {
    !(view.at(at + len - 1).is_ascii_alphabetic() && view.at(at + len).is_ascii_alphanumeric())
}

/// Whether a unit of the tables makes sense after this numeral.
fn suits(view: &View, n: &Numeral, u: &tables::Unit, len: usize) -> bool {
    let word = view.words(n.end, n.end + len);
    match word.as_str() {
        "级" => n.arabic,
        "两" | "钱" | "方" | "里" | "节" | "分" | "牛" => n.arabic,
        "年" => !matches!(view.at(n.end + 1), '级' | '代' | '度' | '货' | '轻' | '报'),
        _ => !n.bare || u.kind == FigureKind::Money || n.low.value() >= 1e6 || bounded(view, n),
    }
}

/// Whether a power word alone has a bound before it (近百家, 上千名) or 余 in it.
fn bounded(view: &View, n: &Numeral) -> bool {
    let start = n.plain_end - 1;
    n.more.is_some() || view.ends_with(start, &["近", "上", "超", "逾", "约", "过", "破", "达", "数"])
}

/// Whether a measure word makes a count of this numeral.
fn counts(view: &View, start: usize, n: &Numeral, class: Measure, _end: usize) -> bool {
    if n.bare {
        return n.more.is_some() || view.ends_with(start, &["近", "上", "超", "逾", "约", "过", "破", "达"]);
    }
    let one = !n.arabic && n.exact() == Some(Decimal::ONE);
    let year = n.arabic && n.small().is_some_and(|y| (1900..2100).contains(&y)) && class == Measure::Direct;
    !one && !year
}

/// 10万吨/年, 2.10元/立方米, 800立方米每秒.
fn rate(view: &View, at: usize, found: Found) -> Found {
    let slash = match view.at(found.end) {
        '/' => found.end + 1,
        '每' => found.end + 1,
        _ => return found,
    };
    let rest = view.rest(slash);
    let unit = tables::units().longest(rest).map(|(l, _)| l);
    let Some(len) = unit.max(tables::measures().longest(rest).map(|(l, _)| l)) else { return found };
    let end = slash + len;
    if !closes(view, slash, len) || (view.at(found.end) == '每' && unit.is_none()) {
        return found;
    }
    let written = view.words(at, end);
    Found { end, kind: FigureKind::Other, unit: Some(written.into()), factor: 1.0, base: None, more: found.more }
}

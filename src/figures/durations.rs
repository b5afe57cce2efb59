//! Durations of several parts and with halves: 1小时20分, 三年六个月, 三天两夜, 半年, 半个多月.

use super::Draft;
use super::numerals::{self, Numeral};
use super::tables;
use super::view::View;
use crate::model::{FigureKind, Modifier, Value};

/// A unit of time: as given in a result, as written, in seconds.
type Step = (&'static str, &'static [&'static str], f64);

const STEPS: [Step; 4] = [
    ("d", &["天", "日"], 86_400.0),
    ("h", &["个小时", "小时", "个钟头", "时"], 3600.0),
    ("min", &["分钟", "分"], 60.0),
    ("s", &["秒钟", "秒"], 1.0),
];

fn draft(start: usize, end: usize, value: f64, unit: &'static str) -> Draft {
    let mut out = Draft::new(start, end, FigureKind::Duration, Value::Number(value));
    out.unit = Some(unit.into());
    let seconds = STEPS.iter().find(|s| s.0 == unit).map(|s| s.2);
    out.base = seconds.map(|s| (Value::Number(value * s), "s"));
    out
}

/// A duration of two parts or more; the value is in the smallest.
pub(super) fn compound(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    years_and_months(view, start, n).or_else(|| days_and_nights(view, start, n)).or_else(|| clockwise(view, start, n))
}

/// 三年六个月 is three and a half years.
fn years_and_months(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let years = n.small().filter(|y| *y < 200 && view.at(n.end) == '年')?;
    let m = numerals::read(view, n.end + 1 + usize::from(view.at(n.end + 1) == '零'))?;
    let months = m.small()?;
    let end = view.one_of(m.end, &["个月"])?;
    Some(draft(start, end, f64::from(years) + f64::from(months) / 12.0, "year"))
}

/// 三天两夜 is three days.
fn days_and_nights(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let days = n.small().filter(|_| view.at(n.end) == '天')?;
    let nights = numerals::read(view, n.end + 1)?;
    nights.small().filter(|_| view.at(nights.end) == '夜')?;
    Some(draft(start, nights.end + 1, f64::from(days), "d"))
}

/// 1小时20分, 3分26秒.
fn clockwise(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let step = |at: usize, from: usize| {
        STEPS[from..].iter().enumerate().find_map(|(i, s)| view.one_of(at, s.1).map(|end| (from + i, end)))
    };
    let (mut unit, mut end) = step(n.end, 0)?;
    let mut seconds = n.exact()?.value() * STEPS[unit].2;
    if view.has(n.end, "时") {
        return None; // a time of the day
    }
    let first = unit;
    let next_part = |at: usize| numerals::read(view, at + usize::from(matches!(view.at(at), '零' | '又')));
    while let Some(next) = next_part(end).filter(|_| unit + 1 < STEPS.len()) {
        let Some((small, to)) = step(next.end, unit + 1) else { break };
        seconds += next.exact()?.value() * STEPS[small].2;
        (unit, end) = (small, to);
    }
    (unit > first).then(|| draft(start, end, seconds / STEPS[unit].2, STEPS[unit].0))
}

/// 半年, 半个多月, 半小时; not 上半年.
pub(super) fn half(view: &View, start: usize) -> Option<Draft> {
    if matches!(view.before(start), '上' | '下' | '前' | '后' | '多' | '夜' | '对')
        || numerals::is_numeral(view.before(start))
    {
        return None;
    }
    if let Some(draft) = half_day(view, start).or_else(|| half_unit(view, start)) {
        return Some(draft);
    }
    let units: [(&str, &str); 10] = [
        ("个多月", "month"),
        ("个月", "month"),
        ("个多小时", "h"),
        ("个小时", "h"),
        ("个钟头", "h"),
        ("小时", "h"),
        ("年", "year"),
        ("个世纪", "century"),
        ("个星期", "week"),
        ("分钟", "min"),
    ];
    let (words, unit) = units.iter().find(|(w, _)| view.has(start + 1, w))?;
    let end = start + 1 + words.chars().count();
    if *unit == "year" && matches!(view.at(end), '报' | '度' | '刊') {
        return None;
    }
    let mut out = if *unit == "century" { draft(start, end, 50.0, "year") } else { draft(start, end, 0.5, unit) };
    out.modifier = words.contains('多').then_some(Modifier::Over);
    Some(out)
}

/// 半天 as a measured time (不到半天, 半天时间), not as a long while (说了半天).
fn half_day(view: &View, start: usize) -> Option<Draft> {
    let end = view.one_of(start + 1, &["天", "日"])?;
    let next = view.at(end);
    let ends = !next.is_alphanumeric()
        || view.one_of(end, &["时间", "内", "之内", "以内", "左右", "就", "的", "办", "完", "拿", "可"]).is_some();
    let idle = "老好大小早晚每了个".contains(view.before(start)) && !view.ends_with(start, &["用了", "花了"]);
    (ends && !idle).then(|| draft(start, end, 0.5, "d"))
}

/// 半公升, 半亩; 半成, 半折.
fn half_unit(view: &View, start: usize) -> Option<Draft> {
    use FigureKind::{Area, Length, Mass, Percent, Volume};
    let closed = |end: usize| !view.at(end).is_alphanumeric();
    let tenth = match view.at(start + 1) {
        '成' => Some(5.0),
        '折' => Some(50.0),
        _ => None,
    };
    if let Some(share) = tenth.filter(|_| closed(start + 2) && !view.before(start).is_alphanumeric()) {
        return Some(Draft { unit: Some("%".into()), ..Draft::new(start, start + 2, Percent, Value::Number(share)) });
    }
    let (len, unit) = tables::units().longest(view.rest(start + 1))?;
    let end = start + 1 + len;
    if !matches!(unit.kind, Area | Length | Mass | Volume) || !(closed(end) || view.at(end) == '的') {
        return None;
    }
    let amount = |factor: f64| Value::Number(factor / 2.0);
    let mut out = Draft::new(start, end, unit.kind, amount(unit.factor));
    out.unit = Some(unit.name.into());
    out.base = unit.base.map(|(base, worth)| (amount(unit.factor * worth), base));
    Some(out)
}

//! Normalised values for people: 8.696e10 CNY is 869.6亿元.

use super::Lang;
use crate::model::{Figure, FigureKind, Modifier, Value};

const UNITS: &[(&str, &str)] = &[
    ("CNY", "元"),
    ("USD", "美元"),
    ("HKD", "港元"),
    ("EUR", "欧元"),
    ("JPY", "日元"),
    ("GBP", "英镑"),
    ("mu", "亩"),
    ("m2", "平方米"),
    ("km2", "平方公里"),
    ("ha", "公顷"),
    ("m", "米"),
    ("km", "公里"),
    ("inch", "英寸"),
    ("m3", "立方米"),
    ("L", "升"),
    ("t", "吨"),
    ("kg", "公斤"),
    ("jin", "斤"),
    ("kW", "千瓦"),
    ("MW", "兆瓦"),
    ("kWh", "千瓦时"),
    ("pp", "个百分点"),
    ("s", "秒"),
    ("min", "分钟"),
    ("h", "小时"),
    ("d", "天"),
    ("workday", "个工作日"),
    ("week", "周"),
    ("month", "个月"),
    ("year", "年"),
];

/// A figure's value with what bounds it; the words themselves where there is no certain value.
pub fn figure(f: &Figure, lang: Lang) -> String {
    if matches!(f.value, Value::Unknown) || f.kind == FigureKind::Rank {
        return f.span.text.clone();
    }
    let bound = match (f.modifier, lang) {
        (None, _) => "",
        (Some(Modifier::Approx), Lang::Zh) => "约",
        (Some(Modifier::Over), Lang::Zh) => "超",
        (Some(Modifier::Under), Lang::Zh) => "不到",
        (Some(Modifier::Approx), Lang::En) => "about ",
        (Some(Modifier::Over), Lang::En) => "over ",
        (Some(Modifier::Under), Lang::En) => "under ",
    };
    let unit = if f.kind == FigureKind::Age { Some("岁") } else { f.unit.as_deref() };
    format!("{bound}{}", value(&f.value, unit, lang))
}

/// A value with its unit.
pub fn value(value: &Value, unit: Option<&str>, lang: Lang) -> String {
    match value {
        Value::Number(n) => with_unit(scaled(*n, lang), unit, lang),
        Value::Range(low, high) => format!("{}–{}", scaled(*low, lang), with_unit(scaled(*high, lang), unit, lang)),
        Value::Iso(iso) => iso.replace('/', " – "),
        Value::Unknown => "—".into(),
    }
}

fn with_unit(number: String, unit: Option<&str>, lang: Lang) -> String {
    match (unit, lang) {
        (None, _) => number,
        (Some("%"), _) => number + "%",
        (Some(unit), Lang::Zh) => number + UNITS.iter().find(|(code, _)| *code == unit).map_or(unit, |(_, name)| name),
        (Some(unit), Lang::En) => format!("{number} {unit}"),
    }
}

/// In 万 and 亿, as Chinese readers have it; in thousands, millions and billions otherwise.
fn scaled(n: f64, lang: Lang) -> String {
    let steps: &[(f64, &str)] = match lang {
        Lang::Zh => &[(1e8, "亿"), (1e4, "万")],
        Lang::En => &[(1e9, "B"), (1e6, "M")],
    };
    let (step, name) = steps.iter().find(|(step, _)| n.abs() >= *step).copied().unwrap_or((1.0, ""));
    grouped(n / step) + name
}

/// At most four digits after the point, thousands apart.
fn grouped(n: f64) -> String {
    let fixed = format!("{n:.4}");
    let plain = fixed.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let digits = whole.trim_start_matches('-');
    let apart: String = digits
        .char_indices()
        .flat_map(|(i, c)| (i > 0 && (digits.len() - i) % 3 == 0).then_some(',').into_iter().chain([c]))
        .collect();
    format!("{}{apart}{rest}", if whole.starts_with('-') { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        let zh = |n, unit| value(&Value::Number(n), unit, Lang::Zh);
        assert_eq!(zh(8.696e10, Some("CNY")), "869.6亿元");
        assert_eq!(zh(3071.22, Some("mu")), "3,071.22亩");
        assert_eq!(zh(-0.5, Some("pp")), "-0.5个百分点");
        assert_eq!(zh(16.0, Some("个")), "16个");
        assert_eq!(value(&Value::Range(3e8, 5e8), Some("CNY"), Lang::Zh), "3亿–5亿元");
        assert_eq!(value(&Value::Number(1.5e9), Some("CNY"), Lang::En), "1.5B CNY");
        assert_eq!(value(&Value::Iso("2024-01-01/2024-03-31".into()), None, Lang::Zh), "2024-01-01 – 2024-03-31");
    }
}

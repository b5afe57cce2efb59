//! Numbers without a unit that state something all the same: 出资6000万, 美元1800万, PUE压到1.15以下.

use super::Draft;
use super::counts;
use super::decimal::Decimal;
use super::numerals::{self, Numeral};
use super::view::View;
use crate::float;
use crate::model::{FigureKind, Value};

/// Currencies that are named before the amount.
const CURRENCIES: [(&str, &str); 18] = [
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("欧元", "EUR"),
    ("日元", "JPY"),
    ("英镑", "GBP"),
    ("韩元", "KRW"),
    ("新台币", "TWD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
];

/// The currency that stands right before an amount.
pub(super) fn currency(view: &View, start: usize) -> Option<&'static str> {
    CURRENCIES.iter().find(|(word, _)| view.ends_with(start, &[word])).map(|(_, code)| *code)
}

/// A text that is nothing but numbers is those numbers.
pub(super) fn alone(view: &View) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if matches!(view.at(at), '\n' | '。' | ',' | '、' | ';' | '!' | ' ') {
            at += 1;
        } else if let Some(end) = view.one_of(at, &["还有", "以及", "和"]).filter(|_| !found.is_empty()) {
            at = end;
        } else if let Some(draft) = plain(view, at) {
            at = draft.end;
            found.push(draft);
        } else {
            return Vec::new();
        }
    }
    found
}

/// Letters that multiply a number in the notation of engineers.
const SHORT: [(char, f64); 6] = [('k', 1e3), ('K', 1e3), ('M', 1e6), ('m', 1e6), ('G', 1e9), ('g', 1e9)];

/// A bare number of any notation: -3, .77, 100K, 半百, 两个.
fn plain(view: &View, start: usize) -> Option<Draft> {
    for (words, value) in [("半百", 50.0), ("半个", 0.5)] {
        if view.has(start, words) {
            return Some(Draft::new(start, start + 2, FigureKind::Other, Value::Number(value)));
        }
    }
    let signed = matches!(view.at(start), '-' | '负' | '+');
    let at = start + usize::from(signed);
    let (low, high, end, more, vague) = match numerals::decimals(view, at) {
        Some((n, end)) => (n, n, end, None, false),
        None => {
            let n = numerals::read(view, at)?;
            (n.low, n.high, n.end, n.more, n.vague)
        }
    };
    let letter = SHORT.iter().find(|(c, _)| view.at(end) == *c && !view.at(end + 1).is_alphanumeric());
    let counted = matches!(view.at(end), '个' | '只' | '位');
    let to = end + usize::from(letter.is_some() || counted);
    let times = letter.map_or(1.0, |(_, worth)| *worth);
    let below = signed && view.at(start) != '+';
    let of = |d: Decimal| if below { d.negated() } else { d }.value();
    let of = |d: Decimal| float::parse(&format!("{:.12e}", of(d) * times)).unwrap_or(f64::NAN);
    let value = match (vague, low == high) {
        (true, _) => Value::Unknown,
        (false, true) => Value::Number(of(low)),
        (false, false) => Value::Range(of(low), of(high)),
    };
    Some(Draft { modifier: more, ..Draft::new(start, to, FigureKind::Other, value) })
}

/// What money is spoken of with.
const MONEY: [&str; 16] = [
    "资",
    "投",
    "金额",
    "产值",
    "营收",
    "收入",
    "税",
    "利润",
    "贷",
    "款",
    "募",
    "融",
    "估值",
    "销售额",
    "售价",
    "补贴",
];

/// What a ratio or an index is spoken of with.
const RATIO: [&str; 18] = [
    "值由",
    "值从",
    "缩小到",
    "扩大到",
    "PUE",
    "率",
    "比",
    "系数",
    "指数",
    "压到",
    "压至",
    "降到",
    "降至",
    "提高到",
    "提高至",
    "升至",
    "升到",
    "达到",
];

/// What a bare number is compared with.
const COMPARED: [&str; 17] = [
    "大于",
    "小于",
    "等于",
    "高于",
    "低于",
    "多于",
    "少于",
    "超过",
    "不超过",
    "至少",
    "最多",
    "最少",
    "至多",
    "≥",
    "≤",
    ">",
    "<",
];

/// The figure that a number without a unit makes, if it makes one.
pub(super) fn read(view: &View, start: usize, n: &Numeral) -> Option<Draft> {
    let n = &n.without_more();
    let value = Value::Number(n.exact()?.value());
    let next = view.at(n.end);
    let closed = !next.is_alphanumeric()
        || view
            .one_of(
                n.end,
                &["以上", "以下", "左右", "以内", "的", "提高", "降", "升", "缩", "扩", "增", "减", "下降", "上升"],
            )
            .is_some();
    let compared = view.ends_with(start, &COMPARED);
    let goes_on = view.one_of(n.end, &["并", "且", "而", "小于", "大于", "不大于", "不小于", "最多", "最少"]).is_some();
    let closed = closed || (compared && goes_on);
    let equated = view.ends_with(start, &["是", "等于"])
        && (!next.is_alphanumeric() || view.one_of(n.end, &["不是", "而是", "却是", "这", "那"]).is_some());
    let limited = view.one_of(n.end, &["以上", "以下", "之下", "之上"]).is_some() && n.end > start + 1;
    let closed = closed || equated;
    if !closed || n.bare || matches!(next, '+' | '/' | '%' | '"' | '”') {
        return None;
    }
    let money = |code: &'static str| {
        let mut out = Draft::new(start, n.end, FigureKind::Money, value.clone());
        out.unit = Some(code.into());
        out
    };
    if let Some(code) = currency(view, start) {
        return Some(money(code));
    }
    let near = |words: &[&str], reach: usize| {
        (start.saturating_sub(reach)..start)
            .rev()
            .take_while(|&i| !matches!(view.at(i), ',' | '。' | ';' | '\n' | '、'))
            .any(|i| view.one_of(i, words).is_some_and(|end| end <= start))
    };
    if n.tail.1 > 0 && near(&MONEY, 8) {
        return Some(money("CNY"));
    }
    if compared || equated || limited {
        return Some(Draft::new(start, n.end, FigureKind::Other, value));
    }
    let counted = near(&["人口", "人数", "户数", "数量", "总量"], 6);
    if n.tail.1 > 0 && n.arabic && (counted || counts::bounded(view, start, n)) {
        return Some(Draft::new(start, n.end, FigureKind::Count, value));
    }
    if n.arabic && !n.low.is_whole() && next != '.' && near(&RATIO, 6) {
        return Some(Draft::new(start, n.end, FigureKind::Other, value));
    }
    None
}

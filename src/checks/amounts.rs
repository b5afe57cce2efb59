//! Figures as quantities: how exactly they are stated, and what the words beside them say they count.

use super::Case;
use crate::checks::view::is_han;
use crate::figures::Figure;
use crate::float;
use crate::model::{FigureKind, Modifier, Status, Value};
use crate::text::{Span, Text};
use std::borrow::Cow;
use std::ops::Deref;

/// How far 约, 近 and the like may be off.
const APPROXIMATE: f64 = 0.1;

/// How far 超, 余 and the like may be exceeded.
const EXCEEDED: f64 = 0.3;

/// A figure with one value.
#[derive(Debug, Clone, Copy)]
pub struct Amount<'a> {
    /// Index into the figures.
    pub index: usize,
    /// The figure.
    pub figure: &'a Figure,
    /// Where it stands.
    pub span: Span,
    /// Its value.
    pub value: f64,
    /// The least and the most that was rounded to it.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// The digits after the decimal point.
    pub decimals: usize,
    /// The words that lead up to it, without the verb and the hedge between: 其中产业项目(达)13个.
    pub lead: Span,
}

impl<'a> Amount<'a> {
    /// The figure with this index, if it has one value.
    pub fn of(case: &Case<'a>, index: usize) -> Option<Amount<'a>> {
        case.amounts.binary_search_by_key(&index, |a| a.index).ok().map(|at| case.amounts[at])
    }

    /// All figures with one value, in order.
    pub fn all(case: &Case<'a>) -> &'a [Amount<'a>] {
        case.amounts
    }

    /// Those of them that lie in a stretch of the text.
    pub fn within(case: &Case<'a>, span: Span) -> &'a [Amount<'a>] {
        let from = case.amounts.partition_point(|a| a.span.start < span.start);
        let to = case.amounts.partition_point(|a| a.span.end <= span.end);
        &case.amounts[from..to.max(from)]
    }

    /// The amounts among figures.
    pub fn read(text: &Text, figures: &'a [Figure]) -> Vec<Amount<'a>> {
        (0..figures.len()).filter_map(|index| Amount::from(text, figures, index)).collect()
    }

    fn from(text: &Text, figures: &'a [Figure], index: usize) -> Option<Amount<'a>> {
        let figure = &figures[index];
        let Value::Number(value) = figure.value else { return None };
        let written = text.words(figure.span);
        let (decimals, slack) = rounding(written, value);
        let slack = if figure.kind == FigureKind::Percent { slack.max(in_tenths(written, value)) } else { slack };
        let (mut low, mut high) = (value - slack, value + slack);
        match figure.modifier {
            Some(Modifier::Approx) => (low, high) = (value * (1.0 - APPROXIMATE), value * (1.0 + APPROXIMATE)),
            Some(Modifier::Over) => high = value * (1.0 + EXCEEDED),
            Some(Modifier::Under) => low = value * (1.0 - EXCEEDED),
            None => {}
        }
        let lead = lead(text, &figures[..index], figure.span.start);
        Some(Amount { index, figure, span: figure.span, value, low, high, decimals, lead })
    }

    /// Its unit; none for a bare number.
    pub fn unit(&self) -> Option<&str> {
        self.figure.unit.as_deref()
    }

    /// Whether both are amounts of one kind and unit.
    pub fn is_like(&self, other: &Amount) -> bool {
        self.figure.kind == other.figure.kind && self.unit() == other.unit()
    }

    /// Whether both may state the same.
    pub fn agrees(&self, other: &Amount) -> bool {
        self.low <= other.high + TINY * other.high.abs() && other.low <= self.high + TINY * self.high.abs()
    }

    /// Whether it says how much there is, rather than setting a bound or a target.
    pub fn is_stated(&self, case: &Case) -> bool {
        let status = case.links.get(self.index).and_then(|l| l.status);
        !matches!(status, Some(Status::Threshold | Status::Target | Status::Commitment)) && !self.is_bound(case)
    }

    /// Whether it is a bound: 亿元以上.
    pub fn is_bound(&self, case: &Case) -> bool {
        follows_any(case, self.span.end, &["以上", "以下", "以内", "级", "起"])
    }

    /// Whether it was written without any hedge.
    pub fn is_exact(&self) -> bool {
        self.figure.modifier.is_none()
    }

    /// By how much it is rounded.
    pub fn slack(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// Whether `word` leads up to it.
    pub fn is_led_by(&self, case: &Case, word: &str) -> bool {
        case.text.ends_with(self.lead.end, word)
    }

    /// Whether one of `words` leads up to it.
    pub fn is_led_by_any(&self, case: &Case, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_led_by(case, word))
    }

    /// The words that follow it up to the next mark.
    pub fn tail(&self, case: &Case) -> Span {
        let length = case.text.chars[self.span.end..].iter().take_while(|c| is_han(**c)).count();
        Span::new(self.span.end, self.span.end + length)
    }
}

/// The words that lead up to a figure at `start`, behind the figures before it.
fn lead(text: &Text, figures: &[Figure], start: usize) -> Span {
    let mut end = start;
    while end > 0
        && ENDS.contains(&text.chars[end - 1])
        // 签约27亿元: 约 is no hedge
        && !text.ends_with(end, "签约")
        && let Some(length) = BETWEEN.iter().filter(|w| text.ends_with(end, w)).map(|w| w.chars().count()).max()
    {
        end -= length;
    }
    let last = figures.iter().rev().map(|f| f.span.end).find(|&e| e <= end).unwrap_or(0);
    let length = text.chars[last..end].iter().rev().take_while(|c| is_han(**c)).count();
    Span::new(end - length, end)
}

/// Rounding in the machine.
const TINY: f64 = 1e-9;

/// What the words between a metric and its figure end with.
const ENDS: [char; 21] = [
    '了', '到', '达', '成', '现', '破', '过', '超', '逾', '近', '约', '为', '计', '共', '有', '已', '仅', '少', '至',
    '是', '就',
];

/// Words between a metric and its figure.
const BETWEEN: [&str; 34] = [
    "达到了",
    "达到",
    "达",
    "完成",
    "实现",
    "突破",
    "超过",
    "超",
    "逾",
    "近",
    "约",
    "为",
    "共计",
    "共",
    "已有",
    "已",
    "有",
    "了",
    "仅",
    "至少",
    "增至",
    "升至",
    "降至",
    "高达",
    "总计",
    "合计",
    "是",
    "就",
    "现有",
    "约为",
    "接近",
    "多达",
    "将达",
    "可达",
];

/// Whether one of `words` stands at `at`.
pub fn follows_any(case: &Case, at: usize, words: &[&str]) -> bool {
    words.iter().any(|w| case.text.starts_with(at, w))
}

/// Whether one of `words` ends at `at`.
pub fn follows_on_any(case: &Case, at: usize, words: &[&str]) -> bool {
    words.iter().any(|w| case.text.ends_with(at, w))
}

/// Whether a text holds one of some words.
pub fn holds_any(text: &str, words: &[&str]) -> bool {
    // most words are told by their first two characters, which are not there
    let bit = |c: char| 1u64 << ((c as u32 ^ c as u32 >> 6) % 64);
    let there = text.chars().fold(0, |there, c| there | bit(c));
    let may = |word: &str| word.chars().take(2).all(|c| there & bit(c) != 0);
    words.iter().any(|w| may(w) && text.contains(w))
}

/// Whether a text begins with one of some words.
pub fn begins_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.starts_with(w))
}

/// Whether a text ends with one of some words.
pub fn ends_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.ends_with(w))
}

/// A text without some words.
pub fn without(text: String, words: &[&str]) -> String {
    words.iter().fold(text, |text, word| text.replace(word, ""))
}

/// The digits after the point, and by how much the true value may differ from the one written.
fn rounding(written: &str, value: f64) -> (usize, f64) {
    let digit = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',');
    let length = written.bytes().take_while(|b| digit(*b)).count();
    let digits = match &written[..length] {
        digits if digits.contains(',') => Cow::Owned(digits.replace(',', "")),
        digits => Cow::Borrowed(digits),
    };
    let Some(number) = float::parse(&digits).filter(|n| *n > 0.0) else { return (0, 0.0) };
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let scale = value / number;
    let step = scale / 10f64.powi(decimals as i32);
    (decimals, if decimals == 0 && scale <= 1.0 { 0.0 } else { step / 2.0 })
}

/// By how much a share that is told in words is rounded: 六成, 八成五, 四分之一.
fn in_tenths(written: &str, value: f64) -> f64 {
    match written.split_once('成') {
        Some((_, "")) => 5.0,
        Some(_) => 2.5,
        None if written.contains("分之") && !written.starts_with('百') => 0.1 * value,
        None => 0.0,
    }
}

/// Whether one of two numbers is the other with a slip of the pen: one digit, two digits exchanged, a lost point.
pub fn is_slip(a: f64, b: f64) -> bool {
    if a == b || a <= 0.0 || b <= 0.0 {
        return false;
    }
    slipped_point(a, b).is_some() || one_digit_off(a, b)
}

/// Whether two digits of a number changed places, and nothing else: 36 and 63.
pub fn are_turned(a: f64, b: f64) -> bool {
    a != b && matches!(differing(&digits(a), &digits(b)), Some(Difference::Turned))
}

/// Whether one of two numbers lacks a digit of the other: 4 and 14.
pub fn digit_lost(a: f64, b: f64) -> bool {
    let (short, long) = (digits(a.min(b)), digits(a.max(b)));
    let without = |at: usize| long[..at] == short[..at] && long[at + 1..] == short[at..];
    short.len() + 1 == long.len() && (0..long.len()).any(without)
}

/// By how many places the point slipped, if that is all.
pub fn slipped_point(a: f64, b: f64) -> Option<i32> {
    let places = (a / b).log10();
    let whole = places.round();
    ((places - whole).abs() < TINY && (1.0..=4.0).contains(&whole.abs())).then_some(whole as i32)
}

/// A digit or point of full width as the machine writes it.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        _ => c,
    }
}

/// The most digits of a whole number that are told without writing it out.
const WHOLE: f64 = 1e15;

/// The digits of a number as it is written out.
struct Digits {
    bytes: [u8; 20],
    start: usize,
    long: Vec<u8>,
}

impl Deref for Digits {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        if self.long.is_empty() { &self.bytes[self.start..] } else { &self.long }
    }
}

fn digits(x: f64) -> Digits {
    let mut digits = Digits { bytes: [b'0'; 20], start: 20, long: Vec::new() };
    if x.abs() < WHOLE && x.fract() == 0.0 {
        let mut rest = x.abs() as u64;
        while rest > 0 || digits.start == digits.bytes.len() {
            digits.start -= 1;
            digits.bytes[digits.start] += (rest % 10) as u8;
            rest /= 10;
        }
    } else {
        digits.long = format!("{x}").bytes().filter(u8::is_ascii_digit).collect();
    }
    digits
}

/// How two rows of as many digits differ, where it is a slip of the pen.
enum Difference {
    One,
    Turned,
}

fn differing(x: &[u8], y: &[u8]) -> Option<Difference> {
    if x.len() != y.len() || x.len() < 2 {
        return None;
    }
    let mut different = (0..x.len()).filter(|&i| x[i] != y[i]);
    match (different.next(), different.next(), different.next()) {
        (Some(_), None, _) => Some(Difference::One),
        (Some(i), Some(j), None) if x[i] == y[j] && x[j] == y[i] => Some(Difference::Turned),
        _ => None,
    }
}

fn one_digit_off(a: f64, b: f64) -> bool {
    differing(&digits(a), &digits(b)).is_some()
}

/// The same words with the decimal point moved `places` to the left: 706亿元, 1 → 70.6亿元.
pub fn with_point(written: &str, places: i32) -> Option<String> {
    let folded: String = written.chars().map(half_width).collect();
    let written = folded.as_str();
    let digits: String = written.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let rest = &written[digits.len()..];
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let number = float::parse(&digits)? / 10f64.powi(places);
    let precision = usize::try_from(decimals as i32 + places).ok()?;
    Some(format!("{number:.precision$}{rest}"))
}

/// A sum in the unit that its parts are written in: 14个+24个 is 38个.
pub fn total(case: &Case, parts: &[&Amount], sum: f64) -> String {
    let written = |p: &Amount| {
        let words = case.text.slice(p.span);
        let digits = words.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
        let number = float::parse(&words[..digits].replace(',', "")).filter(|n| *n > 0.0)?;
        Some((p.value / number, words[digits..].to_string()))
    };
    match parts.last().and_then(|p| written(p)) {
        Some((scale, unit)) if parts.iter().all(|p| p.is_like(parts[0])) => format!("{}{unit}", plain(sum / scale)),
        _ => format!(
            "{}{}",
            plain(sum),
            parts.first().filter(|p| p.figure.kind == FigureKind::Count).and_then(|p| p.unit()).unwrap_or("")
        ),
    }
}

/// The words between two figures.
pub fn between(case: &Case, a: &Amount, b: &Amount) -> String {
    case.text.chars[a.span.end.min(b.span.start)..b.span.start].iter().collect()
}

/// Whether words are made of nothing but `pieces`, one of `verbs` among them.
pub fn is_made_of(words: &str, verbs: &[&str], pieces: &[&str]) -> bool {
    let (mut rest, mut verb) = (words, false);
    while !rest.is_empty() {
        // the third byte tells most characters apart
        let third = rest.as_bytes().get(2);
        let begins = |c: &&&str| c.as_bytes().get(2).is_none_or(|byte| Some(byte) == third) && rest.starts_with(**c);
        let longest = |choices: &[&str]| choices.iter().filter(begins).map(|c| c.len()).max().unwrap_or(0);
        let (said, other) = (longest(verbs), longest(pieces));
        if said.max(other) == 0 {
            return false;
        }
        verb |= said >= other;
        rest = &rest[said.max(other)..];
    }
    verb
}

/// A number as people write it: no more digits than needed.
pub fn plain(number: f64) -> String {
    let rounded = format!("{number:.2}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Money, counts, areas and other amounts that add up; not shares, growth, dates or ranks.
pub fn adds_up(kind: FigureKind) -> bool {
    use FigureKind::{Area, Count, Energy, Length, Mass, Money, Power, Volume};
    matches!(kind, Money | Count | Area | Length | Volume | Mass | Power | Energy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_follows_the_digits_written() {
        assert_eq!(rounding("13个", 13.0), (0, 0.0));
        assert_eq!(rounding("312.2亿元", 31_220_000_000.0), (1, 5_000_000.0));
        assert_eq!(rounding("2.6万余件", 26_000.0), (1, 500.0));
        assert_eq!(rounding("十二个", 12.0), (0, 0.0));
    }

    #[test]
    fn every_word_between_is_told_by_its_end() {
        assert!(BETWEEN.iter().all(|word| word.ends_with(ENDS)));
    }

    #[test]
    fn slips_of_the_pen() {
        assert!(is_slip(2138.0, 213.8) && is_slip(185.0, 158.0) && is_slip(1582.0, 1587.0));
        assert!(!is_slip(12.0, 21.5) && !is_slip(100.0, 100.0) && !is_slip(34.0, 87.0));
        assert_eq!(slipped_point(4_670_000.0, 46_700.0), Some(2));
    }

    #[test]
    fn the_point_moves_in_the_words() {
        assert_eq!(with_point("706亿元", 1).as_deref(), Some("70.6亿元"));
        assert_eq!(with_point("467万平方米", 2).as_deref(), Some("4.67万平方米"));
        assert_eq!(with_point("130%", 1).as_deref(), Some("13.0%"));
    }
}

//! Properties of the figures engine: numbers print and read back, nothing panics, spans slice, time is linear.

use proptest::prelude::*;
use shiju::figures::{self, Figure};
use shiju::model::{Span, Value};
use shiju::words::Words;
use shiju::{analyzer, page, text};
use std::time::{Duration, Instant};

/// The figures of a text with their places in it.
fn read(raw: &str) -> Vec<(Span, Figure)> {
    let text = text::clean(raw, &page::split(raw));
    let published = analyzer::parse_date("2024-08-02").ok();
    figures::read(&text, &Words::default(), published).into_iter().map(|f| (text.raw_span(f.span), f)).collect()
}

/// The only figure of a text, as its words and its number.
fn number(text: &str) -> Option<(String, f64)> {
    match &read(text)[..] {
        [(span, Figure { value: Value::Number(n), .. })] => Some((span.text.clone(), *n)),
        _ => None,
    }
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/// A number below 10,000 in Chinese; `powers` are 千, 百, 十.
fn section(n: u32, digits: &[&str; 10], powers: [&str; 3]) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (power, word) in [(1000, powers[0]), (100, powers[1]), (10, powers[2]), (1, "")] {
        let digit = (n / power % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(digits[0]);
            gap = false;
        }
        out.push_str(digits[digit]);
        out.push_str(word);
    }
    out
}

/// A number below 10^12 in Chinese.
fn chinese(n: u64, digits: &[&str; 10], powers: [&str; 3], big: [&str; 2]) -> String {
    let parts = [(n / 100_000_000, big[1]), (n / 10_000 % 10_000, big[0]), (n % 10_000, "")];
    let mut out = String::new();
    let mut gap = false;
    for (part, word) in parts {
        if part == 0 {
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || part < 1000) {
            out.push_str(digits[0]);
        }
        gap = false;
        out.push_str(&section(part as u32, digits, powers));
        out.push_str(word);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chinese_numerals_read_back(n in 2u64..1_000_000_000_000) {
        for (digits, powers, big) in
            [(&DIGITS, ["千", "百", "十"], ["万", "亿"]), (&FORMAL, ["仟", "佰", "拾"], ["萬", "億"])]
        {
            let written = chinese(n, digits, powers, big) + "元";
            prop_assert_eq!(number(&format!("总投资{written}。")), Some((written, n as f64)));
        }
    }

    #[test]
    fn arabic_numerals_read_back(n in 0u64..10_000_000_000, places in 0usize..4, scale in 0usize..4) {
        let (word, worth) = [("", 1.0), ("万", 1e4), ("亿", 1e8), ("万亿", 1e12)][scale];
        let value = n as f64 / 10f64.powi(places as i32);
        let written = format!("{value:.places$}{word}元");
        let (words, read) = number(&format!("总投资{written}。")).expect("one figure");
        prop_assert_eq!(words, written);
        prop_assert!((read - value * worth).abs() <= 1e-9 * read.abs().max(1.0), "{} is {}", read, value * worth);
    }

    #[test]
    fn digits_with_separators_read_back(n in 1_000u64..1_000_000_000) {
        let plain = n.to_string();
        let mut written = String::new();
        for (i, c) in plain.chars().enumerate() {
            if i > 0 && (plain.len() - i) % 3 == 0 {
                written.push(',');
            }
            written.push(c);
        }
        written.push('亩');
        prop_assert_eq!(number(&format!("用地{written}。")), Some((written, n as f64)));
    }

    #[test]
    fn days_read_back(year in 1901i32..2099, month in 1u32..=12, day in 1u32..=28) {
        for written in [
            format!("{year}年{month}月{day}日"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{}年{}月{}日", positional(year as u32), small(month), small(day)),
        ] {
            let all = read(&format!("会议定于{written}举行。"));
            prop_assert_eq!(all.len(), 1, "{}", written);
            prop_assert_eq!(&all[0].1.value, &Value::Iso(format!("{year:04}-{month:02}-{day:02}")), "{}", written);
        }
    }

    #[test]
    fn no_text_panics_and_every_span_slices(text in "[0-9一二三四五六七八九十百千万亿两半几数余多第首前近年月日号时分秒点个家元%成倍亩米吨至到~—,。、“”《》\\- \nA-Za-z投资增长签约]{0,60}") {
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let mut last = 0;
        // Columns put in order are told in that order.
        let mut found = read(&text);
        found.sort_by_key(|(span, _)| span.start);
        for (span, _) in found {
            let (start, end) = (span.start as usize, span.end as usize);
            prop_assert!(last <= start && start < end && end <= utf16.len());
            prop_assert_eq!(String::from_utf16_lossy(&utf16[start..end]), span.text);
            last = end;
        }
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,80}") {
        read(&text);
    }
}

/// A month or a day in Chinese.
fn small(n: u32) -> String {
    let words = section(n, &DIGITS, ["千", "百", "十"]);
    if (10..20).contains(&n) { words.replacen("一十", "十", 1) } else { words }
}

/// 2024 as 二〇二四.
fn positional(n: u32) -> String {
    n.to_string()
        .chars()
        .filter_map(|c| c.to_digit(10))
        .map(|d| if d == 0 { "〇" } else { DIGITS[d as usize] })
        .collect()
}

#[test]
fn the_time_is_linear() {
    for unit in ["1", "一", "十", "万", "1,", "1-", "一千零", "第", "近", "“", "《", "1和"] {
        let time = |times: usize| {
            let text = unit.repeat(times);
            let begun = Instant::now();
            read(&text);
            begun.elapsed()
        };
        time(100);
        let long = time(20_000);
        assert!(long < Duration::from_secs(10), "{unit} repeated takes {long:?}");
    }
}

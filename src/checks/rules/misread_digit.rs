//! # What it looks for
//! A letter among digits that a scanner took for one: 3O亿元 for 30亿元, l9个 for 19个.
//!
//! # Why
//! A recogniser of print takes 0 for O and 1 for l or I; the figure is then read without that digit, ten times too small.
//!
//! # Warns
//! - `园区今年签约项目3O个,总投资l25亿元。`
//! - `项目投产后,可带动就业600余入,年纳税1.2亿元。`
//! - `新增用地1O.5亩,2O26年建成。`
//! - `首期投资5干万元,租用厂房3200平方米。`
//!
//! # Stays quiet
//! - `企业通过ISO9001认证,4S店与5G基站同步开放,园区有H1、H2两栋楼。`
//! - `月均收入2000余元,全年投入300万,2024年入园企业12家。`
//! - `二氧化碳CO2减排30万吨,水(H2O)循环利用率80%。`
//!
//! # Limits
//! Only O, o, l and I beside a digit or a decimal point, with a unit behind them or within a number. In text read from
//! a picture it warns; elsewhere as well, since no figure is written so. Characters taken for a unit
//! are told right behind a number alone.

use super::{Case, Report};
use crate::checks::view::{article_blocks, quote};
use crate::text::Span;

/// What stands behind a figure.
const UNITS: &str = "亿万元个家%年月日亩项台吨人平千百倍条户公里";

pub fn check(case: &Case, report: &mut Report) {
    behind_number(case, report);
    for block in article_blocks(case.text) {
        let chars = &case.text.chars[block.span.start..block.span.end];
        let mut at = 0;
        while let Some(letter) = chars[at..].iter().position(|c| matches!(c, 'O' | 'o' | 'l' | 'I')).map(|p| at + p) {
            let start = letter - chars[at..letter].iter().rev().take_while(|c| is_part(**c)).count();
            at = letter + chars[letter..].iter().take_while(|c| is_part(**c)).count();
            if is_misread(&chars[start..at], chars.get(at).copied()) {
                say(case, Span::new(block.span.start + start, block.span.start + at), report);
            }
        }
    }
}

/// What stands right behind a number: as it is misread, as it is meant, and what follows it; nothing is the end of a clause.
const BEHIND: [(char, char, &str); 8] = [
    ('入', '人', ""),
    ('干', '千', "万亿元瓦米克吨亩人名户家件"),
    ('乙', '亿', "元美"),
    ('忆', '亿', "元美吨千"),
    ('方', '万', "元吨"),
    ('力', '万', "元吨"),
    ('砘', '吨', ""),
    ('苗', '亩', ""),
];

/// 600余入: people; 5干万元: thousands.
fn behind_number(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    for (written, meant, after) in BEHIND {
        for at in case.in_articles(written).filter(|at| *at > 1) {
            let hedge = usize::from(matches!(chars[at - 1], '余' | '多'));
            let next = chars.get(at + 1);
            let ends = next.is_none_or(|c| matches!(c, ',' | '。' | '、' | ';' | ')' | '\n'));
            let goes_on = if after.is_empty() { ends } else { next.is_some_and(|c| after.contains(*c)) };
            if chars[at - 1 - hedge].is_ascii_digit() && goes_on {
                let (zh, en) =
                    (format!("“{written}”疑为“{meant}”之误。"), format!("“{written}” is probably “{meant}”."));
                report.warn(Span::new(at, at + 1), zh, en).suggest(meant);
            }
        }
    }
}

/// Letters and digits, and the point between them.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.'
}

fn digit(c: char) -> Option<char> {
    match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        c if c.is_ascii_digit() || c == '.' => Some(c),
        _ => None,
    }
}

fn is_misread(run: &[char], next: Option<char>) -> bool {
    let letters = run.iter().filter(|c| c.is_ascii_alphabetic()).count();
    let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
    let measured = next.is_some_and(|c| UNITS.contains(c));
    letters > 0 && digits >= letters && measured && run.iter().all(|&c| digit(c).is_some())
}

fn say(case: &Case, span: Span, report: &mut Report) {
    let written = quote(case, span);
    let meant: String = case.text.slice(span).chars().filter_map(digit).collect();
    let (zh, en) = match case.ocr {
        true => ("图像识别把数字认成了字母", "recognised as letters"),
        false => ("数字写成了字母", "written as letters"),
    };
    let zh = format!("“{written}”中{zh},应为“{meant}”。");
    report.warn(span, zh, format!("Digits of “{written}” were {en}; it should be {meant}.")).suggest(meant);
}

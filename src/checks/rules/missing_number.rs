//! # What it looks for
//! A unit whose number was lost: 总投资亿元, 同比增长%, 11月日; and one that stands twice: 12亿元亿元.
//!
//! # Why
//! Where a page was pasted or set, figures in another script or font drop out; the sentence goes on as if nothing were missing.
//!
//! # Warns
//! - `项目总投资亿元,建设标准厂房3栋。`
//! - `根据协议,项目总投资 亿元,年产绿氢4000吨。`
//! - `全镇完成工业总产值13.4亿元,同比增长%;实现税收4320万元。`
//! - `11月日,招商推介会在深圳举行。`
//! - `项目总投资12亿元亿元,年内开工。`
//!
//! # Stays quiet
//! - `项目总投资数亿元,增长百分之十二,单位是亿元。`
//! - `全年计划投资过亿元,新引进亿元项目12个,亿元以上项目投资亿元级。`
//! - `11月下旬,12月1日至5日,每月1日,单位:亿元、%。`
//! - `5月、6月日均签约3个,亩均投资万元以上。`
//!
//! # Limits
//! Only right behind words that a figure follows, and at the end of a clause.

use super::{Case, Report};
use crate::checks::view::quote;
use crate::text::Span;

/// Units, and the words that a figure in them follows.
const UNITS: [(&str, &[&str]); 5] = [
    ("亿元", &SUMS),
    ("万元", &SUMS),
    ("亿美元", &SUMS),
    ("%", &["增长", "下降", "提高", "增幅", "增速", "占比", "占", "率为", "率达", "同比增", "分点"]),
    ("个百分点", &["提高", "高于", "上升", "下降", "回落", "加快"]),
];
const SUMS: [&str; 10] = ["投资", "投资额", "总额", "产值", "收入", "金额", "资金", "税收", "利润", "销售额"];

pub fn check(case: &Case, report: &mut Report) {
    let text = case.text;
    for c in ['亿', '万', '%', '个', '日'] {
        for at in case.in_articles(c).filter(|at| text.blocks[text.block_at(*at)].span.start < *at) {
            let place = match c {
                '亿' | '万' | '%' | '个' if !text.chars[at - 1].is_ascii_digit() => unit(case, at),
                // 11月日
                '日' if text.chars[at - 1] == '月' || text.ends_with(at, "月 ") => {
                    let month = at - 1 - usize::from(text.chars[at - 1] == ' ');
                    let digits = text.chars[..month].iter().rev().take_while(|c| c.is_ascii_digit()).count();
                    let ends =
                        text.chars.get(at + 1).is_some_and(|c| matches!(c, ',' | '至' | '上' | '下' | '晚' | '讯'));
                    ((1..=2).contains(&digits) && ends).then(|| Span::new(month - digits, at + 1))
                }
                _ => None,
            };
            if let Some(place) = place {
                let words = quote(case, place);
                report.warn(
                    place,
                    format!("“{words}”缺少数字,或多了单位。"),
                    format!("“{words}”: a number is missing, or a unit is one too many."),
                );
            }
        }
    }
}

/// A unit with no number before it, at the end of its clause.
fn unit(case: &Case, at: usize) -> Option<Span> {
    let text = case.text;
    let (unit, leads) = UNITS.iter().find(|(unit, _)| text.starts_with(at, unit))?;
    let end = at + unit.chars().count();
    let closed = text.chars.get(end).is_none_or(|c| matches!(c, ',' | ';' | '。' | '、' | '\n'));
    let blank = usize::from(text.chars[at - 1] == ' ');
    let lead = leads.iter().find(|w| {
        text.ends_with(at - blank, w) || text.ends_with(at - blank, "达") && text.ends_with(at - blank - 1, w)
    });
    let twice = *unit != "%" && text.ends_with(at, unit);
    match lead {
        Some(lead) if closed => Some(Span::new(at - blank - lead.chars().count(), end)),
        _ => twice.then(|| Span::new(at - unit.chars().count(), end)),
    }
}

//! # What it looks for
//! A headline whose period, rank, limit in working days or direction is another than that of the text.
//!
//! # Why
//! The headline is what is quoted, and these are the words of it that no sum gives away.
//!
//! # Warns
//! - `青崖县前二季度招商“成绩单”出炉⏎今年1至9月,青崖县新签约项目36个。前三季度,到位资金21亿元。`
//! - `青崖县工业增速居全市第二⏎1至9月,青崖县工业增加值增长11.8%,增速在全市排名第三。`
//! - `环评审批提速至3个工作日⏎青崖县推行告知承诺制,审批时限由20个工作日压缩至5个工作日。`
//! - `青崖县实际使用外资下降两成⏎今年1至5月,全县实际使用外资3120万美元,同比增长20.4%。`
//!
//! # Stays quiet
//! - `青崖县前三季度招商“成绩单”出炉⏎今年1至9月,青崖县新签约项目36个,比上半年多12个。`
//! - `青崖县工业增速居全市第二⏎1至9月,青崖县工业增加值增长11.8%,增速居全市第二、全省第九。`
//! - `青崖县工业增速居全市第二⏎1至9月,青崖县工业增加值增长11.8%,增速居全省第九。`
//! - `环评审批提速至5个工作日⏎青崖县推行告知承诺制,审批时限由20个工作日压缩至5个工作日。`
//! - `青崖县实际使用外资增长两成⏎今年1至5月,全县实际使用外资3120万美元,同比增长20.4%,合同外资下降20.1%。`
//! - `青崖县一季度开门红⏎今年以来,青崖县新签约项目12个。`
//!
//! # Limits
//! Periods only from January on; ranks only of one and the same area; each only where the text has something of the kind and
//! nothing that agrees.

use super::{Case, Report};
use crate::checks::amounts::{Amount, holds_any};
use crate::checks::view::{headlines, quote};
use crate::figures::Figure;
use crate::model::FigureKind;
use crate::text::{Block, Span};

pub fn check(case: &Case, report: &mut Report) {
    let titles: Vec<&Block> = headlines(case.text).collect();
    for &title in &titles {
        let Some(article) = title.article.map(|article| case.articles[article]) else { continue };
        let body = Span::new(title.span.end, article.end.max(title.span.end));
        let of_title = |a: &Amount| titles.iter().any(|other| other.span.contains(a.span));
        let below: Vec<&Amount> = Amount::within(case, body).iter().filter(|a| !of_title(a)).collect();
        period(case, title, body, report);
        for above in Amount::within(case, title.span).iter().filter(|a| a.is_exact()) {
            match above.figure.kind {
                FigureKind::Rank => rank(case, above, &below, report),
                FigureKind::Duration if above.unit() == Some("workday") => limit(case, above, &below, report),
                FigureKind::Percent => direction(case, above, &below, report),
                _ => {}
            }
        }
    }
}

/// The numbers of quarters and months in words.
const NUMBERS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// How many months of a year from January on a period tells of: 前三季度 9, 1至9月 9.
fn months(words: &str) -> Option<usize> {
    let words = ["今年", "去年", "本年", "全年"].iter().fold(words, |rest, w| rest.strip_prefix(w).unwrap_or(rest));
    let number = |words: &str| match words {
        "两" | "俩" => Some(2),
        _ => words.parse().ok().or_else(|| NUMBERS.iter().position(|n| *n == words).map(|at| at + 1)),
    };
    if words == "上半年" {
        return Some(6);
    }
    if let Some(quarters) = words.strip_suffix("季度") {
        let quarters =
            quarters.strip_prefix('前').or_else(|| (quarters == "一" || quarters == "首").then_some("一"))?;
        return number(quarters).filter(|n| *n <= 4).map(|n| 3 * n);
    }
    let words =
        words.strip_suffix("个月").or_else(|| words.strip_suffix("月份")).or_else(|| words.strip_suffix('月'))?;
    let last = words.strip_prefix('前').or_else(|| {
        let rest = words.strip_prefix('1').or_else(|| words.strip_prefix('一'))?;
        ["月至", "至", "—", "-", "~", "－", "–", "到"].iter().find_map(|join| rest.strip_prefix(join))
    });
    number(last?).filter(|n| (2..=12).contains(n))
}

/// 前二季度 above, 1至9月 below.
fn period(case: &Case, title: &Block, body: Span, report: &mut Report) {
    let periods = |span: Span| {
        let here = case.figures_in(span).iter().filter(|f| matches!(f.kind, FigureKind::Period | FigureKind::Date));
        here.filter_map(|f| Some((f, months(&case.text.slice(f.span))?))).collect::<Vec<(&Figure, usize)>>()
    };
    let [(above, of_title)] = periods(title.span)[..] else { return };
    let told = periods(body);
    let clause = case.text.slice(case.text.clause_at(above.span.start));
    let Some((below, _)) = told.first().filter(|_| told.iter().all(|(_, n)| *n != of_title)) else { return };
    // 一季度开门红,上半年双过半: what is to come
    let alone = told.iter().all(|(_, n)| *n == told[0].1) && !holds_any(&clause, &["力争", "确保", "冲刺", "备战"]);
    if alone && !report.has(above.span) {
        let (a, b) = (quote(case, above.span), quote(case, below.span));
        report
            .warn(
                above.span,
                format!("标题作“{a}”,正文说的是“{b}”。"),
                format!("The headline says {a}, the text tells of {b}."),
            )
            .against(below.span);
    }
}

/// Areas that something is ranked in.
const AREAS: [&str; 12] =
    ["全国", "全省", "全市", "全区", "全县", "全州", "全球", "世界", "亚洲", "全自治区", "全盟", "全镇"];

/// What leads up to a rank.
const RANKED: [&str; 6] = ["居", "列", "排", "名", "获", "为"];

/// The area of a rank: the last one that its clause names before it.
fn area(case: &Case, rank: &Amount) -> Option<&'static str> {
    let sentence = case.text.clause_at(rank.span.start).start.min(rank.span.start);
    let words = case.text.slice(Span::new(sentence, rank.span.start));
    let last = AREAS.iter().filter_map(|area| Some((words.rfind(area)?, *area))).max();
    last.filter(|_| holds_any(&words, &RANKED)).map(|(_, area)| area)
}

/// 居全市第二 above, 在全市排名第三 below.
fn rank(case: &Case, above: &Amount, below: &[&Amount], report: &mut Report) {
    let Some(of) = area(case, above) else { return };
    let ranks: Vec<&&Amount> = below.iter().filter(|b| b.figure.kind == FigureKind::Rank && b.is_exact()).collect();
    if ranks.iter().any(|b| b.value == above.value) {
        return;
    }
    let mut same = ranks.iter().filter(|b| area(case, b) == Some(of));
    if let (Some(other), None) = (same.next(), same.next()) {
        say(case, above, other, report);
    }
}

/// 提速至3个工作日 above, 压缩至5个工作日 below.
fn limit(case: &Case, above: &Amount, below: &[&Amount], report: &mut Report) {
    let alike: Vec<&&Amount> = below.iter().filter(|b| b.is_like(above)).collect();
    let down = |a: &Amount| holds_any(&case.text.slice(a.lead), &["至", "到", "为"]) || ends_in(case, a, &['至', '到']);
    if alike.iter().all(|b| b.value != above.value) && down(above) {
        let mut reached = alike.iter().filter(|b| b.is_exact() && down(b));
        if let (Some(other), None) = (reached.next(), reached.next()) {
            say(case, above, other, report);
        }
    }
}

fn ends_in(case: &Case, amount: &Amount, words: &[char]) -> bool {
    amount.span.start.checked_sub(1).is_some_and(|at| words.contains(&case.text.chars[at]))
}

const UP: [&str; 4] = ["增长", "上升", "提高", "增加"];
const DOWN: [&str; 5] = ["下降", "减少", "回落", "下滑", "降低"];

/// So many characters name what moved.
const NAME: usize = 4;

/// Percent that a headline may be off when it speaks in tenths.
const TENTHS: f64 = 5.0;

/// 外资下降两成 above, 同比增长20.4% below, of what has the same name.
fn direction(case: &Case, above: &Amount, below: &[&Amount], report: &mut Report) {
    let moved = |a: &Amount| {
        let clause = case.text.clause_at(a.span.start);
        let words = case.text.slice(Span::new(clause.start.min(a.span.start), a.span.start));
        let way = |ways: &[&'static str]| ways.iter().find_map(|w| Some((words.rfind(w)?, *w))).map(|(at, _)| at);
        match (way(&UP), way(&DOWN)) {
            (Some(at), None) => Some((true, words[..at].to_string())),
            (None, Some(at)) => Some((false, words[..at].to_string())),
            _ => None,
        }
    };
    let Some((up, name)) = moved(above) else { return };
    let name: String =
        name.trim_end_matches("同比").chars().rev().take(NAME).collect::<Vec<_>>().into_iter().rev().collect();
    if name.chars().count() < NAME || below.iter().any(|b| agrees(above, b) && moved(b).is_some_and(|m| m.0 == up)) {
        return;
    }
    let other = below.iter().find(|b| {
        let sentence = case.text.sentence_at(b.span.start);
        let before = case.text.slice(Span::new(sentence.start.min(b.span.start), b.span.start));
        agrees(above, b) && moved(b).is_some_and(|m| m.0 != up) && before.contains(&name)
    });
    if let Some(other) = other {
        let (a, b) = (quote(case, above.span), quote(case, other.span));
        let (says, told) = if up { ("增长", "下降") } else { ("下降", "增长") };
        report
            .error(
                above.span,
                format!("标题说{name}{says}{a},正文说{told}{b}。"),
                format!("The headline and the text move {name} in opposite directions: {a}, {b}."),
            )
            .against(other.span);
    }
}

/// Whether a headline may speak of this rate so.
fn agrees(above: &Amount, below: &Amount) -> bool {
    let tenths = above.value % 10.0 == 0.0;
    below.figure.kind == FigureKind::Percent && (below.value - above.value).abs() < if tenths { TENTHS } else { 1.0 }
}

fn say(case: &Case, above: &Amount, below: &Amount, report: &mut Report) {
    let (a, b) = (quote(case, above.span), quote(case, below.span));
    if !report.has(above.span) {
        report
            .warn(
                above.span,
                format!("标题作“{a}”,正文作“{b}”,全文没有相符的数。"),
                format!("The headline says {a}, the text says {b}; no figure of the text agrees."),
            )
            .against(below.span);
    }
}

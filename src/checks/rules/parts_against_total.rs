//! # What it looks for
//! Parts that do not add up to the total that they are parts of: the three industries and the whole product, a list of
//! sums and their total.
//!
//! # Why
//! One wrong digit in a list is invisible until somebody adds it up.
//!
//! # Warns
//! - `全年地区生产总值420.77亿元。其中,第一产业增加值77.84亿元,第二产业增加值194.35亿元,第三产业增加值188.58亿元。`
//! - `全省开工项目2506个,其中产业项目1582个、基础设施项目531个、社会民生项目236个、生态环保项目107个。`
//! - `上半年签约项目36个。其中,制造业项目19个、服务业项目12个、农产品加工业项目7个。`
//!
//! # Stays quiet
//! - `全年地区生产总值420.77亿元。其中,第一产业增加值77.84亿元,第二产业增加值154.35亿元,第三产业增加值188.58亿元。`
//! - `全省开工项目2506个,其中产业项目1582个、基础设施项目581个、社会民生项目236个、生态环保项目107个。`
//! - `新签项目117个,其中产业项目103个、亿元以上项目111个、外资项目126个。`
//!
//! # Limits
//! Parts may overlap and lists may be incomplete. A list is marked only where one digit of one part, or two digits
//! exchanged, would make it add up exactly, or where kinds that exclude one another are more than the total; the
//! three industries always must add up.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, is_slip, plain};
use crate::checks::view::article_blocks;
use crate::model::FigureKind;
use crate::text::Span;

const INDUSTRIES: [&str; 3] = ["第一产业增加值", "第二产业增加值", "第三产业增加值"];
const PRODUCTS: [&str; 3] = ["地区生产总值", "生产总值", "GDP"];

/// Shares by which the industries may miss the whole product.
const ROUNDING: f64 = 0.005;

/// Ends of the names of sectors, which exclude one another.
const SECTORS: [&str; 5] = ["工业", "农业", "服务业", "制造业", "加工业"];

/// Fewer parts, or smaller ones, add up by chance.
const LEAST_PARTS: usize = 3;
const LEAST: f64 = 100.0;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = amounts.iter().filter(|a| block.span.contains(a.span)).collect();
        industries(case, &here, report);
        for sentence in case.text.sentences_in(block.span) {
            let usable = |a: &&&Amount| sentence.contains(a.span) && adds_up(a.figure.kind) && a.is_stated(case);
            list(case, &here.iter().filter(usable).copied().collect::<Vec<_>>(), report);
            kinds(case, sentence, &here, report);
        }
    }
}

fn industries(case: &Case, here: &[&Amount], report: &mut Report) {
    let money = || here.iter().filter(|a| a.figure.kind == FigureKind::Money && a.is_exact());
    let named = |names: &[&str]| money().find(|a| names.iter().any(|n| case.text.ends_with(a.lead(case).end, n)));
    let Some(total) = named(&PRODUCTS) else { return };
    let parts: Vec<&&Amount> = INDUSTRIES.iter().filter_map(|name| named(&[name])).collect();
    if parts.len() == INDUSTRIES.len() {
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        say(case, total, &parts.into_iter().copied().collect::<Vec<_>>(), (sum / total.value - 1.0).abs() <= ROUNDING, report);
    }
}

/// A total and the parts that follow it in its sentence.
fn list(case: &Case, amounts: &[&Amount], report: &mut Report) {
    for (i, total) in amounts.iter().enumerate() {
        let parts: Vec<&Amount> = amounts[i + 1..].iter().take_while(|a| a.is_like(total)).copied().collect();
        let listed = parts.len() >= LEAST_PARTS && is_list(case, &parts) && parts.iter().all(|p| p.is_exact() && p.value < total.value);
        if !listed || !total.is_exact() {
            continue;
        }
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let slack: f64 = parts.iter().chain([total]).map(|p| (p.high - p.low) / 2.0).sum();
        if (sum - total.value).abs() <= slack + total.value * 1e-9 {
            say(case, total, &parts, true, report);
        } else if parts.iter().any(|p| one_slip_away(p, total.value - (sum - p.value))) {
            say(case, total, &parts, false, report);
        }
        return;
    }
}

/// Kinds of one thing that exclude one another, listed after 其中, against the number of all just before.
fn kinds(case: &Case, sentence: Span, here: &[&Amount], report: &mut Report) {
    let Some(at) = (sentence.start..sentence.end).find(|&i| case.text.starts_with(i, "其中")) else { return };
    let exact = |a: &&&Amount| a.figure.kind == FigureKind::Count && a.is_exact() && a.is_stated(case);
    let parts: Vec<&Amount> =
        here.iter().filter(|a| at < a.span.start && a.span.end <= sentence.end).filter(exact).copied().collect();
    let alike = parts.len() >= LEAST_PARTS && parts.windows(2).all(|w| w[0].is_like(w[1])) && is_list(case, &parts);
    let Some(noun) = parts.first().filter(|_| alike).and_then(|p| exclusive_noun(case, p)) else { return };
    let total = here.iter().rev().filter(|a| a.span.end <= at && a.is_like(parts[0])).filter(exact);
    let total = total.copied().find(|a| case.text.ends_with(a.lead(case).end, noun));
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    if let Some(total) = total
        && parts.iter().all(|p| exclusive_noun(case, p) == Some(noun) && p.value < total.value)
        && sum > total.value
        && !report.has(total.span)
    {
        say(case, total, &parts, false, report);
    }
}

/// What is counted, where its kind is a sector: 制造业*项目*, 农业*项目*.
fn exclusive_noun(case: &Case, part: &Amount) -> Option<&'static str> {
    let end = part.lead(case).end;
    ["项目", "企业"].into_iter().find(|noun| {
        let stem = end - noun.chars().count().min(end);
        case.text.ends_with(end, noun) && SECTORS.iter().any(|sector| case.text.ends_with(stem, sector))
    })
}

/// Whether the parts stand in one list.
fn is_list(case: &Case, parts: &[&Amount]) -> bool {
    parts.windows(2).all(|w| {
        let between = &case.text.chars[w[0].span.end..w[1].span.start];
        between.len() <= 14 && between.contains(&'、')
    })
}

/// Whether the part would fit if one digit of it were another; rounding in the machine aside.
fn one_slip_away(part: &Amount, needed: f64) -> bool {
    let scale = 10f64.powi(2);
    let needed = (needed * scale).round() / scale;
    part.value >= LEAST && needed >= LEAST && part.decimals == 0 && is_slip(part.value, needed)
}

fn say(case: &Case, total: &Amount, parts: &[&Amount], holds: bool, report: &mut Report) {
    let places: Vec<Span> = parts.iter().map(|p| p.span).collect();
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let words: Vec<String> = places.iter().map(|p| case.text.slice(*p)).collect();
    let t = case.text.slice(total.span);
    if holds {
        let message = format!("{}={t}", words.join("+"));
        report.holds(total.span, message.clone(), message).against_all(places);
        return;
    }
    let scale = if sum >= 1e8 { (1e8, "亿") } else { (1.0, "") };
    let result = format!("{}{}", plain(sum / scale.0), scale.1);
    report
        .warn(
            total.span,
            format!("{}合计{result},与总数{t}不符。", words.join("+")),
            format!("{} add up to {result}, not {t}.", words.join(" + ")),
        )
        .against_all(places);
}

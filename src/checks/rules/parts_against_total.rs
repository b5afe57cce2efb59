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
//! - `全年接待客商386批次,其中境外客商128批次、省外客商166批次、省内客商29批次。`
//! - `资金构成为:财政资金占30%,银行贷款占45%,社会资本占35%。`
//!
//! # Stays quiet
//! - `全年地区生产总值420.77亿元。其中,第一产业增加值77.84亿元,第二产业增加值154.35亿元,第三产业增加值188.58亿元。`
//! - `全省开工项目2506个,其中产业项目1582个、基础设施项目581个、社会民生项目236个、生态环保项目107个。`
//! - `新签项目117个,其中产业项目103个、亿元以上项目111个、外资项目126个。`
//!
//! # Limits
//! Parts may overlap and lists may be incomplete. A list is marked only where one digit of one part, or two digits
//! exchanged, would make it add up exactly, or where kinds that exclude one another (`data/checks/partitions.tsv`) are
//! more than the total, or all kinds that there are miss it; the three industries always must add up.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, is_slip, plain};
use crate::checks::sums::{self, Named};
use crate::checks::table;
use std::sync::LazyLock;
use crate::checks::view::{article_blocks, quote};
use crate::model::FigureKind;
use crate::text::Span;

const INDUSTRIES: [&str; 3] = ["第一产业增加值", "第二产业增加值", "第三产业增加值"];
const PRODUCTS: [&str; 3] = ["地区生产总值", "生产总值", "GDP"];

/// Shares by which the industries may miss the whole product.
const ROUNDING: f64 = 0.005;

/// Kinds that exclude one another, and whether there are no others.
static PARTITIONS: LazyLock<Vec<(Vec<&str>, bool)>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../../data/checks/partitions.tsv"));
    rows.into_iter().map(|[kinds, how]: [&str; 2]| (kinds.split('|').collect(), how == "whole")).collect()
});

/// How far apart the parts of a list may stand.
const LIST_GAP: usize = 14;

/// Words of a sentence that tells what something is made up of.
const MADE_UP: [&str; 6] = ["构成", "组成", "结构", "分布", "来源", "比例为"];

/// Of a sentence with more sums only the first are looked at.
const MOST: usize = 60;

/// Fewer parts, or smaller ones, add up by chance.
const LEAST_PARTS: usize = 3;
const LEAST: f64 = 100.0;

const NAMED: Named = Named { parts: "", total: "总数", parts_en: "" };

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = Amount::within(case, block.span).iter().collect();
        industries(case, &here, report);
        for sentence in case.text.sentences_in(block.span) {
            let told: Vec<&Amount> = Amount::within(case, sentence).iter().take(MOST).collect();
            if told.len() < 2 {
                continue;
            }
            let usable = |a: &&&Amount| adds_up(a.figure.kind) && a.is_stated(case);
            list(case, &told.iter().filter(usable).copied().collect::<Vec<_>>(), report);
            kinds(case, sentence, &told, Amount::within(case, block.span), report);
            shares(case, sentence, &told, report);
        }
    }
}

fn industries(case: &Case, here: &[&Amount], report: &mut Report) {
    let money = || here.iter().filter(|a| a.figure.kind == FigureKind::Money && a.is_exact());
    let named = |names: &[&str]| money().find(|a| names.iter().any(|n| case.text.ends_with(a.lead.end, n)));
    let Some(total) = named(&PRODUCTS) else { return };
    let parts: Vec<&&Amount> = INDUSTRIES.iter().filter_map(|name| named(&[name])).collect();
    if parts.len() == INDUSTRIES.len() {
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        sums::say(case, total, &parts.into_iter().copied().collect::<Vec<_>>(), (sum / total.value - 1.0).abs() <= ROUNDING, &NAMED, report);
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
            sums::say(case, total, &parts, true, &NAMED, report);
        } else if parts.iter().any(|p| one_slip_away(p, total.value - (sum - p.value))) {
            sums::say(case, total, &parts, false, &NAMED, report);
        }
        return;
    }
}

/// Kinds of one thing that exclude one another, listed after 其中 or 包括, against the number of all just before.
fn kinds(case: &Case, sentence: Span, told: &[&Amount], here: &[Amount], report: &mut Report) {
    let chars = &case.text.chars[sentence.start..sentence.end];
    let opens = |pair: &[char]| matches!(pair, ['其', '中'] | ['包', '括']);
    let Some(at) = chars.windows(2).position(opens).map(|at| sentence.start + at) else { return };
    let exact = |a: &&Amount| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case);
    let all: Vec<&Amount> = told.iter().filter(|a| at < a.span.start && exact(a)).copied().collect();
    if all.len() < 2 {
        return;
    }
    let leads: Vec<String> = all.iter().map(|a| case.text.slice(a.lead)).collect();
    let named = |row: &&(Vec<&str>, bool)| row.0.iter().any(|kind| says(case, all[0].lead, kind));
    let rows = PARTITIONS.iter().filter(named).filter_map(|row| named_parts(&all, &leads, row));
    let Some(Kinds { parts, whole, noun }) = rows.max_by_key(|kinds| (kinds.parts.len(), kinds.whole)) else { return };
    let before = &here[..here.partition_point(|a| a.span.end <= at)];
    let total = before.iter().rev().take(MOST).find(|a| a.is_like(parts[0]));
    // all kinds of clients make up the total, whatever it calls them
    let counts_them = |t: &&Amount| whole || case.text.slice(t.lead).ends_with(&noun);
    let Some(total) = total.filter(exact).filter(counts_them).filter(|t| parts.iter().all(|p| p.value < t.value)) else { return };
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack: f64 = parts.iter().copied().chain([total]).map(|p| (p.high - p.low) / 2.0).sum();
    if (sum > total.value + slack || whole && sum < total.value - slack) && !report.has(total.span) {
        sums::say(case, total, &parts, false, &NAMED, report);
    }
}

/// Whether a stretch holds a word.
fn says(case: &Case, stretch: Span, word: &str) -> bool {
    let length = word.chars().count();
    (stretch.start..(stretch.end + 1).saturating_sub(length)).any(|at| case.text.starts_with(at, word))
}

/// Parts that are named after kinds that exclude one another.
struct Kinds<'a> {
    parts: Vec<&'a Amount<'a>>,
    /// Whether these are all the kinds that there are.
    whole: bool,
    /// The last characters of what each is a kind of.
    noun: String,
}

/// The first parts of a list that are named after the kinds of a row, each once.
fn named_parts<'a>(all: &[&'a Amount<'a>], leads: &[String], (kinds, whole): &(Vec<&str>, bool)) -> Option<Kinds<'a>> {
    let mut free = kinds.clone();
    let mut parts: Vec<&Amount> = Vec::new();
    let mut noun = None;
    for (part, lead) in all.iter().zip(leads) {
        let listed = parts.last().is_none_or(|last| part.is_like(last) && part.span.start - last.span.end <= LIST_GAP);
        let Some(at) = free.iter().position(|kind| lead.contains(kind)).filter(|_| listed) else { break };
        let kind = free.remove(at);
        // 制造业*项目*, 农业*项目*: kinds of one thing
        let tail = lead.rsplit(kind).next().unwrap_or_default().to_string();
        if *noun.get_or_insert(tail.clone()) != tail {
            break;
        }
        parts.push(part);
    }
    let tail: Vec<char> = noun.unwrap_or_default().chars().collect();
    let noun = tail[tail.len().saturating_sub(2)..].iter().collect();
    (parts.len() >= 2).then_some(Kinds { parts, whole: *whole && free.is_empty(), noun })
}

/// Shares of what something is made up of exceed the whole: 占30%, 占45%, 占35%.
fn shares(case: &Case, sentence: Span, told: &[&Amount], report: &mut Report) {
    let exact = |a: &&&Amount| a.figure.kind == FigureKind::Percent && a.is_exact();
    let is_share = |a: &&&Amount| {
        !a.lead.is_empty() && ["占", "占比", "比重"].iter().any(|w| case.text.ends_with(a.lead.end, w))
    };
    let parts: Vec<&Amount> = told.iter().filter(exact).filter(is_share).copied().collect();
    if parts.len() < 2 {
        return;
    }
    let close = parts.windows(2).all(|w| w[1].span.start - w[0].span.end <= LIST_GAP);
    let leads: Vec<String> = parts.iter().map(|a| case.text.slice(a.lead)).collect();
    let named = PARTITIONS.iter().any(|row| named_parts(&parts, &leads, row).is_some_and(|k| k.parts.len() == parts.len()));
    let words = case.text.slice(sentence);
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack = 0.5 + 0.1 * parts.len() as f64;
    if close && sum > 100.0 + slack && (named || parts.len() > 2 && MADE_UP.iter().any(|w| words.contains(w))) {
        let places: Vec<Span> = parts.iter().map(|p| p.span).collect();
        let words: Vec<String> = places.iter().map(|p| quote(case, *p)).collect();
        let (zh, en) = (words.join("+"), words.join(" + "));
        report
            .warn(
                places[places.len() - 1],
                format!("{zh}合计{}%,超过100%。", plain(sum)),
                format!("{en} add up to {}%, more than the whole.", plain(sum)),
            )
            .against_all(places[..places.len() - 1].iter().copied());
    }
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

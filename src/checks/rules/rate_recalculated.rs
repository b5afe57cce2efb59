//! # What it looks for
//! A rate or share that its own two figures do not give: 收集问题2823个,解决2605个,解决率92.3%.
//!
//! # Why
//! A rate is copied more often than the figures behind it, and one of the three is often an old one.
//!
//! # Warns
//! - `全年计划投资80亿元,截至9月底已完成投资52亿元,占年度计划的75%。`
//! - `全年共收集企业问题2823个,解决2605个,问题解决率为82.3%。`
//! - `应开工项目128个,已开工118个,开工率96.2%。`
//! - `1至8月,全区完成固定资产投资96亿元,占年度计划160亿元的86%。`
//! - `今年1至7月,实际到位资金29.2亿元,完成全年50亿元目标任务的68.4%。`
//! - `前三季度,全县完成税收收入9.6亿元,为年初预算12亿元的85%。`
//! - `今年计划开工项目160个,已开工136个,开工率95%。`
//! - `项目已累计完成投资158亿元,占总投资26.5亿元的59.6%。`
//! - `外销8400万元,占销售总额1.2亿元的60%。`
//! - `一期用地已交付420亩,占应交付面积600亩的60%。`
//! - `全年减税降费18.9亿元,其中制造业8.1亿元,占比34.9%。`
//! - `全市现有规上企业860家。⏎其中,高新技术企业215家,占规上企业的35%。`
//! - `公司去年营收1.8亿元,其中三成,即9000万元来自海外。`
//! - `项目总投资24亿元,其中设备投资7.2亿元,占比过半。`
//! - `去年公司营业收入27.4亿元,其中弹簧收入15.07亿元,占全部营业收入的35%。`
//! - `新签约项目33个,总投资246亿元;其中新能源项目14个,总投资131亿元,占全部签约额的63.3%。`
//! - `8200万美元中,来自香港的就有6150万美元,占了三分之二。`
//!
//! # Stays quiet
//! - `全年目标150个,目前已引进120个,完成全年任务的80%;到位资金86亿元,完成全年任务的92%。`
//! - `全年共收集企业问题2823个,解决2605个,问题解决率为92.3%。`
//! - `应开工项目128个,已开工118个,开工率92.2%;应竣工80个,已竣工57个,竣工率71.3%。`
//! - `1至8月,全区完成固定资产投资96亿元,占年度计划160亿元的60%。`
//! - `完成工业投资86亿元,其中技改投资50.9亿元,占六成;签约项目50个,其中外资项目12个,占四分之一。`
//! - `公司去年营收1.8亿元,其中三成,即5400万元来自海外;职工320人,其中技工180人,占比过半。`
//! - `去年公司营业收入27.4亿元,其中弹簧收入15.07亿元,占全部营业收入的55%,占全市同行业的12%。`
//! - `走访企业300家,收集问题260个,解决241个,企业满意率98.6%。`
//!
//! # Limits
//! Only where two exact figures of one unit, nothing between them, stand before the rate in its sentence, and it is named after the second
//! (开工率 after 已开工); where any two figures of the paragraph give the rate, it holds.

use super::two_values::one_time;
use super::{Case, Report};
use crate::checks::amounts::{
    Amount, adds_up, begins_any, ends_any, holds_any, is_made_of, is_slip, plain, with_point,
};
use crate::checks::view::{article_blocks, is_han, is_paragraph, quote};
use crate::model::FigureKind;
use crate::text::{Block, Span};

/// Points by which a rate may be off without being wrong.
const TOLERANCE: f64 = 0.6;

/// The name of a rate that says no more of what it is a rate of is no longer: 入库率.
const BRIEF: usize = 4;

/// So many sums before the rate are looked at.
const FAR: usize = 40;

pub fn check(case: &Case, report: &mut Report) {
    more_than_half(case, report);
    let mut last: Option<&Block> = None;
    for block in article_blocks(case.text) {
        // the whole may stand in the paragraph before
        let before = last.filter(|b| b.article == block.article && is_paragraph(b) && is_paragraph(block));
        last = Some(block);
        let both = Span::new(before.map_or(block.span.start, |b| b.span.start), block.span.end);
        let amounts = Amount::within(case, block.span);
        if !amounts.iter().any(|a| a.figure.kind == FigureKind::Percent) {
            continue;
        }
        let here: Vec<&Amount> = Amount::within(case, both).iter().collect();
        let own = |a: &&Amount| a.figure.kind == FigureKind::Percent && a.span.start >= block.span.start;
        for (i, rate) in here.iter().enumerate().filter(|(_, a)| own(a)) {
            if of_named_whole(case, &here[..i], rate, report) {
                continue;
            }
            if told_first(case, &here, i, report) || !rate.is_exact() && !is_in_words(case, rate) {
                continue;
            }
            let lead = rate.lead;
            if of_its_own_whole(case, &here[..i], rate, report) {
                continue;
            }
            if rate.is_led_by_any(case, &["率", "满意度"]) || share_of(case, rate).is_some() {
                recalculate(case, rate, lead, &here[i.saturating_sub(3 * FAR)..i], report);
            }
        }
    }
}

fn recalculate(case: &Case, rate: &Amount, lead: Span, here: &[&Amount], report: &mut Report) {
    let of = share_of(case, rate);
    let sentence = case.text.sentence_at(rate.span.start);
    let told = |a: &Amount, words: &[&str]| holds_any(clause(case, a), words);
    let stated = |a: &Amount| a.is_stated(case) || told(a, &PLANNED) || told(a, &BUILT) && !a.is_bound(case);
    let usable = |a: &&&Amount| a.span.end <= rate.span.start && adds_up(a.figure.kind) && a.is_exact() && stated(a);
    let mut before: Vec<&&Amount> = here.iter().rev().filter(usable).take(FAR).collect();
    before.reverse();
    // the same figure is all of itself, whatever it was rounded from
    let other = |part: &Amount, whole: &Amount| part.index != whole.index || rate.value == 100.0;
    let gives = |part: &Amount, whole: &Amount| {
        whole.value > 0.0 && part.is_like(whole) && other(part, whole) && {
            let (low, high) = (100.0 * part.low / whole.high, 100.0 * part.high / whole.low);
            // 三分之二 is soon given by two that it does not tell of
            let near = !is_in_words(case, rate) || sentence.contains(part.span);
            near && low <= rate.high + 0.01 && high >= rate.low - 0.01
        }
    };
    let r = quote(case, rate.span);
    for part in &before {
        if let Some(whole) = before.iter().find(|whole| gives(part, whole)) {
            let (p, w) = (quote(case, part.span), quote(case, whole.span));
            let sum = format!("{p}÷{w}={r}");
            report.holds(rate.span, sum.clone(), sum).against_all([part.span, whole.span]);
            return;
        }
    }
    let earlier = case.text.sentence_at(sentence.start.saturating_sub(2));
    let Some((part, wholes)) = before.split_last().filter(|(part, _)| sentence.contains(part.span)) else { return };
    let Some(whole) = wholes.iter().rev().find(|w| w.is_like(part) && w.span.start >= earlier.start) else { return };
    let between = Span::new(whole.span.end, part.span.start.max(whole.span.end));
    let own = sentence.contains(whole.span);
    let told_between = here.iter().filter(|a| between.contains(a.span));
    // the whole of another rate is no whole of this one
    let of_another = |a: &Amount| a.figure.kind == FigureKind::Percent && !a.is_led_by(case, "增长");
    if told_between.clone().any(|a| a.is_like(part) || of_another(a)) || here[0].span.start > whole.span.start {
        return;
    }
    let given = 100.0 * part.value / whole.value;
    let belongs = match of {
        Some(wholes) => is_part_of(case, part, whole, rate, wholes),
        None => {
            let named = is_named_after(case, lead, part);
            let planned = case.text.ends_with(lead.end, "完成率") && told(whole, &PLANNED);
            // 实缴3780万元,入库率95% where it is 90%: nothing else stands there, and one digit is off
            let scale = 10f64.powi(rate.decimals as i32);
            let words = clause(case, part);
            let brief = lead.len() <= BRIEF && !words.contains(['从', '由']);
            let alone = own
                && brief
                && wholes.iter().filter(|w| sentence.contains(w.span)).count() == 1
                && is_right_behind(case, part, rate);
            let named = (named || planned && is_right_behind(case, part, rate)) && (own || told(part, &DONE));
            named || alone && rate.is_exact() && is_slip((given * scale).round(), rate.value * scale)
        }
    };
    let apart = of.is_none() && told_between.count() > 0 && !is_named_after(case, lead, part);
    // the whole sum of a project is not what is to be done by now
    let other = of.is_none() && clause(case, whole).ends_with("总投资");
    if part.value > whole.value || !belongs || apart || other || is_near(rate, given) {
        return;
    }
    say(case, part, whole, rate, report);
}

/// Whether a share agrees with what its part and its whole give.
fn is_near(rate: &Amount, given: f64) -> bool {
    let (low, high) = if rate.is_exact() {
        let slack = if rate.decimals == 0 && rate.slack() > 1.0 { rate.slack() } else { TOLERANCE };
        (rate.value - slack, rate.value + slack)
    } else {
        (rate.low - TOLERANCE, rate.high + TOLERANCE)
    };
    (low..=high).contains(&given)
}

/// A share that is told in words: 近七成, 四分之一.
fn is_in_words(case: &Case, rate: &Amount) -> bool {
    case.text.chars[rate.span.start..rate.span.end].iter().any(|c| matches!(c, '成' | '之'))
}

/// What stands between a share and what it comes to.
const COMES_TO: [&str; 16] =
    [",", "、", "(", "即", "也就是", "约", "达", "达到", "共", "为", "有", "计", "合", "约合", "超过", "近"];

/// Words of growth and of rates, which are no shares of what stands before them.
const CHANGES: [char; 20] = [
    '增', '涨', '升', '降', '减', '比', '率', '快', '缩', '提', '高', '压', '省', '扩', '多', '少', '度', '低', '折',
    '补',
];

/// Points by which a share in words may be off before what it comes to.
const IN_WORDS: f64 = 3.0;

/// 营收1.8亿元,其中三成,即5400万元: the share stands before what it comes to. Whether it does.
fn told_first(case: &Case, here: &[&Amount], at: usize, report: &mut Report) -> bool {
    let rate = here[at];
    if !is_in_words(case, rate) {
        return false;
    }
    let (Some(part), Some((whole, rest))) = (here.get(at + 1), here[..at].split_last()) else { return false };
    let gap = case.text.slice(Span::new(rate.span.end, part.span.start.max(rate.span.end)));
    let sentence = case.text.sentence_at(rate.span.start);
    let clause = clause(case, rate);
    let comes_to = gap.starts_with([',', '、', '(', '即']) && is_made_of(&gap, &COMES_TO, &[]);
    if !comes_to || clause.contains(CHANGES) || !sentence.contains(part.span) {
        return false;
    }
    let told = sentence.contains(whole.span) && part.is_like(whole) && adds_up(part.figure.kind);
    let alone = rest.last().is_none_or(|other| !sentence.contains(other.span) || !other.is_like(whole));
    // 其中一期投资三成,即…: of another whole
    let own = !clause.contains('期') && !rate.is_bound(case) && whole.value > part.value;
    if told && alone && own && whole.is_exact() {
        let (low, high) = (100.0 * part.low / whole.high, 100.0 * part.high / whole.low);
        if low <= rate.high + IN_WORDS && high >= rate.low - IN_WORDS {
            let sum = format!("{}÷{}={}", quote(case, part.span), quote(case, whole.span), quote(case, rate.span));
            report.holds(rate.span, sum.clone(), sum).against_all([part.span, whole.span]);
        } else {
            say(case, part, whole, rate, report);
        }
    }
    true
}

/// What tells that a part is more than half of its whole, and less.
const MORE_THAN_HALF: [&str; 9] =
    ["过半", "超过一半", "超一半", "超过半数", "超半数", "一半以上", "半数以上", "过了一半", "超过了一半"];
const LESS_THAN_HALF: [&str; 6] = ["不到一半", "不足一半", "不足半数", "不到半数", "未过半", "尚未过半"];

/// 设备投资7.2亿元,占比过半: so far behind its part stands what tells the half.
const HALF: usize = 14;

/// Shares by which a half may be missed.
const HALF_OFF: f64 = 0.02;

fn more_than_half(case: &Case, report: &mut Report) {
    for at in case.in_articles('半') {
        let sentence = case.text.sentence_at(at);
        let start = case.text.clause_at(at).start.min(at);
        let amounts = Amount::within(case, Span::new(sentence.start.min(at), at));
        let [.., whole, part] = amounts else { continue };
        let end = at + 1 + case.text.chars[at + 1..].iter().take_while(|c| is_han(**c)).count().min(3);
        let words = case.text.slice(Span::new(part.span.end.max(start).min(at), end));
        let (less, more) = (holds_any(&words, &LESS_THAN_HALF), holds_any(&words, &MORE_THAN_HALF));
        let near =
            at - part.span.end <= HALF && case.text.slice(Span::new(part.span.end, at)).matches(',').count() == 1;
        let closed = MORE_THAN_HALF.iter().chain(&LESS_THAN_HALF).any(|half| words.ends_with(half));
        let shares = words.starts_with(['占', '超', '过']) || words.contains("占比") || words.contains("比重");
        let shares = closed && (shares || words.ends_with("半数") && part.figure.kind == FigureKind::Count);
        let gap = case.text.slice(Span::new(whole.span.end, part.span.start.max(whole.span.end)));
        let named = holds_any(clause(case, part), &DONE) || is_of_one_noun(case, whole, part);
        let of_it = gap.matches([',', '、']).count() == 1 && !gap.contains([';', '。']) && named;
        let usable = part.is_like(whole) && adds_up(part.figure.kind) && part.is_exact() && whole.is_exact();
        if less == more || !near || !shares || !of_it || !usable || part.value >= whole.value {
            continue;
        }
        let share = part.value / whole.value;
        let wrong = if more { share < 0.5 - HALF_OFF } else { share > 0.5 + HALF_OFF };
        let said = Span::new(at, at + 1);
        let (p, w, given) = (quote(case, part.span), quote(case, whole.span), plain(100.0 * share));
        if wrong {
            report
                .warn(
                    said,
                    format!("{p}÷{w}={given}%,与文中所说的一半不符。"),
                    format!("{p} of {w} is {given}%, against the half that is told."),
                )
                .against_all([part.span, whole.span]);
        } else {
            let sum = format!("{p}÷{w}={given}%");
            report.holds(said, sum.clone(), sum).against_all([part.span, whole.span]);
        }
    }
}

/// Whether a rate stands in the clause right behind its part.
fn is_right_behind(case: &Case, part: &Amount, rate: &Amount) -> bool {
    case.text.chars[part.span.end..rate.span.start].iter().filter(|c| matches!(c, ',' | ';' | '。')).count() == 1
}

fn say(case: &Case, part: &Amount, whole: &Amount, rate: &Amount, report: &mut Report) {
    let given = 100.0 * part.value / whole.value;
    let (p, w, r) = (quote(case, part.span), quote(case, whole.span), quote(case, rate.span));
    let finding = report.warn(
        rate.span,
        format!("{p}÷{w}={}%,与文中的{r}不符。", plain(given)),
        format!("{p} of {w} is {}%, not {r}.", plain(given)),
    );
    finding.against_all([part.span, whole.span]);
    if !is_in_words(case, rate) {
        finding.suggest(format!("{given:.*}%", rate.decimals));
    }
}

/// 完成投资96亿元,占年度计划160亿元的60%: the whole stands right before its share. Whether it does.
fn of_its_own_whole(case: &Case, before: &[&Amount], rate: &Amount, report: &mut Report) -> bool {
    let Some((whole, earlier)) = before.split_last() else { return false };
    let Some(part) = earlier.iter().rev().find(|a| a.figure.kind != FigureKind::Percent) else { return false };
    let clause = clause(case, whole);
    let behind = case.text.slice(Span::new(whole.span.end, rate.span.start));
    // 完成全年50亿元目标任务的58%
    let named = PLANS.iter().filter_map(|plan| behind.strip_prefix(plan)).min_by_key(|rest| rest.len());
    let planned = (ends_any(clause, &PLANS) || named.is_some()) && begins_any(clause, &OF_PLAN);
    let behind = named.unwrap_or(&behind);
    let gap = case.text.slice(Span::new(part.span.end, whole.span.start.max(part.span.end)));
    let near = gap.matches(',').count() <= usize::from(part.index + 1 < whole.index) + 1
        && gap.contains(',')
        && !gap.contains([';', '。']);
    let told = near && (clause.starts_with('占') || planned) && SHARES.contains(&behind.trim_start_matches(')'));
    if !told
        || !part.is_like(whole)
        || !adds_up(part.figure.kind)
        || !part.is_exact()
        || !whole.is_exact()
        || whole.value <= 0.0
        || rate.is_bound(case)
    {
        return false;
    }
    if is_near(rate, 100.0 * part.value / whole.value) {
        let sum = format!("{}÷{}={}", quote(case, part.span), quote(case, whole.span), quote(case, rate.span));
        report.holds(rate.span, sum.clone(), sum).against_all([part.span, whole.span]);
    } else if !lost_point(case, part, whole, rate, report) && part.value <= whole.value {
        say(case, part, whole, rate, report);
    }
    true
}

/// 完成投资158亿元,占总投资26.5亿元的59.6%: the part lost its point, for with it the share is right.
fn lost_point(case: &Case, part: &Amount, whole: &Amount, rate: &Amount, report: &mut Report) -> bool {
    let given = 100.0 * part.value / whole.value;
    let places = [1, 2].into_iter().find(|places| (given / 10f64.powi(*places) - rate.value).abs() <= TOLERANCE / 2.0);
    let written = quote(case, part.span);
    let Some(with) = places.filter(|_| part.decimals == 0).and_then(|places| with_point(&written, places)) else {
        return false;
    };
    let (w, r) = (quote(case, whole.span), quote(case, rate.span));
    report
        .warn(
            part.span,
            format!("{written}÷{w}={}%,与文中的{r}不符;若为“{with}”则相符,疑漏小数点。", plain(given)),
            format!("{written} of {w} is {}%, not {r}; with “{with}” it is right: a point may be lost.", plain(given)),
        )
        .against_all([whole.span, rate.span])
        .suggest(with);
    true
}

/// What a share is of is named with so many characters at least.
const NAMED: usize = 3;

/// 规上企业860家。⏎高新技术企业215家,占规上企业的35%: the whole is named, and was counted before. Whether it was.
fn of_named_whole(case: &Case, before: &[&Amount], rate: &Amount, report: &mut Report) -> bool {
    let clause = clause(case, rate);
    let Some(name) = clause.strip_prefix('占').and_then(|words| words.strip_suffix('的')) else { return false };
    // 占项目总数的: of the projects that were counted
    let (name, least) = match ["总数", "总量", "总额"].iter().find_map(|all| name.strip_suffix(all)) {
        Some(counted) => (counted, 2),
        None => (name, NAMED),
    };
    let Some((part, earlier)) = before.split_last() else { return false };
    let gap = case.text.slice(Span::new(part.span.end, rate.span.start));
    let at_once = gap.matches(',').count() == 1 && !gap.contains([';', '。']) && part.is_exact() && rate.is_exact();
    if name.chars().count() < least || !at_once || !adds_up(part.figure.kind) {
        return false;
    }
    let counts = |w: &&&Amount| {
        w.is_like(part)
            && w.is_exact()
            && w.is_stated(case)
            && (w.is_led_by(case, name) || case.text.starts_with(w.span.end, name))
    };
    let mut wholes = earlier.iter().filter(counts);
    let (Some(whole), None) = (wholes.next(), wholes.next()) else { return false };
    let given = 100.0 * part.value / whole.value;
    if is_near(rate, given) {
        let sum = format!("{}÷{}={}", quote(case, part.span), quote(case, whole.span), quote(case, rate.span));
        report.holds(rate.span, sum.clone(), sum).against_all([part.span, whole.span]);
        return true;
    }
    let slip = (given - rate.value).abs() > FAR_OFF && part.value < whole.value && one_time(case, whole, part);
    if slip {
        say(case, part, whole, rate, report);
    }
    slip
}

/// Points by which a share of what was counted further above is off.
const FAR_OFF: f64 = 1.5;

/// What stands before a plan that something is held against, and between a whole and its share.
const OF_PLAN: [&str; 7] = ["占", "完成", "为", "达", "是", "相当于", "约占"];
const SHARES: [&str; 8] = ["的", "的比重为", "的比例为", "的比重达", "的比例达", "的比重", "的比例", "的比重达到"];

/// Whether the rate (开工率, 化解率) is named after what leads up to the part (已开工, 解决).
fn is_named_after(case: &Case, lead: Span, part: &Amount) -> bool {
    let stem = Span::new(lead.end.saturating_sub(3).max(lead.start), lead.end - 1);
    let clause_of_part = case.text.clause_at(part.span.start);
    let words = &case.text.chars[clause_of_part.start..clause_of_part.end];
    let between = part.span.end..lead.start;
    let commas = case.text.chars[between].iter().filter(|c| matches!(c, ',' | ';' | '。')).count();
    let stem = &case.text.chars[stem.start..stem.end];
    let named = !stem.is_empty() && stem.iter().all(|c| words.contains(c));
    let synonym = stem == ['化', '解'] && words.windows(2).any(|pair| pair == ['解', '决']);
    // 当年签约项目落地率 is of some of them
    let own = clause(case, &Amount { span: Span::new(lead.end, lead.end), ..*part });
    let narrower = holds_any(own, &["当年", "当月", "本月", "其中"]);
    commas <= 1 && (named || synonym) && !narrower
}

/// What a part is a share of: 占年度计划的75%, 完成全年任务的80%.
const PLANS: [&str; 9] = ["计划", "任务", "目标", "目标任务", "年度计划", "任务数", "计划数", "预算", "预算数"];

/// Words that lead up to a plan, and to a number of all.
const PLANNED: [&str; 6] = ["计划", "目标", "任务", "安排", "排定", "年度"];
const ALL: [&str; 7] = ["共有", "现有", "总数", "共", "全部", "总额", "总量"];
const INVESTED: [&str; 1] = ["总投资"];

/// Words of what is there: 建成48万平方米.
const BUILT: [&str; 7] = ["建成", "完成", "已", "实现", "实缴", "到位", "截至"];

/// Words that tell that the part is of it: 已完成, 目前已引进.
const DONE: [&str; 7] = ["已", "完成", "其中", "实现", "累计", "有", "引进"];

/// What leads up to the whole that a percentage is a share of, where it says so: 占比, 占年度计划的.
fn share_of(case: &Case, rate: &Amount) -> Option<&'static [&'static str]> {
    let clause = clause(case, rate);
    const SHARES: [&str; 18] = [
        "占",
        "占到",
        "占到了",
        "占了",
        "占比",
        "占比达",
        "占比达到",
        "占比为",
        "占比约",
        "占比约为",
        "占比超",
        "占比近",
        "约占",
        "占总数的",
        "占全部的",
        "占近",
        "占超",
        "占比超过",
    ];
    if SHARES.contains(&clause) {
        return Some(&ALL);
    }
    let words = clause.strip_suffix("的")?;
    match words.strip_prefix('占') {
        Some("总投资") => Some(&INVESTED),
        Some(all) if ends_any(all, &["总数", "总量", "总额"]) && !all.contains(['全', '省', '市']) => {
            Some(&ALL)
        }
        Some(all) if all.starts_with("全部") && !all.contains(['省', '市', '国']) => Some(&ALL),
        _ => {
            let plan = ends_any(words, &PLANS) && begins_any(words, &OF_PLAN);
            plan.then_some(&PLANNED)
        }
    }
}

/// The words of its clause before an amount.
fn clause<'a>(case: &Case<'a>, amount: &Amount) -> &'a str {
    case.text.words(Span::new(case.text.clause_at(amount.span.start).start.min(amount.span.start), amount.span.start))
}

/// What stands between a number of all and some of them.
const AMONG: [&str; 8] = ["中,有", "中,已有", "中,", "里,已有", "里,有", "中有", "中已有", "中,其中"];

/// 新开工项目80个,制造业项目32个: whether what leads up to the part ends in what leads up to the whole.
fn is_of_one_noun(case: &Case, whole: &Amount, part: &Amount) -> bool {
    let noun = |a: &Amount| {
        let words = case.text.slice(a.lead);
        let words = words.trim_end_matches('额').trim_end_matches('总');
        words.chars().rev().take(2).collect::<String>()
    };
    let (w, p) = (noun(whole), noun(part));
    let narrower = part.lead.len() > 2 && part.lead.len() >= whole.lead.len().min(4);
    w.chars().count() == 2 && w == p && narrower && part.is_exact() && whole.is_exact()
}

/// Whether part and whole stand in neighbouring clauses that say so, and the rate right behind them.
fn is_part_of(case: &Case, part: &Amount, whole: &Amount, rate: &Amount, wholes: &[&str]) -> bool {
    let (w, p) = (clause(case, whole), clause(case, part));
    let gap = &case.text.chars[part.span.end..rate.span.start];
    let at_once = gap.iter().take_while(|c| !matches!(c, ',' | '(')).count() <= 12
        && gap.iter().filter(|c| **c == ',').count() <= 1;
    let clauses = case.text.chars[whole.span.end..part.span.start].iter().filter(|c| **c == ',').count();
    let named = holds_any(w, wholes) && holds_any(p, &DONE);
    // 减税18.9亿元,其中制造业8.1亿元,占比42.9%
    let between = case.text.slice(Span::new(whole.span.end, part.span.start));
    // the whole sum of a project is not the plan of a year
    let other = w.ends_with("总投资") && wholes != INVESTED && !p.ends_with("总投资");
    let of_them = p.starts_with("其中") || [",其中", ";其中"].iter().any(|w| between.starts_with(w));
    let own = of_them && clauses == 1 && wholes == ALL;
    // 园区200家企业中,有60家是…
    let among = clauses == 1 && wholes == ALL && {
        let first = between.starts_with("中,");
        first || AMONG.iter().any(|of| between.ends_with(of)) || is_of_one_noun(case, whole, part)
    };
    let own = own || among;
    at_once && !other && clauses <= 2 && (named || own)
}

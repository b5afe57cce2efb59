//! # What it looks for
//! A stated duration that the two times or dates beside it do not give: 9时 to 10时22分 in 92分钟.
//!
//! # Why
//! The duration is the news (82分钟办结企业登记), and the times are its proof.
//!
//! # Warns
//! - `当天上午9时,田女士提交了材料。10时22分,执照办结,用时仅仅92分钟。`
//! - `[2024-06-30]项目1月22日签约、6月18日封顶,前后历时118天。`
//! - `[2024-06-30]展会于5月18日至22日举行,为期4天。`
//! - `项目从2022年3月签约,到2022年11月投产,仅用了5个月时间。`
//! - `从3月20日递交申请,到4月2日拿到许可证,前后只用了10天。`
//! - `2023年2月,项目签约;2023年11月,首台设备下线,从签约到下线历时6个月。`
//! - `大桥2021年5月动工,2023年5月竣工,建设历时三年。`
//! - `展会将于9月12日至15日举行,会期三天。`
//! - `活动时间为2024年5月1日至5月5日,为期7天。`
//! - `租期自2024年1月1日起至2033年12月31日止,共20年。`
//! - `会议从上午9时开始,到11时30分结束,历时三个半小时。`
//! - `[2024-06-30]3月12日,招商专班第一次见到这家企业。⏎5月20日,双方正式签约,距离初次见面只有96天。`
//! - `6月5日上午9时,座谈会准时开始。⏎企业家们轮流发言。⏎中午12时40分,会议结束,整整开了4小时40分钟。`
//! - `座谈会上午9时开始。会议开了两个半小时,12时30分散会。`
//! - `项目2020年开工,2023年竣工,建设周期五年。`
//! - `企业2008年落户,扎根本地至2023年已有25年。`
//! - `双方签订为期十年的合作协议,协议有效期自2023年6月1日至2028年5月31日。`
//! - `上午8时30分出发,10时到达,车程两个小时。`
//! - `大会9月20日开幕,9月23日闭幕,会期五天;招商周自5月10日起至5月16日止,共8天。`
//!
//! # Stays quiet
//! - `当天上午9时,田女士提交了材料。10时22分,执照办结,用时仅仅82分钟。`
//! - `[2024-06-30]项目1月22日签约、6月18日封顶,前后历时148天。`
//! - `[2024-06-30]展会于5月18日至22日举行,为期5天。`
//! - `项目从2022年3月签约,到2022年11月投产,仅用了8个月时间。`
//! - `会议从上午9时开始,到11时30分结束,历时两个半小时。`
//! - `企业2008年落户,扎根本地至2023年已有15年;双方签订为期五年的协议,有效期自2023年6月1日至2028年5月31日。`
//! - `租期自2024年1月1日起至2043年12月31日止,共20年。`
//! - `2023年2月,项目签约;5月开工建设;2023年11月,首台设备下线,从开工到下线历时6个月。`
//! - `6月5日上午9时,座谈会准时开始。⏎10时,企业家们发言。⏎中午12时40分,会议结束,发言整整用了2小时40分钟。`
//! - `上午9时活动开始,10时30分结束。另一家企业办证用时仅20分钟。`
//!
//! # Limits
//! Only where the words around the duration tell that it is the time between, and only near misses: what is far off
//! measures something else.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::amounts::{Amount, are_turned, follows_any, follows_on_any, holds_any, plain};
use crate::checks::view::{article_blocks, is_han, quote};
use crate::float;
use crate::model::{FigureKind, Value};
use crate::text::Span;

/// Words that tell that a duration lies between the two times before it.
const BETWEEN: [&str; 19] = [
    "车程", "航程", "飞行", "距离", "周期", "工期", "整整", "用时", "历时", "耗时", "费时", "前后", "中间", "相隔",
    "时隔", "仅用", "只用", "用了", "花了",
];

/// Words right before a number of years between two months.
const YEARS: [&str; 9] = ["历时", "用时", "耗时", "仅用", "整整", "周期", "周期为", "工期", "用了"];

/// Of these both ends count.
const BOTH_ENDS: [&str; 4] = ["为期", "会期", "展期", "持续"];

/// Shares by which a duration may be off and still mean the time between.
const NEAR: f64 = 0.3;
const FROM_TO: f64 = 0.6;

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        if !Amount::within(case, block.span).iter().any(|a| a.figure.kind == FigureKind::Duration && a.is_exact()) {
            continue;
        }
        let times = points(case, block.span, FigureKind::Time, minutes);
        let mut dates = points(case, block.span, FigureKind::Date, days);
        if dates.is_empty() {
            dates = days_without_year(case, block.span);
        }
        for &duration in Amount::within(case, block.span).iter().filter(|a| a.is_exact()) {
            let told =
                |points: &[(Span, f64)]| points.iter().filter(|(span, _)| span.end <= duration.span.start).count();
            let wider = |own: &[(Span, f64)], kind, read| {
                let article = block.article.map_or(block.span, |article| case.articles[article]);
                let mut all = if told(own) == 1 { points(case, article, kind, read) } else { Vec::new() };
                if all.is_empty() && kind == FigureKind::Date && told(own) == 1 {
                    all = days_without_year(case, article);
                }
                // where there are more, nothing tells which two are meant
                if told(&all) == 2 { all } else { own.to_vec() }
            };
            let (times, dates) = match duration.unit() {
                Some("min") => (wider(&times, FigureKind::Time, minutes), Vec::new()),
                Some("d") => (Vec::new(), wider(&dates, FigureKind::Date, days)),
                _ => (times.clone(), dates.clone()),
            };
            match duration.unit() {
                Some("min") => hold(case, &duration, &times, (0.0, "分钟"), report),
                Some("h") => {
                    let article = block.article.map_or(block.span, |article| case.articles[article]);
                    time_between(case, &duration, &points(case, article, FigureKind::Time, minutes), report);
                    let hours = |(span, minutes): &(Span, f64)| (*span, minutes / 60.0);
                    let times: Vec<(Span, f64)> = times.iter().map(hours).collect();
                    hold(case, &duration, &times, (0.25, "小时"), report);
                }
                Some("d") => hold(case, &duration, &dates, (1.0, "天"), report),
                // 2021年5月 to 2023年5月 are two years
                Some("year") if follows_on_any(case, duration.span.start, &YEARS) => {
                    let years = |(span, months): (Span, f64)| (span, months / 12.0);
                    let mut dates =
                        points(case, block.span, FigureKind::Date, months).into_iter().map(years).collect::<Vec<_>>();
                    let whole = dates.is_empty();
                    if whole {
                        dates = years_told(case, block.span);
                    }
                    hold(case, &duration, &dates, (if whole { 1.0 } else { 0.75 }, "年"), report);
                }
                // 3月 to 11月 are eight months, or nine with both
                Some("month") => {
                    hold(case, &duration, &points(case, block.span, FigureKind::Date, months), (1.0, "个月"), report);
                }
                _ => {}
            }
            if duration.unit() == Some("year") {
                up_to(case, &duration, report);
            }
            if let Some((_, days)) = LENGTHS.iter().find(|(unit, _)| duration.unit() == Some(unit)) {
                hold_stretch(case, &duration, *days, report);
                if *days > 1.0 {
                    stretch_behind(case, &duration, *days, report);
                }
            }
        }
    }
}

/// Words that tell how long a stretch of days lasts.
const LASTS: [&str; 10] = ["(", "时间", "为期", "历时", "持续", "会期", "展期", "共", "期限", "期限为"];

/// What begins, and what tells how long it has gone on.
const BEGAN: [&str; 9] = ["成立", "创办", "落户", "设立", "创建", "诞生", "起步", "创立", "建厂"];
const SINCE: [&str; 7] = ["已有", "已经", "已走过", "走过了", "走过", "已是", "历经"];

/// 企业2008年落户,至2023年已有15年.
fn up_to(case: &Case, duration: &Amount, report: &mut Report) {
    let sentence = case.text.sentence_at(duration.span.start);
    let years = years_told(case, Span::new(sentence.start.min(duration.span.start), duration.span.start));
    let [(from, start), (to, end)] = years[..] else { return };
    let between = case.text.slice(Span::new(from.end, to.start));
    let gap = case.text.slice(Span::new(to.end, duration.span.start));
    let told = between.ends_with(['到', '至']) && holds_any(&between, &BEGAN) && SINCE.contains(&gap.as_str());
    let given = end - start;
    if told && given > 0.0 && (given - duration.value).abs() > 1.0 {
        let (a, b, d) = (quote(case, from), quote(case, to), quote(case, duration.span));
        report
            .warn(
                duration.span,
                format!("从{a}到{b}是{given}年,与文中的{d}不符。"),
                format!("From {a} to {b} is {given}, not {d}."),
            )
            .against_all([from, to]);
    }
}

/// What goes on for a stretch that is told right behind how long it is.
const TERMS: [&str; 6] = ["有效期", "租期", "期限", "合同期", "合作期", "建设期"];

/// 为期十年的合作协议,有效期自2023年6月1日至2033年5月31日.
fn stretch_behind(case: &Case, duration: &Amount, days: f64, report: &mut Report) {
    let sentence = case.text.sentence_at(duration.span.start);
    let Some(stretch) = case.figures.get(duration.index + 1).filter(|f| sentence.contains(f.span)) else { return };
    let gap = case.text.slice(Span::new(duration.span.end, stretch.span.start));
    let told = TERMS.iter().any(|term| gap.trim_end_matches(['自', '从', '为']).ends_with(term))
        || gap.starts_with(['(', ',']) && gap.trim_start_matches(['(', ',']).trim_end_matches(['自', '从']).is_empty();
    let lasts = follows_on_any(case, duration.span.start, &["为期", "期限", "期限为", "租期", "租期为"]);
    let Some((first, last)) = days_of(&stretch.value).filter(|_| told && lasts && !gap.contains(';')) else { return };
    let exact = (last - first + 1.0) / days;
    let (s, d) = (quote(case, stretch.span), quote(case, duration.span));
    if (exact - duration.value).abs() <= UNEVEN * duration.value {
        report.holds(duration.span, format!("{s}是{d}。"), format!("{s} is {d}.")).against(stretch.span);
    } else if (exact - exact.round()).abs() <= UNEVEN && exact >= 1.0 {
        let given = exact.round();
        report
            .warn(
                duration.span,
                format!("{s}首尾共{given}{},与文中的{d}不符。", if days > 100.0 { "年" } else { "个月" }),
                format!("{s} is {given}, both ends counted, not {d}."),
            )
            .against(stretch.span);
    }
}

/// The days of what stretches are measured in.
const LENGTHS: [(&str, f64); 3] = [("d", 1.0), ("month", 365.25 / 12.0), ("year", 365.25)];

/// So few characters stand between a stretch and how long it is.
const AT_ONCE: usize = 5;

/// By how many of them a stretch of months or years may miss a whole number.
const UNEVEN: f64 = 0.1;

/// 5月18日至22日举行,为期5天: the stretch right before it in its sentence, both ends counted.
fn hold_stretch(case: &Case, duration: &Amount, days: f64, report: &mut Report) {
    let sentence = case.text.sentence_at(duration.span.start);
    let lasts = follows_on_any(case, duration.span.start, &LASTS);
    let mut earlier = case.figures[..duration.index].iter().rev().take_while(|f| f.span.start >= sentence.start);
    let stretch = earlier.find(|f| matches!(f.kind, FigureKind::Period | FigureKind::Date));
    let told =
        stretch.and_then(|f| Some((f.span, days_of(&f.value).or_else(|| days_of_month(&case.text.slice(f.span)))?)));
    let two = || {
        let (to, from) = (stretch?, earlier.next()?);
        let gap = case.text.slice(Span::new(from.span.end.min(to.span.start), to.span.start));
        let goes_on = ["起至", "至", "到", "开始,到"].contains(&gap.as_str()) || gap.starts_with("开幕");
        let [from_day, to_day] = [from, to].map(|f| day_without_year(&case.text.slice(f.span)));
        (goes_on && days == 1.0).then_some((Span::new(from.span.start, to.span.end), (from_day?, to_day?)))
    };
    let ranged = told.is_some();
    let Some((span, (first, last))) = told.or_else(two) else { return };
    if duration.figure.kind != FigureKind::Duration || !lasts {
        return;
    }
    let exact = (last - first + 1.0) / days;
    let given = exact.round();
    let (s, d) = (quote(case, span), quote(case, duration.span));
    // 5月1日至5日,为期7天: nothing between leaves no doubt
    let named = follows_on_any(case, duration.span.start, &BOTH_ENDS);
    let near = if duration.span.start - span.end.min(duration.span.start) <= AT_ONCE || ranged && named {
        FROM_TO
    } else {
        NEAR
    };
    if duration.value == given
        || duration.value + 1.0 == given && !follows_on_any(case, duration.span.start, &BOTH_ENDS)
    {
        report.holds(duration.span, format!("{s}是{d}。"), format!("{s} is {d}.")).against(span);
    } else if days > 1.0 && (exact - given).abs() <= UNEVEN && given >= 1.0
        || days == 1.0 && (given - duration.value).abs() <= (near * given).max(1.0)
    {
        let (unit, of) = match duration.unit() {
            Some("month") => ("个月", "months"),
            Some("year") => ("年", "years"),
            _ => ("天", "days"),
        };
        report
            .warn(
                duration.span,
                format!("{s}首尾共{given}{unit},与文中的{d}不符。"),
                format!("{s} is {given} {of}, both ends counted, not {d}."),
            )
            .against(span);
    }
}

/// 5月18日至22日, 5月18日起至6月2日 of an unknown year.
fn days_of_month(words: &str) -> Option<(f64, f64)> {
    let (first, last) = words.split_once(['至', '到', '-', '—', '~'])?;
    let first = first.trim_end_matches('起').trim_end_matches('日');
    let (month, _) = first.split_once('月')?;
    let last = if last.contains('月') { last.to_string() } else { format!("{month}月{last}") };
    Some((day_without_year(&format!("{first}日"))?, day_without_year(&last)?))
}

/// The first and the last day of an interval.
fn days_of(value: &Value) -> Option<(f64, f64)> {
    let Value::Iso(iso) = value else { return None };
    let (first, last) = iso.split_once('/')?;
    Some((days(first)?, days(last)?))
}

/// The points in time of a block, in order, as numbers.
fn points(case: &Case, block: Span, kind: FigureKind, read: fn(&str) -> Option<f64>) -> Vec<(Span, f64)> {
    let from = case.figures.partition_point(|f| f.span.start < block.start);
    let figures = case.figures[from..].iter().take_while(|f| f.span.end <= block.end).filter(|f| f.kind == kind);
    let iso = figures.filter_map(|f| if let Value::Iso(iso) = &f.value { Some((f.span, read(iso)?)) } else { None });
    iso.collect()
}

/// 3月20日 and 4月2日 where nothing tells the year: days of one year that is no leap year, as long as they go on.
fn days_without_year(case: &Case, block: Span) -> Vec<(Span, f64)> {
    let dates = case.figures_in(block).iter().filter(|f| f.kind == FigureKind::Date);
    dates.filter_map(|f| Some((f.span, day_without_year(&case.text.slice(f.span))?))).collect()
}

fn day_without_year(words: &str) -> Option<f64> {
    let words = words.split_once('年').map_or(words, |(_, day)| day);
    let (month, day) = words.strip_suffix(['日', '号'])?.split_once('月')?;
    days(&format!("2023-{:02}-{:02}", month.parse::<u8>().ok()?, day.parse::<u8>().ok()?))
}

/// 2020年 and 2023年.
fn years_told(case: &Case, block: Span) -> Vec<(Span, f64)> {
    let year = |words: String| float::parse(words.strip_suffix('年').filter(|y| y.len() == 4)?);
    case.figures_in(block).iter().filter_map(|f| Some((f.span, year(case.text.slice(f.span))?))).collect()
}

/// What tells how long something went on, and that it was over.
const WENT_ON: [&str; 6] = ["开了", "持续了", "历时", "整整", "进行了", "用了"];
const OVER: [&str; 6] = ["结束", "散会", "落幕", "闭幕", "收官", "散场"];

/// 上午9时开始。…开了两个半小时,12时30分散会: it lies between the time before it and the one right behind it.
fn time_between(case: &Case, duration: &Amount, times: &[(Span, f64)], report: &mut Report) {
    let at = times.partition_point(|(span, _)| span.end <= duration.span.start);
    let (Some((from, start)), Some((to, end))) = (at.checked_sub(1).map(|i| times[i]), times.get(at).copied()) else {
        return;
    };
    let over = follows_any(case, to.end, &OVER);
    let at_once = to.start.saturating_sub(duration.span.end) <= AT_ONCE;
    if !over || !at_once || !follows_on_any(case, duration.span.start, &WENT_ON) {
        return;
    }
    let given = (end - start) / 60.0;
    let (a, b, d) = (quote(case, from), quote(case, to), quote(case, duration.span));
    if (given - duration.value).abs() > 0.25 && given > 0.0 && given <= 12.0 {
        let given = plain(given);
        report
            .warn(
                duration.span,
                format!("从{a}到{b}是{given}小时,与文中的{d}不符。"),
                format!("From {a} to {b} is {given}, not {d}."),
            )
            .against_all([from, to]);
    }
}

fn minutes(iso: &str) -> Option<f64> {
    let (hours, minutes) = iso.split_once(':')?;
    Some(60.0 * float::parse(hours)? + float::parse(minutes)?)
}

/// Of a date that tells no day.
fn months(iso: &str) -> Option<f64> {
    let (year, month) = iso.split_once('-')?;
    Some(12.0 * float::parse(year)? + float::parse(month)?)
}

fn days(iso: &str) -> Option<f64> {
    parse_date(iso).ok().map(|date| f64::from(date.to_julian_day()))
}

fn hold(case: &Case, duration: &Amount, points: &[(Span, f64)], (slack, unit): (f64, &str), report: &mut Report) {
    if duration.figure.kind != FigureKind::Duration || !is_between(case, duration) {
        return;
    }
    let before: Vec<&(Span, f64)> = points.iter().filter(|(span, _)| span.end <= duration.span.start).collect();
    let Some([(from, start), (to, end)]) = stages(case, duration, &before) else { return };
    let given = end - start;
    // 从…到…, in one sentence leaves no doubt what was measured
    let sentence = case.text.sentence_at(from.start);
    let lead = case.text.slice(Span::new(sentence.start.min(from.start), from.start));
    let named = from_to(case, duration).is_some() && sentence.contains(duration.span);
    let clear = unit != "天" && sentence.contains(duration.span);
    let opened = sentence.contains(duration.span) && (lead.ends_with('从') || lead.ends_with("从上午"));
    let near = match unit {
        "年" => 1.0,
        _ if clear || opened || named => FROM_TO,
        _ => NEAR,
    };
    let (a, b, d) = (quote(case, from), quote(case, to), quote(case, duration.span));
    // A year that was guessed may lack the leap day, and either day may be counted.
    if given > 0.0 && (given - duration.value).abs() <= slack {
        let message = format!("{a}→{b}={d}");
        report.holds(duration.span, message.clone(), message).against_all([from, to]);
    } else if given > 0.0 && ((given - duration.value).abs() <= near * given || are_turned(given, duration.value)) {
        report
            .warn(
                duration.span,
                format!("从{a}到{b}是{}{unit},与文中的{d}不符。", plain(given)),
                format!("From {a} to {b} is {}, not {d}.", plain(given)),
            )
            .against_all([from, to]);
    }
}

/// 从签约到下线历时6个月: what the clause of a duration says it is the time between.
fn from_to(case: &Case, duration: &Amount) -> Option<(String, String)> {
    let clause = case.text.clause_at(duration.span.start);
    let words = case.text.slice(Span::new(clause.start.min(duration.span.start), duration.span.start));
    let (from, to) = words.split_once('从')?.1.split_once('到')?;
    let two = |words: &str| words.chars().take(2).collect::<String>();
    let named = [from, to].iter().all(|w| w.chars().count() >= 2 && w.chars().all(is_han)) && from.chars().count() <= 4;
    named.then(|| (two(from), two(to)))
}

/// The two points that a duration lies between: those of the stages that it names, or the last two.
fn stages(case: &Case, duration: &Amount, before: &[&(Span, f64)]) -> Option<[(Span, f64); 2]> {
    let [.., one, other] = before else { return None };
    let Some((from, to)) = from_to(case, duration) else { return Some([**one, **other]) };
    let said = |i: usize| {
        let end = before.get(i + 1).map_or(duration.span.start, |next| next.0.start);
        case.text.slice(Span::new(
            before[i].0.end.min(end),
            case.text.clause_at(duration.span.start).start.clamp(before[i].0.end.min(end), end),
        ))
    };
    let find = |word: &str| (0..before.len()).rev().find(|&i| said(i).contains(word));
    match (find(&from), find(&to)) {
        (Some(i), Some(j)) if i < j => Some([*before[i], *before[j]]),
        // a stage that has no date of its own
        (Some(_), _) | (_, Some(_)) if before.len() > 2 => None,
        _ => Some([**one, **other]),
    }
}

/// Whether the words of its clause tell that it is the time between.
fn is_between(case: &Case, duration: &Amount) -> bool {
    let clause = case.text.clause_at(duration.span.start);
    let before = case.text.slice(Span::new(clause.start.min(duration.span.start), duration.span.start));
    holds_any(&before, &BETWEEN)
}

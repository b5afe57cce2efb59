//! # What it looks for
//! A project that reached a later stage on an earlier day: started before it was signed, finished before it was started.
//!
//! # Why
//! One of the two dates is wrong, or two projects were taken for one.
//!
//! # Warns
//! - `华丰电子新材料项目2023年5月10日签约,2022年6月18日开工建设。`
//! - `星辰光电项目2023年3月签约,2022年9月开工建设,2024年5月投产。`
//! - `2022年5月,双方签订投资协议;2022年9月,项目破土动工;2021年11月,一期厂房竣工投产。`
//! - `项目于2023年11月签约,同年8月开工建设。`
//! - `该项目2023年5月开工建设,2023年9月签约落户,预计2024年投产。`
//!
//! # Stays quiet
//! - `华丰电子新材料项目2022年5月10日签约,2023年6月18日开工建设。`
//! - `星辰光电项目2022年3月签约,2022年9月开工建设,2024年5月投产。`
//! - `公司一期2022年9月投产,二期2023年3月开工。`
//!
//! # Limits
//! Only dates whose year is written are held against one another, and only within one sentence: across sentences they may be
//! of different phases.

use super::{Case, Report};
use crate::checks::amounts::{follows_on_any, holds_any};
use crate::checks::view::quote;
use crate::figures::Figure;
use crate::model::EntityType::{Company, Place, Project, Zone};
use crate::model::{FigureKind, Stage, Status, Value};
use crate::projects::StageRecord;
use crate::text::Span;

/// What is said right behind a date, and how far it is on the way.
const STEPS: [(&str, u8); 24] = [
    ("取得土地", 0),
    ("拿地", 0),
    ("摘牌", 0),
    ("签署", 0),
    ("开建", 1),
    ("兴建", 1),
    ("投入使用", 4),
    ("交付使用", 4),
    ("投用", 4),
    ("通车", 4),
    ("签约", 0),
    ("签订", 0),
    ("开工", 1),
    ("动工", 1),
    ("奠基", 1),
    ("破土", 1),
    ("封顶", 2),
    ("竣工", 3),
    ("建成", 3),
    ("完工", 3),
    ("投产", 4),
    ("投运", 4),
    ("试产", 3),
    ("达产", 5),
];

/// Words of a sentence that tells of several things.
const SEVERAL: [&str; 9] = ["二期", "三期", "两期", "另", "再", "扩建", "分别", "改造", "第二"];

pub fn check(case: &Case, report: &mut Report) {
    of_projects(case, report);
    of_sentences(case, report);
}

/// Dates of one sentence, each with its step right behind it, whatever they are of.
fn of_sentences(case: &Case, report: &mut Report) {
    let dates = case.figures.iter().filter(|f| f.kind == FigureKind::Date);
    let mut steps: Vec<(Span, u8, String)> = Vec::new();
    for (span, step, date) in dates.filter_map(|f| step(case, f)) {
        let date = date.as_str();
        // 2021年6月签约,同年3月动工
        let same_year = follows_on_any(case, span.start, &["同年", "当年"]);
        let year = steps.last().filter(|_| same_year).and_then(|(_, _, date)| date.get(..4)).map(str::to_string);
        let written = case.text.chars[span.start..span.end].contains(&'年');
        match year {
            Some(year) => steps.push((span, step, format!("{year}{}", &date[4..]))),
            None if written => steps.push((span, step, date.to_string())),
            None => {}
        }
    }
    for two in steps.windows(2) {
        // as told, or the other way round: 5月开工,9月签约
        let [one, other] = two else { continue };
        let ((earlier, first, date), (later, second, later_date)) =
            if one.1 <= other.1 { (one, other) } else { (other, one) };
        let sentence = case.text.sentence_at(earlier.start);
        if first >= second || later_date.get(..7) >= date.get(..7) || !sentence.contains(*later) || report.marks(*later)
        {
            continue;
        }
        let words = case.text.slice(sentence);
        let names = Span::new(one.0.end, other.0.start.max(one.0.end));
        let another = case.entities.mentions_in(names).any(|m| matches!(m.kind, Company | Project | Place | Zone));
        if !another && !holds_any(&words, &SEVERAL) {
            say(case, (*earlier, date), (*later, later_date), report);
        }
    }
}

/// A date whose year is written with the step right behind it.
fn step(case: &Case, figure: &Figure) -> Option<(Span, u8, String)> {
    let iso = match &figure.value {
        Value::Iso(iso) => iso.clone(),
        _ if follows_on_any(case, figure.span.start, &["同年"]) => month(&case.text.slice(figure.span))?,
        _ => return None,
    };
    let at = figure.span.end + usize::from(matches!(case.text.chars.get(figure.span.end), Some('正' | '已')));
    let at = at + usize::from(matches!(case.text.chars.get(at), Some('式' | '经')));
    let at_once = || {
        STEPS
            .iter()
            .find(|(words, _)| case.text.starts_with(at, words))
            .map(|(words, step)| (at + words.chars().count(), step))
    };
    let (end, step) = at_once().or_else(|| only_step(case, figure.span.end))?;
    let span = Span::new(figure.span.start, end);
    (iso.len() >= 7).then_some((span, *step, iso))
}

/// 8月 of a year that is told before it.
fn month(words: &str) -> Option<String> {
    let month: u8 = words.split_once('月')?.0.parse().ok()?;
    Some(format!("0000-{month:02}"))
}

/// So far behind a date its step may stand: 2022年11月,一期厂房竣工.
const BEHIND: usize = 16;

/// Words of what is not done on that day.
const NOT_DONE: [&str; 13] = ["前", "后", "以来", "将", "计划", "预计", "拟", "未", "待", "力争", "可", "起", "会"];

/// Where the only step behind a date ends, and which it is.
fn only_step<'t>(case: &Case, from: usize) -> Option<(usize, &'t u8)> {
    let next =
        case.figures.get(case.figures.partition_point(|f| f.span.start < from)).map_or(usize::MAX, |f| f.span.start);
    let marked = case.text.chars[from..]
        .iter()
        .take(BEHIND)
        .position(|c| matches!(c, ';' | '。' | '\n'))
        .map_or(from + BEHIND, |n| from + n);
    let end = marked.min(next).min(case.text.chars.len());
    let mut steps = (from..end).filter_map(|at| {
        let (words, step) = STEPS.iter().find(|(words, _)| case.text.starts_with(at, words))?;
        Some((at + words.chars().count(), step))
    });
    let words = case.text.slice(Span::new(from, end));
    let first = steps.next().filter(|_| case.text.starts_with(from, ",") && !holds_any(&words, &NOT_DONE))?;
    // 竣工投产 is one
    steps.all(|(at, _)| at <= first.0 + 2).then_some(first)
}

fn of_projects(case: &Case, report: &mut Report) {
    for project in &case.ledger.projects {
        let dated: Vec<(&StageRecord, &str)> = project
            .stages
            .iter()
            .filter(|s| s.status == Status::Actual && s.stage >= Stage::Signed)
            .filter_map(|s| Some((s, s.date.as_deref().filter(|d| d.len() >= 7)?)))
            .collect();
        for (later, later_date) in &dated {
            let earlier = dated.iter().find(|(earlier, date)| {
                earlier.stage < later.stage
                    && later_date.get(..7) < date.get(..7)
                    && one_sentence(case, earlier.evidence, later.evidence)
            });
            if let Some((earlier, date)) = earlier {
                say(case, (earlier.evidence, date), (later.evidence, later_date), report);
            }
        }
    }
}

fn say(case: &Case, (earlier, date): (Span, &str), (later, later_date): (Span, &str), report: &mut Report) {
    let (a, b) = (quote(case, earlier), quote(case, later));
    report
        .warn(
            later,
            format!("“{b}”({later_date})早于“{a}”({date}),阶段先后不合。"),
            format!("“{b}” ({later_date}) comes before “{a}” ({date})."),
        )
        .against(earlier);
}

/// Whether both stand in one sentence, which writes the years.
fn one_sentence(case: &Case, a: Span, b: Span) -> bool {
    let sentence = case.text.sentence_at(a.start);
    let years =
        case.text.chars[sentence.start..sentence.end].windows(2).filter(|w| w[0].is_ascii_digit() && w[1] == '年');
    sentence.contains(a) && sentence.contains(b) && years.count() >= 2
}

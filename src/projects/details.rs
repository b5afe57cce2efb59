//! What else the text says of a project: dated stages, phases, facts, content, the firm above.

use super::dealt::Dealt;
use super::drafts::Draft;
use super::near::Occurrences;
use super::scene::Scene;
use super::{Fact, Project, StageDuration, StageRecord, backing, money, stage};
use crate::figures::Figure;
use crate::model::{EntityType, FigureKind, Stage, Status, Value};
use crate::sorting::Sorting;
use crate::text::Span;

/// Adds what stands near enough to each record to be said of it, and of no other.
#[inline(never)]
pub fn add(
    scene: &Scene,
    drafts: &[Draft],
    records: &[usize],
    dealt: &[Dealt],
    near: &Occurrences,
    rows: &mut [Project],
) {
    let row_of = |d: &Dealt| records.binary_search(&d.draft).ok();
    for (index, figure) in scene.figures.iter().enumerate() {
        if let Some(d) = dealt.iter().find(|d| d.figure == index) {
            if let (Some(row), Some(told)) = (row_of(d), fact(scene, d.first)) {
                tell(&mut rows[row], Fact { figure: index, ..told });
            }
            continue;
        }
        let Some(row) = owner(records, near, figure.span) else { continue };
        if let Some(duration) = duration(scene, index) {
            let known = rows[row].durations.iter().any(|d| (d.from, d.to) == (duration.from, duration.to));
            if !known {
                rows[row].durations.push(duration);
            }
        } else if let Some(fact) = fact(scene, index) {
            tell(&mut rows[row], fact);
        } else if rows[row].investment.as_ref().is_none_or(|(main, _)| *main != index) {
            rows[row].phases.extend(phase(scene, index));
        }
    }
    for (hit, told) in scene.told(Span::new(0, scene.chars().len())) {
        let (status, told) = if told.ahead { (Status::Forecast, hit.stage) } else { (Status::Actual, told.stage) };
        let before = Span::new(scene.clause(hit.span.start).start, hit.span.start);
        let dealt_day = |d: &Dealt| {
            let figure = &scene.figures[d.figure];
            let is_day = figure.kind == FigureKind::Date && before.contains(figure.span);
            Some((row_of(d).filter(|_| is_day)?, Some(day(figure))))
        };
        let days: Vec<_> = dealt.iter().filter_map(dealt_day).collect();
        let of_one = || owner(records, near, hit.span).map(|row| (row, date(scene, hit.span)));
        let each = if days.is_empty() { of_one().into_iter().collect() } else { days };
        for (row, day) in each {
            let (when, date) = day.unzip();
            let date = date.flatten();
            let known = rows[row].stages.iter_mut().find(|s| s.stage == told && s.status == status);
            match known {
                Some(known) if known.when.is_some() || when.is_none() => {}
                Some(known) => (known.date, known.when, known.evidence) = (date, when, hit.span),
                None => rows[row].stages.push(StageRecord { stage: told, date, when, status, evidence: hit.span }),
            }
        }
    }
    backing::add(scene, &|word| owner(records, near, word), near, rows);
    for (row, record) in rows.iter_mut().zip(records) {
        state_the_stage(scene, row);
        row.stages.arrange_by_key(|s| (s.stage, s.evidence));
        if let Some((main, phase)) = &mut row.investment {
            *phase = phase_name(scene, *main);
        }
        row.parent = row.cells.company.and_then(|c| parent(scene, c));
        row.cells.content = content(scene, &drafts[*record], near, *record).or_else(|| made(scene, row));
        row.content = row.cells.content.map(|s| scene.slice(s));
    }
}

/// Adds a fact to a record that has none of its name.
fn tell(row: &mut Project, fact: Fact) {
    let known = row.facts.iter().any(|f| f.name == fact.name && f.status == fact.status);
    if !known {
        row.facts.push(fact);
    }
}

/// What a record's cell says it has reached is among its stages, also where it was said of many.
fn state_the_stage(scene: &Scene, row: &mut Project) {
    let (Some(stage), Some(evidence)) = (row.stage, row.cells.stage) else { return };
    if stage == Stage::Planned || row.stages.iter().any(|s| s.stage == stage && s.status == Status::Actual) {
        return;
    }
    let (when, date) = date(scene, evidence).unzip();
    row.stages.push(StageRecord { stage, date: date.flatten(), when, status: Status::Actual, evidence });
}

/// The record that words stand closest to, if they stand in what is said of it.
fn owner(records: &[usize], near: &Occurrences, words: Span) -> Option<usize> {
    let seen = near.beside(words).into_iter().filter_map(|draft| {
        let row = records.binary_search(&draft).ok()?;
        Some((row, near.near(draft, words)?))
    });
    let said = seen.filter(|(_, n)| n.between == 0 && matches!(n.relation(), 0..=5 | 7..=8 | 15));
    said.min_by_key(|(_, n)| n.rank()).map(|(row, _)| row)
}

/// What a figure says of a project, by its unit and the words before it.
fn fact(scene: &Scene, index: usize) -> Option<Fact> {
    let figure = &scene.figures[index];
    let (before, after) = money::window(scene, index);
    let said = |words: &[&str]| words.iter().any(|w| scene.says(before, w));
    let then = |words: &[&str]| words.iter().any(|w| scene.before(after.start, &[w]));
    let unit = figure.unit.as_deref().unwrap_or("");
    let name = match figure.kind {
        FigureKind::Money if said(&["税"]) => "税收",
        FigureKind::Money if said(&["产值", "营收", "销售收入", "营业收入", "销售额"]) => "年产值",
        FigureKind::Area if said(&["建筑面积", "厂房", "楼"]) || then(&["厂房", "标准厂房"]) => "建筑面积",
        FigureKind::Area if said(&["占地", "用地", "供地", "拿地", "土地"]) || unit == "mu" => "用地",
        FigureKind::Count if then(&["就业", "岗位", "人就业"]) || said(&["就业", "岗位", "用工", "招工"]) => {
            "就业"
        }
        FigureKind::Duration if said(&["用时", "只用", "仅用", "历时", "用了", "从签约到"]) => "用时",
        FigureKind::Duration if said(&["工期", "建设期"]) => "工期",
        FigureKind::Power if said(&["装机"]) => "装机",
        FigureKind::Money | FigureKind::Percent | FigureKind::Date | FigureKind::Period | FigureKind::Duration => {
            return None;
        }
        _ if said(&["年产", "产能", "日产", "月产", "年处理", "年加工"]) => "产能",
        _ => return None,
    };
    const AHEAD: [&str; 10] = ["达产后", "投产后", "建成后", "预计", "将", "可", "全部达产", "满产", "规划", "届时"];
    let clause = scene.clause(figure.span.start);
    let ahead = AHEAD.iter().any(|w| scene.says(Span::new(clause.start, figure.span.start), w));
    let status = if ahead { Some(Status::Forecast) } else { scene.links.get(index).and_then(|l| l.status) };
    Some(Fact { name: name.into(), figure: index, status })
}

/// A sum that stands for a phase or a part.
fn phase(scene: &Scene, index: usize) -> Option<Fact> {
    let money = scene.figures[index].kind == FigureKind::Money;
    let name = phase_name(scene, index).filter(|_| money)?;
    Some(Fact { name, figure: index, status: None })
}

/// 一期, 首期, 其中 before a sum, in its clause.
fn phase_name(scene: &Scene, index: usize) -> Option<String> {
    let (before, _) = money::window(scene, index);
    scene.hits(before).filter(|h| h.group == "phase" || h.group == "part").last().map(|h| scene.slice(h.span))
}

/// How long it took to reach a stage: 从签约到投产仅用时50天, 仅用97天就开工, 签约后3个月投产.
fn duration(scene: &Scene, index: usize) -> Option<StageDuration> {
    let figure = &scene.figures[index];
    if figure.kind != FigureKind::Duration {
        return None;
    }
    let (clause, sentence) = (scene.clause(figure.span.start), scene.sentence(figure.span.start));
    let last = scene.place(clause.start).clause.checked_sub(1).and_then(|c| scene.clauses.get(c as usize)).copied();
    let number = scene.place(clause.start).clause as usize;
    let told = stage::took(scene.chars(), &scene.clauses, number)
        || scene.before(figure.span.end, &["内", "后", "就", "便", "之内", "以内", "时间"]);
    let before = scene.stages(Span::new(clause.start, figure.span.start));
    // The way may stand in the clause before: 从签约到投产,仅用时50天.
    let led = last.filter(|c| before.is_empty() && sentence.contains(*c) && scene.says(*c, "从"));
    let before = led.map_or(before, |c| scene.stages(c));
    let after = scene.stages(Span::new(figure.span.end, clause.end.max(figure.span.end)));
    let (from, to) = match (before, after) {
        ([.., from, to], _) if to.way || from.stage < to.stage => (Some(from.stage), to),
        ([to], _) if to.way && !scene.after(to.span.start, &["从"]) => (None, to),
        ([from], [to, ..]) => (Some(from.stage), to),
        ([], [to, ..]) => (None, to),
        _ => return None,
    };
    let ahead = stage::is_ahead(scene, to.span);
    let status = if ahead { Status::Forecast } else { Status::Actual };
    let evidence = Span::new(to.span.start.min(figure.span.start), to.span.end.max(figure.span.end));
    (told || to.way || ahead).then_some(StageDuration { from, to: to.stage, figure: index, status, evidence })
}

/// The date that stands with a stage word, before it in its clause, else in the clause before: its words, and ISO 8601.
fn date(scene: &Scene, word: Span) -> Option<(Span, Option<String>)> {
    let clause = scene.clause(word.start);
    let sentence = scene.sentence(word.start);
    let iso = |span: Span| {
        let mut dated = scene.figures_in(span).rev().map(|i| &scene.figures[i]).filter(|f| f.kind == FigureKind::Date);
        dated.next().map(day)
    };
    let last = scene.place(word.start).clause.checked_sub(1).and_then(|c| scene.clauses.get(c as usize)).copied();
    iso(Span::new(clause.start, word.start))
        .or_else(|| {
            // 2023年11月签约,97天后开工: the day is that of the stage it stands with.
            let free = |c: &Span| sentence.contains(*c) && !scene.has(*c, "invest") && scene.stages(*c).is_empty();
            last.filter(free).and_then(iso)
        })
        .or_else(|| iso(Span::new(word.end, clause.end.max(word.end))))
}

/// A date's words, and its day where that is known.
fn day(date: &Figure) -> (Span, Option<String>) {
    let iso = if let Value::Iso(iso) = &date.value { Some(iso.clone()) } else { None };
    (date.span, iso)
}

/// The firm whose subsidiary a firm is said to be.
fn parent(scene: &Scene, company: Span) -> Option<Span> {
    let before = scene.mentions(&[EntityType::Company]).filter(|m| m.span.end <= company.start).last()?;
    let gap = Span::new(before.span.end, company.start);
    let tells = ["旗下", "子公司", "所属", "控股"].iter().any(|w| scene.says(gap, w));
    (tells && gap.len() <= 10).then_some(before.span)
}

/// What is built or made, as told by a verb.
fn content(scene: &Scene, draft: &Draft, near: &Occurrences, record: usize) -> Option<Span> {
    const VERBS: [&str; 11] = [
        "主要建设",
        "建设内容包括",
        "建设内容为",
        "将建设",
        "规划建设",
        "打造",
        "主要生产",
        "产品为",
        "主攻",
        "建设",
        "生产",
    ];
    let first = draft.mentions.iter().map(|m| scene.block(m.start)).find(|b| !scene.in_title(b.start))?;
    for verb in VERBS {
        let length = verb.chars().count();
        let opening = verb.chars().next();
        for at in first.start..first.end.saturating_sub(length) {
            if scene.chars().get(at).copied() != opening || !scene.before(at, &[verb]) {
                continue;
            }
            let clause = scene.clause(at);
            let rest = Span::new(at + length, clause.end.max(at + length));
            let said = near.near(record, rest).is_some_and(|n| n.between == 0 && matches!(n.relation(), 1 | 3 | 5 | 7));
            let starts_well = scene.chars().get(rest.start).is_some_and(|c| !"的,了和、期投项)现地者".contains(*c));
            let is_named = near.is_inside(Span::new(rest.start, rest.start + 1));
            if said && starts_well && !is_named && (3..=45).contains(&rest.len()) {
                return Some(rest);
            }
        }
    }
    None
}

/// What is made, as the name tells: 良种基地 in 青禾种业良种基地项目.
fn made(scene: &Scene, row: &Project) -> Option<Span> {
    let (name, company) = (row.cells.name?, row.cells.company?);
    if company.start != name.start || company.end >= name.end {
        return None;
    }
    let mut rest = Span::new(company.end, name.end);
    if scene.after(rest.end, &["项目", "工程"]) {
        rest.end -= 2;
    }
    (rest.start + 2 <= rest.end).then_some(rest)
}

//! What is invested in a project: the whole sum, and its phases and parts.

use super::company::is_kin;
use super::drafts::{Draft, Source};
use super::near::{Occurrences, goes_on};
use super::options::Choice;
use super::rank::Features;
use super::scene::Scene;
use crate::model::{FigureKind, Modifier, Status, Value};
use crate::text::Span;

/// The sums that may be a project's investment.
#[inline(never)]
pub fn choices(scene: &Scene, drafts: &[Draft], index: usize, near: &Occurrences) -> Vec<Choice> {
    let draft = &drafts[index];
    let mut out = vec![Choice::nothing()];
    let article = scene.place(draft.named.start).article;
    for (i, figure) in scene.figures.iter().enumerate() {
        if figure.kind != FigureKind::Money
            || !matches!(figure.value, Value::Number(_) | Value::Range(..))
            || scene.place(figure.span.start).article != article
        {
            continue;
        }
        let Some(distance) = near.near(index, figure.span).filter(|n| n.blocks.abs() <= 2) else { continue };
        let mut choice = Choice { figure: Some(i), ..Choice::words(scene.slice(figure.span), figure.span) };
        let f = &mut choice.features;
        distance.put(f);
        if draft.source == Source::Firm {
            f.put("firm", 1);
        }
        context(scene, i, f);
        distance.cross(f, "sole", i32::from(near.is_sole(index, figure.span)));
        if draft.source != Source::Firm {
            distance.cross(f, "kin", i32::from(is_kin(scene, draft, figure.span)));
        }
        distance.cross(f, "anaphor", i32::from(opens_with_it(scene, figure.span)));
        let leads = draft.mentions.iter().any(|m| {
            m.start >= figure.span.end
                && m.start <= figure.span.end + 3
                && scene.before(figure.span.end, &["的", "建设", "元的"])
        });
        f.flag("leads", leads);
        let over = |m: &Span| m.start == figure.span.end + 3 && scene.before(figure.span.end, &["以上的"]);
        f.flag("leads_over", draft.mentions.iter().any(over));
        out.push(choice);
    }
    bigger(scene, &mut out);
    out
}

/// The words between the last figure or clause and this one, and those after it.
pub fn window(scene: &Scene, i: usize) -> (Span, Span) {
    let span = scene.figures[i].span;
    let clause = scene.clause(span.start);
    let last = i.checked_sub(1).map_or(0, |p| scene.figures[p].span.end);
    let next = scene.figures.get(i + 1).map_or(usize::MAX, |n| n.span.start);
    let before = Span::new(clause.start.max(last).min(span.start), span.start);
    (before, Span::new(span.end, clause.end.min(next).max(span.end)))
}

#[inline(never)]
fn context(scene: &Scene, i: usize, f: &mut Features) {
    let figure = &scene.figures[i];
    let (before, after) = window(scene, i);
    for (group, tag) in [
        ("invest", "m.invest"),
        ("total", "m.total"),
        ("phase", "m.phase"),
        ("part", "m.part"),
        ("batch", "m.batch"),
        ("yearly", "m.yearly"),
        ("output", "m.output"),
        ("tax", "m.tax"),
        ("loan", "m.loan"),
        ("add", "m.add"),
        ("client", "m.client"),
        ("run", "m.run"),
    ] {
        f.flag(tag, scene.has(before, group));
    }
    let close = Span::new(figure.span.start.saturating_sub(6).max(before.start), figure.span.start);
    f.flag("m.close_invest", scene.has(close, "invest"));
    f.flag("m.bare", before.is_empty());
    f.flag(
        "m.alone",
        before.len() <= 1 && after.len() <= 1 && scene.clause(figure.span.start).len() <= figure.span.len() + 2,
    );
    f.flag("m.about", before.len() == 1);
    f.flag("a.build", scene.has(after, "build") || scene.has(after, "works"));
    f.flag("a.of", scene.before(figure.span.end, &["的"]));
    f.flag("a.over", scene.before(figure.span.end, &["以上", "起步"]));
    f.flag("a.batch", scene.has(after, "batch"));
    f.flag("a.loan", scene.has(after, "loan"));
    let clause = scene.clause(figure.span.start);
    f.flag("c.batch", scene.has(clause, "batch"));
    f.flag("over", figure.modifier == Some(Modifier::Over));
    f.flag("foreign", figure.unit.as_deref().is_some_and(|u| u != "CNY"));
    f.put("size", scene.number(i).map_or(-1, |n| (n.max(1.0).log10() as i32).clamp(4, 8)));
    if let Some(links) = scene.links.get(i) {
        let metric = links.metric.as_ref().map(|m| scene.slice(m.span));
        f.flag("l.invest", metric.as_ref().is_some_and(|m| m.contains('投')));
        f.flag("l.other", metric.as_ref().is_some_and(|m| !m.contains('投')));
        f.flag("l.none", metric.is_none());
        f.flag("l.threshold", links.status == Some(Status::Threshold));
    }
}

/// Whether the sentence or the clause of a sum begins with a word for the project named before: 该项目总投资5亿元.
fn opens_with_it(scene: &Scene, sum: Span) -> bool {
    goes_on(scene, sum)
        || scene.before(scene.clause(sum.start).start, &["项目", "该项目", "该工程", "总投资", "计划总投资"])
}

/// Notes which sum is the greatest of those said to be invested.
fn bigger(scene: &Scene, choices: &mut [Choice]) {
    let said = |c: &Choice| c.features.0.contains(&("m.invest", 1)) && c.features.0.contains(&("follows_free", 1));
    let value = |c: &Choice| c.figure.and_then(|i| scene.number(i));
    let most = choices.iter().filter(|c| said(c)).filter_map(value).fold(0.0, f64::max);
    for choice in choices.iter_mut() {
        let (is_said, is_most) = (said(choice), value(choice) == Some(most));
        choice.features.flag("most", is_said && is_most);
        choice.features.flag("less", is_said && !is_most);
    }
}

//! How far a project is: which words of the text tell it, and whether they speak of the future.

use super::cues::StageHit;
use super::drafts::{Draft, Source};
use super::near::{Near, Occurrences};
use super::options::Choice;
use super::rank::Features;
use super::scene::Scene;
use crate::model::{EntityType, FigureKind, Stage, Value};
use crate::text::Span;
use time::Date;

/// The stage words that may tell how far a project is.
pub fn choices(scene: &Scene, drafts: &[Draft], index: usize, near: &Occurrences) -> Vec<Choice> {
    let draft = &drafts[index];
    let mut out = vec![Choice::nothing()];
    let Some(article) = scene.place(draft.named.start).article else { return out };
    let mut seen: Vec<(StageHit, Near)> = Vec::new();
    for hit in scene.stages(Span::new(0, scene.chars().len())) {
        if scene.place(hit.span.start).article == Some(article) {
            seen.extend(near.near(index, hit.span).filter(|n| n.blocks.abs() <= 14).map(|n| (*hit, n)));
        }
    }
    let reached = |h: &StageHit, n: &Near| matches!(n.relation(), 0..=5 | 7..=8 | 15) && !is_ahead(scene, h.span);
    // A word in the record's own clause outdoes those farther off, and those of its own segment the next ones.
    let nearest = seen.iter().map(|(_, n)| step(n)).min().unwrap_or(3);
    let furthest = seen.iter().filter(|(h, n)| reached(h, n)).map(|(h, _)| h.stage).max();
    for (hit, distance) in &seen {
        // What is said to lie ahead is planned now.
        let stage = if is_ahead(scene, hit.span) { Stage::Planned } else { hit.stage };
        let mut choice = Choice { stage: Some(stage), ..Choice::words(scene.slice(hit.span), hit.span) };
        let f = &mut choice.features;
        distance.put(f);
        f.put("stage", stage as i32);
        distance.cross(f, "stage_relation", stage as i32);
        distance.cross(f, "ahead_relation", i32::from(is_ahead(scene, hit.span)));
        let batch =
            scene.has(scene.clause(hit.span.start), "batch") || scene.has(scene.sentence(hit.span.start), "batch");
        distance.cross(f, "batch_relation", i32::from(batch));
        f.flag("furthest", furthest == Some(hit.stage) && reached(hit, distance));
        f.flag("behind", furthest > Some(hit.stage));
        f.put(
            "furthest_stage",
            furthest.map_or(-1, |s| (s == hit.stage) as i32) * 10 + i32::from(reached(hit, distance)),
        );
        f.flag("firm", draft.source == Source::Firm);
        distance.cross(f, "rival_relation", i32::from(has_rival(scene, draft, hit.span)));
        distance.cross(f, "took_relation", i32::from(took(scene, hit.span)));
        f.put("step", step(distance) * 4 + nearest);
        f.put("step_stage", (step(distance) - nearest).min(2) * 10 + stage as i32);
        context(scene, hit, f);
        out.push(choice);
    }
    out
}

/// Whether the clause tells how fast it went, and so that it happened: 从签约到投产仅用时50天, 当年引进、当年投产.
fn took(scene: &Scene, word: Span) -> bool {
    const FAST: [&str; 10] = ["用时", "仅用", "只用", "历时", "短短", "前后不到", "当年", "实现了", "创造了", "不到"];
    let clause = scene.clause(word.start);
    FAST.iter().any(|w| scene.says(clause, w))
}

/// How far off a word is: in the clause, the segment, the sentence, elsewhere.
fn step(near: &Near) -> i32 {
    match near.relation() {
        0..=2 => 0,
        3..=4 | 15 => 1,
        5 => 2,
        _ => 3,
    }
}

/// Whether the words before a stage word, in its clause, speak of another firm, project or site.
fn has_rival(scene: &Scene, draft: &Draft, word: Span) -> bool {
    let before = Span::new(scene.clause(word.start).start, word.start);
    let kinds = [EntityType::Company, EntityType::Project, EntityType::Zone, EntityType::Place];
    let own = |m: &crate::entities::Mention| {
        draft.mentions.iter().any(|d| d.overlaps(m.span)) || draft.name.contains(&scene.slice(m.span))
    };
    scene.mentions_in(before).any(|m| kinds.contains(&m.kind) && before.contains(m.span) && !own(m))
}

fn context(scene: &Scene, hit: &StageHit, f: &mut Features) {
    let clause = scene.clause(hit.span.start);
    f.flag("ahead", is_ahead(scene, hit.span));
    f.flag("batch", scene.has(clause, "batch"));
    f.flag("batch_sentence", scene.has(scene.sentence(hit.span.start), "batch"));
    f.flag("title", scene.in_title(hit.span.start));
    f.flag("ends", hit.span.end == clause.end || scene.before(hit.span.end, &["了"]));
    f.flag(
        "done",
        scene.after(hit.span.start, &["已", "已经", "正式", "正在", "全部", "先后", "同日", "刚刚", "加快", "正"]),
    );
    f.flag("of", scene.before(hit.span.end, &["的"]));
    f.flag("event", scene.before(hit.span.end, &["仪式", "大会", "活动"]));
    f.put("cue", cue_number(hit.cue) * 2 + i32::from(is_ahead(scene, hit.span)));
}

/// A number for the cue as it stands in the table.
fn cue_number(cue: &str) -> i32 {
    cue.chars().fold(0, |sum: i32, c| sum.wrapping_mul(31).wrapping_add(c as i32)) % 9973
}

/// Whether a stage is said to lie ahead: 拟于9月动工, 预计2028年投产.
pub fn is_ahead(scene: &Scene, span: Span) -> bool {
    const AHEAD: [&str; 21] = [
        "拟",
        "将",
        "预计",
        "计划",
        "力争",
        "争取",
        "有望",
        "明年",
        "后年",
        "年底前",
        "目标",
        "确保",
        "即将",
        "尚未",
        "打算",
        "之后",
        "后可",
        "达产后",
        "要",
        "下个月",
        "届时",
    ];
    let clause = scene.clause(span.start);
    let before = Span::new(clause.start, span.start);
    if AHEAD.iter().any(|w| scene.says(before, w)) {
        return true;
    }
    let Some(today) = scene.published.map(iso) else { return false };
    scene.figures_in(before).any(|i| match &scene.figures[i].value {
        Value::Iso(date) if scene.figures[i].kind == FigureKind::Date => is_later(date, &today),
        _ => false,
    })
}

/// Whether a date, as exact as it is given, comes after the day.
fn is_later(date: &str, today: &str) -> bool {
    let exact = date.len().min(today.len());
    date.get(..exact) > today.get(..exact)
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_to_come_lies_ahead() {
        assert!(is_later("2025-03", "2024-12-20"));
        assert!(is_later("2024-12-21", "2024-12-20"));
        assert!(!is_later("2024-12", "2024-12-20"));
        assert!(!is_later("2024", "2024-12-20"));
    }
}

//! How far a project is: which words of the text tell it, and whether they speak of the future.

use super::company::is_kin;
use super::cues::{self, StageHit};
use super::drafts::{Draft, Source};
use super::near::{Near, Occurrences};
use super::options::Choice;
use super::rank::Features;
use super::scene::Scene;
use crate::model::{EntityType, FigureKind, Stage, Value};
use crate::text::Span;
use time::Date;

/// What a stage word tells of whatever record.
#[derive(Debug)]
pub struct Told {
    /// As it is to be read.
    pub stage: Stage,
    /// It is said to lie ahead.
    pub ahead: bool,
    batch: bool,
    took: bool,
    heads_list: bool,
    features: Features,
}

/// Looks at a stage word and the clause around it.
pub fn told(scene: &Scene, hit: &StageHit) -> Told {
    let at = hit.span.start;
    let clause = scene.place(at).clause as usize;
    let mut features = Features::default();
    let ahead = is_ahead(scene, hit.span);
    context(scene, hit, ahead, &mut features);
    Told {
        stage: reading(scene, hit, ahead),
        ahead,
        batch: scene.has(scene.sentence(at), "batch"),
        took: took(scene.chars(), &scene.clauses, clause),
        heads_list: heads_list(scene, hit.span),
        features,
    }
}

/// The stage words that may tell how far a project is.
#[inline(never)]
pub fn choices(scene: &Scene, drafts: &[Draft], index: usize, near: &Occurrences) -> Vec<Choice> {
    let draft = &drafts[index];
    let mut out = vec![Choice::nothing()];
    let Some(article) = scene.place(draft.named.start).article else { return out };
    let mut seen: Vec<(&StageHit, &Told, Near)> = Vec::new();
    for (hit, told) in scene.told(near.around(index)) {
        if scene.place(hit.span.start).article == Some(article) {
            seen.extend(near.near(index, hit.span).filter(|n| n.blocks.abs() <= 14).map(|n| (hit, told, n)));
        }
    }
    let reached = |told: &Told, n: &Near| matches!(n.relation(), 0..=5 | 7..=8 | 15) && !told.ahead;
    // A word in the record's own clause outdoes those farther off, and those of its own segment the next ones.
    let nearest = seen.iter().map(|(_, _, n)| step(n)).min().unwrap_or(3);
    let furthest = seen.iter().filter(|(_, t, n)| reached(t, n)).map(|(h, _, _)| h.stage).max();
    for (hit, told, distance) in &seen {
        let stage = told.stage;
        let mut choice = Choice { stage: Some(stage), ..Choice::words(scene.slice(hit.span), hit.span) };
        let f = &mut choice.features;
        distance.put(f);
        f.put("stage", stage as i32);
        distance.cross(f, "stage_relation", stage as i32);
        distance.cross(f, "ahead_relation", i32::from(told.ahead));
        distance.cross(f, "batch_relation", i32::from(told.batch));
        f.flag("furthest", furthest == Some(hit.stage) && reached(told, distance));
        f.flag("behind", furthest > Some(hit.stage));
        f.put(
            "furthest_stage",
            furthest.map_or(-1, |s| (s == hit.stage) as i32) * 10 + i32::from(reached(told, distance)),
        );
        if draft.source != Source::Firm {
            distance.cross(f, "kin", i32::from(is_kin(scene, draft, hit.span)));
        }
        f.flag("firm", draft.source == Source::Firm);
        f.flag("own_ahead", stage == Stage::Planned && hit.stage != stage && step(distance) == 0);
        distance.cross(f, "rival_relation", i32::from(has_rival(scene, draft, hit.span)));
        distance.cross(f, "took_relation", i32::from(told.took));
        distance.cross(f, "listed_relation", i32::from(distance.listed));
        f.flag("which", distance.blocks == 0 && distance.sentences == -1 && opens_with(scene, distance.from, &WHICH));
        f.flag("list_head", distance.blocks < 0 && told.heads_list && is_item(scene, distance.from));
        f.put("step", step(distance) * 4 + nearest);
        f.put("step_stage", (step(distance) - nearest).min(2) * 10 + stage as i32);
        f.0.extend_from_slice(&told.features.0);
        out.push(choice);
    }
    out
}

/// The stage that a word tells: what is said to lie ahead is planned now, and where only a part is
/// finished (办公楼已建成), the whole is under way.
fn reading(scene: &Scene, hit: &StageHit, ahead: bool) -> Stage {
    const PARTS: [&str; 10] = ["桩基", "主体", "基础", "土方", "办公楼", "宿舍", "围墙", "食堂", "道路", "管网"];
    if ahead {
        return Stage::Planned;
    }
    let before = Span::new(scene.clause(hit.span.start).start.max(hit.span.start.saturating_sub(8)), hit.span.start);
    let is_part = hit.stage == Stage::Completed && PARTS.iter().any(|p| scene.says(before, p));
    if is_part { Stage::Started } else { hit.stage }
}

/// Whether the clause tells how fast it went, and so that it happened: 从签约到投产仅用时50天, 当年引进、当年投产.
/// The end of a way may have that in the next clause.
pub fn took(chars: &[char], clauses: &[Span], clause: usize) -> bool {
    const FAST: [&str; 12] =
        ["用时", "仅用", "只用", "用了", "历时", "短短", "前后不到", "当年", "实现了", "创造了", "不到", "跑到"];
    let at = clauses.get(clause).copied().unwrap_or(Span::new(0, 0));
    let next = clauses.get(clause + 1).filter(|n| n.start == at.end + 1 && chars.get(at.end) == Some(&','));
    let near = &chars[at.start..next.map_or(at.end, |n| n.end)];
    let may_start = |c| matches!(c, '用' | '仅' | '只' | '历' | '短' | '前' | '当' | '实' | '创' | '不' | '跑');
    (0..near.len()).filter(|i| may_start(near[*i])).any(|i| FAST.iter().any(|w| cues::starts(near, i, w)))
}

/// Words with which a sentence leads on to some of those that the sentence before has told of.
const WHICH: [&str; 3] = ["其中", "包括", "分别"];

fn opens_with(scene: &Scene, at: Span, words: &[&str]) -> bool {
    let clause = scene.clause(at.start).start;
    [clause, scene.sentence(at.start).start].iter().any(|start| scene.before(*start, words))
}

/// Whether the sentence of a word leads to a list in the blocks below: 清单如下:.
fn heads_list(scene: &Scene, word: Span) -> bool {
    let block = scene.block(word.start);
    let last = Span::new(block.end.saturating_sub(12).max(block.start), block.end);
    ["如下", "清单", "名单", "分别是", "有:"].iter().any(|w| scene.says(last, w)) || scene.after(block.end, &[":"])
}

/// Whether the block of a word is an item of a list: it begins with a number or a sign.
fn is_item(scene: &Scene, word: Span) -> bool {
    let first = scene.chars().get(scene.block(word.start).start);
    first.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十●◆■▲①②③④⑤⑥⑦⑧⑨·-(".contains(*c))
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

fn context(scene: &Scene, hit: &StageHit, ahead: bool, f: &mut Features) {
    let clause = scene.clause(hit.span.start);
    f.flag("ahead", ahead);
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
    f.put("cue", cue_number(hit.cue) * 2 + i32::from(ahead));
}

/// A number for the cue as it stands in the table.
fn cue_number(cue: &str) -> i32 {
    cue.chars().fold(0, |sum: i32, c| sum.wrapping_mul(31).wrapping_add(c as i32)) % 9973
}

/// Whether a stage is said to lie ahead: 拟于9月动工, 预计2028年投产.
pub fn is_ahead(scene: &Scene, span: Span) -> bool {
    const AHEAD: [&str; 46] = [
        "早日",
        "尽早",
        "尽快",
        "为加快",
        "为推动",
        "为确保",
        "原定",
        "定于",
        "本应",
        "至今未",
        "没有",
        "还没",
        "没能",
        "未能",
        "未按期",
        "无法",
        "必须",
        "务必",
        "预期",
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
        "正在办理",
        "正办理",
        "后可",
        "就可以",
        "即可",
        "何时",
        "什么时候",
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
    let within = |i: usize| {
        let figure = &scene.figures[i];
        let rest = Span::new(figure.span.end, span.start);
        let reached = ["就", "已", "便", "实现", "了"].iter().any(|w| scene.says(rest, w));
        figure.kind == FigureKind::Duration && scene.before(rest.start, &["内", "以内", "之内"]) && !reached
    };
    if scene.figures_in(before).any(within) {
        return true;
    }
    // 年内投运, but 年内已投运.
    let within_year = scene.after(span.start, &["年内", "年内全面", "年内建成"]);
    if within_year {
        return true;
    }
    let Some(today) = scene.published.map(iso) else { return false };
    // 去年4月动工,6月就投产: the later month is of that year.
    let reached = |i: usize| {
        let rest = Span::new(scene.figures[i].span.end, span.start);
        let able = ["就能", "就可", "就要", "就会", "就将"].iter().any(|w| scene.says(rest, w));
        !able && ["就", "已", "便"].iter().any(|w| scene.says(rest, w))
    };
    scene.figures_in(before).filter(|i| !reached(*i)).any(|i| match &scene.figures[i].value {
        Value::Iso(date) if matches!(scene.figures[i].kind, FigureKind::Date | FigureKind::Period) => {
            is_later(date.split('/').next().unwrap_or(date), &today)
        }
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

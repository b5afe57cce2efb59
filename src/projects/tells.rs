//! What stands around a candidate that tells whether it is a project: what is done to it, and what is said next.

use super::drafts::Source;
use super::rank::Features;
use super::scene::Scene;
use crate::model::{EntityType, FigureKind};
use crate::text::Span;

/// Of a name, a site or a firm, in this order, what a feature is called.
type Names = [&'static str; 3];

/// How far from a name what is said of it may stand, in characters: sentences have no end in a text without stops.
const REACH: usize = 120;

/// Notes what holds at one of the places where the text names a candidate.
pub fn put(scene: &Scene, source: Source, mentions: &[Span], f: &mut Features) {
    let kind = match source {
        Source::Project => 0,
        Source::Site => 1,
        Source::Firm => 2,
    };
    let mut any = |names: Names, test: &dyn Fn(Span) -> bool| f.flag(names[kind], mentions.iter().any(|m| test(*m)));
    any(["p.built", "s.built", "f.built"], &|m| is_built(scene, m));
    any(["p.sum_of", "s.sum_of", "f.sum_of"], &|m| is_of_a_sum(scene, m));
    any(["p.stage_next", "s.stage_next", "f.stage_next"], &|m| stage_follows(scene, m));
    any(["p.list_stage", "s.list_stage", "f.list_stage"], &|m| list_reaches(scene, m));
    any(["p.area_next", "s.area_next", "f.area_next"], &|m| figure_follows(scene, m, FigureKind::Area));
    any(["p.sum_next", "s.sum_next", "f.sum_next"], &|m| figure_follows(scene, m, FigureKind::Money));
    any(["p.of_many", "s.of_many", "f.of_many"], &|m| scene.has(around(scene, m), "batch"));
    any(["p.counted", "s.counted", "f.counted"], &|m| is_counted(scene, m));
    any(["p.of_firm", "s.of_firm", "f.of_firm"], &|m| is_of_a_firm(scene, m));
    any(["p.others", "s.others", "f.others"], &|m| is_of_others(scene, m));
    if source == Source::Firm {
        f.flag("f.after_name", mentions.iter().all(|m| follows_a_name(scene, *m)));
        f.flag("f.opens", mentions.iter().any(|m| scene.clause(m.start).start == m.start));
        f.flag("f.opens_sentence", mentions.iter().any(|m| scene.sentence(m.start).start == m.start));
        let own = |names: [&'static str; 2], kind: FigureKind, f: &mut Features| {
            let seen: Vec<bool> = mentions.iter().filter_map(|m| own_figure(scene, *m, kind)).collect();
            f.flag(names[0], seen.contains(&true));
            f.flag(names[1], seen.contains(&false));
        };
        own(["f.own_sum", "f.sum_of_name"], FigureKind::Money, f);
        own(["f.own_area", "f.area_of_name"], FigureKind::Area, f);
        let most = mentions.iter().map(|m| scene.within(sentence(scene, *m), &[EntityType::Company]).count());
        f.put("f.crowd", most.min().unwrap_or(0).min(4) as i32);
    }
}

/// The block of a name, within reach.
fn around(scene: &Scene, m: Span) -> Span {
    within(scene.block(m.start), m)
}

/// The sentence of a name, within reach.
fn sentence(scene: &Scene, m: Span) -> Span {
    within(scene.sentence(m.start), m)
}

fn within(whole: Span, m: Span) -> Span {
    let start = whole.start.max(m.start.saturating_sub(REACH)).min(m.start);
    Span::new(start, whole.end.min(m.end + REACH).max(m.end))
}

/// 建设占地500亩的青禾产业园: a word for building or investing, with no more than what 的 ties to the name between.
fn is_built(scene: &Scene, m: Span) -> bool {
    let clause = scene.clause(m.start);
    let before = Span::new(clause.start.max(m.start.saturating_sub(24)), m.start);
    let Some(verb) = scene.hits(before).filter(|h| matches!(h.group, "build" | "invest")).last() else { return false };
    let gap = Span::new(verb.span.end, m.start);
    gap.is_empty() || (scene.after(m.start, &["的"]) && scene.mentions_in(gap).all(|m| m.kind != EntityType::Company))
}

/// 5亿元的青禾产业园, 占地500亩的青禾产业园.
fn is_of_a_sum(scene: &Scene, m: Span) -> bool {
    let last = scene.figures.partition_point(|f| f.span.end <= m.start).checked_sub(1).map(|i| &scene.figures[i]);
    let sum = last.filter(|f| matches!(f.kind, FigureKind::Money | FigureKind::Area));
    sum.is_some_and(|f| f.span.end + 6 >= m.start && f.span.end < m.start && scene.after(m.start, &["的"]))
}

/// A stage right behind the name, before another is named.
fn stage_follows(scene: &Scene, m: Span) -> bool {
    let clause = scene.clause(m.end.saturating_sub(1));
    let next = Span::new(m.end, clause.end.min(m.end + 10).max(m.end));
    let Some(hit) = scene.stages(next).first() else { return false };
    scene.mentions_in(Span::new(m.end, hit.span.start)).all(|o| !is_thing(o.kind))
}

/// 甲大厦、乙中心、丙广场正在施工: the stage of the list that a name stands in.
fn list_reaches(scene: &Scene, m: Span) -> bool {
    let clause = scene.clause(m.end.saturating_sub(1));
    if !scene.before(m.end, &["、", "和", "及"]) {
        return false;
    }
    let mut end = m.end;
    for next in scene.mentions_in(Span::new(m.end, clause.end.max(m.end))) {
        let joined = next.span.start <= end + 2 && scene.before(end, &["、", "和", "及", "与"]);
        if joined {
            end = next.span.end;
        }
    }
    end > m.end && !scene.stages(Span::new(end, clause.end.min(end + 14).max(end))).is_empty()
}

/// Whether a sum follows a name closely.
pub fn has_sum(scene: &Scene, m: Span) -> bool {
    figure_follows(scene, m, FigureKind::Money)
}

/// A figure of the kind close behind, in the sentence, before another firm or project is named.
fn figure_follows(scene: &Scene, m: Span, kind: FigureKind) -> bool {
    let sentence = sentence(scene, m);
    let next = Span::new(m.end, sentence.end.min(m.end + 20).max(m.end));
    let Some(figure) = scene.figures_in(next).map(|i| &scene.figures[i]).find(|f| f.kind == kind) else { return false };
    scene.mentions_in(Span::new(m.end, figure.span.start)).all(|o| !is_thing(o.kind))
}

fn is_thing(kind: EntityType) -> bool {
    matches!(kind, EntityType::Company | EntityType::Project | EntityType::Zone)
}

/// Whether the next sum or area of the sentence is the firm's own: none where another firm comes before it, false where
/// a named project does.
fn own_figure(scene: &Scene, firm: Span, kind: FigureKind) -> Option<bool> {
    let sentence = sentence(scene, firm);
    let rest = Span::new(firm.end, sentence.end.max(firm.end));
    let figure = scene.figures_in(rest).map(|i| &scene.figures[i]).find(|f| f.kind == kind)?;
    let mut between = scene.mentions_in(Span::new(firm.end, figure.span.start));
    let mut named = false;
    between
        .all(|m| {
            named |= m.kind == EntityType::Project;
            m.kind != EntityType::Company
        })
        .then_some(!named)
}

/// 项目37个, 286个项目: projects are counted, and none is named.
pub fn is_counted(scene: &Scene, m: Span) -> bool {
    let next = scene.figures.partition_point(|f| f.span.start < m.end);
    let count = |f: &crate::figures::Figure| f.kind == FigureKind::Count && f.unit.as_deref() == Some("个");
    let after = scene.figures.get(next).is_some_and(|f| f.span.start <= m.end + 1 && count(f));
    let last = scene.figures.partition_point(|f| f.span.end <= m.start).checked_sub(1).map(|i| &scene.figures[i]);
    after || last.is_some_and(|f| f.span.end == m.start && count(f))
}

/// Whether the name begins with two characters of a firm that is named elsewhere: 青禾 of 云溪青禾种业.
fn is_of_a_firm(scene: &Scene, m: Span) -> bool {
    let chars = &scene.chars()[m.start..m.end];
    chars.len() > 2 && scene.firm_pairs().contains(&[chars[0], chars[1]])
}

/// 另外4个分别由甲、乙投资: those that are left of a number told before.
fn is_of_others(scene: &Scene, m: Span) -> bool {
    let before = Span::new(sentence(scene, m).start, m.start);
    ["另外", "其余", "另有", "剩下"].iter().any(|w| scene.says(before, w))
}

/// 青禾基地,云溪种业投资5亿元: a project is named before the firm in its sentence, and no sum in between.
fn follows_a_name(scene: &Scene, firm: Span) -> bool {
    let before = Span::new(sentence(scene, firm).start, firm.start);
    let Some(name) = scene.within(before, &[EntityType::Project]).last() else { return false };
    scene.figures_in(Span::new(name.end, firm.start)).all(|i| scene.figures[i].kind != FigureKind::Money)
}

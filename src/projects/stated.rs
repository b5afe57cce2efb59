//! What a text says outright of a firm: that it builds a project.

use super::drafts::{Draft, Source};
use super::options::Choice;
use super::scene::Scene;
use super::{guess, names};
use crate::entities::{Mention, firm};
use crate::model::{EntityType, FigureKind, Stage};
use crate::text::Span;
use crate::words::Class;

/// How far from its project's name a firm may stand.
const REACH: usize = 48;

/// The firm that a sentence says builds the project, unless the ledger's choice is another name of it.
pub fn company(scene: &Scene, draft: &Draft, chosen: Option<&Choice>) -> Option<Choice> {
    if draft.source == Source::Firm {
        return None;
    }
    let body = draft.mentions.iter().filter(|m| !scene.in_title(m.start));
    let weak = chosen.is_none_or(|c| c.span.is_none_or(|s| is_made(scene, s, &[Class::CompanyTrade])));
    let unmarked = |name: &Span| weak.then(|| nobody_s(scene, *name)).flatten();
    let told = |name: &Span| builder(scene, draft, *name).or_else(|| stand_in(scene, *name)).or_else(|| unmarked(name));
    let firm = body.take(4).find_map(told)?;
    let text = scene.slice(firm);
    let kin = |c: &&Choice| names::shared(&c.text, &text) >= 2;
    (!guess::is_class(&text) && chosen.filter(kin).is_none()).then(|| Choice::words(text, firm))
}

/// A firm that nobody has marked, told by what it makes and what it does: 银翼无人机的|项目, 新锐表业|投资1.6亿元.
fn nobody_s(scene: &Scene, name: Span) -> Option<Span> {
    let clause = scene.clause(name.start);
    let body = Span::new(clause.start, name.start);
    let owns = scene.before(name.start.saturating_sub(1), &["的"]).then(|| name.start - 1);
    let invests = (body.start + 4..body.end.min(body.start + 9)).find(|i| scene.before(*i, &["投资", "斥资"]));
    let end = owns.or(invests.filter(|_| has_sum(scene, body)))?;
    let firm = Span::new(body.start, end.max(body.start));
    let made = |c: Class| matches!(c, Class::CompanyTrade | Class::CompanyForm | Class::Industry | Class::Product);
    let trade = scene.names(firm).filter(|h| h.span.end == firm.end && made(h.class)).map(|h| h.span.start).min();
    let trade = trade.or_else(|| scene.after(firm.end, &["业"]).then(|| firm.end - 2))?;
    let made = |m: &Mention| m.kind == EntityType::Product && m.span.end == firm.end;
    let free = scene.mentions_in(firm).all(made) && scene.figures_in(firm).next().is_none();
    let plain = (4..=8).contains(&firm.len()) && trade >= firm.start + 2 && free;
    (plain && !guess::is_class(&scene.slice(firm))).then_some(firm)
}

/// A firm without the words that say its sort, also where it begins a project's name: 群立 in 台资企业群立模具项目.
pub fn bare(scene: &Scene, mut choice: Choice) -> Option<Choice> {
    const POINTS: [char; 5] = ['这', '那', '该', '此', '其'];
    if choice.text.contains(POINTS) && choice.text.chars().count() <= 6
        || choice.span.is_some_and(|s| is_made(scene, s, &[]) || is_place(scene, s))
    {
        return None;
    }
    let Some(span) = choice.span.filter(|s| s.len() == choice.text.chars().count()) else { return Some(choice) };
    let rest = firm(scene.chars(), span)?;
    if rest != span {
        (choice.text, choice.span) = (scene.slice(rest), Some(rest));
    }
    Some(choice)
}

/// The firm that builds a project by the words right before its first name in the text.
pub fn of_own(scene: &Scene, draft: &Draft) -> Option<Span> {
    let name = draft.mentions.iter().find(|m| !scene.in_title(m.start)).filter(|_| draft.source != Source::Firm)?;
    builder(scene, draft, *name)
}

/// Whether what a firm builds no longer goes on where a project is named: another part of a sentence, or another firm between.
pub fn is_over(scene: &Scene, draft: &Draft, firm: Span) -> bool {
    let goes_on = |m: &Span| {
        let between = Span::new(firm.end.min(m.start), m.start);
        let one_part = scene.place(firm.start).segment == scene.place(m.start).segment;
        one_part && firm.end <= m.start && scene.within(between, &[EntityType::Company]).next().is_none()
    };
    !draft.mentions.iter().any(goes_on)
}

/// Whether the sentence that names a project has the words of a choice.
pub fn is_beside(scene: &Scene, draft: &Draft, choice: &Choice) -> bool {
    choice.span.is_none_or(|s| draft.mentions.iter().any(|m| scene.sentence(m.start).contains(s)))
}

/// Whether a town or a zone is taken for a firm.
fn is_place(scene: &Scene, span: Span) -> bool {
    let firm = scene.mentions_in(span).any(|m| m.kind == EntityType::Company && m.span == span);
    let kinds = ["镇", "乡", "街道", "园区", "开发区"];
    let ends = kinds.iter().any(|w| scene.after(span.end, &[w]) || scene.before(span.end, &[w]));
    let place = |m: &Mention| matches!(m.kind, EntityType::Place | EntityType::Zone) && m.span == span;
    !firm && (ends || scene.mentions_in(span).any(place))
}

/// Whether words that nobody marked tell what is made only, with no name in them: 机械, 工业级.
fn is_made(scene: &Scene, span: Span, more: &[Class]) -> bool {
    let marked = scene.mentions_in(span).any(|m| m.kind == EntityType::Company && m.span == span);
    let made = |c: Class| matches!(c, Class::Industry | Class::Product) || more.contains(&c);
    let mut rest = span;
    while let Some(word) =
        scene.names(rest).filter(|h| h.span.start == rest.start && made(h.class)).max_by_key(|h| h.span.end)
    {
        rest.start = word.span.end;
    }
    !marked
        && rest.start > span.start
        && (rest.is_empty() || rest.len() == 1 && scene.before(rest.start, &["级", "型", "用"]))
}

/// The one firm of the article whose name has the stem that nobody marked: 安徽瑞铸新能源科技有限公司 for the 瑞铸 of 瑞铸产业园.
fn by_stem<'a>(scene: &Scene<'a>, span: Span, stem: &str) -> Option<&'a Mention> {
    let article = scene.place(span.start).article;
    let has = |m: &&Mention| {
        let name = scene.slice(m.span);
        let region = name.find(stem).map(|at| name[..at].chars().count());
        let whole = region.is_some_and(|r| {
            r == 0
                || scene
                    .names(m.span)
                    .any(|h| h.span == Span::new(m.span.start, m.span.start + r) && h.class.is_division())
        });
        whole && name.ends_with("有限公司") && scene.place(m.span.start).article == article
    };
    let first = scene.mentions(&[EntityType::Company]).find(has)?;
    let same = |m: &Mention| m.entity == first.entity;
    scene.mentions(&[EntityType::Company]).filter(has).all(same).then_some(first)
}

/// The whole name of a firm of which a short one was chosen: 深圳市柳鑫实业股份有限公司 for 柳鑫.
pub fn full(scene: &Scene, mut choice: Choice) -> Choice {
    const FORM: &str = "公司";
    let Some(span) = choice.span.filter(|_| !choice.text.ends_with(FORM)) else { return choice };
    let mention = scene.mentions_in(span).find(|m| m.span == span && m.kind == EntityType::Company);
    let Some(mention) = mention.or_else(|| by_stem(scene, span, &choice.text)) else { return choice };
    let entity = &scene.entities.entities[mention.entity];
    let whole = entity.mentions.iter().map(|m| scene.entities.mentions[*m].span);
    let whole = whole.filter(|m| m.len() == entity.name.chars().count()).find(|m| scene.slice(*m) == entity.name);
    if let Some(whole) = whole.filter(|_| entity.name.ends_with(FORM)) {
        (choice.text, choice.span) = (entity.name.clone(), Some(whole));
    }
    choice
}

/// The firm of the sentence before that 公司 stands for: 公司的技改项目, 公司与云溪区签约,投资2.6亿元建设…项目.
fn stand_in(scene: &Scene, name: Span) -> Option<Span> {
    const IT: [&str; 6] = ["该公司", "公司", "该企业", "这家企业", "这家公司", "企业"];
    let sentence = scene.sentence(name.start);
    let before = Span::new(sentence.start.max(name.start.saturating_sub(REACH)), name.start);
    let opens = |at: &usize| {
        let start = scene.clause(*at).start;
        *at == start || scene.after(*at, &[",", "月", "日", "年", "此前", "随后", "今年", "去年"])
    };
    let it = (before.start..before.end).rev().filter(opens).find_map(|at| {
        let word = IT.iter().find(|w| scene.before(at, &[w]))?;
        Some(Span::new(at, at + word.chars().count()))
    })?;
    let gap = Span::new(it.end.min(name.start), name.start);
    if scene.within(gap, &[EntityType::Company, EntityType::Project]).next().is_some() {
        return None;
    }
    let owns = gap.len() == 1 && scene.before(gap.start, &["的"]);
    if !(owns || invests(scene, gap) && builds(scene, gap)) {
        return None;
    }
    let previous = scene.sentence(sentence.start.checked_sub(2)?);
    if scene.place(previous.start).article != scene.place(name.start).article {
        return None;
    }
    let mut firms = scene.within(previous, &[EntityType::Company]);
    firms.next().filter(|_| firms.next().is_none())
}

/// 青禾重工投资6亿元建设、由青禾重工投资建设的、青禾重工的、青禾重工签约 before a project's name.
fn builder(scene: &Scene, draft: &Draft, name: Span) -> Option<Span> {
    let sentence = scene.sentence(name.start);
    let clause = scene.clause(name.start);
    let own = |m: &Span| draft.mentions.iter().any(|d| d.overlaps(*m));
    let from = sentence.start.max(name.start.saturating_sub(REACH)).min(name.start);
    let before = Span::new(from, name.start);
    let firm = scene.within(before, &[EntityType::Company]).filter(|m| !own(m)).last()?;
    // Several firms together: which of them, the ranker weighs.
    let joint = ["、", "与", "和", "及", "同", "联合"];
    if scene.before(firm.end, &joint) || scene.after(firm.start, &["、", "与", "和", "及", "供应商"]) {
        return None;
    }
    let gap = Span::new(firm.end, name.start);
    if gap.is_empty() || gap.len() == 1 && scene.before(gap.start, &["的"]) {
        return Some(firm);
    }
    if ["项目", "工程", ";", "承建", "合作", "施工", "设计", "园区", "供货", "。"].iter().any(|w| scene.says(gap, w))
    {
        return None;
    }
    let near = Span::new(gap.start, gap.end.min(gap.start + 8));
    if firm.start >= clause.start {
        const SIGNS: [&str; 3] = ["签约", "签下", "签约的"];
        let signs =
            gap.len() <= 3 && SIGNS.iter().any(|w| scene.before(gap.start, &[w]) && gap.len() == w.chars().count());
        // 株硬集团即将建成…项目
        let soon = gap.len() <= 6
            && ["即将建成", "正在建设", "拟建设", "将建设", "新建", "投建"]
                .iter()
                .any(|w| scene.before(gap.start, &[w]) && gap.len() == w.chars().count());
        return (signs || soon || invests(scene, near) && (has_sum(scene, gap) || builds(scene, gap))).then_some(firm);
    }
    // 青禾服饰租下厂房,投资1500万元上马生产线: the one firm of the sentence.
    let all = Span::new(super::dealt::segment(scene, name.start), name.start);
    let alone = scene.within(all, &[EntityType::Company]).filter(|m| !own(m)).count() == 1;
    let opens = Span::new(clause.start, name.start.min(clause.start + 6));
    let at = [opens, near].into_iter().any(|s| invests(scene, s));
    let opening =
        scene.clause(firm.start).start + 2 >= firm.start || scene.after(scene.clause(firm.start).start, &[","]);
    (alone && at && opening && has_sum(scene, gap) && builds(scene, gap)).then_some(firm)
}

fn invests(scene: &Scene, span: Span) -> bool {
    ["投资", "斥资", "独资", "出资", "投入", "投建"].iter().any(|w| scene.says(span, w))
}

fn builds(scene: &Scene, gap: Span) -> bool {
    const BUILD: [&str; 9] = ["建设", "建成", "上马", "兴建", "新建", "扩建", "打造", "建起", "投建"];
    let end = Span::new(gap.end.saturating_sub(4).max(gap.start), gap.end);
    BUILD.iter().any(|w| scene.says(end, w))
}

fn has_sum(scene: &Scene, gap: Span) -> bool {
    scene.figures_in(gap).any(|i| scene.figures[i].kind == FigureKind::Money)
}

/// The stage told in the part of a sentence that names the project, rather than one told above before it is named at all.
pub fn stage(scene: &Scene, draft: &Draft, chosen: Option<Choice>, choices: &[Choice]) -> Option<Choice> {
    let before = |c: &Choice| {
        let above = |s: Span, m: &Span| {
            s.end < m.start && scene.block(s.start) != scene.block(m.start) && !scene.in_title(s.start)
        };
        c.span.is_some_and(|s| draft.mentions.iter().all(|m| above(s, m)))
    };
    if !chosen.as_ref().is_some_and(before) {
        return chosen;
    }
    let part = |at: usize| scene.place(at).segment;
    let own = |c: &&Choice| {
        c.span.is_some_and(|s| draft.mentions.iter().any(|m| m.end <= s.start && part(m.start) == part(s.start)))
    };
    let told = choices.iter().filter(own).filter(|c| c.stage != Some(Stage::Planned));
    told.max_by_key(|c| c.stage).cloned().or(chosen)
}

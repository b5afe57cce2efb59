//! What a sentence says outright: the firm that it says builds the project, and the sums that it deals out.

use super::drafts::{Draft, Source};
use super::options::Choice;
use super::scene::Scene;
use super::{guess, names};
use crate::entities::firm;
use crate::model::{EntityType, FigureKind};
use crate::text::Span;
use crate::words::{Class, Division, Hit};

/// How far from its project's name a firm may stand.
const REACH: usize = 48;

/// The firm that a sentence says builds the project, unless the ledger's choice is another name of it.
pub fn company(scene: &Scene, draft: &Draft, chosen: Option<&Choice>) -> Option<Choice> {
    if draft.source == Source::Firm {
        return None;
    }
    let body = draft.mentions.iter().filter(|m| !scene.in_title(m.start));
    let firm = body.take(4).find_map(|name| builder(scene, draft, *name))?;
    let text = scene.slice(firm);
    let kin = |c: &&Choice| names::shared(&c.text, &text) >= 2;
    (!guess::is_class(&text) && chosen.filter(kin).is_none()).then(|| Choice::words(text, firm))
}

/// A firm without the words that say its sort, also where it begins a project's name: 群立 in 台资企业群立模具项目.
pub fn bare(scene: &Scene, mut choice: Choice) -> Option<Choice> {
    let Some(span) = choice.span.filter(|s| s.len() == choice.text.chars().count()) else { return Some(choice) };
    let rest = firm(scene.chars(), span)?;
    if rest != span {
        (choice.text, choice.span) = (scene.slice(rest), Some(rest));
    }
    Some(choice)
}

/// A figure of a list that 分别 deals out: the record it falls to, and the list's first figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Dealt {
    pub figure: usize,
    pub draft: usize,
    pub first: usize,
}

/// 甲项目、乙项目投资分别为3亿元、5亿元: what falls to each.
pub fn dealt(scene: &Scene, drafts: &[Draft]) -> Vec<Dealt> {
    let figures = scene.figures;
    let joined = |i: usize| {
        let (Some(a), Some(b)) = (figures.get(i), figures.get(i + 1)) else { return false };
        a.kind == b.kind
            && b.span.start == a.span.end + 1
            && ["、", "和", "与", "及", ","].iter().any(|w| scene.before(a.span.end, &[w]))
    };
    let mut first = 0;
    (0..figures.len())
        .filter_map(|figure| {
            first = if figure > 0 && joined(figure - 1) { first } else { figure };
            if first == figure && !joined(figure) {
                return None;
            }
            let (start, subject) = (figures[first].span.start, scene.links.get(figure)?.subject.as_ref()?.span);
            let between = Span::new(subject.end.min(start), start);
            let dealt = between.len() <= REACH && scene.says(between, "分别");
            let draft = drafts.iter().position(|d| dealt && d.mentions.iter().any(|m| m.overlaps(subject)))?;
            Some(Dealt { figure, draft, first })
        })
        .collect()
}

/// The sum that is dealt to a record; the chosen one, unless it falls to another.
pub fn investment(scene: &Scene, dealt: &[Dealt], draft: usize, chosen: Option<Choice>) -> Option<Choice> {
    let invested = |d: &&Dealt| {
        let figure = &scene.figures[d.first];
        let clause = scene.clause(figure.span.start);
        figure.kind == FigureKind::Money && scene.says(Span::new(clause.start, figure.span.start), "投资")
    };
    if let Some(d) = dealt.iter().filter(invested).find(|d| d.draft == draft) {
        let span = scene.figures[d.figure].span;
        return Some(Choice { figure: Some(d.figure), ..Choice::words(scene.slice(span), span) });
    }
    chosen.filter(|c| !dealt.iter().any(|d| c.figure == Some(d.figure)))
}

/// The whole name of a firm of which a short one was chosen: 深圳市柳鑫实业股份有限公司 for 柳鑫.
pub fn full(scene: &Scene, mut choice: Choice) -> Choice {
    const FORM: &str = "公司";
    let Some(span) = choice.span.filter(|_| !choice.text.ends_with(FORM)) else { return choice };
    let mention = scene.mentions_in(span).find(|m| m.span == span && m.kind == EntityType::Company);
    let Some(entity) = mention.map(|m| &scene.entities.entities[m.entity]) else { return choice };
    let whole = entity.mentions.iter().map(|m| scene.entities.mentions[*m].span);
    let whole = whole.filter(|m| m.len() == entity.name.chars().count()).find(|m| scene.slice(*m) == entity.name);
    if let Some(whole) = whole.filter(|_| entity.name.ends_with(FORM)) {
        (choice.text, choice.span) = (entity.name.clone(), Some(whole));
    }
    choice
}

/// What a project does where it is, and words right behind which a place is where it is.
const THERE: [&str; 9] = ["动工", "开工", "奠基", "推进建设", "启动建设", "开建", "破土", "加快建设", "落户"];
const LIES: [&str; 5] = ["落户", "落地", "落子", "选址", "位于"];

/// The place that the text says outright: 在南湖区湘家荡动工, 落户衢州智造新城; none where the chosen one lies in it.
/// The `only` project of an article is where the headline says.
pub fn place(scene: &Scene, draft: &Draft, chosen: Option<&Choice>, only: bool) -> Option<Choice> {
    if draft.source == Source::Firm {
        return None; // a firm's own name tells where it comes from, not where it builds
    }
    let body = draft.mentions.iter().filter(|m| !scene.in_title(m.start)).take(3);
    let told = body.into_iter().find_map(|name| where_it_is(scene, draft, *name));
    let (text, span) =
        told.or_else(|| county(scene, draft, chosen?)).or_else(|| headline(scene, draft, chosen?).filter(|_| only))?;
    let inside = chosen.is_some_and(|c| c.text.contains(&text));
    (!inside).then(|| Choice::words(text, span))
}

/// The zone that the headline says the project goes to, where the city alone was chosen: 项目落户衢州智造新城.
fn headline(scene: &Scene, draft: &Draft, chosen: &Choice) -> Option<(String, Span)> {
    let article = scene.place(draft.named.start).article;
    let titles = scene.text.blocks.iter().filter(|b| b.article.map(|a| a as u32) == article);
    let mut zones =
        titles.filter(|b| scene.in_title(b.span.start)).flat_map(|b| scene.within(b.span, &[EntityType::Zone]));
    let zone = zones.find(|z| scene.after(z.start, &LIES) && scene.slice(*z).contains(&chosen.text))?;
    Some((scene.slice(zone), zone))
}

/// The county that a project's name begins with, where a place outside it or around it was chosen:
/// 华容 of 华容储能项目, for 岳阳.
fn county(scene: &Scene, draft: &Draft, chosen: &Choice) -> Option<(String, Span)> {
    let of_county = |class| matches!(class, Class::County | Class::CountyShort);
    let begins = |h: &&Hit| h.span.start == draft.named.start && h.span.len() >= 2 && of_county(h.class);
    let own = scene.names(draft.named).filter(begins).max_by_key(|h| h.span.end)?;
    let county = own.division()?;
    let divisions: Vec<_> =
        scene.names(chosen.span?).filter(|h| h.class != Class::ProvinceLetter).filter_map(|h| h.division()).collect();
    let province = county.code() / 10_000;
    let elsewhere = |d: &Division| d.code() / 10_000 == province && *d != county && !county.contains(*d);
    (!divisions.is_empty() && divisions.iter().all(elsewhere)).then(|| (scene.slice(own.span), own.span))
}

/// Behind a project's name, up to the next project.
fn where_it_is(scene: &Scene, draft: &Draft, name: Span) -> Option<(String, Span)> {
    let own = |m: Span| draft.mentions.iter().any(|d| d.overlaps(m));
    let sentence = scene.sentence(name.start);
    let next = scene.sentence((sentence.end + 1).min(scene.chars().len().saturating_sub(1)));
    let same_block = !scene.says(Span::new(name.end, next.end.max(name.end)), "\n");
    let end = if same_block { next.end } else { sentence.end };
    let behind = Span::new(name.end.min(end), end);
    let other = scene.within(behind, &[EntityType::Project]).find(|m| !own(*m)).map_or(end, |m| m.start);
    let places: Vec<Span> = scene.within(Span::new(behind.start, other.max(behind.start)), &PLACES).collect();
    let mut at = 0;
    while at < places.len() {
        let mut last = at;
        while places.get(last + 1).is_some_and(|m| m.start == places[last].end) {
            last += 1;
        }
        let chain = &places[at..=last];
        let (first, end) = (chain[0].start, chain[chain.len() - 1].end);
        let does = || scene.before(end, &THERE);
        if scene.after(first, &LIES) || scene.after(first, &["在"]) && does() {
            let zone = chain.iter().find(|m| scene.within(**m, &[EntityType::Zone]).any(|z| z == **m));
            let span = *zone.unwrap_or(&chain[chain.len() - 1]);
            return Some((scene.slice(span), span));
        }
        at = last + 1;
    }
    None
}

const PLACES: [EntityType; 2] = [EntityType::Place, EntityType::Zone];

/// Whether a place is what the project builds: 建设内容包括储能产业基地, 打造自己的产业园.
pub fn is_built(scene: &Scene, draft: &Draft, choice: &Choice) -> bool {
    let Some(span) = choice.span else { return false };
    let before = draft.mentions.iter().rfind(|m| m.end <= span.start && scene.sentence(m.start).contains(span));
    let Some(name) = before else { return false };
    let between = Span::new(name.end, span.start);
    ["打造", "建设内容", "内容包括"].iter().any(|w| scene.says(between, w))
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
    if gap.len() == 1 && scene.before(gap.start, &["的"]) {
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
    let all = Span::new(sentence.start, name.start);
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

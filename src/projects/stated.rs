//! What a text says outright: the firm that it says builds a project, and the place where it says it is.

use super::drafts::{Draft, Source};
use super::options::Choice;
use super::scene::Scene;
use super::{guess, names};
use crate::entities::{Mention, firm};
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
    let weak = chosen.is_none_or(|c| c.span.is_none_or(|s| is_made(scene, s, &[Class::CompanyTrade])));
    let unmarked = |name: &Span| weak.then(|| nobody_s(scene, *name)).flatten();
    let firm = body.take(4).find_map(|name| builder(scene, draft, *name).or_else(|| unmarked(name)))?;
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
    if choice.span.is_some_and(|s| is_made(scene, s, &[])) {
        return None;
    }
    let Some(span) = choice.span.filter(|s| s.len() == choice.text.chars().count()) else { return Some(choice) };
    let rest = firm(scene.chars(), span)?;
    if rest != span {
        (choice.text, choice.span) = (scene.slice(rest), Some(rest));
    }
    Some(choice)
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
/// The `only` record of a text is where the headline says.
pub fn place(scene: &Scene, draft: &Draft, chosen: Option<&Choice>, only: bool) -> Option<Choice> {
    if draft.source == Source::Firm {
        return None; // a firm's own name tells where it comes from, not where it builds
    }
    let mut body = draft.mentions.iter().filter(|m| !scene.in_title(m.start)).take(3);
    let told = body.find_map(|name| where_it_is(scene, draft, *name));
    let (text, span) = told
        .or_else(|| county(scene, draft, chosen?))
        .or_else(|| longer(scene, draft, chosen?))
        .or_else(|| headline(scene, draft, chosen?).filter(|_| only))?;
    let inside = chosen.is_some_and(|c| c.text.contains(&text));
    (!inside).then(|| Choice::words(text, span))
}

/// The zone whose name the chosen place begins, where the project's name has it, or where the place is no division:
/// 嘉定工业区 in 嘉定工业区南门地块项目, 天定山旅游度假小镇 for 天定山.
fn longer(scene: &Scene, draft: &Draft, chosen: &Choice) -> Option<(String, Span)> {
    let of_division = scene.names(chosen.span?).any(|h| h.class.is_division() && h.class != Class::ProvinceLetter);
    let article = scene.place(draft.named.start).article;
    let here = |m: &&Mention| scene.place(m.span.start).article == article;
    let mut zones = scene.mentions(&[EntityType::Zone]).filter(here).map(|m| (scene.slice(m.span), m.span));
    let begins = |z: &str| z.starts_with(&chosen.text) && z != chosen.text && !chosen.text.is_empty();
    let named = |z: &str| draft.name.starts_with(z) && draft.name != z;
    zones.find(|(z, _)| begins(z) && (named(z) || !of_division && !draft.name.starts_with(z.as_str())))
}

/// The zone that the headline says the project goes to, where the city alone was chosen: 项目落户衢州智造新城.
fn headline(scene: &Scene, draft: &Draft, chosen: &Choice) -> Option<(String, Span)> {
    let titles = scene.titles(scene.place(draft.named.start).article);
    let mut zones = titles.flat_map(|title| scene.within(title, &[EntityType::Zone]));
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
    let of_chosen = scene.names(chosen.span?).filter(|h| h.class != Class::ProvinceLetter);
    let named: Vec<Division> = of_chosen.filter_map(|h| h.division()).collect();
    let province = county.code() / 10_000;
    let elsewhere = |d: &Division| d.code() / 10_000 == province && *d != county && !county.contains(*d);
    (!named.is_empty() && named.iter().all(elsewhere)).then(|| (scene.slice(own.span), own.span))
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
    let said = |chain: &&[Span]| {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        scene.after(first.start, &LIES) || scene.after(first.start, &["在"]) && scene.before(last.end, &THERE)
    };
    let chain = places.chunk_by(|a, b| a.end == b.start).find(said)?;
    let zone = chain.iter().find(|m| scene.within(**m, &[EntityType::Zone]).any(|z| z == **m));
    let span = *zone.unwrap_or(&chain[chain.len() - 1]);
    Some((scene.slice(span), span))
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

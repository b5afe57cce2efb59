//! Where a text says outright that a project is.

use super::drafts::{Draft, Source};
use super::options::Choice;
use super::scene::Scene;
use crate::entities::Mention;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::Span;
use crate::words::{Class, Division, Hit};

/// What a project does where it is, and words right behind which a place is where it is.
const THERE: [&str; 9] = ["动工", "开工", "奠基", "推进建设", "启动建设", "开建", "破土", "加快建设", "落户"];
const LIES: [&str; 5] = ["落户", "落地", "落子", "选址", "位于"];

/// The place that the text says outright: 在南湖区湘家荡动工, 落户衢州智造新城; none where the chosen one lies in it.
/// The only record of a text is where the headline says.
pub fn place(scene: &Scene, draft: &Draft, chosen: Option<&Choice>, records: &[&Draft]) -> Option<Choice> {
    if draft.source == Source::Firm {
        return None; // a firm's own name tells where it comes from, not where it builds
    }
    let mut body = draft.mentions.iter().filter(|m| !scene.in_title(m.start)).take(3);
    let told = dealt(scene, draft, records);
    let told = told
        .or_else(|| body.clone().find_map(|name| where_it_is(scene, draft, *name)))
        .or_else(|| body.clone().find_map(|name| before(scene, draft, *name)));
    let told = told.or_else(|| body.find_map(|name| town(scene, draft, *name)));
    let (text, span) = told
        .or_else(|| county(scene, draft, chosen?))
        .or_else(|| longer(scene, draft, chosen?))
        .or_else(|| headline(scene, draft, chosen?).filter(|_| records.len() == 1))?;
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
        // 位于合德镇的…项目 speaks of the next one.
        let of_next = other < end && of(scene, last.end, other);
        !of_next && scene.after(first.start, &LIES)
            || scene.after(first.start, &["在"]) && scene.before(last.end, &THERE)
    };
    let chain = places.chunk_by(|a, b| a.end == b.start).find(said)?;
    let zone = chain.iter().find(|m| scene.within(**m, &[EntityType::Zone]).any(|z| z == **m));
    let span = *zone.unwrap_or(&chain[chain.len() - 1]);
    Some((scene.slice(span), span))
}

/// The town that the part of a sentence begins with that names the project, as the first: 茶庵铺镇引进湘益茶业建设加工厂.
fn town(scene: &Scene, draft: &Draft, name: Span) -> Option<(String, Span)> {
    let segment = super::dealt::segment(scene, name.start);
    let ahead = Span::new(segment, name.start.max(segment));
    let town = scene.within(ahead, &[EntityType::Place]).find(|m| m.start <= segment + 1)?;
    let is_town = town.len() >= 3 && ["镇", "乡", "街道"].iter().any(|w| scene.after(town.end, &[w]));
    let own = |m: &Span| draft.mentions.iter().any(|d| d.overlaps(*m));
    let other = scene.within(ahead, &[EntityType::Project]).any(|m| !own(&m));
    let led = town.start == segment || scene.after(town.start, &["在"]);
    let body = scene.before(town.end, &["党委", "政府", "人民政府", "镇长", "书记"]);
    (is_town && led && !other && !body).then(|| (scene.slice(town), town))
}

/// 甲项目、乙项目分别落户高新区和沙溪镇: the place that falls to each in turn.
fn dealt(scene: &Scene, draft: &Draft, records: &[&Draft]) -> Option<(String, Span)> {
    const EACH: [&str; 5] = ["分别落户", "分别落户于", "分别位于", "分别选址", "分别落地"];
    let name = draft.mentions.iter().find(|m| !scene.in_title(m.start))?;
    let sentence = scene.sentence(name.start);
    let at = (name.end..sentence.end).find(|i| scene.after(*i, &EACH))?;
    let from = super::dealt::segment(scene, at);
    let before = Span::new(from, at);
    let named = records.iter().filter(|d| d.source != Source::Firm);
    let mut names: Vec<Span> = named.filter_map(|d| d.mentions.iter().copied().find(|m| before.contains(*m))).collect();
    names.arrange();
    let behind: Vec<Span> = scene.within(Span::new(at, sentence.end.max(at)), &PLACES).collect();
    let joined = |a: &Span, b: &Span| a.end + 1 == b.start && scene.before(a.end, &["、", "和", "与", "及"]);
    let places = behind.chunk_by(joined).next().filter(|p| p[0].start == at && p.len() == names.len())?;
    let turn = names.iter().position(|n| n.overlaps(*name))?;
    Some((scene.slice(places[turn]), places[turn]))
}

/// Whether a place tells where somebody or something comes from: 新加坡企业, 中国区总部; or what a name only has in it: 黄河.
pub fn is_origin(scene: &Scene, draft: &Draft, choice: &Choice) -> bool {
    const OF: [&str; 9] = ["企业", "客商", "籍", "独资", "商人", "老板", "牛", "羊", "公司"];
    let Some(span) = choice.span else { return false };
    let within = draft.mentions.iter().any(|m| m.contains(span));
    let water = within && ["河", "江", "运河"].iter().any(|w| scene.after(span.end, &[w]));
    scene.before(span.end, &OF) || choice.text.ends_with("中国区") || water
}

/// Whether what ends there is that of a name: 合德镇|的海纳健康食品项目, with its firm between or not.
fn of(scene: &Scene, end: usize, name: usize) -> bool {
    let rest = Span::new(end.min(name), name);
    let firm = |rest: Span| rest.is_empty() || scene.within(rest, &[EntityType::Company]).any(|m| m == rest);
    scene.before(end, &["的"]) && !rest.is_empty() && firm(Span::new(end + 1, name.max(end + 1)))
}

/// The town or zone whose the project is said to be right before its name: 朱河镇的玉沙集团菜籽油精炼项目, 新沟镇智能工厂.
fn before(scene: &Scene, draft: &Draft, name: Span) -> Option<(String, Span)> {
    const FROM: [&str; 8] = ["来自", "从", "赴", "由", "总部位于", "总部在", "源自", "出自"];
    let own = |m: &Span| draft.mentions.iter().any(|d| d.overlaps(*m));
    let clause = scene.clause(name.start);
    let ahead = Span::new(clause.start, name.start.max(clause.start));
    let place = scene.within(ahead, &PLACES).filter(|m| !own(m)).last()?;
    let local = ["街道", "园区", "开发区", "工业园", "产业园", "高新区", "经开区"];
    let built = Span::new(place.end, name.start);
    let builds = ["新建", "建设", "投资建设", "兴建", "扩建", "建起", "投建", "建设的", "新建的"];
    if scene.after(place.start, &["在"]) && builds.iter().any(|w| scene.slice(built) == *w) {
        return Some((scene.slice(place), place));
    }
    let is_local = place.len() > 3 && local.iter().any(|w| scene.after(place.end, &[w]))
        || place.len() > 2 && ["镇", "乡"].iter().any(|w| scene.after(place.end, &[w]));
    let owns = of(scene, place.end, name.start) || place.end == name.start;
    (is_local && owns && !scene.after(place.start, &FROM)).then(|| (scene.slice(place), place))
}

/// A part of a zone with the zone that stands before it: 龙云经济开发区祥城片区.
pub fn chained(scene: &Scene, mut choice: Choice) -> Choice {
    let zone = |s: &Span| scene.within(Span::new(s.start.saturating_sub(16), s.start), &[EntityType::Zone]).last();
    let part = choice.span.filter(|s| scene.after(s.end, &["片区"]) && scene.slice(*s) == choice.text);
    if let Some((whole, part)) = part.and_then(|s| Some((zone(&s).filter(|z| z.end == s.start)?, s))) {
        let span = Span::new(whole.start, part.end);
        (choice.text, choice.span) = (scene.slice(span), Some(span));
    }
    choice
}

/// A zone by its longest name: 贵州大龙经济开发区 for 大龙经开区.
pub fn full(scene: &Scene, choice: Choice) -> Choice {
    let Some(span) = choice.span else { return choice };
    let Some(zone) = scene.mentions_in(span).find(|m| m.span == span && m.kind == EntityType::Zone) else {
        return choice;
    };
    let entity = &scene.entities.entities[zone.entity];
    let mut all = entity.mentions.iter().map(|m| scene.entities.mentions[*m].span);
    let begins = entity.name.starts_with(&choice.text) || entity.name.len() <= choice.text.len();
    match all.find(|m| !begins && scene.slice(*m) == entity.name) {
        Some(whole) => Choice { text: entity.name.clone(), span: Some(whole), ..choice },
        None => choice,
    }
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

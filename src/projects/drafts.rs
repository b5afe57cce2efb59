//! Candidates: what may be a record, with every place where the text speaks of it.

use super::rank::Features;
use super::scene::Scene;
use super::{guess, names, tells};
use crate::hashing::HashMap;
use crate::model::{EntityType, FigureKind};
use crate::sorting::Sorting;
use crate::text::Span;
use crate::words::Class;

/// What a candidate was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The name of a project.
    Project,
    /// A park, an institute, a building: a project only where it is being built.
    Site,
    /// A firm: a project without a name where the firm invests, signs or builds.
    Firm,
}

/// A candidate for a record.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it was found by.
    pub source: Source,
    /// Index into the entities.
    pub entity: Option<usize>,
    /// Nobody has marked it: it was guessed by its last word.
    pub guessed: bool,
    /// Its fullest name in the text.
    pub name: String,
    /// Where that stands.
    pub named: Span,
    /// Every place where the text names it, in order.
    pub mentions: Vec<Span>,
}

/// Finds the candidates of a text, each once, in order of their first mention.
#[inline(never)]
pub fn find(scene: &Scene) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for kinds in [&[EntityType::Project][..], &SITES, &[EntityType::Company]] {
        for mention in scene.mentions(kinds) {
            if scene.place(mention.span.start).article.is_none() {
                continue;
            }
            let source = match mention.kind {
                EntityType::Project => Source::Project,
                EntityType::Company => Source::Firm,
                _ => Source::Site,
            };
            let inside = |d: &Draft| d.source == Source::Project && d.mentions.iter().any(|m| m.contains(mention.span));
            if source != Source::Project && (drafts.iter().any(inside) || !speaks_of_works(scene, mention.span, source))
            {
                continue;
            }
            if source != Source::Project {
                add(scene, &mut drafts, source, mention.span, Some(mention.entity));
                continue;
            }
            for span in guess::split(scene, mention.span) {
                if !guess::is_class(&scene.slice(span)) && !tells::is_counted(scene, span) {
                    add(scene, &mut drafts, source, span, Some(mention.entity));
                }
            }
        }
        if kinds == [EntityType::Project] {
            for span in guess::names(scene).into_iter().filter(|s| !tells::is_counted(scene, *s)) {
                add(scene, &mut drafts, Source::Project, span, None);
            }
        }
    }
    adopt_same_words(scene, &mut drafts);
    adopt_short_names(scene, &mut drafts);
    drafts.arrange_by_key(|d| d.mentions.first().map_or(0, |m| m.start));
    drafts
}

const SITES: [EntityType; 3] = [EntityType::Zone, EntityType::Organization, EntityType::Place];

/// Whether the words around a firm or a site can make it a record at all.
fn speaks_of_works(scene: &Scene, span: Span, source: Source) -> bool {
    let sentence = scene.sentence(span.start);
    let near = Span::new(span.start.saturating_sub(40).max(sentence.start), (span.end + 80).min(sentence.end));
    let money = scene.figures_in(near).any(|f| scene.figures[f].kind == FigureKind::Money);
    let works = |groups: &[&str]| groups.iter().any(|g| scene.has(near, g));
    match source {
        Source::Project => true,
        Source::Firm => works(&["invest", "build", "sign", "settle", "start", "run", "add", "land"]),
        Source::Site => {
            (money && works(&["invest"])) || works(&["build", "start", "run"]) || !scene.stages(near).is_empty()
        }
    }
}

fn add(scene: &Scene, drafts: &mut Vec<Draft>, source: Source, span: Span, entity: Option<usize>) {
    let name = scene.slice(span);
    let article = scene.place(span.start).article;
    let same = |d: &Draft| {
        d.source == source
            && scene.place(d.named.start).article == article
            && (d.name == name || same_thing(source, &d.name, &name))
    };
    let mut matches = drafts.iter_mut().filter(|d| same(d));
    let (first, more) = (matches.next(), matches.next().is_some());
    match first {
        Some(draft) if !more || draft.name == name => {
            draft.mentions.push(span);
            draft.guessed &= entity.is_none();
            let longer = name.chars().count() > draft.name.chars().count();
            if longer && !scene.in_title(span.start) && (entity.is_some() || draft.guessed) {
                (draft.name, draft.named, draft.entity) = (name, span, entity);
            }
        }
        _ => drafts.push(Draft { source, entity, guessed: entity.is_none(), name, named: span, mentions: vec![span] }),
    }
}

fn same_thing(source: Source, a: &str, b: &str) -> bool {
    match source {
        Source::Project => names::same_project(a, b),
        Source::Site => false,
        Source::Firm => {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
            short.len() >= 2 && long.ends_with(&['公', '司']) && names::is_shortened(short, long)
        }
    }
}

/// The words of a project's name are the project also where they were taken for a site.
fn adopt_same_words(scene: &Scene, drafts: &mut [Draft]) {
    let mut sites: HashMap<String, Vec<Span>> = HashMap::default();
    for m in scene.mentions(&SITES) {
        sites.or_default(scene.slice(m.span)).push(m.span);
    }
    for draft in drafts.iter_mut().filter(|d| d.source == Source::Project) {
        let article = scene.place(draft.named.start).article;
        let spans = sites.get(&draft.name).into_iter().flatten().copied();
        let new = spans.filter(|s| scene.place(s.start).article == article && !draft.mentions.contains(s));
        let new: Vec<Span> = new.collect();
        draft.mentions.extend(new);
        draft.mentions.arrange();
    }
}

/// A name that says only whose or where it is (宁德时代肇庆项目) belongs to the one project of that firm.
#[inline(never)]
fn adopt_short_names(scene: &Scene, drafts: &mut Vec<Draft>) {
    let known: Vec<String> = scene
        .mentions(&[EntityType::Company, EntityType::Place, EntityType::Zone])
        .map(|m| scene.slice(m.span))
        .collect();
    let bare = |name: &str| {
        let mut rest: String = names::core(name).into_iter().collect();
        let mut names: Vec<&String> = known.iter().filter(|k| name.contains(k.as_str())).collect();
        names.arrange_by_key(|n| std::cmp::Reverse(n.len()));
        let owner = names.iter().find(|n| rest.starts_with(n.as_str())).map(|n| n.to_string());
        for name in names {
            rest = rest.replace(name.as_str(), "");
        }
        (rest.trim_start_matches(['一', '二', '期']).is_empty(), owner)
    };
    let mut at = 0;
    while at < drafts.len() {
        let draft = &drafts[at];
        let (is_bare, owner) = bare(&draft.name);
        let article = scene.place(draft.named.start).article;
        let target = owner.filter(|_| is_bare && draft.source == Source::Project).and_then(|owner| {
            let of_owner = |(i, d): &(usize, &Draft)| {
                *i != at
                    && d.source == Source::Project
                    && scene.place(d.named.start).article == article
                    && d.name.contains(&owner)
            };
            let mut same = drafts.iter().enumerate().filter(of_owner).map(|(i, _)| i);
            same.next().filter(|_| same.next().is_none())
        });
        match target {
            Some(target) => {
                let mentions = std::mem::take(&mut drafts[at].mentions);
                drafts[target].mentions.extend(mentions);
                drafts[target].mentions.arrange();
                drafts.remove(at);
            }
            None => at += 1,
        }
    }
}

/// What speaks for a candidate being a record.
pub fn features(scene: &Scene, drafts: &[Draft], index: usize) -> Features {
    let draft = &drafts[index];
    let mut f = Features::default();
    f.put(
        match draft.source {
            Source::Project => "project",
            Source::Site => "site",
            Source::Firm => "firm",
        },
        1,
    );
    if draft.source == Source::Project {
        name_features(scene, drafts, draft, &mut f);
        tells::put(scene, draft.source, &draft.mentions, &mut f);
        return f;
    }
    tells::put(scene, draft.source, &draft.mentions, &mut f);
    let site = draft.source == Source::Site;
    let (clause_tag, sentence_tag): (&[_], &[_]) =
        if site { (&SITE_CLAUSE, &SITE_SENTENCE) } else { (&FIRM_CLAUSE, &FIRM_SENTENCE) };
    let any = |test: &dyn Fn(Span) -> bool| draft.mentions.iter().any(|m| test(*m));
    for &(group, tag) in clause_tag {
        f.flag(tag, any(&|m| scene.has(rest_of_clause(scene, m), group)));
    }
    for &(group, tag) in sentence_tag {
        f.flag(tag, any(&|m| scene.has(rest_of_sentence(scene, m), group)));
    }
    let money = |span: Span| scene.figures_in(span).any(|i| scene.figures[i].kind == FigureKind::Money);
    let invested = |span: Span| {
        scene.figures_in(span).any(|i| {
            let figure = &scene.figures[i];
            figure.kind == FigureKind::Money
                && scene
                    .has(Span::new(figure.span.start.saturating_sub(7).max(span.start), figure.span.start), "invest")
        })
    };
    let t = |site_name: &'static str, firm_name: &'static str| if site { site_name } else { firm_name };
    let soon = |m: Span, group: &str| {
        let rest = rest_of_clause(scene, m);
        scene.hits(Span::new(rest.start, rest.end.min(rest.start + 10))).any(|h| h.group == group)
    };
    f.flag(t("s.invests_soon", "f.invests_soon"), any(&|m| soon(m, "invest") || soon(m, "add")));
    f.flag(t("s.works_soon", "f.works_soon"), any(&|m| soon(m, "works")));
    f.flag(t("s.runs_soon", "f.runs_soon"), any(&|m| soon(m, "run") || soon(m, "start")));
    f.flag(t("s.land_soon", "f.land_soon"), any(&|m| soon(m, "land")));
    f.flag(
        "f.signs_with",
        any(&|m| scene.has(rest_of_clause(scene, m), "sign") && scene.after(m.start, &["与", "和", "同", "、"])),
    );
    f.flag(
        "f.invested_works",
        any(&|m| invested(rest_of_sentence(scene, m)) && scene.has(rest_of_sentence(scene, m), "works")),
    );
    f.flag(t("s.money", "f.money"), any(&|m| money(rest_of_clause(scene, m))));
    f.flag(t("s.invested", "f.invested"), any(&|m| invested(rest_of_sentence(scene, m))));
    f.flag(t("s.invested_clause", "f.invested_clause"), any(&|m| invested(scene.clause(m.start))));
    f.flag(t("s.listed", "f.listed"), any(&|m| scene.before(m.end, &["、"]) || scene.after(m.start, &["、"])));
    f.flag(t("s.possessive", "f.possessive"), any(&|m| scene.before(m.end, &["的"])));
    f.flag(t("s.among", "f.among"), any(&|m| scene.before(m.end, &["等"])));
    f.flag(t("s.title", "f.title"), any(&|m| scene.in_title(m.start)));
    f.flag(t("s.once", "f.once"), draft.mentions.len() == 1);
    let inside_project =
        |d: &Draft| d.source == Source::Project && (d.name.contains(&draft.name) || shares_start(&d.name, &draft.name));
    f.flag(t("s.in_project", "f.in_project"), drafts.iter().any(inside_project));
    let with_project = |m: Span| {
        let sentence = scene.place(m.start).sentence;
        drafts.iter().any(|d| {
            d.source == Source::Project && d.mentions.iter().any(|p| scene.place(p.start).sentence == sentence)
        })
    };
    f.flag(t("s.beside_project", "f.beside_project"), any(&|m| with_project(m)));
    f.flag(t("s.all_beside_project", "f.all_beside_project"), draft.mentions.iter().all(|m| with_project(*m)));
    let role = |m: Span| scene.mentions_in(Span::new(m.end, m.end + 2)).any(|r| r.kind == EntityType::Role);
    f.flag(t("s.role", "f.role"), any(&role));
    f.flag(t("s.stage", "f.stage"), any(&|m| !scene.stages(rest_of_clause(scene, m)).is_empty()));
    f.flag("f.with", any(&|m| scene.after(m.start, &["与", "和", "同"])));
    f.flag("f.signs_body", any(&|m| signs_with_body(scene, m)));
    f.flag("f.of_list", any(&|m| closes_with_projects(scene, m)));
    f.flag("f.throws", any(&|m| throws(scene, m)));
    f.flag("f.list_acts", any(&|m| list_acts(scene, m)));
    if !site {
        f.flag("f.list_by", any(&|m| list_led(scene, m, &["由", "是", "为", ":", "有"])));
        f.flag(
            "f.list_with_signs",
            any(&|m| list_led(scene, m, &["与", "和", "同"]) && list_then(scene, m, &["sign"], 16)),
        );
        f.flag("f.list_invests", any(&|m| list_then(scene, m, &["invest", "add"], 10)));
        f.flag("f.list_lands", any(&|m| list_then(scene, m, &["land", "settle"], 10)));
    }
    f.flag("f.by", any(&|m| scene.after(m.start, &["由", "为", "是", ":"])));
    f.flag("s.at", any(&|m| scene.after(m.start, &["在", "于", "位于", "落户", "走进", "来到"])));
    f.flag("s.own", any(&|m| matches!(head(scene, m), Some("项目" | "工程"))));
    f.flag(t("s.full", "f.full"), draft.name.ends_with("公司") || draft.name.ends_with("集团"));
    if site {
        let kind = scene.entities.mentions.iter().find(|m| m.span == draft.named).map(|m| m.kind);
        f.put("s.kind", kind.map_or(0, |k| k as i32));
        let heads = [
            "产业园",
            "基地",
            "中心",
            "园",
            "区",
            "城",
            "新区",
            "镇",
            "站",
            "铁路",
            "高速",
            "公路",
            "大桥",
            "机场",
            "学院",
            "医院",
            "大厦",
            "酒店",
            "广场",
            "小镇",
            "综合体",
            "学校",
            "电站",
            "水库",
            "运河",
            "工厂",
            "厂",
        ];
        f.put("s.head", heads.iter().position(|h| draft.name.ends_with(h)).map_or(-1, |i| i as i32));
    }
    f
}

/// 甲公司与高新区签约: a body or a zone between the firm and the signing.
fn signs_with_body(scene: &Scene, firm: Span) -> bool {
    let rest = rest_of_clause(scene, firm);
    let Some(sign) = scene.hits(rest).find(|h| h.group == "sign") else { return false };
    let bodies = [EntityType::Government, EntityType::Zone, EntityType::Place];
    let between = Span::new(rest.start, sign.span.start);
    scene.before(rest.start, &["与", "和", "同"]) && scene.mentions(&bodies).any(|m| between.contains(m.span))
}

/// 甲公司拟投1.8亿元: 投 and a sum right behind the firm.
fn throws(scene: &Scene, firm: Span) -> bool {
    let near = Span::new(firm.end, rest_of_clause(scene, firm).end.min(firm.end + 6));
    let next = scene.figures.partition_point(|f| f.span.start < near.start);
    let sum = scene.figures.get(next).filter(|f| f.kind == FigureKind::Money && f.span.start <= near.end);
    sum.is_some_and(|f| scene.says(Span::new(near.start, f.span.start), "投"))
}

/// 甲、乙、丙三家企业签约: what the list of firms does that the firm is in.
fn list_acts(scene: &Scene, firm: Span) -> bool {
    let rest = rest_of_clause(scene, firm);
    let mut end = firm.end;
    let mut listed = scene.after(firm.start, &["、", "和", "与"]);
    for m in scene.mentions_in(rest).filter(|m| m.kind == EntityType::Company) {
        if m.span.start != end + 1 || !scene.before(end, &["、", "和", "与", "及"]) {
            break;
        }
        (end, listed) = (m.span.end, true);
    }
    const ACTS: [&str; 5] = ["sign", "settle", "land", "invest", "add"];
    let next = Span::new(end, rest.end.min(end + 14).max(end));
    listed && scene.hits(next).any(|h| ACTS.contains(&h.group))
}

/// The list of firms that a firm stands in: 甲、乙和丙.
fn list(scene: &Scene, firm: Span) -> Span {
    const JOINTS: [&str; 6] = ["、", "和", "与", "及", "以及", "或"];
    let clause = scene.clause(firm.start);
    let mut list = firm;
    let firms: Vec<Span> = scene.within(clause, &[EntityType::Company]).collect();
    let joined = |a: Span, b: Span| {
        let gap = Span::new(a.end.min(b.start), b.start);
        let joint = |j: &str| scene.before(gap.start, &[j]);
        (1..=8).contains(&gap.len()) && JOINTS.iter().any(|j| joint(j)) && !gap_has_verb(scene, gap)
    };
    for m in firms.iter().filter(|m| m.start >= firm.end) {
        if !joined(list, *m) {
            break;
        }
        list.end = m.end;
    }
    for m in firms.iter().rev().filter(|m| m.end <= firm.start) {
        if !joined(*m, list) {
            break;
        }
        list.start = m.start;
    }
    list
}

/// Whether more stands between two firms than their list needs.
fn gap_has_verb(scene: &Scene, gap: Span) -> bool {
    gap.len() > 2 && !scene.says(gap, "来自") && !scene.says(gap, "旗下")
}

/// Whether one of the words leads to the list that a firm stands in.
fn list_led(scene: &Scene, firm: Span, words: &[&str]) -> bool {
    let list = list(scene, firm);
    list != firm && scene.after(list.start, words)
}

/// Whether what the list of firms does, that a firm stands in, is told soon behind it.
fn list_then(scene: &Scene, firm: Span, groups: &[&str], reach: usize) -> bool {
    let list = list(scene, firm);
    let next = Span::new(list.end, scene.clause(list.end.saturating_sub(1)).end.min(list.end + reach).max(list.end));
    list != firm && scene.hits(next).any(|h| groups.contains(&h.group))
}

/// 甲、乙、丙等9个项目: the list of firms that the firm is in stands for projects.
fn closes_with_projects(scene: &Scene, firm: Span) -> bool {
    let rest = rest_of_clause(scene, firm);
    let Some(close) = (rest.start..rest.end.min(rest.start + 30)).find(|i| scene.before(*i, &["等"])) else {
        return false;
    };
    let after = Span::new(close, rest.end.min(close + 9));
    let only_names = scene.chars()[rest.start..close].iter().all(|c| *c != '的' && *c != '投');
    only_names && scene.says(after, "项目") && !scene.says(after, "一批")
}

fn shares_start(project: &str, firm: &str) -> bool {
    let start: String = project.chars().take(3).collect();
    firm.contains(&start)
}

fn head(scene: &Scene, m: Span) -> Option<&'static str> {
    ["项目", "工程"].into_iter().find(|h| scene.before(m.end, &[h]))
}

/// What a name and the words around it tell, for all names and for those that nobody marked.
fn name_features(scene: &Scene, drafts: &[Draft], draft: &Draft, f: &mut Features) {
    let length = draft.name.chars().count();
    let mut put = |name: &'static str, value: i32| {
        f.put(name, value);
        if draft.guessed {
            f.put(name, value + GUESSED);
        }
    };
    put("p.guessed", i32::from(draft.guessed));
    put("p.length", (length / 3).min(8) as i32);
    put("p.head", guess::head_number(&draft.name));
    put("p.first", first_word(scene, draft.named));
    for (name, holds) in name_flags(scene, drafts, draft) {
        if holds {
            put(name, 1);
        }
    }
}

/// Added to the value of a feature to tell names that nobody marked.
const GUESSED: i32 = 1000;

#[inline(never)]
fn name_flags(scene: &Scene, drafts: &[Draft], draft: &Draft) -> Vec<(&'static str, bool)> {
    let named = draft.named;
    let any = |test: &dyn Fn(Span) -> bool| draft.mentions.iter().any(|m| test(*m));
    let starts =
        |kinds: &[EntityType]| scene.mentions_in(named).any(|m| kinds.contains(&m.kind) && m.span.start == named.start);
    let holds =
        |kinds: &[EntityType]| scene.mentions_in(named).any(|m| kinds.contains(&m.kind) && named.contains(m.span));
    let known = |classes: &[Class]| scene.names(named).any(|h| h.span.len() >= 2 && classes.contains(&h.class));
    let first = known_at(scene, named.start);
    let core: String = names::core(&draft.name).into_iter().collect();
    let longer =
        |d: &Draft| d.source == Source::Project && !d.guessed && d.name != draft.name && d.name.contains(&core);
    let soon = |m: Span, reach: usize| {
        Span::new(m.end, (m.end + reach).min(scene.clause(m.end.saturating_sub(1)).end).max(m.end))
    };
    let money_soon = |m: Span| {
        let span = Span::new(m.end, (m.end + 16).min(scene.sentence(m.start).end).max(m.end));
        scene.figures_in(span).any(|i| scene.figures[i].kind == FigureKind::Money)
    };
    let led = |m: Span, groups: &[&str]| {
        let back = Span::new(m.start.saturating_sub(4).max(scene.clause(m.start).start), m.start);
        scene.hits(back).any(|h| h.span.end == m.start && groups.contains(&h.group))
    };
    let sum_build = |m: Span| {
        let back = Span::new(m.start.saturating_sub(4).max(scene.clause(m.start).start), m.start);
        let last = scene.figures.partition_point(|f| f.span.end <= m.start).checked_sub(1).map(|i| &scene.figures[i]);
        let sum = last.filter(|f| f.kind == FigureKind::Money);
        sum.is_some_and(|f| {
            scene.hits(back).any(|h| h.group == "build" && h.span.end == m.start && h.span.start <= f.span.end + 1)
        })
    };
    vec![
        ("p.sum_build", any(&sum_build)),
        ("p.digits", draft.name.chars().any(|c| c.is_ascii_digit())),
        ("p.title_only", draft.mentions.iter().all(|m| scene.in_title(m.start))),
        ("p.stage", any(&|m| !scene.stages(scene.sentence(m.start)).is_empty())),
        ("p.stage_clause", any(&|m| !scene.stages(scene.clause(m.start)).is_empty())),
        ("p.stage_soon", any(&|m| !scene.stages(soon(m, 8)).is_empty())),
        ("p.invest", any(&|m| scene.has(scene.sentence(m.start), "invest"))),
        ("p.invest_soon", any(&|m| scene.has(soon(m, 8), "invest"))),
        ("p.money_soon", any(&money_soon)),
        ("p.bought", any(&|m| scene.after(m.start, &["亿元的", "万元的", "美元的", "投资建设", "投资建设的"]))),
        ("p.led_build", any(&|m| led(m, &["build", "invest", "works"]))),
        ("p.led_sign", any(&|m| led(m, &["sign", "settle", "by", "start"]))),
        ("p.at", any(&|m| scene.after(m.start, &["在", "从", "到", "走进", "来到", "入驻", "位于", "园", "区"]))),
        ("p.of", any(&|m| scene.after(m.start, &["的"]))),
        ("p.listed", any(&|m| scene.before(m.end, &["、", "等"]) || scene.after(m.start, &["、", ";", ":"]))),
        ("p.opens", any(&|m| scene.clause(m.start).start == m.start)),
        ("p.alone", any(&|m| scene.clause(m.start) == m)),
        ("p.many", draft.mentions.len() > 1),
        ("p.possessive", any(&|m| scene.before(m.end, &["的"]))),
        ("p.inside", any(&|m| scene.before(m.end, &["内", "里", "上", "中"]))),
        ("p.firm", starts(&[EntityType::Company])),
        ("p.place", starts(&[EntityType::Place, EntityType::Zone])),
        ("p.body", holds(&[EntityType::Government, EntityType::Person, EntityType::Role])),
        ("p.made", holds(&[EntityType::Product, EntityType::Industry]) || known(&[Class::Product, Class::Industry])),
        ("p.starts_made", first.iter().any(|c| matches!(c, Class::Product | Class::Industry))),
        ("p.starts_place", first.iter().any(|c| c.is_division())),
        ("p.suffix_body", known(&[Class::OrganizationSuffix, Class::GovernmentSuffix])),
        ("p.with_of", draft.name.contains('的')),
        ("p.quoted", draft.name.starts_with('“')),
        ("p.vague", guess::is_vague(&draft.name)),
        ("p.series", closes_with_projects(scene, named)),
        ("p.longer", drafts.iter().any(longer)),
    ]
}

/// The first word's tag and length: proper names fall into unknown words and single characters.
fn first_word(scene: &Scene, name: Span) -> i32 {
    let mut words = super::place::tokens(scene, name);
    let tag = |tag: &str| i32::from(tag.bytes().next().unwrap_or(0));
    words.next().map_or(0, |w| tag(w.tag) * 8 + w.span.len().min(4) as i32)
}

/// What the gazetteers say of words that begin at `at`.
fn known_at(scene: &Scene, at: usize) -> Vec<Class> {
    let hits = scene.names(Span::new(at, at + 12));
    hits.filter(|h| h.span.start == at && h.span.len() >= 2).map(|h| h.class).collect()
}

/// From a mention to the end of its clause.
fn rest_of_clause(scene: &Scene, m: Span) -> Span {
    let clause = scene.clause(m.end.saturating_sub(1));
    Span::new(m.end, clause.end.max(m.end))
}

/// From a mention to the end of its sentence.
fn rest_of_sentence(scene: &Scene, m: Span) -> Span {
    let sentence = scene.sentence(m.start);
    Span::new(m.end, sentence.end.max(m.end))
}

const FIRM_CLAUSE: [(&str, &str); 17] = [
    ("invest", "fc.invest"),
    ("build", "fc.build"),
    ("works", "fc.works"),
    ("sign", "fc.sign"),
    ("settle", "fc.settle"),
    ("start", "fc.start"),
    ("run", "fc.run"),
    ("add", "fc.add"),
    ("land", "fc.land"),
    ("talk", "fc.talk"),
    ("visit", "fc.visit"),
    ("client", "fc.client"),
    ("member", "fc.member"),
    ("parent", "fc.parent"),
    ("loan", "fc.loan"),
    ("output", "fc.output"),
    ("batch", "fc.batch"),
];

const FIRM_SENTENCE: [(&str, &str); 12] = [
    ("invest", "fs.invest"),
    ("build", "fs.build"),
    ("works", "fs.works"),
    ("sign", "fs.sign"),
    ("settle", "fs.settle"),
    ("start", "fs.start"),
    ("run", "fs.run"),
    ("add", "fs.add"),
    ("land", "fs.land"),
    ("client", "fs.client"),
    ("loan", "fs.loan"),
    ("output", "fs.output"),
];

const SITE_CLAUSE: [(&str, &str); 9] = [
    ("invest", "sc.invest"),
    ("build", "sc.build"),
    ("start", "sc.start"),
    ("run", "sc.run"),
    ("land", "sc.land"),
    ("settle", "sc.settle"),
    ("sign", "sc.sign"),
    ("batch", "sc.batch"),
    ("output", "sc.output"),
];

const SITE_SENTENCE: [(&str, &str); 6] = [
    ("invest", "ss.invest"),
    ("total", "ss.total"),
    ("build", "ss.build"),
    ("start", "ss.start"),
    ("run", "ss.run"),
    ("land", "ss.land"),
];

//! Where a project is.

use super::cues;
use super::drafts::{Draft, Source};
use super::guess;
use super::near::{Near, Occurrences};
use super::options::Choice;
use super::rank::Features;
use super::scene::Scene;
use crate::entities::Mention;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::Span;
use crate::words::{Class, Division};

/// A place or zone as the text names it, under its fullest name.
struct Named {
    name: String,
    span: Span,
    /// Where the text speaks of it, if by another word: 园区.
    it: Option<Span>,
    zone: bool,
    /// The body whose name begins with it.
    body: Option<(Span, EntityType)>,
}

impl Named {
    fn at(&self) -> Span {
        self.it.unwrap_or(self.span)
    }
}

/// One place or zone, whatever record is asked about.
struct Ground {
    name: String,
    zone: bool,
    /// What its name and its part in the article tell.
    features: Features,
    /// Those whose names this one begins with, and those whose names begin with this one: 云溪 and 云溪高新区.
    coarser: Vec<usize>,
    finer: Vec<usize>,
    /// Where the text speaks of it.
    spots: Vec<Spot>,
}

/// One place where the text speaks of a place or zone.
struct Spot {
    span: Span,
    it: bool,
    named_at: Span,
    /// After 位于 or the like.
    at: bool,
    /// Opens its block.
    opens: bool,
    /// Opens its sentence.
    leads: bool,
    alone: bool,
    features: Features,
}

/// The places and zones of an article, and which of them it speaks of most.
pub struct Grounds {
    /// The article's number.
    pub article: Option<u32>,
    grounds: Vec<Ground>,
    divisions: Vec<Division>,
}

impl Grounds {
    /// Looks at an article.
    pub fn new(scene: &Scene, article: Option<u32>) -> Self {
        let mut grounds: Vec<Ground> = Vec::new();
        for named in named(scene, article) {
            let spot = spot(scene, &named);
            match grounds.iter_mut().find(|g| g.name == named.name) {
                Some(ground) => {
                    ground.zone |= named.zone;
                    ground.spots.push(spot);
                }
                None => grounds.push(Ground {
                    zone: named.zone,
                    features: Features::default(),
                    coarser: Vec::new(),
                    finer: Vec::new(),
                    spots: vec![spot],
                    name: named.name,
                }),
            }
        }
        let most = |zone: bool| {
            let of_kind = grounds.iter().enumerate().filter(|(_, g)| g.zone == zone);
            of_kind.max_by_key(|(_, g)| (g.spots.len(), std::cmp::Reverse(g.name.clone()))).map(|(i, _)| i)
        };
        let (place, zone) = (most(false), most(true));
        for a in 0..grounds.len() {
            let begins = |b: &usize| a != *b && grounds[a].name.starts_with(&grounds[*b].name);
            let coarser: Vec<usize> = (0..grounds.len()).filter(begins).collect();
            coarser.iter().for_each(|b| grounds[*b].finer.push(a));
            grounds[a].coarser = coarser;
        }
        let head: String = scene.titles(article).map(|title| scene.slice(title)).collect();
        for (i, ground) in grounds.iter_mut().enumerate() {
            let f = &mut ground.features;
            f.put("main", i32::from(place == Some(i)) + 2 * i32::from(zone == Some(i)));
            f.flag("first", i == 0);
            let titled = ground.spots.iter().any(|s| scene.in_title(s.span.start));
            f.flag("headed", titled || head.contains(&ground.name));
            f.put("level", level(&ground.name));
        }
        Grounds { article, grounds, divisions: divisions(scene, article) }
    }
}

/// What a place's name and the words around it tell, whatever the record.
fn spot(scene: &Scene, named: &Named) -> Spot {
    let span = named.at();
    let mut features = Features::default();
    context(scene, named, &mut features);
    Spot {
        span,
        it: named.it.is_some(),
        named_at: named.span,
        at: at(scene, span),
        opens: scene.clause(scene.block(span.start).start).contains(span),
        leads: scene.sentence(span.start).start + 1 >= span.start,
        alone: scene.clause(span.start) == span || scene.before(span.end, &[":", ","]),
        features,
    }
}

/// The places and zones that a project may be in: those named in its article and in its name.
#[inline(never)]
pub fn choices(
    scene: &Scene,
    drafts: &[Draft],
    index: usize,
    near: &Occurrences,
    Grounds { grounds, divisions, .. }: &Grounds,
) -> Vec<Choice> {
    let draft = &drafts[index];
    let own = in_name(scene, draft, grounds, divisions);
    let mut seen: Vec<Option<(&Spot, Near)>> = Vec::with_capacity(grounds.len());
    for g in grounds {
        let spots = g.spots.iter().filter(|s| !draft.mentions.contains(&s.named_at) && g.name != draft.name);
        let around = spots.filter_map(|s| Some((s, near.near(index, s.span)?)));
        seen.push(around.min_by_key(|(_, n)| n.rank()));
    }
    let reach = |of: &[usize]| of.iter().filter_map(|i| Some(seen[*i].as_ref()?.1.reach())).min().unwrap_or(4);
    let closest = |zone: Option<bool>| {
        let of_kind = grounds.iter().zip(&seen).filter(|(g, _)| zone.is_none_or(|z| g.zone == z));
        of_kind.filter_map(|(_, s)| s.as_ref()).map(|(_, n)| n.rank()).min()
    };
    let (best, best_of) = (closest(None), [closest(Some(false)), closest(Some(true))]);
    let mut out = vec![Choice::nothing()];
    for (ground, spot) in grounds.iter().zip(&seen) {
        let Some((spot, distance)) = spot else { continue };
        let text = &ground.name;
        let mut f = Features::default();
        f.0.extend_from_slice(&ground.features.0);
        distance.put(&mut f);
        distance.cross(&mut f, "it", i32::from(spot.it));
        f.flag("own_tail", draft.name.contains(text) && draft.name.chars().count() < 2 * text.chars().count() + 2);
        let close = distance.reach() < 2;
        f.flag("from_title", close && scene.in_title(distance.from.start));
        f.flag("leads_on", !distance.ahead && spot.leads && !close);
        f.flag("record", near.is_record(spot.named_at));
        f.flag("part", !near.is_record(spot.named_at) && near.is_inside(spot.named_at));
        distance.cross(&mut f, "zone", i32::from(ground.zone));
        distance.cross(&mut f, "at", i32::from(spot.at));
        distance.cross(&mut f, "opens", i32::from(spot.opens));
        let alone = spot.alone && distance.ahead && distance.sentences == 0;
        f.flag("alone", alone);
        f.flag("alone_claimed", alone && distance.relation() == 6);
        let extends = |c: &Choice| *text != c.text && text.starts_with(&c.text);
        if own.iter().any(extends) {
            distance.cross(&mut f, "extends_name", 1);
        }
        f.flag(
            "rival_in_name",
            own.iter().any(|c| level(&c.text) > 1) && !own.iter().any(|c| extends(c) || c.text == *text),
        );
        f.flag("closest", best == Some(distance.rank()));
        f.flag("closest_kind", best_of[usize::from(ground.zone)] == Some(distance.rank()));
        distance.cross(&mut f, "finer_of", reach(&ground.coarser));
        distance.cross(&mut f, "coarser_of", reach(&ground.finer));
        f.0.extend_from_slice(&spot.features.0);
        out.push(Choice { features: f, ..Choice::words(text.clone(), spot.named_at) });
    }
    out.extend(own);
    out[1..].arrange_by_key(|c| c.span);
    out
}

/// The places and zones of an article, also those that begin a body's name; 开发区 alone under the zone's full name.
#[inline(never)]
fn named(scene: &Scene, article: Option<u32>) -> Vec<Named> {
    let here = |span: Span| scene.place(span.start).article == article;
    let mut out: Vec<Named> = scene
        .mentions(&[EntityType::Place, EntityType::Zone])
        .filter(|m| here(m.span))
        .map(|m| Named {
            name: scene.slice(m.span),
            span: m.span,
            it: None,
            zone: m.kind == EntityType::Zone,
            body: None,
        })
        .collect();
    out.extend(guess::zones(scene, article).into_iter().map(|span| Named {
        name: scene.slice(span),
        span,
        it: None,
        zone: true,
        body: None,
    }));
    let known: Vec<(String, bool)> = out.iter().map(|n| (n.name.clone(), n.zone)).collect();
    let bodies = [EntityType::Government, EntityType::Organization, EntityType::Event];
    out.extend(scene.mentions(&bodies).filter(|m| here(m.span)).filter_map(|m| of_body(scene, m, &known)));
    for n in
        out.iter_mut().filter(|n| n.zone && ["开发区", "园区", "高新区", "经开区", "新区"].contains(&n.name.as_str()))
    {
        let full = known
            .iter()
            .map(|(k, _)| k)
            .filter(|k| k.len() > n.name.len() && (k.ends_with(&n.name) || n.name == "园区" && k.ends_with('园')));
        if let Some(full) = full.max_by_key(|k| known.iter().filter(|(other, _)| other == *k).count()) {
            n.name = full.clone();
        }
    }
    out.arrange_by_key(|n| n.span);
    let by_word = words_for_zones(scene, article, &out);
    out.extend(by_word);
    out
}

/// 园区又开工3个项目: the zone named last before, under a word that stands for it.
fn words_for_zones(scene: &Scene, article: Option<u32>, named: &[Named]) -> Vec<Named> {
    const WORDS: [&str; 5] = ["园区", "园内", "园里", "该园", "区内"];
    let blocks = scene.text.blocks.iter().filter(|b| b.article.map(|a| a as u32) == article);
    let places =
        blocks.flat_map(|b| b.span.start..b.span.end).filter(|i| matches!(scene.chars()[*i], '园' | '该' | '区'));
    let word = |i: usize| WORDS.iter().find(|w| scene.before(i, &[w])).map(|_| Span::new(i, i + 2));
    let mut out = Vec::new();
    for it in places.filter_map(word) {
        if scene.mentions_in(Span::new(it.start.saturating_sub(20), it.end)).any(|m| m.span.end > it.start) {
            continue;
        }
        let before = named.partition_point(|n| n.span.start < it.start);
        // 园内 stands for a park rather than for the district around it.
        let park = |n: &&Named| n.zone && n.name.ends_with('园');
        let near = |n: &&Named| scene.place(n.span.start).sentence + 1 >= scene.place(it.start).sentence;
        let zones = || named[..before].iter().rev().filter(|n| n.zone);
        let parks = zones().find(|n| scene.chars()[it.start] == '园' && park(n) && near(n));
        if let Some(zone) = parks.or(zones().next()) {
            out.push(Named { name: zone.name.clone(), span: zone.span, it: Some(it), zone: true, body: None });
        }
    }
    out
}

/// The place or zone that a body's name begins with: 云溪县 in 云溪县人民政府, 星沙工业园区 in 星沙工业园区管委会.
fn of_body(scene: &Scene, mention: &Mention, known: &[(String, bool)]) -> Option<Named> {
    let body = mention.span;
    let named = |name: String, span, zone| Named { name, span, it: None, zone, body: Some((body, mention.kind)) };
    let name = scene.slice(body);
    let cut = |length: usize| Span::new(body.start, body.start + length);
    let start = known.iter().filter(|(k, _)| name.starts_with(k.as_str())).max_by_key(|(k, _)| k.len());
    if let Some((place, zone)) = start {
        let span = cut(place.chars().count());
        return Some(named(place.clone(), span, *zone));
    }
    const OF_ZONES: [&str; 4] = ["管委会", "管理委员会", "党工委", "招商局"];
    let zone = OF_ZONES.iter().find_map(|s| name.strip_suffix(s)).filter(|z| z.ends_with(['区', '城', '园']));
    if let Some(zone) = zone.filter(|z| z.chars().count() >= 3) {
        let span = cut(zone.chars().count());
        return Some(named(zone.to_string(), span, true));
    }
    let hit = scene.names(body).filter(|h| h.span.start == body.start && h.class.is_division() && h.span.len() >= 2);
    let span = hit.map(|h| h.span).max_by_key(|s| s.end)?;
    Some(named(scene.slice(span), span, false))
}

/// Places that the project's name holds: those named elsewhere, whole or without 市, and what the dictionary calls one.
#[inline(never)]
fn in_name(scene: &Scene, draft: &Draft, known: &[Ground], around: &[Division]) -> Vec<Choice> {
    let mut spans: Vec<(Span, bool)> = Vec::new();
    if draft.source == Source::Firm {
        return Vec::new(); // a firm's own name tells where it comes from, not where it builds
    }
    let name: Vec<char> = draft.name.chars().collect();
    for place in known.iter().map(|g| g.name.chars().collect::<Vec<_>>()) {
        let stem = place.strip_suffix(&['市']).or(place.strip_suffix(&['县'])).filter(|s| s.len() >= 2);
        for part in [Some(&place[..]), stem, place.get(..2).filter(|_| place.len() > 4)].into_iter().flatten() {
            if let Some(at) = name.windows(part.len()).position(|w| w == part) {
                let start = draft.named.start + at;
                spans.push((Span::new(start, start + part.len()), true));
            }
        }
    }
    let hits: Vec<_> =
        scene.names(draft.named).filter(|h| h.class.is_division() || h.class == Class::Country).collect();
    for hit in &hits {
        let weak = hit.class == Class::ProvinceLetter
            || (hit.class == Class::CountyShort && hit.span.start != draft.named.start);
        if !weak {
            spans.push((hit.span, false));
        }
    }
    spans.arrange_by_key(|(s, known)| (s.start, std::cmp::Reverse(s.end), !known));
    spans.dedup_by_key(|(s, _)| *s);
    let mut out = Vec::new();
    for (span, known) in spans.into_iter().filter(|(s, _)| s.len() < name.len() && s.end <= draft.named.end) {
        let mut choice = Choice::words(scene.slice(span), span);
        let f = &mut choice.features;
        f.put("name_part", i32::from(known));
        f.put("n.level", level(&choice.text));
        f.put("n.start", i32::from(span.start == draft.named.start));
        f.put("n.length", span.len().min(4) as i32);
        let hit = hits.iter().find(|h| h.span == span);
        f.put("n.class", hit.map_or(-1, |h| h.class as i32));
        let within = |d: &Division| hit.and_then(|h| h.division()).is_some_and(|own| *d != own && d.contains(own));
        f.flag("n.within", around.iter().any(within));
        out.push(choice);
    }
    out
}

/// The divisions that an article names.
fn divisions(scene: &Scene, article: Option<u32>) -> Vec<Division> {
    let places =
        scene.mentions(&[EntityType::Place, EntityType::Zone]).filter(|m| scene.place(m.span.start).article == article);
    let mut out: Vec<Division> = places.flat_map(|m| scene.names(m.span)).filter_map(|h| h.division()).collect();
    out.arrange();
    out.dedup();
    out
}

/// The words of a stretch.
pub fn tokens<'s>(scene: &'s Scene, span: Span) -> impl Iterator<Item = &'s crate::words::Token> {
    let first = scene.words.token_of.get(span.start).map_or(0, |t| *t as usize);
    scene.words.tokens[first.min(scene.words.tokens.len())..].iter().take_while(move |t| t.span.end <= span.end)
}

fn at(scene: &Scene, span: Span) -> bool {
    let back = Span::new(span.start.saturating_sub(4).max(scene.clause(span.start).start), span.start);
    scene.has(back, "at")
}

fn context(scene: &Scene, named: &Named, f: &mut Features) {
    let span = named.at();
    let whole = named.body.map_or(span, |b| b.0);
    let place = |m: &Mention| matches!(m.kind, EntityType::Place | EntityType::Zone);
    let outer = scene.mentions_ending(span.start).find(|m| place(m));
    let start = outer.map_or(span.start, |m| m.span.start);
    let rest = Span::new(span.end, scene.clause(span.start).end.max(span.end));
    let event = ["举行", "召开", "举办", "开幕", "拉开", "亮相"];
    let may_start = |i: &usize| matches!(scene.chars()[*i], '举' | '召' | '开' | '拉' | '亮');
    if (rest.start..rest.end).filter(may_start).any(|i| scene.before(i, &event)) {
        f.put("venue", 1 + i32::from(named.zone));
    }
    f.flag(
        "hall",
        ["中心", "酒店", "会堂", "宾馆", "会展馆", "广场"].iter().any(|e| cues::ends(&scene.chars()[..span.end], e)),
    );
    let with = scene.after(span.start, &["与", "和", "同"]);
    let partner = with || scene.before(whole.end, &["与", "和", "同", "又与", "分别与", "签"]);
    let party = partner && scene.has(scene.clause(span.start), "sign");
    f.flag("party", party);
    f.flag("with", with && !party);
    if let Some((_, kind)) = named.body.filter(|_| !party) {
        f.put("of_body", kind as i32);
    }
    f.flag("from", scene.after(start, &["来自", "来自于", "总部位于", "总部设在", "总部在", "远在"]));
    f.flag("outer", scene.mentions_in(Span::new(span.end, span.end + 1)).any(place));
    f.flag("inner", outer.is_some());
    let body = |m: &Mention| matches!(m.kind, EntityType::Role | EntityType::Government);
    f.flag("body", scene.mentions_in(Span::new(span.end, span.end + 2)).any(body));
}

/// What kind of place a name tells: province, city, county, town, zone …
fn level(text: &str) -> i32 {
    const ENDS: [(&str, i32); 22] = [
        ("高新区", 10),
        ("经开区", 10),
        ("开发区", 10),
        ("新区", 10),
        ("产业园", 11),
        ("园区", 11),
        ("工业园", 11),
        ("园", 11),
        ("城", 12),
        ("基地", 13),
        ("省", 1),
        ("自治区", 1),
        ("州", 2),
        ("市", 2),
        ("县", 3),
        ("旗", 3),
        ("区", 3),
        ("镇", 4),
        ("乡", 4),
        ("街道", 4),
        ("村", 5),
        ("社区", 5),
    ];
    const WIDE: [&str; 47] = [
        "北京",
        "天津",
        "上海",
        "重庆",
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "内蒙古",
        "香港",
        "澳门",
        "台湾",
        "中国",
        "德国",
        "美国",
        "日本",
        "韩国",
        "法国",
        "英国",
        "长三角",
        "亚洲",
        "欧洲",
        "非洲",
        "东北",
        "华东",
    ];
    if WIDE.contains(&text) {
        return 1;
    }
    const OTHER: [&str; 10] = ["江", "河", "湖", "山", "路", "桥", "站", "港", "大道", "园"];
    let end = ENDS.iter().find(|(e, _)| text.ends_with(e)).map(|(_, l)| *l);
    end.unwrap_or_else(|| if OTHER.iter().any(|e| text.ends_with(e)) { 6 } else { 0 })
}

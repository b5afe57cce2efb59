//! Which firm is behind a project.

use super::drafts::{Draft, Source};
use super::near::{Occurrences, closest};
use super::options::Choice;
use super::rank::Features;
use super::scene::Scene;
use super::{guess, names};
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::Span;
use crate::words::Class;

/// The firms that may be behind a project: those named in its article, and the beginnings of its name.
///
/// `own` are the beginnings of its name, as [`starts`] gives them, `owners` what [`owners`] tells.
#[inline(never)]
pub fn choices(
    scene: &Scene,
    (index, draft): (usize, &Draft),
    near: &Occurrences,
    owners: &Owners,
    own: &[Choice],
) -> Vec<Choice> {
    let mut out = vec![Choice::nothing()];
    nameless(scene, draft, &mut out[0].features);
    if draft.source == Source::Firm {
        out.push(Choice::words(draft.name.clone(), draft.named));
        out[1].features.put("itself", 1);
        return out;
    }
    let article = scene.place(draft.named.start).article;
    let mut nearest = HashMap::default();
    let full = full_names(scene, article);
    let bare = scene.slice(without_places(scene, draft.named));
    // A firm inside the project's own name is one of the beginnings below.
    let inside = |m: &crate::entities::Mention| draft.mentions.iter().any(|d| d.contains(m.span));
    let named = |m: &&crate::entities::Mention| {
        scene.place(m.span.start).article == article && !inside(m) && !guess::is_class(&scene.slice(m.span))
    };
    for m in scene.mentions(&[EntityType::Company]).filter(named) {
        if let Some(distance) = near.near(index, m.span).filter(|n| n.blocks.abs() <= 4) {
            closest(&mut nearest, scene.slice(m.span), m.span, distance);
        }
    }
    for (text, (span, distance)) in nearest {
        let mut choice = Choice::words(text, span);
        distance.put(&mut choice.features);
        let shared = names::shared(&choice.text, &draft.name);
        distance.cross(&mut choice.features, "shared_relation", shared.min(3) as i32);
        let by = scene.after(span.start, &["由", "与", "和", "同", "为", "是", ":"]);
        distance.cross(&mut choice.features, "by_relation", i32::from(by));
        choice.features.flag("has_full", has_full(&full, &choice.text));
        context(scene, (index, draft), owners, (&choice.text, span), &bare, &mut choice.features);
        out.push(choice);
    }
    out[1..].arrange_by_key(|c| c.span);
    out.extend_from_slice(own);
    out
}

/// The firms that an article calls by their full names.
fn full_names<'a>(scene: &Scene<'a>, article: Option<u32>) -> Vec<&'a [char]> {
    let here = scene.mentions(&[EntityType::Company]).filter(|m| scene.place(m.span.start).article == article);
    let names = here.map(|m| &scene.chars()[m.span.start..m.span.end]);
    let mut out: Vec<&[char]> = names.filter(|n| n.ends_with(&['公', '司'])).collect();
    out.arrange();
    out.dedup();
    out
}

/// Whether a firm has a fuller name in its article: 青禾 beside 云溪青禾种业有限公司.
fn has_full(full: &[&[char]], text: &str) -> bool {
    let short: Vec<char> = text.chars().collect();
    full.iter().any(|f| f.len() > short.len() && names::is_shortened(&short, f))
}

/// Of each length how often the article has a name's beginning outside that name.
fn echoes(scene: &Scene, draft: &Draft, name: &[char]) -> [usize; 15] {
    let article = scene.place(draft.named.start).article;
    let mut seen = [0; 15];
    let Some(first) = name.first() else { return seen };
    let mut blocks = scene.text.blocks.iter().filter(|b| b.article.map(|a| a as u32) == article);
    let Some(from) = blocks.next() else { return seen };
    let within = from.span.start..blocks.next_back().unwrap_or(from).span.end;
    for at in within.filter(|at| scene.chars()[*at] == *first) {
        let rest = scene.chars()[at..].iter();
        let same = rest.zip(name).take(14).take_while(|(a, b)| a == b).count();
        let own = |m: &Span| m.start <= at && at < m.end;
        if same >= 2 && scene.place(at).article == article && !draft.mentions.iter().any(own) {
            seen[..=same].iter_mut().for_each(|n| *n += 1);
        }
    }
    seen
}

/// The beginnings of a project's name that may be a firm's, whichever other records there are.
pub fn starts(scene: &Scene, draft: &Draft) -> Vec<Choice> {
    if draft.source == Source::Firm {
        return Vec::new();
    }
    let mut out = beginnings(scene, draft, draft.named);
    if let Some(rest) = past_place(scene, draft.named) {
        let mut more = beginnings(scene, draft, rest);
        let abroad = out.first().is_some_and(|c| c.features.0.contains(&("b.abroad", 1)));
        more.iter_mut().for_each(|c| c.features.put("b.past_place", 1 + i32::from(abroad)));
        out.extend(more);
    }
    out
}

/// What follows the country, county or town that a name begins with: 青禾良种基地项目 in 云溪县青禾良种基地项目.
fn past_place(scene: &Scene, name: Span) -> Option<Span> {
    let whole = |c: Class| matches!(c, Class::Country | Class::Province | Class::County | Class::City);
    let known = scene.names(name).filter(|h| h.span.start == name.start && whole(h.class)).map(|h| h.span.end);
    let marked = scene.mentions_in(name).filter(|m| m.kind == EntityType::Place && m.span.start == name.start);
    let end = known.chain(marked.map(|m| m.span.end)).max()?;
    (end + 5 < name.end).then(|| Span::new(end, name.end))
}

/// Whether the firm named last before a word, in its sentence, lends the project its name: 青禾种业 of 青禾良种基地项目.
pub fn is_kin(scene: &Scene, draft: &Draft, word: Span) -> bool {
    let sentence = scene.sentence(word.start);
    let before = Span::new(sentence.start, word.start.max(sentence.start));
    let inside = |m: &&Span| draft.mentions.iter().any(|d| d.contains(**m));
    let firms: Vec<Span> = scene.within(before, &[EntityType::Company]).collect();
    let Some(firm) = firms.last().filter(|m| !inside(m)) else { return false };
    let rest = without_places(scene, draft.named);
    let own = &scene.chars()[rest.start..rest.end.min(rest.start + 2)];
    own.len() == 2 && scene.chars()[firm.start..firm.end].windows(2).any(|w| w == own)
}

/// Of each firm that the text names the records, firms left out, that have it in their names: how many, and one of them.
pub type Owners = HashMap<String, (usize, usize)>;

/// Finds them.
pub fn owners(scene: &Scene, drafts: &[Draft]) -> Owners {
    let mut out = Owners::default();
    for m in scene.mentions(&[EntityType::Company]) {
        out.or_default(scene.slice(m.span));
    }
    for (firm, (count, one)) in &mut out {
        let of = |d: &Draft| d.source != Source::Firm && d.name.contains(firm.as_str());
        for (index, _) in drafts.iter().enumerate().filter(|(_, d)| of(d)) {
            (*count, *one) = (*count + 1, index);
        }
    }
    out
}

/// Whether a firm shares no more than the name of its group with the project: 中车甲所 and 中车乙厂 beside 中车丙项目.
fn family(scene: &Scene, draft: &Draft, start: &str, text: &str) -> bool {
    let third = |name: &str| name.chars().nth(2);
    let own = third(&draft.name);
    if !draft.name.starts_with(start) || !text.starts_with(start) || third(text).is_none() || third(text) == own {
        return false;
    }
    let article = scene.place(draft.named.start).article;
    scene.mentions(&[EntityType::Company]).filter(|m| scene.place(m.span.start).article == article).any(|m| {
        let other = scene.slice(m.span);
        other.starts_with(start) && third(&other).is_some_and(|c| ![own, third(text)].contains(&Some(c)))
    })
}

/// A project's name without the places that it begins with: 中国 and 湖南 at the beginning of two names make them no kin.
fn without_places(scene: &Scene, name: Span) -> Span {
    let mut rest = name;
    while let Some(less) = past_place(scene, rest) {
        rest = less;
    }
    rest
}

#[inline(never)]
fn context(
    scene: &Scene,
    (index, draft): (usize, &Draft),
    owners: &Owners,
    (text, span): (&str, Span),
    own: &str,
    f: &mut Features,
) {
    let length = text.chars().count();
    let shared = names::shared(text, own);
    f.flag("in_name", draft.name.contains(text));
    let start: String = own.chars().take(2).collect();
    let told =
        (2..=6).take_while(|n| *n <= own.chars().count() && text.contains(&own.chars().take(*n).collect::<String>()));
    f.put("tells_most", told.last().unwrap_or(0) as i32);
    let family = family(scene, draft, &start, text);
    f.flag("tells_family", family);
    f.flag("tells_start", !family && !draft.name.starts_with(text) && text.contains(&start));
    f.flag("tells_start_short", !family && !draft.name.starts_with(text) && text.starts_with(&start) && length <= 5);
    f.flag("starts_name", draft.name.starts_with(text));
    f.put("shared", if shared < 2 { 0 } else { shared.min(5) as i32 });
    f.flag("no_shared", shared < 2);
    f.flag("full", text.ends_with("公司"));
    f.put("shared_full", shared.min(4) as i32 * 2 + i32::from(text.ends_with("公司")));
    f.flag("group", text.ends_with("集团"));
    f.put("length", (length / 2).min(6) as i32);
    let (count, one) = owners.get(text).copied().unwrap_or_default();
    f.flag("of_other", count > 1 || (count == 1 && one != index));
    f.flag("by", scene.after(span.start, &["由", "与", "和", "同", "为", "是", ":"]));
    f.flag("joined", scene.after(span.start, &["和", "、", "与", "联合"]));
    f.flag("listed", scene.before(span.end, &["、"]));
    let direct = draft.mentions.iter().any(|m| m.start >= span.end && m.start <= span.end + 1);
    f.flag("owns", direct);
    f.flag(
        "invests",
        scene.before(span.end, &["投资", "计划投资", "拟投", "追加", "出资", "投入", "建设", "拟建", "打造"]),
    );
    f.flag("parent", scene.before(span.end, &["旗下", "的子公司", "所属", "子公司", "的全资", "旗下的"]));
    f.flag("child", scene.after(span.start, &["旗下", "子公司", "所属"]));
    f.flag("brackets", scene.before(span.end, &["("]));
    f.flag("builder", scene.before(span.end, &["承建", "设计", "供货", "提供", "施工"]));
    let role = scene
        .mentions_in(Span::new(span.end, span.end + 7))
        .any(|r| matches!(r.kind, EntityType::Role | EntityType::Person));
    f.flag("role", role);
    f.flag("among", scene.before(span.end, &["等"]));
    f.flag("title", scene.in_title(span.start));
    f.flag(
        "client",
        scene.has(Span::new(span.end, (span.end + 8).min(scene.clause(span.start).end.max(span.end))), "client"),
    );
}

/// A project is often called by its firm first: 青禾种业 in 青禾种业良种基地项目.
fn beginnings(scene: &Scene, draft: &Draft, named: Span) -> Vec<Choice> {
    let name = &scene.chars()[named.start..named.end];
    let elsewhere =
        scene.mentions(&[EntityType::Company]).filter(|m| !draft.mentions.iter().any(|d| d.contains(m.span)));
    let mut known: Vec<&str> = elsewhere.map(|m| scene.text.words(m.span)).collect();
    let any_known = known.iter().any(|k| draft.name.contains(k));
    // Only those that hold the first two characters can hold a longer beginning.
    let first: String = name.iter().take(2).collect();
    known.retain(|k| k.contains(&first));
    let made: Vec<&str> = scene
        .mentions(&[EntityType::Product, EntityType::Industry])
        .map(|m| scene.text.words(m.span))
        .filter(|m| draft.name.contains(m))
        .collect();
    let mut out = Vec::new();
    let hits: Vec<_> = scene.names(named).collect();
    let made_at = |at: usize| {
        hits.iter()
            .any(|h| h.span.start == at && h.span.len() >= 2 && matches!(h.class, Class::Product | Class::Industry))
    };
    let trade_ends = |at: usize| {
        hits.iter().any(|h| h.span.end == at && matches!(h.class, Class::CompanyTrade | Class::CompanyForm))
    };
    let place_ends = |at: usize| {
        let place = |c: Class| c.is_division() || matches!(c, Class::Country | Class::Region);
        hits.iter().any(|h| h.span.start == named.start && h.span.end == at && place(h.class))
    };
    let trade_starts = |at: usize| {
        hits.iter().any(|h| h.span.start == at && matches!(h.class, Class::CompanyTrade | Class::CompanyForm))
    };
    let place_starts = |at: usize| {
        hits.iter().any(|h| h.span.start == at && h.class.is_division() && h.class != Class::ProvinceLetter)
            || scene.mentions_in(named).any(|m| m.span.start == at && m.kind == EntityType::Place)
    };
    let cut = |at: usize| {
        let made = |c: Class| matches!(c, Class::Product | Class::Industry);
        hits.iter().any(|h| h.span.start < at && at < h.span.end && made(h.class))
    };
    let place_inside = |at: usize| {
        hits.iter()
            .any(|h| h.span.start > named.start && h.span.end <= at && h.class.is_division() && h.span.len() >= 2)
    };
    let nested = |at: usize| {
        scene.mentions_in(named).any(|m| m.kind == EntityType::Company && m.span == Span::new(named.start, at))
    };
    let country = |h: &crate::words::Hit| h.class == Class::Country && h.span.start == named.start;
    let abroad = hits.iter().any(|h| country(h)) && !draft.name.starts_with("中国");
    let mut first_made = true;
    let seen = echoes(scene, draft, name);
    let full = full_names(scene, scene.place(draft.named.start).article);
    let names_firm = |l: usize| known.iter().any(|k| k.chars().eq(name[..l].iter().copied()));
    for length in 2..name.len().min(13) {
        let at = named.start + length;
        if !is_boundary(scene, at)
            && !names_firm(length)
            && !made_at(at)
            && !trade_ends(at)
            && !place_starts(at)
            && !nested(at)
        {
            continue;
        }
        let text: String = name[..length].iter().collect();
        let rest: String = name[length..].iter().collect();
        let mut f = Features::default();
        f.put("beginning", 1);
        f.put("b.length", length.min(9) as i32);
        f.put("b.rest", name.len().saturating_sub(length).min(6) as i32);
        f.flag("b.known", known.contains(&text.as_str()));
        f.flag("b.short_of", known.iter().any(|k| *k != text && k.contains(&text)));
        f.flag("b.short_of_short", known.iter().any(|k| *k != text && k.starts_with(&text) && k.chars().count() <= 5));
        f.flag("b.any_known", any_known);
        f.flag("b.has_full", has_full(&full, &text));
        let echo = match (seen[length], seen[length + 1]) {
            (0, _) => 0,
            (_, 0) => 1,
            (here, next) if next < here => 2,
            _ => 3,
        };
        f.put("b.echo", echo);
        f.flag("b.before_product", made.iter().any(|m| rest.starts_with(m)));
        f.flag("b.before_made", made_at(at));
        f.flag("b.first_made", made_at(at) && first_made);
        f.flag("b.past_made", !first_made);
        first_made &= !made_at(at) || place_ends(at);
        f.flag("b.trade", trade_ends(at));
        f.flag("b.before_trade", trade_starts(at));
        f.flag("b.before_place", place_starts(at));
        f.flag("b.place_inside", place_inside(at));
        f.flag("b.abroad", abroad);
        f.flag("b.cut", cut(at));
        let fuller = known.iter().any(|k| *k != text && k.contains(&text));
        f.flag("b.nested", nested(at));
        f.flag("b.nested_fuller", nested(at) && fuller);
        f.put("b.trade_made", i32::from(trade_ends(at)) + 2 * i32::from(made_at(at)) + 4 * i32::from(trade_starts(at)));
        f.flag("b.has_digit", text.chars().any(|c| c.is_ascii_digit()));
        f.flag("b.only_place", place_ends(at));
        f.flag("b.digit", rest.starts_with(|c: char| c.is_ascii_digit()));
        f.flag("b.whole", rest == "项目" || rest == "工程");
        f.flag("b.yearly", rest.starts_with("年产"));
        f.put("b.suffix", suffix(&text));
        f.flag("b.suffixed", suffix(&text) >= 0);
        f.put("b.next", next(&rest));
        f.flag("b.nexted", next(&rest) >= 0);
        let end = named.start + length;
        let token = |at: usize| scene.words.token_of.get(at).map(|t| &scene.words.tokens[*t as usize]);
        if let (Some(before), Some(after)) = (token(end.saturating_sub(1)), token(end)) {
            f.put("b.tag", tag(before.tag));
            f.put("b.tags", tag(before.tag).wrapping_mul(65599).wrapping_add(tag(after.tag)));
            f.put("b.next_tag", tag(after.tag));
            f.put("b.shape", (before.span.len().min(4) * 5 + after.span.len().min(4)) as i32);
            let unknown = super::place::tokens(scene, Span::new(named.start, end)).skip(1).all(|t| t.span.len() == 1);
            f.put("b.unknown", i32::from(unknown) * 5 + after.span.len().min(4) as i32);
        }
        out.push(Choice { features: f, ..Choice::words(text, Span::new(named.start, end)) });
    }
    out
}

fn is_boundary(scene: &Scene, at: usize) -> bool {
    scene.words.token_of.get(at) != scene.words.token_of.get(at.saturating_sub(1))
}

/// What speaks for a name that tells no firm.
fn nameless(scene: &Scene, draft: &Draft, f: &mut Features) {
    let mut words = super::place::tokens(scene, draft.named);
    let first = words.next();
    f.put("x.first", first.map_or(0, |t| tag(t.tag)));
    f.put("x.first_length", first.map_or(0, |t| t.span.len().min(5) as i32));
    f.put("x.second", words.next().map_or(0, |t| tag(t.tag)));
    let made = |h: &&crate::words::Hit| {
        h.span.start == draft.named.start && h.span.len() >= 2 && matches!(h.class, Class::Product | Class::Industry)
    };
    f.flag("x.made", scene.names(draft.named).any(|h| made(&h)));
    f.flag("x.digit", draft.name.starts_with(|c: char| c.is_ascii_digit()));
    f.flag("x.yearly", draft.name.starts_with("年产"));
    f.flag("x.quote", draft.name.starts_with('“'));
    f.flag("x.site", draft.source == Source::Site);
    f.flag("x.works", ["工程", "铁路", "高速", "运河", "安置区", "大厦"].iter().any(|e| draft.name.ends_with(e)));
    f.flag("x.power", draft.name.contains("电站") || draft.name.contains("污水"));
}

fn tag(tag: &str) -> i32 {
    tag.bytes().take(1).fold(0, |sum, b| sum * 256 + i32::from(b))
}

/// Endings of firms' short names.
const SUFFIXES: [&str; 30] = [
    "科技",
    "集团",
    "股份",
    "新材",
    "新材料",
    "能源",
    "新能源",
    "生物",
    "电子",
    "药业",
    "制药",
    "重工",
    "实业",
    "控股",
    "汽车",
    "电池",
    "半导体",
    "光电",
    "医疗",
    "智能",
    "铝业",
    "矿业",
    "锂业",
    "酒业",
    "化工",
    "动力",
    "电力",
    "食品",
    "公司",
    "材料",
];

fn suffix(text: &str) -> i32 {
    SUFFIXES.iter().rposition(|s| text.ends_with(s)).map_or(-1, |i| i as i32)
}

/// Beginnings of what follows a firm's name.
const NEXT: [&str; 32] = [
    "高",
    "新",
    "智",
    "汽车",
    "电",
    "总部",
    "项目",
    "二期",
    "三期",
    "一期",
    "产业园",
    "生产",
    "锂",
    "光",
    "数",
    "年",
    "技改",
    "全",
    "动力",
    "储能",
    "氢",
    "碳",
    "铝",
    "绿",
    "大",
    "基地",
    "研发",
    "制造",
    "扩",
    "冷",
    "车",
    "精",
];

fn next(rest: &str) -> i32 {
    NEXT.iter().position(|s| rest.starts_with(s)).map_or(-1, |i| i as i32)
}

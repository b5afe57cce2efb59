//! # What it looks for
//! One person with two posts of one kind: 管委会主任 here and 管委会副主任 there, 县长 here and 市长 there.
//!
//! # Why
//! Whoever speaks in the text will read the wrong title first; and it goes into every record made from the page.
//!
//! # Warns
//! - `高新区管委会主任王立新到企业调研。高新区管委会副主任王立新要求加快进度。`
//! - `县长李国强宣布项目开工。市长李国强随后到车间看望工人。`
//! - `市委书记周海峰出席开工仪式。随后,市长周海峰宣布项目开工。`
//! - `会上,县招商局局长魏晓东作了通报。会后,县财政局局长魏晓东接受采访。`
//! - `会上,怀岭县商务局局长庞志远介绍了配套情况。会后,县工信局局长庞志远当场表态。`
//! - `市商务局党组书记、局长向楚云作了介绍。随后,市商务局副局长向楚云表示,明年力争再上台阶。`
//!
//! # Stays quiet
//! - `县委副书记、县长李国强主持会议。县长李国强指出,要加快项目建设。`
//! - `原县长王立新曾到企业调研。如今担任市长的王立新再次来到这里。`
//! - `副县长陈晓燕参加会议。副市长陈晓峰到企业调研。`
//! - `恒丰集团董事长兼总经理周海涛介绍了计划。董事长周海涛表示,项目明年投产。`
//!
//! # Limits
//! Only posts that stand right before the name, and only in one article. Where the sentences speak of a former, an
//! acting or a new post (原, 时任, 曾任, 代, 升任, 当选), or name two bodies, nothing is said.

use super::{Case, Report};
use crate::checks::amounts::{ends_any, holds_any};
use crate::checks::view::quote;
use crate::entities::Mention;
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::Span;

/// Heads of governments and of party committees: nobody is two of them at a time.
const HEADS: [&str; 9] = ["县长", "市长", "区长", "镇长", "乡长", "省长", "州长", "书记", "旗长"];

/// Words that tell that a post was held at another time, or two at once.
const OTHER_TIME: [&str; 14] =
    ["原", "时任", "曾", "前任", "代", "升任", "当选", "任命", "兼", "调任", "转任", "卸任", "历任", "如今"];

/// Body and post together are no longer.
const FAR: usize = 60;

/// A post as it stands before a name.
struct Held {
    post: String,
    body: Option<String>,
    place: Span,
}

/// An article and a name of a person in it.
type Person = (Option<usize>, String);

pub fn check(case: &Case, report: &mut Report) {
    let mut by_name: HashMap<Person, Vec<Held>> = HashMap::default();
    let mentions = &case.entities.mentions;
    for (i, person) in mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityType::Person && m.span.len() > 1) {
        let Some(held) = held(case, &mentions[..i], person) else { continue };
        let article = case.article_of(person.span.start);
        by_name.or_default((article, quote(case, person.span))).push(held);
    }
    let mut all: Vec<(Person, Vec<Held>)> = by_name.into_iter().collect();
    all.arrange_by_key(|(_, held)| held[0].place);
    for ((_, name), held) in all {
        let clash =
            held.iter().enumerate().find_map(|(i, later)| Some((held[..i].iter().find(|h| clash(h, later))?, later)));
        if let Some((earlier, later)) = clash {
            say(case, &name, earlier, later, report);
        }
    }
}

/// The post right before a name, and the body before the post.
fn held(case: &Case, before: &[Mention], person: &Mention) -> Option<Held> {
    let near = || before.iter().rev().take_while(|m| person.span.start - m.span.start <= FAR);
    let role = near().find(|m| m.kind == EntityType::Role && m.span.end == person.span.start)?;
    let is_body = |m: &&Mention| {
        matches!(
            m.kind,
            EntityType::Government
                | EntityType::Company
                | EntityType::Organization
                | EntityType::Zone
                | EntityType::Place
        )
    };
    // 市商务局党组书记、局长: the body stands before the first of several posts
    let listed = |at: usize| {
        let comma = at.checked_sub(1).filter(|comma| case.text.chars[*comma] == '、')?;
        near().find(|m| m.kind == EntityType::Role && m.span.end == comma).map(|m| m.span.start)
    };
    let first = std::iter::successors(Some(role.span.start), |at| listed(*at)).last().unwrap_or(role.span.start);
    let body = near().filter(is_body).find(|m| m.span.end == first);
    let sentence = case.text.sentence_at(role.span.start);
    let words = case.text.slice(Span::new(sentence.start.min(role.span.start), role.span.end));
    let other_time = holds_any(&words, &OTHER_TIME);
    let post = case.text.slice(role.span);
    let post = ["常务", "党组", "党工委"].iter().fold(post, |p, w| p.strip_prefix(w).map(str::to_string).unwrap_or(p));
    let place = Span::new(body.map_or(role.span.start, |b| b.span.start), person.span.end);
    (!other_time).then(|| Held { post, body: body.map(|b| case.text.slice(b.span)), place })
}

/// Whether nobody holds both.
fn clash(a: &Held, b: &Held) -> bool {
    let deputy = |x: &Held, y: &Held| x.post.strip_prefix('副') == Some(y.post.as_str());
    let one_body = match (&a.body, &b.body) {
        (Some(x), Some(y)) => x.ends_with(y.as_str()) || y.ends_with(x.as_str()),
        (None, None) => true,
        // 副市长 and 市长 name their bodies themselves
        _ => HEADS[..7].iter().any(|h| a.post.ends_with(h) && b.post.ends_with(h)),
    };
    let head = |x: &Held| HEADS.iter().position(|h| *h == x.post);
    // 书记 is of a committee; it says which only with its body
    let two_heads = match (head(a), head(b)) {
        (Some(x), Some(y)) => x != y && (x != 7 || is_committee(a)) && (y != 7 || is_committee(b)),
        _ => false,
    };
    one_body && (deputy(a, b) || deputy(b, a)) || two_heads || heads_two_offices(a, b)
}

/// 县招商局局长 and 县财政局局长.
fn heads_two_offices(a: &Held, b: &Held) -> bool {
    let (Some(x), Some(y)) = (&a.body, &b.body) else { return false };
    let apart = !x.contains(y.as_str()) && !y.contains(x.as_str());
    let office = |body: &str| ends_any(body, &["局", "委", "办", "厅", "院"]) && body.chars().count() > 3;
    // 怀岭县商务局, 县工信局
    let level = |body: &str| body.chars().rev().find(|c| "市县区省州".contains(*c));
    let one_level = level(x).is_some() && level(x) == level(y);
    a.post == b.post
        && ["局长", "主任", "厅长", "院长"].contains(&a.post.as_str())
        && apart
        && one_level
        && office(x)
        && office(y)
}

/// The committee of an area, whose secretary is not the head of its government.
fn is_committee(held: &Held) -> bool {
    held.body.as_ref().is_some_and(|b| ends_any(b, &["市委", "县委", "区委", "镇党委", "乡党委", "省委", "州委"]))
}

fn say(case: &Case, name: &str, earlier: &Held, later: &Held, report: &mut Report) {
    let (a, b) = (quote(case, earlier.place), quote(case, later.place));
    report
        .warn(
            later.place,
            format!("前作“{a}”,此处作“{b}”,“{name}”的职务前后不一。"),
            format!("“{a}” above and “{b}” here: {name} holds two posts of one kind."),
        )
        .against(earlier.place);
}

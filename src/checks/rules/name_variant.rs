//! # What it looks for
//! One name in two spellings within an article: 鑫宏发 and 无锡鑫宏业, 王清宪 and 王清贤.
//!
//! # Why
//! A misread name becomes a second firm or person in every table made from the text.
//!
//! # Warns
//! - `湖南欣锐达科技有限公司签约入园。半年后,欣锐迪科技有限公司厂房封顶。`
//! - `副市长王清宪出席签约仪式。王清贤说,要抓紧开工。`
//! - `湖南铱创科技有限公司签约入园。半年后,湖南钛创科技有限公司建成投产。`
//! - `市工信局局长陈国华到企业调研。随后,市工信局局长陈华国主持座谈。`
//! - `湖南锶源材料科技有限公司签约入园。半年后,湖南锂源材料科技有限公司投产。`
//! - `远景达科技有限公司将建设装备项目。签约仪式上,远景大科技有限公司总经理发言。`
//! - `江苏澄锐智能装备有限公司签约入园。半年后,澄睿智能装备有限公司厂房封顶。`
//! - `澄桦新材项目签约入园。半年后,澄烨新材厂房封顶。`
//! - `福建恒燊锂电材料有限公司的窑炉昼夜不停。今年前三季度,恒桑锂电实现产值11.3亿元。`
//! - `浙江恒拓精锻股份有限公司(简称“恒拓精锻”)签约入园。半年后,恒拓精煅襄阳公司总经理带队回访。`
//! - `洛阳砺行轴永科技有限公司是首批企业。半年后,砺行轴承总工程师阎怀瑾说,订单已排到明年。`
//! - `湖北澜升新材料股份有限公司投产。澜升新材总经理廖承宇说,产品供不应求。在澜开新材牵线下,4家上下游企业落户。`
//! - `园区与广东拓锐机器人股份有限公司签订协议,拓税机器人投资4.2亿元建设生产基地。`
//! - `董事长戴长青站在新厂房前。戴常青是鼎城人,早年南下打工。`
//! - `市商务局局长向楚云介绍了情况。向楚云说,要抓落实。对此,向楚华表示,明年再上台阶。`
//! - `博旸新能源在滁州建起工厂。去年,像博扬新能源这样增资的企业有21家。`
//! - `澄光半导体(苏州)有限公司签约入园。半年后,橙光半导体(苏州)有限公司建成投产。`
//!
//! # Stays quiet
//! - `宏工智能与宏工软件是两家企业,九域同创、铱创科技都已升规。`
//! - `市工信局局长陈国华到企业调研。随后,技术员陈华国介绍了情况。`
//! - `长城汽车和长安汽车都来考察,三一重工、三一重能同时签约。`
//! - `无锡鑫宏业落户后,鑫宏业又增资扩产。`
//! - `董事长戴长青站在新厂房前。戴长青说,弟弟戴长江也回了家乡。`
//! - `澜升新材和澜开新材同时投产。澜升新材总经理廖承宇介绍了情况。`
//! - `衡山科创园一期工程已竣工。衡山科创园二期工程刚动工。`
//!
//! # Limits
//! Names that stand side by side in one sentence are two names. What two spellings share must be no word, unless both
//! are registered names, and where it is short or the names are long, the character that differs must look or sound alike.

use super::{Case, Report};
use crate::checks::glyphs::{look_alike, may_sound_alike, resemble, same_radical, same_right_half};
use crate::checks::neighbours::NEIGHBOURS;
use crate::checks::table::{self, Table};
use crate::checks::view::{is_han, quote};
use crate::entities::Mention;
use crate::hashing::HashSet;
use crate::model::EntityType;
use crate::parts::Part;
use crate::sorting::Sorting;
use crate::text::Span;

static TAILS: Table<1> = Table::new(|| table::kept(Part::CompanyTails));

/// Characters that tell one of several apart rather than spell a name: 一期 and 二期, 东区 and 西区.
const COUNTING: &str = "一二三四五六七八九十甲乙丙丁东西南北上下大小新老";

/// So many places of a spelling are held against those of another.
const FEW: usize = 4;

/// No post is longer.
const FAR: usize = 20;

/// So many characters behind the distinctive part tell that both names are of one trade.
const SAME_TAIL: usize = 2;

/// The fewest characters of a registered name.
const WHOLE: usize = 8;

/// A name with its distinctive part.
struct Name<'a> {
    mention: Span,
    core: Span,
    /// The characters of the distinctive part.
    spelling: &'a [char],
    kind: EntityType,
    article: usize,
    /// Where its sentence begins.
    sentence: usize,
}

pub fn check(case: &Case, report: &mut Report) {
    let mut names: Vec<Name> = case.entities.mentions.iter().filter_map(|m| name(case, m)).collect();
    let owner = |n: &Name| (n.article, n.kind as usize);
    names.arrange_by(|a, b| (owner(a), a.spelling).cmp(&(owner(b), b.spelling)));
    let spellings: Vec<&[Name]> = names.chunk_by(|a, b| (owner(a), a.spelling) == (owner(b), b.spelling)).collect();
    // Two names that differ in one character are the same without it.
    let mut masked: Vec<(u64, usize)> = Vec::new();
    for (i, uses) in spellings.iter().enumerate() {
        masked.extend(without_each(&uses[0]).map(|hash| (hash, i)));
        masked.extend(turned(&uses[0]).map(|hash| (hash, i)));
    }
    // most hashes stand alone
    let bit = |hash: u64| (hash >> (64 - HASHES.trailing_zeros())) as usize;
    let mut seen = vec![0u8; HASHES];
    masked.iter().for_each(|(hash, _)| seen[bit(*hash)] = (seen[bit(*hash)] + 1).min(2));
    masked.retain(|(hash, _)| seen[bit(*hash)] > 1);
    masked.arrange();
    for alike in masked.chunk_by(|a, b| a.0 == b.0) {
        for (i, &(_, a)) in alike.iter().enumerate() {
            for &(_, b) in &alike[i + 1..] {
                hold_against(case, spellings[a], spellings[b], report);
            }
        }
    }
    misspelt(case, &spellings, report);
}

/// Endings of places that are no divisions of the gazetteer.
const PLACES: [char; 7] = ['镇', '乡', '村', '区', '县', '园', '社'];

/// The fewest characters of a name that one slip leaves recognisable, and of a place with its ending.
const LONG: usize = 4;
const PLACE: usize = 3;

/// So many spellings of a text are looked for.
const MOST: usize = 200;

/// So many words of bits tell whether two characters begin or end a name.
const PAIRS: usize = 64;

/// A name that stands in the text once more, one look-alike off, where nobody took it for a name: 枫垭镇 and 风垭镇.
fn misspelt(case: &Case, spellings: &[&[Name]], report: &mut Report) {
    let chars = &case.text.chars;
    let mut names: Vec<(&[char], &Name)> = Vec::new();
    for uses in spellings {
        // the full name and the short one
        let from = names.len();
        for one in *uses {
            let name = &chars[one.mention.start..one.mention.end];
            if !names[from..].iter().any(|(other, _)| *other == name) {
                names.push((name, one));
            }
            // 拓锐机器人 of 广东拓锐机器人股份有限公司, which may not stand anywhere by itself
            let end = one.core.end + 3;
            let tail =
                end < one.mention.end && TAILS.iter().any(|[t]| t.chars().eq(chars[end - 3..end].iter().copied()));
            let end = if tail { end } else { one.core.end + 2 };
            let full = one.mention.len() > WHOLE && case.text.ends_with(one.mention.end, "公司")
                || one.mention.len() > LONG + 2 && case.text.ends_with(one.mention.end, "厂");
            if full && end < one.mention.end {
                names.push((&chars[one.core.start..end], one));
            }
        }
    }
    names.retain(|(name, _)| name.len() >= LONG);
    let place =
        |m: &&Mention| m.kind == EntityType::Place && m.span.len() >= PLACE && PLACES.contains(&chars[m.span.end - 1]);
    let places: Vec<Name> = case.entities.mentions.iter().filter(place).filter_map(|m| whole(case, m)).collect();
    names.extend(places.iter().map(|p| (p.spelling, p)));
    names.retain(|(name, _)| name.len() <= FAR);
    names.truncate(MOST);
    let mut slips: Vec<(Span, usize)> = Vec::new();
    // one slip leaves the first two or the last two characters as they are
    let mut ends: Vec<([char; 2], usize, usize)> = Vec::new();
    for (i, (name, _)) in names.iter().enumerate() {
        ends.push(([name[0], name[1]], i, 0));
        ends.push(([name[name.len() - 2], name[name.len() - 1]], i, name.len() - 2));
    }
    ends.arrange_by(|a, b| a.cmp(b));
    // most pairs of characters are none of them
    let bit = |a: char, b: char| (u32::from(a).wrapping_mul(31) ^ u32::from(b)) as usize % (64 * PAIRS);
    let mut known = [0u64; PAIRS];
    ends.iter().map(|([a, b], ..)| bit(*a, *b)).for_each(|bit| known[bit / 64] |= 1 << (bit % 64));
    let may = |at: &usize| {
        let bit = bit(chars[*at], chars[*at + 1]);
        known[bit / 64] >> (bit % 64) & 1 == 1
    };
    for at in (0..chars.len().saturating_sub(1)).filter(may) {
        let pair = [chars[at], chars[at + 1]];
        let from = ends.partition_point(|(end, ..)| *end < pair);
        for &(_, i, before) in ends[from..].iter().take_while(|(end, ..)| *end == pair) {
            let (name, named) = names[i];
            let Some(start) = at.checked_sub(before).filter(|start| start + name.len() <= chars.len()) else {
                continue;
            };
            let here = Span::new(start, start + name.len());
            if is_slip_of(case, here, name, named) && slips.last().is_none_or(|(last, _)| !last.overlaps(here)) {
                slips.push((here, i));
            }
        }
    }
    for &(here, i) in &slips {
        // who is named so more than once is another
        let again = slips
            .iter()
            .take(MOST)
            .filter(|(other, j)| *j == i && chars[other.start..other.end] == chars[here.start..here.end])
            .count();
        // of two spellings one is enough
        if again == 1 && !report.marks(here) && !report.marks(names[i].1.mention) {
            say(case, &Name { mention: here, core: here, ..*names[i].1 }, names[i].1, report);
        }
    }
}

/// A place as a name.
fn whole<'a>(case: &Case<'a>, mention: &Mention) -> Option<Name<'a>> {
    let span = mention.span;
    let (spelling, article) = (&case.text.chars[span.start..span.end], case.article_of(span.start)?);
    let sentence = case.text.sentence_at(span.start).start;
    spelling.iter().all(|c| is_han(*c)).then_some(Name {
        mention: span,
        core: span,
        spelling,
        kind: mention.kind,
        article,
        sentence,
    })
}

/// Whether a stretch is a name, one character off that looks or sounds alike, in the same article, and no word.
fn is_slip_of(case: &Case, here: Span, name: &[char], named: &Name) -> bool {
    let written = &case.text.chars[here.start..here.end];
    let mut differing = written.iter().zip(name).enumerate().filter(|(_, (p, q))| p != q);
    let (Some((at, (p, q))), None) = (differing.next(), differing.next()) else { return false };
    // 轴永 for 轴承: what was a word is none
    let unmade = || {
        let both = |at: usize| name[at..at + 2] != written[at..at + 2] && case.is_word(&name[at..at + 2]);
        let before = at > 0 && both(at - 1) && NEIGHBOURS.seen(written[at - 1], *p) == 0;
        let behind = at + 1 < name.len() && both(at) && NEIGHBOURS.seen(*p, written[at + 1]) == 0;
        let next = case.text.chars.get(here.end).copied().unwrap_or('\n');
        let goes_on = at + 1 == name.len() && case.is_word(&[*p, next]);
        // one of the two is a registered name
        let mut places = case.mentions_over(here).map(|m| m.span).chain([named.mention]);
        let registered = places.any(|m| m.len() > WHOLE && case.text.ends_with(m.end, "公司"));
        named.kind == EntityType::Company && (before || behind) && !goes_on && registered
    };
    let half = || written.len() > LONG - usize::from(named.kind == EntityType::Place) && same_right_half(*p, *q);
    let alike = is_han(*p)
        && (look_alike(*p, *q) || may_sound_alike(*p, *q) || half() || unmade())
        && !(COUNTING.contains(*p) && COUNTING.contains(*q));
    let later = || introduces(case, named, &Name { mention: here, core: here, ..*named });
    let elsewhere = case.article_of(here.start) == Some(named.article)
        && (case.text.sentence_at(here.start).start != named.sentence || later());
    let pair = |at: usize| case.is_word(&written[at..at + 2]);
    let word = at > 0 && pair(at - 1) || at + 1 < written.len() && pair(at);
    // 恒泽新材科技园 of 恒泽新材料: what a firm's name ends with is no part of it
    let own = name.len() == named.mention.len() || at < named.core.len();
    // what a place ends with is no part of its name
    let named_so = named.kind != EntityType::Place || at + 1 < written.len();
    alike
        && own
        && named_so
        && elsewhere
        && !word
        && !case.text.chars[..here.start]
            .last()
            .is_some_and(|c| written.len() <= PLACE && case.is_word(&[*c, written[0]]))
}

/// The number of classes of hashes.
const HASHES: usize = 1 << 12;

/// An odd number without a pattern.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Of each character of a name, a number for the name without it; few other names have the same.
fn without_each<'a>(name: &'a Name) -> impl Iterator<Item = u64> + use<'a> {
    let mix = |hash: u64, value: usize| (hash.rotate_left(5) ^ value as u64).wrapping_mul(MIX);
    let owner = mix(mix(mix(0, name.article), name.kind as usize), name.spelling.len());
    let powers = std::iter::successors(Some(MIX), |power| Some(power.wrapping_mul(MIX)));
    let terms = name.spelling.iter().zip(powers).map(|(c, power)| (*c as u64).wrapping_mul(power));
    let sum = terms.clone().fold(owner, u64::wrapping_add);
    terms.enumerate().map(move |(at, term)| mix(sum.wrapping_sub(term), at))
}

/// A number for a person's name that is the same when its last two characters change places.
fn turned(name: &Name) -> Option<u64> {
    let [family, a, b] = name.spelling else { return None };
    let given = u64::from(*a.min(b)) << 21 | u64::from(*a.max(b));
    (name.kind == EntityType::Person).then_some(!(u64::from(*family) << 42 | given))
}

/// All places of one spelling against all of another.
fn hold_against(case: &Case, a: &[Name], b: &[Name], report: &mut Report) {
    let sentences: HashSet<usize> = a.iter().map(|name| name.sentence).collect();
    let together = b.iter().filter(|name| sentences.contains(&name.sentence));
    let side_by_side = together.flat_map(|y| a.iter().filter(|x| x.sentence == y.sentence).map(move |x| (x, y)));
    let apart = |(x, y): (&Name, &Name)| introduces(case, x, y) || introduces(case, y, x);
    let pairs = a.iter().take(FEW).flat_map(|x| b.iter().take(FEW).map(move |y| (x, y)));
    let lone = match (a, b) {
        ([one], [_, _, ..]) | ([_, _, ..], [one]) => Some(one),
        _ => None,
    };
    let mut variants =
        pairs.filter(|(x, y)| is_variant(case, x, y) || lone.is_some_and(|one| is_lone_variant(case, one, (x, y))));
    if !side_by_side.into_iter().all(apart) {
        return;
    }
    if let Some((x, y)) = variants.next() {
        let (fewer, more) = match (a.len(), b.len()) {
            (x_times, y_times) if x_times == y_times => {
                if x.core < y.core {
                    (x, y)
                } else {
                    (y, x)
                }
            }
            (x_times, y_times) => {
                if x_times < y_times {
                    (x, y)
                } else {
                    (y, x)
                }
            }
        };
        say(case, fewer, more, report);
    }
}

/// 广东拓锐机器人股份有限公司签约,拓税机器人投资4亿元: a full name and in a later clause a short one are no two firms.
fn introduces(case: &Case, full: &Name, short: &Name) -> bool {
    let is_full = |name: &Name| case.text.ends_with(name.mention.end, "公司");
    let between = full.mention.end..short.mention.start;
    let later = !between.is_empty() && case.text.chars[between].contains(&',');
    later && full.kind == EntityType::Company && is_full(full) && !is_full(short)
}

/// Characters seen no more often than this ([`Neighbours::seen_alone`](crate::checks::neighbours::Neighbours)) name few
/// firms.
const RARE: usize = 7;

/// What stands before a name that nobody introduces.
const BEFORE: &str = "在像对据由让给为被跟向";

/// Whether the one place of a name, which nothing introduces, is the other one, which stands more often.
fn is_lone_variant(case: &Case, one: &Name, (x, y): (&Name, &Name)) -> bool {
    let usual = if x.core == one.core { y } else { x };
    let mut differing = x.spelling.iter().zip(y.spelling).enumerate().filter(|(_, (p, q))| p != q);
    let (Some((at, (p, q))), None, true) = (differing.next(), differing.next(), x.spelling.len() == y.spelling.len())
    else {
        return false;
    };
    let chars = &case.text.chars;
    let before = one.mention.start.checked_sub(1).map_or('\n', |at| chars[at]);
    let behind = chars.get(one.mention.end).copied().unwrap_or('\n');
    let listed = [before, behind].iter().any(|c| matches!(c, '、' | '和' | '与' | '及' | ' ' | '/'));
    let told = usual.mention.start < one.mention.start && !listed && (!is_han(before) || BEFORE.contains(before));
    let counting = COUNTING.contains(*p) && COUNTING.contains(*q);
    told && !counting
        && match (one.kind, x.spelling.len()) {
            (EntityType::Person, 3) => at > 0 && post_of(case, usual).is_some() && post_of(case, one).is_none(),
            (EntityType::Company, 2) => {
                let tail = |n: &Name| &chars[n.core.end..n.mention.end];
                let same_tail = tail(x).iter().zip(tail(y)).take_while(|(p, q)| p == q).count() >= SAME_TAIL;
                same_tail && NEIGHBOURS.seen_alone(x.spelling[1 - at]) <= RARE
            }
            _ => false,
        }
}

/// The distinctive part of a firm's or person's name: without the place in front and the trade behind.
fn name<'a>(case: &Case<'a>, mention: &Mention) -> Option<Name<'a>> {
    let kind = mention.kind;
    let core = match kind {
        EntityType::Person | EntityType::Zone | EntityType::Project | EntityType::Organization => mention.span,
        EntityType::Company => without_tails(case, without_place(case, before_bracket(case, mention.span))),
        _ => return None,
    };
    let spelling = &case.text.chars[core.start..core.end];
    let written_in_han = spelling.iter().all(|c| is_han(*c));
    let article = case.article_of(core.start).filter(|_| core.len() >= 2 && written_in_han)?;
    let sentence = case.text.sentence_at(core.start).start;
    Some(Name { mention: mention.span, core, spelling, kind, article, sentence })
}

/// 澄光半导体 of 澄光半导体(苏州)有限公司.
fn before_bracket(case: &Case, span: Span) -> Span {
    let bracket = case.text.chars[span.start..span.end].iter().position(|c| *c == '(');
    bracket.filter(|at| *at >= 2).map_or(span, |at| Span::new(span.start, span.start + at))
}

fn without_place(case: &Case, span: Span) -> Span {
    let hits = &case.words.hits;
    let from = hits.partition_point(|h| h.span.start < span.start);
    let here = hits[from..].iter().take_while(|h| h.span.start == span.start);
    let places = here.filter(|h| h.class.is_division() && h.span.len() > 1 && h.span.end < span.end);
    let end = places.map(|h| h.span.end).max();
    Span::new(end.unwrap_or(span.start), span.end)
}

fn without_tails(case: &Case, mut span: Span) -> Span {
    loop {
        let tail = TAILS.iter().find(|[tail]| case.text.ends_with(span.end, tail));
        match tail.map(|[tail]| tail.chars().count()) {
            Some(length) if span.len() >= length + 2 => span.end -= length,
            _ => return span,
        }
    }
}

fn is_variant(case: &Case, a: &Name, b: &Name) -> bool {
    let (x, y) = (a.spelling, b.spelling);
    if are_turned(x, y) {
        let posts = (post_of(case, a), post_of(case, b));
        return a.kind == EntityType::Person && a.article == b.article && posts.0.is_some() && posts.0 == posts.1;
    }
    let mut differing = x.iter().zip(y).enumerate().filter(|(_, (p, q))| p != q);
    let (Some((at, (p, q))), None, true) = (differing.next(), differing.next(), x.len() == y.len()) else {
        return false;
    };
    if [p, q].iter().all(|c| COUNTING.contains(**c)) {
        return false;
    }
    let whole = are_whole_names(case, a, b);
    // 瀚宇新能源 and 翰宇新能源
    let tail = |n: &Name| &case.text.chars[n.core.end..n.mention.end];
    let same_tail = tail(a).iter().zip(tail(b)).take_while(|(p, q)| p == q).count() >= SAME_TAIL;
    let alike = look_alike(*p, *q) || may_sound_alike(*p, *q) || whole && same_radical(*p, *q);
    let shared: Vec<char> = x.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
    let enough = match (a.kind, x.len()) {
        (EntityType::Person, length) => {
            let half = same_radical(*p, *q) && length == 2 || same_right_half(*p, *q) && length == 3;
            (alike || half) && at > 0 && length >= 2
        }
        (EntityType::Zone | EntityType::Project | EntityType::Organization, length) => alike && length >= 4,
        (_, 2) => {
            look_alike(*p, *q)
                || (alike || same_right_half(*p, *q)) && (whole || same_tail)
                || same_tail && resemble(*p, *q)
        }
        (_, 3) => at == 2 || alike,
        _ => alike,
    };
    enough && (a.kind != EntityType::Company || whole && alike || !case.is_word(&shared))
}

/// 王立新 and 王新立.
fn are_turned(x: &[char], y: &[char]) -> bool {
    matches!((x, y), ([f, a, b], [g, c, d]) if f == g && a == d && b == c && a != b)
}

/// The post that stands right before a name.
fn post_of(case: &Case, name: &Name) -> Option<String> {
    let near = Span::new(name.mention.start.saturating_sub(FAR), name.mention.start);
    let mut posts =
        case.entities.mentions_in(near).filter(|m| m.kind == EntityType::Role && m.span.end == name.mention.start);
    posts.next().map(|m| case.text.slice(m.span))
}

/// Whether both are registered names, the same but for one character; the place in front may be left out.
fn are_whole_names(case: &Case, a: &Name, b: &Name) -> bool {
    let chars = |name: &Name| &case.text.chars[name.core.start..name.mention.end];
    let (x, y) = (chars(a), chars(b));
    x.len() == y.len() && x.len() >= WHOLE && x.iter().zip(y).filter(|(p, q)| p != q).count() == 1
}

/// Marks the spelling that stands less often; of two the earlier.
fn say(case: &Case, odd: &Name, usual: &Name, report: &mut Report) {
    let (written, other) = (quote(case, odd.mention), quote(case, usual.mention));
    let (zh, en) = match are_turned(odd.spelling, usual.spelling) {
        true => ("字序不同", "have two characters turned around"),
        false => ("只差一字", "differ in one character"),
    };
    report
        .warn(
            odd.mention,
            format!("“{written}”与“{other}”{zh},疑为同一名称的两种写法。"),
            format!("“{written}” and “{other}” {en}: probably one name in two spellings."),
        )
        .against(usual.mention);
}

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
//! - `澄光半导体(苏州)有限公司签约入园。半年后,橙光半导体(苏州)有限公司建成投产。`
//!
//! # Stays quiet
//! - `宏工智能与宏工软件是两家企业,九域同创、铱创科技都已升规。`
//! - `长城汽车和长安汽车都来考察,三一重工、三一重能同时签约。`
//! - `无锡鑫宏业落户后,鑫宏业又增资扩产。`
//! - `衡山科创园一期工程已竣工。衡山科创园二期工程刚动工。`
//!
//! # Limits
//! Names that stand side by side in one sentence are two names. What two spellings share must be no word, and where
//! it is short or the names are long, the character that differs must look or sound alike.

use super::{Case, Report};
use crate::checks::glyphs::{look_alike, sound_alike};
use crate::checks::table;
use crate::entities::Mention;
use crate::model::EntityType;
use crate::text::Span;

const TAILS: &str = include_str!("../../../data/checks/company_tails.tsv");

/// Characters that tell one of several apart rather than spell a name: 一期 and 二期, 东区 and 西区.
const COUNTING: &str = "一二三四五六七八九十甲乙丙丁东西南北上下大小新老";

/// The fewest characters of a registered name.
const WHOLE: usize = 8;

/// A name with its distinctive part.
struct Name {
    mention: Span,
    core: Span,
    kind: EntityType,
}

pub fn check(case: &Case, report: &mut Report) {
    let names: Vec<Name> = case.entities.mentions.iter().filter_map(|m| name(case, m)).collect();
    let mut said: Vec<(String, String)> = Vec::new();
    for (i, later) in names.iter().enumerate() {
        for earlier in &names[..i] {
            if earlier.kind != later.kind || !is_variant(case, earlier, later) {
                continue;
            }
            let pair = (case.text.slice(earlier.core), case.text.slice(later.core));
            if !said.contains(&pair) {
                say(case, &names, earlier, later, report);
                said.push(pair);
            }
        }
    }
}

/// The distinctive part of a firm's or person's name: without the place in front and the trade behind.
fn name(case: &Case, mention: &Mention) -> Option<Name> {
    let kind = mention.kind;
    let core = match kind {
        EntityType::Person | EntityType::Zone | EntityType::Project | EntityType::Organization => mention.span,
        EntityType::Company => without_tails(case, without_place(case, before_bracket(case, mention.span))),
        _ => return None,
    };
    let written_in_han = case.text.chars[core.start..core.end].iter().all(|c| crate::checks::view::is_han(*c));
    (core.len() >= 2 && written_in_han).then_some(Name { mention: mention.span, core, kind })
}

/// 澄光半导体 of 澄光半导体(苏州)有限公司.
fn before_bracket(case: &Case, span: Span) -> Span {
    let bracket = case.text.chars[span.start..span.end].iter().position(|c| *c == '(');
    bracket.filter(|at| *at >= 2).map_or(span, |at| Span::new(span.start, span.start + at))
}

fn without_place(case: &Case, span: Span) -> Span {
    let places = case.words.hits.iter().filter(|h| h.class.is_division() && h.span.len() > 1);
    let end = places.filter(|h| h.span.start == span.start && h.span.end < span.end).map(|h| h.span.end).max();
    Span::new(end.unwrap_or(span.start), span.end)
}

fn without_tails(case: &Case, mut span: Span) -> Span {
    loop {
        let tail = table::rows(TAILS).find(|[tail]| case.text.ends_with(span.end, tail));
        match tail.map(|[tail]| tail.chars().count()) {
            Some(length) if span.len() >= length + 2 => span.end -= length,
            _ => return span,
        }
    }
}

fn is_variant(case: &Case, a: &Name, b: &Name) -> bool {
    let chars = &case.text.chars;
    let (x, y) = (&chars[a.core.start..a.core.end], &chars[b.core.start..b.core.end]);
    let mut differing = x.iter().zip(y).enumerate().filter(|(_, (p, q))| p != q);
    let (Some((at, (p, q))), None, true) = (differing.next(), differing.next(), x.len() == y.len()) else {
        return false;
    };
    if [p, q].iter().all(|c| COUNTING.contains(**c)) {
        return false;
    }
    let alike = look_alike(*p, *q) || sound_alike(*p, *q);
    let shared: Vec<char> = x.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
    let enough = match (a.kind, x.len()) {
        (EntityType::Person, length) => alike && at > 0 && length >= 2,
        (EntityType::Zone | EntityType::Project | EntityType::Organization, length) => alike && length >= 4,
        (_, 2) => look_alike(*p, *q) || alike && are_whole_names(case, a, b),
        (_, 3) => at == 2 || alike,
        _ => alike,
    };
    let same_sentence = case.text.sentence_at(a.core.start).contains(b.core);
    enough && !same_sentence && in_one_article(case, a, b) && !(a.kind == EntityType::Company && is_word(case, &shared))
}

/// Whether both are registered names, the same but for one character.
fn are_whole_names(case: &Case, a: &Name, b: &Name) -> bool {
    let chars = |name: &Name| &case.text.chars[name.mention.start..name.mention.end];
    let (x, y) = (chars(a), chars(b));
    x.len() == y.len() && x.len() >= WHOLE && x.iter().zip(y).filter(|(p, q)| p != q).count() == 1
}

fn in_one_article(case: &Case, a: &Name, b: &Name) -> bool {
    let article = |name: &Name| case.text.blocks.get(case.text.block_at(name.core.start)).and_then(|b| b.article);
    article(a).is_some() && article(a) == article(b)
}

fn is_word(case: &Case, characters: &[char]) -> bool {
    let mut found = false;
    case.lexicon.prefixes(characters, |length, _| found |= length == characters.len() && length > 1);
    found
}

/// Marks the spelling that stands less often; of two the earlier.
fn say(case: &Case, names: &[Name], earlier: &Name, later: &Name, report: &mut Report) {
    let count = |name: &Name| {
        let core = case.text.slice(name.core);
        names.iter().filter(|n| case.text.slice(n.core) == core).count()
    };
    let (odd, usual) = if count(earlier) <= count(later) { (earlier, later) } else { (later, earlier) };
    let (written, other) = (case.text.slice(odd.mention), case.text.slice(usual.mention));
    report
        .warn(
            odd.mention,
            format!("“{written}”与“{other}”只差一字,疑为同一名称的两种写法。"),
            format!("“{written}” and “{other}” differ in one character: probably one name in two spellings."),
        )
        .against(usual.mention);
}

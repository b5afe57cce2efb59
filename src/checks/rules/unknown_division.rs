//! # What it looks for
//! A county or city that does not exist, one look-alike or sound-alike character off one that lies where the text
//! is about: 深口区 for 渌口区.
//!
//! # Why
//! A place that does not exist cannot be put on a map or into a table, and nobody will find the story again.
//!
//! # Warns
//! - `株洲市近日部署防汛。深口区组织党员巡堤,天元区同步行动。`
//! - `株洲市的天元区和芦松区本月启动改造。`
//!
//! # Stays quiet
//! - `株洲市的渌口区、天元区、芦淞区和茶陵县都已部署。`
//! - `株洲市民到进口区、儿童区和产业园区参观。`
//!
//! # Limits
//! Only divisions of the provinces' cities that the text names are looked at, and only names of three characters or more.

use super::{Case, Report};
use crate::checks::glyphs::{look_alike, sound_alike};
use crate::checks::view::is_han;
use crate::text::Span;
use crate::words::gazetteer::{self, Division, Level};
use std::collections::{BTreeSet, HashMap};

pub fn check(case: &Case, report: &mut Report) {
    let candidates = divisions_nearby(case);
    let mut by_ending: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for division in candidates {
        let name: Vec<char> = division.name().chars().collect();
        if let (3.., Some(&ending)) = (name.len(), name.last()) {
            by_ending.entry(ending).or_default().push(name);
        }
    }
    let chars = &case.text.chars;
    for end in 1..=chars.len() {
        for name in by_ending.get(&chars[end - 1]).into_iter().flatten() {
            let Some(start) = end.checked_sub(name.len()) else { continue };
            let span = Span::new(start, end);
            if is_misspelt(&chars[start..end], name) && !is_known(case, span) {
                say(case, span, name, report);
            }
        }
    }
}

/// The cities that the text names, those whose counties it names, and all that lies in them.
fn divisions_nearby(case: &Case) -> Vec<Division> {
    let hits = case.words.hits.iter().filter(|h| h.class.is_division()).filter_map(|h| h.division());
    let city = |d: Division| match d.level() {
        Level::Province => None,
        Level::City => Some(d),
        Level::County => d.parent(),
    };
    let cities: BTreeSet<Division> = hits.filter_map(city).collect();
    let nearby = |d: &Division| cities.contains(d) || d.parent().is_some_and(|p| cities.contains(&p));
    gazetteer::divisions().filter(|d| d.level() != Level::Province && nearby(d)).collect()
}

/// Whether exactly one character differs, and looks or sounds alike.
fn is_misspelt(written: &[char], name: &[char]) -> bool {
    let mut differing = written.iter().zip(name).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    is_han(*a) && (look_alike(*a, *b) || sound_alike(*a, *b))
}

/// Whether what is written is a division or a word, or a part of one.
fn is_known(case: &Case, span: Span) -> bool {
    let named = case.words.hits.iter().any(|h| h.span.overlaps(span) && h.class.is_division() && h.span.len() > 1);
    let chars = &case.text.chars[span.start..span.end];
    let is_word = |length| {
        let mut found = false;
        case.lexicon.prefixes(chars, |l, _| found |= l == length);
        found
    };
    let token = case.words.token_of.get(span.start).and_then(|&t| case.words.tokens.get(t as usize));
    named || is_word(span.len() - 1) || is_word(span.len()) || token.is_some_and(|t| t.span.start < span.start)
}

fn say(case: &Case, span: Span, name: &[char], report: &mut Report) {
    let (written, name) = (case.text.slice(span), name.iter().collect::<String>());
    report
        .error(
            span,
            format!("行政区划中没有“{written}”,疑为“{name}”之误。"),
            format!("There is no division “{written}”; probably “{name}”."),
        )
        .suggest(name);
}

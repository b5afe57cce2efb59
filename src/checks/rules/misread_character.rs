//! # What it looks for
//! A character that makes no word with its neighbours where a look-alike would: 人职 for 入职, 己经 for 已经.
//!
//! # Why
//! Scanners and hurried hands take one character for another; a spelling checker that knows words only as they
//! stand alone sees nothing, because each character exists.
//!
//! # Warns
//! - `新员工人职先上廉政课。`
//! - `花灯己经亮起,场子巳腾空。`
//! - `厂房末来还将扩建,项目人库、投资人统等环节都有人跟。`
//! - `全区经挤社会发展取得新成绩。`
//!
//! # Stays quiet
//! - `投资人统一认识,个人职业发展和工人职称评审都有保障。`
//! - `三季度末,自己动手的人不少,未来可期。`
//! - `纳狮新材、诺天科技、千岛机械等企业落户。`
//! - `这座城市的产业链越织越密。`
//!
//! # Limits
//! Both readings are weighed by the frequencies of their words. Names of people, firms and places are left alone:
//! what they are made of makes no words. Rarer confusions need a much better second reading.

use super::{Case, Report};
use crate::checks::reading::{LONGEST, Reading, Stretch};
use crate::checks::table::{self, ByCharacter};
use crate::checks::view::{article_blocks, han_runs, quote};
use crate::model::EntityType;
use crate::text::Span;
use std::cell::LazyCell;
use std::sync::LazyLock;

/// How many characters on each side are read along.
const CONTEXT: usize = (LONGEST - 1) / 2;

/// By how much (in logarithms) the other reading must be better.
const SURE_GAIN: f64 = 1.5;
const LIKELY_GAIN: f64 = 9.0;
const POSSIBLE_GAIN: f64 = 7.0;

/// The same where the other word stands elsewhere in the text, no further away than this.
const BONUS_FOR_EVIDENCE: f64 = 2.0;
const NEAR: usize = 10_000;

#[derive(Clone, Copy, PartialEq)]
enum How {
    Sure,
    End,
    Alone,
    Both,
}

/// Of a character, what it may have been.
static LOOKALIKES: LazyLock<ByCharacter<(char, How)>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../../data/checks/lookalikes.tsv"));
    ByCharacter::new(rows.into_iter().flat_map(|[written, meant, how]: [&str; 3]| {
        let pair = written.chars().next().zip(meant.chars().next());
        let one_way = |how| pair.map(|(written, meant)| (written, (meant, how)));
        match how {
            "sure" => [one_way(How::Sure), None],
            "end" => [one_way(How::End), None],
            "alone" => [one_way(How::Alone), None],
            _ => [one_way(How::Both), pair.map(|(written, meant)| (meant, (written, How::Both)))],
        }
        .into_iter()
        .flatten()
    }))
});

pub fn check(case: &Case, report: &mut Report) {
    let names = names(case);
    for block in article_blocks(case.text) {
        for run in han_runs(case.text, block.span) {
            for at in run.start..run.end {
                let others = LOOKALIKES.of(case.text.chars[at]);
                if others.is_empty() || !stands_loose(case, run, at) {
                    continue;
                }
                let named = names.get(names.partition_point(|n| n.end <= at)).is_some_and(|n| n.start <= at);
                if !named {
                    weigh(case, run, at, others, report);
                }
            }
        }
    }
}

/// Names made of characters rather than words, in order.
fn names(case: &Case) -> Vec<Span> {
    use EntityType::{Company, Organization, Person, Place, Product, Project, Zone};
    let made_of_characters = |kind| matches!(kind, Person | Company | Place | Zone | Organization | Product | Project);
    let mut names: Vec<Span> = Vec::new();
    for mention in case.entities.mentions.iter().filter(|m| made_of_characters(m.kind)) {
        match names.last_mut() {
            Some(last) if mention.span.start < last.end => last.end = last.end.max(mention.span.end),
            _ => names.push(mention.span),
        }
    }
    names
}

/// Words of one character that stand beside all others.
const PARTICLES: &str = "的了和与及在是为等对将从以由其并于至到也或被把让向按就都";

/// Whether the character, or one beside it, stands as a word of its own: only then is something amiss.
fn stands_loose(case: &Case, run: Span, at: usize) -> bool {
    let single = |i: usize| {
        let is_particle = i != at && PARTICLES.contains(case.text.chars[i]);
        !is_particle && case.token_at(i).is_none_or(|t| t.span.len() == 1 || t.tag == "x")
    };
    (at.max(run.start + 1) - 1..(at + 2).min(run.end)).any(single)
}

struct Better {
    gain: f64,
    needed: f64,
    /// The word that the other character makes.
    word: Span,
    /// Where the other character stands, and what it is.
    at: usize,
    meant: char,
}

fn weigh(case: &Case, run: Span, at: usize, others: &[(char, (char, How))], report: &mut Report) {
    let window = Span::new(at.saturating_sub(CONTEXT).max(run.start), (at + 1 + CONTEXT).min(run.end));
    let place = at - window.start;
    let mut stretch = Stretch::of(case.lexicon, &case.text.chars[window.start..window.end]);
    let before = stretch.before(case.lexicon, place);
    let as_it_is = stretch;
    let as_written = LazyCell::new(|| Reading::of(case.lexicon, &as_it_is));
    let mut best: Option<Better> = None;
    for &(_, (meant, how)) in others {
        stretch.put(case.lexicon, place, meant);
        let makes_a_word = stretch.has_word_at(case.lexicon, &before);
        let alone = how == How::Alone && as_written.word_at(place).len() == 1;
        if !makes_a_word && !alone {
            continue;
        }
        let reading = Reading::of(case.lexicon, &stretch);
        let mut gain = reading.score - as_written.score;
        let word = reading.word_at(place);
        if !alone && (reading.single() >= as_written.single() || word.len() == 1) {
            continue;
        }
        let here = Span::new(window.start + word.start, window.start + word.end);
        if how == How::End && here.end < run.end || ends_clause_as_verb(meant, word, place, here, run) {
            continue;
        }
        let needed = if how == How::Both { LIKELY_GAIN } else { SURE_GAIN };
        if gain + BONUS_FOR_EVIDENCE < needed.min(POSSIBLE_GAIN) {
            continue;
        }
        if stands_near(case, at, &stretch.chars()[word.start..word.end]) {
            gain += BONUS_FOR_EVIDENCE;
        }
        if best.as_ref().is_none_or(|b| gain - needed > b.gain - b.needed) {
            best = Some(Better { gain, needed, word: here, at, meant });
        }
    }
    if let Some(better) = best {
        say(case, better, report);
    }
}

/// 引人, 聚人 at the end of a clause is a verb with its object; 引入 would need one.
fn ends_clause_as_verb(meant: char, word: Span, place: usize, here: Span, run: Span) -> bool {
    meant == '入' && place + 1 == word.end && here.end == run.end
}

/// Whether the word, pair by pair, stands in the text around a place.
fn stands_near(case: &Case, at: usize, word: &[char]) -> bool {
    let chars = &case.text.chars;
    let around = &chars[at.saturating_sub(NEAR)..(at + NEAR).min(chars.len())];
    word.len() > 1 && word.windows(2).all(|pair| around.windows(2).any(|other| other == pair))
}

fn say(case: &Case, better: Better, report: &mut Report) {
    let Better { gain, needed, word, at, meant } = better;
    let (as_written, written) = (quote(case, word), quote(case, Span::new(at, at + 1)));
    let words: String = [quote(case, Span::new(word.start, at)), meant.into(), quote(case, Span::new(at + 1, word.end))].concat();
    let zh = format!("“{as_written}”疑为“{words}”之误(“{written}”形近致误)。");
    let en = format!("“{as_written}” is probably “{words}”: “{written}” is a look-alike.");
    if gain >= needed {
        report.warn(word, zh, en).suggest(words);
    } else if gain >= POSSIBLE_GAIN {
        report.hint(word, zh, en).suggest(words);
    }
}

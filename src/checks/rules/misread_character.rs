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
use crate::checks::reading::{Reading, Stretch, is_in_a_word};
use crate::checks::table;
use crate::checks::view::{article_blocks, han_runs};
use crate::model::EntityType;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::cell::LazyCell;
use std::sync::LazyLock;

/// How many characters on each side are read along.
const CONTEXT: usize = 5;

/// By how much (in logarithms) the other reading must be better.
const SURE_GAIN: f64 = 1.5;
const LIKELY_GAIN: f64 = 9.0;
const POSSIBLE_GAIN: f64 = 7.0;

/// The same where the other word stands elsewhere in the text.
const BONUS_FOR_EVIDENCE: f64 = 2.0;

#[derive(Clone, Copy, PartialEq)]
enum How {
    Sure,
    End,
    Alone,
    Both,
}

/// Of a character, what it may have been.
static LOOKALIKES: LazyLock<HashMap<char, Vec<(char, How)>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<(char, How)>> = HashMap::new();
    let mut add = |written: &str, meant: &str, how| {
        if let (Some(written), Some(meant)) = (written.chars().next(), meant.chars().next()) {
            table.entry(written).or_default().push((meant, how));
        }
    };
    for [written, meant, how] in table::rows(include_str!("../../../data/checks/lookalikes.tsv")) {
        match how {
            "sure" => add(written, meant, How::Sure),
            "end" => add(written, meant, How::End),
            "alone" => add(written, meant, How::Alone),
            _ => {
                add(written, meant, How::Both);
                add(meant, written, How::Both);
            }
        }
    }
    table
});

pub fn check(case: &Case, report: &mut Report) {
    let names = names(case);
    let text = Known { stretch: Stretch::of(case.lexicon, &case.text.chars), pairs: LazyCell::new(|| pairs(case)) };
    for block in article_blocks(case.text) {
        for run in han_runs(case.text, block.span) {
            for at in run.start..run.end {
                if let Some(others) = LOOKALIKES.get(&case.text.chars[at]).filter(|_| stands_loose(case, run, at)) {
                    let named = names.get(names.partition_point(|n| n.end <= at)).is_some_and(|n| n.start <= at);
                    if !named {
                        weigh(case, &text, run, at, others, report);
                    }
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

/// Whether the character, or one beside it, stands as a word of its own: only then is something amiss.
fn stands_loose(case: &Case, run: Span, at: usize) -> bool {
    let single = |i: usize| {
        let token = case.words.token_of.get(i).and_then(|&t| case.words.tokens.get(t as usize));
        token.is_none_or(|t| t.span.len() == 1 || t.tag == "x")
    };
    (at.max(run.start + 1) - 1..(at + 2).min(run.end)).any(single)
}

struct Better {
    gain: f64,
    needed: f64,
    /// The word that the other character makes.
    word: Span,
    words: String,
}

fn weigh(case: &Case, text: &Known<impl FnOnce() -> HashSet<[char; 2]>>, run: Span, at: usize, others: &[(char, How)], report: &mut Report) {
    let window = Span::new(at.saturating_sub(CONTEXT).max(run.start), (at + 1 + CONTEXT).min(run.end));
    let place = at - window.start;
    let mut stretch = text.stretch.part(window);
    let written = stretch.chars[place];
    let as_it_is = stretch.clone();
    let as_written = LazyCell::new(|| Reading::of(case.lexicon, &as_it_is));
    let mut best: Option<Better> = None;
    for &(meant, how) in others {
        stretch.put(case.lexicon, place, meant);
        let makes_a_word = is_in_a_word(case.lexicon, &stretch, place);
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
        let chars = &stretch.chars[word.start..word.end];
        let words: String = chars.iter().collect();
        if text.has(chars) {
            gain += BONUS_FOR_EVIDENCE;
        }
        let needed = if how == How::Both { LIKELY_GAIN } else { SURE_GAIN };
        if best.as_ref().is_none_or(|b| gain - needed > b.gain - b.needed) {
            best = Some(Better { gain, needed, word: here, words });
        }
    }
    if let Some(better) = best {
        say(case, better, written, report);
    }
}

/// 引人, 聚人 at the end of a clause is a verb with its object; 引入 would need one.
fn ends_clause_as_verb(meant: char, word: Span, place: usize, here: Span, run: Span) -> bool {
    meant == '入' && place + 1 == word.end && here.end == run.end
}

/// What is known of the whole text.
struct Known<P: FnOnce() -> HashSet<[char; 2]>> {
    stretch: Stretch,
    /// Every two neighbours.
    pairs: LazyCell<HashSet<[char; 2]>, P>,
}

impl<P: FnOnce() -> HashSet<[char; 2]>> Known<P> {
    /// Whether the word, pair by pair, stands in the text.
    fn has(&self, word: &[char]) -> bool {
        word.len() > 1 && word.windows(2).all(|pair| self.pairs.contains(&[pair[0], pair[1]]))
    }
}

fn pairs(case: &Case) -> HashSet<[char; 2]> {
    case.text.chars.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}

fn say(case: &Case, better: Better, written: char, report: &mut Report) {
    let Better { gain, needed, word, words } = better;
    let as_written = case.text.slice(word);
    let zh = format!("“{as_written}”疑为“{words}”之误(“{written}”形近致误)。");
    let en = format!("“{as_written}” is probably “{words}”: “{written}” is a look-alike.");
    if gain >= needed {
        report.warn(word, zh, en).suggest(words);
    } else if gain >= POSSIBLE_GAIN {
        report.hint(word, zh, en).suggest(words);
    }
}

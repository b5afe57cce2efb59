//! # What it looks for
//! A character that makes no word with its neighbours where a look-alike would: 人职 for 入职, 己经 for 已经.
//!
//! # Why
//! Scanners and hurried hands take one character for another; a spelling checker that knows words only as they
//! stand alone sees nothing, because each character exists.
//!
//! # Warns
//! - `新员工人职先上廉政课。⏎入职第一课由纪检干部来讲。`
//! - `花灯己经亮起,场子巳腾空。`
//! - `厂房末来还将扩建,项目人库、投资人统等环节都有人跟。`
//! - `全区经挤社会发展取得新成绩。`
//! - `企业研发的光刻肢打破垄断,供应裔来自深圳。`
//!
//! # Stays quiet
//! - `投资人统一认识,个人职业发展和工人职称评审都有保障。`
//! - `三季度末,自己动手的人不少,未来可期。`
//! - `纳狮新材、诺天科技、千岛机械等企业落户。`
//! - `有人问,这是哪里来的信心?答曰:还是项目。限电期间园区派人驻厂。`
//! - `这座城市的产业链越织越密,不囿于一地一业。`
//! - `见到王任时,他正蹲在地上看图纸。作为公司的生产主任,王任这个月有9个晚上睡在车间。`
//!
//! # Limits
//! Both readings are weighed by the frequencies of their words and by what stands side by side in news of the field
//! (`data/checks/neighbours.tsv`); the weights are learned (`trainer misread`) so that there are about three false alarms
//! in 100,000 characters. Names of people, firms and places are left alone: what they are made of makes no words.

use super::{Case, Report};
use crate::checks::neighbours::{NEIGHBOURS, class};
use crate::checks::slips::{
    Bounds, Candidate, ELSEWHERE_AS_MEANT, How, LEFT_AS_WRITTEN, LOOKALIKES, READING, RIGHT_AS_WRITTEN, SCALES, Sources,
};
use crate::checks::view::{article_blocks, is_han, quote};
use crate::model::EntityType;
use crate::text::Span;

pub fn check(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let names = names(case);
    let sources = Sources { lexicon: case.lexicon, neighbours: &NEIGHBOURS };
    let worth = |how: How, features: &_| SCALES.may_tell(how, features);
    let mut name = 0;
    for block in article_blocks(case.text) {
        let span = block.span;
        for at in (span.start..span.end).filter(|&at| LOOKALIKES.has(chars[at])) {
            name += names[name..].iter().take_while(|n| n.end <= at).count();
            if names.get(name).is_some_and(|n| n.start <= at) {
                continue;
            }
            let elsewhere = |c: char, sides: [char; 2]| beside(case, c, sides, at);
            let mut best: Option<Better> = None;
            sources.candidates(chars, span, at, elsewhere, worth, |candidate| {
                let over = SCALES.score(&candidate.features) - SCALES.bounds(candidate.how).hint;
                let better = over >= 0.0 && best.as_ref().is_none_or(|b| over > b.over);
                let misread = candidate.how != How::Shape || !makes_a_word(case, at) && !is_division(case, &candidate);
                if better && misread && !is_meant(chars, at) && !ends_clause_as_verb(case, &candidate, at) {
                    best = Some(Better { over, candidate });
                }
            });
            if let Some(better) = best.filter(|b| !is_name_elsewhere(case, b.candidate.word)) {
                say(case, at, &better, report);
            }
        }
    }
}

/// Names made of characters rather than words, in order.
fn names(case: &Case) -> Vec<Span> {
    use EntityType::{Company, Organization, Person, Place, Project, Zone};
    let made_of_characters = |kind| matches!(kind, Person | Company | Place | Zone | Organization | Project);
    let mut names: Vec<Span> = Vec::new();
    for mention in case.entities.mentions.iter().filter(|m| made_of_characters(m.kind)) {
        match names.last_mut() {
            Some(last) if mention.span.start < last.end => last.end = last.end.max(mention.span.end),
            _ => names.push(mention.span),
        }
    }
    names
}

struct Better {
    /// By how much it is more than a hint needs.
    over: f64,
    candidate: Candidate,
}

/// Whether what is written is a person's name in another place: 王任.
fn is_name_elsewhere(case: &Case, word: Span) -> bool {
    let chars = &case.text.chars;
    let written = &chars[word.start..word.end];
    let mut people = case.entities.mentions.iter().filter(|m| m.kind == EntityType::Person);
    people.any(|m| &chars[m.span.start..m.span.end] == written)
}

/// 有人答曰:…, 派人驻厂.
fn is_meant(chars: &[char], at: usize) -> bool {
    let sent = || at > 0 && matches!(chars[at - 1], '派' | '专' | '有' | '个' | '名' | '位' | '安');
    match chars[at] {
        '曰' => matches!(chars.get(at + 1), Some(':' | ',' | '“')),
        '人' => chars.get(at + 1) == Some(&'驻') && sent(),
        _ => false,
    }
}

/// 澜州市: of divisions other rules know more.
fn is_division(case: &Case, candidate: &Candidate) -> bool {
    candidate.word.len() > 1
        && matches!(case.text.chars[candidate.word.end - 1], '市' | '县' | '区' | '州' | '镇' | '乡')
}

/// Whether a character makes a word with the one before it or behind it: 囿于 in 不囿于.
fn makes_a_word(case: &Case, at: usize) -> bool {
    let pair = |from: usize| case.text.chars.get(from..from + 2).is_some_and(|pair| case.is_word(pair));
    at > 0 && pair(at - 1) || pair(at)
}

/// 引人, 聚人 at the end of a clause is a verb with its object; 引入 would need one.
fn ends_clause_as_verb(case: &Case, candidate: &Candidate, at: usize) -> bool {
    let goes_on = || case.text.chars.get(at + 1).is_some_and(|c| is_han(*c));
    candidate.meant == '入' && at + 1 == candidate.word.end && !goes_on()
}

/// How often a character stands right behind one and right before another, but for the place that is looked at.
fn beside(case: &Case, c: char, [left, right]: [char; 2], at: usize) -> [f64; 2] {
    let chars = &case.text.chars;
    let mut counts = [0.0; 2];
    for other in case.places.all(c).filter(|other| *other != at) {
        counts[0] += f64::from(u8::from(other > 0 && class(Some(chars[other - 1])) == left));
        counts[1] += f64::from(u8::from(chars.get(other + 1).is_some_and(|next| class(Some(*next)) == right)));
    }
    counts
}

/// A warning takes a reading that is a thousand times as probable, but of the commonest confusions.
const CLEAR: f64 = 6.9;

/// A less probable one will do where the text has the better word elsewhere.
const CLEAR_ELSEWHERE: f64 = 5.5;

/// Behind a number of these any noun may stand: 三百车, 三干两轨.
const NUMERALS: &str = "一二两三四五六七八九十百千万亿数几第";

fn say(case: &Case, at: usize, better: &Better, report: &mut Report) {
    let Candidate { meant, how, word, .. } = better.candidate;
    let (as_written, written) = (quote(case, word), quote(case, Span::new(at, at + 1)));
    let words: String =
        [quote(case, Span::new(word.start, at)), meant.into(), quote(case, Span::new(at + 1, word.end))].concat();
    let zh = format!("“{as_written}”疑为“{words}”之误(“{written}”形近致误)。");
    let en = format!("“{as_written}” is probably “{words}”: “{written}” is a look-alike.");
    let Bounds { warn, hint } = SCALES.bounds(how);
    let numeral = |c: Option<&char>| c.is_some_and(|c| NUMERALS.contains(*c));
    let counted = how.is_doubtful() && numeral(at.checked_sub(1).and_then(|left| case.text.chars.get(left)));
    // what the better word puts together never stood side by side as it is written
    let seen = |side: usize, within: bool| within && better.candidate.features[side] > 0.0;
    let unseen = !seen(LEFT_AS_WRITTEN, word.start < at) && !seen(RIGHT_AS_WRITTEN, at + 1 < word.end);
    let is_word = case.is_word(&case.text.chars[word.start..word.end]);
    let said_elsewhere = better.candidate.features[ELSEWHERE_AS_MEANT] > 0.0;
    let least = if said_elsewhere { CLEAR_ELSEWHERE } else { CLEAR };
    let clear = !how.is_doubtful() || better.candidate.features[READING] >= least;
    if clear && !counted && (better.over >= warn - hint || unseen && !is_word && word.len() > 1) {
        report.warn(word, zh, en).suggest(words);
    } else {
        report.hint(word, zh, en).suggest(words);
    }
}

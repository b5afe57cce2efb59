//! # What it looks for
//! The same noun on both sides of 和 or 与, and the same item twice in one list.
//!
//! # Why
//! One of the two was meant to be something else: 工作作风和生活作风 became 生活作风和作风.
//!
//! # Warns
//! - `始终保持良好的生活作风和作风,自觉净化朋友圈。`
//! - `重点发展电子信息、生物医药、电子信息、新材料等产业。`
//! - `重点引进新能源、新材料、生物医药、新能源等领域的企业。`
//! - `下一阶段要重点抓好项目洽谈、要素保障和项目洽谈三个环节。`
//! - `要把12345热线和12345热线用好,诉求一个不漏。`
//!
//! # Stays quiet
//! - `推进项目建设、招商引资和项目建设审批制度改革。`
//! - `人和人之间要多沟通,企业与企业要抱团。`
//! - `加强重点项目和项目库建设。`
//! - `把12345热线和12315热线用好,2023年和2023年以前的项目一并清理。`
//! - `落实投资协议和补充协议,完善线上服务和线下服务。`
//!
//! # Limits
//! The second noun must end its phrase, and the first must carry something in front that the second lacks.

use super::{Case, Report};
use crate::checks::view::{article_blocks, is_han, quote};
use crate::text::{Span, Text};

const LONGEST_NOUN: usize = 6;

pub fn check(case: &Case, report: &mut Report) {
    for at in ['和', '与', '及'].into_iter().flat_map(|join| case.places.all(join)) {
        joined_with_itself(case, at, report);
    }
    for block in article_blocks(case.text) {
        twice_in_a_list(case, block.span, report);
    }
}

/// `modifier + noun + 和 + noun` and the phrase ends.
fn joined_with_itself(case: &Case, at: usize, report: &mut Report) {
    let chars = &case.text.chars;
    let after = chars[at + 1..].iter().take(LONGEST_NOUN + 1).take_while(|c| is_han(**c)).count();
    let before = chars[..at].iter().rev().take(after + 2).take_while(|c| is_han(**c)).count();
    numbered_with_itself(case, at, report);
    if !(2..=LONGEST_NOUN).contains(&after) || before < after + 2 {
        return;
    }
    let noun = Span::new(at + 1, at + 1 + after);
    if chars[at - after..at] != chars[noun.start..noun.end] || is_a_unit(case, at) {
        return;
    }
    say(case, Span::new(at.saturating_sub(after + 2), noun.end), noun, at, report);
}

fn say(case: &Case, whole: Span, noun: Span, at: usize, report: &mut Report) {
    let (chars, words) = (&case.text.chars, quote(case, noun));
    report.warn(
        whole,
        format!("“{words}”在“{}”前后重复,其中一个疑为别的词。", chars[at]),
        format!("“{words}” stands on both sides of “{}”; one of them was probably another word.", chars[at]),
    );
}

/// 12345热线和12345热线: a name with a number of three digits or more is on both sides of the word.
fn numbered_with_itself(case: &Case, at: usize, report: &mut Report) {
    let chars = &case.text.chars;
    let digits = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let noun = chars[at + 1 + digits..].iter().take(LONGEST_NOUN).take_while(|c| is_han(**c));
    // the longest that stands before as well
    let lengths = (2..=noun.count()).rev().map(|noun| digits + noun);
    let twice = lengths.into_iter().find(|n| at >= *n && chars[at - n..at] == chars[at + 1..at + 1 + n]);
    if let Some(length) = twice.filter(|_| digits > 2 && !is_a_unit(case, at)) {
        let again = Span::new(at + 1, at + 1 + length);
        if case.figures.iter().any(|f| f.span.start == again.start && f.span.end > again.start + digits) {
            return;
        }
        say(case, Span::new(at - length, again.end), again, at, report);
    }
}

/// Whether the character is part of a longer word, as in 共和.
fn is_a_unit(case: &Case, at: usize) -> bool {
    case.token_at(at).is_some_and(|t| t.span.len() > 1)
}

fn twice_in_a_list(case: &Case, block: Span, report: &mut Report) {
    let text = case.text;
    if !text.chars[block.start..block.end].contains(&'、') {
        return;
    }
    let mut items: Vec<Span> = Vec::new();
    let mut start = block.start;
    for at in block.start..=block.end {
        let c = text.chars.get(at).copied().unwrap_or('\n');
        if is_han(c) || c.is_ascii_alphanumeric() {
            continue;
        }
        let mut item = Span::new(start, at);
        start = at + 1;
        if c != '、'
            && let Some(rest) = text.chars[item.start..item.end].iter().position(|c| matches!(c, '等' | '和' | '及'))
        {
            // the list ends before 等; what 和 joins to it is looked at too
            item.end = item.start + rest;
            let behind = Span::new(item.end + 1, at);
            let again = items.iter().enumerate().find_map(|(i, s)| begins(text, behind, *s, i == 0).map(|b| (*s, b)));
            let joined = item.start > block.start && text.chars[item.start - 1] == '、' && text.chars[item.end] != '等';
            if joined && let Some((first, second)) = again {
                let words = quote(case, second);
                report
                    .warn(
                        second,
                        format!("“{words}”在同一串列举里出现了两次。"),
                        format!("“{words}” stands twice in one list."),
                    )
                    .against(first);
            }
        }
        let listed = c == '、' || (item.start > block.start && text.chars[item.start - 1] == '、');
        if listed && let Some((_, &first)) = items.iter().enumerate().find(|(i, s)| same(text, **s, item, *i == 0)) {
            let words = quote(case, item);
            report
                .warn(
                    item,
                    format!("“{words}”在同一串列举里出现了两次。"),
                    format!("“{words}” stands twice in one list."),
                )
                .against(first);
        }
        match c {
            '、' => items.push(item),
            _ => items.clear(),
        }
    }
}

/// Whether two items are the same; before the first item of a list a verb may stand.
fn same(text: &Text, a: Span, b: Span, first: bool) -> bool {
    let (a, b) = (&text.chars[a.start..a.end], &text.chars[b.start..b.end]);
    b.len() > 2 && (a == b || first && a.ends_with(b))
}

/// The item of a list that the words behind its 和 begin with once more; a number, 等 or nothing follows.
fn begins(text: &Text, behind: Span, item: Span, first: bool) -> Option<Span> {
    let (item, words) = (&text.chars[item.start..item.end], &text.chars[behind.start.min(behind.end)..behind.end]);
    let ends = |at: usize| words.get(at).is_none_or(|c| "等一二两三四五六七八九十几0123456789".contains(*c));
    let lengths = if first { 4..=item.len().min(8) } else { item.len()..=item.len() };
    let same = |n: &usize| *n >= 4 && words.len() >= *n && item.ends_with(&words[..*n]) && ends(*n);
    lengths.rev().find(same).map(|n| Span::new(behind.start, behind.start + n))
}

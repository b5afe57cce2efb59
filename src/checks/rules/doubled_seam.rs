//! # What it looks for
//! Characters that stand twice where a line, a column or a paragraph was broken.
//!
//! # Why
//! Setting a page anew at a break often repeats the last characters; the copy then reads 安全问题 | 题.
//!
//! # Warns
//! - `为了解决居民出行的安全问题⏎题,街道打算自行维修。`
//! - `会议强调,要压实责任,加快推进重点项目建⏎建设,力争早日投产达效。`
//! - `手续快了。⏎材料只跑一趟,比点外卖还省⏎还省心,客商笑着说。`
//!
//! # Stays quiet
//! - `园区企业越来越多。⏎多家企业已经投产。`
//! - `临河市召开工业投资点评会⏎会议通报了前11个月的成绩,部署了下一步工作。`
//! - `大家都说⏎好,项目就这么定了。`
//! - `签约项目21个,总投资38亿元。柏堰县林业局⏎局长谷秋声说,招商要有耐心,一筐⏎筐果子运出了山。`
//! - `散会后的会⏎会议开到十二点,大家三三两两站在走廊里,接着谈。`
//!
//! # Limits
//! Only where the first part ends in the middle of a sentence.

use super::{Case, Report};
use crate::checks::Finding;
use crate::checks::view::{article_blocks, breaks_off, is_han, is_paragraph, quote};
use crate::model::EditReason;
use crate::page::is_said_twice;
use crate::text::{Span, Text};

/// More than this many characters are not repeated by accident of setting.
const LONGEST: usize = 4;

/// Shorter lines that break off are titles, whose last character may begin the text by chance.
const LONGEST_TITLE: usize = 8;

pub fn check(case: &Case, report: &mut Report) {
    let text = case.text;
    for edit in text.edits.iter().filter(|e| e.reason == EditReason::Seam) {
        // The second was left out: from the first to the character after both.
        let first = edit.span.start.saturating_sub(edit.written.chars().count());
        said_twice(Span::new(first, (edit.span.start + 1).min(text.chars.len())), &edit.written, report);
    }
    let blocks: Vec<_> = article_blocks(text).collect();
    for (i, pair) in blocks.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        // 书记说, | 当初谈这个项目 | 项目的时候: a short line that was taken for a heading goes on with a sentence
        let carried = i > 0
            && blocks[i - 1].article == before.article
            && text.chars[..blocks[i - 1].span.end].last() == Some(&',');
        if carried && before.article == after.article && breaks_off(text, before.span) && has_clauses(text, after.span)
        {
            seam(case, before.span, after.span, report);
            continue;
        }
        // A first line that breaks off was taken for the title.
        let first = is_paragraph(before) || cuts_a_word(case, before.span.end);
        let joined = before.article == after.article && first && is_paragraph(after);
        let running =
            has_clauses(text, after.span) && (has_clauses(text, before.span) || cuts_a_word(case, before.span.end));
        if joined && breaks_off(text, before.span) && running {
            seam(case, before.span, after.span, report);
        }
    }
    for block in blocks {
        for at in block.span.start + 1..block.span.end {
            if text.is_seam(at) {
                seam(case, Span::new(block.span.start, at), Span::new(at, block.span.end), report);
            }
        }
    }
}

/// Whether the last character before a break begins a word that goes on behind it: 营商环 | 环境.
fn cuts_a_word(case: &Case, end: usize) -> bool {
    let chars = &case.text.chars;
    let Some(&last) = end.checked_sub(1).and_then(|i| chars.get(i)) else { return false };
    let next: Vec<char> = chars[end..].iter().copied().filter(|c| *c != '\n').take(2).collect();
    let token = case.token_at(end - 1);
    let line = chars[..end].iter().rev().take_while(|c| **c != '\n').count();
    line >= LONGEST_TITLE
        && next.len() == 2
        && case.is_word(&next)
        && next.first() == Some(&last)
        && token.is_none_or(|t| t.span.len() == 1)
}

/// A line of a table or a heading has none.
fn has_clauses(text: &Text, span: Span) -> bool {
    text.chars[span.start..span.end].iter().any(|c| matches!(c, ',' | '。' | '、' | ';'))
}

fn seam(case: &Case, before: Span, after: Span, report: &mut Report) {
    let text = case.text;
    let longest = LONGEST.min(before.len()).min(after.len());
    let ends = |n: usize| &text.chars[before.end - n..before.end];
    let starts = |n: usize| &text.chars[after.start..after.start + n];
    let Some(length) = (1..=longest).rev().find(|&n| ends(n) == starts(n) && ends(n).iter().all(|c| is_han(*c))) else {
        return;
    };
    let twice = Span::new(after.start, after.start + length);
    let outer = before.end.checked_sub(length + 1).map(|at| text.chars[at]);
    if length == 1 && is_said_twice(outer, text.chars.get(twice.end).copied()) {
        return;
    }
    // 主任张宁 | 张宁:各位好; 工业投资点评会 | 会议通报了
    let meeting = text.starts_with(twice.start, "会议") && !has_clauses(text, before);
    if text.chars.get(twice.end) == Some(&':') || meeting {
        return;
    }
    said_twice(twice, &quote(case, twice), report).against(Span::new(before.end - length, before.end)).suggest("");
}

fn said_twice<'a>(place: Span, words: &str, report: &'a mut Report) -> &'a mut Finding {
    let message = format!("断行处重字：“{words}”出现了两次。");
    report.warn(place, message, format!("“{words}” stands twice where the line was broken."))
}

//! Whether a line can be a headline: a title, a subtitle or the head of a section.

use super::cues::{self, Cue};
use super::lines::{BOLD, Line};

/// How a headline is marked as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Only by its shape.
    Plain,
    /// By `#`, once.
    Top,
    /// As the head of a section: `##`, ■, 一、, 【…】, 编者按.
    Section,
    /// As a subtitle: ——.
    Subtitle,
}

/// Headlines are no longer than this.
const LONGEST: usize = 48;

/// How a line is marked as a headline, if it can be one.
pub(super) fn mark(line: &Line) -> Option<Mark> {
    let text = &*line.text;
    if line.level == BOLD {
        return (line.len <= LONGEST).then_some(Mark::Plain);
    }
    if line.level > 0 {
        return (line.len <= LONGEST + 20).then_some(if line.level == 1 { Mark::Top } else { Mark::Section });
    }
    // Letters are half as wide.
    let longest = if text.is_ascii() { 2 * LONGEST } else { LONGEST };
    if is_number_alone(line) {
        return Some(Mark::Section);
    }
    if line.len > longest || !has_shape(line) {
        return None;
    }
    if text.starts_with("——") || text.starts_with("--") {
        return Some(Mark::Subtitle);
    }
    let inner = text.trim_matches(['【', '】', ' ', '　', '[', ']', '：', ':']);
    let wrapped = text.starts_with('【') && text.ends_with('】');
    let labelled = cues::is(Cue::Section, inner) || is_numbered(text);
    let bullet = text.starts_with(['■', '◆', '★', '◎', '●', '▲', '☆', '◇', '□', '▶', '►', '※', '♦']);
    Some(if wrapped || labelled || bullet || text.starts_with("关键词") { Mark::Section } else { Mark::Plain })
}

/// The number of a section that stands apart in its line. Digits alone may be a page's.
fn is_number_alone(line: &Line) -> bool {
    line.gap > 0 && line.len <= 3 && line.text.chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// 一、 (二) 第三章 1． 之一
fn is_numbered(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（', '第']);
    let number = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    let digits = inner.len() - number.len();
    let opened = inner.len() < text.len();
    let decimal = number.trim_start_matches(['.', '．']).starts_with(|c: char| c.is_ascii_digit());
    digits > 0
        && !decimal
        && (number.starts_with(['、', '．', '.'])
            || (opened && number.starts_with([')', '）', '章', '节', '条', '部', '篇'])))
}

#[inline(never)]
fn has_shape(line: &Line) -> bool {
    let text = &*line.text;
    if line.len < 2 || text.contains('。') {
        return false;
    }
    let ends = line.last().is_some_and(|c| "，,、；;：:—…".contains(c));
    let starts = line.first().is_some_and(|c| "，,、；;：:。）)」』”’》】%％".contains(c));
    let commas = text.matches(['，', ',', '；', ';']).count();
    let year =
        text.char_indices().nth(4).is_some_and(|(i, c)| c == '年' && text[..i].bytes().all(|b| b.is_ascii_digit()));
    // A row of a chronicle: 2012年 落户园区.
    let row = year
        && text
            .split(char::is_whitespace)
            .next()
            .is_some_and(|day| day.len() < text.len() && day.ends_with(['年', '月', '日']));
    let sentence = text.ends_with('.') && line.len > 20;
    let whole_bracket = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
    !ends
        && !starts
        && !line.is_item()
        && !sentence
        && !text.starts_with('|')
        && !row
        && commas <= 2
        && !whole_bracket
        && balanced(text)
        && text.chars().any(|c| c.is_alphabetic())
}

/// Whether the quotation marks and brackets of a line are all closed.
pub(super) fn balanced(text: &str) -> bool {
    unclosed(text) == 0 && unopened(text) == 0
}

/// How many quotation marks and brackets are opened and not closed.
pub(super) fn unclosed(text: &str) -> usize {
    depth(text).1
}

/// How many quotation marks and brackets are closed and not opened.
pub(super) fn unopened(text: &str) -> usize {
    depth(text).0
}

fn depth(text: &str) -> (usize, usize) {
    let (mut unopened, mut open) = (0, [0usize; 5]);
    for c in text.chars() {
        let (pair, opens) = match c {
            '“' | '”' => (0, c == '“'),
            '「' | '」' => (1, c == '「'),
            '《' | '》' => (2, c == '《'),
            '(' | '（' | ')' | '）' => (3, matches!(c, '(' | '（')),
            '【' | '】' => (4, c == '【'),
            _ => continue,
        };
        match (opens, open[pair]) {
            (true, _) => open[pair] += 1,
            (false, 0) => unopened += 1,
            (false, _) => open[pair] -= 1,
        }
    }
    (unopened, open.iter().sum())
}

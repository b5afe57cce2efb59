//! Joining what a line's, a column's or a page's end cut in two.

use super::headlines::{unclosed, unopened};
use super::lines::{Line, is_closed};
use super::{Article, Block, Edit, Part};
use crate::model::{EditReason, ParagraphKind};

/// From this score on a line that could be a headline is a piece of a paragraph.
pub(super) const FRAGMENT: f32 = 2.0;

/// How much speaks for `line` being cut and going on in `next`, though it has the shape of a headline.
pub(super) fn fragment_score(line: &Line, next: &Line, headlines_are_marked: bool) -> f32 {
    let text = &*line.text;
    let commas = text.matches(['，', ',']).count();
    let stops_at_once = next.text.chars().take(2).any(|c| "，,。、；;".contains(c));
    let dated = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().take(12).any(|c| "年月日".contains(c))
        && commas > 0;
    let evidence = [
        (starts_midway(&next.text), 3.0),
        (stops_at_once, 1.5),
        (repeats(text, &next.text, 1), 2.0),
        (repeats(text, &next.text, 2), 2.0),
        (ends_midway(text), 2.0),
        (opens_sentence(text), 1.5),
        (dated, 2.0),
        (headlines_are_marked, 1.5),
        (commas > 0, 1.0),
        (text.matches('、').count() > 1, 1.5),
        (line.len > 32, 1.5),
        (line.len <= 20, -1.0),
        (text.contains(char::is_whitespace), -1.5),
    ];
    evidence.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}

/// Whether `right` begins with the `count` Chinese characters that `left` ends with.
fn repeats(left: &str, right: &str, count: usize) -> bool {
    let end: Vec<char> = left.chars().rev().take(count).collect();
    end.len() == count && end.iter().all(|&c| is_han(c)) && end.iter().rev().copied().eq(right.chars().take(count))
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether words begin as a sentence does and a headline does not.
fn opens_sentence(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "这", "该", "其", "此", "同时", "随后", "目前", "据", "他", "她", "它", "在", "与", "对", "为", "近日", "日前",
        "记者",
    ];
    WORDS.iter().any(|w| text.starts_with(w))
}

/// Words that a clause does not end with.
const OPEN_ENDS: [&str; 22] = [
    "，", ",", "、", "的", "和", "与", "及", "在", "把", "被", "将", "对", "从", "向", "以", "为", "于", "是", "成为",
    "地", "了一", "“",
];

/// Whether words stop where a sentence cannot.
fn ends_midway(text: &str) -> bool {
    OPEN_ENDS.iter().any(|w| text.ends_with(w)) || unclosed(text) > 0
}

/// Whether words begin where a sentence cannot.
pub(super) fn starts_midway(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| "，,、。；;：:！？!?）)」』”’》】%％的了着过等们".contains(c)) || unopened(text) > 0
}

/// Joins the blocks of an article that were cut; gives the characters that were set twice.
pub(super) fn join(raw: &str, article: &mut Article) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut out: Vec<Block> = Vec::with_capacity(article.blocks.len());
    for block in article.blocks.drain(..) {
        match out.last_mut() {
            Some(last) if is_cut(raw, last, &block) => {
                edits.extend(doubled(raw, last, &block));
                last.pieces.extend(block.pieces);
            }
            _ => out.push(block),
        }
    }
    article.blocks = out;
    edits
}

fn is_cut(raw: &str, left: &Block, right: &Block) -> bool {
    let body = Part::Paragraph(ParagraphKind::Body);
    if left.part != body || right.part != body {
        return false;
    }
    let (left, right) = (last_words(raw, left), first_words(raw, right));
    if is_list_item(right) || super::classes::is_turn(right) || super::bylines::dateline(right).is_some() {
        return false;
    }
    if is_closed(left) {
        return unopened(right) > 0 && unclosed(left) > 0 && !is_closed(left);
    }
    let long = left.chars().take(45).count() >= 45;
    let row = left.contains(char::is_whitespace) || left.chars().take(8).any(|c| c == ':' || c == '：');
    ends_midway(left) || starts_midway(right) || long || (is_closed(right) && !row)
}

fn is_list_item(text: &str) -> bool {
    text.starts_with(['■', '◆', '★', '●', '▲', '·', '-', '•', '①', '②', '③'])
}

fn last_words<'a>(raw: &'a str, block: &Block) -> &'a str {
    block.pieces.last().map_or("", |p| &raw[p.clone()])
}

fn first_words<'a>(raw: &'a str, block: &Block) -> &'a str {
    block.pieces.first().map_or("", |p| &raw[p.clone()])
}

/// The character at the head of `right` that `left` ends with as well.
fn doubled(raw: &str, left: &Block, right: &Block) -> Option<Edit> {
    let (left, right_range) = (last_words(raw, left), right.pieces.first()?.clone());
    let right = &raw[right_range.clone()];
    let (a, b) = (left.chars().next_back()?, right.chars().next()?);
    let before = left.chars().rev().nth(1);
    let after = right.chars().nth(1);
    // 人|人 may be a word of its own; the words around decide nothing then, and both stay.
    let word = "人天年月日家户个层步处时种事样点些刚常渐慢仅往代多少大小高看说谢试想妈爸哥姐弟妹爷奶".contains(a);
    let numeral = "一二三四五六七八九十百千万亿两".contains(a);
    (a == b && is_han(a) && !word && !numeral && before != Some(a) && after != Some(a))
        .then(|| Edit { range: right_range.start..right_range.start + b.len_utf8(), reason: EditReason::Seam })
}

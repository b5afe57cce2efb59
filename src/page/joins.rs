//! Joining what a line's, a column's or a page's end cut in two.

use super::choices::{Choices, Decision};
use super::lines::{Line, is_closed};
use super::seams::{
    breaks_off, ends_midway, is_han, is_pair, is_row, number_goes_on, repeats, start_odds, starts_midway, stops_at_once,
};
use super::{Article, Block, Edit, Part, bylines, classes, furniture};
use crate::model::{EditReason, ParagraphKind};

/// From this score on a line that could be a headline is a piece of a paragraph.
pub(super) const FRAGMENT: f32 = 2.0;

/// Whether a page was broken: of the paragraphs, more break off than do by chance.
pub(super) fn is_broken<'a>(paragraphs: impl Iterator<Item = &'a str>) -> bool {
    let prose = |t: &&str| t.contains(['，', ',', '。']) && t.chars().nth(9).is_some();
    let (all, open) =
        paragraphs.filter(prose).fold((0, 0), |(all, open), t| (all + 1, open + usize::from(breaks_off(t))));
    open > 2 && open * 4 > all
}

/// Whether the words say that `right` goes on in the middle of the sentence that `left` breaks off in.
fn goes_on(left: &str, right: &str) -> bool {
    let Some((a, b)) = left.chars().next_back().zip(right.chars().next()) else { return false };
    let paired = is_han(a) && is_han(b) && (is_pair(a, b) || a == b);
    paired || number_goes_on(a, b) > 0.0 || start_odds(right) < UNLIKELY
}

/// A sentence hardly ever begins with such a character: a natural logarithm.
pub(super) const UNLIKELY: f32 = -0.9;

/// How much speaks for `line` being cut, though it has the shape of a headline, between the paragraphs `before` and `next`.
#[inline(never)]
pub(super) fn fragment_score(
    line: &Line,
    (before, next): (Option<&Line>, Option<&Line>),
    headlines_are_marked: bool,
    broken: bool,
) -> f32 {
    let text = &*line.text;
    let number = |left: &str, right: &str| {
        left.chars().next_back().zip(right.chars().next()).is_some_and(|(a, b)| number_goes_on(a, b) > 0.0)
    };
    let after = before.filter(|b| breaks_off(&b.text) && b.text.contains(['，', ',', '。']));
    let follows = |holds: &dyn Fn(&str) -> bool| next.is_some_and(|n| holds(&n.text));
    let commas = text.matches(['，', ',']).count();
    let dated = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().take(12).any(|c| "年月日".contains(c))
        && commas > 0;
    let evidence = [
        (follows(&starts_midway), 3.0),
        (follows(&stops_at_once), 1.5),
        (follows(&|n| repeats(text, n, 1)), 3.0),
        (follows(&|n| repeats(text, n, 2)), 2.0),
        (ends_midway(text), 2.0),
        (opens_sentence(text), 1.5),
        (dated, 2.0),
        (headlines_are_marked, 1.5),
        (commas > 0, 1.0),
        (commas > 0 && line.len >= 26, 1.5),
        (text.matches('、').count() > 1, 1.5),
        (line.len > 32, 1.5),
        (after.is_some_and(|b| number(&b.text, text)), 3.0),
        (follows(&|n| number(text, n)), 2.0),
        (broken && line.len >= 12 && follows(&|n| goes_on(text, n)), 2.0),
        (broken && after.is_some_and(|b| goes_on(&b.text, text)), 2.0),
        (line.len <= 20, -1.0),
        (text.contains(char::is_whitespace), -1.5),
    ];
    evidence.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}

/// Whether words begin as a sentence does and a headline does not.
fn opens_sentence(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "这", "该", "其", "此", "同时", "随后", "目前", "据", "他", "她", "它", "在", "与", "对", "为", "近日", "日前",
        "记者",
    ];
    WORDS.iter().any(|w| text.starts_with(w))
}

/// Joins the blocks of an article that were cut; gives the characters that were set twice.
pub(super) fn join(raw: &str, article: &mut Article, broken: bool, choices: &Choices) -> Vec<Edit> {
    let blocks = std::mem::take(&mut article.blocks);
    // From the end on: whether a sentence ends at all is known only when what follows is joined itself.
    let mut cut = vec![false; blocks.len()];
    let mut end = blocks.len().saturating_sub(1);
    for right in (1..blocks.len()).rev() {
        let whole = is_closed(last_words(raw, &blocks[end]));
        cut[right] =
            is_cut(raw, (&blocks[right - 1], &blocks[right]), whole, broken) && !is_apart(&blocks[right], choices);
        end = if cut[right] { end } else { right - 1 };
    }
    let mut edits = Vec::new();
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for (block, cut) in blocks.into_iter().zip(cut) {
        match out.last_mut() {
            Some(last) if cut => {
                edits.extend(doubled(raw, last, &block));
                last.pieces.extend(block.pieces);
            }
            _ => out.push(block),
        }
    }
    article.blocks = out;
    edits
}

fn is_apart(block: &Block, choices: &Choices) -> bool {
    let first = |d| choices.within(block.pieces[0].clone(), d);
    !choices.is_empty() && [Decision::Apart, Decision::Text].into_iter().any(first)
}

/// Whether the second of two blocks goes on in the first; `whole` says whether a sentence ends where what follows does.
fn is_cut(raw: &str, (left, right): (&Block, &Block), whole: bool, broken: bool) -> bool {
    let body = Part::Paragraph(ParagraphKind::Body);
    if left.part != body || right.part != body {
        return false;
    }
    let (left, right) = (last_words(raw, left), first_words(raw, right));
    if is_list_item(right) || furniture::is_day(left) || classes::is_turn(right) || bylines::dateline(right).is_some() {
        return false;
    }
    let long = || left.chars().nth(44).is_some();
    let number = || left.chars().next_back().zip(right.chars().next()).is_some_and(|(a, b)| number_goes_on(a, b) > 0.0);
    let prose = |left: &str| left.contains(['，', ',', '。']);
    let filled = |left: &str| left.chars().nth(15).is_some();
    let told = || {
        breaks_off(left) && (prose(left) && number() || broken && (prose(left) || filled(left)) && goes_on(left, right))
    };
    !is_closed(left) && (told() || ends_midway(left) || starts_midway(right) || long() || (whole && !is_row(left)))
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

/// Whether a character between these is rightly there twice: 林业局 | 局长, 一筐 | 筐.
pub fn is_said_twice(before: Option<char>, after: Option<char>) -> bool {
    before == Some('一') || after == Some('长')
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
    (a == b && is_han(a) && !word && !numeral && before != Some(a) && after != Some(a) && !is_said_twice(before, after))
        .then(|| Edit { range: right_range.start..right_range.start + b.len_utf8(), reason: EditReason::Seam })
}

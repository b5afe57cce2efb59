//! 分别: what each figure of a list measures, by its place. 产量、产值分别增长8.6%、15.3%; 收入2950亿元,客流1.7亿人次,分别增长35%和21%.

use super::scene::{Scene, is_when};
use super::subject::lists;
use super::{bounds, edges};
use crate::model::FigureKind;
use crate::text::Span;

/// How far before its figures the word stands.
const REACH: usize = 24;
/// The longest list of names before the word.
const LIST: usize = 60;
/// The longest name of such a list.
const NAME: std::ops::RangeInclusive<usize> = 2..=16;

/// The lists of figures of a text, and which of them are paired off.
#[derive(Debug)]
pub struct Pairs {
    places: Vec<lists::Place>,
}

impl Pairs {
    /// Of all figures.
    pub fn new(scene: &Scene) -> Self {
        Pairs { places: lists::of_figures(scene) }
    }

    /// What the figure measures as a member of a list after 分别; `past` has the metrics of the figures before it.
    pub fn metric(&self, scene: &Scene, figure: usize, past: &[Option<Span>]) -> Option<Span> {
        let (place, count) = self.places[figure]?;
        let first = figure - place;
        let word = word_before(scene, scene.figures[first].span.start)?;
        named(scene, word, count)
            .map(|names| names[place])
            .or_else(|| measured(scene, first, word, count, past)?.get(place).copied())
    }
}

/// Where 分别 stands before a list, in its clause, with no other figure between.
fn word_before(scene: &Scene, list: usize) -> Option<usize> {
    let clause = scene.clause(list);
    let from = clause.start.max(list.saturating_sub(REACH));
    let at = (from..list.saturating_sub(1)).rev().find(|&i| scene.text.starts_with(i, "分别"))?;
    (scene.figures_before(at) == scene.figures_before(list)).then_some(at)
}

/// The names that stand before the word as a list of as many members, none of which is a mention: 开工率、投产率分别达….
fn named(scene: &Scene, word: usize, count: usize) -> Option<Vec<Span>> {
    let clause = scene.clause(word);
    let from = clause.start.max(word.saturating_sub(LIST));
    let joint = |i: usize| matches!(scene.char(i), '、' | '和' | '与' | '及') && scene.tag(i) != ' ';
    let mut out = Vec::with_capacity(count);
    let mut end = word;
    while out.len() < count {
        // 同比 before the word, 以 of 以及.
        while end > from
            && !ends_name(scene.tag_before(end))
            && !bounds::is_suffix(scene.before(end, 1))
            && !joint(end - 1)
        {
            end = token(scene, from, end);
        }
        let last = out.len() + 1 == count;
        let mut start = end;
        while start > from && !joint(start - 1) && free(scene, start - 1) {
            let token = token(scene, from, start);
            if last && !in_name(scene.tag(token)) {
                break;
            }
            start = token;
        }
        while last && start < end && edges::begins_badly(scene.chars(Span::new(start, end))) {
            start = (start + 1..end).find(|&i| scene.tag(i) != ' ').unwrap_or(end);
        }
        if !NAME.contains(&(end - start)) || !free(scene, start) {
            return None;
        }
        out.push(Span::new(start, end));
        if !last {
            (start > from && joint(start - 1)).then_some(())?;
            end = start - 1;
        } else if start > from && joint(start - 1) {
            // There are more names than figures.
            return None;
        }
    }
    out.reverse();
    Some(out)
}

/// Where the token begins that ends at `end`.
fn token(scene: &Scene, from: usize, end: usize) -> usize {
    (from..end).rev().find(|&i| scene.tag(i) != ' ').unwrap_or(from)
}

fn free(scene: &Scene, at: usize) -> bool {
    scene.figure_at(at).is_none() && scene.mention_at(at).is_none()
}

fn ends_name(tag: char) -> bool {
    matches!(tag, 'n' | 'V' | 'j' | 'l' | 'Z' | 'x' | 'k')
}

fn in_name(tag: char) -> bool {
    ends_name(tag) || matches!(tag, 'v' | 'b' | 'a')
}

/// What as many quantities before the word measured, each something else: 接待游客1.7亿人次,总花费2950亿元,分别增长….
fn measured(scene: &Scene, first: usize, word: usize, count: usize, past: &[Option<Span>]) -> Option<Vec<Span>> {
    let sentence = scene.sentence(word);
    let kind = scene.figures[first].kind;
    if !matches!(kind, FigureKind::Percent | FigureKind::Multiple) {
        return None;
    }
    let near = |&g: &usize| scene.sentence(scene.figures[g].span.start) == sentence;
    let whole = (0..first).rev().take_while(near).filter(|&g| !is_when(scene.figures[g].kind));
    let mut out: Vec<Span> = Vec::with_capacity(count);
    for g in whole.take(count) {
        let metric = past.get(g).copied().flatten()?;
        let same = out.iter().any(|m| scene.chars(*m) == scene.chars(metric));
        if same || scene.figures[g].kind == kind {
            return None;
        }
        out.push(metric);
    }
    out.reverse();
    (out.len() == count).then_some(out)
}

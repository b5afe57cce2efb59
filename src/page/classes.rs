//! What every line looks like by itself.

use super::bylines::{self, Byline};
use super::captions;
use super::choices::{Choices, Decision};
use super::cues::{self, Cue, Hits};
use super::furniture::{self, Verdict};
use super::headlines::{self, Mark};
use super::joins;
use super::lines::Line;
use crate::hashing::{HashMap, HashSet};
use crate::model::FurnitureKind;

/// The name of an account has no more characters than this.
const ACCOUNT: usize = 8;
/// A button has no more characters than this.
const LABEL: usize = 4;

/// Who speaks is named in fewer characters than this.
const SPEAKER: usize = 12;

/// What a line looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// It stands around the articles.
    Furniture(FurnitureKind),
    /// It heads a list of other articles: 相关阅读.
    Related,
    /// It heads what readers wrote: 全部评论.
    Comments,
    /// It says who reports, and nothing else.
    Byline(Byline),
    /// A paragraph that opens an article: it begins with a dateline.
    Lead(Byline),
    /// It can be a headline.
    Headline(Mark),
    /// A paragraph, with the credit that ends it.
    Body(Option<Byline>),
}

/// Says of every line what it looks like.
#[inline(never)]
pub(super) fn of(lines: &[Line], choices: &Choices) -> Vec<Class> {
    let mut classes = by_themselves(lines);
    let speakers = speakers(lines);
    let marked = classes.iter().filter(|c| matches!(c, Class::Headline(Mark::Section))).count() > 1;
    let broken = is_broken(lines, &classes);
    for i in 0..lines.len() {
        if classes[i] != Class::Headline(Mark::Plain) {
            continue;
        }
        let outside =
            |c: &Class| matches!(c, Class::Furniture(_) | Class::Related | Class::Comments | Class::Byline(_));
        let inside = i > 0 && !outside(&classes[i - 1]);
        // What follows may be a piece of the same paragraph that has not been looked at yet.
        let piece = |n: &&Line| {
            let shaped = broken && classes[i + 1] == Class::Headline(Mark::Plain) && n.text.contains(['，', ',']);
            shaped || matches!(classes[i + 1], Class::Body(_))
        };
        let next = lines.get(i + 1).filter(piece);
        let spoken = is_spoken(&lines[i].text, &speakers)
            || (inside && lines[i].text.ends_with(['?', '？']) && next.is_some_and(|n| is_spoken(&n.text, &speakers)));
        let after_text = i > 0 && is_text(&classes[i - 1]);
        let needed = match i {
            0 => 2.5 * joins::FRAGMENT,
            _ if after_text => joins::FRAGMENT,
            _ => 1.25 * joins::FRAGMENT,
        };
        let around = (lines[..i].last().filter(|_| after_text), next);
        let cut = || (inside || i == 0) && joins::fragment_score(&lines[i], around, marked, broken) >= needed;
        if spoken || cut() {
            classes[i] = Class::Body(None);
        }
    }
    labels_under_titles(lines, &mut classes);
    if !choices.is_empty() {
        lines.iter().zip(&mut classes).for_each(|(line, class)| choose(line, choices, class));
    }
    classes
}

/// Whether the paragraphs of a page were broken.
pub(super) fn is_broken(lines: &[Line], classes: &[Class]) -> bool {
    joins::is_broken(lines.iter().zip(classes).filter(|(_, c)| is_text(c)).map(|(line, _)| &*line.text))
}

fn is_text(class: &Class) -> bool {
    matches!(class, Class::Body(_) | Class::Lead(_))
}

/// A word or two between the lines under a web title is a button: 关注.
fn labels_under_titles(lines: &[Line], classes: &mut [Class]) {
    let around = |c: Option<&Class>| matches!(c, Some(Class::Furniture(k)) if *k != FurnitureKind::Caption);
    for i in 1..lines.len() {
        // The name of an account between a title and its line of date and source is no subtitle.
        let account = classes[i] == Class::Headline(Mark::Plain)
            && lines[i].len <= ACCOUNT
            && lines[i].text.chars().all(char::is_alphanumeric)
            && classes.get(i + 1) == Some(&Class::Furniture(FurnitureKind::Meta))
            && matches!(classes[i - 1], Class::Headline(Mark::Plain | Mark::Top))
            && lines[i - 1].len >= 2 * ACCOUNT;
        if account {
            classes[i] = Class::Furniture(FurnitureKind::Meta);
        }
        let plain = classes[i] == Class::Headline(Mark::Plain) && lines[i].len <= LABEL;
        if plain && around(Some(&classes[i - 1])) && around(classes.get(i + 1)) {
            let above = classes[..i].iter().rev().take(8).find(|c| !around(Some(c)));
            if matches!(above, Some(Class::Headline(_) | Class::Byline(_))) {
                classes[i] = Class::Furniture(FurnitureKind::Label);
            }
        }
    }
}

/// What a reader has decided of a line.
fn choose(line: &Line, choices: &Choices, class: &mut Class) {
    if line.is_chosen(choices, Decision::Furniture) {
        *class = Class::Furniture(FurnitureKind::Label);
    } else if line.is_chosen(choices, Decision::Text) {
        *class = Class::Body(None);
    } else if line.is_chosen(choices, Decision::Article)
        && matches!(class, Class::Furniture(_) | Class::Related | Class::Comments)
    {
        *class = plain(line);
    }
}

/// Judges every line by itself, then those that are furniture beside furniture.
fn by_themselves(lines: &[Line]) -> Vec<Class> {
    let verdicts: Vec<(Class, bool)> = lines.iter().map(class).collect();
    let sure =
        |i: usize| matches!(verdicts.get(i), Some((Class::Furniture(_) | Class::Related | Class::Comments, false)));
    let mut out: Vec<Class> = Vec::with_capacity(lines.len());
    for (i, (class, beside)) in verdicts.iter().enumerate() {
        let before = i == 0 || matches!(out[i - 1], Class::Furniture(k) if k != FurnitureKind::Caption);
        let after = (i + 1..lines.len()).take(4).find(|&j| !verdicts[j].1).is_some_and(sure);
        out.push(if *beside && !(before || after) { plain(&lines[i]) } else { class.clone() });
    }
    out
}

/// Who speaks in an interview: the words before a colon that open several lines.
fn speakers<'a>(lines: &'a [Line]) -> HashSet<&'a str> {
    let again = |i: &usize| *i > 0 && lines[i - 1].text == lines[*i].text;
    times((0..lines.len()).filter(|i| !again(i)).map(|i| &*lines[i].text)).keys().copied().collect()
}

/// How many paragraphs are turns of an interview.
pub(super) fn turns<'a>(paragraphs: impl Iterator<Item = &'a str>) -> usize {
    times(paragraphs).values().sum()
}

/// The words before a colon that open several lines, with how many they open.
fn times<'a>(lines: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut times: HashMap<&'a str, usize> = HashMap::default();
    for speaker in lines.filter_map(speaker) {
        *times.or_default(speaker) += 1;
    }
    times.into_iter().filter(|(_, n)| *n > 1).collect()
}

/// The few words before a colon.
fn speaker(text: &str) -> Option<&str> {
    let (at, _) = text.char_indices().take(SPEAKER).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let name = &text[..at];
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '·');
    (plain && name != "关键词").then_some(name)
}

/// Whether a line is a turn of an interview, or a reader's comment.
fn is_spoken(text: &str, speakers: &HashSet<&str>) -> bool {
    is_turn(text)
        || (text.starts_with('@') && text.contains([':', '：']))
        || speaker(text).is_some_and(|s| speakers.contains(s))
}

/// The class of a line, and whether it holds only beside furniture.
fn class(line: &Line) -> (Class, bool) {
    let hits = if line.len <= 200 { Hits::of(&line.text) } else { Hits::default() };
    match furniture::judge(line, &hits) {
        Some(Verdict::Furniture(kind)) => return (Class::Furniture(kind), false),
        Some(Verdict::Beside(kind)) => return (Class::Furniture(kind), true),
        Some(Verdict::Related) => return (Class::Related, false),
        Some(Verdict::Comments) => return (Class::Comments, false),
        None => {}
    }
    (plain(line), false)
}

fn plain(line: &Line) -> Class {
    if let Some(byline) = bylines::whole(&line.text) {
        Class::Byline(byline)
    } else if let Some(byline) = bylines::dateline(&line.text) {
        Class::Lead(byline)
    } else if captions::is_caption(line) {
        Class::Furniture(FurnitureKind::Caption)
    } else if let Some(mark) = headlines::mark(line).filter(|_| !is_turn(&line.text)) {
        Class::Headline(mark)
    } else {
        Class::Body(bylines::tail(&line.text))
    }
}

/// Whether a line opens a turn of an interview: 记者：…
pub(super) fn is_turn(text: &str) -> bool {
    let colon = text.char_indices().take(SPEAKER + 1).find(|&(_, c)| matches!(c, ':' | '：'));
    let Some((colon, _)) = colon else { return false };
    let who = &text[..colon];
    cues::is(Cue::Speaker, who) || who.ends_with("问") && who.chars().count() <= 3
}

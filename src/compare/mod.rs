//! What differs between two texts: wording, and above it names, figures and projects.

mod align;
mod projects;
mod stream;

use crate::checks::glyphs;
use crate::model::{Analysis, Comparison, Difference, DifferenceKind, EntityType, Figure, Value};
use align::Hunk;
use std::ops::Range;
use stream::Stream;

/// So many characters that stand in one text alone are a passage, or so many that end a sentence.
const PASSAGE: usize = 30;
const SENTENCE: usize = 6;

/// Compares two analysed texts.
pub fn compare(a: &str, of_a: &Analysis, b: &str, of_b: &Analysis) -> Comparison {
    let (a, b) = (Side::new(a, of_a), Side::new(b, of_b));
    let mut differences = Vec::new();
    let pairs = align::articles(&a.stream, &b.stream);
    let aligned = align::align(&a.stream, &b.stream, &pairs);
    let whole = |side: &Side, range: &Range<usize>| side.stream.articles.iter().any(|article| article == range);
    for hunk in aligned.hunks {
        let alone = match (hunk.0.is_empty(), hunk.1.is_empty()) {
            (false, true) if whole(&a, &hunk.0) => {
                ["这一篇只在前一文本中。", "This article stands in the first text alone."]
            }
            (true, false) if whole(&b, &hunk.1) => {
                ["这一篇只在后一文本中。", "This article stands in the second text alone."]
            }
            _ => {
                differences.extend(difference(&a, &b, hunk));
                continue;
            }
        };
        differences.push(made(&a, &b, DifferenceKind::Missing, hunk.0, hunk.1, alone.map(str::to_string)));
    }
    for (x, y) in aligned.moved {
        let message = ["一段文字移到了别处。", "A passage has moved elsewhere."];
        differences.push(made(&a, &b, DifferenceKind::Wording, x, y, message.map(str::to_string)));
    }
    differences.extend(projects::differences(of_a, of_b));
    Comparison { differences }
}

/// One of the two texts.
struct Side<'a> {
    stream: Stream,
    /// Outer mentions of names, in order.
    names: Vec<(Range<usize>, EntityType)>,
    figures: Vec<(Range<usize>, &'a Figure)>,
}

impl<'a> Side<'a> {
    fn new(raw: &str, analysis: &'a Analysis) -> Self {
        let stream = Stream::of(raw, analysis);
        let figures = analysis.figures.iter().filter_map(|f| Some((stream.find(&f.span)?, f))).collect();
        let mut names: Vec<(Range<usize>, EntityType)> = Vec::new();
        for mention in analysis.mentions.iter().filter(|m| is_name(m.kind)) {
            let Some(range) = stream.find(&mention.span) else { continue };
            if names.last().is_none_or(|(last, _)| last.end <= range.start) {
                names.push((range, mention.kind));
            }
        }
        Side { stream, names, figures }
    }

    fn words(&self, range: &Range<usize>) -> String {
        self.stream.chars[range.clone()].iter().collect()
    }

    /// The name that a changed stretch lies in or runs into.
    fn name_at(&self, range: &Range<usize>) -> Option<(Range<usize>, EntityType)> {
        self.names.iter().find(|(name, _)| meets(name, range)).cloned()
    }

    /// The figure that begins at a place.
    fn figure_from(&self, at: usize) -> Option<(&Range<usize>, &'a Figure)> {
        self.figures.iter().find(|(range, _)| range.start == at).map(|(range, f)| (range, *f))
    }

    /// The figure that ends at a place.
    fn figure_to(&self, at: usize) -> Option<(&Range<usize>, &'a Figure)> {
        self.figures.iter().find(|(range, _)| range.end == at).map(|(range, f)| (range, *f))
    }

    fn figures_at(&self, range: &Range<usize>) -> impl Iterator<Item = (&Range<usize>, &'a Figure)> {
        self.figures.iter().filter(move |(at, _)| meets(at, range)).map(|(at, f)| (at, *f))
    }
}

/// What is named rather than described.
fn is_name(kind: EntityType) -> bool {
    use EntityType::{Company, Government, Organization, Person, Place, Product, Project, Zone};
    matches!(kind, Company | Government | Organization | Person | Place | Product | Project | Zone)
}

/// Whether a stretch shares characters with a change, or holds the place of an insertion.
fn meets(at: &Range<usize>, change: &Range<usize>) -> bool {
    match change.is_empty() {
        true => at.start < change.start && change.start < at.end,
        false => at.start < change.end && change.start < at.end,
    }
}

fn difference(a: &Side, b: &Side, hunk: Hunk) -> Option<Difference> {
    let ways = [passage, figure, hedge, name, wording];
    ways.iter().find_map(|way| way(a, b, &hunk))
}

/// A stretch that stands in one text alone.
fn passage(a: &Side, b: &Side, hunk: &Hunk) -> Option<Difference> {
    let (x, y) = (whole_sentence(a, &hunk.0), whole_sentence(b, &hunk.1));
    let is_passage = |side: &Side, range: &Range<usize>| {
        let last = range.end.checked_sub(1).and_then(|last| side.stream.chars.get(last));
        range.len() >= PASSAGE || range.len() >= SENTENCE && last.is_some_and(|c| ends_sentence(*c))
    };
    let place = match (x.is_empty(), y.is_empty()) {
        (false, true) if is_passage(a, &x) => ["一段文字只在前一文本中。", "A passage stands in the first text alone."],
        (true, false) if is_passage(b, &y) => {
            ["一段文字只在后一文本中。", "A passage stands in the second text alone."]
        }
        _ => return None,
    };
    Some(made(a, b, DifferenceKind::Missing, x, y, place.map(str::to_string)))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?')
}

/// The same stretch with its own mark at the end rather than that of the sentence before: both read the same.
fn whole_sentence(side: &Side, range: &Range<usize>) -> Range<usize> {
    let chars = &side.stream.chars;
    match (chars.get(range.start), chars.get(range.end)) {
        (Some(first), Some(next)) if !range.is_empty() && first == next && ends_sentence(*first) => {
            range.start + 1..range.end + 1
        }
        _ => range.clone(),
    }
}

/// A figure that is stated more or less exactly: 约120亿元, 120亿元; 12%左右, 12%以上.
fn hedge(a: &Side, b: &Side, hunk: &Hunk) -> Option<Difference> {
    let behind = a.figure_from(hunk.0.end).zip(b.figure_from(hunk.1.end));
    let before = || a.figure_to(hunk.0.start).zip(b.figure_to(hunk.1.start));
    let ((x, f), (y, g)) = behind.or_else(before)?;
    if f.modifier == g.modifier || f.value != g.value || f.unit != g.unit {
        return None;
    }
    let whole = |hunk: &Range<usize>, figure: &Range<usize>| hunk.start.min(figure.start)..hunk.end.max(figure.end);
    let (x, y) = (whole(&hunk.0, x), whole(&hunk.1, y));
    let (p, q) = (a.words(&x), b.words(&y));
    let message = [
        format!("数字的确切程度不同:“{p}”与“{q}”。"),
        format!("The figure is more exact in one text: “{p}” and “{q}”."),
    ];
    Some(made(a, b, DifferenceKind::Figure, x, y, message))
}

/// The words of both texts in a sentence of either language.
fn said(zh: &str, en: &str, words: [String; 2]) -> [String; 2] {
    let quoted = |none: &str| words.each_ref().map(|w| if w.is_empty() { none.to_string() } else { format!("“{w}”") });
    let ([p, q], [r, s]) = (quoted("(无)"), quoted("nothing"));
    [format!("{zh}:{p}与{q}。"), format!("{en}: {r} and {s}.")]
}

/// A figure that has another value, or stands in one text alone.
fn figure(a: &Side, b: &Side, hunk: &Hunk) -> Option<Difference> {
    let (before, after) = (a.figures_at(&hunk.0).next(), b.figures_at(&hunk.1).next());
    let (x, y) = match (before, after) {
        (Some((x, f)), Some((y, g))) if differ(f, g) || !states(f) && a.words(x) != b.words(y) => {
            (x.clone(), y.clone())
        }
        (Some((x, f)), None) if states(f) && hunk.0.len() < PASSAGE => (x.clone(), hunk.1.clone()),
        (None, Some((y, g))) if states(g) && hunk.1.len() < PASSAGE => (hunk.0.clone(), y.clone()),
        _ => return None,
    };
    let message = said("数字不同", "The figures differ", [a.words(&x), b.words(&y)]);
    Some(made(a, b, DifferenceKind::Figure, x, y, message))
}

fn differ(f: &Figure, g: &Figure) -> bool {
    f.value != g.value || f.unit != g.unit
}

fn states(figure: &Figure) -> bool {
    figure.value != Value::Unknown
}

/// A name that is written otherwise; a shorter form of the same name is wording.
fn name(a: &Side, b: &Side, hunk: &Hunk) -> Option<Difference> {
    let (before, after) = (a.name_at(&hunk.0), b.name_at(&hunk.1));
    let (x, y) = match (before, after) {
        (Some((x, _)), Some((y, _))) => (x, y),
        (Some((x, _)), None) => {
            let y = counterpart(&x, &hunk.0, &hunk.1)?;
            (x, y)
        }
        (None, Some((y, _))) => {
            let x = counterpart(&y, &hunk.1, &hunk.0)?;
            (x, y)
        }
        (None, None) => return None,
    };
    let (Some(p), Some(q)) = (a.stream.chars.get(x.clone()), b.stream.chars.get(y.clone())) else { return None };
    if is_shortened(p, q) || is_shortened(q, p) {
        return None;
    }
    let [why, because] = if differ_by_look(p, q) { ["(形近)", " by characters that look alike"] } else { [""; 2] };
    let zh = format!("名称不同{why}");
    let message = said(&zh, &format!("The names differ{because}"), [a.words(&x), b.words(&y)]);
    Some(made(a, b, DifferenceKind::Name, x, y, message))
}

/// The stretch of the other text that a name answers to, where as many characters were changed as it has changed.
fn counterpart(name: &Range<usize>, here: &Range<usize>, there: &Range<usize>) -> Option<Range<usize>> {
    let inside = name.start <= here.start && here.end <= name.end;
    let start = there.start.checked_sub(here.start.checked_sub(name.start)?)?;
    (inside && here.len() == there.len()).then(|| start..start + name.len())
}

/// Whether the characters of `short` stand in `long` in the same order.
fn is_shortened(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|d| d == c))
}

fn differ_by_look(a: &[char], b: &[char]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x == y || glyphs::look_alike(*x, *y))
}

fn wording(a: &Side, b: &Side, hunk: &Hunk) -> Option<Difference> {
    let (x, y) = hunk.clone();
    let message = said("措辞不同", "The wording differs", [a.words(&x), b.words(&y)]);
    Some(made(a, b, DifferenceKind::Wording, x, y, message))
}

fn made(
    a: &Side,
    b: &Side,
    kind: DifferenceKind,
    x: Range<usize>,
    y: Range<usize>,
    [message, message_en]: [String; 2],
) -> Difference {
    Difference { kind, a: a.stream.span(x), b: b.stream.span(y), message, message_en }
}

#[cfg(test)]
mod tests;

//! Figures: every number that states something, with its unit and normalised value.
//!
//! One pass over the text: at each place where a figure could begin the grammars are tried, each reading
//! forward only, so that the time is linear in the length of the text.

mod calendar;
mod clock;
mod dates;
mod decimal;
mod modifiers;
mod numerals;
mod quantities;
mod ranks;
mod tables;
mod view;

use crate::model::{FigureKind, Modifier, Value};
use crate::text::{Span, Text};
use crate::words::Words;
use calendar::Today;
use dates::{Dates, Memory};
use std::borrow::Cow;
use time::Date;
use view::View;

/// A figure of the cleaned text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// From the first digit to the end of the unit.
    pub span: Span,
    /// What it is.
    pub kind: FigureKind,
    /// Normalised, 万 and 亿 multiplied out.
    pub value: Value,
    /// CNY, %, mu, d … or the measure word as written.
    pub unit: Option<Cow<'static, str>>,
    /// The same in the base unit, where there is one.
    pub base: Option<(Value, &'static str)>,
    /// How the words around it bound it.
    pub modifier: Option<Modifier>,
}

/// A unit as a result gives it.
type Unit = Option<Cow<'static, str>>;

/// A figure as the grammar reads it; places are those of the view.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    start: usize,
    end: usize,
    kind: FigureKind,
    value: Value,
    unit: Unit,
    base: Option<(Value, &'static str)>,
    /// A bound inside the figure (900余个).
    modifier: Option<Modifier>,
}

/// The date of publication that the text itself gives (dateline, page head), if it does.
pub fn published(_text: &Text, _words: &Words) -> Option<Date> {
    None
}

/// Reads the figures of a text, in order, none overlapping; dates are resolved against `published`.
pub fn read(text: &Text, _words: &Words, published: Option<Date>) -> Vec<Figure> {
    let view = View::new(text);
    let dates = Dates { view: &view, today: Today(published) };
    let mut memory = Memory::default();
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if view.at(at) == '\n' {
            memory.forget();
        }
        if let Some(draft) = figure(&view, &dates, &mut memory, at) {
            at = draft.end;
            found.push(draft);
        } else {
            at = skip(&view, at);
        }
    }
    found.into_iter().map(|d| finished(text, &view, d)).collect()
}

/// The figure that begins at a place, if one does.
fn figure(view: &View, dates: &Dates, memory: &mut Memory, at: usize) -> Option<Draft> {
    let c = view.at(at);
    if !numerals::is_numeral(c)
        && !"第首前榜头近过未今此最去明后上下本大昨年月入全这半翻早晨清凌中午傍晚夜正零-负“\"整开Q来".contains(c)
    {
        return None;
    }
    if tables::phrases().longest(view.rest(at)).is_some() {
        return None;
    }
    dates
        .read(at, memory)
        .or_else(|| clock::read(view, at))
        .or_else(|| ranks::read(view, at))
        .or_else(|| quantities::read(view, at))
}

/// Where to look next after a place where no figure begins.
fn skip(view: &View, at: usize) -> usize {
    if let Some((len, _)) = tables::phrases().longest(view.rest(at)) {
        return at + len;
    }
    let c = view.at(at);
    if c.is_ascii_digit() {
        // the rest of a number is no number of its own
        return at + view.rest(at).iter().take_while(|c| c.is_ascii_digit()).count();
    }
    if c == '第' {
        // the number of an edition or a clause counts nothing
        return numerals::read(view, at + 1).map_or(at + 1, |n| n.plain_end + 1);
    }
    if numerals::is_numeral(c) {
        return numerals::read(view, at).map_or(at + 1, |n| n.plain_end.max(at + 1));
    }
    at + 1
}

fn finished(text: &Text, view: &View, draft: Draft) -> Figure {
    let dated = matches!(draft.kind, FigureKind::Date | FigureKind::Period | FigureKind::Time | FigureKind::Rank);
    let modifier = draft.modifier.or_else(|| modifiers::around(view, draft.start, draft.end).filter(|_| !dated));
    let span = view.span(draft.start, draft.end);
    let unit = match draft.kind {
        // the measure word as written, before variants were folded
        FigureKind::Count => draft.unit.map(|u| written(text, span, u.chars().count())),
        _ => draft.unit,
    };
    Figure { span, kind: draft.kind, value: draft.value, unit, base: draft.base, modifier }
}

/// The last `len` characters of a span, as pasted.
fn written(text: &Text, span: Span, len: usize) -> Cow<'static, str> {
    let start = span.end.saturating_sub(len).max(span.start);
    text.raw_span(Span::new(start, span.end)).text.into()
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::text::Text;

    /// A text of one block.
    pub(crate) fn text(words: &str) -> Text {
        crate::text::clean(words, &crate::page::split(words))
    }
}

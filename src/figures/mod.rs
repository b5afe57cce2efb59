//! Figures: every number that states something, with its unit and normalised value.
//!
//! One pass over the text: at each place where a figure could begin the grammars are tried, each reading
//! forward only, so that the time is linear in the length of the text.

mod bare;
mod calendar;
mod clock;
mod context;
mod counts;
mod dates;
mod decimal;
mod durations;
mod lists;
mod modifiers;
mod numerals;
mod parts;
mod periods;
mod published;
mod quantities;
mod ranks;
mod shares;
mod tables;
mod view;

use crate::model::{FigureKind, Modifier, Value};
use crate::text::{Span, Text};
use crate::words::Words;
use calendar::Today;
use context::Context;
use dates::{Dates, Memory};
pub use published::{Place, Told};
use std::borrow::Cow;
use tables::Chars;
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
type UnitName = Option<Cow<'static, str>>;

/// A figure as the grammar reads it; places are those of the view.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    start: usize,
    end: usize,
    kind: FigureKind,
    value: Value,
    unit: UnitName,
    base: Option<(Value, &'static str)>,
    /// A bound inside the figure (900余个).
    modifier: Option<Modifier>,
}

impl Draft {
    fn new(start: usize, end: usize, kind: FigureKind, value: Value) -> Self {
        Draft { start, end, kind, value, unit: None, base: None, modifier: None }
    }
}

/// The date of publication that the text itself gives (dateline, page head), if it does.
pub fn published(text: &Text, words: &Words) -> Option<Date> {
    published::find(text, &read(text, words, None))
}

/// The same, by the figures read without a date of publication; those that are no places in time may be left out.
pub fn published_by(text: &Text, figures: &[Figure]) -> Option<Date> {
    published::find(text, figures)
}

/// Every date of publication that the text gives, in the order of the paste.
pub fn dates_told(text: &Text, figures: &[Figure]) -> Vec<Told> {
    published::told(text, figures)
}

/// Of each article the date of publication that it gives, or the lines right above it.
pub fn dates_of_articles(text: &Text, told: &[Told]) -> Vec<Option<Told>> {
    published::of_articles(text, told)
}

/// Reads the figures of a text, in order, none overlapping; dates are resolved against `published`.
pub fn read(text: &Text, _words: &Words, published: Option<Date>) -> Vec<Figure> {
    read_part(text, published, text.blocks.len() == 1, &mut Timeless::default())
}

/// The same of a part of a text; `whole` where it is all there is, and nothing but one block. `timeless` is of the same part, however
/// it was read before.
pub fn read_part(text: &Text, published: Option<Date>, whole: bool, timeless: &mut Timeless) -> Vec<Figure> {
    let view = View::new(text);
    let mut scanner = Scanner {
        context: Context::new(&view),
        dates: Dates { view: &view, today: Today(published) },
        memory: Memory::default(),
        timeless,
        starts: STARTS.chars().collect(),
        view: &view,
    };
    let mut drafts = scanner.scan();
    if drafts.is_empty() && whole {
        drafts.extend(bare::alone(&view));
    }
    modifiers::bound(&view, &mut drafts);
    lists::share_units(&view, &mut drafts);
    lists::join_bounds(&view, &mut drafts);
    drafts.into_iter().map(|d| finished(text, &view, d)).collect()
}

/// What was read of a part that is the same whatever the date of publication.
#[derive(Debug, Default)]
pub struct Timeless {
    /// Places where no date begins, in order.
    places: Vec<usize>,
    /// Of each what begins there.
    drafts: Vec<Option<Box<Draft>>>,
}

impl Timeless {
    fn at(&mut self, at: usize, read: impl FnOnce() -> Option<Draft>) -> Option<Draft> {
        let place = self.places.partition_point(|&known| known < at);
        if self.places.get(place) != Some(&at) {
            self.places.insert(place, at);
            self.drafts.insert(place, read().map(Box::new));
        }
        self.drafts[place].as_deref().cloned()
    }
}

/// Goes over the text once, and tries the grammars where a figure could begin.
struct Scanner<'a> {
    view: &'a View,
    context: Context,
    dates: Dates<'a>,
    memory: Memory,
    timeless: &'a mut Timeless,
    starts: Chars,
}

impl Scanner<'_> {
    fn scan(&mut self) -> Vec<Draft> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.view.len() {
            match self.view.at(at) {
                '\n' => self.memory.forget(),
                '。' => self.memory.pause(),
                _ => {}
            }
            at = match self.figure(at) {
                Some(draft) => match self.name_of(&draft) {
                    Some(end) => end,
                    None => {
                        let end = draft.end;
                        found.push(draft);
                        end
                    }
                },
                None => self.skip(at),
            };
        }
        found
    }

    /// The figure that begins at a place, if one does.
    #[inline(never)]
    fn figure(&mut self, at: usize) -> Option<Draft> {
        let view = self.view;
        let c = view.at(at);
        if !numerals::is_numeral(c) && !self.starts.has(c) && !tables::calendar().begins_with(c) {
            return None;
        }
        if set_phrase(view, at).is_some() {
            return None;
        }
        let other = || {
            clock::read(view, at).or_else(|| ranks::read(view, at)).or_else(|| match c {
                '翻' => shares::doubling(view, at),
                '对' => shares::halved(view, at),
                '半' => durations::half(view, at),
                _ => quantities::read(view, at),
            })
        };
        self.dates.read(at, &mut self.memory).or_else(|| self.timeless.at(at, other))
    }

    /// Where a name ends of which this is part: a title, a slogan, an event.
    fn name_of(&self, draft: &Draft) -> Option<usize> {
        if self.context.in_title(draft.start) {
            return Some(draft.end);
        }
        let chinese = !self.view.rest(draft.start)[..draft.end - draft.start].iter().any(char::is_ascii_digit);
        let named = matches!(draft.kind, FigureKind::Count | FigureKind::Multiple) && chinese;
        if named && self.context.in_slogan(draft.start) {
            return Some(draft.end);
        }
        let opens = match draft.kind {
            FigureKind::Date => self.view.at(draft.end - 1) == '年' && self.view.at(draft.start).is_ascii_digit(),
            FigureKind::Period => matches!(self.view.at(draft.end - 1), '度' | '季'),
            _ => false,
        };
        if opens { context::event_name(self.view, draft.end) } else { None }
    }

    /// Where to look next after a place where no figure begins.
    fn skip(&self, at: usize) -> usize {
        let view = self.view;
        if let Some(end) = set_phrase(view, at) {
            return end;
        }
        let c = view.at(at);
        if c.is_ascii_digit() {
            // the rest of a number is no number of its own
            return at + view.rest(at).iter().take_while(|c| c.is_ascii_digit()).count();
        }
        if c == '第' {
            // the number of an edition or a clause counts nothing
            return numerals::read(view, at + 1).map_or(at + 1, |n| n.plain_end.max(at + 1));
        }
        if numerals::is_numeral(c) {
            return numerals::read(view, at).map_or(at + 1, |n| n.plain_end.max(at + 1));
        }
        at + 1
    }
}

/// The end of the set phrase that stands at a place.
fn set_phrase(view: &View, at: usize) -> Option<usize> {
    tables::phrases().longest(view.rest(at)).filter(|(_, is_one)| **is_one).map(|(len, _)| at + len)
}

/// What a figure may begin with beside a numeral.
const STARTS: &str =
    "周星礼正腊冬第首前榜头近最过未此今去明后上下本大昨年月入全整半翻对早晨清凌中正午傍晚夜零-−负“\"Q来开(";

fn finished(text: &Text, view: &View, draft: Draft) -> Figure {
    let span = view.span(draft.start, draft.end);
    let unit = match draft.kind {
        // the measure word as written, before variants were folded
        FigureKind::Count => draft.unit.map(|u| written(text, span, u.chars().count())),
        _ => draft.unit,
    };
    Figure { span, kind: draft.kind, value: draft.value, unit, base: draft.base, modifier: draft.modifier }
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

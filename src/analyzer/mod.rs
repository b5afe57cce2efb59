//! The corridor: calls the rooms in order and maps every span back to the pasted text, once.
//!
//! A page is read part by part ([`unit`]): an article, a stretch of a long one, or what stands around them. What one part says
//! depends on no other but for the date of publication; only names are grouped over the whole page. So a part that was read
//! before is not read again, and an analysis can be broken off between any two steps.

mod json;
mod output;
mod unit;

use crate::compare;
use crate::entities::{Recogniser, UserName};
use crate::error::Error;
use crate::figures::{self, Figure};
use crate::model::{Analysis, ArticleDate, Comparison, Script};
use crate::page::{self, Choice, Choices, Page};
use crate::parts::{self, Parts};
use crate::text::{self, Span, Text};
use crate::words::{self, Lexicon};
use json::Json;
pub use json::LISTS;
use output::Counts;
use std::borrow::Cow;
use std::ops::Range;
use time::{Date, Month};
use unit::{Known, Part, Reading, Terms, Units, Work};

/// What a caller may say of a text.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Options {
    /// Date of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Names that win over everything the recogniser says.
    pub lexicon: Vec<UserName>,
    /// Names of checking rules that are switched off.
    pub rules_off: Vec<String>,
    /// Whether to say as well what was recalculated and holds.
    pub checked: bool,
    /// What a reader has decided of the page.
    pub page: Vec<Choice>,
    /// A UTF-16 place in the one article that is to be analysed; none means all.
    pub article: Option<u32>,
    /// Whether the text was read from a picture, so that its digits may be wrong.
    pub ocr: bool,
}

/// Reads texts. Make one and keep it: it holds the lexicon and the trained weights.
#[derive(Debug)]
pub struct Analyzer {
    lexicon: Lexicon,
    recogniser: Recogniser,
    units: Units,
}

/// An analysis under way.
#[derive(Debug)]
pub struct Run {
    number: u64,
    script: Script,
    page: Page,
    text: Text,
    places: Vec<Place>,
    given: Option<Date>,
    checked: bool,
    /// Known when all parts are scanned.
    published: Option<Date>,
    stage: Stage,
    work: Work,
    /// Of each article; known when all parts are read.
    dates: Option<Vec<Option<(Date, ArticleDate)>>>,
    json: Json,
    /// How many parts were told early, and what of the next.
    told: usize,
    told_of_next: Known,
}

impl Run {
    fn reading<'a>(&self, units: &'a Units, place: &Place) -> Option<&'a Reading> {
        if place.is_read { units.get(place.unit).reading(self.published) } else { None }
    }

    /// What [`Analyzer::write`] wrote since this was asked last: the head, an object that is not closed, then the rows of each list
    /// after it. Errors: `internal`.
    pub fn written(&mut self) -> Result<Vec<String>, Error> {
        self.json.taken()
    }
}

fn overtaken() -> Error {
    Error::new("internal", "another analysis began before this one was finished")
}

/// What comes next, and the part that it comes to.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// The dates that the date of publication is found by.
    Scan(usize),
    /// Everything else.
    Read(usize),
}

/// Where a part stands in the text.
#[derive(Debug)]
struct Place {
    at: usize,
    unit: usize,
    /// Whether it belongs to what was asked for.
    is_read: bool,
}

impl Analyzer {
    /// From `lexicon.bin` and `model.bin`. Errors: `bad-lexicon`, `bad-model`.
    pub fn new(lexicon: impl Into<Cow<'static, [u8]>>, model: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let lexicon = Lexicon::new(lexicon)?;
        let parts = Parts::new(model)?;
        let recogniser = Recogniser::new(parts.bytes(parts::Part::Recogniser))?;
        parts.without(parts::Part::Recogniser).keep();
        Ok(Analyzer { lexicon, recogniser, units: Units::default() })
    }

    /// With the lexicon and the weights that come with the crate.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn bundled() -> Result<Self, Error> {
        Analyzer::new(crate::bundled::LEXICON, crate::bundled::MODEL)
    }

    /// Analyses a text. Errors: `bad-date`.
    pub fn analyze(&mut self, raw: &str, options: &Options) -> Result<Analysis, Error> {
        let mut run = self.begin(raw, options)?;
        while self.step(&mut run) {}
        self.finish(run).ok_or_else(overtaken)
    }

    /// Begins an analysis that [`Analyzer::step`] goes on with; another may begin before it is finished, and then replaces it.
    /// Errors: `bad-date`.
    pub fn begin(&mut self, raw: &str, options: &Options) -> Result<Run, Error> {
        let given = options.published.as_deref().map(parse_date).transpose()?;
        let read = text::simplified(raw);
        let page = page::split_as(&read, &Choices::new(&read, &options.page));
        let article = chosen(&read, &page, options.article);
        let text = text::clean_read(raw, &read, &page);
        let blocks = text.part_blocks();
        let is_read = |blocks: &Range<usize>| {
            let of = text.blocks[blocks.start].article;
            article.is_none() || of.is_none() || of == article
        };
        let alone = blocks.iter().filter(|part| is_read(part)).map(ExactSizeIterator::len).sum::<usize>() == 1;
        let parts = text.parts(&blocks).into_iter().map(|text| Part { text, whole: alone }).collect();
        let terms = Terms {
            lexicon: options.lexicon.clone(),
            rules_off: options.rules_off.clone(),
            given,
            ocr: options.ocr,
            home: words::gazetteer::home(&text.chars),
        };
        self.lexicon.set_user_words(options.lexicon.iter().map(|name| (name.text.as_str(), words::tag_of(name.kind))));
        let units = self.units.begin(terms, parts);
        let places = blocks.iter().zip(&units).map(|(blocks, &unit)| Place {
            at: text.span_of(blocks).start,
            unit,
            is_read: is_read(blocks),
        });
        let script = if matches!(read, Cow::Owned(_)) { Script::Traditional } else { Script::Simplified };
        let places = places.collect();
        Ok(Run {
            number: self.units.run(),
            script,
            page,
            text,
            places,
            given,
            checked: options.checked,
            published: given,
            stage: Stage::Scan(0),
            work: Work::default(),
            dates: None,
            json: Json::default(),
            told: 0,
            told_of_next: Known::default(),
        })
    }

    /// Does a piece of an analysis; false when nothing is left to do.
    pub fn step(&mut self, run: &mut Run) -> bool {
        if run.number != self.units.run() {
            return false;
        }
        match run.stage {
            Stage::Scan(at) => {
                let rest = run.places.iter().enumerate().skip(at);
                let next = rest
                    .filter(|(_, p)| p.is_read && run.given.is_none())
                    .find(|(_, p)| !self.units.get(p.unit).is_scanned());
                if let Some((at, place)) = next {
                    self.units.get_mut(place.unit).scan();
                    run.stage = Stage::Scan(at + 1);
                } else {
                    run.published = run.given.or_else(|| self.published(run));
                    run.stage = Stage::Read(0);
                }
                true
            }
            Stage::Read(at) => {
                let rest = run.places.iter().enumerate().skip(at);
                let next = rest
                    .filter(|(_, p)| p.is_read)
                    .find(|(_, p)| self.units.get(p.unit).reading(run.published).is_none());
                let Some((at, place)) = next else { return false };
                let (unit, terms) = self.units.for_reading(place.unit);
                let done = run.work.step(unit, terms, run.published, &mut self.lexicon, &self.recogniser);
                if let Some(reading) = done {
                    self.units.get_mut(place.unit).keep(run.published, reading);
                    run.work = Work::default();
                }
                run.stage = Stage::Read(at);
                true
            }
        }
    }

    fn published(&self, run: &Run) -> Option<Date> {
        let read = run.places.iter().filter(|p| p.is_read);
        let whens: Vec<Figure> = read.flat_map(|p| moved(self.units.get(p.unit).undated(), p.at)).collect();
        figures::published_by(&run.text, &whens)
    }

    /// The analysis, when all its steps are done; none where another one was begun since.
    pub fn finish(&mut self, mut run: Run) -> Option<Analysis> {
        while self.step(&mut run) {}
        if run.number != self.units.run() {
            return None;
        }
        let dates = self.dates(&run);
        let mut out = output::head(&run, &dates);
        let names = output::names(&run, &self.units, &mut out);
        let mut counts = Counts::default();
        run.places.iter().for_each(|place| output::part(&run, &self.units, place, &names, &mut counts, &mut out));
        Some(out)
    }

    /// Writes a piece of the analysis as JSON, when all its steps are done; false when nothing is left to write. Errors: `internal`.
    pub fn write(&mut self, run: &mut Run) -> Result<bool, Error> {
        if run.number != self.units.run() {
            return Err(overtaken());
        }
        if run.dates.is_none() {
            run.dates = Some(self.dates(run));
        }
        let mut json = std::mem::take(&mut run.json);
        let more = json.step(run, &self.units, run.dates.as_deref().unwrap_or_default());
        run.json = json;
        more
    }

    /// The names and figures found since this was asked last, as JSON; in the order of the page, but of the part that is being
    /// read the figures before the names. Errors: `internal`.
    pub fn early(&self, run: &mut Run) -> Result<Option<String>, Error> {
        if run.number != self.units.run() {
            return Err(overtaken());
        }
        let mut parts = Vec::new();
        if matches!(run.stage, Stage::Scan(_)) {
            return Ok(None);
        }
        while let Some(place) = run.places.get(run.told) {
            let told = run.told_of_next;
            match run.reading(&self.units, place) {
                Some(reading) => parts.extend(output::early(run, reading, place.at, told.until(Known::ALL))),
                None if place.is_read => {
                    let (reading, known) = run.work.so_far();
                    parts.extend(output::early(run, reading, place.at, told.until(known)));
                    run.told_of_next = known;
                    break;
                }
                None => {}
            }
            run.told_of_next = Known::default();
            run.told += 1;
        }
        if parts.is_empty() {
            return Ok(None);
        }
        String::from_utf8(json::written(&parts)?).map(Some).map_err(|e| Error::new("internal", e.to_string()))
    }

    fn dates(&mut self, run: &Run) -> Vec<Option<(Date, ArticleDate)>> {
        if let Some(date) = run.given {
            return vec![Some((date, ArticleDate::Given)); run.page.articles.len()];
        }
        let units = &mut self.units;
        let whens = |p: &Place| moved(&units.get_mut(p.unit).whens(run.published), p.at).collect::<Vec<_>>();
        dates(&run.text, &run.places.iter().flat_map(whens).collect::<Vec<_>>(), run.published)
    }

    /// The words of a text as jieba cuts them, as it is written: together they are the text. Of the options only the names matter,
    /// which are words of their own.
    pub fn words<'a>(&mut self, raw: &'a str, options: &Options) -> Vec<words::Cut<'a>> {
        self.lexicon.set_user_words(options.lexicon.iter().map(|name| (name.text.as_str(), words::tag_of(name.kind))));
        let mut text = Text::default();
        text.chars = text::simplified(raw).chars().collect();
        let starts: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
        debug_assert_eq!(text.chars.len() + 1, starts.len(), "simplified texts are as long");
        let tokens = self.lexicon.segment(&text).tokens;
        let cut = |token: &words::Token| {
            let begin = token.span.start;
            let written = |span: Span| (starts[span.start] - starts[begin], &raw[starts[span.start]..starts[span.end]]);
            let within = self.lexicon.within(&text.chars[begin..token.span.end]);
            let within = within.iter().map(|span| written(span.on(begin))).collect();
            words::Cut { text: written(token.span).1, within }
        };
        tokens.iter().map(cut).collect()
    }

    /// Analyses two texts and says what differs. Errors: `bad-date`.
    pub fn compare(&mut self, a: &str, b: &str, options: &Options) -> Result<Comparison, Error> {
        let of_a = self.analyze(a, options)?;
        let of_b = self.analyze(b, options)?;
        Ok(compare::compare(a, &of_a, b, &of_b))
    }
}

/// `YYYY-MM-DD` as a date; the error is `bad-date`.
pub fn parse_date(iso: &str) -> Result<Date, Error> {
    let parts: Vec<&str> = iso.split('-').collect();
    let date = match parts[..] {
        [y, m, d] if y.len() == 4 => (|| {
            let month = Month::try_from(m.parse::<u8>().ok()?).ok()?;
            Date::from_calendar_date(y.parse().ok()?, month, d.parse().ok()?).ok()
        })(),
        _ => None,
    };
    date.ok_or_else(|| Error::new("bad-date", format!("the date of publication must be YYYY-MM-DD, not {iso:?}")))
}

/// Of each article its date of publication: its own, or that of the page.
fn dates(text: &Text, figures: &[Figure], published: Option<Date>) -> Vec<Option<(Date, ArticleDate)>> {
    let own = figures::dates_of_articles(text, &figures::dates_told(text, figures));
    let from = |place| match place {
        figures::Place::Head => ArticleDate::Head,
        figures::Place::Dateline => ArticleDate::Dateline,
    };
    let page = || published.map(|date| (date, ArticleDate::Head));
    own.into_iter().map(|told| told.map(|t| (t.date, from(t.place))).or_else(page)).collect()
}

/// Figures of a part, where they stand in the text.
fn moved(figures: &[Figure], by: usize) -> impl Iterator<Item = Figure> + '_ {
    figures.iter().map(move |f| Figure { span: f.span.on(by), ..f.clone() })
}

/// The article that a place lies in.
fn chosen(raw: &str, page: &Page, at: Option<u32>) -> Option<usize> {
    let mut units = 0;
    let mut passes = |c: char| {
        units += c.len_utf16() as u32;
        at.is_some_and(|at| at < units)
    };
    let (byte, _) = raw.char_indices().find(|&(_, c)| passes(c))?;
    page.article_at(byte)
}

#[cfg(test)]
mod tests {
    use super::output::iso_date;
    use super::*;

    #[test]
    fn a_date_must_be_a_day_of_the_calendar() {
        assert_eq!(parse_date("2024-02-29").map(iso_date), Ok("2024-02-29".into()));
        for bad in ["2023-02-29", "24-01-01", "2024-1", "", "2024-13-01", "今天"] {
            assert_eq!(parse_date(bad).unwrap_err().code, "bad-date", "{bad}");
        }
    }
}

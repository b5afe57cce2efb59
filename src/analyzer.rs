//! The corridor: calls the rooms in order and maps every span back to the pasted text, once.

use crate::checks::{self, Material};
use crate::compare;
use crate::entities::{Entities, Recogniser, UserName};
use crate::error::Error;
use crate::figures::{self, Figure, Place};
use crate::links::{self, Links};
use crate::model::{self, Analysis, ArticleDate, Comparison, DateSource, Script};
use crate::page::{self, Choice, Choices, Page, Part};
use crate::parts::{self, Parts};
use crate::projects;
use crate::text::{self, BlockKind, Span, Text};
use crate::words::{self, Lexicon, Words};
use std::borrow::Cow;
use time::{Date, Month};

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
}

impl Analyzer {
    /// From `lexicon.bin` and `model.bin`. Errors: `bad-lexicon`, `bad-model`.
    pub fn new(lexicon: impl Into<Cow<'static, [u8]>>, model: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let lexicon = Lexicon::new(lexicon)?;
        let parts = Parts::new(model)?;
        let recogniser = Recogniser::new(parts.bytes(parts::Part::Recogniser))?;
        parts.keep();
        Ok(Analyzer { lexicon, recogniser })
    }

    /// With the lexicon and the weights that come with the crate.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn bundled() -> Result<Self, Error> {
        Analyzer::new(crate::bundled::LEXICON, crate::bundled::MODEL)
    }

    /// Analyses a text. Errors: `bad-date`.
    pub fn analyze(&mut self, raw: &str, options: &Options) -> Result<Analysis, Error> {
        let given = options.published.as_deref().map(parse_date).transpose()?;
        let read = text::simplified(raw);
        let page = page::split_as(&read, &Choices::new(&read, &options.page));
        let whole = text::clean_read(raw, &read, &page);
        let text = match chosen(&read, &page, options.article) {
            Some(article) => &text::clean_read(raw, &read, &page.only(article)),
            None => &whole,
        };
        self.lexicon.set_user_words(options.lexicon.iter().map(|name| (name.text.as_str(), words::tag_of(name.kind))));
        let words = self.lexicon.segment(text);
        let published = given.or_else(|| figures::published(text, &words));
        let figures = figures::read(text, &words, published);
        let entities = self.recogniser.read(text, &words, &figures, &options.lexicon);
        let links = links::link(text, &words, &figures, &entities);
        let ledger = projects::ledger(text, &words, &figures, &entities, &links, published);
        let material = Material {
            text,
            words: &words,
            lexicon: &self.lexicon,
            figures: &figures,
            entities: &entities,
            links: &links,
            ledger: &ledger,
            published,
            given,
            ocr: options.ocr,
        };
        let report = checks::check(material, &options.rules_off);
        let dates = match given {
            Some(date) => vec![Some((date, ArticleDate::Given)); page.articles.len()],
            None if options.article.is_none() => dates(&whole, &figures, published),
            None => dates(&whole, &figures::read(&whole, &Words::default(), published), published),
        };
        let tables = projects::publish(text, &figures, &ledger);
        Ok(Analysis {
            schema: model::SCHEMA.into(),
            script: if matches!(read, Cow::Owned(_)) { Script::Traditional } else { Script::Simplified },
            published: published.map(iso_date),
            published_from: published.map(|_| if given.is_some() { DateSource::Given } else { DateSource::Text }),
            articles: dates.into_iter().enumerate().map(|(i, date)| article(&page, &whole, i, date)).collect(),
            furniture: furniture(&page, &whole),
            edits: whole.edits.iter().map(|e| whole.raw_edit(e)).collect(),
            mentions: mentions(text, &entities),
            entities: things(&entities),
            figures: figures.iter().zip(&links).map(|(f, l)| figure(text, f, l)).collect(),
            projects: tables.projects,
            batches: tables.batches,
            indicators: tables.indicators,
            commitments: tables.commitments,
            problems: tables.problems,
            incentives: tables.incentives,
            mechanisms: tables.mechanisms,
            findings: report.findings.into_iter().map(|f| finding(text, f)).collect(),
            checked: report.checked.into_iter().filter(|_| options.checked).map(|f| finding(text, f)).collect(),
        })
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
        Place::Head => ArticleDate::Head,
        Place::Dateline => ArticleDate::Dateline,
    };
    let page = || published.map(|date| (date, ArticleDate::Head));
    own.into_iter().map(|told| told.map(|t| (t.date, from(t.place))).or_else(page)).collect()
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

fn iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn blocks(text: &Text, article: Option<usize>) -> impl Iterator<Item = &text::Block> {
    text.blocks.iter().filter(move |b| b.article == article)
}

fn furniture(page: &Page, text: &Text) -> Vec<model::Furniture> {
    let spans = blocks(text, None).flat_map(|b| text.pieces(b));
    spans.zip(&page.furniture).map(|(span, f)| model::Furniture { span, kind: f.kind }).collect()
}

fn article(page: &Page, text: &Text, index: usize, published: Option<(Date, ArticleDate)>) -> model::Article {
    let source = &page.articles[index];
    let mut out = model::Article {
        title: None,
        subtitle: None,
        byline: text.bylines[index].map(|span| text.raw_span(span)),
        published: published.map(|p| iso_date(p.0)),
        published_from: published.map(|p| p.1),
        kind: source.kind,
        order: source.order,
        paragraphs: Vec::new(),
    };
    for block in blocks(text, Some(index)) {
        let whole = || text.pieces(block).reduce(|a, b| text.raw_range(a.start..b.end));
        match block.kind {
            BlockKind::Part(Part::Title) => out.title = whole(),
            BlockKind::Part(Part::Subtitle) => out.subtitle = whole(),
            BlockKind::Part(Part::Byline) => {}
            BlockKind::Part(Part::Paragraph(kind)) => {
                let pieces = text.pieces(block).collect();
                out.paragraphs.push(model::Paragraph { kind, text: text.reading(block.span), pieces });
            }
            BlockKind::Furniture => {}
        }
    }
    out
}

fn mentions(text: &Text, entities: &Entities) -> Vec<model::Mention> {
    let of = |m: &crate::entities::Mention| model::Mention {
        span: text.raw_span(m.span),
        kind: m.kind,
        entity: m.entity,
        confidence: m.confidence,
        inner: m.inner,
    };
    entities.mentions.iter().map(of).collect()
}

fn things(entities: &Entities) -> Vec<model::Entity> {
    let of = |(id, e): (usize, &crate::entities::Entity)| model::Entity {
        id,
        kind: e.kind,
        name: e.name.clone(),
        aliases: e.aliases.clone(),
        mentions: e.mentions.clone(),
        division: e.division.clone(),
        posts: e.posts.iter().map(|&(role, body)| model::Post { role, body }).collect(),
    };
    entities.entities.iter().enumerate().map(of).collect()
}

fn figure(text: &Text, f: &Figure, l: &Links) -> model::Figure {
    let link = |link: &Option<links::Link>, interval: Option<String>| {
        link.as_ref().map(|k| model::Link { span: text.raw_span(k.span), entity: k.entity, interval })
    };
    model::Figure {
        span: text.raw_span(f.span),
        kind: f.kind,
        value: f.value.clone(),
        unit: f.unit.as_deref().map(str::to_string),
        base: f.base.as_ref().map(|(value, unit)| model::Base { value: value.clone(), unit: unit.to_string() }),
        modifier: f.modifier,
        change: l.change,
        status: l.status,
        metric: link(&l.metric, None),
        subject: link(&l.subject, None),
        period: link(&l.period, l.interval.clone()),
        counted: link(&l.counted, None),
        comparison: link(&l.comparison, None),
    }
}

fn finding(text: &Text, f: checks::Finding) -> model::Finding {
    model::Finding {
        span: text.raw_span(f.span),
        rule: f.rule.to_string(),
        severity: f.severity,
        message: f.message,
        message_en: f.message_en,
        suggestion: f.suggestion,
        related: f.related.into_iter().map(|s: Span| text.raw_span(s)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_must_be_a_day_of_the_calendar() {
        assert_eq!(parse_date("2024-02-29").map(iso_date), Ok("2024-02-29".into()));
        for bad in ["2023-02-29", "24-01-01", "2024-1", "", "2024-13-01", "今天"] {
            assert_eq!(parse_date(bad).unwrap_err().code, "bad-date", "{bad}");
        }
    }
}

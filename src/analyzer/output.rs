//! The result as callers see it: what was said of the parts put together, every span mapped back to the pasted text, once.

use super::unit::{Known, Reading, Units};
use super::{Place, Run};
use crate::checks;
use crate::entities::{self, Entities, Pick};
use crate::figures::Figure;
use crate::links::{self, Links};
use crate::model::{self, Analysis, ArticleDate, DateSource, EntityType, FigureKind};
use crate::page::{self, Page};
use crate::projects::{self, Base};
use crate::text::{Block, BlockKind, Span, Text};
use crate::words::Words;
use serde::Serialize;
use time::Date;

/// A part's reading with where it stands in the whole.
struct Placed<'a> {
    reading: &'a Reading,
    at: usize,
    /// Of each of its entities, its number in the text.
    entities: Vec<usize>,
}

/// How much was put out of the parts before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub mentions: usize,
    pub figures: usize,
    pub projects: usize,
    pub batches: usize,
}

/// What the page itself says, with all other lists empty.
pub(super) fn head(run: &Run, dates: &[Option<(Date, ArticleDate)>]) -> Analysis {
    let (text, page) = (&run.text, &run.page);
    Analysis {
        schema: model::SCHEMA.into(),
        script: run.script,
        published: run.published.map(iso_date),
        published_from: run.published.map(|_| if run.given.is_some() { DateSource::Given } else { DateSource::Text }),
        articles: articles(page, text, dates),
        furniture: furniture(page, text),
        edits: text.edits.iter().map(|e| text.raw_edit(e)).collect(),
        ..nothing(run)
    }
}

/// No list has anything in it.
pub(super) fn nothing(run: &Run) -> Analysis {
    Analysis {
        schema: String::new(),
        script: run.script,
        published: None,
        published_from: None,
        articles: Vec::new(),
        furniture: Vec::new(),
        edits: Vec::new(),
        mentions: Vec::new(),
        entities: Vec::new(),
        figures: Vec::new(),
        projects: Vec::new(),
        batches: Vec::new(),
        indicators: Vec::new(),
        commitments: Vec::new(),
        problems: Vec::new(),
        incentives: Vec::new(),
        mechanisms: Vec::new(),
        findings: Vec::new(),
        checked: Vec::new(),
    }
}

/// The names of the whole page, grouped, with all mentions and entities put out.
pub(super) fn names(run: &Run, units: &Units, out: &mut Analysis) -> Entities {
    let read = run.places.iter().filter_map(|p| Some((run.reading(units, p)?, p.at)));
    let picks: Vec<Pick> = read.flat_map(|(r, at)| r.picks.iter().map(move |p| (p.0.on(at), p.1, p.2))).collect();
    let whole = entities::group(&run.text, &Words::default(), &picks, &units.terms().lexicon);
    out.mentions = mentions(&run.text, &whole);
    out.entities = things(&whole);
    whole
}

/// What was said of one part. `counts` are those of the parts before it, and then of those before the next.
pub(super) fn part(run: &Run, units: &Units, place: &Place, names: &Entities, counts: &mut Counts, out: &mut Analysis) {
    let Some(reading) = run.reading(units, place) else { return };
    let number = |e: &entities::Entity| names.mentions[counts.mentions + e.mentions[0]].entity;
    let entities = reading.entities.entities.iter().map(number).collect();
    let placed = Placed { reading, at: place.at, entities };
    placed.add(&run.text, run.checked, counts, out);
    counts.mentions += reading.picks.len();
    counts.figures += reading.figures.len();
    counts.projects += reading.ledger.projects.len();
    counts.batches += reading.ledger.batches.len();
}

/// A name before the page as a whole is known.
#[derive(Debug, Serialize)]
struct EarlyMention {
    #[serde(flatten)]
    span: model::Span,
    #[serde(rename = "type")]
    kind: EntityType,
}

/// A figure before the page as a whole is known.
#[derive(Debug, Serialize)]
struct EarlyFigure {
    #[serde(flatten)]
    span: model::Span,
    kind: FigureKind,
}

/// Names and figures of one part.
#[derive(Debug, Serialize)]
pub(super) struct EarlyPart {
    mentions: Vec<EarlyMention>,
    figures: Vec<EarlyFigure>,
}

/// Of the names and figures of one part those that have just become known; none where there are none.
pub(super) fn early(run: &Run, reading: &Reading, at: usize, new: Known) -> Option<EarlyPart> {
    let span = |span: Span| run.text.raw_span(span.on(at));
    let picks = if new.picks { &reading.picks[..] } else { &[] };
    let figures = if new.figures { &reading.figures[..] } else { &[] };
    (!picks.is_empty() || !figures.is_empty()).then(|| EarlyPart {
        mentions: picks.iter().map(|p| EarlyMention { span: span(p.0), kind: p.1 }).collect(),
        figures: figures.iter().map(|f| EarlyFigure { span: span(f.span), kind: f.kind }).collect(),
    })
}

impl Placed<'_> {
    fn add(&self, text: &Text, checked: bool, counts: &Counts, out: &mut Analysis) {
        let r = self.reading;
        let base = Base {
            chars: self.at,
            figures: counts.figures,
            projects: counts.projects,
            batches: counts.batches,
            entities: &self.entities,
        };
        let tables = projects::publish(text, &r.figures, &r.ledger, base);
        out.projects.extend(tables.projects);
        out.batches.extend(tables.batches);
        out.indicators.extend(tables.indicators);
        out.commitments.extend(tables.commitments);
        out.problems.extend(tables.problems);
        out.incentives.extend(tables.incentives);
        out.mechanisms.extend(tables.mechanisms);
        out.figures.extend(r.figures.iter().zip(&r.links).map(|(f, l)| self.figure(text, f, l)));
        out.findings.extend(r.report.findings.iter().map(|f| self.finding(text, f)));
        if checked {
            out.checked.extend(r.report.checked.iter().map(|f| self.finding(text, f)));
        }
    }

    fn span(&self, text: &Text, span: Span) -> model::Span {
        text.raw_span(span.on(self.at))
    }

    fn figure(&self, text: &Text, f: &Figure, l: &Links) -> model::Figure {
        let link = |link: &Option<links::Link>, interval: Option<String>| {
            let of = |k: &links::Link| model::Link {
                span: self.span(text, k.span),
                entity: k.entity.map(|e| self.entities[e]),
                interval,
            };
            link.as_ref().map(of)
        };
        model::Figure {
            span: self.span(text, f.span),
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

    fn finding(&self, text: &Text, f: &checks::Finding) -> model::Finding {
        model::Finding {
            span: self.span(text, f.span),
            rule: f.rule.to_string(),
            severity: f.severity,
            message: f.message.clone(),
            message_en: f.message_en.clone(),
            suggestion: f.suggestion.clone(),
            related: f.related.iter().map(|&span| self.span(text, span)).collect(),
        }
    }
}

pub(super) fn iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn furniture(page: &Page, text: &Text) -> Vec<model::Furniture> {
    let blocks = text.blocks.iter().filter(|b| b.article.is_none());
    let spans = blocks.flat_map(|b| text.pieces(b));
    spans.zip(&page.furniture).map(|(span, f)| model::Furniture { span, kind: f.kind }).collect()
}

fn articles(page: &Page, text: &Text, dates: &[Option<(Date, ArticleDate)>]) -> Vec<model::Article> {
    let articles = text.blocks.chunk_by(|a, b| a.article == b.article).filter_map(|b| Some((b[0].article?, b)));
    let of = |(i, blocks): (usize, &[Block])| {
        article(&page.articles[i], text, text.bylines[i], blocks, dates.get(i).copied().flatten())
    };
    articles.map(of).collect()
}

fn article(
    source: &page::Article,
    text: &Text,
    byline: Option<Span>,
    blocks: &[Block],
    published: Option<(Date, ArticleDate)>,
) -> model::Article {
    let mut out = model::Article {
        title: None,
        subtitle: None,
        byline: byline.map(|span| text.raw_span(span)),
        published: published.map(|p| iso_date(p.0)),
        published_from: published.map(|p| p.1),
        kind: source.kind,
        order: source.order,
        paragraphs: Vec::new(),
    };
    for block in blocks {
        let whole = || text.pieces(block).reduce(|a, b| text.raw_range(a.start..b.end));
        match block.kind {
            BlockKind::Part(page::Part::Title) => out.title = whole(),
            BlockKind::Part(page::Part::Subtitle) => out.subtitle = whole(),
            BlockKind::Part(page::Part::Byline) => {}
            BlockKind::Part(page::Part::Paragraph(kind)) => {
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

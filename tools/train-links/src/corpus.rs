//! Gold documents: text, figures and mentions as the gold has them, and the links to learn.

use serde_json::Value as Json;
use shiju::entities::{self, Entities};
use shiju::figures::Figure;
use shiju::links::Links;
use shiju::links::learn::{Past, Scene, is_when, overlap};
use shiju::model::{Change, EntityType, FigureKind, Value};
use shiju::text::{Span, Text};
use shiju::words::{Lexicon, Words};
use shiju::{page, text};
use std::collections::HashMap;
use std::path::Path;

/// What the gold says of a figure.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub metric: Option<Vec<char>>,
    pub subject: Option<Vec<char>>,
    pub period: Option<Vec<char>>,
    pub change: Option<Change>,
}

/// A gold document.
pub struct Document {
    pub name: String,
    pub text: Text,
    pub words: Words,
    pub figures: Vec<Figure>,
    pub entities: Entities,
    pub gold: Vec<Gold>,
    /// The text it shows: the same text with other mentions has the same number.
    pub number: usize,
    /// How much it counts in training.
    pub share: f32,
    /// Which report its links are counted in; none for texts that only train.
    pub report: Option<usize>,
}

/// All gold documents of a folder, by name; with a folder of mentions, those in place of the gold's.
///
/// `MENTIONS/NAME.json` is a list of `{start, end, type}`, as a recogniser finds them that has not seen the document.
pub fn read(folder: &Path, mentions: Option<&Path>) -> Result<Vec<Document>, String> {
    let listing = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = listing.flatten().map(|entry| entry.path()).collect();
    paths.retain(|p| p.to_string_lossy().ends_with(".gold.json"));
    paths.sort();
    let mut lexicon = Lexicon::new(shiju::bundled::LEXICON).map_err(|e| e.to_string())?;
    paths
        .iter()
        .map(|path| document(path, mentions, &mut lexicon).map_err(|e| format!("{}: {e}", path.display())))
        .collect()
}

fn document(path: &Path, mentions: Option<&Path>, lexicon: &mut Lexicon) -> Result<Document, String> {
    let load = |p: &Path| std::fs::read_to_string(p).map_err(|e| e.to_string());
    let json: Json = serde_json::from_str(&load(path)?).map_err(|e| e.to_string())?;
    let raw = load(Path::new(&path.to_string_lossy().replace(".gold.json", ".txt")))?;
    let text = text::clean(&raw, &page::split(&raw));
    let words = lexicon.segment(&text);
    let places: HashMap<u32, usize> =
        (0..text.chars.len()).rev().map(|i| (text.raw_span(Span::new(i, i + 1)).start, i)).collect();
    let span = |item: &Json| {
        let at = |key: &str| item[key].as_u64().map(|n| n as u32);
        let start = *places.get(&at("start")?)?;
        let end = places.get(&at("end")?.checked_sub(1)?)? + 1;
        (start < end).then(|| Span::new(start, end))
    };
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    let (mut figures, mut gold) = (Vec::new(), Vec::new());
    for item in list("figures") {
        let Some(span) = span(&item) else { continue };
        figures.push(figure(span, &item)?);
        gold.push(wanted(&item));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().replace(".gold.json", "");
    let named = match mentions {
        Some(folder) => {
            serde_json::from_str(&load(&folder.join(format!("{name}.json")))?).map_err(|e| e.to_string())?
        }
        None => list("entities"),
    };
    let mut mentions: Vec<(Span, EntityType)> = Vec::new();
    for item in named {
        let kind = serde_json::from_value(item["type"].clone()).map_err(|e| e.to_string())?;
        mentions.extend(span(&item).map(|s| (s, kind)));
    }
    let entities = group(&text, &words, mentions);
    Ok(Document { name, text, words, figures, entities, gold, number: 0, share: 1.0, report: Some(0) })
}

fn figure(span: Span, item: &Json) -> Result<Figure, String> {
    let kind: FigureKind = serde_json::from_value(item["kind"].clone()).map_err(|e| e.to_string())?;
    let value = match &item["value"] {
        Json::Number(n) => Value::Number(n.as_f64().unwrap_or_default()),
        Json::String(s) => Value::Iso(s.clone()),
        Json::Array(pair) => {
            let at = |i: usize| pair.get(i).and_then(Json::as_f64).unwrap_or_default();
            Value::Range(at(0), at(1))
        }
        _ => Value::Unknown,
    };
    let unit = item["unit"].as_str().map(|u| u.to_string().into());
    Ok(Figure { span, kind, value, unit, base: None, modifier: None })
}

fn wanted(item: &Json) -> Gold {
    let phrase = |key: &str| item[key].as_str().filter(|s| !s.is_empty()).map(|s| s.chars().map(narrow).collect());
    let change = match item["change"].as_str() {
        Some("up") => Some(Change::Up),
        Some("down") => Some(Change::Down),
        _ => None,
    };
    Gold { metric: phrase("metric"), subject: phrase("subject"), period: phrase("period"), change }
}

/// Full-width forms to half-width ones, as in the cleaned text.
pub fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Outermost mentions, grouped into entities as when reading.
fn group(text: &Text, words: &Words, mut mentions: Vec<(Span, EntityType)>) -> Entities {
    mentions.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    let mut end = 0;
    mentions.retain(|(s, _)| {
        s.start >= end && {
            end = s.end;
            true
        }
    });
    let picks: Vec<_> = mentions.into_iter().map(|(span, kind)| (span, kind, 1.0)).collect();
    entities::group(text, words, &picks, &[])
}

impl Document {
    pub fn scene(&self) -> Scene<'_> {
        Scene::new(&self.text, &self.words, &self.figures, &self.entities)
    }

    /// What earlier decisions would look like had they all been right.
    pub fn gold_past(&self) -> Past {
        let scene = self.scene();
        let mut past = Past::default();
        for (i, gold) in self.gold.iter().enumerate() {
            let quantity = !is_when(self.figures[i].kind);
            let metrics = shiju::links::learn::metrics(&scene, i, &past);
            let metric = self.nearest(i, metrics.iter().map(|m| m.0), gold.metric.as_deref().filter(|_| quantity));
            let periods = shiju::links::learn::periods(&scene, i, &past, metric);
            let spans = periods.iter().map(|p| p.0.map(|g| self.figures[g].span));
            let period = self.nearest(i, spans, gold.period.as_deref());
            let period = period.and_then(|s| self.figures.iter().position(|f| f.span == s));
            past.metrics.push(metric);
            past.periods.push(period);
            past.changes.push(gold.change);
        }
        past
    }

    /// Of the candidates, the one that fits the wanted phrase best and stands nearest.
    fn nearest(
        &self,
        figure: usize,
        found: impl Iterator<Item = Option<Span>>,
        wanted: Option<&[char]>,
    ) -> Option<Span> {
        let wanted = wanted?;
        let at = self.figures[figure].span.start;
        let fit = |s: Span| overlap(&self.text.chars[s.start..s.end], wanted);
        let good = found.flatten().filter(|&s| fit(s) >= 0.5);
        good.max_by(|&a, &b| fit(a).total_cmp(&fit(b)).then(b.start.abs_diff(at).cmp(&a.start.abs_diff(at))))
    }

    /// Decisions as later figures see them.
    pub fn past_of(&self, links: &[Links]) -> Past {
        let period = |l: &Links| l.period.as_ref().and_then(|p| self.figures.iter().position(|f| f.span == p.span));
        Past {
            metrics: links.iter().map(|l| l.metric.as_ref().map(|m| m.span)).collect(),
            periods: links.iter().map(period).collect(),
            changes: links.iter().map(|l| l.change).collect(),
            comparison: None,
        }
    }
}

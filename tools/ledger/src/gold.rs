//! Annotated articles, as the rooms before the ledger would hand them on.

use serde::Deserialize;
use shiju::entities::{Entities, Entity, Mention};
use shiju::figures::Figure;
use shiju::links::{Link, Links};
use shiju::model::{Change, EntityType, FigureKind, Modifier, Value};
use shiju::text::{Span, Text};
use shiju::words::{Lexicon, Words};
use std::collections::HashMap;
use std::path::Path;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    published: Option<String>,
    until: u32,
    entities: Vec<GoldEntity>,
    figures: Vec<GoldFigure>,
    projects: Vec<GoldProject>,
}

#[derive(Deserialize)]
struct GoldEntity {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    kind: EntityType,
}

#[derive(Deserialize)]
struct GoldFigure {
    start: u32,
    end: u32,
    kind: FigureKind,
    value: serde_json::Value,
    unit: Option<String>,
    metric: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    change: Option<String>,
}

/// A record as annotated.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldProject {
    pub name: Option<String>,
    pub company: Option<String>,
    #[serde(default)]
    pub investment: serde_json::Value,
    pub zone_or_place: Option<String>,
    pub stage: Option<String>,
}

/// An article with what the rooms before the ledger say of it.
pub struct Article {
    pub id: String,
    pub text: Text,
    pub words: Words,
    pub figures: Vec<Figure>,
    pub entities: Entities,
    pub links: Vec<Links>,
    pub projects: Vec<GoldProject>,
    pub published: Option<time::Date>,
}

/// What of the annotation to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The outer mentions, as the recogniser would find them.
    Outer,
    /// All mentions.
    All,
    /// No project's name, as where the recogniser misses them all.
    NoProjects,
}

/// What the rooms before the ledger say of a text.
#[derive(Debug, Clone, Copy)]
pub enum Input<'a> {
    /// As annotated.
    Gold(Keep),
    /// The mentions in `NAME.json` of this folder, found by a recogniser that had not seen the text; figures
    /// and links as the program reads them.
    Found(&'a Path),
}

/// Reads `*.gold.json` and the texts beside them.
pub fn read(dir: &Path, input: Input) -> Vec<Article> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .expect("a folder of annotated articles")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    let mut lexicon = lexicon();
    files.iter().map(|p| article(p, input, &mut lexicon)).collect()
}

fn lexicon() -> Lexicon {
    Lexicon::new(shiju::bundled::LEXICON).expect("the lexicon")
}

fn article(path: &Path, input: Input, lexicon: &mut Lexicon) -> Article {
    let file: File = serde_json::from_slice(&std::fs::read(path).expect("gold")).expect("gold");
    let id = path.file_name().map_or(String::new(), |n| n.to_string_lossy().replace(".gold.json", ""));
    let raw = std::fs::read_to_string(path.to_string_lossy().replace(".gold.json", ".txt")).expect("text");
    let page = shiju::page::split(&raw);
    let text = shiju::text::clean(&raw, &page);
    let words = lexicon.segment(&text);
    let places = Places::new(&text);
    let published = file.published.as_deref().and_then(|d| shiju::analyzer::parse_date(d).ok());
    let (entities, figures, links) = match input {
        Input::Gold(keep) => {
            let entities = entities(&text, &places, &kept(&file, keep));
            let mut read: Vec<(Figure, Links)> =
                file.figures.iter().filter_map(|f| figure(f, &text, &places)).collect();
            read.sort_by_key(|(f, _)| f.span);
            let (figures, links) = read.into_iter().unzip();
            (entities, figures, links)
        }
        Input::Found(folder) => {
            let found = std::fs::read(folder.join(format!("{id}.json"))).expect("the mentions that were found");
            let found: Vec<GoldEntity> = serde_json::from_slice(&found).expect("mentions");
            let entities = entities(&text, &places, &found.iter().collect::<Vec<_>>());
            let figures = shiju::figures::read(&text, &words, published);
            let links = shiju::links::link(&text, &words, &figures, &entities);
            (entities, figures, links)
        }
    };
    let projects = file.projects.into_iter().map(folded).collect();
    Article { id, text, words, figures, entities, links, projects, published }
}

/// Invented reports with their records; the mentions are those that the program finds.
pub fn pages() -> Vec<Article> {
    let mut lexicon = lexicon();
    let mut analyzer = shiju::Analyzer::bundled().expect("the analyzer");
    let pages = include_str!("../texts/pages.txt").split("\n=== ").skip(1);
    pages.map(|page| invented(page, &mut lexicon, &mut analyzer)).collect()
}

fn invented(page: &str, lexicon: &mut Lexicon, analyzer: &mut shiju::Analyzer) -> Article {
    let (date, rest) = page.split_once('\n').expect("a date");
    let is_record = |l: &&str| l.starts_with("- ");
    let raw: String = rest.lines().filter(|l| !is_record(l)).map(|l| format!("{l}\n")).collect();
    let options = shiju::Options { published: Some(date.into()), ..Default::default() };
    let found = analyzer.analyze(&raw, &options).expect("an analysis").mentions;
    let found: Vec<GoldEntity> =
        found.iter().map(|m| GoldEntity { start: m.span.start, end: m.span.end, kind: m.kind }).collect();
    let text = shiju::text::clean(&raw, &shiju::page::split(&raw));
    let words = lexicon.segment(&text);
    let published = shiju::analyzer::parse_date(date).ok();
    let entities = entities(&text, &Places::new(&text), &found.iter().collect::<Vec<_>>());
    let figures = shiju::figures::read(&text, &words, published);
    let links = shiju::links::link(&text, &words, &figures, &entities);
    let projects = rest.lines().filter(is_record).map(|l| folded(record(l))).collect();
    Article { id: date.into(), text, words, figures, entities, links, projects, published }
}

/// `- name | company | place | investment | stage`, each of which may be empty.
fn record(line: &str) -> GoldProject {
    let cells: Vec<&str> = line[1..].split('|').map(str::trim).collect();
    let cell = |i: usize| cells.get(i).filter(|c| !c.is_empty()).map(|c| c.to_string());
    GoldProject {
        name: cell(0),
        company: cell(1),
        zone_or_place: cell(2),
        investment: cell(3).map_or(serde_json::Value::Null, |n| n.parse::<f64>().expect("a sum").into()),
        stage: cell(4),
    }
}

/// Invented names of projects, each an article of its own: lessons in where a firm's name ends.
pub fn names() -> Vec<Article> {
    let mut lexicon = lexicon();
    let rows = include_str!("../texts/names.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).map(|(firm, rest)| named(firm, rest, &mut lexicon)).collect()
}

fn named(firm: &str, rest: &str, lexicon: &mut Lexicon) -> Article {
    let (lead, firm) = firm.split_once('|').unwrap_or(("", firm));
    let name = format!("{lead}{firm}{rest}");
    let raw = format!("{name}总投资5亿元。");
    let text = shiju::text::clean(&raw, &shiju::page::split(&raw));
    let words = lexicon.segment(&text);
    let length = name.encode_utf16().count() as u32;
    let mention = GoldEntity { start: 0, end: length, kind: EntityType::Project };
    let entities = entities(&text, &Places::new(&text), &[&mention]);
    let figures = shiju::figures::read(&text, &words, None);
    let links = shiju::links::link(&text, &words, &figures, &entities);
    let project = GoldProject {
        name: Some(name.clone()),
        company: Some(firm.to_string()).filter(|f| !f.is_empty()),
        investment: serde_json::Value::Null,
        zone_or_place: None,
        stage: None,
    };
    let projects = vec![folded(project)];
    Article { id: name, text, words, figures, entities, links, projects, published: None }
}

/// The annotated mentions to go by.
fn kept(file: &File, keep: Keep) -> Vec<&GoldEntity> {
    let inside = |e: &GoldEntity| {
        file.entities.iter().any(|o| o.start <= e.start && e.end <= o.end && o.end - o.start > e.end - e.start)
    };
    file.entities
        .iter()
        .filter(|e| e.end <= file.until)
        .filter(|e| match keep {
            Keep::All => true,
            Keep::Outer => !inside(e),
            Keep::NoProjects => e.kind != EntityType::Project,
        })
        .collect()
}

fn entities(text: &Text, places: &Places, mentions: &[&GoldEntity]) -> Entities {
    let mut entities = Entities::default();
    let mut ids: HashMap<(EntityType, String), usize> = HashMap::new();
    let mut spans: Vec<(Span, EntityType)> =
        mentions.iter().filter_map(|e| Some((places.span(e.start, e.end)?, e.kind))).collect();
    spans.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    for (span, kind) in spans {
        let name = text.slice(span);
        let entity = *ids.entry((kind, name.clone())).or_insert_with(|| {
            entities.entities.push(Entity {
                kind,
                name,
                aliases: vec![],
                mentions: vec![],
                division: None,
                posts: vec![],
            });
            entities.entities.len() - 1
        });
        entities.entities[entity].mentions.push(entities.mentions.len());
        entities.mentions.push(Mention { span, kind, entity, confidence: 1.0, inner: false });
    }
    entities
}

/// With half-width forms, as the cleaned text has them.
fn folded(p: GoldProject) -> GoldProject {
    let fold = |s: Option<String>| s.map(|s| s.chars().map(half).collect());
    GoldProject { name: fold(p.name), company: fold(p.company), zone_or_place: fold(p.zone_or_place), ..p }
}

fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn figure(f: &GoldFigure, text: &Text, places: &Places) -> Option<(Figure, Links)> {
    let value = match &f.value {
        serde_json::Value::Number(n) => Value::Number(n.as_f64()?),
        serde_json::Value::String(s) => Value::Iso(s.clone()),
        serde_json::Value::Array(a) => Value::Range(a.first()?.as_f64()?, a.get(1)?.as_f64()?),
        _ => Value::Unknown,
    };
    let modifier = match f.modifier.as_deref() {
        Some("over") => Some(Modifier::Over),
        Some("under") => Some(Modifier::Under),
        Some("approx") => Some(Modifier::Approx),
        _ => None,
    };
    let change = match f.change.as_deref() {
        Some("up") => Some(Change::Up),
        Some("down") => Some(Change::Down),
        _ => None,
    };
    let span = places.span(f.start, f.end)?;
    let metric = f.metric.as_ref().and_then(|m| nearest(text, span, m)).map(|span| Link { span, entity: None });
    let unit = f.unit.clone().map(Into::into);
    let links = Links { metric, change, ..Links::default() };
    Some((Figure { span, kind: f.kind, value, unit, base: None, modifier }, links))
}

fn nearest(text: &Text, span: Span, words: &str) -> Option<Span> {
    let length = words.chars().count();
    let from = span.start.saturating_sub(60);
    let hits = (from..(span.end + 30).min(text.chars.len())).filter(|i| text.starts_with(*i, words));
    hits.min_by_key(|i| i.abs_diff(span.start)).map(|i| Span::new(i, i + length))
}

/// Where each UTF-16 unit of the raw text stands in the cleaned one.
struct Places(HashMap<u32, usize>, HashMap<u32, usize>);

impl Places {
    fn new(text: &Text) -> Self {
        let (mut starts, mut ends) = (HashMap::new(), HashMap::new());
        for i in 0..text.chars.len().saturating_sub(1) {
            let raw = text.raw_span(Span::new(i, i + 1));
            if raw.end > raw.start {
                starts.entry(raw.start).or_insert(i);
                ends.insert(raw.end, i + 1);
            }
        }
        Places(starts, ends)
    }

    fn span(&self, start: u32, end: u32) -> Option<Span> {
        let (a, b) = (*self.0.get(&start)?, *self.1.get(&end)?);
        (a < b).then(|| Span::new(a, b))
    }
}

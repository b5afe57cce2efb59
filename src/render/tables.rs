//! The tables that programs take: stable English column names, normalised values, offsets into the text.
//! `www/lib/src/table.ts` is their twin; a test holds the two against each other.

use crate::float;
use crate::model::{Analysis, Entity, Fact, Figure, Finding, Link, Project, Span, Stage, StageDuration, Value};
use serde::Serialize;

/// One field of a table.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Cell {
    Nothing,
    Number(f64),
    Text(String),
}

/// A table with its columns named.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TableName {
    Figures,
    Projects,
    Entities,
    Findings,
}

impl TableName {
    /// All of them, by the names that callers use.
    pub const ALL: [(&'static str, TableName); 4] = [
        ("figures", TableName::Figures),
        ("projects", TableName::Projects),
        ("entities", TableName::Entities),
        ("findings", TableName::Findings),
    ];

    /// The table of this name.
    pub fn of(name: &str) -> Option<TableName> {
        TableName::ALL.iter().find(|(known, _)| *known == name).map(|(_, table)| *table)
    }
}

const FIGURES: &[&str] = &[
    "text",
    "kind",
    "value",
    "value_to",
    "unit",
    "base_value",
    "base_unit",
    "modifier",
    "change",
    "status",
    "metric",
    "subject",
    "period",
    "interval",
    "counted",
    "comparison",
    "start",
    "end",
];
const PROJECTS: &[&str] = &[
    "name",
    "company",
    "place",
    "stage",
    "date",
    "investment",
    "investment_to",
    "unit",
    "content",
    "facts",
    "durations",
    "pool",
    "confidence",
    "start",
    "end",
];
const ENTITIES: &[&str] = &["type", "name", "aliases", "posts", "division", "code", "mentions", "start", "end"];
const FINDINGS: &[&str] = &["severity", "type", "text", "message", "message_en", "suggestion", "start", "end"];

/// A table of an analysis.
pub fn table(analysis: &Analysis, name: TableName) -> Table {
    let (columns, rows) = match name {
        TableName::Figures => (FIGURES, analysis.figures.iter().map(figure).collect()),
        TableName::Projects => (PROJECTS, analysis.projects.iter().map(|p| project(analysis, p)).collect()),
        TableName::Entities => (ENTITIES, analysis.entities.iter().map(|e| entity(analysis, e)).collect()),
        TableName::Findings => (FINDINGS, analysis.findings.iter().map(finding).collect()),
    };
    Table { columns, rows }
}

fn figure(f: &Figure) -> Vec<Cell> {
    let linked = |link: &Option<Link>| text(link.as_ref().map(|l| &l.span.text));
    let [value, value_to] = amount(Some(&f.value));
    let [base_value, _] = amount(f.base.as_ref().map(|b| &b.value));
    vec![
        text(Some(&f.span.text)),
        word(Some(f.kind)),
        value,
        value_to,
        text(f.unit.as_ref()),
        base_value,
        text(f.base.as_ref().map(|b| &b.unit)),
        word(f.modifier),
        word(f.change),
        word(f.status),
        linked(&f.metric),
        linked(&f.subject),
        linked(&f.period),
        text(f.period.as_ref().and_then(|p| p.interval.as_ref())),
        linked(&f.counted),
        linked(&f.comparison),
        place(Some(f.span.start)),
        place(Some(f.span.end)),
    ]
}

fn project(analysis: &Analysis, p: &Project) -> Vec<Cell> {
    let [investment, investment_to] = amount(p.investment.as_ref().map(|i| &i.value));
    let reached = p.stages.iter().rev().find(|s| Some(s.stage) == p.stage);
    let facts: Vec<String> = p.phases.iter().chain(&p.facts).filter_map(|f| fact(analysis, f)).collect();
    let durations: Vec<String> = p.durations.iter().filter_map(|d| duration(analysis, d)).collect();
    let evidence = p.evidence.first();
    vec![
        text(p.name.as_ref()),
        text(p.company.as_ref()),
        text(p.place.as_ref()),
        word(p.stage),
        text(reached.and_then(|s| s.date.as_ref())),
        investment,
        investment_to,
        text(p.investment.as_ref().map(|i| &i.unit)),
        text(p.content.as_ref()),
        list(&facts, "; "),
        list(&durations, "; "),
        text(p.pool.as_ref().map(|s| &s.text)),
        Cell::Number(shortest(p.confidence)),
        place(evidence.map(|e| e.start)),
        place(evidence.map(|e| e.end)),
    ]
}

/// A duration as `signed to operating: words of its figure`.
fn duration(analysis: &Analysis, d: &StageDuration) -> Option<String> {
    let name = |stage: Stage| match word(Some(stage)) {
        Cell::Text(name) => name,
        _ => String::new(),
    };
    let from = d.from.map_or(String::new(), |from| format!("{} to ", name(from)));
    analysis.figures.get(d.figure).map(|figure| format!("{from}{}: {}", name(d.to), figure.span.text))
}

/// A fact as `name: words of its figure`.
fn fact(analysis: &Analysis, f: &Fact) -> Option<String> {
    analysis.figures.get(f.figure).map(|figure| format!("{}: {}", f.name, figure.span.text))
}

fn entity(analysis: &Analysis, e: &Entity) -> Vec<Cell> {
    let first: Option<&Span> = e.mentions.first().and_then(|&m| analysis.mentions.get(m)).map(|m| &m.span);
    vec![
        word(Some(e.kind)),
        text(Some(&e.name)),
        list(&e.aliases, "; "),
        list(&posts(analysis, e), "; "),
        list(e.division.as_ref().map_or(&[][..], |d| &d.path), "/"),
        text(e.division.as_ref().map(|d| &d.code)),
        Cell::Number(e.mentions.len() as f64),
        place(first.map(|s| s.start)),
        place(first.map(|s| s.end)),
    ]
}

/// The posts that a person holds, each after its body.
pub fn posts(analysis: &Analysis, e: &Entity) -> Vec<String> {
    let name = |id: usize| analysis.entities.get(id).map_or("", |e| &e.name);
    e.posts.iter().map(|p| format!("{}{}", p.body.map_or("", name), name(p.role))).collect()
}

fn finding(f: &Finding) -> Vec<Cell> {
    vec![
        word(Some(f.severity)),
        text(Some(&f.rule)),
        text(Some(&f.span.text)),
        text(Some(&f.message)),
        text(Some(&f.message_en)),
        text(f.suggestion.as_ref()),
        place(Some(f.span.start)),
        place(Some(f.span.end)),
    ]
}

fn text(value: Option<&String>) -> Cell {
    value.filter(|v| !v.is_empty()).map_or(Cell::Nothing, |v| Cell::Text(v.clone()))
}

fn list(values: &[String], between: &str) -> Cell {
    text(Some(&values.join(between)))
}

fn place(offset: Option<u32>) -> Cell {
    offset.map_or(Cell::Nothing, |at| Cell::Number(at.into()))
}

/// A word of the result type, as JSON has it.
fn word(value: Option<impl Serialize>) -> Cell {
    let json = value.and_then(|v| serde_json::to_string(&v).ok());
    json.map_or(Cell::Nothing, |word| Cell::Text(word.trim_matches('"').to_string()))
}

/// The number that the shortest digits of a smaller one stand for: 0.93, not 0.9300000071525574.
fn shortest(number: f32) -> f64 {
    float::parse(&number.to_string()).unwrap_or(number.into())
}

/// A value as its lower end and, of a range, its upper one.
fn amount(value: Option<&Value>) -> [Cell; 2] {
    match value {
        Some(Value::Number(n)) => [Cell::Number(*n), Cell::Nothing],
        Some(Value::Range(low, high)) => [Cell::Number(*low), Cell::Number(*high)],
        Some(Value::Iso(iso)) => [Cell::Text(iso.clone()), Cell::Nothing],
        Some(Value::Unknown) | None => [Cell::Nothing, Cell::Nothing],
    }
}

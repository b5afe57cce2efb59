//! The view for terminals: the text with its marks, then what was found in it.

use super::styled::{Style, columns, styled, tame};
use super::{Lang, amounts, names, tables};
use crate::model::{Analysis, EntityType, FigureKind, Project, Severity, Span};

/// How the view looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Whether to use colours.
    pub colour: bool,
    /// The language of headings and messages.
    pub lang: Lang,
}

const HEADING: Style = "1";

/// The whole view of a text.
pub fn view(text: &str, analysis: &Analysis, look: Look) -> String {
    let parts = [
        ("findings", findings(analysis, look)),
        ("projects", projects(analysis, look)),
        ("figures", figures(analysis, look)),
        ("entities", entities(analysis, look)),
    ];
    let mut out = marked(text, analysis, look);
    for (part, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let heading = format!("{} {}", names::heading(part, look.lang), lines.len());
        out.push_str(&format!("\n{}\n", styled(&heading, HEADING, look.colour)));
        lines.iter().for_each(|line| out.push_str(&format!("  {}\n", line.replace('\n', " "))));
    }
    out
}

fn entity_style(kind: EntityType) -> Style {
    match kind {
        EntityType::Place | EntityType::Zone => "32",
        EntityType::Project | EntityType::Industry | EntityType::Product | EntityType::Policy | EntityType::Event => {
            "35"
        }
        _ => "34",
    }
}

fn figure_style(kind: FigureKind) -> Style {
    match kind {
        FigureKind::Money => "1;33",
        FigureKind::Date | FigureKind::Period | FigureKind::Time | FigureKind::Duration | FigureKind::Age => "36",
        _ => "33",
    }
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => "1;4;31",
        Severity::Warning => "4;31",
        Severity::Info => "4",
    }
}

/// The text, each stretch in the style of the innermost thing that it belongs to.
fn marked(text: &str, analysis: &Analysis, look: Look) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut styles: Vec<Style> = vec![""; units.len()];
    let mut paint = |span: &Span, style| styles[span.start as usize..span.end as usize].fill(style);
    analysis.mentions.iter().for_each(|m| paint(&m.span, entity_style(m.kind)));
    analysis.figures.iter().for_each(|f| paint(&f.span, figure_style(f.kind)));
    analysis.findings.iter().for_each(|f| paint(&f.span, severity_style(f.severity)));
    let stretches = styles.chunk_by(|a, b| a == b).scan(0, |at, styles| {
        let stretch = &units[*at..*at + styles.len()];
        *at += styles.len();
        Some(styled(&tame(&String::from_utf16_lossy(stretch)), styles[0], look.colour))
    });
    let marked: String = stretches.collect();
    format!("{}\n", marked.trim_end())
}

fn findings(analysis: &Analysis, look: Look) -> Vec<String> {
    let line = |f: &crate::model::Finding| {
        let message = if look.lang == Lang::Zh { &f.message } else { &f.message_en };
        let name = styled(names::severity(f.severity, look.lang), severity_style(f.severity), look.colour);
        format!("{name}  {}", tame(message))
    };
    analysis.findings.iter().map(line).collect()
}

fn projects(analysis: &Analysis, look: Look) -> Vec<String> {
    let row = |p: &Project| {
        let sum = p.investment.as_ref().map(|i| amounts::value(&i.value, Some(&i.unit), look.lang));
        let stage = p.stage.map(|s| names::stage(s, look.lang).to_string());
        let name = p.name.as_ref().or(p.content.as_ref()).or(p.company.as_ref()).cloned();
        [name, sum, stage, p.company.clone(), p.place.clone()]
            .map(|cell| tame(&cell.unwrap_or_else(|| "—".into())))
            .to_vec()
    };
    columns(&analysis.projects.iter().map(row).collect::<Vec<_>>())
}

/// The figures that say something of something.
fn figures(analysis: &Analysis, look: Look) -> Vec<String> {
    let words = |link: &Option<crate::model::Link>| link.as_ref().map_or(String::new(), |l| tame(&l.span.text));
    let linked = analysis.figures.iter().filter(|f| f.metric.is_some() || f.subject.is_some());
    let row = |f: &crate::model::Figure| {
        vec![tame(&amounts::figure(f, look.lang)), words(&f.metric), words(&f.subject), words(&f.period)]
    };
    columns(&linked.map(row).collect::<Vec<_>>())
}

/// One line for each type, with the fullest names.
fn entities(analysis: &Analysis, look: Look) -> Vec<String> {
    let line = |kind: EntityType| {
        let of_kind = analysis.entities.iter().filter(|e| e.kind == kind);
        let named = of_kind.map(|e| match tables::posts(analysis, e)[..] {
            [] => tame(&e.name),
            ref posts => tame(&format!("{} ({})", e.name, posts.join(", "))),
        });
        let list = named.collect::<Vec<_>>().join(" · ");
        (!list.is_empty()).then(|| vec![names::entity(kind, look.lang).to_string(), list])
    };
    let rows: Vec<Vec<String>> = EntityType::ALL.into_iter().filter_map(line).collect();
    let kinds = EntityType::ALL.into_iter().filter(|k| analysis.entities.iter().any(|e| e.kind == *k));
    let coloured = |(line, kind): (String, EntityType)| {
        let name = names::entity(kind, look.lang);
        line.replacen(name, &styled(name, entity_style(kind), look.colour), 1)
    };
    columns(&rows).into_iter().zip(kinds).map(coloured).collect()
}

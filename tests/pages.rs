//! Whole pages, each with a snapshot that a person can read (`tests/pages/*.txt` → `tests/snapshots`).
//!
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test --test pages`, accepts what changed.

use shiju::model::{Analysis, Figure, Link, Value};
use shiju::{Analyzer, Options};
use std::fmt::Write;

fn value(v: &Value) -> String {
    match v {
        Value::Number(n) => n.to_string(),
        Value::Range(low, high) => format!("{low}–{high}"),
        Value::Iso(text) => text.clone(),
        Value::Unknown => "?".into(),
    }
}

fn link(name: &str, link: &Option<Link>) -> String {
    link.as_ref().map_or(String::new(), |l| format!("  {name} {}", l.span.text))
}

fn figure(f: &Figure) -> String {
    let unit = f.unit.as_deref().unwrap_or("");
    let flag = |x: Option<String>| x.map_or(String::new(), |x| format!("  {x}"));
    [
        format!("{:?} {} = {} {unit}", f.kind, f.span.text, value(&f.value)).trim_end().to_string(),
        flag(f.modifier.map(|m| format!("{m:?}").to_lowercase())),
        flag(f.change.map(|c| format!("{c:?}").to_lowercase())),
        flag(f.status.map(|s| format!("{s:?}").to_lowercase())),
        link("of", &f.subject),
        link("metric", &f.metric),
        link("in", &f.period),
        link("against", &f.comparison),
    ]
    .concat()
}

/// The analysis, a line for each thing that it says.
fn readable(a: &Analysis) -> String {
    let mut out = String::new();
    let text = |s: &Option<shiju::model::Span>| s.as_ref().map_or("–".into(), |s| s.text.clone());
    let mut line = |words: String| writeln!(out, "{words}").expect("a string takes every line");
    line(format!("published {} {:?}", a.published.as_deref().unwrap_or("–"), a.published_from));
    for article in &a.articles {
        line(format!("\n{:?}: {}", article.kind, text(&article.title)));
        line(format!("  subtitle {} / byline {}", text(&article.subtitle), text(&article.byline)));
        for p in &article.paragraphs {
            let (head, cut): (String, &str) =
                (p.text.chars().take(24).collect(), if p.text.chars().count() > 24 { "…" } else { "" });
            line(format!("  {:?} ({}) {head}{cut}", p.kind, p.pieces.len()));
        }
    }
    line("\nfurniture".into());
    a.furniture.iter().for_each(|f| line(format!("  {:?} {}", f.kind, f.span.text)));
    line("\nentities".into());
    for e in &a.entities {
        let also = if e.aliases.is_empty() { String::new() } else { format!(" = {}", e.aliases.join(" = ")) };
        let posts: String = e
            .posts
            .iter()
            .map(|p| format!("  {}{}", p.body.map_or("", |b| &a.entities[b].name), a.entities[p.role].name))
            .collect();
        let code = e.division.as_ref().map_or(String::new(), |d| format!("  {} {}", d.code, d.path.join("/")));
        line(format!("  {:?} {}{also} ×{}{posts}{code}", e.kind, e.name, e.mentions.len()));
    }
    line("\nfigures".into());
    a.figures.iter().for_each(|f| line(format!("  {}", figure(f))));
    line("\nprojects".into());
    for p in &a.projects {
        let part = |x: &Option<String>| x.clone().unwrap_or("–".into());
        let money = p.investment.as_ref().map_or("–".into(), |i| format!("{} {}", value(&i.value), i.unit));
        let stage = p.stage.map_or("–".into(), |s| format!("{s:?}").to_lowercase());
        line(format!("  {} | {} | {} | {money} | {stage}", part(&p.name), part(&p.company), part(&p.place)));
        for s in &p.stages {
            line(format!("    {:?} {} {:?}: {}", s.stage, part(&s.date), s.status, s.evidence.text));
        }
        for d in &p.durations {
            let from = d.from.map_or("–".into(), |f| format!("{f:?}"));
            line(format!("    {from} to {:?} {:?}: {}", d.to, d.status, a.figures[d.figure].span.text));
        }
        for f in &p.facts {
            line(format!("    {} {}", f.name, a.figures[f.figure].span.text));
        }
    }
    line("\nfindings".into());
    for f in &a.findings {
        line(format!("  {:?} {} «{}» {}", f.severity, f.rule, f.span.text, f.message));
    }
    out
}

#[test]
fn pages_are_read_as_their_snapshots_say() {
    let mut analyzer = Analyzer::bundled().expect("the bundled lexicon and model are sound");
    insta::glob!("pages/*.txt", |path| {
        let raw = std::fs::read_to_string(path).expect("a page is UTF-8");
        let analysis = analyze(&mut analyzer, &raw);
        insta::assert_snapshot!(readable(&analysis));
    });
}

fn analyze(analyzer: &mut Analyzer, raw: &str) -> Analysis {
    let analysis = analyzer.analyze(raw, &Options::default()).expect("no option can be wrong");
    let units: Vec<u16> = raw.encode_utf16().collect();
    let slice = |s: &shiju::model::Span| String::from_utf16_lossy(&units[s.start as usize..s.end as usize]);
    let spans = analysis.mentions.iter().map(|m| &m.span).chain(analysis.figures.iter().map(|f| &f.span));
    for span in spans.chain(analysis.findings.iter().map(|f| &f.span)) {
        assert_eq!(slice(span), span.text, "a span is the text that it points at");
    }
    analysis
}

//! Whole pages against what a reader expects of them (`tests/pages/*.expected`, written before the pages were first run).
//!
//! A line says what is expected, and of what: `article` begins an article with its title; `subtitle`, `byline`, `first` and `last` words
//! are that article's; `section` and `join` stand whole in one paragraph (`|` where a cut was), `any` in any; `order` are beginnings in
//! reading order; `furniture` stands around the articles and `may` do so, nothing else does. What is wanted but not so yet has a `~`.

use shiju::model::Analysis;
use shiju::{Analyzer, Options};

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

struct Read {
    title: String,
    subtitle: String,
    byline: String,
    paragraphs: Vec<String>,
}

fn articles(analysis: &Analysis) -> Vec<Read> {
    let text = |span: &Option<shiju::model::Span>| span.as_ref().map_or(String::new(), |s| bare(&s.text));
    let read = |a: &shiju::model::Article| Read {
        title: text(&a.title),
        subtitle: text(&a.subtitle),
        byline: text(&a.byline),
        paragraphs: a.paragraphs.iter().map(|p| bare(&p.text)).collect(),
    };
    analysis.articles.iter().map(read).collect()
}

/// What is expected and not so.
fn missed(expected: &str, analysis: &Analysis) -> Vec<String> {
    let articles = articles(analysis);
    let furniture: Vec<String> = analysis.furniture.iter().map(|f| bare(&f.span.text)).collect();
    let rows: Vec<(&str, &str)> = expected.lines().filter_map(|l| l.split_once('\t')).collect();
    let mut out = Vec::new();
    for (i, &(key, value)) in rows.iter().enumerate().filter(|(_, row)| !row.0.starts_with('~')) {
        // The article is the one with the first words that stand next to its title.
        let from = rows[..=i].iter().rposition(|row| row.0 == "article").unwrap_or(0);
        let first = rows[from..].iter().find(|row| row.0 == "first").map(|row| bare(row.1)).unwrap_or_default();
        let article = articles.iter().find(|a| a.paragraphs.iter().any(|p| p.contains(&first)));
        let wanted = if key == "join" { bare(value).replace('|', "") } else { bare(value) };
        let is = |holds: &dyn Fn(&Read) -> bool| article.is_some_and(holds);
        let whole = |a: &Read| a.paragraphs.concat();
        let ok = match key {
            "article" => is(&|a| a.title == wanted),
            "subtitle" => is(&|a| a.subtitle.contains(&wanted)),
            "byline" => is(&|a| a.byline.contains(&wanted)),
            // 【导读】, or the rest of a byline that a column's end cut, may stand before.
            "first" => is(&|a| whole(a).find(&wanted).is_some_and(|at| at <= a.byline.len() + 12)),
            "last" => is(&|a| whole(a).trim_end_matches(&*a.byline).ends_with(&wanted)),
            "order" => is(&|a| {
                let at: Vec<Option<usize>> = value.split('|').map(|start| whole(a).find(&bare(start))).collect();
                at.iter().all(Option::is_some) && at.is_sorted()
            }),
            "section" => articles.iter().any(|a| a.paragraphs.contains(&wanted)),
            "join" | "any" => articles.iter().any(|a| a.paragraphs.iter().any(|p| p.contains(&wanted))),
            "furniture" => furniture.iter().any(|f| f.contains(&wanted)),
            "may" => true,
            _ => panic!("{key} is expected of nothing"),
        };
        if !ok {
            out.push(format!("{key} {value}"));
        }
    }
    let around: Vec<String> = rows.iter().filter(|r| ["furniture", "may"].contains(&r.0)).map(|r| bare(r.1)).collect();
    let wrong = furniture.iter().filter(|f| !f.is_empty() && !around.iter().any(|line| line.contains(*f)));
    out.extend(wrong.map(|f| format!("no furniture: {f}")));
    out
}

#[test]
fn pages_are_read_as_expected() {
    let mut analyzer = Analyzer::bundled().expect("the bundled lexicon and model are sound");
    let (mut pages, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir("tests/pages").expect("the pages") {
        let path = entry.expect("a page").path();
        if path.extension().is_none_or(|e| e != "expected") {
            continue;
        }
        let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("UTF-8");
        let raw = read(&path.with_extension("txt"));
        let analysis = analyzer.analyze(&raw, &Options::default()).expect("no option can be wrong");
        pages += 1;
        wrong.extend(missed(&read(&path), &analysis).into_iter().map(|m| format!("{}: {m}", path.display())));
    }
    assert!(pages >= 15 && wrong.is_empty(), "{pages} pages\n{}", wrong.join("\n"));
}

//! Every rule's documentation is complete, and its examples do what they say.

use crate::checks::RULES;
use crate::model::{Finding, Severity};
use crate::{Analyzer, Options};
use std::collections::BTreeMap;
use std::fs;

const HEADINGS: [&str; 5] = ["What it looks for", "Why", "Warns", "Stays quiet", "Limits"];

/// The sections of a rule file's documentation, by heading.
fn sections(rule: &str) -> BTreeMap<String, String> {
    let path = format!("{}/src/checks/rules/{rule}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut sections = BTreeMap::new();
    let mut heading = String::new();
    for line in source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim) {
        match line.strip_prefix("# ") {
            Some(title) => heading = title.into(),
            None => *sections.entry(heading.clone()).or_insert_with(String::new) += &format!("{line}\n"),
        }
    }
    sections
}

/// The examples of a section: `text`, with ⏎ for a line break and `[date]` in front where it is published on one.
fn examples(section: &str) -> impl Iterator<Item = (String, Option<String>)> {
    section.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).map(|words| {
        let text = words.replace('⏎', "\n");
        match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((date, text)) if date.len() == 10 => (text.to_string(), Some(date.to_string())),
            _ => (text, None),
        }
    })
}

fn warnings(analyzer: &mut Analyzer, rule: &str, text: &str, published: Option<String>) -> Vec<Finding> {
    let options = Options { published, ..Options::default() };
    let mut found = analyzer.analyze(text, &options).unwrap().findings;
    found.retain(|f| f.rule == rule && f.severity > Severity::Info);
    found
}

#[test]
fn every_rule_is_documented_under_the_same_headings() {
    for rule in RULES {
        let sections = sections(rule.name);
        for heading in HEADINGS {
            assert!(sections.get(heading).is_some_and(|s| !s.trim().is_empty()), "{}: no {heading}", rule.name);
        }
        assert_eq!(sections.len(), HEADINGS.len(), "{}: a heading that no other rule has", rule.name);
    }
}

#[test]
fn examples_do_what_they_say() {
    let mut analyzer = Analyzer::bundled().unwrap();
    let mut wrong = Vec::new();
    for rule in RULES {
        let sections = sections(rule.name);
        let (mut warned, mut quiet) = (0, 0);
        for (text, date) in examples(&sections["Warns"]) {
            warned += 1;
            if warnings(&mut analyzer, rule.name, &text, date).is_empty() {
                wrong.push(format!("{} says nothing of {text}", rule.name));
            }
        }
        for (text, date) in examples(&sections["Stays quiet"]) {
            quiet += 1;
            for finding in warnings(&mut analyzer, rule.name, &text, date) {
                wrong.push(format!("{} marks {} in {text}: {}", rule.name, finding.span.text, finding.message));
            }
        }
        assert!(warned > 0 && quiet > 0, "{}: no examples of both kinds", rule.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

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

/// The passages of a file under `tests/checks`; comments and empty lines are left out.
fn passages(file: &str) -> Vec<String> {
    let path = format!("{}/tests/checks/{file}", env!("CARGO_MANIFEST_DIR"));
    let all = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    all.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_string).collect()
}

/// What the rules warn of in a passage written like the examples.
fn marked(analyzer: &mut Analyzer, passage: &str) -> Vec<Finding> {
    let (text, published) = examples(&format!("- `{passage}`")).next().expect("a passage");
    let mut found = analyzer.analyze(&text, &Options { published, ..Options::default() }).unwrap().findings;
    found.retain(|f| f.severity > Severity::Info);
    found
}

#[test]
fn slips_are_found_in_other_words_than_those_of_the_documentation() {
    let mut analyzer = Analyzer::bundled().unwrap();
    let mut missed = Vec::new();
    for line in passages("faulty.txt") {
        let (rules, passage) = line.split_once(" | ").expect("a rule and a passage");
        let found = marked(&mut analyzer, passage);
        if !found.iter().any(|f| rules.split('/').any(|rule| rule == f.rule)) {
            missed.push(line);
        }
    }
    assert!(missed.is_empty(), "nothing is said of\n{}", missed.join("\n"));
}

#[test]
fn what_only_looks_wrong_is_left_alone() {
    let mut analyzer = Analyzer::bundled().unwrap();
    let mut alarms = Vec::new();
    for passage in passages("clean.txt") {
        for finding in marked(&mut analyzer, &passage) {
            alarms.push(format!("{} marks {} in {passage}: {}", finding.rule, finding.span.text, finding.message));
        }
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

const INTRODUCTION: &str = "\
# Checks

A finding has a place, a severity, one sentence in Chinese and one in English that show the arithmetic, a suggestion
where one is certain, and the other places that it is held against. An `error` is a contradiction, a `warning` is most
likely wrong, `info` is worth a look.

Two options belong to the checks (`rules_off` and `checked` in Rust): `{ rulesOff: [\"counted_list\", \"repetition\"] }` leaves out the
rules of these names, the headings below; `{ checked: true }` also gives what was recalculated and holds.

This page is made from the documentation of the rules in `src/checks/rules/`; a test holds them together
(`UPDATE_DOCS=1 cargo test rules` writes it anew). In the examples ⏎ is a line break and a date in brackets is the date
of publication; the same test runs them. `tests/checks/` has more: more than five hundred passages and articles with one slip each, in
other words, and as many that only look wrong.

## How to add a rule

1. Add `src/checks/rules/<name>.rs` with the five headings below and `pub fn check(case: &Case, report: &mut Report)`.
   The name of the file is the name of the rule.
2. Add the name to the list in `src/checks/rules/mod.rs`.
3. Write examples of both kinds first: every line under “Warns” must be marked, none under “Stays quiet” may be.
4. Vocabulary goes into a table under `data/checks/`, with its source and licence; code holds the grammar.
5. Quiet is a feature: say `warn` only where a reader would thank you, `hint` where one might, nothing elsewhere; and
   `holds` where something was recalculated and agrees.

";

/// The page of documentation that the rule files make.
fn page() -> String {
    let mut page = INTRODUCTION.to_string();
    for rule in RULES {
        page += &format!("## `{}`\n\n", rule.name);
        let sections = sections(rule.name);
        for heading in HEADINGS {
            let words = sections[heading].trim();
            page += &match heading {
                "What it looks for" => format!("{words}\n\n"),
                _ => format!("**{heading}**{}{words}\n\n", if words.starts_with("- ") { "\n\n" } else { ": " }),
            };
        }
    }
    page.trim_end().to_string() + "\n"
}

#[test]
fn the_page_of_documentation_is_made_from_the_rules() {
    let path = format!("{}/docs/checks.md", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == page(),
        "UPDATE_DOCS=1 cargo test rules writes docs/checks.md"
    );
}

//! The command line on a machine made of maps.

use super::*;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

static ANALYZER: LazyLock<Mutex<Analyzer>> =
    LazyLock::new(|| Mutex::new(Analyzer::bundled().expect("the bundled data load")));

#[derive(Default)]
struct Paper {
    files: BTreeMap<&'static str, &'static str>,
    input: &'static str,
    out: String,
    err: String,
}

impl World for Paper {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Stop> {
        let text = if path == "-" { Some(&self.input) } else { self.files.get(path) };
        text.map(|t| t.as_bytes().to_vec()).ok_or_else(|| Stop::Told(format!("{path}: not found")))
    }
    fn folder(&mut self, path: &str) -> Result<Option<Vec<String>>, Stop> {
        let inside = format!("{path}/");
        let names = self.files.keys().filter_map(|file| file.strip_prefix(&inside)?.split('/').next());
        let names: std::collections::BTreeSet<String> = names.map(str::to_string).collect();
        Ok((!names.is_empty()).then(|| names.into_iter().rev().collect()))
    }
    fn line(&mut self) -> Result<Option<String>, Stop> {
        let (line, rest) = self.input.split_once('\n').unwrap_or((self.input, ""));
        let ended = self.input.is_empty();
        self.input = rest;
        Ok((!ended).then(|| line.to_string()))
    }
    fn write(&mut self, text: &str) -> Result<(), Stop> {
        self.out.push_str(text);
        Ok(())
    }
    fn complain(&mut self, text: &str) {
        self.err.push_str(text);
    }
    fn colours(&mut self) -> bool {
        false
    }
}

const TEXT: &str = "4月8日,临江高新区签约项目16个,总投资58.2亿元。";

/// Runs the words; gives the status, the output and the complaints.
fn shiju(words: &str, input: &'static str) -> (u8, String, String) {
    let files = [
        ("a.txt", TEXT),
        ("news/2.md", TEXT),
        ("news/1/x.txt", "投资2亿元。"),
        ("news/1/x.png", ""),
        ("news/.git/a.txt", ""),
    ];
    let mut paper = Paper { files: files.into(), input, ..Paper::default() };
    let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    let mut analyzer = ANALYZER.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let status = main(&words, &mut paper, || Ok(&mut *analyzer));
    (status, paper.out, paper.err)
}

#[test]
fn one_text_is_one_json_value() {
    let (status, named, _) = shiju("analyze a.txt --published 2024-05-01", "");
    assert_eq!(status, 0);
    assert!(named.starts_with("{\"schema\"") && named.ends_with("}\n"));
    assert!(named.contains("\"2024-04-08\""));
    assert_eq!(shiju("a.txt --published=2024-05-01", "").1, named, "the verb may be left out");
    assert_eq!(shiju("--published 2024-05-01 -", TEXT).1, named, "and the standard input be read");
}

#[test]
fn a_folder_gives_a_line_for_each_text_in_a_fixed_order() {
    let (_, out, _) = shiju("news", "");
    let ids: Vec<&str> = out.lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert_eq!(ids, ["news/1/x.txt", "news/2.md"]);
}

#[test]
fn tables_are_printed_as_csv() {
    let (_, out, _) = shiju("a.txt --csv figures", "");
    let (head, first) = out.split_once('\n').expect("a head");
    assert!(head.starts_with("text,kind,value,value_to,unit,"));
    assert!(first.contains("58.2亿元,money,5820000000,,CNY,"), "{first}");
    let (_, out, _) = shiju("news --csv figures", "");
    assert_eq!(out.matches("file,text,kind").count(), 1);
    assert!(out.contains("\nnews/1/x.txt,2亿元,money,200000000,"));
}

#[test]
fn the_view_is_coloured_where_it_is_wanted() {
    let (_, plain, _) = shiju("a.txt --text", "");
    assert!(plain.starts_with(TEXT) && !plain.contains('\x1b'));
    let (_, coloured, _) = shiju("--color a.txt", "");
    assert!(coloured.contains("\x1b[1;33m58.2亿元\x1b[0m"), "{coloured}");
    assert!(shiju("a.txt --text --lang en", "").1.contains("\nFigures "));
    assert_eq!(shiju("a.txt --color never", "").1, plain);
}

#[test]
fn lines_are_answered_each_in_its_turn() {
    let lines = "{\"id\":7,\"text\":\"投资2亿元\"}\n\n{\"id\":\"b\",\"text\":\"\",\"published\":\"2024-01-01\"}\n";
    let (status, out, _) = shiju("analyze --jsonl", lines);
    assert_eq!(status, 0);
    assert!(out.starts_with("{\"id\":7,\"schema\"") && out.contains("\n{\"id\":\"b\",\"schema\""));
    let (status, out, err) = shiju("analyze --jsonl", "{\"id\":1,\"text\":\"\"}\n{\"id\":2}");
    assert_eq!((status, out.lines().count()), (1, 1));
    assert!(err.starts_with("shiju: line 2: "), "{err}");
}

#[test]
fn mistakes_are_told_in_a_sentence() {
    let said = |words| {
        let (status, out, err) = shiju(words, "");
        assert_eq!((status, out.as_str()), (1, ""), "{words}");
        err
    };
    assert!(said("").starts_with("shiju: usage: "));
    assert!(said("compare a.txt").starts_with("shiju: usage: "));
    assert!(said("--fast a.txt").starts_with("shiju: unknown option --fast"));
    assert_eq!(said("no.txt"), "shiju: no.txt: not found");
    assert!(said("a.txt --csv sums").contains("figures, projects, entities, findings"));
    assert!(said("a.txt --published").contains("needs a value"));
    assert!(said("a.txt --published 2024-02-31").contains("bad-date"));
    assert_eq!(shiju("--help", "").1, args::USAGE);
}

#[test]
fn two_texts_are_compared() {
    let (status, out, _) = shiju("compare a.txt news/1/x.txt", "");
    assert_eq!(status, 0);
    assert!(out.starts_with("{\"differences\":["));
}

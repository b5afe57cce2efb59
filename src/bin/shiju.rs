//! The command line: files or JSON lines in, JSON out.

use serde::Deserialize;
use shiju::{Analyzer, Options};
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: shiju analyze FILE [--published YYYY-MM-DD]
       shiju analyze --jsonl          reads {\"id\", \"text\", \"published\"} lines, answers each in order
       shiju compare FILE FILE";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("shiju: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<(), String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut analyzer = Analyzer::bundled().map_err(|e| e.to_string())?;
    let out = io::stdout().lock();
    match words[..] {
        ["analyze", "--jsonl"] => answer_lines(&mut analyzer, out),
        ["analyze", file] => print(out, &analyze(&mut analyzer, file, None)?),
        ["analyze", file, "--published", date] | ["analyze", "--published", date, file] => {
            print(out, &analyze(&mut analyzer, file, Some(date.to_string()))?)
        }
        ["compare", a, b] => {
            let comparison = analyzer.compare(&read(a)?, &read(b)?, &Options::default());
            print(out, &comparison.map_err(|e| e.to_string())?)
        }
        _ => Err(USAGE.into()),
    }
}

fn read(file: &str) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|e| format!("{file}: {e}"))?;
    String::from_utf8(bytes).map_err(|_| format!("{file}: not UTF-8 text"))
}

fn analyze(analyzer: &mut Analyzer, file: &str, published: Option<String>) -> Result<shiju::model::Analysis, String> {
    analyzer.analyze(&read(file)?, &Options { published, ..Options::default() }).map_err(|e| e.to_string())
}

fn print(mut out: impl Write, value: &impl serde::Serialize) -> Result<(), String> {
    serde_json::to_writer(&mut out, value).map_err(|e| e.to_string())?;
    writeln!(out).map_err(|e| e.to_string())
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

#[derive(serde::Serialize)]
struct Answer {
    id: serde_json::Value,
    #[serde(flatten)]
    analysis: shiju::model::Analysis,
}

fn answer_lines(analyzer: &mut Analyzer, mut out: impl Write) -> Result<(), String> {
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|e| e.to_string())?;
        if line.trim().is_empty() {
            continue;
        }
        let Line { id, text, published } =
            serde_json::from_str(&line).map_err(|e| format!("line {}: {e}", number + 1))?;
        let options = Options { published, ..Options::default() };
        let analysis = analyzer.analyze(&text, &options).map_err(|e| format!("line {}: {e}", number + 1))?;
        print(&mut out, &Answer { id, analysis })?;
    }
    Ok(())
}

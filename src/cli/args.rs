//! What the words after `shiju` ask for.

use crate::Options;
use crate::render::{Lang, TableName};

/// Said where the words ask for nothing that there is.
pub const USAGE: &str = "\
usage: shiju [analyze] FILE|FOLDER|- …      JSON; of several texts one line each
       shiju … --csv figures|projects|entities|findings
       shiju … --text [--color[=auto|always|never]] [--lang zh|en]
       shiju analyze --jsonl          reads {\"id\", \"text\", \"published\"} lines, answers each in order
       shiju compare FILE FILE
       shiju --help | --version
options: --published YYYY-MM-DD   what 今年 is resolved against
         --rules-off NAME,NAME    checking rules that are switched off
         --checked                gives as well what was recalculated and holds
A folder stands for its .txt and .md files and those of its folders; - is the standard input.
";

/// What is to be done.
#[derive(Debug)]
pub enum Command {
    /// Texts are read.
    Read(Reading),
    /// Lines of JSON are answered.
    Lines(Options),
    /// Two texts are compared.
    Compare(String, String, Options),
    /// The usage is shown.
    Help,
    /// The version is shown.
    Version,
}

/// How texts are read and shown.
#[derive(Debug)]
pub struct Reading {
    /// Files, folders, `-`.
    pub paths: Vec<String>,
    /// What the analyzer is told.
    pub options: Options,
    /// What is printed.
    pub form: Form,
    /// Whether in colours; where nothing is said, if the terminal has them.
    pub colour: Option<bool>,
    /// Of the view for terminals.
    pub lang: Lang,
}

/// What is printed of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Form {
    Json,
    Csv(TableName),
    Text,
}

/// Reads the words; the error says what is wrong with them.
pub fn parse(words: &[String]) -> Result<Command, String> {
    let mut reading =
        Reading { paths: Vec::new(), options: Options::default(), form: Form::Json, colour: None, lang: Lang::Zh };
    let mut jsonl = false;
    let mut words = Words::new(words);
    let verb = words.verb();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--version" | "-V" => return Ok(Command::Version),
            "--published" => reading.options.published = Some(words.value("--published")?),
            "--rules-off" => {
                reading.options.rules_off.extend(words.value("--rules-off")?.split(',').map(str::to_string))
            }
            "--checked" => reading.options.checked = true,
            "--jsonl" => jsonl = true,
            "--json" => reading.form = Form::Json,
            "--text" => reading.form = Form::Text,
            "--csv" => reading.form = Form::Csv(words.choice("--csv", &TableName::ALL)?),
            "--lang" => reading.lang = words.choice("--lang", &[("zh", Lang::Zh), ("en", Lang::En)])?,
            "--color" | "--colour" => {
                reading.form = Form::Text;
                reading.colour = words.colour();
            }
            option if option.starts_with('-') && option != "-" => {
                return Err(format!("unknown option {option}\n{USAGE}"));
            }
            _ => reading.paths.push(word),
        }
    }
    match (verb, jsonl, reading.paths.len()) {
        (Verb::Read, true, 0) => Ok(Command::Lines(reading.options)),
        (Verb::Read, false, 1..) => Ok(Command::Read(reading)),
        (Verb::Compare, false, 2) => {
            let [a, b] = [0, 1].map(|i| reading.paths[i].clone());
            Ok(Command::Compare(a, b, reading.options))
        }
        _ => Err(USAGE.into()),
    }
}

enum Verb {
    Read,
    Compare,
}

/// The words that are still to be read; `--name=value` counts as two.
struct Words(std::collections::VecDeque<String>);

impl Words {
    fn new(words: &[String]) -> Self {
        let apart = |word: &String| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => vec![name.to_string(), value.to_string()],
            _ => vec![word.clone()],
        };
        Words(words.iter().flat_map(apart).collect())
    }

    /// What the first word asks for; a text need not be announced.
    fn verb(&mut self) -> Verb {
        match self.0.front().map(String::as_str) {
            Some("compare") => {
                self.0.pop_front();
                Verb::Compare
            }
            Some("analyze") => {
                self.0.pop_front();
                Verb::Read
            }
            _ => Verb::Read,
        }
    }

    fn next(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    fn value(&mut self, option: &str) -> Result<String, String> {
        self.next().ok_or_else(|| format!("{option} needs a value\n{USAGE}"))
    }

    /// `--color` alone means always, as it does elsewhere.
    fn colour(&mut self) -> Option<bool> {
        let choices = [("auto", None), ("always", Some(true)), ("never", Some(false))];
        let said = self.0.front().and_then(|word| choices.iter().find(|(name, _)| name == word));
        said.map_or(Some(true), |(_, colour)| {
            self.0.pop_front();
            *colour
        })
    }

    fn choice<T: Copy>(&mut self, option: &str, choices: &[(&str, T)]) -> Result<T, String> {
        let names = || choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let word = self.next().unwrap_or_default();
        let chosen = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        chosen.ok_or_else(|| format!("{option} takes one of: {}", names()))
    }
}

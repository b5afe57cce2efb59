//! `shiju`: the command line on the operating system.

use shiju::Analyzer;
use shiju::cli::{self, Stop, World};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    ExitCode::from(cli::main(&words, &mut System, Analyzer::bundled))
}

struct System;

fn told(path: &str, error: &io::Error) -> Stop {
    let why = match error.kind() {
        ErrorKind::NotFound => "not found",
        ErrorKind::PermissionDenied => "may not be read",
        _ => "could not be read",
    };
    Stop::Told(format!("{path}: {why}"))
}

impl World for System {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::new();
        let read =
            if path == "-" { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { std::fs::read(path) };
        read.map_err(|e| told(path, &e))
    }

    fn folder(&mut self, path: &str) -> Result<Option<Vec<String>>, Stop> {
        if !std::path::Path::new(path).is_dir() {
            return Ok(None);
        }
        let names = std::fs::read_dir(path).and_then(|entries| {
            entries.map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned())).collect()
        });
        names.map(Some).map_err(|e| told(path, &e))
    }

    fn line(&mut self) -> Result<Option<String>, Stop> {
        io::stdin().lock().lines().next().transpose().map_err(|e| told("-", &e))
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| match e.kind() {
            ErrorKind::BrokenPipe => Stop::Closed,
            _ => Stop::Told(format!("the output could not be written: {e}")),
        })
    }

    fn complain(&mut self, text: &str) {
        eprintln!("{text}");
    }

    fn colours(&mut self) -> bool {
        io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
    }
}

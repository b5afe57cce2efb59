//! Runs one stage once, for callgrind to count its instructions: `count STAGE`; `instructions.mjs` calls it.

use benches::{Stages, lexicon, raw};
use shiju::{Analyzer, Options, figures, links, page, projects, text};
use std::hint::black_box;
use std::process::ExitCode;

/// What callgrind counts: the instrumentation is switched on by this function's name.
#[inline(never)]
fn counted<T>(work: impl FnOnce() -> T) {
    black_box(work());
}

fn main() -> ExitCode {
    let stage = std::env::args().nth(1);
    if stage.as_deref() == Some("first") {
        // Before anything is warm: with every table that is read at its first use.
        let raw = raw(6000);
        counted(|| Analyzer::bundled()?.analyze(&raw, &Options::default()));
        return ExitCode::SUCCESS;
    }
    if stage.as_deref() == Some("edit") {
        // A character more in the middle of a text of 50,000 that was read before.
        let mut raw = raw(50_000);
        let mut analyzer = Analyzer::bundled().expect("the bundled files are sound");
        let before = analyzer.analyze(&raw, &Options::default());
        black_box(&before);
        let middle = raw.char_indices().nth(25_000).map_or(0, |c| c.0);
        raw.insert(middle, '7');
        counted(|| analyzer.analyze(&raw, &Options::default()));
        return ExitCode::SUCCESS;
    }
    let mut s = Stages::new();
    match stage.as_deref() {
        Some("page") => counted(|| page::split(&s.raw)),
        Some("text") => counted(|| text::clean(&s.raw, &s.page)),
        Some("words") => counted(|| s.lexicon.segment(&s.text)),
        Some("words-new") => {
            let mut lexicon = lexicon();
            counted(|| lexicon.segment(&s.text));
        }
        Some("figures") => counted(|| figures::read(&s.text, &s.words, None)),
        Some("entities") => counted(|| s.recogniser.read(&s.text, &s.words, &s.figures, &[])),
        Some("links") => counted(|| links::link(&s.text, &s.words, &s.figures, &s.entities)),
        Some("ledger") => counted(|| projects::ledger(&s.text, &s.words, &s.figures, &s.entities, &s.links, None)),
        Some("checks") => {
            // The other stages ran when `s` was made, so that their tables are read; `first` counts the reading.
            black_box(s.check());
            counted(|| s.check())
        }
        Some("start") => counted(Analyzer::bundled),
        Some("whole") => {
            let raw = raw(6000);
            let mut analyzer = Analyzer::bundled().expect("the bundled files are sound");
            counted(|| analyzer.analyze(&raw, &Options::default()));
        }
        _ => {
            eprintln!(
                "usage: count page|text|words|words-new|figures|entities|links|ledger|checks|start|first|whole|edit"
            );
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

//! Each stage on a page of 6,000 characters: `cargo bench -p benches`.

use benches::page;
use divan::{Bencher, black_box};
use shiju::checks::{self, Case};
use shiju::entities::{Entities, Recogniser};
use shiju::figures::{self, Figure};
use shiju::links::{self, Links};
use shiju::projects::{self, Ledger};
use shiju::text::{self, Text};
use shiju::words::{Lexicon, Words, gazetteer};
use shiju::{Analyzer, Options, bundled};

const CHARACTERS: usize = 6000;

fn main() {
    divan::main();
}

/// A page, and what each stage makes of it.
struct Stages {
    raw: String,
    text: Text,
    lexicon: Lexicon,
    words: Words,
    figures: Vec<Figure>,
    recogniser: Recogniser,
    entities: Entities,
    links: Vec<Links>,
    ledger: Ledger,
}

impl Stages {
    fn new() -> Self {
        let raw = page(CHARACTERS);
        let text = text::clean(&raw, &shiju::page::split(&raw));
        let mut lexicon = Lexicon::new(bundled::LEXICON).expect("the bundled lexicon is sound");
        let words = lexicon.segment(&text);
        let figures = figures::read(&text, &words, None);
        let recogniser = Recogniser::new(bundled::MODEL).expect("the bundled model is sound");
        let entities = recogniser.read(&text, &words, &figures, &[]);
        let links = links::link(&text, &words, &figures, &entities);
        let ledger = projects::ledger(&text, &words, &figures, &entities, &links);
        Stages { raw, text, lexicon, words, figures, recogniser, entities, links, ledger }
    }

    fn check(&self) -> usize {
        let case = Case {
            text: &self.text,
            words: &self.words,
            lexicon: &self.lexicon,
            figures: &self.figures,
            entities: &self.entities,
            links: &self.links,
            ledger: &self.ledger,
            published: None,
        };
        checks::check(case, &[]).findings.len()
    }
}

macro_rules! stages {
    ($($name:ident: |$stages:ident| $call:expr;)*) => {
        $(#[divan::bench]
        fn $name(bencher: Bencher) {
            let mut stages = Stages::new();
            bencher.bench_local(|| {
                let $stages = black_box(&mut stages);
                black_box($call)
            });
        })*
    };
}

stages! {
    a_page_split: |s| shiju::page::split(&s.raw);
    b_text_clean: |s| text::clean(&s.raw, &shiju::page::split(&s.raw));
    c_words_gazetteers: |s| gazetteer::hits(&s.text.chars);
    d_words_known_text: |s| s.lexicon.segment(&s.text);
    f_figures: |s| figures::read(&s.text, &s.words, None);
    g_entities: |s| s.recogniser.read(&s.text, &s.words, &s.figures, &[]);
    h_links: |s| links::link(&s.text, &s.words, &s.figures, &s.entities);
    i_ledger: |s| projects::ledger(&s.text, &s.words, &s.figures, &s.entities, &s.links);
    j_checks: |s| s.check();
}

#[divan::bench]
fn e_words_first_text(bencher: Bencher) {
    let text = Stages::new().text;
    bencher
        .with_inputs(|| Lexicon::new(bundled::LEXICON).expect("the bundled lexicon is sound"))
        .bench_local_values(|mut lexicon| lexicon.segment(&text));
}

#[divan::bench]
fn k_start() -> Analyzer {
    Analyzer::bundled().expect("the bundled files are sound")
}

#[divan::bench(args = [6_000, 60_000, 600_000], sample_count = 10)]
fn l_whole_known_text(bencher: Bencher, characters: usize) {
    let raw = page(characters);
    let mut analyzer = k_start();
    bencher.bench_local(|| analyzer.analyze(black_box(&raw), &Options::default()));
}

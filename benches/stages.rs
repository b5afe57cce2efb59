//! How long each stage takes: `cargo bench -p benches`.

use benches::{Stages, lexicon, raw};
use divan::{Bencher, black_box};
use shiju::{Analyzer, Options, figures, links, page, projects, text, words::gazetteer};

fn main() {
    divan::main();
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
    a_page: |s| page::split(&s.raw);
    b_text: |s| text::clean(&s.raw, &s.page);
    c_gazetteers: |s| gazetteer::hits(&s.text.chars);
    d_words_of_a_known_text: |s| s.lexicon.segment(&s.text);
    f_figures: |s| figures::read(&s.text, &s.words, None);
    g_entities: |s| s.recogniser.read(&s.text, &s.words, &s.figures, &[]);
    h_links: |s| links::link(&s.text, &s.words, &s.figures, &s.entities);
    i_ledger: |s| projects::ledger(&s.text, &s.words, &s.figures, &s.entities, &s.links, None);
    j_checks: |s| s.check();
}

#[divan::bench]
fn e_words_of_a_new_text(bencher: Bencher) {
    let text = Stages::new().text;
    bencher.with_inputs(lexicon).bench_local_values(|mut lexicon| lexicon.segment(&text));
}

#[divan::bench]
fn k_start() -> Analyzer {
    Analyzer::bundled().expect("the bundled files are sound")
}

#[divan::bench(args = [6_000, 60_000, 600_000], sample_count = 10)]
fn l_whole_of_a_known_text(bencher: Bencher, characters: usize) {
    let raw = raw(characters);
    let mut analyzer = k_start();
    bencher.bench_local(|| analyzer.analyze(black_box(&raw), &Options::default()));
}

//! What the measuring programs share: a text to measure with, and each stage on its own.

use shiju::checks::{self, Material, Report};
use shiju::entities::{Entities, Recogniser};
use shiju::figures::{self, Figure};
use shiju::links::{self, Links};
use shiju::parts::{self, Part};
use shiju::projects::{self, Ledger};
use shiju::text::{self, Text};
use shiju::words::{Lexicon, Words};
use shiju::{bundled, page};

/// An article of 1,600 characters, written for this.
const ARTICLE: &str = include_str!("texts/page.txt");

/// A page of at least `characters` characters: the article again and again.
///
/// Each time its names and sums change, so that no stage can profit from what it has seen.
pub fn raw(characters: usize) -> String {
    const NAMES: &str = "白鹭云栖临江松涛澜芯恒跃远岫沈知陆晚顾明闻以贺江郁清谈秋裴一施婉车慕";
    const OTHERS: &str = "青峦石桥望海平湖锐腾启宸朗润孟昭叶疏魏长邵景韩若梁深宋北唐予罗希冯绍苏岚";
    let names: Vec<char> = NAMES.chars().collect();
    let others: Vec<char> = OTHERS.chars().collect();
    let length = ARTICLE.chars().count();
    let change = |turn: usize, c: char| match names.iter().position(|&name| name == c) {
        Some(at) if turn > 0 => others[(at + turn) % others.len()],
        _ => c.to_digit(10).and_then(|d| char::from_digit((d + turn as u32) % 10, 10)).unwrap_or(c),
    };
    (0..characters.div_ceil(length))
        .flat_map(|turn| ARTICLE.chars().map(move |c| (turn, c)))
        .map(|(t, c)| change(t, c))
        .collect()
}

/// A page, and what each stage makes of it.
#[allow(missing_docs)]
pub struct Stages {
    pub raw: String,
    pub page: page::Page,
    pub text: Text,
    pub lexicon: Lexicon,
    pub words: Words,
    pub figures: Vec<Figure>,
    pub recogniser: Recogniser,
    pub entities: Entities,
    pub links: Vec<Links>,
    pub ledger: Ledger,
}

impl Stages {
    /// Of a page of 6,000 characters.
    pub fn new() -> Self {
        let raw = raw(6000);
        let page = page::split(&raw);
        let text = text::clean(&raw, &page);
        let mut lexicon = lexicon();
        let words = lexicon.segment(&text);
        let figures = figures::read(&text, &words, None);
        let recogniser = Recogniser::new(parts::bytes(Part::Recogniser)).expect("the bundled model is sound");
        let entities = recogniser.read(&text, &words, &figures, &[]);
        let links = links::link(&text, &words, &figures, &entities);
        let ledger = projects::ledger(&text, &words, &figures, &entities, &links, None);
        Stages { raw, page, text, lexicon, words, figures, recogniser, entities, links, ledger }
    }

    /// The last stage.
    pub fn check(&self) -> Report {
        let material = Material {
            text: &self.text,
            words: &self.words,
            lexicon: &self.lexicon,
            figures: &self.figures,
            entities: &self.entities,
            links: &self.links,
            ledger: &self.ledger,
            published: None,
            given: None,
            ocr: false,
            home: None,
        };
        checks::check(material, &[])
    }
}

impl Default for Stages {
    fn default() -> Self {
        Stages::new()
    }
}

/// A lexicon that has seen no text.
pub fn lexicon() -> Lexicon {
    Lexicon::new(bundled::LEXICON).expect("the bundled lexicon is sound")
}

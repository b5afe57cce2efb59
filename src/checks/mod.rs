//! Checks: what the text says of itself, held against itself. One rule, one file, in `rules/`.

mod amounts;
pub mod glyphs;
pub mod neighbours;
mod reading;
mod report;
mod rules;
pub mod slips;
mod sums;
pub mod table;
pub mod view;

use crate::entities::{Entities, Mention};
use crate::figures::Figure;
use crate::links::Links;
use crate::projects::Ledger;
use crate::text::{Span, Text};
use crate::words::gazetteer::Division;
use crate::words::{Lexicon, Token, Words};
use amounts::Amount;
use std::ops::Deref;
use time::Date;
use view::Places;

pub use report::{Finding, Report};
pub use rules::RULES;

/// What the other rooms made of a text.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Material<'a> {
    pub text: &'a Text,
    pub words: &'a Words,
    pub lexicon: &'a Lexicon,
    pub figures: &'a [Figure],
    pub entities: &'a Entities,
    pub links: &'a [Links],
    pub ledger: &'a Ledger,
    /// The date of publication, given or read from the text.
    pub published: Option<Date>,
    /// The same, where a caller gave it.
    pub given: Option<Date>,
    /// Whether the text was read from a picture.
    pub ocr: bool,
    /// The city that the page is about, which an article of it may not name.
    pub home: Option<Division>,
}

/// What a rule may look at: the material, and what every rule would else look for again.
pub struct Case<'a> {
    material: Material<'a>,
    /// The figures with one value.
    amounts: &'a [Amount<'a>],
    /// Where each character stands.
    places: Places<'a>,
    /// Of each article, from its first block to the end of its last.
    articles: Vec<Span>,
}

impl<'a> Deref for Case<'a> {
    type Target = Material<'a>;

    fn deref(&self) -> &Material<'a> {
        &self.material
    }
}

impl Case<'_> {
    /// The article that a place stands in.
    fn article_of(&self, at: usize) -> Option<usize> {
        self.text.blocks.get(self.text.block_at(at)).and_then(|block| block.article)
    }

    /// The places of a character in the articles, in order.
    fn in_articles(&self, c: char) -> impl Iterator<Item = usize> {
        self.places.all(c).filter(|at| self.article_of(*at).is_some())
    }

    /// The mentions that share characters with a stretch.
    fn mentions_over(&self, span: Span) -> impl Iterator<Item = &Mention> {
        /// No name is longer.
        const LONGEST: usize = 40;
        let near = Span::new(span.start.saturating_sub(LONGEST), span.end);
        self.entities.mentions_in(near).filter(move |m| m.span.overlaps(span))
    }

    /// The known word of two characters or more that holds a character.
    fn word_at(&self, at: usize) -> Option<Span> {
        self.token_at(at).map(|token| token.span).filter(|word| self.is_word(&self.text.chars[word.start..word.end]))
    }

    /// The token that holds a character.
    fn token_at(&self, at: usize) -> Option<&Token> {
        self.words.token_of.get(at).and_then(|&token| self.words.tokens.get(token as usize))
    }

    /// The figures that lie in a stretch of the text.
    fn figures_in(&self, span: Span) -> &[Figure] {
        let from = self.figures.partition_point(|f| f.span.start < span.start);
        let length = self.figures[from..].iter().take_while(|f| f.span.end <= span.end).count();
        &self.figures[from..from + length]
    }

    /// Whether this is a word of two characters or more.
    fn is_word(&self, characters: &[char]) -> bool {
        let mut found = false;
        self.lexicon.prefixes(characters, |length, _| found |= length == characters.len());
        found && characters.len() > 1
    }
}

/// A rule: its name, which is the name of its file, and what it does.
pub struct Rule {
    /// As it stands in [`Finding::rule`].
    pub name: &'static str,
    /// Looks at the case and reports.
    pub check: fn(&Case, &mut Report),
}

/// Applies every rule that is not switched off.
pub fn check(material: Material, off: &[String]) -> Report {
    let amounts = Amount::read(material.text, material.figures);
    let case = Case {
        material,
        amounts: &amounts,
        places: Places::of(&material.text.chars),
        articles: articles(material.text),
    };
    let mut report = Report::default();
    for rule in RULES.iter().filter(|r| !off.iter().any(|name| name == r.name)) {
        report.rule = rule.name;
        (rule.check)(&case, &mut report);
    }
    report.in_order()
}

fn articles(text: &Text) -> Vec<Span> {
    let mut articles: Vec<Span> = Vec::new();
    for block in &text.blocks {
        match block.article.and_then(|article| articles.get_mut(article)) {
            Some(span) => span.end = block.span.end,
            None if block.article.is_some() => articles.push(block.span),
            None => {}
        }
    }
    articles
}

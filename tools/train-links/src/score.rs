//! How many links are right: a phrase is when it shares half of the longer string with the gold's.

use crate::corpus::{Document, Gold};
use shiju::links::Links;
use shiju::links::learn::{Rankers, decide, is_when, overlap};
use shiju::model::Change;
use shiju::text::Span;

/// Right, wanted, and not wanted, by link.
#[derive(Debug, Default)]
pub struct Tally {
    links: [[usize; 3]; 4],
    figures: usize,
}

const NAMES: [&str; 4] = ["metric", "subject", "period", "change"];

/// The links that rankers give to a document.
pub fn links(document: &Document, rankers: &Rankers) -> Vec<Links> {
    decide(&document.scene(), rankers)
}

impl Tally {
    pub fn add(&mut self, document: &Document, found: &[Links], errors: Option<&str>) {
        for (i, (gold, links)) in document.gold.iter().zip(found).enumerate() {
            self.figures += 1;
            let phrases = [&links.metric, &links.subject, &links.period].map(|l| l.as_ref().map(|l| l.span));
            let wanted = [&gold.metric, &gold.subject, &gold.period];
            for (link, (span, wanted)) in phrases.into_iter().zip(wanted).enumerate() {
                let text = |s: Span| &document.text.chars[s.start..s.end];
                let right = span.zip(wanted.as_ref()).is_some_and(|(s, w)| overlap(text(s), w) >= 0.5);
                self.count(link, right, wanted.is_some(), span.is_some());
                if errors.is_some_and(|e| e == NAMES[link] || e == "all")
                    && !right
                    && (span.is_some() || wanted.is_some())
                {
                    show(NAMES[link], document, i, span.map(text), wanted.as_deref());
                }
            }
            self.count(3, links.change == gold.change, gold.change.is_some(), links.change.is_some());
            if errors.is_some_and(|e| e == "change" || e == "all") && links.change != gold.change {
                show_change(document, i, links.change, gold);
            }
        }
    }

    fn count(&mut self, link: usize, right: bool, wanted: bool, found: bool) {
        self.links[link][0] += usize::from(right && wanted);
        self.links[link][1] += usize::from(wanted);
        self.links[link][2] += usize::from(found && !wanted);
    }

    pub fn print(&self) {
        let mut spurious = 0;
        for (name, [right, wanted, extra]) in NAMES.iter().zip(self.links) {
            println!("  {name:8} {:.3} of {wanted}, {extra} not wanted", right as f32 / wanted.max(1) as f32);
            spurious += extra;
        }
        println!("  not wanted per 100 figures: {:.1}", 100.0 * spurious as f32 / self.figures.max(1) as f32);
    }
}

fn around(document: &Document, figure: usize) -> String {
    let span = document.figures[figure].span;
    let text = &document.text;
    let before = text.slice(Span::new(span.start.saturating_sub(36), span.start));
    let after = text.slice(Span::new(span.end, (span.end + 14).min(text.chars.len())));
    format!("{} {before}【{}】{after}", document.name, text.slice(span)).replace('\n', "⏎")
}

fn show(link: &str, document: &Document, figure: usize, found: Option<&[char]>, wanted: Option<&[char]>) {
    let text = |phrase: Option<&[char]>| phrase.map_or("-".into(), |p| p.iter().collect::<String>());
    let when = if is_when(document.figures[figure].kind) { " (when)" } else { "" };
    println!("{link}\t{}   found {} wanted {}{when}", around(document, figure), text(found), text(wanted));
}

fn show_change(document: &Document, figure: usize, found: Option<Change>, gold: &Gold) {
    println!("change\t{}   found {found:?} wanted {:?}", around(document, figure), gold.change);
}

//! What is said of one part of a text, read by itself, and kept for the next text that has the same part.
//!
//! Everything that a stage reads of a part is in [`Part`] or in [`Terms`], so equal parts under equal terms have equal readings.

use crate::checks::{self, Material, Report};
use crate::entities::{self, Entities, Pick, Recogniser, UserName};
use crate::figures::{self, Figure, Timeless};
use crate::hashing::HashMap;
use crate::links::{self, Links};
use crate::model::FigureKind;
use crate::projects::{self, Ledger};
use crate::text::Text;
use crate::words::gazetteer::Division;
use crate::words::{Lexicon, Words};
use time::Date;

/// What a caller has said, and what the whole page tells, that changes how a part is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Terms {
    pub lexicon: Vec<UserName>,
    pub rules_off: Vec<String>,
    pub given: Option<Date>,
    pub ocr: bool,
    /// The city that the page is about.
    pub home: Option<Division>,
}

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub text: Text,
    /// Whether it is all there is, and nothing but one block.
    pub whole: bool,
}

/// What the rooms made of a part.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub figures: Vec<Figure>,
    pub picks: Vec<Pick>,
    pub entities: Entities,
    pub links: Vec<Links>,
    pub ledger: Ledger,
    pub report: Report,
}

/// A part with what has been said of it so far.
#[derive(Debug)]
pub(super) struct Unit {
    pub part: Part,
    timeless: Timeless,
    /// Places in time, read without a date of publication.
    undated: Option<Vec<Figure>>,
    /// All that was read with them: where no date is found, it need not be read again.
    scanned: Option<Vec<Figure>>,
    /// The same with this date.
    dated: Option<(Option<Date>, Vec<Figure>)>,
    /// Everything, with this date.
    reading: Option<(Option<Date>, Reading)>,
    /// The run that asked for it last.
    run: u64,
}

fn whens(figures: &[Figure]) -> Vec<Figure> {
    figures.iter().filter(|f| matches!(f.kind, FigureKind::Date | FigureKind::Period)).cloned().collect()
}

impl Unit {
    fn new(part: Part, run: u64) -> Self {
        Unit { part, timeless: Timeless::default(), undated: None, scanned: None, dated: None, reading: None, run }
    }

    /// Whether its places in time are known without a date of publication.
    pub fn is_scanned(&self) -> bool {
        self.undated.is_some()
    }

    /// Reads its places in time without a date of publication.
    pub fn scan(&mut self) {
        let figures = self.figures(None);
        self.undated = Some(whens(&figures));
        self.scanned = Some(figures);
    }

    /// Its places in time without a date of publication; none before [`Unit::scan`].
    pub fn undated(&self) -> &[Figure] {
        self.undated.as_deref().unwrap_or_default()
    }

    /// Its places in time with this date of publication.
    pub fn whens(&mut self, published: Option<Date>) -> Vec<Figure> {
        if let Some(reading) = self.reading(published) {
            return whens(&reading.figures);
        }
        if self.dated.as_ref().is_none_or(|dated| dated.0 != published) {
            self.dated = Some((published, whens(&self.figures(published))));
        }
        self.dated.as_ref().map(|dated| dated.1.clone()).unwrap_or_default()
    }

    /// What was made of it with this date of publication.
    pub fn reading(&self, published: Option<Date>) -> Option<&Reading> {
        self.reading.as_ref().filter(|reading| reading.0 == published).map(|reading| &reading.1)
    }

    fn figures(&mut self, published: Option<Date>) -> Vec<Figure> {
        if let Some(scanned) = self.scanned.take_if(|_| published.is_none()) {
            return scanned;
        }
        figures::read_part(&self.part.text, published, self.part.whole, &mut self.timeless)
    }

    /// Keeps what was made of it.
    pub fn keep(&mut self, published: Option<Date>, reading: Reading) {
        self.dated = None;
        self.timeless = Timeless::default();
        self.scanned = None;
        self.reading = Some((published, reading));
    }
}

impl Part {
    fn hash(&self) -> u64 {
        self.text.chars.iter().fold(u64::from(self.whole), |hash, &c| {
            (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517C_C1B7_2722_0A95)
        })
    }
}

/// The reading of a part under way: each step is one room.
#[derive(Debug, Default)]
pub(super) struct Work {
    next: usize,
    words: Words,
    reading: Reading,
}

/// What is known of a part.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Known {
    pub figures: bool,
    pub picks: bool,
}

impl Known {
    pub const ALL: Known = Known { figures: true, picks: true };

    /// What became known since.
    pub fn until(self, now: Known) -> Known {
        Known { figures: now.figures && !self.figures, picks: now.picks && !self.picks }
    }
}

impl Work {
    /// The reading as far as it has come.
    pub fn so_far(&self) -> (&Reading, Known) {
        (&self.reading, Known { figures: self.next > 1, picks: self.next > 2 })
    }

    /// Does what comes next; gives the reading when nothing is left.
    pub fn step(
        &mut self,
        unit: &mut Unit,
        terms: &Terms,
        published: Option<Date>,
        lexicon: &mut Lexicon,
        recogniser: &Recogniser,
    ) -> Option<Reading> {
        if self.next == 1 {
            self.reading.figures = unit.figures(published);
        }
        let (text, words, r) = (&unit.part.text, &self.words, &mut self.reading);
        match self.next {
            0 => self.words = lexicon.segment(text),
            1 => {}
            2 => {
                r.picks = recogniser.picks(text, words, &r.figures, &terms.lexicon);
                r.figures.retain(|figure| !entities::is_in_name(&r.picks, figure.span));
                r.entities = entities::group(text, words, &r.picks, &terms.lexicon);
            }
            3 => r.links = links::link(text, words, &r.figures, &r.entities),
            4 => r.ledger = projects::ledger(text, words, &r.figures, &r.entities, &r.links, published),
            _ => {
                let material = Material {
                    text,
                    words,
                    lexicon,
                    figures: &r.figures,
                    entities: &r.entities,
                    links: &r.links,
                    ledger: &r.ledger,
                    published,
                    given: terms.given,
                    ocr: terms.ocr,
                    home: terms.home,
                };
                r.report = checks::check(material, &terms.rules_off);
                return Some(std::mem::take(r));
            }
        }
        self.next += 1;
        None
    }
}

/// Parts that were read, the newest kept: as many as the last text had, and some more.
#[derive(Debug, Default)]
pub(super) struct Units {
    terms: Terms,
    all: Vec<Unit>,
    by_hash: HashMap<u64, Vec<usize>>,
    run: u64,
}

/// Characters of parts that are kept beside those of the last text.
const KEPT: usize = 60_000;

impl Units {
    /// Begins with a text: its parts by number, those that are known with what is known of them.
    pub fn begin(&mut self, terms: Terms, parts: Vec<Part>) -> Vec<usize> {
        if terms != self.terms {
            *self = Units { terms, run: self.run, ..Units::default() };
        }
        self.run += 1;
        let units: Vec<usize> = parts.into_iter().map(|part| self.place(part)).collect();
        let now = self.forget();
        units.into_iter().map(|unit| now[unit]).collect()
    }

    fn place(&mut self, part: Part) -> usize {
        let same = self.by_hash.or_default(part.hash());
        if let Some(&known) = same.iter().find(|&&i| self.all[i].part == part) {
            self.all[known].run = self.run;
            return known;
        }
        same.push(self.all.len());
        self.all.push(Unit::new(part, self.run));
        self.all.len() - 1
    }

    /// Drops what was not asked for lately; gives each part's number from now on.
    fn forget(&mut self) -> Vec<usize> {
        let mut left = KEPT;
        let mut keeps = vec![true; self.all.len()];
        for i in (0..self.all.len()).rev().filter(|&i| self.all[i].run < self.run) {
            let length = self.all[i].part.text.chars.len();
            keeps[i] = length <= left;
            left = left.saturating_sub(length);
        }
        let mut kept = 0;
        let now = keeps.iter().map(|&keep| {
            kept += usize::from(keep);
            kept - usize::from(keep)
        });
        let now: Vec<usize> = now.collect();
        if kept < self.all.len() {
            let mut keeps = keeps.into_iter();
            self.all.retain(|_| keeps.next().unwrap_or(false));
            self.by_hash = HashMap::default();
            for (i, unit) in self.all.iter().enumerate() {
                self.by_hash.or_default(unit.part.hash()).push(i);
            }
        }
        now
    }

    /// How many analyses have begun.
    pub fn run(&self) -> u64 {
        self.run
    }

    /// The terms under which all were read.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// A part by its number, and the terms, to read it.
    pub fn for_reading(&mut self, unit: usize) -> (&mut Unit, &Terms) {
        (&mut self.all[unit], &self.terms)
    }

    /// A part by its number.
    pub fn get(&self, unit: usize) -> &Unit {
        &self.all[unit]
    }

    /// The same, to read it.
    pub fn get_mut(&mut self, unit: usize) -> &mut Unit {
        &mut self.all[unit]
    }
}

//! Checks: what the text says of itself, held against itself. One rule, one file, in `rules/`.

mod amounts;
pub mod glyphs;
mod reading;
mod report;
mod rules;
mod sums;
mod table;
mod view;

use crate::entities::Entities;
use crate::figures::Figure;
use crate::links::Links;
use crate::projects::Ledger;
use crate::text::Text;
use crate::words::{Lexicon, Words};
use time::Date;

pub use amounts::Amount;
pub use report::{Finding, Report};
pub use rules::RULES;

/// What a rule may look at.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Case<'a> {
    pub text: &'a Text,
    pub words: &'a Words,
    pub lexicon: &'a Lexicon,
    pub figures: &'a [Figure],
    pub entities: &'a Entities,
    pub links: &'a [Links],
    pub ledger: &'a Ledger,
    /// The figures with one value; [`check`] reads them.
    pub amounts: &'a [Amount<'a>],
    /// The date of publication, given or read from the text.
    pub published: Option<Date>,
    /// The same, where a caller gave it.
    pub given: Option<Date>,
    /// Whether the text was read from a picture.
    pub ocr: bool,
}

/// A rule: its name, which is the name of its file, and what it does.
pub struct Rule {
    /// As it stands in [`Finding::rule`].
    pub name: &'static str,
    /// Looks at the case and reports.
    pub check: fn(&Case, &mut Report),
}

/// Applies every rule that is not switched off.
pub fn check(case: Case, off: &[String]) -> Report {
    let amounts = Amount::read(case.text, case.figures);
    let case = Case { amounts: &amounts, ..case };
    let mut report = Report::default();
    for rule in RULES.iter().filter(|r| !off.iter().any(|name| name == r.name)) {
        report.rule = rule.name;
        (rule.check)(&case, &mut report);
    }
    report.in_order()
}

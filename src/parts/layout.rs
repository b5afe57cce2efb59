//! What `model.bin` holds, shared by the build script that writes it and the code that reads it.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 8 |
//! | checksum of all that follows | 8 |
//! | how long each part is; a `u32` each | 4 × parts |
//! | the parts, one after the other | |
//!
//! A table goes without the comments at its head. As columns, which brotli makes a quarter to a third smaller than rows, it
//! is a line with how many bytes each column has, then the columns, a line for each cell; [`NONE`] stands where a row has no
//! such cell.
//!
//! Weights are the names of their templates in a line, then how many weights there are (a `u32`), then columns of bytes, all
//! lowest ones first: eight of the keys, which name their template by its place in the line; two of the weights, in
//! hundredths.

/// Names the format and its version.
pub const MAGIC: [u8; 8] = *b"shijump4";

/// Where the lengths begin.
pub const LENGTHS: usize = 16;

/// A part of `model.bin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Recogniser,
    Gazetteers,
    Suffixes,
    Vocabulary,
    Characters,
    Glyphs,
    Metric,
    Subject,
    Second,
    Period,
    Change,
    Neighbours,
    Lookalikes,
    Shapes,
    Traditional,
    Pairs,
    Starts,
    PageCues,
    Ledger,
    Units,
    Phrases,
    ChangeWords,
    CompanyTails,
    Finish,
    Macro,
    Many,
    Misread,
    Miswritten,
    Partitions,
    Rates,
    Sizes,
    Levels,
    Wholes,
    FieldWords,
    Measures,
    Calendar,
    Variants,
    ProjectNames,
    ProjectStages,
    Terms,
}

/// How a part is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Form {
    Bytes,
    Rows,
    Columns,
    Weights,
}

/// Where a row of a table kept as columns ends before the others do.
pub const NONE: &str = "\u{1F}";

/// The parts by number, with the files that they are made from; the gazetteers are compiled.
pub const FILES: [(Part, Form, &str); 40] = [
    (Part::Recogniser, Form::Bytes, "data/model/recogniser.bin"),
    (Part::Gazetteers, Form::Bytes, "gazetteers.bin"),
    (Part::Suffixes, Form::Rows, "data/entities/suffixes.tsv"),
    (Part::Vocabulary, Form::Rows, "data/entities/vocabulary.tsv"),
    (Part::Characters, Form::Rows, "data/entities/characters.tsv"),
    (Part::Glyphs, Form::Columns, "data/checks/glyphs.tsv"),
    (Part::Metric, Form::Weights, "data/links/metric.tsv"),
    (Part::Subject, Form::Weights, "data/links/subject.tsv"),
    (Part::Second, Form::Rows, "data/links/second.tsv"),
    (Part::Period, Form::Weights, "data/links/period.tsv"),
    (Part::Change, Form::Weights, "data/links/change.tsv"),
    (Part::Neighbours, Form::Columns, "data/checks/neighbours.tsv"),
    (Part::Lookalikes, Form::Columns, "data/checks/lookalikes.tsv"),
    (Part::Shapes, Form::Columns, "data/checks/shapes.tsv"),
    (Part::Traditional, Form::Rows, "data/text/traditional.tsv"),
    (Part::Pairs, Form::Columns, "data/page/pairs.tsv"),
    (Part::Starts, Form::Rows, "data/page/starts.tsv"),
    (Part::PageCues, Form::Rows, "data/page/cues.tsv"),
    (Part::Ledger, Form::Columns, "data/projects/weights.tsv"),
    (Part::Units, Form::Rows, "data/figures/units.tsv"),
    (Part::Phrases, Form::Rows, "data/figures/phrases.tsv"),
    (Part::ChangeWords, Form::Rows, "data/checks/change.tsv"),
    (Part::CompanyTails, Form::Rows, "data/checks/company_tails.tsv"),
    (Part::Finish, Form::Rows, "data/checks/finish.tsv"),
    (Part::Macro, Form::Rows, "data/checks/macro.tsv"),
    (Part::Many, Form::Rows, "data/checks/many.tsv"),
    (Part::Misread, Form::Rows, "data/checks/misread.tsv"),
    (Part::Miswritten, Form::Rows, "data/checks/miswritten.tsv"),
    (Part::Partitions, Form::Rows, "data/checks/partitions.tsv"),
    (Part::Rates, Form::Rows, "data/checks/rates.tsv"),
    (Part::Sizes, Form::Rows, "data/checks/sizes.tsv"),
    (Part::Levels, Form::Rows, "data/checks/levels.tsv"),
    (Part::Wholes, Form::Rows, "data/checks/wholes.tsv"),
    (Part::FieldWords, Form::Rows, "data/checks/words.tsv"),
    (Part::Measures, Form::Rows, "data/figures/measures.tsv"),
    (Part::Calendar, Form::Rows, "data/figures/calendar.tsv"),
    (Part::Variants, Form::Rows, "data/figures/variants.tsv"),
    (Part::ProjectNames, Form::Rows, "data/projects/names.tsv"),
    (Part::ProjectStages, Form::Rows, "data/projects/stages.tsv"),
    (Part::Terms, Form::Rows, "data/checks/terms.tsv"),
];

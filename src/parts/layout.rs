//! What `model.bin` holds, shared by the build script that writes it and the code that reads it.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 8 |
//! | checksum of all that follows | 8 |
//! | how long each part is; a `u32` each | 4 × parts |
//! | the parts, one after the other | |

/// Names the format and its version.
pub const MAGIC: [u8; 8] = *b"shijump1";

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
}

/// The parts by number, with the files that they are made from; the gazetteers are compiled.
pub const FILES: [(Part, &str); 11] = [
    (Part::Recogniser, "data/model/recogniser.bin"),
    (Part::Gazetteers, "gazetteers.bin"),
    (Part::Suffixes, "data/entities/suffixes.tsv"),
    (Part::Vocabulary, "data/entities/vocabulary.tsv"),
    (Part::Characters, "data/entities/characters.tsv"),
    (Part::Glyphs, "data/checks/glyphs.tsv"),
    (Part::Metric, "data/links/metric.tsv"),
    (Part::Subject, "data/links/subject.tsv"),
    (Part::Second, "data/links/second.tsv"),
    (Part::Period, "data/links/period.tsv"),
    (Part::Change, "data/links/change.tsv"),
];

//! Weights and tables too large for the wasm module, in one file: `model.bin`.
//!
//! Native builds carry it; the web build fetches it beside the module and hands it over before
//! anything else. Tables are part of the program's version, so they are kept once for the process;
//! the weights are those of the file that an analyzer is made from.

pub mod layout;

use crate::error::Error;
use crate::words::layout::checksum;
pub use layout::Part;
use layout::{FILES, Form, LENGTHS, MAGIC, NONE};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

static KEPT: OnceLock<Parts> = OnceLock::new();
/// The tables that are kept as columns, put together again.
static ROWS: [OnceLock<String>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// A read `model.bin`.
#[derive(Debug)]
pub struct Parts {
    bytes: Cow<'static, [u8]>,
    places: [Range<usize>; FILES.len()],
}

impl Default for Parts {
    fn default() -> Self {
        Parts { bytes: Cow::default(), places: [const { 0..0 }; FILES.len()] }
    }
}

impl Parts {
    /// Reads the file. Errors with `bad-model` where it is damaged.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        let bad = |what: &str| Error::new("bad-model", format!("{what}: fetch model.bin again"));
        if bytes.len() < LENGTHS + 4 * FILES.len() || bytes[..8] != MAGIC {
            return Err(bad("this is no model of this version"));
        }
        if checksum(&bytes[16..]).to_le_bytes() != bytes[8..16] {
            return Err(bad("the model is damaged"));
        }
        let mut end = LENGTHS + 4 * FILES.len();
        let places = std::array::from_fn(|part| {
            let at = LENGTHS + 4 * part;
            let length = u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
            let start = end;
            end = end.saturating_add(length as usize);
            start..end
        });
        (end == bytes.len()).then_some(Parts { bytes, places }).ok_or_else(|| bad("its parts do not fit together"))
    }

    /// A part's bytes.
    pub fn bytes(&self, part: Part) -> &[u8] {
        self.bytes.get(self.places[part as usize].clone()).unwrap_or_default()
    }

    /// Without one part, which was read into something else: it need not be held twice.
    pub fn without(mut self, part: Part) -> Self {
        if let Cow::Owned(bytes) = &mut self.bytes {
            let Range { start, end } = self.places[part as usize].clone();
            bytes.drain(start..end);
            bytes.shrink_to_fit();
            for place in self.places.iter_mut().filter(|place| place.start >= start) {
                *place = place.start.max(end) - (end - start)..place.end.max(end) - (end - start);
            }
        }
        self
    }

    /// Keeps the tables for the process, where none are kept yet.
    pub fn keep(self) {
        // A second analyzer brings the same tables: its copy is dropped.
        let _ = KEPT.set(self);
    }
}

/// The tables of the process.
fn kept() -> &'static Parts {
    #[cfg(not(target_arch = "wasm32"))]
    let first = || Parts::new(crate::bundled::MODEL).unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    let first = Parts::default;
    KEPT.get_or_init(first)
}

/// A part that is bytes.
pub fn bytes(part: Part) -> &'static [u8] {
    kept().bytes(part)
}

/// A part that is a table: its rows, without the comments at its head.
pub fn table(part: Part) -> &'static str {
    let kept = std::str::from_utf8(bytes(part)).unwrap_or_default();
    match FILES[part as usize].1 {
        Form::Columns => ROWS[part as usize].get_or_init(|| rows(kept)),
        Form::Bytes | Form::Rows | Form::Weights => kept,
    }
}

/// The columns of a table that is kept so, as they are kept: each cell with a line break behind it.
pub fn columns<const N: usize>(part: Part) -> [&'static [u8]; N] {
    let mut columns = split(bytes(part));
    std::array::from_fn(|_| columns.next().unwrap_or_default())
}

/// The columns behind the line with their lengths.
fn split(kept: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = kept.iter().position(|byte| *byte == b'\n').unwrap_or(kept.len());
    let (lengths, rest) = kept.split_at(end);
    let mut rest = rest.get(1..).unwrap_or_default();
    std::str::from_utf8(lengths).unwrap_or_default().split(' ').map(move |length| {
        let (column, others) = length.parse().ok().and_then(|at| rest.split_at_checked(at)).unwrap_or_default();
        rest = others;
        column
    })
}

/// The rows of a table kept as columns.
fn rows(kept: &str) -> String {
    let mut columns: Vec<&str> =
        split(kept.as_bytes()).map(|column| std::str::from_utf8(column).unwrap_or_default()).collect();
    let mut rows = String::with_capacity(kept.len());
    while let Some(first) = columns.first_mut().and_then(cell) {
        rows.push_str(first);
        for cell in columns[1..].iter_mut().filter_map(cell).filter(|cell| *cell != NONE) {
            rows.push('\t');
            rows.push_str(cell);
        }
        rows.push('\n');
    }
    rows
}

/// Takes the next cell off a column. Cells are short: looking at each byte is quicker than `lines`.
fn cell<'a>(column: &mut &'a str) -> Option<&'a str> {
    let end = column.bytes().position(|byte| byte == b'\n')?;
    let cell = &column[..end];
    *column = &column[end + 1..];
    Some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundled::MODEL;

    #[test]
    fn parts_are_the_files_they_are_made_from() {
        assert!(FILES.iter().enumerate().all(|(i, &(part, ..))| part as usize == i));
        for (part, form, file) in FILES {
            let Ok(made) = std::fs::read_to_string(file) else { continue };
            let head = made.split_inclusive('\n').take_while(|line| line.starts_with("# ")).map(str::len).sum();
            let is_table = matches!(form, Form::Rows | Form::Columns);
            assert!(!is_table || table(part) == &made[head..], "{file}");
        }
        assert_eq!(bytes(Part::Recogniser), include_bytes!("../../data/model/recogniser.bin"));
    }

    #[test]
    fn what_is_taken_out_leaves_the_rest_as_it_is() {
        let whole = Parts::new(MODEL.to_vec()).expect("the bundled model is sound");
        let less = Parts::new(MODEL.to_vec()).expect("the bundled model is sound").without(Part::Gazetteers);
        for (part, ..) in FILES {
            let expected: &[u8] = if part == Part::Gazetteers { &[] } else { whole.bytes(part) };
            assert!(less.bytes(part) == expected, "{part:?}");
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let code = |bytes: Vec<u8>| Parts::new(bytes).map(|_| ()).map_err(|e| e.code);
        assert_eq!(code(MODEL.to_vec()), Ok(()));
        assert_eq!(code(Vec::new()), Err("bad-model"));
        assert_eq!(code(MODEL[..MODEL.len() - 1].to_vec()), Err("bad-model"));
        for at in [0, 8, 16, MODEL.len() / 2, MODEL.len() - 1] {
            let mut bytes = MODEL.to_vec();
            bytes[at] ^= 1;
            assert_eq!(code(bytes), Err("bad-model"), "byte {at}");
        }
    }
}

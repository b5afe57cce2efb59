//! An analysis as tables, as CSV and as a view for terminals. One implementation serves the native command line and, as wasm, the
//! one in Node, so that both print the same bytes.

mod amounts;
pub mod csv;
mod names;
mod styled;
pub mod tables;
pub mod terminal;

pub use tables::{Cell, Table, TableName};
pub use terminal::Look;

/// The language of headings and messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

//! shiju (实据) reads Chinese news about investment promotion and gives its entities,
//! figures, projects and contradictions as plain data.
//!
//! The road a text takes: `page` → `text` → `words` → `figures`, `entities` → `links` →
//! `projects` → `checks`. A module imports only from the left; `analyzer` is the corridor
//! that calls them in this order. `render` and `cli` show what comes out.

pub mod analyzer;
#[cfg(not(target_arch = "wasm32"))]
pub mod bundled;
pub mod checks;
pub mod cli;
pub mod compare;
pub mod entities;
pub mod error;
pub mod figures;
mod float;
mod hashing;
pub mod links;
pub mod model;
pub mod page;
pub mod parts;
pub mod projects;
pub mod render;
mod sorting;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod words;

pub use analyzer::{Analyzer, Options};
pub use error::Error;

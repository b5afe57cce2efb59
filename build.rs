//! Compiles the tables of `data/` into what the crate loads without parsing.

#[path = "build/columns.rs"]
mod columns;
#[path = "build/gazetteer.rs"]
mod gazetteer;
#[path = "src/links/key.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod key;
#[path = "src/parts/layout.rs"]
#[allow(dead_code)]
mod layout;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

fn main() {
    let words = |name: &'static str| (name, format!("data/words/{name}.tsv"));
    make("lexicon.bin", &[words("dictionary"), words("unknown_words")], |tables| {
        lexicon::compile(&tables["dictionary"], &tables["unknown_words"])
    });
    let names = ["bodies", "divisions", "industries", "places", "posts", "statistical_zones", "surnames", "zones"];
    make("gazetteers.bin", &names.map(words), gazetteer::compile);
    std::fs::write(out("model.bin"), model()).expect("cargo's own folder can be written to");
}

/// Where cargo wants what is made.
fn out(file: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join(file)
}

/// The bytes of `model.bin`.
fn model() -> Vec<u8> {
    let parts = layout::FILES.map(|(_, form, file)| {
        let is_made = !file.starts_with("data/");
        if !is_made {
            println!("cargo::rerun-if-changed={file}");
        }
        let bytes = std::fs::read(if is_made { out(file) } else { PathBuf::from(file) });
        let kept = bytes.map_err(|e| e.to_string()).and_then(|bytes| tables::kept(form, bytes));
        kept.unwrap_or_else(|e| panic!("{file}: {e}"))
    });
    let lengths = parts.iter().flat_map(|part| (part.len() as u32).to_le_bytes());
    let content: Vec<u8> = lengths.chain(parts.iter().flatten().copied()).collect();
    [&layout::MAGIC[..], &lexicon::layout::checksum(&content).to_le_bytes(), &content].concat()
}

/// Writes a file made from tables (name, path), unless it is newer than the tables and this program.
fn make(
    file: &str,
    tables: &[(&'static str, String)],
    compile: impl Fn(&BTreeMap<&'static str, String>) -> Result<Vec<u8>, String>,
) {
    let made = out(file);
    tables.iter().for_each(|(_, path)| println!("cargo::rerun-if-changed={path}"));
    let program = std::env::current_exe().expect("a running program has a path");
    let mut inputs = tables.iter().map(|(_, path)| Path::new(path)).chain([program.as_path()]);
    if inputs.all(|input| changed(&made) > changed(input)) {
        return;
    }
    let read = |path| std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let tables = tables.iter().map(|(name, path)| (*name, read(path))).collect();
    let bytes = compile(&tables).unwrap_or_else(|e| panic!("{file}: {e}"));
    std::fs::write(&made, bytes).unwrap_or_else(|e| panic!("{file}: {e}"));
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|m| m.modified()).ok()
}

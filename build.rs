//! Compiles the tables of `data/` into what the crate loads without parsing.

#[path = "build/lexicon.rs"]
mod lexicon;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    compile("data/words/dictionary.tsv", &out.join("lexicon.bin"), lexicon::compile);
}

/// Writes `made` from the table at `source`, unless it is newer than the table and this program.
fn compile(source: &str, made: &Path, compile: fn(&str) -> Result<Vec<u8>, String>) {
    println!("cargo::rerun-if-changed={source}");
    let program = std::env::current_exe().expect("a running program has a path");
    let is_new = |input: &Path| changed(made) > changed(input);
    if is_new(Path::new(source)) && is_new(&program) {
        return;
    }
    let table = std::fs::read_to_string(source).unwrap_or_else(|e| panic!("{source}: {e}"));
    let bytes = compile(&table).unwrap_or_else(|e| panic!("{source}: {e}"));
    std::fs::write(made, bytes).unwrap_or_else(|e| panic!("{}: {e}", made.display()));
}

fn changed(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|m| m.modified()).ok()
}

//! Writes the tables.

use crate::train::Tables;
use shiju::links::learn::TEMPLATES;
use std::fmt::Write;
use std::path::Path;

/// One table a ranker, sorted by feature.
pub fn write(folder: &Path, tables: &Tables) -> Result<(), String> {
    for ((name, templates), table) in TEMPLATES.iter().zip(tables) {
        let mut out = format!(
            "# Weights of the {name} ranker: template, two characters, letter, bucket, weight (src/links/{name}.rs).\n\
             # Made by tools/train-links from annotated articles written for this project. Licence: as the project.\n"
        );
        for (key, weight) in table {
            let _ = writeln!(out, "{}\t{weight}", key.to_row(templates));
        }
        let path = folder.join(format!("{name}.tsv"));
        std::fs::write(&path, out).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

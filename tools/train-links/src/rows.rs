//! Writes the tables.

use crate::train::Tables;
use shiju::links::learn::{COLUMNS, Forest, TEMPLATES};
use std::fmt::Write;
use std::path::Path;

/// One table a ranker, sorted by feature.
pub fn write(folder: &Path, tables: &Tables, second: &Forest) -> Result<(), String> {
    for ((name, templates), table) in TEMPLATES.iter().zip(tables) {
        let mut out = format!(
            "# Weights of the {name} ranker: template, two characters, letter, bucket, weight (src/links/{name}.rs).\n\
             # Made by tools/train-links from annotated articles written for this project. Licence: as the project.\n"
        );
        for (key, weight) in table {
            let _ = writeln!(out, "{}\t{weight}", key.to_row(templates));
        }
        save(&folder.join(format!("{name}.tsv")), &out)?;
    }
    let trees = format!(
        "# Trees of the second look at subjects (src/links/subject/second.rs): a split has a column, the most that stays\n\
         # near, and the number of the node for the rest; a leaf has its value; an empty line ends a tree.\n\
         # Made by tools/train-links from annotated articles written for this project. Licence: as the project.\n{}",
        second.to_table(COLUMNS)
    );
    save(&folder.join("second.tsv"), &trees)
}

fn save(path: &Path, content: &str) -> Result<(), String> {
    std::fs::write(path, content).map_err(|e| format!("{}: {e}", path.display()))
}

//! JSON lines in, JSON lines out, each answered before the next is read.

use super::{Stop, World, write_named};
use crate::{Analyzer, Options};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

/// Answers each line of the standard input; what a line says wins over the options.
pub fn answer(analyzer: &mut Analyzer, world: &mut impl World, options: &Options) -> Result<(), Stop> {
    let mut number = 0;
    while let Some(line) = world.line()? {
        number += 1;
        if line.trim().is_empty() {
            continue;
        }
        let told = |what: String| Stop::Told(format!("line {number}: {what}"));
        let Line { id, text, published } = serde_json::from_str(&line).map_err(|e| told(e.to_string()))?;
        let mut options = options.clone();
        options.published = published.or(options.published);
        let analysis = analyzer.analyze(&text, &options).map_err(|e| told(e.to_string()))?;
        write_named(world, &id, &analysis)?;
    }
    Ok(())
}

//! Writes the files that the web build fetches: `cargo run -p assets -- FOLDER`.

use shiju::bundled::{LEXICON, MODEL};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(std::path::PathBuf::from) else {
        eprintln!("usage: assets FOLDER");
        return ExitCode::FAILURE;
    };
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        std::fs::write(folder.join("lexicon.bin"), LEXICON)?;
        std::fs::write(folder.join("model.bin"), MODEL)
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assets: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

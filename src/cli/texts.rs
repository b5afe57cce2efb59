//! Which texts are meant, and what stands in them.

use super::{Stop, World};
use crate::sorting::Sorting;

/// Reads a text; a byte order mark is no part of it.
pub fn read(world: &mut impl World, path: &str) -> Result<String, Stop> {
    let text = String::from_utf8(world.read(path)?).map_err(|_| {
        Stop::Told(format!("{path}: not UTF-8 text; convert it first, for example: iconv -f GB18030 -t UTF-8 {path}"))
    })?;
    Ok(text)
}

/// The files that the paths stand for, in a fixed order; and whether one single file was asked for.
pub fn files(world: &mut impl World, paths: &[String]) -> Result<(Vec<String>, bool), Stop> {
    let mut files = Vec::new();
    let mut one = paths.len() == 1;
    for path in paths {
        match if path == "-" { None } else { world.folder(path)? } {
            None => files.push(path.clone()),
            Some(names) => {
                one = false;
                let before = files.len();
                gather(world, path, names, &mut files)?;
                if files.len() == before {
                    return Err(Stop::Told(format!("{path}: no .txt or .md files in this folder")));
                }
            }
        }
    }
    Ok((files, one))
}

fn gather(world: &mut impl World, folder: &str, mut names: Vec<String>, files: &mut Vec<String>) -> Result<(), Stop> {
    names.arrange();
    for name in names.iter().filter(|name| !name.starts_with('.')) {
        let path = format!("{}/{name}", folder.trim_end_matches('/'));
        match world.folder(&path)? {
            Some(inner) => gather(world, &path, inner, files)?,
            None if name.ends_with(".txt") || name.ends_with(".md") => files.push(path),
            None => {}
        }
    }
    Ok(())
}

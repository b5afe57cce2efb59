//! Tables as `src/parts/layout.rs` describes them.

use crate::layout::{Form, NONE};

/// The bytes of a part that is kept in this form, from those of its file.
pub fn kept(form: Form, file: Vec<u8>) -> Result<Vec<u8>, String> {
    if form == Form::Bytes {
        return Ok(file);
    }
    let text = String::from_utf8(file).map_err(|_| "not UTF-8")?;
    let rows = without_head(&text);
    Ok(if form == Form::Columns { columns(rows)? } else { rows.to_string() }.into_bytes())
}

/// A table without the comments before its first row.
fn without_head(mut table: &str) -> &str {
    while table.starts_with("# ") {
        table = table.split_once('\n').map_or("", |(_, rest)| rest);
    }
    table
}

fn columns(rows: &str) -> Result<String, String> {
    if rows.contains(NONE) || !rows.ends_with('\n') {
        return Err(format!("a table may not have {NONE:?}, and ends with its last line"));
    }
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split('\t').collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column =
        |i: usize| rows.iter().flat_map(move |row| [row.get(i).copied().unwrap_or(NONE), "\n"]).collect::<String>();
    let columns: Vec<String> = (0..width).map(column).collect();
    let lengths: Vec<String> = columns.iter().map(|column| column.len().to_string()).collect();
    Ok(format!("{}\n{}", lengths.join(" "), columns.concat()))
}

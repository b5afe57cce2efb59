//! Tables as `src/parts/layout.rs` describes them.

use crate::key::Key;
use crate::layout::{Form, NONE};

/// The bytes of a part that is kept in this form, from those of its file.
pub fn kept(form: Form, file: Vec<u8>) -> Result<Vec<u8>, String> {
    if form == Form::Bytes {
        return Ok(file);
    }
    let text = String::from_utf8(file).map_err(|_| "not UTF-8")?;
    let rows = without_head(&text);
    match form {
        Form::Weights => weights(rows),
        Form::Columns => columns(rows).map(String::into_bytes),
        Form::Bytes | Form::Rows => Ok(rows.to_string().into_bytes()),
    }
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

fn weights(rows: &str) -> Result<Vec<u8>, String> {
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split('\t').collect()).collect();
    let mut names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    names.sort_unstable();
    names.dedup();
    let mut columns = vec![Vec::new(); 10];
    for row in &rows {
        let read = || {
            let key = Key::from_row(&mut row.iter().copied(), &names)?;
            let hundredths = 100.0 * row.get(5)?.parse::<f64>().ok()?;
            let weight = hundredths.round() as i16;
            (f64::from(weight) - hundredths).abs().lt(&1e-6).then_some((key, weight))
        };
        let (key, weight) = read().ok_or_else(|| format!("no key and weight in hundredths: {row:?}"))?;
        let bytes = key.0.to_le_bytes().into_iter().chain(weight.to_le_bytes());
        columns.iter_mut().zip(bytes).for_each(|(column, byte)| column.push(byte));
    }
    let count = u32::try_from(rows.len()).map_err(|e| e.to_string())?;
    Ok([format!("{}\n", names.join(" ")).as_bytes(), &count.to_le_bytes(), &columns.concat()].concat())
}

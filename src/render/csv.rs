//! CSV as RFC 4180 has it, but with plain line feeds.

use super::{Cell, Table};

/// The line of the column names, after those of the columns put before them.
pub fn head(table: &Table, before: &[&str]) -> String {
    line(before.iter().chain(table.columns).map(|name| quoted(name)))
}

/// The lines of the rows, each after the cells put before it.
pub fn body(table: &Table, before: &[&str]) -> String {
    table.rows.iter().map(|row| line(before.iter().map(|text| quoted(text)).chain(row.iter().map(field)))).collect()
}

fn line(fields: impl Iterator<Item = String>) -> String {
    let mut out = fields.collect::<Vec<_>>().join(",");
    out.push('\n');
    out
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => quoted(text),
    }
}

/// Text that a spreadsheet takes as text: what would begin a formula is put behind an apostrophe.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_string() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_it_is_quoted() {
        let cells = ["亿元", "a,b", "他说\"好\"", "=1+1", "-5℃"].map(|t| Cell::Text(t.into()));
        let table = Table { columns: &["a", "b", "c", "d", "e"], rows: vec![cells.into()] };
        assert_eq!(head(&table, &["file"]), "file,a,b,c,d,e\n");
        assert_eq!(body(&table, &["x.txt"]), "x.txt,亿元,\"a,b\",\"他说\"\"好\"\"\",'=1+1,'-5℃\n");
        let numbers = Table { columns: &["a", "b"], rows: vec![vec![Cell::Number(8.696e10), Cell::Nothing]] };
        assert_eq!(body(&numbers, &[]), "86960000000,\n");
    }
}

//! Reading the tables under `data/checks`.

/// The rows of a table with `N` columns; comments, empty lines and rows of another width are left out.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let row = [(); N].map(|()| columns.next());
        (columns.next().is_none() && row.iter().all(Option::is_some)).then(|| row.map(Option::unwrap_or_default))
    })
}

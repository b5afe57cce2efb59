//! Columns of numbers in compiled bytes, as `src/words/bytes.rs` reads them.

/// A two-byte column: all low bytes, then all high bytes.
pub fn push_pairs(out: &mut Vec<u8>, column: impl IntoIterator<Item = u16>) {
    let (low, high): (Vec<u8>, Vec<u8>) = column.into_iter().map(|n| ((n & 0xFF) as u8, (n >> 8) as u8)).unzip();
    out.extend(low);
    out.extend(high);
}

/// A four-byte number.
pub fn push_number(out: &mut Vec<u8>, number: usize) -> Result<(), String> {
    let number = u32::try_from(number).map_err(|_| "a number does not fit into four bytes")?;
    out.extend(number.to_le_bytes());
    Ok(())
}

/// A number that fits into two bytes.
pub fn narrow(number: usize) -> Result<u16, String> {
    u16::try_from(number).map_err(|_| format!("{number} does not fit into two bytes"))
}

//! Styles of a terminal, and words as wide as they show.

/// A style, as the numbers of an ANSI sequence.
pub type Style = &'static str;

/// Words in a style, where colours are wanted.
pub fn styled(words: &str, style: Style, colour: bool) -> String {
    if colour && !style.is_empty() && !words.is_empty() {
        format!("\x1b[{style}m{words}\x1b[0m")
    } else {
        words.to_string()
    }
}

/// Without what a terminal would obey: control characters other than line feeds and tabs.
pub fn tame(words: &str) -> String {
    let tame = |c: char| if c.is_control() && c != '\n' && c != '\t' { '\u{FFFD}' } else { c };
    words.replace("\r\n", "\n").chars().map(tame).collect()
}

/// Columns that words take: two for the characters of East Asia.
pub fn width(words: &str) -> usize {
    words.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}

/// Rows with their columns under each other; the last is as long as it is.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|w| width(w)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let padded = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(words, w)| format!("{words}{}", " ".repeat(w - width(words) + 2)));
        cells.collect::<String>().trim_end().to_string()
    };
    rows.iter().map(padded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_are_lined_up() {
        let rows = vec![vec!["投资".to_string(), "1".into()], vec!["a".into(), "2".into()]];
        assert_eq!(columns(&rows), ["投资  1", "a     2"]);
    }

    #[test]
    fn what_a_terminal_would_obey_is_taken_out() {
        assert_eq!(tame("总\x1b[2J投资\r\n\t3亿"), "总\u{FFFD}[2J投资\n\t3亿");
    }
}

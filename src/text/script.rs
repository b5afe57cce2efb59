//! Traditional characters, read as simplified ones: one character for one, so that every place stays where it is.

use crate::parts::{self, Part};
use crate::sorting::Sorting;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The Chinese characters that the table speaks of.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
/// Of a hundred Chinese characters, so many are traditional ones where a page, or a line of one, is written in them.
const IN_A_PAGE: usize = 10;
const IN_A_LINE: usize = 20;
/// A line by itself needs so many: names keep old characters.
const LEAST: usize = 3;

struct Table {
    /// Of each character from [`FIRST`] on, the one it is read as; 0 where it is itself.
    simplified: Vec<u16>,
    /// Words read otherwise than character by character.
    words: Vec<(&'static str, &'static str)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { simplified: vec![0; (LAST - FIRST + 1) as usize], words: Vec::new() };
    for row in parts::table(Part::Traditional).lines().filter(|l| !l.starts_with('#')) {
        if let Some(word) = row.split_once('\t') {
            table.words.push(word);
            continue;
        }
        for pair in row.split(' ') {
            let mut chars = pair.chars();
            if let (Some(written), Some(read)) = (chars.next(), chars.next()) {
                table.simplified[(written as u32 - FIRST) as usize] = read as u32 as u16;
            }
        }
    }
    table.words.arrange();
    table
});

/// The character that one is read as.
pub(super) fn of(c: char) -> char {
    if !(FIRST..=LAST).contains(&(c as u32)) {
        return c;
    }
    match TABLE.simplified[(c as u32 - FIRST) as usize] {
        0 => c,
        read => char::from_u32(read.into()).unwrap_or(c),
    }
}

/// How many Chinese characters there are, and how many of them are traditional ones.
fn count(text: &str) -> (usize, usize) {
    let table = &*TABLE.simplified;
    let han = text.chars().filter_map(|c| table.get((c as usize).wrapping_sub(FIRST as usize)));
    han.fold((0, 0), |(all, old), read| (all + 1, old + usize::from(*read != 0)))
}

/// Whether a text is written in traditional characters.
pub fn is_traditional(text: &str) -> bool {
    let (han, old) = count(text);
    is_page(han, old)
}

fn is_page(han: usize, old: usize) -> bool {
    old > 1 && old * 100 >= han * IN_A_PAGE
}

/// The text in simplified characters, as long as it was in bytes and in UTF-16; borrowed where it is in them already.
#[inline(never)]
pub fn simplified(raw: &str) -> Cow<'_, str> {
    let (han, old) = count(raw);
    if old == 0 {
        return Cow::Borrowed(raw);
    }
    let all = is_page(han, old);
    let reads = |line: &str| {
        let (han, old) = count(line);
        old > 0 && (all || old >= LEAST && old * 100 >= han * IN_A_LINE)
    };
    let mut out = String::new();
    let mut kept = 0; // up to here `raw` has been copied, in bytes
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        if reads(line) {
            out.push_str(&raw[kept..at]);
            convert(line, &mut out);
            kept = at + line.len();
        }
        at += line.len();
    }
    if kept == 0 {
        return Cow::Borrowed(raw);
    }
    out.push_str(&raw[kept..]);
    Cow::Owned(out)
}

/// 參 beside one of these is the numeral 叁, elsewhere 参.
const NUMERALS: &str = "零壹貳肆伍陸柒捌玖拾佰仟萬億";

fn convert(line: &str, out: &mut String) {
    let mut rest = line;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let (written, read) = word_at(rest, c).unwrap_or_default();
        out.push_str(read);
        if written.is_empty() {
            let beside = [before, rest.chars().nth(1).unwrap_or(' ')];
            let counts = c == '參' && beside.iter().any(|&c| NUMERALS.contains(c));
            out.push(if counts { '叁' } else { of(c) });
        }
        before = c;
        rest = &rest[written.len().max(c.len_utf8())..];
    }
}

/// The word of the table that `rest` begins with; `first` is its first character.
fn word_at(rest: &str, first: char) -> Option<(&'static str, &'static str)> {
    let words = &TABLE.words;
    let from = words.partition_point(|w| w.0.chars().next() < Some(first));
    let same = words[from..].iter().take_while(|w| w.0.starts_with(first));
    same.filter(|w| rest.starts_with(w.0)).max_by_key(|w| w.0.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_words_are_read_as_simplified_ones() {
        let raw = "江州園區簽約儀式舉行,據瞭解總投資3億元,項目負責人反覆強調進度。";
        let read = simplified(raw);
        assert_eq!(read, "江州园区签约仪式举行,据了解总投资3亿元,项目负责人反复强调进度。");
        assert_eq!((raw.len(), raw.encode_utf16().count()), (read.len(), read.encode_utf16().count()));
        assert_eq!(simplified("參觀園區,實繳參佰貳拾參萬元"), "参观园区,实缴叁佰贰拾叁万元");
    }

    #[test]
    fn simplified_text_is_borrowed_whatever_names_are_in_it() {
        let named = "江州园区昨日签约,总投资3亿元。乾县於某、鍾某到场,先后参观了三个车间,随后与项目负责人座谈,商定了开工的日子,当天返回。";
        for raw in ["", named, "😀 abc", "園"] {
            assert!(matches!(simplified(raw), Cow::Borrowed(_)), "{raw}");
        }
    }

    #[test]
    fn one_traditional_line_among_others_is_converted_alone() {
        let plain = "江州园区签约仪式举行,总投资三亿元。乾隆年间。\n".repeat(20);
        let read = simplified(&format!("{plain}港區與園區簽約,總投資億元。\n")).into_owned();
        assert!(read.starts_with(&plain) && read.ends_with("港区与园区签约,总投资亿元。\n"));
    }

    #[test]
    fn every_pair_is_as_long_in_every_encoding() {
        for (written, read) in &TABLE.words {
            assert_eq!((written.len(), written.chars().count()), (read.len(), read.chars().count()));
        }
        assert_eq!((of('國'), of('国'), of('A'), of('\u{9FFF}')), ('国', '国', 'A', '\u{9FFF}'));
    }
}

//! Texts annotated in place, as `texts/README.md` describes: `{c:云鹭精密}` is a company.

/// The letters of the marks, in the order of `shiju::entities::labels::KINDS`.
const LETTERS: &str = "prcgolzjidye";

/// A text without its marks, and its mentions as (start, end, type) in UTF-16 code units.
pub type Marked = (String, Vec<(u32, u32, usize)>);

/// The articles of a file, which `%%` divides. The error names the place of a mark that is not closed or not known.
pub fn articles(file: &str) -> Result<Vec<Marked>, String> {
    file.split("\n%%\n").map(|article| unmark(article.trim())).collect()
}

fn unmark(article: &str) -> Result<Marked, String> {
    let (mut plain, mut mentions, mut open, mut at) = (String::new(), Vec::new(), Vec::new(), 0);
    let mut rest = article.chars();
    while let Some(c) = rest.next() {
        match c {
            '{' => {
                let kind = rest.next().and_then(|letter| LETTERS.find(letter));
                let known = kind.filter(|_| rest.next() == Some(':'));
                open.push((at, known.ok_or_else(|| format!("no such mark after {:?}", tail(&plain)))?));
            }
            '}' => {
                let (start, kind) = open.pop().ok_or_else(|| format!("nothing to close after {:?}", tail(&plain)))?;
                mentions.push((start, at, kind));
            }
            _ => {
                plain.push(c);
                at += c.len_utf16() as u32;
            }
        }
    }
    if open.is_empty() { Ok((plain, mentions)) } else { Err(format!("a mark is left open near {:?}", tail(&plain))) }
}

fn tail(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(12)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_mentions() {
        let (plain, mentions) = unmark("𠮷{j:{c:云鹭}轴承项目}开工").unwrap();
        assert_eq!(plain, "𠮷云鹭轴承项目开工");
        assert_eq!(mentions, [(2, 4, 2), (2, 8, 7)]);
    }

    #[test]
    fn damaged_marks_are_named() {
        for bad in ["{x:云鹭}", "{c云鹭}", "{c:云鹭", "云鹭}"] {
            assert!(unmark(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_letters_follow_the_types() {
        use shiju::entities::labels::KINDS;
        use shiju::model::EntityType::{Company, Event, Industry, Product, Project};
        for (letter, kind) in [('c', Company), ('j', Project), ('i', Industry), ('d', Product), ('e', Event)] {
            assert_eq!(LETTERS.find(letter), KINDS.iter().position(|k| *k == kind));
        }
    }

    #[test]
    fn every_text_of_the_project_is_sound() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/texts");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|e| e == "txt") {
                let file = std::fs::read_to_string(entry.path()).unwrap();
                read += articles(&file).unwrap_or_else(|e| panic!("{}: {e}", entry.path().display())).len();
            }
        }
        assert!(read > 40);
    }
}

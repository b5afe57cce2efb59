//! Texts of the project's own making, with mentions and links marked in place (`texts/README.md`).

use crate::corpus::{Document, Gold, narrow};
use shiju::entities;
use shiju::figures::{self, Figure};
use shiju::links::learn::is_when;
use shiju::model::{Change, EntityType};
use shiju::text::{self, Span};
use shiju::words::Lexicon;
use shiju::{bundled, page};
use std::path::Path;

/// How much a text of our own counts against one of the gold.
const SHARE: f32 = 0.5;

/// All articles of the files of a folder, by file name.
pub fn read(folder: &Path) -> Result<Vec<Document>, String> {
    let listing = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = listing.flatten().map(|entry| entry.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut lexicon = Lexicon::new(bundled::LEXICON).map_err(|e| e.to_string())?;
    let mut out = Vec::new();
    for path in paths {
        let file = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for (i, marked) in file.split("\n%%\n").enumerate() {
            let article = Article::read(marked).map_err(|e| format!("{}, article {}: {e}", path.display(), i + 1))?;
            out.push(article.document(format!("{name}-{}", i + 1), &mut lexicon));
        }
    }
    Ok(out)
}

/// An article without its marks; places are characters.
#[derive(Debug, Default)]
struct Article {
    plain: String,
    mentions: Vec<(Span, EntityType)>,
    figures: Vec<(Span, Gold)>,
}

impl Article {
    fn read(marked: &str) -> Result<Article, String> {
        let mut out = Article::default();
        let (mut at, mut open) = (0, Vec::new());
        let mut figure: Option<(usize, String)> = None;
        let mut chars = marked.chars();
        while let Some(c) = chars.next() {
            match (c, &mut figure) {
                ('{', None) => {
                    let kind = chars.next().and_then(kind).ok_or_else(|| format!("no type at {at}"))?;
                    chars.next();
                    open.push((at, kind));
                }
                ('}', None) => {
                    let (start, kind) =
                        open.pop().ok_or_else(|| format!("a mention ends at {at} that did not begin"))?;
                    out.mentions.push((Span::new(start, at), kind));
                }
                ('[', None) => figure = Some((at, String::new())),
                (']', Some((start, links))) => {
                    out.figures.push((Span::new(*start, at), gold(links)));
                    figure = None;
                }
                (c, Some((_, links))) if c == '|' || !links.is_empty() => links.push(c),
                (c, _) => {
                    out.plain.push(c);
                    at += 1;
                }
            }
        }
        if !open.is_empty() || figure.is_some() {
            return Err("a mark is not closed".into());
        }
        Ok(out)
    }

    /// Laid out as a text that is read; a marked figure counts where the reader finds it too.
    fn document(self, name: String, lexicon: &mut Lexicon) -> Document {
        let text = text::clean(&self.plain, &page::split(&self.plain));
        let words = lexicon.segment(&text);
        let raw = |span: Span| text.raw_span(span);
        let start_of = utf16(&self.plain);
        let is = |span: Span, marked: Span| {
            let raw = raw(span);
            (raw.start, raw.end) == (start_of[marked.start], start_of[marked.end])
        };
        let (mut figures, mut gold): (Vec<Figure>, Vec<Gold>) = (Vec::new(), Vec::new());
        for figure in figures::read(&text, &words, None) {
            match self.figures.iter().find(|(marked, _)| is(figure.span, *marked)) {
                Some((_, links)) => gold.push(links.clone()),
                None if is_when(figure.kind) => gold.push(Gold::default()),
                None => continue,
            }
            figures.push(figure);
        }
        for (marked, _) in self.figures.iter().filter(|(m, _)| !figures.iter().any(|f| is(f.span, *m))) {
            let words: String = self.plain.chars().skip(marked.start).take(marked.len()).collect();
            eprintln!("{name}: {words} is marked but not read as a figure");
        }
        let clean = |marked: Span| {
            let at = |place: u32| (0..text.chars.len()).find(|&i| raw(Span::new(i, i + 1)).start == place);
            Some(Span::new(at(start_of[marked.start])?, at(start_of[marked.end - 1])? + 1))
        };
        let mut mentions: Vec<_> = self.mentions.iter().filter_map(|&(m, kind)| Some((clean(m)?, kind, 1.0))).collect();
        mentions.sort_by_key(|(s, ..)| (s.start, std::cmp::Reverse(s.end)));
        let mut end = 0;
        mentions.retain(|(s, ..)| {
            s.start >= end && {
                end = s.end;
                true
            }
        });
        let entities = entities::group(&text, &words, &mentions, &[]);
        Document { name, text, words, figures, entities, gold, number: 0, share: SHARE, report: None }
    }
}

/// The place of each character in UTF-16 code units, and of the end.
fn utf16(plain: &str) -> Vec<u32> {
    let mut out = vec![0];
    let mut at = 0;
    out.extend(plain.chars().map(|c| {
        at += c.len_utf16() as u32;
        at
    }));
    out
}

/// `|metric|subject|period|change`, with what is empty at the end left out.
fn gold(links: &str) -> Gold {
    let mut cells = links.split('|').skip(1);
    let mut phrase = || cells.next().filter(|c| !c.is_empty()).map(|c| c.chars().map(narrow).collect());
    let (metric, subject, period) = (phrase(), phrase(), phrase());
    let change = match cells.next() {
        Some("up") => Some(Change::Up),
        Some("down") => Some(Change::Down),
        _ => None,
    };
    Gold { metric, subject, period, change }
}

fn kind(letter: char) -> Option<EntityType> {
    use EntityType::*;
    Some(match letter {
        'p' => Person,
        'r' => Role,
        'c' => Company,
        'g' => Government,
        'o' => Organization,
        'l' => Place,
        'z' => Zone,
        'j' => Project,
        'i' => Industry,
        'd' => Product,
        'y' => Policy,
        'e' => Event,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept() {
        let article = Article::read("{z:云溪}引资[9亿元|引资|云溪||up]，[两个]").unwrap();
        assert_eq!(article.plain, "云溪引资9亿元，两个");
        assert_eq!(article.mentions, [(Span::new(0, 2), EntityType::Zone)]);
        assert_eq!(article.figures[0].0, Span::new(4, 7));
        assert_eq!(article.figures[0].1.subject.as_deref(), Some(&['云', '溪'][..]));
        assert_eq!(article.figures[0].1.change, Some(Change::Up));
        assert!(article.figures[1].1.metric.is_none());
        assert!(Article::read("{z:云溪").is_err() && Article::read("{x:云溪}").is_err());
    }
}

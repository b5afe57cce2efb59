//! Annotated texts, read through the same rooms as any text.

use serde_json::Value;
use shiju::entities::labels::KINDS;
use shiju::figures::{self, Figure};
use shiju::text::{Span, Text};
use shiju::words::{Lexicon, Words};
use shiju::{page, text};
use std::path::Path;

/// A mention by hand: its place in the cleaned text and the number of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gold {
    pub span: Span,
    pub kind: usize,
}

/// An annotated text.
pub struct Document {
    pub id: String,
    pub text: Text,
    pub words: Words,
    pub figures: Vec<Figure>,
    /// Outermost mentions, in order.
    pub gold: Vec<Gold>,
    /// The others, in order.
    pub inner: Vec<Gold>,
    /// The blocks that are annotated.
    pub blocks: Vec<Span>,
}

/// The documents of a folder: `ID.txt` beside `ID.gold.json`, in order of their names.
pub fn read(folder: &Path, lexicon: &mut Lexicon) -> Result<Vec<Document>, String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    files.iter().map(|path| one(path, lexicon)).collect()
}

fn one(path: &Path, lexicon: &mut Lexicon) -> Result<Document, String> {
    let said = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let name = path.to_string_lossy().replace(".gold.json", ".txt");
    let raw = std::fs::read_to_string(&name).map_err(|e| said(&e))?;
    let gold: Value =
        serde_json::from_str(&std::fs::read_to_string(path).map_err(|e| said(&e))?).map_err(|e| said(&e))?;
    let until = gold["until"].as_u64().unwrap_or(u64::MAX) as u32;
    let published = gold["published"].as_str().and_then(|d| shiju::analyzer::parse_date(d).ok());
    let mentions = gold["entities"].as_array().into_iter().flatten().filter_map(|m| {
        let kind = KINDS.iter().position(|k| serde_json::to_value(k).is_ok_and(|k| k == m["type"]))?;
        Some((m["start"].as_u64()? as u32, m["end"].as_u64()? as u32, kind))
    });
    let id = path.file_name().unwrap_or_default().to_string_lossy().replace(".gold.json", "");
    Ok(document(id, &raw, mentions.collect(), until, published, lexicon))
}

/// The texts of our own: files of articles marked in place.
pub fn read_marked(folder: &Path, lexicon: &mut Lexicon) -> Result<Vec<Document>, String> {
    let said = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let entries = std::fs::read_dir(folder).map_err(|e| said(folder, &e))?;
    let mut files: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut documents = Vec::new();
    for path in &files {
        let file = std::fs::read_to_string(path).map_err(|e| said(path, &e))?;
        for (i, (raw, mentions)) in crate::marked::articles(&file).map_err(|e| said(path, &e))?.into_iter().enumerate()
        {
            let id = format!("{}-{i}", path.file_stem().unwrap_or_default().to_string_lossy());
            documents.push(document(id, &raw, mentions, u32::MAX, None, lexicon));
        }
    }
    Ok(documents)
}

/// A document from its raw text and mentions in UTF-16 offsets (start, end, type).
pub fn document(
    id: String,
    raw: &str,
    mentions: Vec<(u32, u32, usize)>,
    until: u32,
    published: Option<time::Date>,
    lexicon: &mut Lexicon,
) -> Document {
    let text = text::clean(raw, &page::split(raw));
    let words = lexicon.segment(&text);
    let figures = figures::read(&text, &words, published);
    // Of each UTF-16 place of the raw text, the character that was made from it.
    let mut place = vec![usize::MAX; raw.encode_utf16().count() + 1];
    for block in &text.blocks {
        for at in block.span.start..block.span.end {
            place[text.raw_span(Span::new(at, at + 1)).start as usize] = at;
        }
    }
    let outer = |m: &(u32, u32, usize)| !mentions.iter().any(|o| o.0 <= m.0 && m.1 <= o.1 && (o.0, o.1) != (m.0, m.1));
    let mut lost = 0;
    let (mut gold, mut inner): (Vec<Gold>, Vec<Gold>) = Default::default();
    for m in &mentions {
        let (start, end, kind) = *m;
        let (first, last) = (place[start as usize], place[end as usize - 1]);
        let whole = first != usize::MAX && last != usize::MAX && first <= last && last - first < 120;
        if whole && text.block_at(first) == text.block_at(last) {
            let list = if outer(m) { &mut gold } else { &mut inner };
            list.push(Gold { span: Span::new(first, last + 1), kind });
        } else {
            lost += 1;
        }
    }
    inner.sort();
    gold.sort();
    gold.dedup_by(|a, b| a.span.overlaps(b.span));
    if lost > 0 {
        eprintln!("{id}: {lost} mentions cut by the page's layout");
    }
    let annotated = |b: &&shiju::text::Block| {
        !b.span.is_empty() && text.raw_span(Span::new(b.span.start, b.span.start + 1)).start < until
    };
    let blocks = text.blocks.iter().filter(annotated).map(|b| b.span).collect();
    Document { id, text, words, figures, gold, inner, blocks }
}

//! Texts for tests: `[…]` marks the figure in question, `{…}` others before it.

use super::scene::Scene;
use crate::entities::{Entities, Entity, Mention};
use crate::figures::Figure;
use crate::model::{EntityType, FigureKind, Value};
use crate::page;
use crate::sorting::Sorting;
use crate::text::{self, Span};
use crate::words::{Token, Words};

/// Lays out a text and asks about its marked figure; words are single characters, place names mentions.
pub fn sketch<T>(marked: &str, ask: impl Fn(&Scene, usize) -> T) -> T {
    let plain: String = marked.chars().filter(|c| !"[]{}".contains(*c)).collect();
    let text = text::clean(&plain, &page::split(&plain));
    let (mut figures, mut start, mut at) = (Vec::new(), 0, 0);
    for c in marked.chars() {
        match c {
            '[' | '{' => start = at,
            ']' | '}' => figures.push(figure(&text, Span::new(start, at))),
            _ => at += 1,
        }
    }
    let tag = |i: usize| match text.chars[i] {
        '将' => "d",
        '业' | '项' | '投' => "n",
        '引' | '进' => "v",
        _ => "x",
    };
    let tokens = (0..text.chars.len()).map(|i| Token { span: Span::new(i, i + 1), tag: tag(i) }).collect();
    let words = Words { tokens, token_of: (0..text.chars.len() as u32).collect(), ..Words::default() };
    let entities = places(&text);
    let scene = Scene::new(&text, &words, &figures, &entities);
    ask(&scene, figures.len() - 1)
}

fn figure(text: &text::Text, span: Span) -> Figure {
    let words = text.slice(span);
    let kind = match words.as_str() {
        w if w.starts_with('第') => FigureKind::Rank,
        w if w.ends_with('倍') => FigureKind::Multiple,
        w if w.ends_with("百分点") => FigureKind::PercentagePoint,
        w if w.ends_with('%') => FigureKind::Percent,
        w if w.ends_with('元') => FigureKind::Money,
        w if w.ends_with("工作日") => FigureKind::Duration,
        w if w.ends_with('月') || w.ends_with('年') => FigureKind::Date,
        _ => FigureKind::Count,
    };
    Figure { span, kind, value: Value::Unknown, unit: None, base: None, modifier: None }
}

fn places(text: &text::Text) -> Entities {
    let mut out = Entities::default();
    for name in ["上海", "青川县"] {
        let word: Vec<char> = name.chars().collect();
        for start in (0..text.chars.len()).filter(|&i| text.chars[i..].starts_with(&word)) {
            let (kind, entity) = (EntityType::Place, out.entities.len());
            let (mentions, aliases, posts) = (vec![out.mentions.len()], Vec::new(), Vec::new());
            out.entities.push(Entity { kind, name: name.into(), aliases, mentions, division: None, posts });
            out.mentions.push(Mention {
                span: Span::new(start, start + word.len()),
                kind,
                entity,
                confidence: 1.0,
                inner: false,
            });
        }
    }
    out.mentions.arrange_by_key(|m| m.span.start);
    out
}

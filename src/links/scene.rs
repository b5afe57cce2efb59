//! What the rankers see around a figure: clauses, sentences, tokens, mentions, laid out by character.

use crate::entities::Entities;
use crate::figures::Figure;
use crate::model::{EntityType, FigureKind};
use crate::page::Part;
use crate::text::{BlockKind, Span, Text};
use crate::words::Words;

/// Nothing stands at this character.
const NOTHING: u32 = u32::MAX;

/// A text with all that earlier rooms said of it, indexed by character.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The cleaned text.
    pub text: &'a Text,
    /// The figures, in order.
    pub figures: &'a [Figure],
    /// The mentions and what they name.
    pub entities: &'a Entities,
    /// Clauses in order; together they cover the text, each without its closing mark.
    pub clauses: Vec<Span>,
    places: Vec<Place>,
    tags: Vec<char>,
    tags_before: Vec<char>,
    /// How many verbs begin before each place.
    verbs: Vec<u32>,
    mention_of: Vec<u32>,
    figure_of: Vec<u32>,
    /// How many figures begin before each place.
    figures_before: Vec<u32>,
    /// How many quantities there are before each figure.
    quantities: Vec<u32>,
    /// Of each figure, the quantity before it.
    quantity_before: Vec<u32>,
    /// The figures that are dates or periods.
    dates: Vec<u32>,
}

/// The numbers of what holds a place.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    clause: u32,
    sentence: u32,
    block: u32,
}

/// No reader's clause or sentence is longer; a text without any marks is cut, so that the work stays in proportion to it.
const LONGEST_CLAUSE: usize = 500;
const LONGEST_SENTENCE: usize = 4000;
/// How far back a token that ends at a place is looked for.
const LONGEST_TOKEN: usize = 8;

/// Whether a hedge before a figure was joined to the word before it: 占地约 is a word to jieba.
fn hedges(last: &[char]) -> bool {
    let [before, hedge] = last else { return false };
    match hedge {
        '约' => !matches!(before, '大' | '合' | '签' | '条' | '节' | '制' | '违' | '预' | '履' | '解' | '续' | '契'),
        '近' => !matches!(before, '将' | '接' | '最' | '附' | '临' | '邻' | '靠' | '远' | '就'),
        _ => false,
    }
}

/// How far apart two places are, as a reader would say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// In one clause.
    Clause,
    /// In one sentence.
    Sentence,
    /// In neighbouring sentences of one block.
    Neighbour,
    /// In one block.
    Block,
    /// In neighbouring blocks.
    NextBlock,
    /// Farther.
    Far,
}

impl<'a> Scene<'a> {
    /// Lays out a text; one pass over each of its lists.
    #[inline(never)]
    pub fn new(text: &'a Text, words: &'a Words, figures: &'a [Figure], entities: &'a Entities) -> Self {
        let n = text.chars.len();
        let mut figure_of = vec![NOTHING; n];
        for (i, f) in figures.iter().enumerate() {
            figure_of[f.span.start..f.span.end].fill(i as u32);
        }
        let mut mention_of = vec![NOTHING; n];
        for (i, m) in entities.mentions.iter().enumerate() {
            // Outer before inner, so the first to come keeps the place.
            for place in &mut mention_of[m.span.start..m.span.end] {
                *place = if *place == NOTHING { i as u32 } else { *place };
            }
        }
        let mut tags = vec![' '; n];
        for token in &words.tokens {
            if let Some(tag) = tags.get_mut(token.span.start) {
                *tag = tag_letter(token.tag);
            }
        }
        for f in figures {
            let at = f.span.start;
            if at > 1 && tags[at - 1] == ' ' && hedges(&text.chars[at - 2..at]) {
                tags[at - 1] = 'd';
            }
        }
        let (mut tags_before, mut verbs) = (Vec::with_capacity(n + 1), Vec::with_capacity(n + 1));
        let (mut last, mut from, mut verbs_so_far) = ('^', 0, 0);
        for (i, &tag) in tags.iter().enumerate() {
            tags_before.push(if i - from <= LONGEST_TOKEN { last } else { '^' });
            verbs.push(verbs_so_far);
            if tag != ' ' {
                (last, from) = (tag, i);
                verbs_so_far += u32::from(tag == 'v');
            }
        }
        tags_before.push(if n - from <= LONGEST_TOKEN { last } else { '^' });
        verbs.push(verbs_so_far);
        let mut quantity_before = Vec::with_capacity(figures.len());
        let mut quantities = vec![0];
        let mut quantity = NOTHING;
        let mut figures_before = Vec::with_capacity(n + 1);
        for (i, f) in figures.iter().enumerate() {
            quantity_before.push(quantity);
            quantity = if is_when(f.kind) { quantity } else { i as u32 };
            quantities.push(quantities[i] + u32::from(!is_when(f.kind)));
            figures_before.resize(figures_before.len().max(f.span.start + 1), i as u32);
        }
        figures_before.resize(n + 1, figures.len() as u32);
        let is_date = |f: &Figure| matches!(f.kind, FigureKind::Date | FigureKind::Period);
        let dates = (0..figures.len()).filter(|&i| is_date(&figures[i])).map(|i| i as u32).collect();
        let mut places = vec![Place::default(); n];
        for (i, block) in text.blocks.iter().enumerate() {
            places[block.span.start..(block.span.end + 1).min(n)].iter_mut().for_each(|p| p.block = i as u32);
        }
        let mut scene = Scene {
            text,
            figures,
            entities,
            clauses: Vec::new(),
            places,
            tags,
            tags_before,
            verbs,
            mention_of,
            figure_of,
            figures_before,
            quantities,
            quantity_before,
            dates,
        };
        scene.cut();
        scene
    }

    fn cut(&mut self) {
        let (mut start, mut sentence, mut opening) = (0, 0, 0);
        for i in 0..self.text.chars.len() {
            (self.places[i].clause, self.places[i].sentence) = (self.clauses.len() as u32, sentence);
            let c = self.text.chars[i];
            let too_long = i - start >= LONGEST_CLAUSE;
            if self.figure_of[i] != NOTHING || !closes_clause(c) && !too_long {
                continue;
            }
            self.clauses.push(Span::new(start, i));
            start = i + 1;
            if closes_sentence(c) || start - opening >= LONGEST_SENTENCE {
                sentence += 1;
                opening = start;
            }
        }
        self.clauses.push(Span::new(start, self.text.chars.len()));
    }

    /// The character at `at`, [`super::key::NONE`] outside the text.
    pub fn char(&self, at: usize) -> char {
        self.text.chars.get(at).copied().unwrap_or(super::key::NONE)
    }

    /// The character `back` places before `at`.
    pub fn before(&self, at: usize, back: usize) -> char {
        at.checked_sub(back).map_or(super::key::NONE, |i| self.char(i))
    }

    /// The characters of a stretch.
    pub fn chars(&self, span: Span) -> &'a [char] {
        &self.text.chars[span.start..span.end]
    }

    /// First letter of the tag of the token that begins at `at`; a space inside a token.
    pub fn tag(&self, at: usize) -> char {
        self.tags.get(at).copied().unwrap_or('E')
    }

    /// First letter of the tag of the token that ends before `at`.
    pub fn tag_before(&self, at: usize) -> char {
        self.tags_before.get(at).copied().unwrap_or('E')
    }

    /// How many verbs begin between two places.
    pub fn verbs_between(&self, from: usize, to: usize) -> usize {
        if from < to { (self.verbs[to] - self.verbs[from]) as usize } else { 0 }
    }

    /// How many figures begin before a place.
    pub fn figures_before(&self, at: usize) -> usize {
        self.figures_before[at] as usize
    }

    /// How many quantities there are from one figure up to another.
    pub fn quantities_between(&self, from: usize, to: usize) -> usize {
        (self.quantities[to] - self.quantities[from]) as usize
    }

    /// The quantity before a figure.
    pub fn quantity_before(&self, figure: usize) -> Option<usize> {
        let before = self.quantity_before[figure];
        (before != NOTHING).then_some(before as usize)
    }

    /// The quantity before a figure, if it is in the same article.
    pub fn quantity_before_in_article(&self, figure: usize) -> Option<usize> {
        let article = |g: usize| self.article(self.figures[g].span.start);
        self.quantity_before(figure).filter(|&g| article(g) == article(figure))
    }

    /// The dates and periods before a figure, the nearest first, from the first that is before `end`.
    pub fn dates_before(&self, end: usize) -> impl Iterator<Item = usize> {
        let dates = &self.dates[..self.dates.partition_point(|&g| (g as usize) < end)];
        dates.iter().rev().map(|&g| g as usize)
    }

    /// The clause around a figure.
    pub fn clause(&self, at: usize) -> Span {
        self.clauses[self.places[at].clause as usize]
    }

    /// The clause before the one that holds `at`, in the same sentence.
    pub fn clause_before(&self, at: usize) -> Option<Span> {
        let here = self.places[at];
        let before = self.clauses[(here.clause as usize).checked_sub(1)?];
        (self.places.get(before.start)?.sentence == here.sentence).then_some(before)
    }

    /// The sentence number of a place.
    pub fn sentence(&self, at: usize) -> u32 {
        self.places[at].sentence
    }

    /// The block number of a place.
    pub fn block(&self, at: usize) -> u32 {
        self.places[at].block
    }

    /// How many clauses lie between two places.
    pub fn clauses_between(&self, a: usize, b: usize) -> usize {
        self.places[a].clause.abs_diff(self.places[b].clause) as usize
    }

    /// The article that a place belongs to; none for furniture.
    pub fn article(&self, at: usize) -> Option<usize> {
        self.text.blocks.get(self.block(at) as usize)?.article
    }

    /// Whether a place lies in a headline: a title, or the first block of its article.
    pub fn in_title(&self, at: usize) -> bool {
        let block = self.block(at) as usize;
        let Some(here) = self.text.blocks.get(block) else { return false };
        matches!(here.kind, BlockKind::Part(Part::Title | Part::Subtitle))
            || block == 0
            || self.text.blocks[block - 1].article != here.article
    }

    /// How far apart two places are.
    pub fn distance(&self, a: usize, b: usize) -> Distance {
        let (a, b) = (self.places[a], self.places[b]);
        let blocks = a.block.abs_diff(b.block);
        if a.clause == b.clause {
            Distance::Clause
        } else if a.sentence == b.sentence {
            Distance::Sentence
        } else if blocks == 0 && a.sentence.abs_diff(b.sentence) == 1 {
            Distance::Neighbour
        } else if blocks == 0 {
            Distance::Block
        } else if blocks == 1 {
            Distance::NextBlock
        } else {
            Distance::Far
        }
    }

    /// The outermost mention that holds `at`, by index.
    pub fn mention_at(&self, at: usize) -> Option<usize> {
        let i = *self.mention_of.get(at)?;
        (i != NOTHING).then_some(i as usize)
    }

    /// The figure that holds `at`, by index.
    pub fn figure_at(&self, at: usize) -> Option<usize> {
        let i = *self.figure_of.get(at)?;
        (i != NOTHING).then_some(i as usize)
    }

    /// The mention that spans exactly this stretch, by entity.
    pub fn entity_of(&self, span: Span) -> Option<usize> {
        let from = self.entities.mentions.partition_point(|m| m.span.start < span.start);
        let same = self.entities.mentions[from..].iter().take_while(|m| m.span.start == span.start);
        same.filter(|m| m.span == span).map(|m| m.entity).next()
    }
}

/// A letter for jieba's tag: its first, upper case where the second tells more.
fn tag_letter(tag: &str) -> char {
    match tag {
        "vn" | "an" => 'V',
        "ns" => 'S',
        "nr" => 'R',
        "nt" => 'T',
        "nz" => 'Z',
        _ => tag.chars().next().unwrap_or('x'),
    }
}

fn closes_clause(c: char) -> bool {
    matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '(' | ')' | '（' | '）') || closes_sentence(c)
}

fn closes_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | '\n')
}

/// Whether a figure is a place in time, to which others are tied, not a quantity.
pub fn is_when(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Date | FigureKind::Period | FigureKind::Time)
}

/// A letter for a kind, as the tables of weights show it.
pub fn kind_letter(kind: FigureKind) -> char {
    match kind {
        FigureKind::Money => 'm',
        FigureKind::Count => 'c',
        FigureKind::Percent => 'p',
        FigureKind::PercentagePoint => 'P',
        FigureKind::Multiple => 'x',
        FigureKind::Rank => 'r',
        FigureKind::Area => 'a',
        FigureKind::Length => 'l',
        FigureKind::Volume => 'v',
        FigureKind::Mass => 't',
        FigureKind::Power => 'w',
        FigureKind::Energy => 'e',
        FigureKind::Duration => 'd',
        FigureKind::Date => 'D',
        FigureKind::Period => 'I',
        FigureKind::Time => 'T',
        FigureKind::Age => 'y',
        FigureKind::Other => 'o',
    }
}

/// A letter for an entity type, as the tables of weights show it.
pub fn type_letter(kind: EntityType) -> char {
    match kind {
        EntityType::Person => 'p',
        EntityType::Role => 'r',
        EntityType::Company => 'c',
        EntityType::Government => 'g',
        EntityType::Organization => 'o',
        EntityType::Place => 'l',
        EntityType::Zone => 'z',
        EntityType::Project => 'j',
        EntityType::Industry => 'i',
        EntityType::Product => 'd',
        EntityType::Policy => 'y',
        EntityType::Event => 'e',
    }
}

/// A length or count, coarser as it grows.
pub fn bucket(n: usize) -> usize {
    match n {
        0..=6 => n,
        7..=8 => 7,
        9..=12 => 8,
        13..=20 => 9,
        21..=40 => 10,
        _ => 11,
    }
}

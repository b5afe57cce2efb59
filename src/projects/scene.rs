//! What the ledger looks at: the text cut into sentences and clauses, cue words, and who stands where.

use super::cues::{self, Hit, StageHit};
use super::stage;
use crate::entities::{Entities, Mention};
use crate::figures::Figure;
use crate::hashing::HashSet;
use crate::links::Links;
use crate::model::{EntityType, Value};
use crate::text::{BlockKind, Span, Text};
use crate::words::Words;
use std::sync::OnceLock;
use time::Date;

/// The text with all that earlier rooms say of it.
#[allow(missing_docs)]
pub struct Scene<'a> {
    pub text: &'a Text,
    pub words: &'a Words,
    pub figures: &'a [Figure],
    pub links: &'a [Links],
    pub entities: &'a Entities,
    pub published: Option<Date>,
    /// Clauses in order; together with the separators they cover the text.
    pub clauses: Vec<Span>,
    /// The sentences, by number, where they hold a clause.
    sentences: Vec<Option<Span>>,
    /// A bit for each pair of neighbouring characters, by their sum: most words do not stand in a text at all.
    pairs: Vec<u64>,
    /// Of each character, its clause, sentence, block and article (none: furniture).
    places: Vec<Place>,
    hits: Vec<Hit>,
    stage_hits: Vec<StageHit>,
    /// Of each block, whether it is an article's heading.
    titles: Vec<bool>,
    /// Of each stage word what it tells of whatever record; made when it is first asked for.
    told: OnceLock<Vec<stage::Told>>,
    /// The pairs of characters that the names of firms begin with or hold, likewise.
    firm_pairs: OnceLock<HashSet<[char; 2]>>,
}

/// Where a character stands, by number from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub clause: u32,
    /// Parts of sentences that semicolons divide.
    pub segment: u32,
    pub sentence: u32,
    pub block: u32,
    pub article: Option<u32>,
}

impl<'a> Scene<'a> {
    /// Cuts the text and finds its cue words.
    #[inline(never)]
    pub fn new(
        text: &'a Text,
        words: &'a Words,
        figures: &'a [Figure],
        entities: &'a Entities,
        links: &'a [Links],
        published: Option<Date>,
    ) -> Self {
        let (clauses, places) = cut(text);
        let hits = cues::find(&text.chars);
        let mut stage_hits = cues::find_stages(&text.chars);
        // 生产 in the name of a product or a firm tells no stage.
        let names = [EntityType::Project, EntityType::Company, EntityType::Product, EntityType::Zone];
        let named: Vec<Span> = entities.mentions.iter().filter(|m| names.contains(&m.kind)).map(|m| m.span).collect();
        stage_hits.retain(|h| {
            let next = named.partition_point(|s| s.start <= h.span.start);
            !named[next.saturating_sub(8)..next].iter().any(|s| s.contains(h.span))
        });
        stage_hits.retain(|h| !h.way || stage::took(&text.chars, &clauses, places[h.span.start].clause as usize));
        let titles = (0..text.blocks.len()).map(|number| is_title(text, number)).collect();
        Scene {
            text,
            words,
            figures,
            links,
            entities,
            published,
            sentences: sentences(&clauses, &places),
            pairs: pairs(&text.chars),
            clauses,
            places,
            hits,
            stage_hits,
            titles,
            told: OnceLock::new(),
            firm_pairs: OnceLock::new(),
        }
    }

    /// The cleaned text.
    pub fn chars(&self) -> &'a [char] {
        &self.text.chars
    }

    /// The words of a stretch.
    pub fn slice(&self, span: Span) -> String {
        self.text.slice(span)
    }

    /// Where the character `at` stands.
    pub fn place(&self, at: usize) -> Place {
        let none = Place { clause: 0, segment: 0, sentence: 0, block: 0, article: None };
        self.places.get(at).copied().unwrap_or(none)
    }

    /// The clause that holds `at`.
    pub fn clause(&self, at: usize) -> Span {
        self.clauses.get(self.place(at).clause as usize).copied().unwrap_or(Span::new(at, at))
    }

    /// The sentence that holds `at`.
    pub fn sentence(&self, at: usize) -> Span {
        let number = self.place(at).sentence as usize;
        self.sentences.get(number).copied().flatten().unwrap_or(Span::new(at, at))
    }

    /// Whether the clause that holds `at` leads a list: it ends with a colon.
    pub fn is_heading(&self, at: usize) -> bool {
        self.chars().get(self.clause(at).end) == Some(&':')
    }

    /// The block that holds `at`.
    pub fn block(&self, at: usize) -> Span {
        self.text.blocks.get(self.place(at).block as usize).map_or(Span::new(at, at), |b| b.span)
    }

    /// Whether `at` stands in an article's heading.
    pub fn in_title(&self, at: usize) -> bool {
        self.titles.get(self.place(at).block as usize).copied().unwrap_or(false)
    }

    /// The blocks of an article's heading.
    pub fn titles(&self, article: Option<u32>) -> impl Iterator<Item = Span> {
        let of_article = self.text.blocks.iter().filter(move |b| b.article.map(|a| a as u32) == article);
        of_article.map(|b| b.span).filter(|b| self.in_title(b.start))
    }

    /// The cue words inside `span`.
    pub fn hits(&self, span: Span) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|h| h.span.start < span.start);
        self.hits[from..].iter().take_while(move |h| h.span.start < span.end).filter(move |h| h.span.end <= span.end)
    }

    /// Whether `span` has a cue word of the group.
    pub fn has(&self, span: Span, group: &str) -> bool {
        self.hits(span).any(|h| h.group == group)
    }

    /// The stage words inside `span`.
    pub fn stages(&self, span: Span) -> &[StageHit] {
        &self.stage_hits[self.stages_in(span)]
    }

    /// The stage words inside `span`, by index.
    fn stages_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.stage_hits.partition_point(|h| h.span.start < span.start);
        let to = self.stage_hits.partition_point(|h| h.span.start < span.end);
        from..to.max(from)
    }

    /// The stage words inside `span` with what they tell.
    pub fn told(&self, span: Span) -> impl Iterator<Item = (&StageHit, &stage::Told)> {
        let told = self.told.get_or_init(|| self.stage_hits.iter().map(|h| stage::told(self, h)).collect());
        let range = self.stages_in(span);
        self.stage_hits[range.clone()].iter().zip(&told[range])
    }

    /// The figures inside `span`, by index.
    pub fn figures_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.figures.partition_point(|f| f.span.start < span.start);
        let to = self.figures.partition_point(|f| f.span.end <= span.end);
        from..to.max(from)
    }

    /// What the gazetteers say of names inside `span`.
    pub fn names(&self, span: Span) -> impl Iterator<Item = &'a crate::words::Hit> {
        let hits: &'a [crate::words::Hit] = &self.words.hits;
        let from = hits.partition_point(|h| h.span.start < span.start);
        hits[from..].iter().take_while(move |h| h.span.start < span.end).filter(move |h| h.span.end <= span.end)
    }

    /// The mentions of these types, in order.
    pub fn mentions<'s>(&'s self, kinds: &'s [EntityType]) -> impl Iterator<Item = &'a Mention> + 's {
        self.entities.mentions.iter().filter(|m| kinds.contains(&m.kind))
    }

    /// The mentions of these types that lie inside `span`, in order.
    pub fn within<'s>(&'s self, span: Span, kinds: &'s [EntityType]) -> impl Iterator<Item = Span> + 's {
        self.mentions_in(span).filter(move |m| kinds.contains(&m.kind) && span.contains(m.span)).map(|m| m.span)
    }

    /// The neighbouring characters in the names of firms.
    pub fn firm_pairs(&self) -> &HashSet<[char; 2]> {
        self.firm_pairs.get_or_init(|| {
            let firms = self.mentions(&[EntityType::Company]).map(|m| &self.chars()[m.span.start..m.span.end]);
            firms.flat_map(|name| name.windows(2).map(|w| [w[0], w[1]])).collect()
        })
    }

    /// The mentions that start inside `span`, of any type.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &'a Mention> {
        self.entities.mentions_in(span)
    }

    /// The mentions that end at `at`, the longest first.
    pub fn mentions_ending(&self, at: usize) -> impl Iterator<Item = &'a Mention> {
        self.mentions_in(Span::new(at.saturating_sub(40), at)).filter(move |m| m.span.end == at)
    }

    /// Whether `word` stands in `span`.
    pub fn says(&self, span: Span, word: &str) -> bool {
        let chars = &self.chars()[..span.end];
        let mut of_word = word.chars();
        let Some(first) = of_word.next() else { return false };
        if of_word.next().is_some_and(|second| {
            let (word, bit) = pair(first, second);
            self.pairs[word] & bit == 0
        }) {
            return false;
        }
        (span.start..span.end).any(|i| chars[i] == first && cues::starts(chars, i, word))
    }

    /// Whether one of `words` ends right before `at`.
    pub fn after(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| cues::ends(&self.chars()[..at], w))
    }

    /// Whether one of `words` stands at `at`.
    pub fn before(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| cues::starts(self.chars(), at, w))
    }

    /// The number that a figure states; of a range its lower end.
    pub fn number(&self, figure: usize) -> Option<f64> {
        match self.figures.get(figure)?.value {
            Value::Number(n) | Value::Range(n, _) => Some(n),
            _ => None,
        }
    }
}

/// Whether a block is an article's heading: its title, or a first line that is no sentence.
fn is_title(text: &Text, number: usize) -> bool {
    use crate::page::Part;
    let block = &text.blocks[number];
    let first = number.checked_sub(1).is_none_or(|last| text.blocks[last].article != block.article);
    match block.kind {
        BlockKind::Part(Part::Title | Part::Subtitle) => true,
        BlockKind::Part(Part::Paragraph(_)) => first && !text.chars[block.span.start..block.span.end].contains(&'。'),
        _ => false,
    }
}

/// The sentences that clauses make up, by number.
fn sentences(clauses: &[Span], places: &[Place]) -> Vec<Option<Span>> {
    let mut out: Vec<Option<Span>> = Vec::new();
    for clause in clauses {
        let number = places.get(clause.start).map_or(0, |place| place.sentence as usize);
        out.resize(out.len().max(number + 1), None);
        let start = out[number].map_or(clause.start, |sentence| sentence.start);
        out[number] = Some(Span::new(start, clause.end));
    }
    out
}

/// The word and the bit of [`Scene::pairs`] for two neighbouring characters.
fn pair(a: char, b: char) -> (usize, u64) {
    let sum = (a as u32).wrapping_mul(0x9E37).wrapping_add(b as u32);
    ((sum >> 6 & 1023) as usize, 1 << (sum & 63))
}

fn pairs(chars: &[char]) -> Vec<u64> {
    let mut out = vec![0; 1024];
    for two in chars.windows(2) {
        let (word, bit) = pair(two[0], two[1]);
        out[word] |= bit;
    }
    out
}

/// Cuts the text into clauses, and says of each character where it stands.
fn cut(text: &Text) -> (Vec<Span>, Vec<Place>) {
    let chars = &text.chars;
    let (mut clauses, mut places) = (Vec::new(), Vec::with_capacity(chars.len()));
    let (mut clause, mut segment, mut sentence) = (0, 0, 0);
    for (number, block) in text.blocks.iter().enumerate() {
        let mut start = block.span.start;
        let (block_number, article) = (number as u32, block.article.map(|a| a as u32));
        places.resize(start, Place { clause, segment, sentence, block: block_number, article: None });
        for at in block.span.start..=block.span.end.min(chars.len().saturating_sub(1)) {
            places.push(Place { clause, segment, sentence, block: block_number, article });
            let last = at == block.span.end;
            let full = last || is_stop(chars, at);
            if full || is_pause(chars, at) {
                clauses.push(Span::new(start, at));
                start = at + 1;
                clause += 1;
                segment += u32::from(full || chars[at] == ';');
                sentence += u32::from(full);
            }
        }
    }
    (clauses, places)
}

fn is_stop(chars: &[char], at: usize) -> bool {
    match chars[at] {
        '。' | '!' | '?' => !matches!(chars.get(at + 1), Some('”' | '’' | '"' | ')')),
        '”' | '’' | '"' | ')' => at > 0 && matches!(chars[at - 1], '。' | '!' | '?'),
        _ => false,
    }
}

fn is_pause(chars: &[char], at: usize) -> bool {
    let digit = |i: Option<&char>| i.is_some_and(char::is_ascii_digit);
    match chars[at] {
        ';' | '—' | '▲' | '■' | '|' => true,
        ',' | ':' => !(at > 0 && digit(chars.get(at - 1)) && digit(chars.get(at + 1))),
        _ => false,
    }
}

//! How near a word stands to what the text says of a project.

use super::drafts::Draft;
use super::rank::Features;
use super::scene::Scene;
use crate::hashing::HashMap;
use crate::sorting::Sorting;
use crate::text::Span;

/// One place where a record is named; those listed one after the other share a run.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    span: Span,
    draft: usize,
    run: usize,
}

/// Where all records of the text are named.
pub struct Occurrences<'s, 'a> {
    scene: &'s Scene<'a>,
    all: Vec<Occurrence>,
    /// Of each draft, where it stands in `all`.
    of: Vec<Vec<usize>>,
}

/// Words farther away than this, in characters, say nothing of a record.
const REACH: usize = 6000;

/// A word seen from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// Where the record is named.
    pub from: Span,
    /// Parts of sentences between; negative where the word comes first.
    pub segments: i32,
    /// Sentences between; negative where the word comes first.
    pub sentences: i32,
    /// Clauses between; negative where the word comes first.
    pub clauses: i32,
    /// Blocks between.
    pub blocks: i32,
    /// Characters between.
    pub chars: usize,
    /// Other records named in between.
    pub between: usize,
    /// The word comes first, and another record is named before it and closer.
    pub claimed: bool,
    /// The word comes first.
    pub ahead: bool,
    /// The record stands in a list with others.
    pub listed: bool,
    /// The word stands in the next block, whose sentence goes on about the record: 该项目总投资5亿元.
    pub carried: bool,
    /// The word stands in the heading of a list or of an article.
    pub heading: bool,
    pub title: bool,
}

impl<'s, 'a> Occurrences<'s, 'a> {
    /// Of the records among the drafts.
    pub fn new(scene: &'s Scene<'a>, drafts: &[Draft], is_record: &[bool]) -> Self {
        let mut all: Vec<Occurrence> = Vec::new();
        for (draft, d) in drafts.iter().enumerate().filter(|(i, _)| is_record[*i]) {
            all.extend(d.mentions.iter().map(|&span| Occurrence { span, draft, run: 0 }));
        }
        all.arrange_by_key(|o| (o.span.start, std::cmp::Reverse(o.span.end)));
        for i in 1..all.len() {
            let gap = Span::new(all[i - 1].span.end.min(all[i].span.start), all[i].span.start);
            let listed = gap.len() <= 2
                && scene.chars()[gap.start..gap.end]
                    .iter()
                    .all(|c| matches!(c, '、' | '和' | '及' | '与' | '以' | ')' | '”'));
            all[i].run = all[i - 1].run + usize::from(!listed);
        }
        let mut of = vec![Vec::new(); drafts.len()];
        for (i, o) in all.iter().enumerate() {
            of[o.draft].push(i);
        }
        Occurrences { scene, all, of }
    }

    /// Whether a record is named there.
    pub fn is_record(&self, span: Span) -> bool {
        let from = self.all.partition_point(|o| o.span.start < span.start);
        self.all[from..].iter().take_while(|o| o.span.start == span.start).any(|o| o.span == span)
    }

    /// Whether the record is the only one that the block of a word names.
    pub fn is_sole(&self, draft: usize, word: Span) -> bool {
        let block = self.scene.block(word.start);
        let from = self.all.partition_point(|o| o.span.start < block.start);
        let mut here = self.all[from..].iter().take_while(|o| o.span.start < block.end).peekable();
        here.peek().is_some() && here.all(|o| o.draft == draft)
    }

    /// Whether a word is part of a record's name.
    pub fn is_inside(&self, word: Span) -> bool {
        let from = self.all.partition_point(|o| o.span.end <= word.start);
        self.all[from..].iter().take_while(|o| o.span.start <= word.start).any(|o| o.span.contains(word))
    }

    /// The stretch that lies within reach of the record.
    pub fn around(&self, draft: usize) -> Span {
        let ends = self.of.get(draft).and_then(|mine| Some((*mine.first()?, *mine.last()?)));
        let Some((first, last)) = ends else { return Span::new(0, 0) };
        Span::new(self.all[first].span.start.saturating_sub(REACH), self.all[last].span.end + REACH)
    }

    /// The records that may stand closest to a word: those of the two runs before it and the two after it.
    pub fn beside(&self, word: Span) -> Vec<usize> {
        let next = self.all.partition_point(|o| o.span.start < word.start);
        let run = |o: Option<&Occurrence>| o.map_or(0, |o| o.run);
        let (before, after) = (run(self.all[..next].last()), run(self.all.get(next)));
        let back = self.all[..next].iter().rev().take_while(|o| o.run + 1 >= before);
        let mut out: Vec<usize> =
            back.chain(self.all[next..].iter().take_while(|o| o.run <= after + 1)).map(|o| o.draft).collect();
        out.arrange();
        out.dedup();
        out
    }

    /// How `word` stands to the record: from the nearest place where it is named.
    pub fn near(&self, draft: usize, word: Span) -> Option<Near> {
        let mine = self.of.get(draft)?;
        // The nearest is among the last few before the word and the first few after it.
        let next = mine.partition_point(|i| self.all[*i].span.start < word.start);
        let around = &mine[next.saturating_sub(3)..mine.len().min(next + 3)];
        let seen = around.iter().map(|i| (*i, self.look(self.all[*i].span, word))).filter(|(_, n)| n.chars <= REACH);
        let (index, mut near) =
            seen.min_by_key(|(_, n)| (n.blocks.abs(), n.sentences.abs(), n.clauses.abs(), n.sentences < 0, n.chars))?;
        let run = self.all[index].run;
        let (low, high) =
            if word.start >= near.from.start { (near.from.end, word.start) } else { (word.end, near.from.start) };
        let first = self.all.partition_point(|o| o.span.start < low);
        let others =
            self.all[first..].iter().take_while(|o| o.span.end <= high).filter(|o| o.run != run && o.draft != draft);
        near.between = others.take(3).count();
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|i| self.all.get(i));
        near.listed = beside.into_iter().any(|o| o.run == run && o.draft != draft);
        near.carried = near.blocks == 1 && near.between == 0 && goes_on(self.scene, word);
        near.claimed = near.ahead && self.is_claimed(draft, run, word, &near);
        Some(near)
    }

    /// Whether a word that comes first belongs to a record named before it, which stands closer to it.
    fn is_claimed(&self, draft: usize, run: usize, word: Span, near: &Near) -> bool {
        let end = self.all.partition_point(|o| o.span.start < word.start);
        let Some(last) = self.all[..end].iter().rev().take(3).find(|o| o.draft != draft && o.run != run) else {
            return false;
        };
        let (a, w) = (self.scene.place(last.span.start), self.scene.place(word.start));
        a.segment == w.segment
            && last.span.end <= word.start
            && (w.clause - a.clause, word.start - last.span.end) <= (-near.clauses as u32, near.chars)
    }

    fn look(&self, from: Span, word: Span) -> Near {
        let (a, b) = (self.scene.place(from.start), self.scene.place(word.start));
        let step = |a: u32, b: u32| b as i32 - a as i32;
        Near {
            from,
            segments: step(a.segment, b.segment),
            sentences: step(a.sentence, b.sentence),
            clauses: step(a.clause, b.clause),
            blocks: step(a.block, b.block),
            chars: if word.start >= from.end { word.start - from.end } else { from.start.saturating_sub(word.end) },
            between: 0,
            claimed: false,
            listed: false,
            ahead: word.start < from.start,
            carried: false,
            heading: self.scene.is_heading(word.start),
            title: self.scene.in_title(word.start),
        }
    }
}

/// Whether the sentence of a word begins with a word for the project named last: 该项目总投资5亿元, 项目于5月开工.
pub fn goes_on(scene: &Scene, word: Span) -> bool {
    const IT: [&str; 7] = ["该项目", "该工程", "该基地", "这个项目", "这一项目", "这项工程", "整个项目"];
    const NOT: [&str; 10] =
        ["项目组", "项目部", "项目负", "项目经", "项目化", "项目是", "项目为", "项目方", "项目建设是", "项目、"];
    let start = scene.sentence(word.start).start;
    scene.before(start, &IT) || (scene.before(start, &["项目"]) && !scene.before(start, &NOT))
}

/// Of the places where a name stands the one closest to the record.
pub fn closest(best: &mut HashMap<String, (Span, Near)>, name: String, span: Span, near: Near) {
    let entry = best.or_insert(name, (span, near));
    if near.rank() < entry.1.rank() {
        *entry = (span, near);
    }
}

impl Near {
    /// What the word is to the record, in one number.
    pub fn relation(&self) -> i32 {
        let after = self.clauses > 0 || (self.clauses == 0 && !self.ahead);
        let free = self.between == 0;
        match (self.blocks, self.sentences) {
            _ if self.carried => 7,
            _ if self.title && self.blocks != 0 => 12,
            (0, ..=0) if self.heading && self.clauses < 0 => 15,
            (0, 0) if self.clauses == 0 && self.ahead && self.chars <= 2 => 0,
            (0, 0) if self.clauses == 0 && after && free => 1,
            (0, 0) if self.clauses == 0 && !after && !self.claimed => 2,
            (0, 0) if self.segments == 0 && after && free => 3,
            (0, 0) if self.segments == 0 && !after && !self.claimed => 4,
            (0, 0) if after && free => 5,
            (0, 0) => 6 + 10 * i32::from(after),
            (0, 1) if free => 7,
            (0, 2..) if free => 8,
            (0, -1) if free => 9,
            (0, ..0) => 10,
            (0, _) => 11,
            (..0, _) => 13,
            _ => 14,
        }
    }

    /// The lower, the closer the word stands to the record.
    pub fn rank(&self) -> (usize, usize) {
        const ORDER: [i32; 17] = [0, 1, 2, 3, 4, 5, 15, 7, 9, 6, 16, 8, 10, 11, 12, 13, 14];
        let relation = self.relation();
        (ORDER.iter().position(|r| *r == relation).unwrap_or(ORDER.len()), self.chars)
    }

    /// Notes how the word stands to the record.
    pub fn put(&self, f: &mut Features) {
        f.put("relation", self.relation());
        f.flag("beyond_other", self.between > 0 && self.blocks == 0);
        f.flag("claimed", self.claimed);
    }

    /// In one of four words: same clause, same sentence, same block, elsewhere.
    pub fn reach(&self) -> i32 {
        match self.relation() {
            0..=2 => 0,
            3..=5 | 15 => 1,
            7..=9 => 2,
            _ => 3,
        }
    }

    /// Notes what holds, together with what the word is to the record.
    pub fn cross(&self, f: &mut Features, name: &'static str, value: i32) {
        f.put(name, value * 4 + self.reach());
    }
}

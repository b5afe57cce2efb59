//! The second pass: what speaks for each candidate as a whole, the rest of the document included.
//!
//! The sequence model sees characters; here a candidate is seen from end to end (its quotes, its words,
//! what the gazetteers call it), beside its neighbours, and with every other place of the same string.

use super::board::Pairs;
use super::hash::{Begun, Rolling, chars, key};
use super::labels::TYPES;
use super::lattice::Candidate;
use super::path::{self, Pair};
use super::tables::{CHARACTERS, ENDINGS, VOCABULARY};
use crate::figures::Figure;
use crate::hashing::{HashMap, HashSet};
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, Text};
use crate::words::Words;

/// The types that names may hold: those of a project's parts.
pub const INNER: [usize; 7] = [
    EntityType::Company as usize,
    EntityType::Organization as usize,
    EntityType::Place as usize,
    EntityType::Zone as usize,
    EntityType::Industry as usize,
    EntityType::Product as usize,
    EntityType::Policy as usize,
];

/// How many measured features a candidate has.
pub const MEASURES: usize = 12;

/// A text with its candidates and what speaks for each.
#[derive(Debug, Default)]
pub struct Scene {
    /// In order of their start.
    pub candidates: Vec<Candidate>,
    /// Feature keys of all candidates, one after the other.
    pub keys: Vec<u32>,
    /// Of each candidate, where its keys begin; one more at the end.
    pub starts: Vec<u32>,
    /// Of each candidate.
    pub measures: Vec<[f32; MEASURES]>,
    /// Neighbours.
    pub pairs: Vec<Pair>,
    /// Of each pair, its feature.
    pub pair_keys: Vec<u32>,
}

/// What the document says of a string.
#[derive(Debug, Default, Clone)]
struct Support {
    /// How often it occurs as a candidate's whole string.
    places: f32,
    /// Of each type, the sum of its probabilities over all places.
    sums: [f32; TYPES],
    /// Of each type, whether a longer candidate that holds it is likely.
    longer: [f32; TYPES],
}

impl Scene {
    /// From the sequence model's candidates and its probability of each character of being outside.
    pub fn new(
        text: &Text,
        words: &Words,
        figures: &[Figure],
        mut candidates: Vec<Candidate>,
        outside: &[f32],
    ) -> Self {
        repeat(text, &[], &mut candidates, &[Span::new(0, text.chars.len())]);
        candidates.arrange_by_key(|c| (c.span, c.kind));
        let supports = supports(text, &candidates);
        Scene::describe(View::new(text, words, figures, outside), candidates, &supports)
    }

    /// The same of what stands inside these names, when `others` are the candidates of the whole text.
    pub fn inside(
        text: &Text,
        words: &Words,
        figures: &[Figure],
        (mut candidates, outside): (Vec<Candidate>, &[f32]),
        others: &[Candidate],
        names: &[Span],
    ) -> Self {
        let kinds: Vec<Candidate> = others.iter().filter(|c| INNER.contains(&c.kind)).copied().collect();
        repeat(text, &kinds, &mut candidates, names);
        candidates.retain(|c| !names.contains(&c.span));
        candidates.arrange_by_key(|c| (c.span, c.kind));
        let mut all = [&candidates[..], &kinds].concat();
        all.arrange_by_key(|c| (c.span, c.kind));
        let supports = supports(text, &all);
        let mut view = View::new(text, words, figures, outside);
        view.names = vec![None; text.chars.len()];
        names.iter().for_each(|&name| view.names[name.start..name.end].fill(Some(name)));
        Scene::describe(view, candidates, &supports)
    }

    fn describe(mut view: View, candidates: Vec<Candidate>, supports: &HashMap<u32, Support>) -> Self {
        let text = view.text;
        view.cover(&candidates);
        let mut scene = Scene { starts: vec![0], ..Scene::default() };
        let alone = Support::default();
        for c in &candidates {
            let support = supports.get(&string(text, c.span)).unwrap_or(&alone);
            let measures = view.measure(c, support);
            view.describe(c, &measures, &mut scene.keys);
            scene.measures.push(measures);
            scene.starts.push(scene.keys.len() as u32);
        }
        let spans: Vec<Span> = candidates.iter().map(|c| c.span).collect();
        scene.pairs = path::pairs(&spans);
        let between = |p: &Pair| {
            let (a, b) = (&candidates[p.first as usize], &candidates[p.second as usize]);
            let gap = chars(1, &text.chars[a.span.end..b.span.start]);
            key(300, &[a.kind as u32, gap])
        };
        scene.pair_keys = scene.pairs.iter().map(between).collect();
        scene.candidates = candidates;
        scene
    }

    /// The stretches of the candidates.
    pub fn spans(&self) -> Vec<Span> {
        self.candidates.iter().map(|c| c.span).collect()
    }

    /// Scores of the candidates and of their pairs under trained weights.
    pub fn score(&self, weights: &Pairs, measures: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let of = |(i, c): (usize, &Candidate)| {
            let keys = &self.keys[self.starts[i] as usize..self.starts[i + 1] as usize];
            let sum: f32 = keys.iter().map(|&k| weights.weight(k, c.kind)).sum();
            let row = measures.get(c.kind * MEASURES..(c.kind + 1) * MEASURES).unwrap_or_default();
            sum + row.iter().zip(&self.measures[i]).map(|(w, m)| w * m).sum::<f32>()
        };
        let scores = self.candidates.iter().enumerate().map(of).collect();
        let pair = |(p, &k): (&Pair, &u32)| weights.weight(k, self.candidates[p.second as usize].kind);
        (scores, self.pairs.iter().zip(&self.pair_keys).map(pair).collect())
    }
}

fn string(text: &Text, span: Span) -> u32 {
    chars(2, &text.chars[span.start..span.end])
}

/// Adds every other place where a likely name stands.
fn repeat(text: &Text, others: &[Candidate], candidates: &mut Vec<Candidate>, places: &[Span]) {
    const LIKELY: f32 = 0.4;
    /// What a place gets that the sequence model gave nothing.
    const FAINT: f32 = 0.003;
    let mut names: HashMap<u32, [bool; TYPES]> = HashMap::default();
    let mut lengths = [false; 41];
    let mut begun = Begun::NONE;
    let likely = |c: &&Candidate| c.probability > LIKELY && (2..=40).contains(&c.span.len());
    for c in candidates.iter().chain(others).filter(likely) {
        names.or_default(string(text, c.span))[c.kind] = true;
        lengths[c.span.len()] = true;
        begun.add(text.chars[c.span.start], text.chars[c.span.start + 1]);
    }
    let longest = lengths.iter().rposition(|l| *l).unwrap_or(0);
    let known: HashSet<(Span, usize)> = candidates.iter().map(|c| (c.span, c.kind)).collect();
    for (start, end) in places.iter().flat_map(|p| (p.start..p.end).map(|start| (start, p.end))) {
        let &[a, b, ..] = &text.chars[start..end] else { continue };
        if !begun.has(a, b) {
            continue;
        }
        let mut rolling = Rolling::new(2);
        for (i, &c) in text.chars[start..end].iter().take(longest).take_while(|c| **c != '\n').enumerate() {
            rolling.push(c);
            if !lengths[i + 1] {
                continue;
            }
            let Some(kinds) = names.get(&rolling.key()) else { continue };
            let span = Span::new(start, start + i + 1);
            for kind in (0..TYPES).filter(|&k| kinds[k] && !known.contains(&(span, k))) {
                candidates.push(Candidate { span, kind, probability: FAINT });
            }
        }
    }
}

fn supports(text: &Text, candidates: &[Candidate]) -> HashMap<u32, Support> {
    let mut supports: HashMap<u32, Support> = HashMap::default();
    let mut last = None;
    for c in candidates {
        let support = supports.or_default(string(text, c.span));
        support.sums[c.kind] += c.probability;
        if last != Some(c.span) {
            support.places += 1.0;
            last = Some(c.span);
        }
    }
    // Parts of likely longer names, each string once.
    let mut seen = HashSet::default();
    for c in candidates.iter().filter(|c| c.probability > 0.5 && (3..=40).contains(&c.span.len())) {
        if !seen.insert((string(text, c.span), c.kind)) {
            continue;
        }
        for from in c.span.start..c.span.end - 1 {
            let mut rolling = Rolling::new(2);
            for to in from..c.span.end {
                rolling.push(text.chars[to]);
                if to > from
                    && (from, to + 1) != (c.span.start, c.span.end)
                    && let Some(support) = supports.get_mut(&rolling.key())
                {
                    support.longer[c.kind] = support.longer[c.kind].max(c.probability);
                }
            }
        }
    }
    supports
}

/// What the templates read.
struct View<'a> {
    text: &'a Text,
    words: &'a Words,
    /// Running sums of the logarithm of being outside.
    outside: Vec<f32>,
    /// Of each character, the greatest probability of a candidate that covers it, and that candidate.
    cover: Vec<(f32, Span)>,
    /// Of each place, classes of the longest hit that begins there, and of the one that ends there.
    begins: Vec<(u8, u32)>,
    ends: Vec<(u8, u32)>,
    /// Whether a figure holds the character.
    figure: Vec<bool>,
    /// Running count of opening and closing marks.
    depth: Vec<i16>,
    /// Of each character, the name that is looked into.
    names: Vec<Option<Span>>,
}

impl<'a> View<'a> {
    fn new(text: &'a Text, words: &'a Words, figures: &[Figure], outside: &[f32]) -> Self {
        let n = text.chars.len();
        let mut view = View {
            text,
            words,
            outside: vec![0.0; n + 1],
            cover: vec![(0.0, Span::new(0, 0)); n],
            begins: vec![(0, 0); n + 1],
            ends: vec![(0, 0); n + 1],
            figure: vec![false; n],
            depth: vec![0; n + 1],
            names: Vec::new(),
        };
        for (i, p) in outside.iter().enumerate() {
            view.outside[i + 1] = view.outside[i] + p.max(1e-5).ln();
        }
        for hit in &words.hits {
            let (length, bit) = (hit.span.len().min(255) as u8, 1 << hit.class as u32);
            for slot in [&mut view.begins[hit.span.start], &mut view.ends[hit.span.end]] {
                match length.cmp(&slot.0) {
                    std::cmp::Ordering::Greater => *slot = (length, bit),
                    std::cmp::Ordering::Equal => slot.1 |= bit,
                    std::cmp::Ordering::Less => {}
                }
            }
        }
        for f in figures {
            view.figure[f.span.start..f.span.end].fill(true);
        }
        for (i, c) in text.chars.iter().enumerate() {
            let step = match c {
                '“' | '《' | '(' | '‘' | '【' | '（' => 1,
                '”' | '》' | ')' | '’' | '】' | '）' => -1,
                _ => 0,
            };
            view.depth[i + 1] = view.depth[i].saturating_add(step);
        }
        view
    }

    fn cover(&mut self, candidates: &[Candidate]) {
        for c in candidates {
            for slot in &mut self.cover[c.span.start..c.span.end] {
                if c.probability > slot.0 {
                    *slot = (c.probability, c.span);
                }
            }
        }
    }

    fn measure(&self, c: &Candidate, support: &Support) -> [f32; MEASURES] {
        let p = c.probability.clamp(0.002, 0.998);
        let logit = (p / (1.0 - p)).ln();
        let outside = (self.outside[c.span.end] - self.outside[c.span.start]).max(-12.0);
        let others = support.places - 1.0;
        let same = support.sums[c.kind] - c.probability;
        let all: f32 = support.sums.iter().sum();
        let different = all - support.sums[c.kind];
        let mean = |sum: f32| if others > 0.5 { (sum / others).clamp(0.0, 1.0) } else { 0.0 };
        let (over, span) = self.cover[c.span.start];
        let longer = if span.len() > c.span.len() && span.contains(c.span) { over } else { 0.0 };
        let other_longer =
            support.longer.iter().enumerate().filter(|(k, _)| *k != c.kind).map(|(_, l)| *l).fold(0.0, f32::max);
        [
            1.0,
            logit,
            outside,
            mean(same),
            mean(different),
            same.max(0.0).ln_1p(),
            support.places.ln(),
            support.longer[c.kind],
            other_longer,
            longer,
            (c.span.len() as f32).ln(),
            p,
        ]
    }

    fn at(&self, place: usize, by: isize) -> u32 {
        usize::try_from(place as isize + by).ok().and_then(|i| self.text.chars.get(i)).map_or(0, |&c| u32::from(c))
    }

    fn word(&self, place: usize) -> u32 {
        self.words.token_of.get(place).map_or(0, |&t| {
            let span = self.words.tokens[t as usize].span;
            chars(3, &self.text.chars[span.start..span.end])
        })
    }

    #[inline(never)]
    fn describe(&self, c: &Candidate, m: &[f32; MEASURES], keys: &mut Vec<u32>) {
        let (start, end) = (c.span.start, c.span.end);
        let length = c.span.len();
        let inner = &self.text.chars[start..end];
        let size = length.min(12) as u32;
        let likely = ((m[1] + 7.0) / 1.5) as u32;
        let (first, last) = (u32::from(inner[0]), u32::from(inner[length - 1]));
        let (last2, last3) = (self.at(end, -2), self.at(end, -3));
        let (l1, l2, r1, r2) = (self.at(start, -1), self.at(start, -2), self.at(end, 0), self.at(end, 1));
        let whole = self.begins[start];
        let whole = if usize::from(whole.0) == length { whole.1 } else { 0 };
        let vocabulary = VOCABULARY.classes(inner);
        let ending = self.ending(c.span);
        keys.extend([
            key(200, &[chars(4, inner)]),
            key(201, &[size]),
            key(202, &[first]),
            key(203, &[last]),
            key(204, &[last2, last]),
            key(205, &[last3, last2, last]),
            key(206, &[first, self.at(start, 1)]),
            key(207, &[l1]),
            key(208, &[l2, l1]),
            key(209, &[r1]),
            key(210, &[r1, r2]),
            key(211, &[l1, r1]),
            key(212, &[whole]),
            key(213, &[vocabulary]),
            key(214, &[ending, size.min(8)]),
            key(215, &[likely, size]),
            key(216, &[likely, whole]),
            key(217, &[likely, vocabulary]),
            key(218, &[likely, ending]),
            key(219, &[u32::from(self.begins[start].0).min(9), self.begins[start].1]),
            key(220, &[u32::from(self.ends[end].0).min(9), self.ends[end].1]),
            key(221, &[self.begins[start].1, self.ends[end].1]),
        ]);
        // What stands just outside: a gazetteer's name that the candidate leaves out.
        keys.push(key(222, &[self.ends[start].1]));
        keys.push(key(223, &[self.begins.get(end).map_or(0, |b| b.1)]));
        self.describe_words(c, keys);
        self.describe_marks(c, keys);
        self.describe_classes(c, likely, keys);
        self.describe_place(c, likely, keys);
        let support = (m[3] * 4.0) as u32 + 8 * (m[4] * 4.0) as u32;
        keys.push(key(240, &[support, likely]));
        keys.push(key(241, &[(m[7] * 3.0) as u32, (m[8] * 3.0) as u32, likely]));
        keys.push(key(242, &[(m[9] * 4.0) as u32, likely]));
        keys.push(key(243, &[m[6] as u32, whole]));
    }

    /// The class of the ending that the stretch ends in.
    fn ending(&self, span: Span) -> u32 {
        let inner = &self.text.chars[span.start..span.end];
        let from = inner.len().saturating_sub(8);
        (from..inner.len()).map(|i| ENDINGS.classes(&inner[i..])).find(|m| *m != 0).unwrap_or(0)
    }

    fn describe_words(&self, c: &Candidate, keys: &mut Vec<u32>) {
        let (start, end) = (c.span.start, c.span.end);
        let (Some(&from), Some(&to)) = (self.words.token_of.get(start), self.words.token_of.get(end - 1)) else {
            return;
        };
        let tokens = &self.words.tokens[from as usize..=to as usize];
        let flush = u32::from(tokens[0].span.start == start) + 2 * u32::from(tokens[tokens.len() - 1].span.end == end);
        let tag = |t: &str| t.bytes().fold(7u32, |h, b| h.wrapping_mul(31) + u32::from(b));
        let tags: Vec<u32> = tokens.iter().take(4).map(|t| tag(t.tag)).collect();
        let count = tokens.len().min(6) as u32;
        let before = if start > 0 { self.word(start - 1) } else { 0 };
        let after = self.word(end);
        keys.extend([
            key(230, &[flush, count]),
            key(231, &tags),
            key(232, &[flush, tags[0], tag(tokens[tokens.len() - 1].tag)]),
            key(233, &[before]),
            key(234, &[after]),
            key(235, &[before, after]),
            key(236, &[self.word(start)]),
            key(237, &[self.word(end - 1)]),
        ]);
    }

    /// The classes of its characters and of those around it.
    #[inline(never)]
    fn describe_classes(&self, c: &Candidate, likely: u32, keys: &mut Vec<u32>) {
        let class = |at: usize, by: isize| {
            let c = self.at(at, by);
            u32::from(CHARACTERS.get(c as usize).copied().unwrap_or(0))
        };
        let (start, end) = (c.span.start, c.span.end);
        let (first, second) = (class(start, 0), class(start, 1));
        let (last, last2) = (class(end, -1), class(end, -2));
        let size = c.span.len().min(5) as u32;
        let whole: Vec<u32> = (start..end.min(start + 4)).map(|i| class(i, 0)).collect();
        keys.extend([
            key(270, &[first, size]),
            key(271, &[last, size]),
            key(272, &[first, second]),
            key(273, &[last2, last]),
            key(274, &[class(start, -1), first]),
            key(275, &[last, class(end, 0)]),
            key(276, &[first, last, likely]),
        ]);
        if size <= 4 {
            keys.push(key(277, &whole));
        }
    }

    /// Where in the name that is looked into it stands, and what is left of that name.
    fn describe_place(&self, c: &Candidate, likely: u32, keys: &mut Vec<u32>) {
        let Some(name) = self.names.get(c.span.start).copied().flatten() else { return };
        let edge = u32::from(c.span.start == name.start) + 2 * u32::from(c.span.end == name.end);
        let (before, after) = ((c.span.start - name.start).min(6) as u32, (name.end - c.span.end).min(8) as u32);
        let rest = chars(6, &self.text.chars[c.span.end..name.end]);
        let size = c.span.len().min(9) as u32;
        keys.extend([
            key(260, &[edge]),
            key(261, &[edge, size]),
            key(262, &[before, size]),
            key(263, &[after, size]),
            key(264, &[rest]),
            key(265, &[edge, likely]),
            key(266, &[edge, name.len().min(20) as u32]),
        ]);
    }

    #[inline(never)]
    fn describe_marks(&self, c: &Candidate, keys: &mut Vec<u32>) {
        let (start, end) = (c.span.start, c.span.end);
        let inner = &self.text.chars[start..end];
        let balance = self.depth[end] - self.depth[start];
        let lowest = (start..=end).map(|i| self.depth[i] - self.depth[start]).min().unwrap_or(0);
        let marks = inner.iter().filter(|c| matches!(c, '“' | '”' | '《' | '》' | '(' | ')')).count().min(3);
        let state = [balance, lowest].map(|n| n.clamp(-2, 2) as i32 as u32);
        let outer = (self.at(start, -1), self.at(end, 0));
        let wrapped = matches!(
            (char::from_u32(outer.0), char::from_u32(outer.1)),
            (Some('“'), Some('”')) | (Some('《'), Some('》')) | (Some('('), Some(')'))
        );
        let lists = inner.iter().filter(|c| **c == '、').count().min(2);
        let digits = (start..end).filter(|&i| self.figure[i]).count();
        let figures = if digits == 0 {
            0
        } else if digits == inner.len() {
            2
        } else {
            1
        };
        let cut = u32::from(start > 0 && self.figure[start] && self.figure[start - 1])
            + 2 * u32::from(end < self.figure.len() && self.figure[end] && self.figure[end - 1]);
        let latin = inner.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        let latin = if latin == 0 {
            0
        } else if latin == inner.len() {
            2
        } else {
            1
        };
        keys.extend([
            key(250, &[state[0], state[1], marks as u32]),
            key(251, &[state[0], outer.0, outer.1]),
            key(252, &[u32::from(wrapped), if wrapped { outer.0 } else { 0 }]),
            key(253, &[u32::from(wrapped), self.at(end, 1), self.at(end, 2)]),
            key(254, &[lists as u32]),
            key(255, &[figures, cut]),
            key(256, &[latin, inner.len().min(6) as u32]),
        ]);
    }
}

//! The neural layer: embeddings of what is seen of the characters around, weighed by where they stand, make units;
//! a score for each label from them.
//!
//! There is one layer between, so what an input makes of the units around it is always the same: it is worked out when
//! the input is first seen, and reading is adding rows. Everything is whole numbers, several at once
//! ([`super::lanes`]): the steps of the weights as the file has them, units in 15 bits.

use super::features::{OWN, PLACE, Sheet};
use super::labels::LABELS;
use super::lanes::{Floats, Sums, Words};
use super::slots::Slots;
use super::weights::{Index, Steps};
use crate::text::Span;
use std::sync::OnceLock;

/// How long an embedding is.
pub const EMBED: usize = 32;
/// How many units there are.
pub const WIDTH: usize = 48;
/// How far to either side they see.
pub const REACH: usize = 4;
/// How many characters they see.
pub const TAPS: usize = 2 * REACH + 1;
/// Scores of a character, filled up to whole vectors.
pub const ROW: usize = LABELS.next_multiple_of(4);
/// How many weights the units have: of each character from the first that they see, and of each number of an embedding,
/// one for each unit.
pub const LAYER: usize = TAPS * EMBED * WIDTH;
/// How many weights the scores have: of each unit, one for each label.
pub const OUTPUT: usize = WIDTH * ROW;
/// How many biases the units and the scores have.
pub const BIASES: usize = WIDTH + ROW;

/// The trained layer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Net {
    /// The inputs' numbers.
    pub index: Index,
    /// Their embeddings; the last one stands for every character that was not trained.
    pub embeddings: Steps,
    /// Weights of the units.
    pub layer: Steps,
    /// Weights of the scores.
    pub output: Steps,
    /// Of the units, then of the scores.
    pub biases: Vec<f32>,
}

/// The buffers of one reading, kept from block to block.
#[derive(Debug, Default)]
pub struct Units {
    keys: Vec<u32>,
    sums: Vec<Eights>,
}

impl Net {
    /// From the inputs' keys, their embeddings and that of unknown characters, and the weights; sizes as above.
    pub fn build(keys: &[u32], embeddings: &[f32], layer: &[f32], output: &[f32], biases: &[f32]) -> Self {
        /// How many steps an embedding's usual number is worth, and a weight.
        const FINE: [f32; 2] = [5.0, 12.0];
        let (index, order) = Index::build(keys);
        let rows = order.into_iter().chain([keys.len()]);
        let embeddings: Vec<f32> = rows.flat_map(|i| embeddings[i * EMBED..(i + 1) * EMBED].iter().copied()).collect();
        Net {
            index,
            embeddings: Steps::new(&embeddings, FINE[0]),
            layer: Steps::new(layer, FINE[1]),
            output: Steps::new(output, FINE[1]),
            biases: biases.to_vec(),
        }
    }

    /// How many inputs, and how many weights with theirs.
    pub fn size(&self) -> (usize, usize) {
        let matrices = [&self.embeddings, &self.layer, &self.output];
        (self.index.len(), matrices.into_iter().map(|m| m.values.len()).sum())
    }
}

/// All units of a character.
type Eights = [Words; WIDTH / 8];
/// How many [`Sums`] hold a character's units, and its scores.
const UNITS: usize = WIDTH / 4;
const SCORES: usize = ROW / 4;
/// A unit's last bit stands for about this much, so that 15 bits hold more than any text makes of one.
const FINE: f32 = 1.0 / 512.0;

/// The layer as it is read.
#[derive(Debug)]
pub struct Reader {
    /// The inputs' numbers, and 1 more.
    numbers: Slots,
    /// Of each input; the last one stands for unknown characters.
    embeddings: Vec<i8>,
    layer: Vec<[Words; UNITS]>,
    /// How many bits of an embedding's products are left out of the units.
    shift: u32,
    /// Of each input its row, worked out when it is first seen; then of each that is a character one that has those of
    /// what follows from it ([`OWN`]) too.
    rows: Vec<OnceLock<Box<Row>>>,
    units: Eights,
    output: Vec<[Words; SCORES]>,
    /// What 1 stands for in the scores.
    scale: f32,
    scores: [Floats; SCORES],
}

/// What an input adds to the units.
#[derive(Debug, Clone)]
struct Row {
    /// The keys of a character and of what follows from it.
    whose: [u32; 1 + OWN.len()],
    /// Of the characters that see it, from the last one to the first.
    taps: [Eights; TAPS],
}

/// Two numbers as one of 32 bits, as [`Words::pair`] takes them.
#[inline(always)]
fn two(a: i16, b: i16) -> u32 {
    u32::from(a as u16) | u32::from(b as u16) << 16
}

/// Rows of `4 × N` weights, two rows at a time as [`Words::dot`] takes them.
fn pairs<const N: usize>(values: &[i8]) -> Vec<[Words; N]> {
    let rows = values.chunks_exact(8 * N);
    rows.map(|two| {
        let (a, b) = two.split_at(4 * N);
        std::array::from_fn(|n| Words::new(std::array::from_fn(|i| [a, b][i % 2][4 * n + i / 2].into())))
    })
    .collect()
}

/// Functions that name each of the sums, so that they stay in registers where loops are not unrolled.
macro_rules! add_rows {
    ($name:ident, $taps:literal, $($sum:ident $tap:literal $place:literal),*) => {
        /// Adds rows, for so many characters that see them.
        #[inline(always)]
        fn $name<'a>(sums: &mut [Eights; $taps], rows: impl Iterator<Item = &'a [Eights; $taps]>) {
            $(let mut $sum = sums[$tap][$place];)*
            for row in rows {
                $($sum = $sum.plus(row[$tap][$place]);)*
            }
            $(sums[$tap][$place] = $sum;)*
        }
    };
}
macro_rules! add_scores {
    ($($sum:ident $place:literal),*) => {
        /// The sums of `unit × weights`, two units at a time. Four of five twos are not both 0: asking first saves nothing.
        #[inline(always)]
        fn add_scores(units: &[u32; WIDTH / 2], weights: &[[Words; SCORES]]) -> [Sums; SCORES] {
            $(let mut $sum = Sums::new([0; 4]);)*
            for (&two, row) in units.iter().zip(weights) {
                let two = Words::pair(two);
                $($sum = $sum.plus(two.dot(row[$place]));)*
            }
            [$($sum),*]
        }
    };
}

add_rows!(add_to_one, 1, a 0 0, b 0 1, c 0 2, d 0 3, e 0 4, f 0 5);
add_rows!(add_to_two, 2, a 0 0, b 0 1, c 0 2, d 0 3, e 0 4, f 0 5, g 1 0, h 1 1, i 1 2, j 1 3, k 1 4, l 1 5);
add_scores!(a 0, b 1, c 2, d 3, e 4, f 5, g 6, h 7, i 8, j 9, k 10, l 11, m 12);

/// As many rows are added at once.
const MOST: usize = 16;

/// Adds rows to the units of the characters that see them, two characters at a time.
#[inline]
fn add(rows: &[&Row], sums: &mut [Eights]) {
    let (twos, one) = sums.as_chunks_mut();
    for (n, two) in twos.iter_mut().enumerate() {
        add_to_two(two, rows.iter().map(|row| &row.taps.as_chunks().0[n]));
    }
    for one in one.as_chunks_mut().0 {
        add_to_one(one, rows.iter().map(|row| &row.taps.as_chunks().0[TAPS - 1]));
    }
}

impl Reader {
    /// From the layer as it was trained.
    pub fn new(net: Net) -> Option<Self> {
        if net.index.is_empty() {
            return None;
        }
        let scale = net.embeddings.scale * net.layer.scale;
        let shift = (FINE / scale).log2().floor().clamp(1.0, 24.0) as u32;
        let unit = scale * (1u32 << shift) as f32;
        let bias = |n: usize| (net.biases[n] / unit).round() as i16;
        Some(Reader {
            numbers: Slots::new(&net.index, |number| number as u32 + 1),
            embeddings: net.embeddings.values,
            layer: pairs(&net.layer.values),
            shift,
            rows: vec![OnceLock::new(); 2 * (net.index.len() + 1)],
            units: std::array::from_fn(|n| Words::new(std::array::from_fn(|i| bias(8 * n + i)))),
            output: pairs(&net.output.values),
            scale: unit * net.output.scale,
            scores: std::array::from_fn(|n| Floats::new(std::array::from_fn(|i| net.biases[WIDTH + 4 * n + i]))),
        })
    }

    /// Adds the labels' scores of a stretch of a block to its emissions.
    #[inline(never)]
    pub fn read(&self, sheet: &Sheet, span: Span, units: &mut Units, emissions: &mut [f32]) {
        if span.is_empty() {
            return;
        }
        let block = sheet.block(span.start);
        let wide = Span::new(span.start.saturating_sub(REACH).max(block.start), (span.end + REACH).min(block.end));
        // With room for units before and behind, so that nobody asks who is there.
        let (far, key) = sheet.far(block);
        self.prepare(&mut units.sums, wide, far, key);
        for at in wide.start..wide.end {
            sheet.inputs(at, &mut units.keys);
            self.add(&units.keys, key, &mut units.sums[at - wide.start..][..TAPS]);
        }
        let from = REACH + span.start - wide.start;
        for (row, sums) in emissions.as_chunks_mut::<LABELS>().0.iter_mut().zip(&units.sums[from..]) {
            let scores = self.scores(sums);
            let (fours, rest) = row.as_chunks_mut();
            fours.iter_mut().zip(&scores).for_each(|(four, s)| *four = Floats::new(*four).plus(*s).array());
            let last = scores[SCORES - 1].array();
            rest.iter_mut().zip(last).for_each(|(r, s)| *r += s);
        }
    }

    /// The number of an input.
    #[inline]
    fn find(&self, key: u32) -> Option<usize> {
        (self.numbers.find(key) as usize).checked_sub(1)
    }

    /// The row of an input.
    #[inline]
    fn row_of(&self, number: usize) -> &Row {
        self.rows[number].get_or_init(|| Box::new(Row { whose: Default::default(), taps: self.row(number) }))
    }

    /// Sets the units of a stretch to what they are before their own characters are looked at: their bias, and what all
    /// characters far from the ends of the block share ([`PLACE`]), which is the same wherever all that a unit sees are such.
    fn prepare(&self, sums: &mut Vec<Eights>, wide: Span, far: Span, key: u32) {
        sums.clear();
        sums.resize(wide.len() + 2 * REACH, self.units);
        let Some(row) = self.find(key).map(|number| self.row_of(number)) else { return };
        let (start, end) = (far.start.max(wide.start), far.end.min(wide.end));
        let plus = |sum: Eights, tap: &Eights| std::array::from_fn(|n| sum[n].plus(tap[n]));
        let all = row.taps.iter().fold(self.units, plus);
        for (i, sum) in sums.iter_mut().enumerate() {
            // The place of the character that adds its first tap to these units is the last one that they see.
            let last = wide.start + i;
            let (from, to) = ((last + 1).saturating_sub(end), (last + 1).saturating_sub(start).min(TAPS));
            *sum = if from == 0 && to == TAPS { all } else { row.taps[from.min(to)..to].iter().fold(*sum, plus) };
        }
    }

    /// Adds what a character's inputs make of the units around, but for the one that is in them already.
    fn add(&self, keys: &[u32], prepared: u32, sums: &mut [Eights]) {
        let known = self.rows.len() / 2 - 1;
        // What follows from the character is part of its row, but for one whose key is taken for another's.
        let whose = [keys[0], keys[OWN[0]], keys[OWN[1]]];
        let number = self.find(keys[0]);
        let whole = number.map(|number| {
            let row = self.rows[known + 1 + number].get_or_init(|| {
                // Its own row is part of this one alone: it is not kept.
                let mut taps = self.row(number);
                for key in &whose[1..] {
                    self.find(*key).into_iter().for_each(|number| add(&[self.row_of(number)], &mut taps));
                }
                Box::new(Row { whose, taps })
            });
            &**row
        });
        let whole = whole.filter(|row| row.whose == whose);
        let mut rows = [whole.unwrap_or_else(|| self.row_of(number.unwrap_or(known))); MOST];
        let mut found = 1;
        for (i, &key) in keys.iter().enumerate().skip(1) {
            if i == PLACE && key == prepared || whole.is_some() && OWN.contains(&i) {
                continue;
            }
            if let Some(number) = self.find(key) {
                if found == MOST {
                    add(&rows, sums);
                    found = 0;
                }
                rows[found] = self.row_of(number);
                found += 1;
            }
        }
        add(&rows[..found], sums);
    }

    /// What an input adds to the units, rounded to their last bit.
    fn row(&self, number: usize) -> [Eights; TAPS] {
        let embedding = &self.embeddings[number * EMBED..(number + 1) * EMBED];
        std::array::from_fn(|tap| {
            let mut sums = [Sums::new([1 << (self.shift - 1); 4]); UNITS];
            let weights = &self.layer[(TAPS - 1 - tap) * EMBED / 2..];
            for (x, weights) in embedding.chunks_exact(2).zip(weights) {
                let x = Words::pair(two(x[0].into(), x[1].into()));
                sums.iter_mut().zip(weights).for_each(|(s, &w)| *s = s.plus(x.dot(w)));
            }
            std::array::from_fn(|n| sums[2 * n].narrowed(sums[2 * n + 1], self.shift))
        })
    }

    /// The labels' scores of one character from its units.
    #[inline]
    fn scores(&self, sums: &Eights) -> [Floats; SCORES] {
        let mut units = [0; WIDTH / 2];
        units.as_chunks_mut().0.iter_mut().zip(sums).for_each(|(units, sums)| *units = sums.rectified().pairs());
        let (sums, scale) = (add_scores(&units, &self.output), Floats::all(self.scale));
        std::array::from_fn(|n| self.scores[n].plus(sums[n].floats().times(scale)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lexicon;
    use crate::{page, text};

    /// So many numbers from −0.5 to 0.5, always the same.
    fn numbers(n: usize) -> Vec<f32> {
        (0..n as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 16) as f32 / 65536.0 - 0.5).collect()
    }

    #[test]
    fn a_stretch_has_the_scores_that_it_has_in_its_block() {
        let raw = "青禾县与远帆重工签约,总投资30亿元的齿轮箱项目落户东岸新区。";
        let text = text::clean(raw, &page::split(raw));
        let words = Lexicon::new(crate::bundled::LEXICON).expect("the bundled words are sound").segment(&text);
        let sheet = Sheet::new(&text, &words);
        let (mut seen, mut keys) = (Vec::new(), Vec::new());
        let block = text.blocks[0].span;
        for at in block.start..block.end {
            sheet.inputs(at, &mut keys);
            seen.extend(&keys);
        }
        seen.sort_unstable();
        seen.dedup();
        let (embeddings, layer) = (numbers((seen.len() + 1) * EMBED), numbers(LAYER));
        let net = Net::build(&seen, &embeddings, &layer, &numbers(OUTPUT), &numbers(BIASES));
        let net = Reader::new(net).expect("it has inputs");
        let read = |span: Span| {
            let mut emissions = vec![0.0; span.len() * LABELS];
            net.read(&sheet, span, &mut Units::default(), &mut emissions);
            emissions
        };
        let whole = read(block);
        assert!(block.len() > 20 && whole.iter().any(|e| *e != 0.0));
        assert_eq!(read(Span::new(block.start + 9, block.start + 14)), whole[9 * LABELS..14 * LABELS]);
    }
}

//! The neural layer: embeddings of what is seen of a character, summed; three convolutions, each reaching
//! further; a score for each label from all three.
//!
//! Reading, everything is whole numbers, two multiplied at once ([`super::lanes`]): the steps of the weights as the
//! file has them, units in 15 bits. What a rectified unit leaves at 0 costs nothing.

use super::features::Sheet;
use super::labels::LABELS;
use super::lanes::{Floats, Sums, Words};
use super::weights::{Index, Steps};
use crate::text::Span;

/// How long an embedding is.
pub const EMBED: usize = 32;
/// How many units a layer has.
pub const WIDTH: usize = 48;
/// Scores of a character, filled up to whole vectors.
pub const ROW: usize = LABELS.next_multiple_of(4);
/// How far to either side each layer reads.
pub const REACH: [usize; 3] = [1, 2, 4];
/// How many weights each layer has.
pub const LAYERS: [usize; 3] = [3 * EMBED * WIDTH, 3 * WIDTH * WIDTH, 3 * WIDTH * WIDTH];
/// How many weights the last step has.
pub const OUTPUT: usize = 3 * WIDTH * ROW;
/// How many biases the layers and the last step have.
pub const BIASES: usize = 3 * WIDTH + ROW;

/// The trained layer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Net {
    /// The inputs' numbers.
    pub index: Index,
    /// Their embeddings; the last one stands for every character that was not trained.
    pub embeddings: Steps,
    /// Weights of the layers.
    pub layers: [Steps; 3],
    /// Weights of the last step.
    pub output: Steps,
    /// Of the layers in turn, then of the last step.
    pub biases: Vec<f32>,
}

/// The buffers of one reading, kept from block to block.
#[derive(Debug, Default)]
pub struct Units {
    keys: Vec<u32>,
    /// Two numbers in each.
    input: Vec<[u32; EMBED / 2]>,
    layers: [Vec<[u32; WIDTH / 2]>; 3],
}

impl Net {
    /// From the inputs' keys, their embeddings and that of unknown characters, and the weights; sizes as above.
    pub fn build(keys: &[u32], embeddings: &[f32], layers: [&[f32]; 3], output: &[f32], biases: &[f32]) -> Self {
        /// How many steps an embedding's usual number is worth, and a weight of a layer.
        const FINE: [f32; 2] = [5.0, 12.0];
        let (index, order) = Index::build(keys);
        let rows = order.into_iter().chain([keys.len()]);
        let embeddings: Vec<f32> = rows.flat_map(|i| embeddings[i * EMBED..(i + 1) * EMBED].iter().copied()).collect();
        Net {
            index,
            embeddings: Steps::new(&embeddings, FINE[0]),
            layers: layers.map(|l| Steps::new(l, FINE[1])),
            output: Steps::new(output, FINE[1]),
            biases: biases.to_vec(),
        }
    }

    /// How many inputs, and how many weights with theirs.
    pub fn size(&self) -> (usize, usize) {
        let matrices = self.layers.iter().chain([&self.embeddings, &self.output]);
        (self.index.len(), matrices.map(|m| m.values.len()).sum())
    }
}

/// How many [`Sums`] hold a layer's units, and a character's scores.
const UNITS: usize = WIDTH / 4;
const SCORES: usize = ROW / 4;
/// A unit's last bit stands for about this much, so that 15 bits hold more than any text makes of one.
const FINE: f32 = 1.0 / 512.0;

/// The layer as it is read.
#[derive(Debug)]
pub struct Reader {
    index: Index,
    embeddings: Vec<[Words; EMBED / 8]>,
    layers: [Layer; 3],
    output: Vec<[Words; SCORES]>,
    /// What 1 stands for in the scores from each layer.
    scales: [f32; 3],
    bias: [Floats; SCORES],
}

/// One convolution: of each tap and each two inputs, their weights for all units side by side.
#[derive(Debug)]
struct Layer {
    weights: Vec<[Words; UNITS]>,
    bias: [Sums; UNITS],
    /// How many bits of the sums are left out of the units.
    shift: u32,
}

/// Each two numbers as one of 32 bits, as [`Words::pair`] takes them.
#[inline(always)]
fn twos(words: Words) -> [u32; 4] {
    let n = words.array();
    std::array::from_fn(|i| u32::from(n[2 * i] as u16) | u32::from(n[2 * i + 1] as u16) << 16)
}

/// Rows of `4 × N` weights, two rows at a time.
fn pairs<const N: usize>(values: &[i8]) -> Vec<[Words; N]> {
    let rows = values.chunks_exact(8 * N);
    rows.map(|two| {
        let (a, b) = two.split_at(4 * N);
        std::array::from_fn(|n| Words::new(std::array::from_fn(|i| [a, b][i % 2][4 * n + i / 2].into())))
    })
    .collect()
}

/// A function that adds `x × weights` for each two inputs that are not both 0. It names each of the sums, so that they
/// stay in registers where loops are not unrolled.
macro_rules! add_rows {
    ($name:ident, $count:expr, $($sum:ident $place:literal),*) => {
        #[inline(always)]
        fn $name(sums: &mut [Sums; $count], x: &[u32], weights: &[[Words; $count]]) {
            $(let mut $sum = sums[$place];)*
            for (&x, row) in x.iter().zip(weights) {
                if x != 0 {
                    let x = Words::pair(x);
                    $($sum = $sum.plus(x.dot(row[$place]));)*
                }
            }
            *sums = [$($sum),*];
        }
    };
}

add_rows!(add_units, UNITS, a 0, b 1, c 2, d 3, e 4, f 5, g 6, h 7, i 8, j 9, k 10, l 11);
add_rows!(add_scores, SCORES, a 0, b 1, c 2, d 3, e 4, f 5, g 6, h 7, i 8, j 9, k 10, l 11, m 12);

impl Layer {
    /// Also gives what a unit's last bit stands for, when an input's stands for `scale`.
    fn new(steps: &Steps, bias: &[f32], scale: f32) -> (Self, f32) {
        let scale = scale * steps.scale;
        let shift = (FINE / scale).log2().floor().clamp(1.0, 24.0) as u32;
        // Half of what is left out, so that units are rounded.
        let bias = |n: usize| ((bias[n] / scale).round() as i32).saturating_add(1 << (shift - 1));
        let bias = std::array::from_fn(|n| Sums::new(std::array::from_fn(|i| bias(4 * n + i))));
        (Layer { weights: pairs(&steps.values), bias, shift }, scale * (1u32 << shift) as f32)
    }

    fn convolve<const N: usize>(&self, input: &[[u32; N]], reach: usize, output: &mut Vec<[u32; WIDTH / 2]>) {
        output.clear();
        for at in 0..input.len() {
            let mut sums = self.bias;
            for (tap, weights) in self.weights.chunks_exact(N).enumerate() {
                if let Some(x) = input.get((at + tap * reach).wrapping_sub(reach)) {
                    add_units(&mut sums, x, weights);
                }
            }
            let mut units = [0; WIDTH / 2];
            for (units, sums) in units.chunks_exact_mut(4).zip(sums.chunks_exact(2)) {
                units.copy_from_slice(&twos(sums[0].narrowed(sums[1], self.shift).rectified()));
            }
            output.push(units);
        }
    }
}

impl Reader {
    /// From the layer as it was trained.
    pub fn new(net: Net) -> Option<Self> {
        if net.index.is_empty() {
            return None;
        }
        let bias = |layer: usize| &net.biases[layer * WIDTH..];
        let (a, of_a) = Layer::new(&net.layers[0], bias(0), net.embeddings.scale);
        let (b, of_b) = Layer::new(&net.layers[1], bias(1), of_a);
        let (c, of_c) = Layer::new(&net.layers[2], bias(2), of_b);
        let words = |row: &[i8]| std::array::from_fn(|n| Words::new(std::array::from_fn(|i| row[8 * n + i].into())));
        Some(Reader {
            index: net.index,
            embeddings: net.embeddings.values.chunks_exact(EMBED).map(words).collect(),
            layers: [a, b, c],
            output: pairs(&net.output.values),
            scales: [of_a, of_b, of_c].map(|unit| unit * net.output.scale),
            bias: std::array::from_fn(|n| Floats::new(std::array::from_fn(|i| net.biases[3 * WIDTH + 4 * n + i]))),
        })
    }

    /// Adds the labels' scores of a stretch of a block to its emissions.
    pub fn read(&self, sheet: &Sheet, span: Span, units: &mut Units, emissions: &mut [f32]) {
        const FAR: usize = REACH[0] + REACH[1] + REACH[2];
        if span.is_empty() {
            return;
        }
        let block = sheet.block(span.start);
        let wide = Span::new(span.start.saturating_sub(FAR).max(block.start), (span.end + FAR).min(block.end));
        let Units { keys, input, layers: [a, b, c] } = units;
        input.clear();
        for at in wide.start..wide.end {
            sheet.inputs(at, keys);
            input.push(self.embed(keys));
        }
        self.layers[0].convolve(input, REACH[0], a);
        self.layers[1].convolve(a, REACH[1], b);
        self.layers[2].convolve(b, REACH[2], c);
        for (i, row) in emissions.chunks_exact_mut(LABELS).enumerate() {
            let at = span.start - wide.start + i;
            let scores = self.scores([&a[at], &b[at], &c[at]]);
            row.iter_mut().zip(scores.as_flattened()).for_each(|(r, s)| *r += s);
        }
    }

    /// The sum of the embeddings of a character's inputs.
    fn embed(&self, keys: &[u32]) -> [u32; EMBED / 2] {
        let mut sums = [Words::new([0; 8]); EMBED / 8];
        for (i, &key) in keys.iter().enumerate() {
            if let Some(number) = self.index.find(key).or((i == 0).then_some(self.index.len())) {
                sums.iter_mut().zip(&self.embeddings[number]).for_each(|(s, e)| *s = s.plus(*e));
            }
        }
        let mut x = [0; EMBED / 2];
        x.chunks_exact_mut(4).zip(sums).for_each(|(x, sum)| x.copy_from_slice(&twos(sum)));
        x
    }

    /// The labels' scores of one character from its units in all layers.
    #[inline]
    fn scores(&self, units: [&[u32; WIDTH / 2]; 3]) -> [[f32; 4]; SCORES] {
        let mut scores = self.bias;
        for ((units, weights), scale) in units.into_iter().zip(self.output.chunks_exact(WIDTH / 2)).zip(self.scales) {
            let mut sums = [Sums::new([0; 4]); SCORES];
            add_scores(&mut sums, units, weights);
            let scale = Floats::all(scale);
            scores.iter_mut().zip(sums).for_each(|(s, sums)| *s = s.plus(sums.floats().times(scale)));
        }
        scores.map(Floats::array)
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
        let layers = LAYERS.map(numbers);
        let (embeddings, output, biases) = (numbers((seen.len() + 1) * EMBED), numbers(OUTPUT), numbers(BIASES));
        let net = Net::build(&seen, &embeddings, layers.each_ref().map(|l| &l[..]), &output, &biases);
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

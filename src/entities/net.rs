//! The neural layer: embeddings of what is seen of a character, summed; three convolutions, each reaching
//! further; a score for each label from all three.
//!
//! The trainer and the recogniser share this file. Everything is 32-bit floats added in one fixed order, so a
//! text has the same scores on every machine; what a rectified unit leaves at 0 costs nothing.

use super::features::Sheet;
use super::labels::LABELS;
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

/// Adds `x[i] × weights[i]` for each input that is not 0, a row of weights each.
#[inline]
pub fn add_rows<const N: usize>(sums: &mut [f32; N], x: &[f32], weights: &[f32]) {
    for (&x, row) in x.iter().zip(weights.chunks_exact(N)) {
        if x != 0.0 {
            sums.iter_mut().zip(row).for_each(|(s, w)| *s += x * w);
        }
    }
}

/// One layer over a block: `input` has `size` numbers for each character, `output` gets [`WIDTH`].
pub fn convolve(input: &[f32], size: usize, weights: &[f32], bias: &[f32], reach: usize, output: &mut Vec<f32>) {
    let n = input.len() / size;
    output.clear();
    output.reserve(n * WIDTH);
    for at in 0..n {
        let mut sums = [0.0f32; WIDTH];
        sums.copy_from_slice(bias);
        for (k, weights) in weights.chunks_exact(size * WIDTH).enumerate() {
            let place = (at + k * reach).wrapping_sub(reach);
            if place < n {
                add_rows(&mut sums, &input[place * size..(place + 1) * size], weights);
            }
        }
        output.extend(sums.iter().map(|s| s.max(0.0)));
    }
}

/// The labels' scores of one character from its units in all layers.
#[inline]
pub fn scores(units: [&[f32]; 3], weights: &[f32], bias: &[f32]) -> [f32; ROW] {
    let mut sums = [0.0f32; ROW];
    sums.copy_from_slice(bias);
    for (units, weights) in units.into_iter().zip(weights.chunks_exact(WIDTH * ROW)) {
        add_rows(&mut sums, units, weights);
    }
    sums
}

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
    layers: [Vec<f32>; 4],
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
        (self.index.len(), matrices.map(|m| m.weights.len()).sum())
    }

    /// Adds the labels' scores of a stretch of a block to its emissions.
    pub fn read(&self, sheet: &Sheet, span: Span, units: &mut Units, emissions: &mut [f32]) {
        if self.index.is_empty() || span.is_empty() {
            return;
        }
        const FAR: usize = REACH[0] + REACH[1] + REACH[2];
        let block = sheet.block(span.start);
        let wide = Span::new(span.start.saturating_sub(FAR).max(block.start), (span.end + FAR).min(block.end));
        let Units { keys, layers: [input, a, b, c] } = units;
        input.clear();
        for at in wide.start..wide.end {
            sheet.inputs(at, keys);
            let mut x = [0.0f32; EMBED];
            for (i, &key) in keys.iter().enumerate() {
                if let Some(number) = self.index.find(key).or((i == 0).then_some(self.index.len())) {
                    let row = &self.embeddings.weights[number * EMBED..(number + 1) * EMBED];
                    x.iter_mut().zip(row).for_each(|(x, w)| *x += w);
                }
            }
            input.extend_from_slice(&x);
        }
        let bias = |layer: usize| &self.biases[layer * WIDTH..];
        convolve(input, EMBED, &self.layers[0].weights, &bias(0)[..WIDTH], REACH[0], a);
        convolve(a, WIDTH, &self.layers[1].weights, &bias(1)[..WIDTH], REACH[1], b);
        convolve(b, WIDTH, &self.layers[2].weights, &bias(2)[..WIDTH], REACH[2], c);
        for (i, row) in emissions.chunks_exact_mut(LABELS).enumerate() {
            let at = (span.start - wide.start + i) * WIDTH;
            let units = [&a[at..at + WIDTH], &b[at..at + WIDTH], &c[at..at + WIDTH]];
            row.iter_mut().zip(scores(units, &self.output.weights, bias(3))).for_each(|(r, s)| *r += s);
        }
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

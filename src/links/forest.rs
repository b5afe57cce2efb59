//! Boosted trees: the score of a row of small numbers is the sum of one leaf of each tree.

use crate::float;
use crate::sorting::Sorting;

/// A split, or a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// Rows with at most `most` in this column go to the node right after it, others to `other`.
    Split {
        /// The column.
        column: u8,
        /// The greatest value that stays near.
        most: u8,
        /// Where the others go: the number of a node.
        other: u16,
    },
    /// What the tree says of the rows that end here.
    Leaf(f32),
}

/// What a tree says of a row, from its root.
pub fn leaf(tree: &[Node], row: &[u8]) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split { column, most, .. } if row[usize::from(column)] <= most => at += 1,
            Node::Split { other, .. } => at = usize::from(other),
        }
    }
}

/// No tree has more leaves.
pub const MOST_LEAVES: usize = 16;

/// Trees one after another.
///
/// A tree is not walked from its root. Every leaf has a bit, near branches before others; a row that lies beyond a
/// split clears the bits of the near branch, and the first bit that is left when all splits have been asked is the leaf
/// where the row ends. What all splits of one column clear at a value is known beforehand for all trees, so that a row
/// costs one conjunction a column, and the columns that its rivals have in common cost only one for all of them.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    trees: Vec<Vec<Node>>,
    columns: Vec<Column>,
    /// Of each tree, and of as many empty ones as fill the last word.
    leaves: Vec<[f32; MOST_LEAVES]>,
}

/// What the splits of a column say.
#[derive(Debug, Clone)]
struct Column {
    /// The greatest values that stay near, in order, each once.
    cuts: Vec<u8>,
    /// How many of the cuts each value is greater than.
    beyond: [u8; 256],
    /// What a value clears that is greater than so many of the cuts: bits of all trees, for none, one, two cuts.
    kept: Vec<Bits>,
}

/// Of every tree, the leaves where a row can still end: sixteen bits a tree.
type Bits = Vec<Block>;
/// As many words as are read at once, where a machine likes to find them.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
struct Block([u64; WORDS]);
/// What the registers of a machine hold.
const WORDS: usize = 16;
/// Trees in a word, and in as many words as are read at once.
const IN_WORD: usize = 64 / MOST_LEAVES;
const AT_ONCE: usize = WORDS * IN_WORD;

impl Column {
    fn bits(&self, value: u8) -> Option<&Bits> {
        // A value below all cuts clears nothing.
        self.kept.get(usize::from(self.beyond[usize::from(value)]).wrapping_sub(1))
    }
}

/// What all of these leave of the bits.
fn restrict(bits: &mut [Block], kept: &[&[Block]]) {
    for (block, bits) in bits.iter_mut().enumerate() {
        let mut left = bits.0;
        for kept in kept {
            left.iter_mut().zip(&kept[block].0).for_each(|(left, kept)| *left &= kept);
        }
        bits.0 = left;
    }
}

impl Forest {
    /// Of these trees, their nodes numbered from 0.
    pub fn new(trees: Vec<Vec<Node>>) -> Forest {
        let mut out = Forest {
            leaves: vec![[0.0; MOST_LEAVES]; trees.len().next_multiple_of(IN_WORD)],
            trees,
            ..Forest::default()
        };
        let mut splits = Vec::new();
        for (number, tree) in out.trees.iter().enumerate() {
            let mut leaves = 0;
            lay(tree, 0, number, &mut leaves, &mut splits, &mut out.leaves[number]);
        }
        let width = splits.iter().map(|s| usize::from(s.column) + 1).max().unwrap_or(0);
        out.columns.resize_with(width, || Column { cuts: Vec::new(), beyond: [0; 256], kept: Vec::new() });
        splits.arrange_by_key(|s| (s.column, s.most));
        for split in splits {
            let column = &mut out.columns[usize::from(split.column)];
            if column.cuts.last() != Some(&split.most) {
                let all = || vec![Block([u64::MAX; WORDS]); out.trees.len().div_ceil(AT_ONCE)];
                column.kept.push(column.kept.last().cloned().unwrap_or_else(all));
                column.cuts.push(split.most);
            }
            let kept = column.kept.last_mut().expect("just pushed");
            let (word, place) = (split.tree / IN_WORD, split.tree % IN_WORD);
            kept[word / WORDS].0[word % WORDS] &= !(u64::from(split.near) << (MOST_LEAVES * place));
        }
        for column in &mut out.columns {
            column.beyond =
                std::array::from_fn(|value| column.cuts.partition_point(|&cut| usize::from(cut) < value) as u8);
        }
        out
    }

    /// Reads a table: a line is a node, `column most other` or `leaf`; an empty line ends a tree; `#` begins a comment.
    ///
    /// Columns are written by their names.
    pub fn parse(table: &str, columns: &[&str]) -> Forest {
        let (mut trees, mut tree) = (Vec::new(), Vec::new());
        for line in table.lines().filter(|l| !l.starts_with('#')).chain([""]) {
            match node(line, columns) {
                Some(node) => tree.push(node),
                None if !tree.is_empty() => trees.push(std::mem::take(&mut tree)),
                None => {}
            }
        }
        Forest::new(trees)
    }

    /// The lines that [`Forest::parse`] reads.
    pub fn to_table(&self, columns: &[&str]) -> String {
        let mut out = String::new();
        for tree in &self.trees {
            for node in tree {
                out += &match node {
                    Node::Leaf(value) => format!("{value}\n"),
                    Node::Split { column, most, other } => {
                        format!("{}\t{most}\t{other}\n", columns[usize::from(*column)])
                    }
                };
            }
            out.push('\n');
        }
        out
    }

    /// The scores of the rows of one choice.
    pub fn scores<'r, const N: usize>(&self, rows: impl Iterator<Item = &'r [u8; N]> + Clone) -> Vec<f32> {
        let Some(first) = rows.clone().next() else { return Vec::new() };
        let mut differs = [0; N];
        for row in rows.clone() {
            differs.iter_mut().zip(row.iter().zip(first)).for_each(|(differs, (a, b))| *differs |= a ^ b);
        }
        let mut common: Bits = vec![Block([u64::MAX; WORDS]); self.trees.len().div_ceil(AT_ONCE)];
        let mut apart = Vec::with_capacity(self.columns.len());
        let (mut kept, mut count): ([&[Block]; N], _) = ([&[]; N], 0);
        for ((number, column), differs) in self.columns.iter().enumerate().zip(differs) {
            if differs != 0 {
                apart.push((number, column));
            } else if let Some(bits) = column.bits(first[number]) {
                kept[count] = bits;
                count += 1;
            }
        }
        restrict(&mut common, &kept[..count]);
        let mut bits = common.clone();
        let score = rows.map(|row| {
            bits.copy_from_slice(&common);
            count = 0;
            for &(number, column) in &apart {
                if let Some(bits) = column.bits(row[number]) {
                    kept[count] = bits;
                    count += 1;
                }
            }
            restrict(&mut bits, &kept[..count]);
            let mut score = 0.0;
            for (block, leaves) in bits.iter().zip(self.leaves.chunks(AT_ONCE)) {
                for (word, leaves) in block.0.iter().zip(leaves.chunks_exact(IN_WORD)) {
                    for (place, leaves) in leaves.iter().enumerate() {
                        // No row clears the last leaf, which is beyond all splits.
                        let bits = (word >> (MOST_LEAVES * place)) as u16 | 1 << (MOST_LEAVES - 1);
                        score += leaves[bits.trailing_zeros() as usize];
                    }
                }
            }
            score
        });
        score.collect()
    }

    /// Whether there is no tree at all.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }
}

/// A split as the column sees it.
struct Split {
    column: u8,
    most: u8,
    tree: usize,
    /// The leaves of its near branch.
    near: u16,
}

/// Numbers the leaves of a branch and collects its splits; gives the bits of its leaves.
fn lay(
    tree: &[Node],
    at: usize,
    number: usize,
    count: &mut usize,
    splits: &mut Vec<Split>,
    leaves: &mut [f32; MOST_LEAVES],
) -> u16 {
    match tree.get(at) {
        Some(&Node::Split { column, most, other }) => {
            let near = lay(tree, at + 1, number, count, splits, leaves);
            splits.push(Split { column, most, tree: number, near });
            near | lay(tree, usize::from(other).max(at + 1), number, count, splits, leaves)
        }
        Some(&Node::Leaf(value)) if *count < MOST_LEAVES => {
            leaves[*count] = value;
            *count += 1;
            1 << (*count - 1)
        }
        _ => 0,
    }
}

fn node(line: &str, columns: &[&str]) -> Option<Node> {
    let mut cells = line.split('\t');
    let first = cells.next()?;
    let Some(most) = cells.next() else { return float::parse(first).map(|leaf| Node::Leaf(leaf as f32)) };
    let column = columns.iter().position(|c| *c == first)? as u8;
    Some(Node::Split { column, most: most.parse().ok()?, other: cells.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: [Node; 5] = [
        Node::Split { column: 1, most: 3, other: 4 },
        Node::Split { column: 0, most: 9, other: 3 },
        Node::Leaf(1.0),
        Node::Leaf(-2.0),
        Node::Leaf(0.5),
    ];

    #[test]
    fn a_score_is_the_sum_of_one_leaf_a_tree() {
        assert!(Forest::default().is_empty());
        let rows = [[0, 0], [10, 3], [0, 4]];
        assert_eq!(Forest::new(vec![TREE.to_vec()]).scores(rows.iter()), [1.0, -2.0, 0.5]);
        assert_eq!(Forest::new(vec![TREE.to_vec(); 2]).scores([[0, 4]].iter()), [1.0]);
        assert_eq!(Forest::default().scores(rows.iter()), [0.0; 3]);
        assert!(Forest::new(vec![TREE.to_vec()]).scores([[0; 2]; 0].iter()).is_empty());
    }

    #[test]
    fn all_rows_end_where_a_walk_ends() {
        let other = [Node::Split { column: 0, most: 4, other: 2 }, Node::Leaf(8.0), Node::Leaf(16.0)];
        let trees: Vec<Vec<Node>> = (0..21).map(|i| if i % 3 == 0 { other.to_vec() } else { TREE.to_vec() }).collect();
        let rows: Vec<[u8; 2]> = (0..12).flat_map(|a| (0..6).map(move |b| [a, b])).collect();
        let walked: Vec<f32> = rows.iter().map(|row| trees.iter().map(|t| leaf(t, row)).sum()).collect();
        let forest = Forest::new(trees);
        assert_eq!(forest.scores(rows.iter()), walked);
        rows.iter().zip(walked).for_each(|(row, score)| assert_eq!(forest.scores([row].into_iter()), [score]));
    }

    #[test]
    fn a_forest_survives_its_table() {
        let forest = Forest::new(vec![TREE.to_vec(); 2]);
        let columns = ["Near", "Kind"];
        let read = Forest::parse(&format!("# source\n{}", forest.to_table(&columns)), &columns);
        assert_eq!(read.trees, forest.trees);
    }
}

//! Boosted trees: the score of a row of small numbers is the sum of one leaf of each tree.

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

/// A node as it is laid out for walking: a split, or with [`LEAF`] for its column the place of its value in `leaves`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    column: u8,
    most: u8,
    other: u16,
}

/// No table has so many columns.
const LEAF: u8 = u8::MAX;

/// Trees one after another: each begins with its root, and a node's first branch follows it.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    steps: Vec<Step>,
    leaves: Vec<f32>,
    roots: Vec<u16>,
}

impl Forest {
    /// Adds a tree, its nodes numbered from 0.
    pub fn push(&mut self, tree: &[Node]) {
        let root = self.steps.len() as u16;
        self.roots.push(root);
        for &node in tree {
            self.steps.push(match node {
                Node::Split { column, most, other } => Step { column, most, other: other + root },
                Node::Leaf(value) => {
                    self.leaves.push(value);
                    Step { column: LEAF, most: 0, other: (self.leaves.len() - 1) as u16 }
                }
            });
        }
    }

    /// Reads a table: a line is a node, `column most other` or `leaf`; an empty line ends a tree; `#` begins a comment.
    ///
    /// Columns are written by their names.
    pub fn parse(table: &str, columns: &[&str]) -> Forest {
        let mut out = Forest::default();
        let mut tree = Vec::new();
        for line in table.lines().filter(|l| !l.starts_with('#')).chain([""]) {
            match node(line, columns) {
                Some(node) => tree.push(node),
                None if !tree.is_empty() => {
                    out.push(&tree);
                    tree.clear();
                }
                None => {}
            }
        }
        out
    }

    /// The lines that [`Forest::parse`] reads.
    pub fn to_table(&self, columns: &[&str]) -> String {
        let mut out = String::new();
        for (i, &root) in self.roots.iter().enumerate() {
            let end = self.roots.get(i + 1).map_or(self.steps.len(), |&r| r as usize);
            for step in &self.steps[root as usize..end] {
                out += &match step.column {
                    LEAF => format!("{}\n", self.leaves[usize::from(step.other)]),
                    column => format!("{}\t{}\t{}\n", columns[usize::from(column)], step.most, step.other - root),
                };
            }
            out.push('\n');
        }
        out
    }

    /// The score of a row.
    pub fn score(&self, row: &[u8]) -> f32 {
        self.roots.iter().map(|&root| self.leaf(root, row)).sum()
    }

    /// Whether there is no tree at all.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    fn leaf(&self, mut at: u16, row: &[u8]) -> f32 {
        loop {
            let step = self.steps[usize::from(at)];
            match row.get(usize::from(step.column)) {
                Some(&value) => at = if value <= step.most { at + 1 } else { step.other },
                None => return self.leaves[usize::from(step.other)],
            }
        }
    }
}

fn node(line: &str, columns: &[&str]) -> Option<Node> {
    let mut cells = line.split('\t');
    let first = cells.next()?;
    let Some(most) = cells.next() else { return first.parse().ok().map(Node::Leaf) };
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
        let mut forest = Forest::default();
        assert!(forest.is_empty());
        forest.push(&TREE);
        assert_eq!([[0, 0], [10, 3], [0, 4]].map(|row| forest.score(&row)), [1.0, -2.0, 0.5]);
        forest.push(&TREE);
        assert_eq!(forest.score(&[0, 4]), 1.0);
    }

    #[test]
    fn a_forest_survives_its_table() {
        let mut forest = Forest::default();
        forest.push(&TREE);
        forest.push(&TREE);
        let columns = ["Near", "Kind"];
        let read = Forest::parse(&format!("# source\n{}", forest.to_table(&columns)), &columns);
        assert_eq!((read.steps, read.leaves, read.roots), (forest.steps, forest.leaves, forest.roots));
    }
}

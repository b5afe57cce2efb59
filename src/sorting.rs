//! Stable sorting in little code.
//!
//! The standard library's sorts are compiled anew for every type and every key: five kilobytes each, a sixth of the
//! whole module. Here all types share one merge sort of places, and only the exchange of elements is made for each.

use std::cmp::Ordering;

/// Runs of this length are sorted by insertion.
const RUN: usize = 8;

/// Stable sorting of slices.
pub trait Sorting<T> {
    /// Sorts by a comparison.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Sorting<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places = places(self.len(), &mut |a, b| compare(&self[a], &self[b]) == Ordering::Greater);
        for start in 0..places.len() {
            // The elements of a cycle change places until the last one has its own.
            let mut at = start;
            while places[at] as usize != start {
                let from = places[at] as usize;
                self.swap(at, from);
                places[at] = at as u32;
                at = from;
            }
            places[at] = at as u32;
        }
    }
}

/// Of each place of the sorted list, where its element stands now; empty where nothing moves.
fn places(len: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<u32> {
    if (1..len).all(|i| !after(i - 1, i)) {
        return Vec::new();
    }
    let mut places: Vec<u32> = (0..len as u32).collect();
    for run in places.chunks_mut(RUN) {
        for i in 1..run.len() {
            let mut at = i;
            while at > 0 && after(run[at - 1] as usize, run[at] as usize) {
                run.swap(at - 1, at);
                at -= 1;
            }
        }
    }
    let (mut width, mut merged) = (RUN, Vec::with_capacity(len));
    while width < len {
        merged.clear();
        for two in places.chunks(2 * width) {
            let (mut left, mut right) = two.split_at(width.min(two.len()));
            while let (&[a, ref rest_left @ ..], &[b, ref rest_right @ ..]) = (left, right) {
                if after(a as usize, b as usize) {
                    merged.push(b);
                    right = rest_right;
                } else {
                    merged.push(a);
                    left = rest_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        width *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut state = 7_u64;
        for len in (0..40).chain([63, 64, 65, 1000]) {
            for keys in [1, 3, 1000] {
                let mut draw = || {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (state >> 33) % keys
                };
                let list: Vec<(u64, usize)> = (0..len).map(|i| (draw(), i)).collect();
                let (mut ours, mut theirs) = (list.clone(), list);
                ours.arrange_by_key(|pair| pair.0);
                theirs.sort_by_key(|pair| pair.0);
                assert_eq!(ours, theirs);
                ours.arrange_by(|a, b| b.cmp(a));
                theirs.sort_by(|a, b| b.cmp(a));
                assert_eq!(ours, theirs);
            }
        }
    }
}

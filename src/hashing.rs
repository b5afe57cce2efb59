//! Hash maps and sets whose table is compiled once for all types; they keep what they hold in the order of its coming.
//!
//! The standard library's map brings its own table for each pair of types: sixteen hundred bytes of code, forty times.

use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};

/// The places of entries by hash, in an open table that is at most half full.
#[derive(Debug, Clone, Default)]
struct Table {
    /// One more than a place; 0 where there is none.
    slots: Vec<u32>,
    /// Of each entry.
    hashes: Vec<u32>,
}

impl Table {
    /// The place of the entry with this hash that it is.
    #[inline]
    fn find(&self, hash: u32, is: impl Fn(usize) -> bool) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & last;
        while let Some(place) = self.slots[slot].checked_sub(1) {
            if self.hashes[place as usize] == hash && is(place as usize) {
                return Some(place as usize);
            }
            slot = (slot + 1) & last;
        }
        None
    }

    /// Takes one more entry.
    #[inline(never)]
    fn push(&mut self, hash: u32) {
        let mut new = self.hashes.len();
        self.hashes.push(hash);
        if 2 * self.hashes.len() > self.slots.len() {
            let size = (4 * self.hashes.len()).next_power_of_two();
            self.slots.clear();
            self.slots.resize(size, 0);
            new = 0;
        }
        let last = self.slots.len() - 1;
        for (place, &hash) in self.hashes.iter().enumerate().skip(new) {
            let mut slot = hash as usize & last;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & last;
            }
            self.slots[slot] = place as u32 + 1;
        }
    }
}

fn hash(key: &(impl Hash + ?Sized)) -> u32 {
    FxBuildHasher.hash_one(key) as u32
}

/// A key to a value.
#[derive(Debug, Clone)]
pub struct HashMap<K, V> {
    table: Table,
    entries: Vec<(K, V)>,
}

impl<K, V> Default for HashMap<K, V> {
    fn default() -> Self {
        HashMap { table: Table::default(), entries: Vec::new() }
    }
}

impl<K: Hash + Eq, V> HashMap<K, V> {
    #[inline]
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.table.find(hash(key), |place| self.entries[place].0.borrow() == key)
    }

    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|place| &self.entries[place].1)
    }

    /// The same, to be changed.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|place| &mut self.entries[place].1)
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_some()
    }

    /// The value of a key, which is given one where it had none.
    pub fn or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let hash = hash(&key);
        let place = self.table.find(hash, |place| self.entries[place].0 == key).unwrap_or_else(|| {
            self.table.push(hash);
            self.entries.push((key, value()));
            self.entries.len() - 1
        });
        &mut self.entries[place].1
    }

    /// The same with this value.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        self.or_insert_with(key, || value)
    }

    /// The same with the type's usual value.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// Gives a key its value; says whether it had none.
    pub fn insert(&mut self, key: K, value: V) -> bool {
        let before = self.len();
        let mut value = Some(value);
        let known = self.or_insert_with(key, || value.take().expect("asked for once"));
        if let Some(value) = value {
            *known = value;
        }
        self.len() > before
    }
}

impl<K, V> HashMap<K, V> {
    /// How many keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|entry| &entry.0)
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|entry| &entry.1)
    }

    /// The same, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|entry| &mut entry.1)
    }
}

impl<K, V> IntoIterator for HashMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut HashMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = std::iter::Map<std::slice::IterMut<'a, (K, V)>, fn(&'a mut (K, V)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for HashMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = HashMap::default();
        entries.into_iter().for_each(|(key, value)| {
            map.insert(key, value);
        });
        map
    }
}

/// Keys, each once.
#[derive(Debug, Clone)]
pub struct HashSet<K>(HashMap<K, ()>);

impl<K> Default for HashSet<K> {
    fn default() -> Self {
        HashSet(HashMap::default())
    }
}

impl<K: Hash + Eq> HashSet<K> {
    /// Whether it has a key.
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Takes a key; says whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ())
    }

    /// How many keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All keys.
    pub fn iter(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }
}

impl<K: Hash + Eq> FromIterator<K> for HashSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        HashSet(keys.into_iter().map(|key| (key, ())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_gives_what_it_was_given_in_the_order_of_its_coming() {
        let mut map = HashMap::default();
        assert!(map.get("甲").is_none());
        for i in (0..1000).rev() {
            *map.or_default(format!("{}", i % 300)) += i;
        }
        assert_eq!(map.len(), 300);
        let key = |i: i32| (999 - i) % 300;
        assert!(map.keys().enumerate().all(|(i, k)| *k == key(i as i32).to_string()));
        for i in 0..300 {
            let sum: i32 = (i..1000).step_by(300).sum();
            assert_eq!(map.get(&*i.to_string()), Some(&sum));
        }
        assert!(!map.insert("7".into(), 1) && map.insert("300".into(), 2));
        assert_eq!((map.get("7"), map.get("300"), map.get("301")), (Some(&1), Some(&2), None));
    }

    #[test]
    fn a_set_has_each_key_once() {
        let mut set: HashSet<(u32, char)> = [(1, '甲'), (2, '乙'), (1, '甲')].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [&(1, '甲'), &(2, '乙')]);
        assert!(set.contains(&(2, '乙')) && !set.contains(&(2, '甲')));
        assert!(set.insert((2, '甲')) && !set.insert((2, '甲')));
        assert_eq!(set.len(), 3);
    }
}

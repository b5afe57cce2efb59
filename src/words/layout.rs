//! The compiled lexicon's layout, shared by the build script that writes it and the room that reads it.
//!
//! Words stand sorted by their characters' ranks (the commonest character of the dictionary has
//! rank 1; 0 stands for "no character"), so words with the same beginning are neighbours. Each
//! column is stored on its own, the low bytes of a two-byte column before its high bytes: this is
//! what makes the file small once it is compressed for the wire.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 8 |
//! | checksum of all that follows | 8 |
//! | header: characters, words, tails, tail characters, frequent words; each `u32` | 20 |
//! | the characters by rank, BMP code points | 2 a character |
//! | how many words begin with each character | 2 a character |
//! | second, third and fourth characters, as ranks | 3 × 2 a word |
//! | frequency, [`FREQUENT`] where it does not fit | 2 a word |
//! | tag, an index into [`TAGS`] | 1 a word |
//! | distance of each word with a tail (more than four characters) from the one before | 2 a tail |
//! | characters in each tail | 1 a tail |
//! | the tails, as ranks | 2 a character |
//! | frequent words: index, frequency; each `u32` | 8 each |
//! | the model of unknown words: of each of its four states a column, [`TRANSITIONS`] rows and one for each character | 4 × 2 a row |
//!
//! The characters that only the model knows stand behind those of the dictionary, and begin no word. A number of the
//! model is a cost, −ln p in steps of 1/2048, so of two paths as alike as that either may win; 0 is impossible.

/// Names the format and its version.
pub const MAGIC: [u8; 8] = *b"shijulx2";

/// Numbers in the header.
pub const HEADER_FIELDS: usize = 5;

/// Stands for a frequency that is listed with the frequent words.
pub const FREQUENT: u16 = u16::MAX;

/// Characters of a word that have columns of their own; the rest is its tail.
pub const COLUMNS: usize = 4;

/// States of the model of unknown words: begin, end and middle of a word, a word of one character.
pub const STATES: usize = 4;

/// Rows of the model before those of the characters: what a run starts with, what follows each state.
pub const TRANSITIONS: usize = 1 + STATES;

/// Every tag that a token may have, in byte order; jieba's own, and those it gives words it does not know.
pub const TAGS: [&str; 56] = [
    "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg", "mq",
    "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u", "ud",
    "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "z", "zg",
];

/// A checksum that any flipped bit changes: each step is a bijection of the state.
pub fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(bytes.len() as u64, |hash, &word| mix(hash, u64::from_le_bytes(word)));
    rest.iter().fold(hash, |hash, &byte| mix(hash, byte.into()))
}

//! What a native build carries with it; the web build fetches the same bytes as files.

/// The compiled lexicon: `lexicon.bin` on the web.
pub static LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The trained weights and the larger tables: `model.bin` on the web.
pub static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model.bin"));

//! What a native build carries with it; the web build fetches the same bytes as files.

/// The compiled lexicon: `lexicon.bin` on the web.
pub static LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The trained weights: `model.bin` on the web.
pub static MODEL: &[u8] = include_bytes!("../data/model/recogniser.bin");

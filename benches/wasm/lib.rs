//! The first rooms by themselves, for `benches/page.mjs` to time in wasm.
#![cfg(target_arch = "wasm32")]

use shiju::page::{self, Page};
use shiju::parts::Parts;
use shiju::text;
use wasm_bindgen::prelude::*;

/// A text inside the module, and the page that was made of it.
#[wasm_bindgen]
pub struct Rooms {
    raw: String,
    page: Page,
}

#[wasm_bindgen]
impl Rooms {
    /// Takes a text over; the rooms' tables are in `model.bin`.
    #[wasm_bindgen(constructor)]
    pub fn new(raw: String, model: Vec<u8>) -> Rooms {
        Parts::new(model).expect("a whole model.bin").keep();
        Rooms { raw, page: Page::default() }
    }

    /// Splits it; gives the number of articles.
    pub fn page(&mut self) -> usize {
        self.page = page::split(&self.raw);
        self.page.articles.len()
    }

    /// Cleans the page that was split last; gives the number of characters.
    pub fn text(&self) -> usize {
        text::clean(&self.raw, &self.page).chars.len()
    }
}

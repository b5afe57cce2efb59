//! The whole wasm boundary: text and JSON in, JSON out.
//!
//! JSON text crosses as one string, which a cold page reads several times faster than objects
//! built one property at a time, and which a worker can post without a structured clone.

use crate::{Analyzer, Error, Options};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// An analyzer for JavaScript; the package keeps it, callers never see it.
#[wasm_bindgen]
pub struct Engine(Analyzer);

#[wasm_bindgen]
impl Engine {
    /// From the bytes of the lexicon and of the model.
    #[wasm_bindgen(constructor)]
    pub fn new(lexicon: Vec<u8>, model: Vec<u8>) -> Result<Engine, JsValue> {
        Analyzer::new(lexicon, model).map(Engine).map_err(thrown)
    }

    /// An `Analysis` as JSON; `options` is JSON as well, or empty.
    pub fn analyze(&mut self, text: &str, options: &str) -> Result<String, JsValue> {
        self.0.analyze(text, &read(options)?).and_then(given).map_err(thrown)
    }

    /// A `Comparison` as JSON.
    pub fn compare(&mut self, a: &str, b: &str, options: &str) -> Result<String, JsValue> {
        self.0.compare(a, b, &read(options)?).and_then(given).map_err(thrown)
    }
}

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

fn read(options: &str) -> Result<Options, JsValue> {
    if options.is_empty() {
        return Ok(Options::default());
    }
    serde_json::from_str(options).map_err(|e| thrown(Error::new("bad-options", e.to_string())))
}

fn given(value: impl Serialize) -> Result<String, Error> {
    serde_json::to_string(&value).map_err(|e| Error::new("internal", e.to_string()))
}

/// A JS `Error` with a `code`.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message);
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&js, &"code".into(), &error.code.into());
    js.into()
}

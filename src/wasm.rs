//! The whole wasm boundary: JS values in, plain JS objects out.

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
    pub fn new(lexicon: Vec<u8>, model: &[u8]) -> Result<Engine, JsValue> {
        Analyzer::new(lexicon, model).map(Engine).map_err(thrown)
    }

    /// An `Analysis` as a plain object.
    pub fn analyze(&mut self, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let analysis = self.0.analyze(text, &read(options)?).map_err(thrown)?;
        given(&analysis)
    }

    /// A `Comparison` as a plain object.
    pub fn compare(&mut self, a: &str, b: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let comparison = self.0.compare(a, b, &read(options)?).map_err(thrown)?;
        given(&comparison)
    }
}

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

fn read(options: JsValue) -> Result<Options, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(Options::default());
    }
    serde_wasm_bindgen::from_value(options).map_err(|e| thrown(Error::new("bad-options", e.to_string())))
}

fn given(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&plain).map_err(|e| thrown(Error::new("internal", e.to_string())))
}

/// A JS `Error` with a `code`.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message);
    let set = js_sys::Reflect::set(&js, &"code".into(), &error.code.into());
    debug_assert!(set.is_ok());
    js.into()
}

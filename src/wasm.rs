//! The whole wasm boundary: text and small objects in, JSON text out.
//!
//! Results cross as one string, which a cold page reads several times faster than objects built one property at a time, and which
//! a worker can post without a structured clone. Options are small and come as plain objects.

use crate::analyzer::Run;
use crate::cli::{self, Stop, World};
use crate::{Analyzer, Error, Options};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// An analyzer for JavaScript; the package keeps it, callers never see it.
#[wasm_bindgen]
pub struct Engine {
    analyzer: Analyzer,
    run: Option<Run>,
    is_read: bool,
}

#[wasm_bindgen]
impl Engine {
    /// From the bytes of the lexicon and of the model.
    #[wasm_bindgen(constructor)]
    pub fn new(lexicon: Vec<u8>, model: Vec<u8>) -> Result<Engine, JsValue> {
        let analyzer = Analyzer::new(lexicon, model).map_err(thrown)?;
        Ok(Engine { analyzer, run: None, is_read: false })
    }

    /// Begins an analysis, and leaves the one under way.
    pub fn begin(&mut self, text: &str, options: JsValue) -> Result<(), JsValue> {
        let options = read(options)?;
        self.run = None;
        self.is_read = false;
        self.run = Some(self.analyzer.begin(text, &options).map_err(thrown)?);
        Ok(())
    }

    /// Does a piece of the analysis under way; false when nothing is left to do.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        let Some(run) = &mut self.run else { return Ok(false) };
        self.is_read = self.is_read || !self.analyzer.step(run);
        if self.is_read { self.analyzer.write(run).map_err(thrown) } else { Ok(true) }
    }

    /// The names and figures of the parts that were read since this was asked last, as JSON.
    pub fn early(&mut self) -> Result<Option<String>, JsValue> {
        self.run.as_mut().map_or(Ok(None), |run| self.analyzer.early(run)).map_err(thrown)
    }

    /// What was written of the `Analysis` since this was asked last: the head, not closed, then the rows of each list after it.
    pub fn written(&mut self) -> Result<Vec<String>, JsValue> {
        self.run.as_mut().map_or(Ok(Vec::new()), Run::written).map_err(thrown)
    }

    /// Leaves the analysis under way.
    pub fn stop(&mut self) {
        self.run = None;
    }

    /// A `Comparison` as JSON.
    pub fn compare(&mut self, a: &str, b: &str, options: JsValue) -> Result<String, JsValue> {
        self.analyzer.compare(a, b, &read(options)?).and_then(given).map_err(thrown)
    }

    /// The words of a text: of each its length, how many words are within it, and of each of these its place in the word and its
    /// length, all in UTF-16.
    pub fn words(&mut self, text: &str, options: JsValue) -> Result<Vec<u32>, JsValue> {
        let length = |text: &str| text.encode_utf16().count() as u32;
        let mut out = Vec::new();
        for word in self.analyzer.words(text, &read(options)?) {
            out.extend([length(word.text), word.within.len() as u32]);
            for (at, within) in word.within {
                out.extend([length(&word.text[..at]), length(within)]);
            }
        }
        Ok(out)
    }

    /// The command line; gives its exit status.
    pub fn command(&mut self, words: Vec<String>, mut machine: Machine) -> u8 {
        cli::main(&words, &mut machine, || Ok(&mut self.analyzer))
    }
}

#[wasm_bindgen]
extern "C" {
    /// What the command line needs of Node; `bin.ts` has it. What its methods throw is a message, or nothing where the output is
    /// closed.
    pub type Machine;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Machine, path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn folder(this: &Machine, path: &str) -> Result<Option<Vec<String>>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn line(this: &Machine) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Machine, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn complain(this: &Machine, text: &str);
    #[wasm_bindgen(method)]
    fn colours(this: &Machine) -> bool;
}

fn stop(thrown: JsValue) -> Stop {
    thrown.as_string().map_or(Stop::Closed, Stop::Told)
}

impl World for Machine {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Stop> {
        Machine::read(self, path).map_err(stop)
    }
    fn folder(&mut self, path: &str) -> Result<Option<Vec<String>>, Stop> {
        Machine::folder(self, path).map_err(stop)
    }
    fn line(&mut self) -> Result<Option<String>, Stop> {
        Machine::line(self).map_err(stop)
    }
    fn write(&mut self, text: &str) -> Result<(), Stop> {
        Machine::write(self, text).map_err(stop)
    }
    fn complain(&mut self, text: &str) {
        Machine::complain(self, text)
    }
    fn colours(&mut self) -> bool {
        Machine::colours(self)
    }
}

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

fn read(options: JsValue) -> Result<Options, JsValue> {
    if options.is_undefined() {
        return Ok(Options::default());
    }
    serde_wasm_bindgen::from_value(options).map_err(|e| thrown(Error::new("bad-options", e.to_string())))
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

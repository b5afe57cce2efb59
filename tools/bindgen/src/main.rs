//! `bindgen MODULE.wasm OUT_DIR`: writes the JavaScript glue and the processed wasm, as a module for pages and as one that has
//! the command line as well.

mod quiet;

use anyhow::{Context, Result};
use std::path::Path;
use std::process::ExitCode;
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

/// What only the command line calls.
const COMMAND: &str = "engine_command";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (Some(module), Some(out)) = (words.next(), words.next()) else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR");
        return ExitCode::FAILURE;
    };
    match make(&module, Path::new(&out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn make(module: &str, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).no_modules(true)?.typescript(false).omit_default_module_path(true);
    let mut output = bindgen.generate_output()?;
    quiet::quieten(output.wasm_mut())?;
    output.emit(out)?;
    // Other modules of this workspace, which a bench loads, have no command line.
    if output.wasm().exports.iter().any(|export| export.name == COMMAND) {
        let stem = Path::new(module).file_stem().context("a module has a name")?.to_string_lossy();
        let whole = out.join(format!("{stem}_bg.wasm"));
        let bytes = std::fs::read(&whole)?;
        std::fs::write(out.join("command_bg.wasm"), &bytes)?;
        std::fs::write(&whole, for_pages(&bytes)?)?;
    }
    Ok(())
}

/// The module without its command line.
fn for_pages(whole: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(whole)?;
    module.exports.remove(COMMAND)?;
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

//! `bindgen MODULE.wasm OUT_DIR`: writes the JavaScript glue and the processed wasm.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (Some(module), Some(out)) = (words.next(), words.next()) else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR");
        return ExitCode::FAILURE;
    };
    let made = Bindgen::new()
        .input_path(&module)
        .no_modules(true)
        .and_then(|b| b.typescript(false).omit_default_module_path(true).generate(&out));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

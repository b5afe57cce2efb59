//! Leaves out what a panic says. The module has nobody to say it to: it aborts, and the page reports a trap.
//!
//! The standard library's functions that only ever panic become traps, so that wasm-opt drops their arguments at every call
//! and all that formats messages; the places in the source that they would name become zeros.

use anyhow::{Result, ensure};
use walrus::{ConstExpr, DataKind, FunctionBuilder, FunctionKind, Module, ValType, ir::Value};

/// Fewer of them mean that the standard library has new names.
const LEAST: usize = 12;

/// Makes panics silent.
pub fn quieten(module: &mut Module) -> Result<()> {
    let panics: Vec<_> =
        module.funcs.iter().filter(|f| f.name.as_deref().is_some_and(only_panics)).map(|f| f.id()).collect();
    ensure!(
        panics.len() >= LEAST,
        "only {} functions that panic are known by name: see tools/bindgen/src/quiet.rs",
        panics.len()
    );
    for id in panics {
        let ty = module.types.get(module.funcs.get(id).ty());
        let (params, results): (Vec<ValType>, Vec<ValType>) = (ty.params().to_vec(), ty.results().to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
        body.func_body().unreachable();
        let args = params.iter().map(|&ty| module.locals.add(ty)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(args));
    }
    let zeroed = forget_places(module);
    ensure!(zeroed > 100, "only {zeroed} places of panics were found: see tools/bindgen/src/quiet.rs");
    Ok(())
}

/// Whether a function, by its name, is one of the standard library that does nothing but panic.
fn only_panics(name: &str) -> bool {
    let std = ["core", "alloc", "std"]
        .iter()
        .any(|part| name.strip_prefix(part).is_some_and(|rest| rest.starts_with([':', '['])));
    let path = name.split("::<").next().unwrap_or(name);
    let last = path.split("::").filter(|part| !is_hash(part)).last().unwrap_or(path);
    std && (path.contains("::panicking::panic")
        || last.starts_with("panic_")
        || ["_fail", "_failed", "_failed_inner", "_fail_rt", "handle_error", "handle_alloc_error", "capacity_overflow"]
            .iter()
            .any(|end| last.ends_with(end)))
}

fn is_hash(part: &str) -> bool {
    part.len() == 17 && part.starts_with('h') && part[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

/// Zeros every `core::panic::Location`: the address and length of the name of a file of Rust, a line and a column.
fn forget_places(module: &mut Module) -> usize {
    let mut zeroed = 0;
    let starts: Vec<_> = module.data.iter().map(|d| (d.id(), start(&d.kind))).collect();
    let segments: Vec<(u32, Vec<u8>)> =
        module.data.iter().filter_map(|d| Some((start(&d.kind)?, d.value.clone()))).collect();
    let text = |at: u32, length: u32| {
        segments.iter().find_map(|(start, bytes)| {
            let from = at.checked_sub(*start)? as usize;
            bytes.get(from..from.checked_add(length as usize)?)
        })
    };
    for (id, start) in starts {
        if start.is_none() {
            continue;
        }
        let bytes = &mut module.data.get_mut(id).value;
        let mut at = 0;
        while at + 16 <= bytes.len() {
            let number = |i: usize| u32::from_le_bytes(bytes[at + i..at + i + 4].try_into().expect("four bytes"));
            let (name, length, line, column) = (number(0), number(4), number(8), number(12));
            let plausible = (4..300).contains(&length) && (1..100_000).contains(&line) && (1..1000).contains(&column);
            if plausible && text(name, length).is_some_and(is_source) {
                bytes[at..at + 16].fill(0);
                zeroed += 1;
                at += 16;
            } else {
                at += 4;
            }
        }
    }
    zeroed
}

fn is_source(name: &[u8]) -> bool {
    name.ends_with(b".rs") && name.iter().all(|b| b.is_ascii_graphic())
}

fn start(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => Some(*at as u32),
        _ => None,
    }
}

import type { CoreOptions } from "../options.js";

/** The made JavaScript beside the wasm module: each call gives bindings of their own, which share nothing. */
export function glue(): Bindings;

interface Bindings {
  (options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  Engine: new (lexicon: Uint8Array, model: Uint8Array) => Engine;
  version(): string;
}

/** `Engine` of src/wasm.rs. */
export interface Engine {
  begin(text: string, options: CoreOptions): void;
  step(): boolean;
  early(): string | undefined;
  written(): string[];
  stop(): void;
  compare(a: string, b: string, options: CoreOptions): string;
  words(text: string, options: CoreOptions): Uint32Array;
  command(words: string[], machine: Machine): number;
}

/** `Machine` of src/wasm.rs: what the command line needs. */
export interface Machine {
  read(path: string): Uint8Array;
  folder(path: string): string[] | undefined;
  line(): string | undefined;
  write(text: string): void;
  complain(text: string): void;
  colours(): boolean;
}

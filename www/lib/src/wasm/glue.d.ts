/** The made JavaScript beside the wasm module: each call gives bindings of their own, which share nothing. */
export function glue(): Bindings;

interface Bindings {
  (options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  Engine: new (lexicon: Uint8Array, model: Uint8Array) => Engine;
  version(): string;
}

interface Engine {
  analyze(text: string, options: string): string;
  compare(a: string, b: string, options: string): string;
}

import { ShijuError, toShijuError } from "./errors.js";
import type { CoreOptions } from "./options.js";
import { glue, type Engine as Module } from "./wasm/glue.js";

/** Where something comes from: an address, or the thing itself. */
export type Source = string | URL | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** What an engine is made of. */
export interface Sources {
  wasm: Source | WebAssembly.Module;
  lexicon: Source;
  model: Source;
}

/** One thing asked of an engine; plain, so that it can be posted to a worker. */
export type Request =
  | { op: "analyze"; text: string; options: CoreOptions }
  | { op: "compare"; a: string; b: string; options: CoreOptions };

/** How much text is asked about, in UTF-16 code units. */
export const lengthOf = (request: Request): number =>
  request.op === "analyze" ? request.text.length : request.a.length + request.b.length;

/** Fetches the bytes at an address; browsers and Node do it in their own ways. */
export type Read = (url: string) => Promise<Response>;

/** A loaded wasm instance. It shares nothing with any other. */
export interface Engine {
  readonly version: string;
  answer(request: Request): string;
}

/** Loads an engine. */
export async function loadEngine(sources: Sources, read: Read): Promise<Engine> {
  const { version, module } = await loadModule(sources, read);
  return {
    version,
    answer: (request) =>
      request.op === "analyze"
        ? module.analyze(request.text, request.options)
        : module.compare(request.a, request.b, request.options),
  };
}

/** Loads the module and its data, all at once. */
export async function loadModule(sources: Sources, read: Read): Promise<{ version: string; module: Module }> {
  if (typeof WebAssembly === "undefined") {
    const message = "This environment has no WebAssembly. Use a newer browser, or one where it is not switched off.";
    throw new ShijuError("wasm-unavailable", message);
  }
  const [compiledModule, lexicon, model] = await Promise.all([
    compiled(sources.wasm, read),
    bytes(sources.lexicon, read),
    bytes(sources.model, read),
  ]);
  const bindings = glue();
  try {
    await bindings({ module_or_path: compiledModule });
    return { version: bindings.version(), module: new bindings.Engine(lexicon, model) };
  } catch (thrown) {
    throw toShijuError(thrown);
  }
}

async function fetched(source: string | URL, read: Read): Promise<Response> {
  const url = String(source);
  const hint = `Serve the file there, or pass its address or bytes to createAnalyzer.`;
  let response: Response;
  try {
    response = await read(url);
  } catch (cause) {
    const message = `Could not load ${url}: no answer, or the CSP's connect-src or another origin's CORS forbids it. ${hint}`;
    throw new ShijuError("asset-unavailable", message, { cause });
  }
  if (!response.ok) throw new ShijuError("asset-unavailable", `Loading ${url} gave ${response.status}. ${hint}`);
  return response;
}

/** Bytes that were given are the caller's own and are not handed on. */
async function bytes(source: Source, read: Read): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  return new Uint8Array(await (await fetched(source, read)).arrayBuffer());
}

async function compiled(source: Sources["wasm"], read: Read): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const inMemory = source instanceof ArrayBuffer || source instanceof Uint8Array;
  try {
    if (inMemory) return await WebAssembly.compile(source);
    const response = await fetched(source, read);
    const streams = response.headers.get("content-type")?.startsWith("application/wasm");
    if (streams && WebAssembly.compileStreaming) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof ShijuError) throw cause;
    const message =
      "The WebAssembly module could not be compiled. Check that the page's CSP allows 'wasm-unsafe-eval', that the file is whole, " +
      "and that the browser is not older than 2022.";
    throw new ShijuError("wasm-unavailable", message, { cause });
  }
}

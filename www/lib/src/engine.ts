import { ShijuError, toShijuError } from "./errors.js";
import { glue } from "./wasm/glue.js";

/** Where something comes from: an address, or the thing itself. */
export type Source = string | URL | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** What an engine is made of. */
export interface Sources {
  wasm: Source | WebAssembly.Module;
  lexicon: Source;
  model: Source;
}

/** One thing asked of an engine; plain, so that it can be posted to a worker. */
export type Request = { op: "analyze"; text: string; options: string } | { op: "compare"; a: string; b: string; options: string };

/** Fetches the bytes at an address; browsers and Node do it in their own ways. */
export type Read = (url: string) => Promise<Response>;

/** A loaded wasm instance. It shares nothing with any other. */
export interface Engine {
  readonly version: string;
  answer(request: Request): string;
}

/** Loads the module and its data, all at once. */
export async function loadEngine(sources: Sources, read: Read): Promise<Engine> {
  const [module, lexicon, model] = await Promise.all([
    compiled(sources.wasm, read),
    bytes(sources.lexicon, read),
    bytes(sources.model, read),
  ]);
  const bindings = glue();
  try {
    await bindings({ module_or_path: module });
    const engine = new bindings.Engine(lexicon, model);
    return {
      version: bindings.version(),
      answer: (request) =>
        request.op === "analyze"
          ? engine.analyze(request.text, request.options)
          : engine.compare(request.a, request.b, request.options),
    };
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
    throw new ShijuError("asset-unavailable", `Could not load ${url}. ${hint}`, { cause });
  }
  if (!response.ok) throw new ShijuError("asset-unavailable", `Loading ${url} gave ${response.status}. ${hint}`);
  return response;
}

async function bytes(source: Source, read: Read): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  return new Uint8Array(await (await fetched(source, read)).arrayBuffer());
}

async function compiled(source: Sources["wasm"], read: Read): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === "undefined") {
    throw new ShijuError("wasm-unavailable", "This environment has no WebAssembly, which shiju needs.");
  }
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
      "The WebAssembly module could not be compiled. Check that the page's CSP allows 'wasm-unsafe-eval' and that the file is whole.";
    throw new ShijuError("wasm-unavailable", message, { cause });
  }
}

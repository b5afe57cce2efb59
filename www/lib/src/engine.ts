import type { Analysis } from "./analysis.js";
import type { Word } from "./analyzer.js";
import { GONE, ShijuError, toShijuError } from "./errors.js";
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
  | { op: "analyze"; text: string; options: CoreOptions; early?: boolean }
  | { op: "compare"; a: string; b: string; options: CoreOptions }
  | { op: "words"; text: string; options: CoreOptions };

/** How much text is asked about, in UTF-16 code units. */
export const lengthOf = (request: Request): number =>
  request.op === "compare" ? request.a.length + request.b.length : request.text.length;

/** Fetches the bytes at an address; browsers and Node do it in their own ways. */
export type Read = (url: string) => Promise<Response>;

/** What the one who asks does while the engine works. */
export interface Asker {
  /** Whether the answer is no longer wanted. */
  isGone(): boolean;
  /** Hears of the parts that are read, as JSON, where the request says so. */
  tell(early: string): void;
}

/** A loaded wasm instance. It shares nothing with any other, and answers one request at a time. */
export interface Engine {
  readonly version: string;
  answer(request: Request, asker: Asker): Promise<string>;
}

/** Milliseconds of work between two looks at what else has come. */
const SLICE = 8;

/** Loads an engine. */
export async function loadEngine(sources: Sources, read: Read): Promise<Engine> {
  const { version, module } = await loadModule(sources, read);
  let last: { text: string; options: string; json: string } | undefined;
  return {
    version,
    answer: async (request, asker) => {
      if (request.op === "compare") return module.compare(request.a, request.b, request.options);
      if (request.op === "words") return JSON.stringify(wordsOf(request.text, module.words(request.text, request.options)));
      const [text, options] = [request.text, JSON.stringify(request.options)];
      // Pages ask for the same again.
      if (last?.text === text && last.options === options) return last.json;
      last = undefined;
      const json = await analysed(module, request, asker);
      if (json.length < LONGEST_KEPT) last = { text, options, json };
      return json;
    },
  };
}

/** The words of a text from the numbers that the module gives: of each its length, how many are within it, and where these lie. */
function wordsOf(text: string, numbers: Uint32Array): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (let i = 0; i < numbers.length; ) {
    const word = text.slice(from, from + (numbers[i] as number));
    from += word.length;
    const end = i + 2 + 2 * (numbers[i + 1] as number);
    const within: string[] = [];
    for (i += 2; i < end; i += 2) {
      const [at, length] = [numbers[i] as number, numbers[i + 1] as number];
      within.push(word.slice(at, at + length));
    }
    words.push(within.length ? { text: word, within } : { text: word });
  }
  return words;
}

/** Longer answers are not kept. */
const LONGEST_KEPT = 500_000;

/** The lists of an analysis as the module writes them, after what stands before them. */
const LISTS = [
  "mentions",
  "entities",
  "figures",
  "projects",
  "batches",
  "indicators",
  "commitments",
  "problems",
  "incentives",
  "mechanisms",
  "findings",
  "checked",
] as const satisfies readonly (keyof Analysis)[];

/** Works by slices, so that what has come meanwhile is heard in between: that the answer is no longer wanted, or a key. */
async function analysed(module: Module, { text, options, early }: Request & { op: "analyze" }, asker: Asker): Promise<string> {
  const pieces: string[][] = [[], ...LISTS.map(() => [])];
  // The module holds no more of a long answer than it writes in a slice.
  const take = () => {
    for (const [i, piece] of module.written().entries()) if (piece) pieces[i]?.push(piece);
  };
  module.begin(text, options);
  let began = performance.now();
  while (module.step()) {
    if (performance.now() - began < SLICE) continue;
    take();
    const told = early ? module.early() : undefined;
    if (told !== undefined) asker.tell(told);
    await breath();
    if (asker.isGone()) {
      module.stop();
      throw new ShijuError("disposed", GONE);
    }
    began = performance.now();
  }
  take();
  module.stop();
  const [head, ...lists] = pieces;
  const rows = lists.map((list, i) => (LISTS[i] === "checked" && !list.length ? "" : `,"${LISTS[i]}":[${list.join(",")}]`));
  return `${head?.join("")}${rows.join("")}}`;
}

/** Lets what waits go first. Timers would wait longer than that. */
function breath(): Promise<void> {
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
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

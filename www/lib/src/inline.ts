/** shiju in one file: module, lexicon and model inside, nothing is fetched. For uses where files beside the code are a burden. */
import { type Analyzer, type AnalyzerOptions, creator } from "./analyzer.js";
import { ShijuError } from "./errors.js";
import * as packed from "./wasm/packed.js";

export * from "./public.js";

/** Unpacked at the first call, once. */
let sources:
  | Promise<{ wasm: Uint8Array<ArrayBuffer>; lexicon: Uint8Array<ArrayBuffer>; model: Uint8Array<ArrayBuffer> }>
  | undefined;

/** Makes an analyzer, in the calling thread unless `worker` makes one: a worker is a file, too. */
export async function createAnalyzer(options: AnalyzerOptions = {}): Promise<Analyzer> {
  sources ??= unpackAll();
  const create = creator({ sources: await sources, read: (url) => fetch(url) });
  return create(options);
}

async function unpackAll() {
  const [wasm, lexicon, model] = await Promise.all([packed.wasm, packed.lexicon, packed.model].map(unpack));
  return { wasm, lexicon, model } as Awaited<NonNullable<typeof sources>>;
}

async function unpack(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof DecompressionStream === "undefined") {
    const message =
      "shiju/inline needs DecompressionStream, which this environment lacks. Import shiju instead, or ask for a newer one.";
    throw new ShijuError("unsupported", message);
  }
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

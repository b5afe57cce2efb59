/** shiju for Node: the same module, in the calling thread. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { creator } from "./analyzer.js";

export * from "./public.js";

/** Makes an analyzer: `const shiju = await createAnalyzer()`. */
export const createAnalyzer = /* @__PURE__ */ creator({
  sources: {
    wasm: new URL("./wasm/shiju.wasm", import.meta.url),
    lexicon: new URL("./wasm/lexicon.bin", import.meta.url),
    model: new URL("./wasm/model.bin", import.meta.url),
  },
  read: async (url) => (url.startsWith("file:") ? new Response(await readFile(fileURLToPath(url))) : fetch(url)),
});

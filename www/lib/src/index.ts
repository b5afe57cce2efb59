/** shiju for browsers and bundlers. */
import { creator } from "./analyzer.js";

export * from "./public.js";

/** Makes an analyzer: `const shiju = await createAnalyzer()`. */
export const createAnalyzer = /* @__PURE__ */ creator({
  sources: {
    wasm: new URL("./wasm/shiju.wasm", import.meta.url),
    lexicon: new URL("./wasm/lexicon.bin", import.meta.url),
    model: new URL("./wasm/model.bin", import.meta.url),
  },
  read: (url) => fetch(url),
  // Bundlers look for exactly this expression.
  ...(typeof Worker === "undefined"
    ? {}
    : { spawn: () => new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "shiju" }) }),
});

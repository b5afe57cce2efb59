/** The worker: loads an engine, then answers one request at a time. Every message is answered. */
import { type Engine, loadEngine } from "./engine.js";
import { toShijuError } from "./errors.js";
import type { FromWorker, ToWorker } from "./host.js";

let engine: Engine | undefined;

async function answer(message: ToWorker): Promise<FromWorker> {
  try {
    if ("load" in message) {
      engine = await loadEngine(message.load, (url) => fetch(url));
      return { ready: engine.version };
    }
    if (!engine) return { error: { code: "internal", message: "The worker was asked before it was loaded." } };
    return { answer: engine.answer(message.ask) };
  } catch (thrown) {
    const { code, message } = toShijuError(thrown);
    return { error: { code, message } };
  }
}

self.addEventListener("message", async (event: MessageEvent<ToWorker>) => {
  self.postMessage(await answer(event.data));
});

// An answer that could not be posted must be heard of, or the call would wait for ever.
self.addEventListener("unhandledrejection", (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

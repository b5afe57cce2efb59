/** The worker: loads an engine, then answers one request at a time. Every message is answered, but for the one that calls a request off. */
import { watchRequests } from "./asked.js";
import { type Asker, type Engine, loadEngine } from "./engine.js";
import { toShijuError } from "./errors.js";
import type { FromWorker, ToWorker } from "./host.js";

let engine: Engine | undefined;
let gone = false;

const asker: Asker = {
  isGone: () => gone,
  tell: (early) => self.postMessage({ early } satisfies FromWorker),
};

async function answer(message: Exclude<ToWorker, { stop: true }>): Promise<FromWorker> {
  try {
    if ("load" in message) {
      if (message.watch) watchRequests((seen) => self.postMessage({ seen } satisfies FromWorker));
      engine = await loadEngine(message.load, (url) => fetch(url));
      return { ready: engine.version };
    }
    if (!engine) return { error: { code: "internal", message: "The worker was asked before it was loaded." } };
    gone = false;
    return { answer: await engine.answer(message.ask, asker) };
  } catch (thrown) {
    const { code, message } = toShijuError(thrown);
    return { error: { code, message } };
  }
}

self.addEventListener("message", async (event: MessageEvent<ToWorker>) => {
  if ("stop" in event.data) gone = true;
  else self.postMessage(await answer(event.data));
});

// An answer that could not be posted must be heard of, or the call would wait for ever.
self.addEventListener("unhandledrejection", (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

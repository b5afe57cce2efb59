import { firstRead } from "./loop.js";
import { store } from "./store.js";

/** What was read is shown by then. */
const SHOWN_MS = 500;

let next: ServiceWorker | null = null;

/** Keeps the page for visits without a network, and tells when a new build is ready. */
export async function keepOffline(): Promise<void> {
  // At once: asked for later, its file would be a request after the text was pasted.
  try {
    const registration = await navigator.serviceWorker.register("./sw.js");
    const look = () => {
      const { waiting, installing } = registration;
      if (waiting && navigator.serviceWorker.controller) announce(waiting);
      installing?.addEventListener("statechange", look, { once: true });
      // Its many files wait until the page has what it needs, and has shown it.
      void firstRead.then(() => setTimeout(() => installing?.postMessage("keep"), SHOWN_MS));
    };
    registration.addEventListener("updatefound", look);
    look();
  } catch {
    // Where that is not allowed (file:, private windows), nothing is lost but that.
  }
}

function announce(worker: ServiceWorker): void {
  next = worker;
  store.set({ update: true });
}

/** Lets the new build take over, and loads it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  next?.postMessage("take over");
}

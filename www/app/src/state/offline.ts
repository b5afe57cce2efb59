import { type State, store } from "./store.js";

let next: ServiceWorker | null = null;

/** Waits until what the page opened with is read: keeping its files, ten times as much as it needs for that, must not delay it. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ version, fresh, text, failure }: State) => {
      if (!failure && (!version || (text && !fresh))) return;
      stop();
      setTimeout(resolve, AFTER_MS);
    };
    const stop = store.subscribe(look);
    look(store.state);
  });
}

/** Milliseconds for what follows an analysis: its marks, its tables, the next one. */
const AFTER_MS = 500;

/** Keeps the page for visits without a network, and tells when a new build is ready. */
export async function keepOffline(): Promise<void> {
  await settled();
  try {
    const registration = await navigator.serviceWorker.register("./sw.js");
    const look = () => {
      const { waiting, installing } = registration;
      if (waiting && navigator.serviceWorker.controller) announce(waiting);
      installing?.addEventListener("statechange", look, { once: true });
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

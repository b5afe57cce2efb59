import { type Answer, type Ask, type Calls, LibraryError } from "./api.js";

/** The library as the page asks it: every call a promise. */
export type Library = { [K in keyof Calls]: (...args: Parameters<Calls[K]>) => Promise<ReturnType<Calls[K]>> };

interface Waiting {
  ask: Ask;
  resolve(value: unknown): void;
  reject(reason: LibraryError): void;
}

const waiting = new Map<string, Waiting>();
/** Tells this tab's questions from those of others. */
const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
let number = 0;
let worker: Worker | undefined;

function spawned(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "shiju-library" });
  worker.onmessage = ({ data }: MessageEvent<Answer>) => settle(data);
  worker.onerror = (event) => {
    event.preventDefault();
    worker?.terminate();
    worker = undefined;
    for (const id of [...waiting.keys()]) {
      settle({ id, error: { code: "failed", message: event.message || "The library's worker could not be started." } });
    }
  };
  return worker;
}

function settle(answer: Answer): void {
  const call = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ("error" in answer) call?.reject(new LibraryError(answer.error.code, answer.error.message));
  else call?.resolve(answer.value);
}

function asked(call: keyof Calls, args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    number += 1;
    const ask: Ask = { id: `${tab}.${number}`, call, args };
    waiting.set(ask.id, { ask, resolve, reject });
    spawned().postMessage(ask);
  });
}

/** The library; its worker starts with the first call. */
export const library = new Proxy({} as Library, {
  get:
    (_, call: keyof Calls) =>
    (...args: unknown[]) =>
      asked(call, args),
});

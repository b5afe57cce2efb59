import type { RequestSeen } from "shiju";
import { spawnLibrary } from "#spawn";
import { toldOf } from "../state/requests.js";
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
let worker: Promise<Worker> | undefined;

let held = (): void => {};

/** Calls back when this tab holds the library from now on; another may have answered until then. */
export function onHeld(call: () => void): void {
  held = call;
}

function spawned(): Promise<Worker> {
  worker ??= spawnLibrary().then((made) => {
    made.onmessage = ({ data }: MessageEvent<Answer | { seen: RequestSeen[] } | { holds: true }>) => {
      if ("seen" in data) toldOf(data.seen);
      else if ("holds" in data) held();
      else settle(data);
    };
    made.onerror = (event) => {
      event.preventDefault();
      made.terminate();
      giveUp(event.message || "The library's worker could not be started.");
    };
    return made;
  });
  return worker;
}

/**
 * A page that the browser puts away, to show it again when the reader goes back, would keep the lock from every other (Safari):
 * its worker ends, and what is not answered is asked anew when the page is back.
 */
addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) return;
  void worker?.then((made) => made.postMessage({ end: true }));
  worker = undefined;
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || waiting.size === 0) return;
  void spawned().then((made) => {
    for (const { ask } of waiting.values()) made.postMessage(ask);
  });
});

/** Answers all that waits; the next question starts a worker anew. */
function giveUp(message: string): void {
  worker = undefined;
  for (const id of [...waiting.keys()]) settle({ id, error: { code: "failed", message } });
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
    spawned().then(
      (made) => made.postMessage(ask),
      (thrown) => giveUp(String(thrown)),
    );
  });
}

/** The library; its worker starts with the first call. */
export const library = new Proxy({} as Library, {
  get:
    (_, call: keyof Calls) =>
    (...args: unknown[]) =>
      asked(call, args),
});

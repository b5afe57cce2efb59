import { load } from "../state/actions.js";
import { store } from "../state/store.js";
import { OpenError, type OpenErrorCode } from "./errors.js";
import type { Reading, Step } from "./job.js";
import { readFile } from "./read.js";

/** A file on its way to the sheet. */
export interface Opening {
  name: string;
  state: "waiting" | "reading" | "read" | "failed" | "cancelled";
  step: Step;
  /** From 0 to 1. */
  done: number;
  error?: OpenErrorCode;
  reading?: Reading;
}

let controller: AbortController | undefined;

/** Reads files one after the other and shows what could be read, each as articles of its own. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (!files.length) return;
  controller?.abort();
  const mine = new AbortController();
  controller = mine;
  let list: Opening[] = files.map(({ name }) => ({ name, state: "waiting", step: "reading", done: 0 }));
  const update = (i: number, patch: Partial<Opening>): void => {
    list = list.map((one, at) => (at === i ? { ...one, ...patch } : one));
    if (controller === mine) store.set({ opening: list });
  };
  for (const [i, file] of files.entries()) {
    if (mine.signal.aborted) {
      update(i, { state: "cancelled" });
      continue;
    }
    update(i, { state: "reading" });
    try {
      const progress = (done: number, step: Step) => update(i, { done, step });
      update(i, { state: "read", done: 1, reading: await readFile(file, { signal: mine.signal, progress }) });
    } catch (thrown) {
      if (mine.signal.aborted) update(i, { state: "cancelled" });
      else update(i, { state: "failed", error: thrown instanceof OpenError ? thrown.code : "broken" });
    }
  }
  if (controller !== mine) return;
  controller = undefined;
  show(list);
}

/** What was read so far is shown; the rest is left. */
export function cancelOpening(): void {
  controller?.abort();
}

/** Puts the report of the last opening away. */
export function closeOpening(): void {
  store.set({ opening: [] });
}

/** Shows all of a web page of which only the main text was taken. */
export function showWhole(opening: Opening): void {
  const list = store.state.opening.map((one): Opening => {
    if (one !== opening || !one.reading?.whole) return one;
    const { whole, ...reading } = one.reading;
    return { ...one, reading: { ...reading, text: whole } };
  });
  show(list);
}

/** Whether there is something to say of a file that was read. */
export const isTold = ({ state, reading }: Opening): boolean =>
  state !== "read" || Boolean(reading?.ocr || reading?.whole || reading?.unread?.length);

function show(list: Opening[]): void {
  const readings = list.flatMap(({ reading }) => reading ?? []);
  if (readings.length) {
    const starts: number[] = [];
    let text = "";
    for (const reading of readings) {
      if (text) text += "\n\n";
      starts.push(text.length);
      text += plain(reading.text);
    }
    // Every file begins an article of its own.
    const page = starts.slice(1).map((at) => ({ at, choose: "article" as const }));
    load(text, { ocr: readings.some(({ ocr }) => ocr), page });
  }
  store.set({ opening: list.some(isTold) ? list : [] });
}

/** Line ends and edges as the sheet has them, so that places in the text are places on the sheet. */
const plain = (text: string): string =>
  text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "")
    .trim();

import { overlay, run } from "./loop.js";
import type { Standing } from "./steps.js";
import { remember, store } from "./store.js";

/** The text's own steps, which the editor takes back and makes again. */
interface Edits {
  undo(): void;
  redo(): void;
}

let edits: Edits | undefined;

export function offerEdits(offered: Edits): void {
  edits = offered;
}

/** Takes the last step back, whatever it was: edits, decisions about the page and corrections are one history. */
export function undo(): void {
  const { past, future } = store.state;
  const step = past.at(-1);
  if (!step) return;
  store.set({ past: past.slice(0, -1), future: [...future, step] });
  if (step.text) edits?.undo();
  decide(step.before);
}

/** Makes the step again that was taken back last. */
export function redo(): void {
  const { past, future } = store.state;
  const step = future.at(-1);
  if (!step) return;
  store.set({ past: [...past, step], future: future.slice(0, -1) });
  if (step.text) edits?.redo();
  decide(step.after);
}

/** Goes back, or on, where a key says so. */
export function undoByKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}

function decide(wanted: Standing): void {
  const { names, layer, page, ocr, published } = store.state;
  store.set({ ...wanted, pinned: null, selected: null });
  if (wanted.names !== names) remember("shiju.names", JSON.stringify(wanted.names));
  if (wanted.layer !== layer) overlay();
  if (wanted.names !== names || wanted.page !== page || wanted.ocr !== ocr || wanted.published !== published) void run();
}

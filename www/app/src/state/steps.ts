import { type Corrected, type PageDecisions, store } from "./store.js";

/** All that the reader decides, the text itself aside. */
export interface Decided extends Corrected {
  page: PageDecisions;
}

/** The same, whether the text was read from a picture, and the day it was published. */
export interface Standing extends Decided {
  ocr: boolean;
  published: string;
}

/** One step of the reader's: an edit of the text, another text, a decision about the page, a correction. */
export interface Step {
  /** Whether the text was edited; the editor knows how. */
  text: boolean;
  before: Standing;
  after: Standing;
}

/** What is decided as things stand. */
export function decided(): Standing {
  const { names, dismissed, layer, page, ocr, published } = store.state;
  return { names, dismissed, layer, page, ocr, published };
}

/** Notes a step that has just been made; what was taken back before cannot be made again. */
export function note(text: boolean, before: Standing): void {
  store.set({ past: [...store.state.past, { text, before, after: decided() }], future: [] });
}

/** Whether an edit can be one step with the edit before it. */
export const isTyping = (): boolean => store.state.past.at(-1)?.text === true && store.state.future.length === 0;

/** What was done became part of the last step. */
export function noteMore(): void {
  const last = store.state.past.at(-1);
  if (last) store.set({ past: store.state.past.with(-1, { ...last, after: decided() }) });
}

import type { Analysis } from "shiju";
import { putAside } from "./corrections.js";
import type { About } from "./loop.js";
import { findingKey, placed, spanOf } from "./marks.js";
import { type MarkRef, type Panel, store } from "./store.js";

/** What the sheet lends to the other parts: the text, and a way to a place in it. */
export interface Sheet {
  reveal(start: number, end: number): void;
  replace(start: number, end: number, insert: string): void;
  load(text: string, about?: About): void;
  focus(): void;
}

let sheet: Sheet | undefined;
let awaited: [text: string, about?: About] | undefined;

export function offerSheet(offered: Sheet): void {
  sheet = offered;
  if (awaited) sheet.load(...awaited);
}

/** Goes to a mark in the text and opens its card. */
export function jumpTo(mark: MarkRef): void {
  const at = placeOfMark(mark);
  if (!at) return;
  store.set({ pinned: mark, active: null, drawerOpen: false });
  sheet?.reveal(at.start, at.end);
}

/** Where a mark stands now. */
function placeOfMark({ family, index }: MarkRef): { start: number; end: number } | null {
  const { marks, moved } = store.state;
  const mark = marks.find((m) => m.family === family && m.index === index);
  return mark ? placed(mark, moved) : null;
}

/** Goes to a stretch of the text that is no mark of its own. */
export function jumpToSpan(span: { start: number; end: number }): void {
  const { marks } = store.state;
  const same = marks.find((m) => m.start === span.start && m.end === span.end && m.family !== "finding");
  if (same) {
    jumpTo(same);
    return;
  }
  store.set({ pinned: null, drawerOpen: false });
  const place = placed(span, store.state.moved);
  if (place) sheet?.reveal(place.start, place.end);
}

/** Goes to a place of a text that has just been loaded, once its marks are there. */
export function revealWhenReady(start: number): void {
  const leave = store.subscribe(({ fresh, marks }) => {
    if (!fresh) return;
    leave();
    const mark = marks.find((m) => m.start >= start);
    if (mark) jumpTo(mark);
  });
}

/** Lights a mark up while the reader points at its row. */
export function point(mark: MarkRef | null): void {
  store.set({ active: mark });
}

/** Goes to the next mark (or the one before) of those shown. */
export function step(by: 1 | -1): void {
  const { marks, hidden, dismissed, pinned } = store.state;
  const shown = marks.filter((m) => !hidden.has(m.kind) && !dismissed.has(m.key));
  if (!shown.length) return;
  const now = shown.findIndex((m) => m.family === pinned?.family && m.index === pinned.index);
  const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : (now + by + shown.length) % shown.length;
  jumpTo(shown[next] as MarkRef);
}

/** Opens a panel, and says so in the address. */
export function openPanel(panel: Panel): void {
  store.set({ panel, drawerOpen: true, room: "text" });
  history.replaceState(null, "", `#${panel}`);
}

/** Takes over what a finding suggests. */
export function accept(index: number): void {
  const suggestion = store.state.analysis?.findings[index]?.suggestion;
  const place = placeOfMark({ family: "finding", index });
  if (suggestion !== undefined && place) sheet?.replace(place.start, place.end, suggestion);
}

/** Puts a finding aside until the text is another. */
export function dismiss(index: number): void {
  const finding = store.state.analysis?.findings[index];
  if (finding) putAside(findingKey(finding));
}

/** Shows another text. */
export function load(text: string, about?: About): void {
  if (sheet) sheet.load(text, about);
  else awaited = about ? [text, about] : [text];
}

export const focusSheet = (): void => sheet?.focus();

interface Numbered {
  index: number;
  number: number;
}
let shown: { analysis: Analysis | null; dismissed: ReadonlySet<string>; list: Numbered[] } | undefined;

/** The findings that are not dismissed, with the numbers they have in text and margin. */
export function findingsShown(): readonly Numbered[] {
  const { analysis, dismissed } = store.state;
  if (shown?.analysis === analysis && shown.dismissed === dismissed) return shown.list;
  const all = (analysis?.findings ?? []).map((finding, index) => ({ index, key: findingKey(finding) }));
  const list = all.filter(({ key }) => !dismissed.has(key)).map(({ index }, i) => ({ index, number: i + 1 }));
  shown = { analysis, dismissed, list };
  return list;
}

/** The words of a mark as they stand in the text now. */
export function wordsOf(mark: MarkRef): string {
  const { analysis } = store.state;
  return (analysis && spanOf(analysis, mark.family, mark.index)?.text) ?? "";
}

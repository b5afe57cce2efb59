import type { Analysis } from "shiju";
import { panelOf, say } from "./address.js";
import { putAside } from "./corrections.js";
import type { About } from "./loop.js";
import { findingKey, type Mark, placed } from "./marks.js";
import { type MarkRef, type Panel, type State, store } from "./store.js";

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
  awaited = undefined;
}

/** Goes to a mark or project in the text and opens its card. */
export function jumpTo({ family, index, span }: MarkRef): void {
  const at = placeOf({ family, index, ...(span ? { span } : {}) });
  if (!at) return;
  const own = family === "project" ? spanOfProject(index) : span;
  store.set({ pinned: { family, index, ...(own ? { span: own } : {}) }, active: null, selected: null, drawerOpen: false });
  sheet?.reveal(at.start, at.end);
  if (family !== "words") say(panelOf[family], family === "project" ? index + 1 : at.start);
}

/** The words by which a project is found. */
function spanOfProject(index: number): Place | undefined {
  const project = store.state.analysis?.projects[index];
  return project && (project.cells.name ?? project.cells.company ?? project.evidence[0]);
}

interface Place {
  start: number;
  end: number;
}

/** Where something stands now. */
function placeOf({ family, index, span }: MarkRef): Place | null {
  const { marks, moved } = store.state;
  const at = span ?? (family === "project" ? spanOfProject(index) : marks.find((m) => m.family === family && m.index === index));
  return at ? placed(at, moved) : null;
}

/** Goes from a mark to where it is listed. */
export function showInList(mark: Mark): void {
  store.set({ pinned: { family: mark.family, index: mark.index }, active: null });
  openPanel(panelOf[mark.family]);
}

/** Goes to a stretch of the text that is no mark of its own. */
export function jumpToSpan(span: Place): void {
  const { marks } = store.state;
  const same = marks.find((m) => m.start === span.start && m.end === span.end && m.family !== "finding");
  jumpTo(same ?? { family: "words", index: 0, span });
}

/** Goes to what an address names, once the text that is being loaded has its marks. */
export function jumpToAddress(panel: Panel, at: number): void {
  const families = Object.entries(panelOf).flatMap(([family, its]) => (its === panel ? family : []));
  whenFresh(({ marks, analysis }) => {
    if (panel === "projects") {
      if (analysis?.projects[at - 1]) jumpTo({ family: "project", index: at - 1 });
      return;
    }
    const own = marks.filter(({ family }) => families.includes(family));
    const mark = own.find(({ start }) => start === at) ?? own.find(({ start }) => start >= at);
    if (mark) jumpTo(mark);
  });
}

/** Goes to a place of a text that has just been loaded, once its marks are there. */
export function revealWhenReady(start: number): void {
  whenFresh(({ marks }) => {
    const mark = marks.find((m) => m.start >= start);
    if (mark) jumpTo(mark);
  });
}

/** Does something once the analysis of the text is there; where there is no text, never. */
function whenFresh(work: (state: State) => void): void {
  const { fresh, text } = store.state;
  if (!text && !awaited) return;
  if (fresh) {
    work(store.state);
    return;
  }
  const leave = store.subscribe((state) => {
    if (!state.fresh || !state.text) return;
    leave();
    work(state);
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
  jumpTo(shown[next] as Mark);
}

/** Opens a panel, and says so in the address. */
export function openPanel(panel: Panel): void {
  store.set({ panel, drawerOpen: true, room: "text" });
  say(panel);
}

/** Takes over what a finding suggests. */
export function accept(index: number): void {
  const suggestion = store.state.analysis?.findings[index]?.suggestion;
  const place = placeOf({ family: "finding", index });
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

/** A finding, with the number that it has in text and margin. */
export interface Numbered {
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

import type { EntityType, LexiconEntry } from "shiju";
import { anchorOf, type Correction } from "./layer.js";
import { overlay, read, run } from "./loop.js";
import { entityKey } from "./marks.js";
import { decided, note } from "./steps.js";
import { type Corrected, remember, store } from "./store.js";

/** Corrections: a layer over what the machine says. Each can be taken back. */
function correct(patch: Partial<Corrected>): void {
  const before = decided();
  store.set({ ...patch, pinned: null, selected: null });
  note(false, before);
  if (patch.layer) overlay();
  if (patch.names) keepNames();
}

/** Says that a mention is another one than those it was put together with. */
export function splitOff(mention: { start: number; end: number }): void {
  correct({ layer: [...store.state.layer, { kind: "split", at: anchorOf(store.state.text, mention) }] });
}

export type FigureEdit = Pick<Extract<Correction, { kind: "figure" }>, "written" | "metric" | "subject" | "period">;

/** Says what a figure is and means. A value is written as in any text (12亿元), and read by the machine itself. */
export async function refigure(figure: { start: number; end: number }, edit: FigureEdit): Promise<boolean> {
  const at = anchorOf(store.state.text, figure);
  const value = edit.written ? (await read(edit.written))?.figures[0] : undefined;
  if (edit.written && !value) return false;
  const others = store.state.layer.filter((c) => c.kind !== "figure" || c.at.text !== at.text || c.at.nth !== at.nth);
  const before = store.state.layer.find((c) => !others.includes(c)) ?? {};
  const reading = value ? { value: value.value, unit: value.unit } : {};
  correct({ layer: [...others, { ...before, ...edit, ...reading, kind: "figure", at }] });
  return true;
}

/** Takes one correction of this text away. */
export function drop(correction: Correction): void {
  correct({ layer: store.state.layer.filter((other) => other !== correction) });
}

function keepNames(): void {
  remember("shiju.names", JSON.stringify(store.state.names));
  void run();
}

/** Says what a name names; it holds for every text from now on. */
export function nameIt(text: string, type: EntityType, canonical?: string): void {
  const others = store.state.names.filter((name) => name.text !== text);
  correct({ names: [...others, { text, type, ...(canonical ? { canonical } : {}) }] });
}

/** Says that what goes by these names, the full one first, is of another type. */
export function retype(names: readonly string[], type: EntityType): void {
  const [canonical] = names;
  const others = store.state.names.filter(({ text }) => !names.includes(text));
  correct({
    names: [...others, ...names.map((text) => ({ text, type, ...(text === canonical ? {} : { canonical }) }) as LexiconEntry)],
  });
}

/** Says that a mention is no entity. */
export function notAnEntity(text: string, type: EntityType): void {
  const names = store.state.names.filter((name) => name.text !== text);
  putAside(entityKey(type, text), names.length < store.state.names.length ? names : undefined);
}

/** Puts marks aside by their key. */
export function putAside(key: string, names?: readonly LexiconEntry[]): void {
  correct({ dismissed: new Set([...store.state.dismissed, key]), ...(names ? { names } : {}) });
}

/** Findings of a kind are not looked for any more, in this text and the next. */
export function dismissKind(type: string): void {
  setRulesOff([...new Set([...store.state.rulesOff, type])]);
}

/** Looks for findings of every kind again. */
export const checkAllKinds = (): void => setRulesOff([]);

function setRulesOff(rulesOff: readonly string[]): void {
  store.set({ rulesOff });
  remember("shiju.rulesOff", JSON.stringify(rulesOff));
  void run();
}

/** Forgets one of the reader's names. */
export function forget(text: string): void {
  correct({ names: store.state.names.filter((name) => name.text !== text) });
}

/** Shows again what was put aside. */
export function restore(keys: (key: string) => boolean): void {
  correct({ dismissed: new Set([...store.state.dismissed].filter((key) => !keys(key))) });
}

import type { EntityType, LexiconEntry } from "shiju";
import { run } from "./loop.js";
import { entityKey } from "./marks.js";
import { remember, store } from "./store.js";

/** Corrections: a layer over what the machine says. Each can be taken back. */
function correct(patch: { names?: readonly LexiconEntry[]; dismissed?: ReadonlySet<string> }): void {
  const { names, dismissed, before } = store.state;
  store.set({ ...patch, before: [...before, { names, dismissed }], pinned: null, selected: null });
  if (patch.names) keepNames();
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

/** Says that a mention is no entity. */
export function notAnEntity(text: string, type: EntityType): void {
  const names = store.state.names.filter((name) => name.text !== text);
  putAside(entityKey(type, text), names.length < store.state.names.length ? names : undefined);
}

/** Puts marks aside by their key. */
export function putAside(key: string, names?: readonly LexiconEntry[]): void {
  correct({ dismissed: new Set([...store.state.dismissed, key]), ...(names ? { names } : {}) });
}

/** Forgets one of the reader's names. */
export function forget(text: string): void {
  correct({ names: store.state.names.filter((name) => name.text !== text) });
}

/** Shows again what was put aside. */
export function restore(keys: (key: string) => boolean): void {
  correct({ dismissed: new Set([...store.state.dismissed].filter((key) => !keys(key))) });
}

/** Takes the last correction back. */
export function takeBack(): void {
  const { before, names } = store.state;
  const last = before.at(-1);
  if (!last) return;
  store.set({ ...last, before: before.slice(0, -1), pinned: null });
  if (last.names !== names) keepNames();
}

import type { Analysis, EntityType, FigureKind, LexiconEntry, PageChoice, Severity, ShijuError } from "shiju";
import type { Opening } from "../open/queue.js";
import type { Correction } from "./layer.js";
import type { Edit, Family, Mark } from "./marks.js";
import type { Decided, Step } from "./steps.js";

/** What the drawer shows. */
export const panels = ["overview", "figures", "entities", "projects", "timeline", "findings", "page", "compare"] as const;
export type Panel = (typeof panels)[number];

/** What the margin shows. */
export type Margin = "findings" | "facts" | "none";

/** A kind of mark that the legend switches. */
export type Kind = EntityType | FigureKind | Severity;

/** What the reader is at: a mark, a project, or words that are neither. */
export interface MarkRef {
  family: Family | "project" | "words";
  index: number;
  /** Of what is no mark: its words. */
  span?: { start: number; end: number };
}

/** Whether two of them are about the same; words are only ever themselves. */
export const isSame = (a: MarkRef | null | undefined, b: MarkRef | null | undefined): boolean =>
  Boolean(a && b && a.family === b.family && a.index === b.index && a.family !== "words");

export type Theme = "auto" | "light" | "dark";
export type Lang = "zh" | "en";

/** All that the reader knows better. */
export interface Corrected {
  names: readonly LexiconEntry[];
  dismissed: ReadonlySet<string>;
  layer: readonly Correction[];
}

/** Decisions about the page, by places of the text as it stands. */
export interface PageDecisions {
  choices: readonly PageChoice[];
  /** A place in the one article that is analysed; null means all of them. */
  article: number | null;
}

/** Everything the page shows. */
export interface State {
  text: string;
  /** Of `text`, or of the text just before the last edit; as the reader has corrected it. */
  analysis: Analysis | null;
  /** The same as the machine has it. */
  raw: Analysis | null;
  /** The analysis as marks, in the order of their start; where each stands, only `moved` says. */
  marks: readonly Mark[];
  /** What has been edited since the marks were made, or since they were last made anew. */
  moved: Edit | null;
  /** Whether `analysis` is of exactly `text`. */
  fresh: boolean;
  /** Whether an analysis is under way that takes long enough to be called off, or was called off. */
  work: "short" | "long" | "stopped";
  /** Milliseconds from the request to the analysis. */
  elapsed: number | null;
  version: string | null;
  failure: Pick<ShijuError, "code" | "message"> | null;
  published: string;
  hidden: ReadonlySet<Kind>;
  /** Keys of the marks that the reader has put aside. */
  dismissed: ReadonlySet<string>;
  /** The reader's own names: they win over the machine, in this text and the next. */
  names: readonly LexiconEntry[];
  /** Rules that the reader has switched off, for this text and the next. */
  rulesOff: readonly string[];
  /** What the reader has corrected in this text, besides names. */
  layer: readonly Correction[];
  /** The reader's steps, and those taken back: edits, decisions about the page and corrections in their order. */
  past: readonly Step[];
  future: readonly Step[];
  /** Files on their way to the sheet, or what is to be said of those that came. */
  opening: readonly Opening[];
  /** Whether some of the text was read from a picture. */
  ocr: boolean;
  /** What the reader has decided of the page, and the one article that is analysed. */
  page: PageDecisions;
  /** What the reader has selected, to be named. */
  selected: { start: number; end: number; text: string } | null;
  /** The text at hand, or the library of all that was kept. */
  room: "text" | "library";
  /** The library's article that is on the sheet, and what of it is kept. */
  onSheet: number | null;
  kept: (Decided & { text: string }) | null;
  panel: Panel;
  /** On a small screen the drawer lies over the sheet. */
  drawerOpen: boolean;
  margin: Margin;
  active: MarkRef | null;
  pinned: MarkRef | null;
  /** The text that the sheet's is compared with. */
  other: string;
  lang: Lang;
  theme: Theme;
  /** Made since the text was pasted. */
  requests: number;
  /** Files of the page's own build among what was asked for since; they are not among the requests. */
  ownFiles: number;
  /** When that was, on the page's clock; null while the page itself still loads. */
  since: number | null;
  help: boolean;
  /** Whether the three hints for newcomers are shown. */
  welcome: boolean;
  /** Whether a new build waits to be taken. */
  update: boolean;
}

type Listener<T> = (state: T, changed: ReadonlySet<keyof T>) => void;

/** A state, told to everyone who listens. */
export class Store<T extends object> {
  #listeners = new Set<Listener<T>>();
  #changed = new Set<keyof T>();

  constructor(public state: T) {}

  /** Changes some of it; listeners are told once, after the current task. */
  set(patch: Partial<T>): void {
    const news = (Object.keys(patch) as (keyof T)[]).filter((key) => !Object.is(patch[key], this.state[key]));
    if (!news.length) return;
    this.state = { ...this.state, ...patch };
    if (!this.#changed.size) queueMicrotask(() => this.#tell());
    for (const key of news) this.#changed.add(key);
  }

  /** Gives what ends the subscription. */
  subscribe(listener: Listener<T>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(this.state, changed);
  }
}

/** A preference of an earlier visit. */
export const remembered = <T extends string>(key: string, allowed: readonly T[], fallback: T): T => {
  const value = safeStorage()?.getItem(key) as T | null;
  return value && allowed.includes(value) ? value : fallback;
};

function safeStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Keeps a preference for the next visit, where that is allowed. */
export function remember(key: string, value: string): void {
  try {
    safeStorage()?.setItem(key, value);
  } catch {
    // A full or forbidden storage costs only the memory of a preference.
  }
}

/** The rules switched off on earlier visits. */
function rememberedRules(): string[] {
  try {
    const rules: unknown = JSON.parse(safeStorage()?.getItem("shiju.rulesOff") ?? "[]");
    return Array.isArray(rules) ? rules.filter((rule) => typeof rule === "string") : [];
  } catch {
    return [];
  }
}

/** The names of earlier visits. */
function rememberedNames(): LexiconEntry[] {
  try {
    const names: unknown = JSON.parse(safeStorage()?.getItem("shiju.names") ?? "[]");
    return Array.isArray(names) ? (names as LexiconEntry[]) : [];
  } catch {
    return [];
  }
}

/** Whether this is the first visit, as far as the browser lets us know. */
export function firstVisit(): boolean {
  const first = safeStorage()?.getItem("shiju.visited") !== "1";
  remember("shiju.visited", "1");
  return first;
}

/** The page's one state. */
export const store = new Store<State>({
  text: "",
  analysis: null,
  raw: null,
  layer: [],
  marks: [],
  moved: null,
  fresh: false,
  work: "short",
  elapsed: null,
  version: null,
  failure: null,
  published: "",
  hidden: new Set(),
  dismissed: new Set(),
  names: rememberedNames(),
  rulesOff: rememberedRules(),
  past: [],
  future: [],
  opening: [],
  ocr: false,
  page: { choices: [], article: null },
  selected: null,
  room: "text",
  onSheet: null,
  kept: null,
  panel: "overview",
  drawerOpen: false,
  margin: "findings",
  active: null,
  pinned: null,
  other: "",
  lang: remembered<Lang>("shiju.lang", ["zh", "en"], "zh"),
  theme: remembered<Theme>("shiju.theme", ["auto", "light", "dark"], "auto"),
  requests: 0,
  ownFiles: 0,
  since: null,
  help: false,
  welcome: safeStorage()?.getItem("shiju.welcome") !== "done",
  update: false,
});

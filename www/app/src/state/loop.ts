import {
  type Analysis,
  type Analyzer,
  type Comparison,
  type EarlyPart,
  type Finding,
  type PageChoice,
  ShijuError,
  type Word,
} from "shiju";
import { makeAnalyzer } from "#engine";
import { sample } from "../sample.js";
import { breath } from "./breath.js";
import { applied } from "./layer.js";
import { type Edit, type EditStep, gathering, joined, marksOf, shifted } from "./marks.js";
import { moveDecisions } from "./page.js";
import { decided, note, noteMore } from "./steps.js";
import { store } from "./store.js";

/** Text shorter than this is analysed at every key; longer text waits for a pause, the longer the more there is of it. */
const INSTANT = 5_000;
const PAUSE_MS = 160;
const PAUSE_PER_CHARACTER_MS = 0.002;

/** The first marks of a text longer than this are shown before the last are known; as those of any text that is read first. */
const LONG = 20_000;
const SHOWN_EVERY_MS = 100;

/** An analysis that takes longer than this can be called off. */
const LONG_MS = 400;

let analyzer: Promise<Analyzer> | undefined;
/** Whether the analyzer has read anything: its first text takes it many times as long as the next. */
let warm = false;
let tellWarm: () => void;
/** Settles when the analyzer has read its first text. */
export const firstRead = new Promise<void>((resolve) => {
  tellWarm = resolve;
});
let practising: AbortController | undefined;
/** The analysis under way; the next one overtakes it. */
let running: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let patience: ReturnType<typeof setTimeout> | undefined;

/** Begins to load, so that the first paste finds everything ready. */
export function warmUp(): void {
  void ready().then(practise).catch(fail);
}

/** Lets the analyzer read the sample while nobody waits for it. */
async function practise(made: Analyzer): Promise<void> {
  await breath();
  if (warm || store.state.text) return;
  practising = new AbortController();
  const { signal } = practising;
  try {
    await made.analyze(sample, { signal });
    warmedUp();
  } catch (thrown) {
    // Broken off by a text that somebody waits for; what it has read by then is warm all the same.
    if (!signal.aborted) throw thrown;
  }
}

function warmedUp(): void {
  warm = true;
  tellWarm();
}

async function ready() {
  analyzer ??= makeAnalyzer();
  try {
    const made = await analyzer;
    store.set({ version: made.version });
    return made;
  } catch (thrown) {
    analyzer = undefined;
    throw thrown;
  }
}

/** What is known of a text beside its words. */
export interface About {
  /** Some of it was read from a picture. */
  ocr?: boolean;
  /** Where its articles begin, and the like. */
  page?: readonly PageChoice[];
  /** A place in the one article that is analysed. */
  article?: number | null;
  /** The day it was published, as YYYY-MM-DD; what was said of another text does not hold for it. */
  published?: string;
}

/** A wholly new text; `step` says whether the editor can take it back. */
export function setText(
  text: string,
  { ocr = false, page = [], article = null, published = "" }: About = {},
  step = false,
): void {
  const before = decided();
  store.set({
    text,
    ocr,
    page: { choices: page, article },
    published,
    marks: [],
    moved: null,
    analysis: null,
    fresh: false,
    work: "short",
    onSheet: null,
    kept: null,
    active: null,
    pinned: null,
    dismissed: new Set(),
    layer: [],
    requests: 0,
    ownFiles: 0,
    since: store.state.since === null ? null : performance.now(),
  });
  if (step || store.state.past.length) note(step, before);
  void run();
}

/** An edit of the text: marks move at once, the analysis follows. What is under way is of a text that is no more. */
export function edited(text: string, edit: Edit, step: EditStep): void {
  const before = decided();
  const { marks, moved, text: old, onSheet, published } = store.state;
  running?.abort();
  clearTimeout(patience);
  moveDecisions(edit);
  const both = moved && joined(moved, edit);
  const another = edit.start === 0 && edit.end === old.length;
  store.set({
    text,
    marks: moved && !both ? shifted(marks, moved) : marks,
    moved: both ?? edit,
    fresh: false,
    work: "short",
    active: null,
    pinned: null,
    onSheet: another ? null : onSheet,
    published: another && isAbout(old) && firstLine(old) !== firstLine(text) ? "" : published,
  });
  if (step === "new") note(true, before);
  else if (step === "more") noteMore();
  clearTimeout(timer);
  if (edit.insert.length > 200 || text.length < INSTANT) void run();
  else timer = setTimeout(run, PAUSE_MS + text.length * PAUSE_PER_CHARACTER_MS);
}

const isAbout = (text: string): boolean => text.trim() !== "";
/** Where a text is pasted over another, the same first line says that it is another version of that. */
const firstLine = (text: string): string => text.trimStart().split("\n", 1)[0] ?? "";

/** Analyses again with another date of publication. */
export function setPublished(published: string): void {
  const before = decided();
  store.set({ published });
  note(false, before);
  void run();
}

/** Calls a long analysis off, with what is marked by then left standing; or takes it up again. */
export function stopOrGoOn(): void {
  const { work } = store.state;
  if (work === "short") return;
  if (work === "long") running?.abort();
  else void run();
  store.set({ work: work === "long" ? "stopped" : "long" });
}

/** Analyses the text as it is once more. */
export async function run(): Promise<void> {
  clearTimeout(timer);
  clearTimeout(patience);
  running?.abort();
  practising?.abort();
  const mine = new AbortController();
  running = mine;
  const { signal } = mine;
  store.set({ work: "short" });
  const { text, published, names, ocr, page, rulesOff } = store.state;
  const about = {
    ocr: ocr || undefined,
    page: page.choices.length ? page.choices : undefined,
    article: page.article ?? undefined,
  };
  try {
    const made = await ready();
    if (signal.aborted) return;
    patience = setTimeout(() => store.set({ work: "long" }), LONG_MS);
    const isNew = store.state.marks.length === 0;
    const began = performance.now();
    const onPart = isNew && (!warm || text.length > LONG) ? showing(signal) : undefined;
    const said = { published: published || undefined, lexicon: names, rulesOff: [...rulesOff], ...about };
    const analysis = await made.analyze(text, { ...said, signal, onPart });
    const elapsed = performance.now() - began;
    warmedUp();
    // Reading a long answer takes its time; keys that came meanwhile go first.
    await breath();
    if (signal.aborted) return;
    store.set({
      ...corrected(analysis, text),
      fresh: true,
      work: "short",
      elapsed,
      failure: null,
      since: store.state.since ?? performance.now(),
    });
  } catch (thrown) {
    if (!signal.aborted) fail(thrown);
  } finally {
    if (running === mine) clearTimeout(patience);
  }
}

/** Shows the marks of a text while it is still being read. */
function showing(signal: AbortSignal): (part: EarlyPart) => void {
  const gather = gathering();
  let next = 0;
  return (part) => {
    const marks = gather(part);
    if (signal.aborted || performance.now() < next) return;
    store.set({ marks: [...marks], moved: null });
    next = performance.now() + SHOWN_EVERY_MS;
  };
}

/** What the machine says, and that with the reader's corrections over it. */
function corrected(raw: Analysis, text: string) {
  const analysis = applied(raw, store.state.layer, text);
  return { raw, analysis, marks: marksOf(analysis), moved: null };
}

/** Lays the corrections over the machine's result anew. */
export function overlay(): void {
  const { raw, fresh, text } = store.state;
  if (raw && fresh) store.set(corrected(raw, text));
}

/** Reads a few words that are not on the sheet. */
export async function read(text: string): Promise<Analysis | null> {
  await ready();
  return (await analyzer)?.analyze(text) ?? null;
}

/** The words of a text that is not on the sheet, the reader's own names among them. */
export async function wordsOf(text: string): Promise<Word[]> {
  return (await ready()).words(text, { lexicon: store.state.names });
}

/** What was recalculated in the sheet's text and holds. */
export async function recalculated(): Promise<Finding[]> {
  const { text, published, names, ocr, page, rulesOff } = store.state;
  const about = { ocr: ocr || undefined, page: page.choices, article: page.article ?? undefined };
  const said = { published: published || undefined, lexicon: names, rulesOff: [...rulesOff], checked: true, ...about };
  try {
    await ready();
    return (await analyzer?.then((made) => made.analyze(text, said)))?.checked ?? [];
  } catch (thrown) {
    fail(thrown);
    return [];
  }
}

/** What differs between the sheet's text and another; null where that could not be said. */
export async function compareWith(other: string): Promise<Comparison | null> {
  const { text, published } = store.state;
  try {
    await ready();
    return (await analyzer?.then((made) => made.compare(text, other, { published: published || undefined }))) ?? null;
  } catch (thrown) {
    fail(thrown);
    return null;
  }
}

function fail(thrown: unknown): void {
  const { code, message } = thrown instanceof ShijuError ? thrown : { code: "internal" as const, message: String(thrown) };
  store.set({ failure: { code, message }, work: "short" });
}

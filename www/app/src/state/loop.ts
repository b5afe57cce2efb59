import { type Analysis, type AnalyzeOptions, type Analyzer, type Comparison, latest, type PageChoice, ShijuError } from "shiju";
import { makeAnalyzer } from "#engine";
import { applied } from "./layer.js";
import { type Edit, marksOf, shifted } from "./marks.js";
import { moveDecisions } from "./page.js";
import { store } from "./store.js";

/** Text shorter than this is analysed at every key; longer text waits for a pause. */
const INSTANT = 20_000;
const PAUSE_MS = 220;

let analyzer: Promise<Analyzer> | undefined;
let analyse: ((text: string, options: Omit<AnalyzeOptions, "signal">) => Promise<Analysis | null>) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Begins to load, so that the first paste finds everything ready. */
export function warmUp(): void {
  void ready().catch(fail);
}

async function ready() {
  analyzer ??= makeAnalyzer();
  try {
    const made = await analyzer;
    store.set({ version: made.version });
    analyse ??= latest(made);
    return analyse;
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
}

/** A wholly new text. */
export function setText(text: string, { ocr = false, page = [] }: About = {}): void {
  store.set({
    text,
    ocr,
    page: { choices: page, article: null },
    pagePast: [],
    pageFuture: [],
    marks: [],
    analysis: null,
    fresh: false,
    onSheet: null,
    kept: null,
    active: null,
    pinned: null,
    dismissed: new Set(),
    layer: [],
    before: [],
    requests: 0,
    since: store.state.since === null ? null : performance.now(),
  });
  void run();
}

/** An edit of the text: marks move at once, the analysis follows. */
export function edited(text: string, edit: Edit): void {
  const { marks, text: before, onSheet } = store.state;
  moveDecisions(edit);
  const another = edit.start === 0 && edit.end === before.length;
  store.set({
    text,
    marks: shifted(marks, edit),
    fresh: false,
    active: null,
    pinned: null,
    onSheet: another ? null : onSheet,
  });
  clearTimeout(timer);
  const large = edit.insert.length > 200 || text.length < INSTANT;
  if (large) void run();
  else timer = setTimeout(run, PAUSE_MS);
}

/** Analyses again with another date of publication. */
export function setPublished(published: string): void {
  store.set({ published });
  void run();
}

/** Analyses the text as it is once more. */
export async function run(): Promise<void> {
  clearTimeout(timer);
  const { text, published, names, ocr, page } = store.state;
  const about = {
    ocr: ocr || undefined,
    page: page.choices.length ? page.choices : undefined,
    article: page.article ?? undefined,
  };
  try {
    const analyse = await ready();
    const began = performance.now();
    const analysis = await analyse(text, { published: published || undefined, lexicon: names, ...about });
    if (!analysis || store.state.text !== text || store.state.names !== names || store.state.page !== page) return;
    const elapsed = performance.now() - began;
    store.set({
      ...corrected(analysis, text),
      fresh: true,
      elapsed,
      failure: null,
      since: store.state.since ?? performance.now(),
    });
  } catch (thrown) {
    fail(thrown);
  }
}

/** What the machine says, and that with the reader's corrections over it. */
function corrected(raw: Analysis, text: string) {
  const analysis = applied(raw, store.state.layer, text);
  return { raw, analysis, marks: marksOf(analysis) };
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
  store.set({ failure: thrown instanceof ShijuError ? thrown.message : String(thrown) });
}

import { type Analysis, type Analyzer, analyzeMany, type Item, type LexiconEntry } from "shiju";
import { makeAnalyzer } from "#engine";
import { applied } from "../state/layer.js";
import { store } from "../state/store.js";
import { library } from "./client.js";
import { unpacked } from "./corrections.js";
import { libraryStore, type Queue } from "./state.js";
import { lt } from "./words.js";

/** More workers than this only wait for one another: one library takes what they give. */
const MOST_WORKERS = 8;

/** A text that is to be analysed and kept. */
export interface Incoming {
  name: string;
  read(): Promise<{ text: string; title?: string; published?: string | null; corrections?: unknown[] }>;
}

let running: AbortController | null = null;

/** Stops after the texts that are being worked on; what is in the library stays. */
export const cancelQueue = (): void => running?.abort();

const note = (patch: (queue: Queue) => Partial<Queue>): void => {
  const { queue } = libraryStore.state;
  if (queue) libraryStore.set({ queue: { ...queue, ...patch(queue) } });
};

const failed = (name: string, thrown: unknown): void => {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  note(({ failed, done }) => ({ failed: [...failed, { name, reason }], done: done + 1 }));
};

/** Reads, analyses and keeps many texts, on all cores. A text that fails is named, and the others go on. */
export async function takeIn(incoming: readonly Incoming[], kept: () => void = () => {}): Promise<void> {
  if (running || !incoming.length) return;
  const control = new AbortController();
  running = control;
  libraryStore.set({
    queue: { total: incoming.length, done: 0, added: 0, known: 0, near: 0, failed: [], running: true },
    notice: null,
  });
  const crew: Analyzer[] = [];
  try {
    const size = Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS, incoming.length);
    crew.push(...(await Promise.all(Array.from({ length: size }, () => makeAnalyzer({ signal: control.signal })))));
    await work(crew, incoming, control.signal, kept);
  } catch (thrown) {
    if (!control.signal.aborted) failed("", thrown);
  } finally {
    for (const analyzer of crew) analyzer.dispose();
    running = null;
    note(() => ({ running: false }));
  }
}

interface Told {
  name: string;
  title?: string;
  text: string;
  published: string | null;
  corrections: unknown[];
}

async function work(crew: Analyzer[], incoming: readonly Incoming[], signal: AbortSignal, kept: () => void): Promise<void> {
  const read = new Map<string, Told>();
  const { names } = store.state;
  for await (const { id, analysis, error } of analyzeMany(crew, items(incoming, read, names), { signal })) {
    const told = read.get(id) as Told;
    read.delete(id);
    if (error) {
      failed(told.name, error);
      continue;
    }
    const { name, ...draft } = told;
    const engine = crew[0]?.version ?? "";
    try {
      const saved = await library.save({ ...draft, source: name, analysis: laidOver(analysis, draft), engine });
      note(({ done, added, known, near }) => ({
        done: done + 1,
        added: added + (saved.known ? 0 : 1),
        known: known + (saved.known ? 1 : 0),
        near: near + (!saved.known && saved.near.length ? 1 : 0),
      }));
      kept();
    } catch (thrown) {
      failed(name, thrown);
      // Without room, the texts that follow would fail as this one did.
      if ((thrown as { code?: string }).code === "quota") throw new Error(lt().errors.quota);
    }
  }
}

const laidOver = (analysis: Analysis, { corrections, text }: Pick<Told, "corrections" | "text">): Analysis =>
  applied(analysis, unpacked(corrections).layer, text);

/** The texts one after another, each read only when a worker is free for it. */
async function* items(
  incoming: readonly Incoming[],
  read: Map<string, Told>,
  own: readonly LexiconEntry[],
): AsyncGenerator<Item> {
  for (const [i, { name, read: reading }] of incoming.entries()) {
    try {
      const { text, title, published = null, corrections = [] } = await reading();
      if (!text.trim()) throw new Error(lt().queue.empty);
      const id = String(i);
      read.set(id, { name, text, published, corrections, ...(title ? { title } : {}) });
      const { names, page, ocr } = unpacked(corrections);
      // What was said of this text wins over what the reader says of all.
      const lexicon = [...own.filter((name) => !names.some(({ text: same }) => same === name.text)), ...names];
      const decided = { page: page.choices.length ? page.choices : undefined, article: page.article ?? undefined };
      yield { id, text, published: published ?? undefined, lexicon, ocr, ...decided };
    } catch (thrown) {
      failed(name, thrown);
    }
  }
}

import type { Analysis } from "./analysis.js";
import type { AnalyzeOptions, Analyzer } from "./analyzer.js";
import { type ShijuError, toShijuError } from "./errors.js";
import { checkManyOptions, demand, requireAnalyzer, requireIterable } from "./options.js";

/** One text of many; what is said here wins over the options of the call. */
export interface Item extends Pick<AnalyzeOptions, "published" | "lexicon" | "page" | "article" | "ocr"> {
  readonly id: string;
  readonly text: string;
}

/** What became of one text: an analysis, or the reason why there is none. */
export type Outcome =
  | { readonly id: string; readonly analysis: Analysis; readonly error?: undefined }
  | { readonly id: string; readonly analysis?: undefined; readonly error: ShijuError };

/** How many texts are worked on. */
export interface ManyOptions extends AnalyzeOptions {
  /** Told after each text. */
  onProgress?: ((done: number) => void) | undefined;
}

/**
 * Analyses many texts, in order, as fast as the answers are taken: while one is looked at, each analyzer works on one more.
 *
 * A text that fails gives its error and the others go on; an aborted signal ends the whole with its reason, and `bad-options` says
 * what else was wrong with the call.
 */
export async function* analyzeMany(
  analyzers: Analyzer | readonly Analyzer[],
  items: Iterable<Item> | AsyncIterable<Item>,
  settings: ManyOptions = {},
): AsyncGenerator<Outcome, void, undefined> {
  const crew: readonly Analyzer[] = Array.isArray(analyzers) ? analyzers : [analyzers];
  demand(crew.length, "There is no analyzer in the list.");
  for (const analyzer of crew) requireAnalyzer(analyzer);
  requireIterable("The texts", items);
  checkManyOptions(settings);
  const { onProgress, ...options } = settings;
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const under: Promise<Outcome>[] = [];
  let begun = 0;
  let done = 0;

  const begin = async (): Promise<boolean> => {
    options.signal?.throwIfAborted();
    const next = await source.next();
    if (next.done) return false;
    demand(typeof next.value === "object" && next.value, "Each of the texts must be an object { id, text }.");
    const { id, text, published, lexicon, page, article, ocr } = next.value;
    const said = Object.entries({ published, lexicon, page, article, ocr }).filter(([, value]) => value !== undefined);
    const analyzer = crew[begun++ % crew.length] as Analyzer;
    under.push(
      analyzer.analyze(text, { ...options, ...Object.fromEntries(said) }).then(
        (analysis) => ({ id, analysis }),
        (thrown) => ({ id, error: toShijuError(thrown) }),
      ),
    );
    return true;
  };

  try {
    let more = true;
    for (;;) {
      while (more && under.length < crew.length) more = await begin();
      const outcome = await under.shift();
      if (!outcome) return;
      options.signal?.throwIfAborted();
      onProgress?.(++done);
      yield outcome;
    }
  } finally {
    await source.return?.();
  }
}

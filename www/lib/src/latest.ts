import type { Analysis } from "./analysis.js";
import type { AnalyzeOptions, Analyzer } from "./analyzer.js";
import { requireAnalyzer } from "./options.js";

/**
 * For text that is being edited: a new call overtakes the one before it, which then gives `null`.
 *
 * ```js
 * const analyze = latest(analyzer);
 * input.oninput = async () => {
 *   const analysis = await analyze(input.value);
 *   if (analysis) show(analysis);
 * };
 * ```
 */
export function latest(analyzer: Analyzer): (text: string, options?: Omit<AnalyzeOptions, "signal">) => Promise<Analysis | null> {
  requireAnalyzer(analyzer);
  let running = new AbortController();
  return async (text, options) => {
    running.abort();
    const mine = new AbortController();
    running = mine;
    try {
      return await analyzer.analyze(text, { ...options, signal: mine.signal });
    } catch (thrown) {
      if (mine.signal.aborted) return null;
      throw thrown;
    }
  };
}

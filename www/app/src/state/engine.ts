import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "shiju";
import { onRequest } from "./requests.js";

/**
 * One place that knows where analyzers come from. It is the first script of the page: the first analyzer loads, in its worker,
 * while the rest of the page is still being read.
 */
let first: Promise<Analyzer> | undefined = createAnalyzer({ onRequest });
// Whoever takes it hears of it.
first.catch(() => {});

export function makeAnalyzer(options?: AnalyzerOptions): Promise<Analyzer> {
  if (options || !first) return createAnalyzer({ ...options, onRequest });
  const taken = first;
  first = undefined;
  return taken;
}

import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "shiju";

/** One place that knows where analyzers come from. */
export const makeAnalyzer = (options?: AnalyzerOptions): Promise<Analyzer> => createAnalyzer(options);

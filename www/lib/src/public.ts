/** What both entries, for browsers and for Node, give besides `createAnalyzer`. */
export type * from "./analysis.js";
export type { AnalyzeOptions, Analyzer, AnalyzerOptions } from "./analyzer.js";
export type { Source, Sources } from "./engine.js";
export { type ErrorCode, ShijuError } from "./errors.js";
export { latest } from "./latest.js";
export { version } from "./version.js";

/** What both entries, for browsers and for Node, give besides `createAnalyzer`. */
export type * from "./analysis.js";
export type { AnalyzeOptions, Analyzer, AnalyzerOptions, EarlyPart, Word } from "./analyzer.js";
export { type RequestSeen, watchRequests } from "./asked.js";
export type { Source, Sources } from "./engine.js";
export { type ErrorCode, ShijuError } from "./errors.js";
export { formatFigure, formatValue, unitName } from "./format.js";
export { latest } from "./latest.js";
export * from "./ledger.js";
export { analyzeMany, type Item, type ManyOptions, type Outcome } from "./many.js";
export { entityTypes, figureKinds, type Lang, nameOf } from "./names.js";
export { type CsvOptions, type Table, type TableCell, type TableName, toCSV, toTable } from "./table.js";
export { version } from "./version.js";

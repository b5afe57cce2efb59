/** What callers say, checked at the door, as the core takes it. */
import type { LexiconEntry, PageChoice } from "./analysis.js";
import type { AnalyzeOptions, Analyzer, AnalyzerOptions } from "./analyzer.js";
import { ShijuError } from "./errors.js";
import { entityTypes, type Lang } from "./names.js";

/** Options as they cross into the module and into a worker: plain, with nothing that is not given. */
export interface CoreOptions {
  published?: string;
  lexicon?: LexiconEntry[];
  rulesOff?: string[];
  checked?: boolean;
  page?: PageChoice[];
  article?: number;
  ocr?: boolean;
}

const ofCalls = ["published", "lexicon", "rulesOff", "checked", "page", "article", "ocr", "signal", "onPart"];
const decisions = ["article", "goes-on", "apart", "as-pasted", "page-order", "text", "furniture"];
const ofAnalyzers = ["assets", "worker", "published", "lexicon", "timeout", "signal", "onRequest"];

const bad = (message: string) => new ShijuError("bad-options", message);

/** Throws `bad-text` unless it is a string. */
export function requireText(text: unknown): asserts text is string {
  if (typeof text === "string") return;
  throw new ShijuError("bad-text", `The text must be a string, not ${kindOf(text)}. For an element, take its innerText.`);
}

/** Throws `bad-options` where an option is not known: one that is misspelt must not go unnoticed. */
export function requireKnown(options: unknown, known: readonly string[], what = "The options"): asserts options is object {
  if (typeof options !== "object" || options === null) throw bad(`${what} must be an object, not ${kindOf(options)}.`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw bad(`There is no option "${name}"; there are ${known.join(", ")}.`);
  }
}

/** Throws `bad-options` with this message unless something fits. */
export function demand(fits: unknown, message: string): asserts fits {
  if (!fits) throw bad(message);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isFunction = (value: unknown): boolean => typeof value === "function";

function requireSignal(signal: unknown): void {
  const fits = signal === undefined || (isObject(signal) && isFunction((signal as AbortSignal).throwIfAborted));
  demand(fits, `signal must be an AbortSignal, not ${kindOf(signal)}.`);
}

/** Throws `bad-options` unless it can analyse. */
export function requireAnalyzer(analyzer: unknown): asserts analyzer is Analyzer {
  const fits = isObject(analyzer) && isFunction((analyzer as Analyzer).analyze);
  demand(fits, `An analyzer is wanted, as createAnalyzer gives it (await it), not ${kindOf(analyzer)}.`);
}

/** Throws `bad-options` unless each that is given under these names is a function. */
export function requireFunctions(options: object, names: readonly string[]): void {
  for (const name of names) {
    const given = (options as Record<string, unknown>)[name];
    demand(given === undefined || isFunction(given), `${name} must be a function, not ${kindOf(given)}.`);
  }
}

/** Throws `bad-options` unless it is a language that there is. */
export function requireLang(lang: unknown): asserts lang is Lang {
  demand(lang === "zh" || lang === "en", `lang must be "zh" or "en", not ${JSON.stringify(lang)}.`);
}

/** Throws `bad-options` unless it is an object in which these fields are lists. */
export function requireLists(what: string, value: unknown, fields: readonly string[]): void {
  const fits = isObject(value) && fields.every((field) => Array.isArray((value as Record<string, unknown>)[field]));
  demand(
    fits,
    `${what} must be an object${fields.length ? ` with the lists ${fields.join(", ")}` : ""}; look at what was given.`,
  );
}

/** Throws `bad-options` unless it can be gone through. */
export function requireIterable(what: string, value: unknown): void {
  const fits = isObject(value) && (Symbol.iterator in value || Symbol.asyncIterator in value);
  demand(fits, `${what} must be a list, not ${kindOf(value)}.`);
}

/** Refuses what no analyzer can be made of. */
export function checkAnalyzerOptions(options: AnalyzerOptions): void {
  requireKnown(options, ofAnalyzers);
  coreOptions({ signal: options.signal }, options);
  requireFunctions(options, ["onRequest"]);
  const { assets, worker, timeout } = options;
  if (assets !== undefined) requireKnown(assets, ["wasm", "lexicon", "model"], "assets");
  const workers = worker === undefined || typeof worker === "boolean" || isFunction(worker);
  demand(workers, `worker must be true, false or a function that makes one, not ${kindOf(worker)}.`);
  // What is longer, timers take for no time at all.
  const lasts = timeout === undefined || (typeof timeout === "number" && timeout > 0 && timeout < 2 ** 31);
  demand(lasts, "timeout must be a number of milliseconds, more than 0 and less than 2147483648.");
}

/** Refuses what nothing can be told of while many texts are read. */
export function checkManyOptions(options: object): void {
  requireKnown(options, [...ofCalls, "onProgress"]);
  requireFunctions(options, ["onProgress"]);
  requireSignal((options as AnalyzeOptions).signal);
}

/** The options of a call over those of the analyzer. */
export function coreOptions(options: AnalyzeOptions, defaults: Pick<AnalyzeOptions, "published" | "lexicon">): CoreOptions {
  requireKnown(options, ofCalls);
  requireSignal(options.signal);
  requireFunctions(options, ["onPart"]);
  const out: CoreOptions = {};
  const published = options.published ?? defaults.published;
  if (published !== undefined) out.published = date(published);
  const names = [...entries(defaults.lexicon), ...entries(options.lexicon)];
  if (names.length > 0) out.lexicon = names;
  if (options.rulesOff) out.rulesOff = ruleNames(options.rulesOff);
  if (flag("checked", options.checked)) out.checked = true;
  if (options.page?.length) out.page = choices(options.page);
  if (options.article !== undefined) out.article = place("article", options.article);
  if (flag("ocr", options.ocr)) out.ocr = true;
  return out;
}

function flag(name: string, given: unknown): boolean {
  demand(given === undefined || typeof given === "boolean", `${name} must be true or false, not ${kindOf(given)}.`);
  return given === true;
}

function date(published: unknown): string {
  if (typeof published === "string") return published;
  throw new ShijuError("bad-date", `The date of publication must be a string YYYY-MM-DD, not ${kindOf(published)}.`);
}

function entries(lexicon: unknown): LexiconEntry[] {
  if (lexicon === undefined) return [];
  if (!Array.isArray(lexicon)) throw bad(`The lexicon must be an array of { text, type }, not ${kindOf(lexicon)}.`);
  return lexicon.map(entry);
}

function entry(given: unknown, index: number): LexiconEntry {
  const { text, type, canonical } = (given ?? {}) as Partial<LexiconEntry>;
  if (typeof text !== "string") throw bad(`lexicon[${index}].text must be a string.`);
  if (!type || !entityTypes.includes(type)) throw bad(`lexicon[${index}].type must be one of ${entityTypes.join(", ")}.`);
  if (canonical === undefined) return { text, type };
  if (typeof canonical !== "string") throw bad(`lexicon[${index}].canonical must be a string.`);
  return { text, type, canonical };
}

function choices(page: unknown): PageChoice[] {
  if (!Array.isArray(page)) throw bad(`page must be an array of { at, choose }, not ${kindOf(page)}.`);
  return page.map((given: unknown, index) => {
    const { at, choose } = (given ?? {}) as Partial<PageChoice>;
    if (!choose || !decisions.includes(choose)) throw bad(`page[${index}].choose must be one of ${decisions.join(", ")}.`);
    return { at: place(`page[${index}].at`, at), choose };
  });
}

function place(name: string, at: unknown): number {
  if (typeof at === "number" && Number.isInteger(at) && at >= 0 && at < 2 ** 32) return at;
  throw bad(`${name} must be an offset into the text.`);
}

function ruleNames(rules: unknown): string[] {
  if (Array.isArray(rules) && rules.every((rule) => typeof rule === "string")) return [...rules];
  throw bad("rulesOff must be an array of names of checking rules.");
}

/** What a value is, for messages. */
const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : typeof value;

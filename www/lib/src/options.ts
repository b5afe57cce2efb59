/** What callers say, checked at the door, as the core takes it. */
import type { LexiconEntry, PageChoice } from "./analysis.js";
import type { AnalyzeOptions, AnalyzerOptions } from "./analyzer.js";
import { ShijuError } from "./errors.js";
import { entityTypes } from "./names.js";

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

const ofCalls = ["published", "lexicon", "rulesOff", "checked", "page", "article", "ocr", "signal"];
const decisions = ["article", "goes-on", "apart", "as-pasted", "page-order", "text", "furniture"];
const ofAnalyzers = ["assets", "worker", "published", "lexicon", "timeout", "signal"];

const bad = (message: string) => new ShijuError("bad-options", message);

/** Throws `bad-text` unless it is a string. */
export function requireText(text: unknown): asserts text is string {
  if (typeof text === "string") return;
  throw new ShijuError("bad-text", `The text must be a string, not ${kindOf(text)}. For an element, take its innerText.`);
}

/** Throws `bad-options` where an option is not known: one that is misspelt must not go unnoticed. */
export function requireKnown(options: unknown, known: readonly string[]): asserts options is object {
  if (typeof options !== "object" || options === null) throw bad(`The options must be an object, not ${kindOf(options)}.`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw bad(`There is no option "${name}"; there are ${known.join(", ")}.`);
  }
}

/** Refuses what no analyzer can be made of. */
export function checkAnalyzerOptions(options: AnalyzerOptions): void {
  requireKnown(options, ofAnalyzers);
  coreOptions({}, options);
}

/** The options of a call over those of the analyzer. */
export function coreOptions(options: AnalyzeOptions, defaults: Pick<AnalyzeOptions, "published" | "lexicon">): CoreOptions {
  requireKnown(options, ofCalls);
  const out: CoreOptions = {};
  const published = options.published ?? defaults.published;
  if (published !== undefined) out.published = date(published);
  const names = [...entries(defaults.lexicon), ...entries(options.lexicon)];
  if (names.length > 0) out.lexicon = names;
  if (options.rulesOff) out.rulesOff = ruleNames(options.rulesOff);
  if (options.checked) out.checked = true;
  if (options.page?.length) out.page = choices(options.page);
  if (options.article !== undefined) out.article = place("article", options.article);
  if (options.ocr) out.ocr = true;
  return out;
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

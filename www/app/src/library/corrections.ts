import type { LexiconEntry, PageChoice } from "shiju";
import type { Correction } from "../state/layer.js";
import type { Decided } from "../state/steps.js";

/** A correction as the library keeps it. Names are kept for the record: they are the reader's own and hold for every text. */
type Packed =
  | { kind: "dismissed"; key: string }
  | ({ kind: "name" } & LexiconEntry)
  | ({ kind: "page" } & PageChoice)
  | { kind: "article"; at: number }
  | { kind: "ocr" }
  | Correction;

/** What was corrected in a text, one thing an entry; `ocr` says whether it was read from a picture. */
export function packed({ names, dismissed, layer, page }: Decided, text: string, ocr: boolean): Packed[] {
  return [
    ...layer,
    ...[...dismissed].map((key) => ({ kind: "dismissed" as const, key })),
    ...names.filter((name) => text.includes(name.text)).map((name) => ({ kind: "name" as const, ...name })),
    ...page.choices.map((choice) => ({ kind: "page" as const, ...choice })),
    ...(page.article === null ? [] : [{ kind: "article" as const, at: page.article }]),
    ...(ocr ? [{ kind: "ocr" as const }] : []),
  ];
}

/** What was decided of one text, as it is laid over it again. What is not understood is left out. */
export function unpacked(entries: readonly unknown[]): Decided & { ocr: boolean } {
  const known = entries.filter((entry): entry is Packed => typeof entry === "object" && entry !== null && "kind" in entry);
  const keys = known.flatMap((entry) => (entry.kind === "dismissed" ? [String(entry.key)] : []));
  const layer = known.filter(
    (entry): entry is Correction => (entry.kind === "split" || entry.kind === "figure") && isAnchor(entry.at),
  );
  const names = known.filter((entry) => entry.kind === "name" && typeof entry.text === "string");
  const choices = known.filter((entry) => entry.kind === "page" && Number.isInteger(entry.at));
  const article = known.find((entry) => entry.kind === "article" && Number.isInteger(entry.at));
  return {
    ocr: known.some(({ kind }) => kind === "ocr"),
    dismissed: new Set(keys),
    layer,
    names: (names as ({ kind: "name" } & LexiconEntry)[]).map(({ kind: _, ...name }) => name),
    page: {
      choices: (choices as ({ kind: "page" } & PageChoice)[]).map(({ kind: _, ...choice }) => choice),
      article: article && "at" in article ? (article.at as number) : null,
    },
  };
}

const isAnchor = (at: unknown): boolean =>
  typeof at === "object" && at !== null && typeof (at as { text?: unknown }).text === "string" && "nth" in at;

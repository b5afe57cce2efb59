import type { LexiconEntry } from "shiju";
import type { Correction } from "../state/layer.js";
import type { Corrected } from "../state/store.js";

/** A correction as the library keeps it. Names are kept for the record: they are the reader's own and hold for every text. */
type Packed = { kind: "dismissed"; key: string } | ({ kind: "name" } & LexiconEntry) | Correction;

/** What was corrected in a text, one thing an entry. */
export function packed({ names, dismissed, layer }: Corrected, text: string): Packed[] {
  return [
    ...layer,
    ...[...dismissed].map((key) => ({ kind: "dismissed" as const, key })),
    ...names.filter((name) => text.includes(name.text)).map((name) => ({ kind: "name" as const, ...name })),
  ];
}

/** The corrections of one text, as they are laid over it again. What is not understood is left out. */
export function unpacked(entries: readonly unknown[]): Pick<Corrected, "dismissed" | "layer"> {
  const known = entries.filter((entry): entry is Packed => typeof entry === "object" && entry !== null && "kind" in entry);
  const keys = known.flatMap((entry) => (entry.kind === "dismissed" ? [String(entry.key)] : []));
  const layer = known.filter(
    (entry): entry is Correction => (entry.kind === "split" || entry.kind === "figure") && isAnchor(entry.at),
  );
  return { dismissed: new Set(keys), layer };
}

const isAnchor = (at: unknown): boolean =>
  typeof at === "object" && at !== null && typeof (at as { text?: unknown }).text === "string" && "nth" in at;

import type { Analysis, EntityType, Figure, FigureKind, Finding, Mention, Span } from "../analysis.js";
import { ShijuError } from "../errors.js";
import { entityTypes, figureKinds } from "../names.js";

/** What may be marked: types, kinds, or whole groups of them. */
export type MarkType = EntityType | FigureKind | Finding["severity"] | "entity" | "figure" | "finding";

const known: ReadonlySet<string> = new Set([
  "entity",
  "figure",
  "finding",
  ...entityTypes,
  ...figureKinds,
  ...["error", "warning", "info"],
]);

/** Throws `bad-options` where a type is none: one that is misspelt must not go unnoticed. */
export function requireTypes(types: unknown): asserts types is readonly MarkType[] {
  const hint = `There are ${[...known].join(", ")}.`;
  if (!Array.isArray(types)) throw new ShijuError("bad-options", `types must be an array of names. ${hint}`);
  const odd = types.find((type) => !known.has(type));
  if (odd !== undefined) throw new ShijuError("bad-options", `There is nothing of type "${odd}" to mark. ${hint}`);
}

/** One stretch of the text that is marked, and what it is. */
export type Mark =
  | { readonly family: "entity"; readonly item: Mention; readonly layer: string }
  | { readonly family: "figure"; readonly item: Figure; readonly layer: string }
  | { readonly family: "finding"; readonly item: Finding; readonly layer: string };

const when: ReadonlySet<string> = new Set<FigureKind>(["date", "period", "time", "duration", "age"]);

/** The layer that a figure is painted in. */
const figureLayer = (kind: FigureKind): string => (kind === "money" ? "money" : when.has(kind) ? "time" : "number");

/** The marks of an analysis that `types` asks for, in order of their start, outer before inner. */
export function marksOf(analysis: Analysis, types: readonly MarkType[]): Mark[] {
  const wanted = new Set<string>(types);
  const asked = (family: string, kind: string) => wanted.has(family) || wanted.has(kind);
  const marks: Mark[] = [
    ...analysis.mentions
      .filter((m) => asked("entity", m.type))
      .map((item): Mark => ({ family: "entity", item, layer: item.type })),
    ...analysis.figures
      .filter((f) => asked("figure", f.kind))
      .map((item): Mark => ({ family: "figure", item, layer: figureLayer(item.kind) })),
    ...analysis.findings
      .filter((f) => asked("finding", f.severity))
      .map((item): Mark => ({ family: "finding", item, layer: item.severity })),
  ];
  const place = ({ item }: Mark): Span => item;
  return marks.sort((a, b) => place(a).start - place(b).start || place(b).end - place(a).end);
}

/** The marks that cover an offset, innermost first; findings before figures before entities. */
export function marksAt(marks: readonly Mark[], offset: number): Mark[] {
  const rank = { finding: 0, figure: 1, entity: 2 };
  return marks
    .filter(({ item }) => item.start <= offset && offset < item.end)
    .sort((a, b) => rank[a.family] - rank[b.family] || a.item.end - a.item.start - (b.item.end - b.item.start));
}

import type { Analysis, FigureKind, Finding, Span } from "shiju";
import type { Kind } from "./store.js";

export type Family = "entity" | "figure" | "finding";

/** One stretch of the text that is marked. */
export interface Mark {
  family: Family;
  /** Index into the analysis' mentions, figures or findings. */
  index: number;
  kind: Kind;
  start: number;
  end: number;
  /** What it is, whatever its index: the same after an edit and in the next analysis. */
  key: string;
}

/** What a mention is known by when it is put aside. */
export const entityKey = (type: string, text: string): string => `entity|${type}|${text}`;

/** An edit: `[start, end)` of the old text became `insert`. */
export interface Edit {
  start: number;
  end: number;
  insert: string;
}

const when: ReadonlySet<FigureKind> = new Set(["date", "period", "time", "duration", "age"]);

/** Whether a figure says when rather than how much. */
export const isTime = (kind: FigureKind): boolean => when.has(kind);

/** What a finding is known by when it is put aside. */
export const findingKey = (finding: Finding): string => `finding|${finding.type}|${finding.text}|${finding.message}`;

/** What each figure is known by when it is put aside: its words, and how often they stood before. */
export function keysOfFigures({ figures }: Analysis): string[] {
  const seen = new Map<string, number>();
  return figures.map(({ text }) => {
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return `figure|${text}|${nth}`;
  });
}

/** All marks of an analysis, in order of their start, outer before inner. */
export function marksOf(analysis: Analysis): Mark[] {
  const of = (family: Family, span: Span, index: number, kind: Kind, key: string): Mark => {
    return { family, index, kind, start: span.start, end: span.end, key };
  };
  const figureKeys = keysOfFigures(analysis);
  const marks = [
    ...analysis.mentions.map((m, i) => of("entity", m, i, m.type, entityKey(m.type, m.text))),
    ...analysis.figures.map((f, i) => of("figure", f, i, f.kind, figureKeys[i] as string)),
    ...analysis.findings.map((f, i) => of("finding", f, i, f.severity, findingKey(f))),
  ];
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The marks after an edit: those behind it move, those that it touched grow or go. */
export function shifted(marks: Mark[], { start, end, insert }: Edit): Mark[] {
  const by = insert.length - (end - start);
  const out: Mark[] = [];
  for (const mark of marks) {
    if (mark.end <= start) out.push(mark);
    else if (mark.start >= end) out.push({ ...mark, start: mark.start + by, end: mark.end + by });
    else if (mark.start <= start && mark.end >= end && mark.end + by > mark.start) out.push({ ...mark, end: mark.end + by });
  }
  return out;
}

/** The span of the analysis that a mark stands for. */
export function spanOf(analysis: Analysis, family: Family, index: number): Span | undefined {
  if (family === "entity") return analysis.mentions[index];
  return family === "figure" ? analysis.figures[index] : analysis.findings[index];
}

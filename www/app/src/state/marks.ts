import type { Analysis, EarlyPart, FigureKind, Finding, Span } from "shiju";
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

/** Whether an edit is a step of its own, part of the one before, or one that is taken back or made again. */
export type EditStep = "new" | "more" | "again";

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

/** Gathers the marks of a text that is still being read, part by part. */
export function gathering(): (part: EarlyPart) => Mark[] {
  const marks: Mark[] = [];
  const seen = new Map<string, number>();
  let [mentions, figures] = [0, 0];
  return (part) => {
    const more: Mark[] = part.mentions.map(({ type, text, start, end }) => {
      return { family: "entity", index: mentions++, kind: type, start, end, key: entityKey(type, text) };
    });
    for (const { kind, text, start, end } of part.figures) {
      const nth = seen.get(text) ?? 0;
      seen.set(text, nth + 1);
      more.push({ family: "figure", index: figures++, kind, start, end, key: `figure|${text}|${nth}` });
    }
    marks.push(...more);
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  };
}

interface Stretch {
  start: number;
  end: number;
}

/** Where a stretch is after an edit: behind it, it moves; touched by it, it grows, or is gone. */
export function placed({ start, end }: Stretch, edit: Edit | null): Stretch | null {
  if (!edit || end <= edit.start) return { start, end };
  const by = edit.insert.length - (edit.end - edit.start);
  if (start >= edit.end) return { start: start + by, end: end + by };
  return start <= edit.start && end >= edit.end && end + by > start ? { start, end: end + by } : null;
}

/** The marks after an edit. */
export function shifted(marks: readonly Mark[], edit: Edit | null): Mark[] {
  return marks.flatMap((mark) => {
    const place = placed(mark, edit);
    return place ? { ...mark, ...place } : [];
  });
}

/** Two edits as one, where the second begins in what the first has written, or at its edge; otherwise null. */
export function joined(first: Edit, then: Edit): Edit | null {
  const written = first.start + first.insert.length;
  if (then.start > written || then.end < first.start) return null;
  const kept = [
    first.insert.slice(0, Math.max(0, then.start - first.start)),
    first.insert.slice(Math.max(0, then.end - first.start)),
  ];
  return {
    start: Math.min(first.start, then.start),
    end: first.end + Math.max(0, then.end - written),
    insert: kept.join(then.insert),
  };
}

/** A mark, and where it stands in the text as it is now. */
export interface Standing extends Stretch {
  mark: Mark;
}

/** Of marks in the order of their start, those that touch a stretch of the text as it stands after an edit. */
export function within(marks: readonly Mark[], edit: Edit | null, from: number, to: number): Standing[] {
  const by = edit ? edit.insert.length - (edit.end - edit.start) : 0;
  const before = (at: number) => (!edit || at <= edit.start ? at : Math.max(edit.start, at - by));
  const found: Standing[] = [];
  for (let i = firstFrom(marks, before(from) - longest(marks)); i < marks.length; i += 1) {
    const mark = marks[i] as Mark;
    if (mark.start > before(to)) break;
    const place = placed(mark, edit);
    if (place && place.start < to && place.end > from) found.push({ mark, ...place });
  }
  return found;
}

/** The index of the first mark that begins at an offset or behind it. */
function firstFrom(marks: readonly Mark[], start: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] as Mark).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const lengths = new WeakMap<readonly Mark[], number>();

/** The length of the longest mark. */
function longest(marks: readonly Mark[]): number {
  let known = lengths.get(marks);
  if (known === undefined) {
    known = marks.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    lengths.set(marks, known);
  }
  return known;
}

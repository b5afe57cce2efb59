import type { Analysis, Figure, Link, PeriodLink, Value } from "shiju";

/** A place in a text that stays itself when other words change: the nth time that these words stand there. */
export interface Anchor {
  text: string;
  nth: number;
}

/** What the reader knows better, beyond names: a mention that is another one's, and what a figure says. */
export type Correction =
  | { kind: "split"; at: Anchor }
  | {
      kind: "figure";
      at: Anchor;
      /** As the reader wrote it, so that it can be shown again. */
      written?: string;
      value?: Value;
      unit?: string | null;
      metric?: string;
      subject?: string;
      period?: string;
    };

/** How a place is told from others with the same words. */
export function anchorOf(text: string, { start, end }: { start: number; end: number }): Anchor {
  const words = text.slice(start, end);
  let nth = 0;
  for (let at = text.indexOf(words); at >= 0 && at < start; at = text.indexOf(words, at + 1)) nth += 1;
  return { text: words, nth };
}

/** Where an anchor is now; -1 where its words are gone. */
export function placeOf(text: string, { text: words, nth }: Anchor): number {
  let at = text.indexOf(words);
  for (let i = 0; i < nth && at >= 0; i += 1) at = text.indexOf(words, at + 1);
  return at;
}

/** The machine's result as the reader has corrected it. The machine's own stays as it is. */
export function applied(analysis: Analysis, layer: readonly Correction[], text: string): Analysis {
  return layer.reduce((result, correction) => {
    const start = placeOf(text, correction.at);
    if (start < 0) return result;
    return correction.kind === "split" ? split(result, start) : refigured(result, correction, start, text);
  }, analysis);
}

/** One mention becomes an entity of its own. */
function split(analysis: Analysis, start: number): Analysis {
  const index = analysis.mentions.findIndex((mention) => mention.start === start);
  const mention = analysis.mentions[index];
  const entity = mention && analysis.entities[mention.entity];
  if (!mention || !entity || entity.mentions.length < 2) return analysis;
  const id = analysis.entities.length;
  const mentions = analysis.mentions.with(index, { ...mention, entity: id });
  const rest = { ...entity, mentions: entity.mentions.filter((other) => other !== index) };
  const own = { id, type: mention.type, name: mention.text, aliases: [], mentions: [index] };
  return { ...analysis, mentions, entities: [...analysis.entities.with(mention.entity, rest), own] };
}

type FigureCorrection = Extract<Correction, { kind: "figure" }>;

function refigured(analysis: Analysis, correction: FigureCorrection, start: number, text: string): Analysis {
  const index = analysis.figures.findIndex((figure) => figure.start === start && figure.text === correction.at.text);
  const figure = analysis.figures[index];
  if (!figure) return analysis;
  const corrected = withLinks({ ...figure }, correction, analysis, text);
  if (correction.value === undefined) return { ...analysis, figures: analysis.figures.with(index, corrected) };
  delete corrected.base;
  delete corrected.modifier;
  corrected.value = correction.value;
  corrected.unit = correction.unit ?? null;
  const projects = analysis.projects.map((project) =>
    project.investment?.figure === index
      ? { ...project, investment: { ...project.investment, value: corrected.value, unit: corrected.unit ?? "" } }
      : project,
  );
  return { ...analysis, projects, figures: analysis.figures.with(index, corrected) };
}

function withLinks(figure: Figure, correction: FigureCorrection, analysis: Analysis, text: string): Figure {
  for (const name of ["metric", "subject", "period"] as const) {
    const words = correction[name];
    if (words === undefined) continue;
    if (words) figure[name] = linkTo(words, figure, analysis, text);
    else delete figure[name];
  }
  return figure;
}

/** The place of the words that is nearest to the figure; words that the text lacks stand for the figure itself. */
function linkTo(words: string, figure: Figure, analysis: Analysis, text: string): Link & PeriodLink {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - figure.start) < Math.abs(best - figure.start)) best = at;
  }
  const span = best < 0 ? { start: figure.start, end: figure.end } : { start: best, end: best + words.length };
  const entity = analysis.mentions.find((mention) => mention.text === words)?.entity;
  const time = analysis.figures.find((other) => other.text === words && typeof other.value === "string")?.value as
    | string
    | undefined;
  return { ...span, text: words, ...(entity === undefined ? {} : { entity }), ...(time ? { interval: time } : {}) };
}

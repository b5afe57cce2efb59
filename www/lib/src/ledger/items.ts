import type { Analysis, Project, Stage, Value } from "../analysis.js";
import { requireLists } from "../options.js";

/** An article that has been read. */
export interface Reading {
  /** What the caller knows the article by. */
  id: string;
  title?: string | null | undefined;
  /** ISO 8601; where it is not given, the analysis' own. */
  published?: string | null | undefined;
  analysis: Analysis;
}

/** Throws `bad-options` where a reading has no analysis. */
export function requireReading(reading: Reading): void {
  requireLists("A reading", reading, []);
  requireLists("The analysis of a reading, as analyze() gives it,", reading.analysis, ["articles", "projects", "entities"]);
}

/** A stage as one article states it. */
export interface ItemStage {
  stage: Stage;
  date: string | null;
  status: "actual" | "forecast";
  /** The words that say so. */
  text: string;
  start: number;
}

/** A sum of money; of a range, both ends. */
export interface Amount {
  low: number;
  high: number;
  unit: string;
}

/** One project of one article, without the rest of its analysis: what merging needs, and no more. */
export interface LedgerItem {
  article: string;
  title: string | null;
  published: string | null;
  /** Index into `Analysis.projects`. */
  project: number;
  name: string | null;
  company: string | null;
  place: string | null;
  industry: string | null;
  content: string | null;
  /** The pool that it is kept in: 储备库. */
  pool: string | null;
  stage: Stage | null;
  stages: ItemStage[];
  amount: Amount | null;
  /** Where in the article it stands. */
  start: number;
}

/** The projects of an article as items of the ledger. */
export function itemsOf(reading: Reading): LedgerItem[] {
  requireReading(reading);
  const { id, title, published, analysis } = reading;
  return analysis.projects.map((project, index) => ({
    article: id,
    title: title ?? titleOf(analysis),
    published: published ?? analysis.published,
    project: index,
    name: project.name,
    company: project.company,
    place: project.place,
    industry: industryOf(analysis, project),
    content: project.content,
    pool: project.pool?.text ?? null,
    stage: project.stage,
    stages: project.stages.map(({ stage, date, status, evidence }) => {
      return { stage, date: date ?? null, status, text: evidence.text, start: evidence.start };
    }),
    amount: amountOf(project),
    start: project.evidence[0]?.start ?? 0,
  }));
}

/** The first title of a page. */
export function titleOf(analysis: Analysis): string | null {
  return analysis.articles.find(({ title }) => title)?.title?.text ?? null;
}

function amountOf({ investment }: Project): Amount | null {
  const ends = investment && endsOf(investment.value);
  return ends ? { low: ends[0], high: ends[1], unit: investment.unit } : null;
}

function endsOf(value: Value): [number, number] | null {
  if (typeof value === "number") return [value, value];
  return Array.isArray(value) ? value : null;
}

/** The industry named in the sentences that speak of the project. */
function industryOf({ mentions, entities }: Analysis, { evidence }: Project): string | null {
  const inside = mentions.find(
    (m) => m.type === "industry" && evidence.some((span) => m.start >= span.start && m.end <= span.end),
  );
  return inside ? (entities[inside.entity]?.name ?? inside.text) : null;
}

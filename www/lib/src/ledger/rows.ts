import type { Stage } from "../analysis.js";
import type { Amount, LedgerItem } from "./items.js";
import { sameAmount } from "./merge.js";

/** The life of a project, in order. */
export const stageOrder: readonly Stage[] = ["planned", "signed", "approved", "started", "completed", "operating", "scaled"];

/** Signings further apart than this are two signings, not two reports of one. */
const SIGNED_AGAIN_DAYS = 45;

/** A place in an article that a cell comes from. */
export interface LedgerSource {
  article: string;
  title: string | null;
  published: string | null;
  /** Index into that article's `Analysis.projects`. */
  project: number;
  /** Offset of the words. */
  start: number;
}

/** A stage of a project's life, with all who say so. */
export interface LedgerStage {
  stage: Stage;
  status: "actual" | "forecast";
  /** The earliest date stated; without one, when it was first reported. */
  date: string | null;
  dateFrom: "text" | "published" | null;
  sources: LedgerSource[];
}

/** A sum that was stated of a project, with all who say so. */
export interface LedgerAmount extends Amount {
  sources: LedgerSource[];
}

/** One project across all articles. */
export interface LedgerRow {
  name: string | null;
  /** Other names that it goes by. */
  aliases: string[];
  company: string | null;
  place: string | null;
  industry: string | null;
  content: string | null;
  /** The pool that it was last said to be kept in. */
  pool: string | null;
  /** The furthest stage that was reached. */
  stage: Stage | null;
  stages: LedgerStage[];
  /** What was said last of the investment. */
  investment: Amount | null;
  /** All sums, in the order of their reports. */
  amounts: LedgerAmount[];
  /** Where the sum was not always the same: last over first, less one. */
  drift: number | null;
  /** Dates of signings that cannot be one signing. */
  signings: string[];
  sources: LedgerSource[];
}

const byReport = (a: LedgerItem, b: LedgerItem): number =>
  (a.published ?? "9999").localeCompare(b.published ?? "9999") || (a.article < b.article ? -1 : 1);

/** One row of what several articles say of one project. */
export function rowOf(group: readonly LedgerItem[]): LedgerRow {
  const items = [...group].sort(byReport);
  const names = byFrequency(items.map(({ name }) => name));
  const stages = stagesOf(items);
  const amounts = amountsOf(items);
  const last = amounts.at(-1);
  return {
    name: names[0] ?? null,
    aliases: names.slice(1),
    company: longest(items.map(({ company }) => company)),
    place: byFrequency(items.map(({ place }) => place))[0] ?? null,
    industry: byFrequency(items.map(({ industry }) => industry))[0] ?? null,
    content: longest(items.map(({ content }) => content)),
    pool: items.findLast(({ pool }) => pool)?.pool ?? null,
    stage: stages.filter(({ status }) => status === "actual").at(-1)?.stage ?? furthest(items),
    stages,
    investment: last ? { low: last.low, high: last.high, unit: last.unit } : null,
    amounts,
    drift: driftOf(amounts),
    signings: signingsOf(items),
    sources: items.map((item) => sourceOf(item, item.start)),
  };
}

const sourceOf = ({ article, title, published, project }: LedgerItem, start: number): LedgerSource => {
  return { article, title, published, project, start };
};

/** Different values, the most frequent first, the longer before the shorter. */
function byFrequency(values: (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || b.length - a.length).map(([value]) => value);
}

const longest = (values: (string | null)[]): string | null =>
  values.reduce((best, value) => ((value?.length ?? 0) > (best?.length ?? 0) ? value : best), null);

function furthest(items: LedgerItem[]): Stage | null {
  const reached = items.map(({ stage }) => (stage ? stageOrder.indexOf(stage) : -1));
  return stageOrder[Math.max(...reached)] ?? null;
}

function stagesOf(items: LedgerItem[]): LedgerStage[] {
  const found = new Map<Stage, LedgerStage>();
  for (const item of items) {
    for (const said of item.stages) {
      const source = sourceOf(item, said.start);
      const known = found.get(said.stage);
      if (!known || (known.status === "forecast" && said.status === "actual")) {
        found.set(said.stage, {
          ...dated(said.date, said.status, item.published),
          stage: said.stage,
          status: said.status,
          sources: [...(known?.sources ?? []), source],
        });
        continue;
      }
      known.sources.push(source);
      if (known.status !== said.status) continue;
      const earlier = said.date && (known.dateFrom !== "text" || (known.date ?? "") > said.date);
      if (earlier) Object.assign(known, { date: said.date, dateFrom: "text" });
    }
  }
  return [...found.values()].sort((a, b) => stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage));
}

/** What is only foreseen has no date but the one that is stated. */
function dated(date: string | null, status: string, published: string | null): Pick<LedgerStage, "date" | "dateFrom"> {
  if (date) return { date, dateFrom: "text" };
  return published && status === "actual" ? { date: published, dateFrom: "published" } : { date: null, dateFrom: null };
}

function amountsOf(items: LedgerItem[]): LedgerAmount[] {
  const found: LedgerAmount[] = [];
  for (const item of items) {
    if (!item.amount) continue;
    const amount = item.amount;
    const known = found.find((other) => sameAmount(other, amount));
    if (known) known.sources.push(sourceOf(item, item.start));
    else found.push({ ...amount, sources: [sourceOf(item, item.start)] });
  }
  return found;
}

function driftOf(amounts: LedgerAmount[]): number | null {
  const [first, last] = [amounts[0], amounts.at(-1)];
  if (!first || !last || first === last || first.unit !== last.unit || !first.high) return null;
  return last.high / first.high - 1;
}

const DAY = 86_400_000;

/** Stated days of signing, those near each other taken as one. */
function signingsOf(items: LedgerItem[]): string[] {
  const days = items
    .flatMap(({ stages }) => stages)
    .filter(({ stage, status, date }) => stage === "signed" && status === "actual" && date && date.length >= 7)
    .map(({ date }) => (date as string).slice(0, 10))
    .sort();
  const apart: string[] = [];
  for (const day of days) {
    const before = apart.at(-1);
    if (!before || (Date.parse(day) - Date.parse(before)) / DAY > SIGNED_AGAIN_DAYS) apart.push(day);
  }
  return apart.length > 1 ? apart : [];
}

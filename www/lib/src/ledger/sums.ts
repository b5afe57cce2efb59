import { demand, requireIterable, requireLists } from "../options.js";
import { type LedgerRow, stageOrder } from "./rows.js";

/** How many projects came how far; a rate is null where nothing could be counted. */
export interface LedgerRates {
  projects: number;
  signed: number;
  started: number;
  operating: number;
  /** Of those signed, the share that has started. */
  startedOfSigned: number | null;
  /** Of those started, the share that operates. */
  operatingOfStarted: number | null;
}

/** What is summed up under one key. */
export interface LedgerSum {
  key: string;
  projects: number;
  /** In yuan; of ranges, the middle. */
  sum: number;
  /** How many of the projects state a sum in yuan. */
  withSum: number;
  signed: number;
  started: number;
  operating: number;
}

export type SumBy = "place" | "industry" | "month" | "company" | "stage";

const keys: readonly SumBy[] = ["place", "industry", "month", "company", "stage"];

const requireRow = (row: LedgerRow): void => requireLists("A row of a ledger", row, ["stages", "sources"]);

function requireRows(rows: readonly LedgerRow[]): void {
  requireIterable("The rows", rows);
  for (const row of rows) requireRow(row);
}

/** Whether a project has come at least as far as a stage. */
export const reached = ({ stage }: LedgerRow, from: (typeof stageOrder)[number]): boolean =>
  stage !== null && stageOrder.indexOf(stage) >= stageOrder.indexOf(from);

const share = (part: number, whole: number): number | null => (whole ? part / whole : null);

export function ratesOf(rows: readonly LedgerRow[]): LedgerRates {
  requireRows(rows);
  const count = (from: (typeof stageOrder)[number]) => rows.filter((row) => reached(row, from)).length;
  const [signed, started, operating] = [count("signed"), count("started"), count("operating")];
  return {
    projects: rows.length,
    signed,
    started,
    operating,
    startedOfSigned: share(started, signed),
    operatingOfStarted: share(operating, started),
  };
}

/** In yuan; null where the sum is in other money or not stated. */
export function yuanOf(row: LedgerRow): number | null {
  requireRow(row);
  const { investment } = row;
  return investment?.unit === "CNY" ? (investment.low + investment.high) / 2 : null;
}

/** The month that a project counts in: of its signing, else of its first stage, else of its first report. */
export function monthOf(row: LedgerRow): string | null {
  requireRow(row);
  const { stages, sources } = row;
  const actual = stages.filter(({ status, date }) => status === "actual" && date && /^\d{4}-\d\d/.test(date));
  const day = (actual.find(({ stage }) => stage === "signed") ?? actual[0])?.date ?? sources[0]?.published;
  return day && /^\d{4}-\d\d/.test(day) ? day.slice(0, 7) : null;
}

const keyOf = (row: LedgerRow, by: SumBy): string | null => (by === "month" ? monthOf(row) : row[by]);

/** Sums by place, industry, month, company or stage; the largest first, months and stages in their order. */
export function sumsBy(rows: readonly LedgerRow[], by: SumBy): LedgerSum[] {
  requireRows(rows);
  demand(keys.includes(by), `There are no sums by "${by}"; there are ${keys.join(", ")}.`);
  const found = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const key = keyOf(row, by);
    if (key) found.set(key, [...(found.get(key) ?? []), row]);
  }
  const sums = [...found].map(([key, members]) => sumOf(key, members));
  if (by === "month") return sums.sort((a, b) => a.key.localeCompare(b.key));
  if (by === "stage") return sums.sort((a, b) => place(a.key) - place(b.key));
  return sums.sort((a, b) => b.sum - a.sum || b.projects - a.projects || a.key.localeCompare(b.key));
}

const place = (key: string): number => stageOrder.indexOf(key as (typeof stageOrder)[number]);

function sumOf(key: string, rows: LedgerRow[]): LedgerSum {
  const sums = rows.map(yuanOf).filter((sum) => sum !== null);
  const { projects, signed, started, operating } = ratesOf(rows);
  return { key, projects, sum: sums.reduce((a, b) => a + b, 0), withSum: sums.length, signed, started, operating };
}

import type { DirectoryRow, LedgerRow, LedgerStage, LedgerSum } from "shiju";
import { number, t } from "../i18n/index.js";
import { formatValue } from "../tables/format.js";
import { cell, type Table } from "../tables/table.js";
import { goTo, openKept } from "./actions.js";
import type { Listed } from "./api.js";
import { lt } from "./words.js";

const count = (n: number) => cell(n ? String(n) : "", { value: n });

/** What a project goes by in addresses and lists. */
export const projectName = ({ name, company, content, sources }: LedgerRow): string =>
  name ?? company ?? content ?? `${sources[0]?.article}:${sources[0]?.project}`;

export const moneyOf = (amount: { low: number; high: number; unit: string } | null): string =>
  amount ? formatValue(amount.low === amount.high ? amount.low : [amount.low, amount.high], amount.unit, "money") : "";

/** A change as a share, with its sign. */
export const driftText = (drift: number | null): string =>
  drift === null ? "" : number(drift, 1, { style: "percent", signDisplay: "exceptZero" });

/** 签约 2024-04 → 开工 2024-07; what is only foreseen in brackets. */
export function historyOf(stages: readonly LedgerStage[]): string {
  const one = ({ stage, date, status }: LedgerStage) => {
    const words = `${t().stage[stage]}${date ? ` ${date.slice(0, 7)}` : ""}`;
    return status === "forecast" ? `(${lt().forecast} ${words})` : words;
  };
  return stages.map(one).join(" → ");
}

export function articleTable(articles: readonly Listed[]): Table {
  const c = lt().columns;
  return {
    name: "articles",
    columns: [
      { label: c.title, wide: true },
      { label: c.published },
      { label: c.source },
      { label: c.characters, align: "end" },
      { label: c.projects, align: "end" },
      { label: c.figures, align: "end" },
      { label: c.findings, align: "end" },
    ],
    rows: articles.map(({ id, title, published, source, characters, projects, figures, findings }) => ({
      cells: [cell(title), cell(published), cell(source), count(characters), count(projects), count(figures), count(findings)],
      go: () => void openKept(id),
    })),
  };
}

export function ledgerTable(rows: readonly LedgerRow[]): Table {
  const { columns: c, stage } = t();
  const own = lt().columns;
  return {
    name: "ledger",
    columns: [
      { label: c.project, wide: true },
      { label: c.investment, align: "end" },
      { label: c.stage },
      { label: own.stages, wide: true },
      { label: c.company, wide: true },
      { label: c.place },
      { label: own.industry },
      { label: own.drift, align: "end" },
      { label: own.signings },
      { label: own.articles, align: "end" },
    ],
    rows: rows.map((row) => ({
      cells: [
        cell(projectName(row), row.aliases.length ? { title: row.aliases.join("；") } : {}),
        cell(moneyOf(row.investment), { value: row.investment ? (row.investment.low + row.investment.high) / 2 : null }),
        cell(row.stage ? stage[row.stage] : ""),
        cell(historyOf(row.stages)),
        cell(row.company),
        cell(row.place),
        cell(row.industry),
        cell(driftText(row.drift), { value: row.drift }),
        cell(row.signings.join("、")),
        count(row.sources.length),
      ],
      go: () => goTo("ledger", projectName(row)),
    })),
  };
}

export function directoryTable(rows: readonly DirectoryRow[], type: DirectoryRow["type"]): Table {
  const own = lt().columns;
  const known = ({ posts, aliases }: DirectoryRow) => [...posts.map(({ post }) => post), ...aliases].join("；");
  return {
    name: type === "person" ? "people" : "companies",
    columns: [
      { label: t().columns.name, wide: true },
      { label: type === "person" ? own.posts : t().columns.aliases, wide: true },
      { label: own.articles, align: "end" },
      { label: own.mentions, align: "end" },
      { label: own.last },
    ],
    rows: rows
      .filter((row) => row.type === type)
      .map((row) => ({
        cells: [
          cell(row.name),
          cell(known(row)),
          count(row.sources.length),
          count(row.mentions),
          cell(row.sources.at(-1)?.published),
        ],
        go: () => goTo(type === "person" ? "people" : "companies", row.name),
      })),
  };
}

/** Sums; `go` leads to what a row is the sum of. */
export function sumTable(name: string, key: string, sums: readonly LedgerSum[], go?: (key: string) => void): Table {
  const c = lt().columns;
  return {
    name,
    columns: [
      { label: key, wide: true },
      { label: c.projects, align: "end" },
      { label: c.sum, align: "end" },
      { label: c.signed, align: "end" },
      { label: c.started, align: "end" },
      { label: c.operating, align: "end" },
    ],
    rows: sums.map(({ key: label, projects, sum, withSum, signed, started, operating }) => ({
      cells: [
        cell(label),
        count(projects),
        cell(sum ? formatValue(sum, "CNY", "money") : "", { value: sum, title: t().overview.ofProjects(withSum) }),
        count(signed),
        count(started),
        count(operating),
      ],
      ...(go && label ? { go: () => go(label) } : {}),
    })),
  };
}

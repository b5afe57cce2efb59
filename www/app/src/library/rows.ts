import type { SqlValue } from "@sqlite.org/sqlite-wasm";
import { type Analysis, type Figure, itemsOf } from "shiju";
import type { Draft } from "./api.js";

export type Row = Record<string, SqlValue>;

/** The tables that hang on an article. */
export const tables = ["entities", "figures", "projects", "findings", "corrections"] as const;

/** The first title; where there is none, the first line. */
export function titleFor({ articles }: Analysis, text: string): string {
  const title = articles.find((article) => article.title)?.title?.text;
  const line = text.split("\n").find((candidate) => candidate.trim());
  // A mark of markdown is no part of a title.
  return (title ?? line ?? "")
    .trim()
    .replace(/^#+\s+/, "")
    .slice(0, 120);
}

/** An analysis as rows of the library's tables. */
export function rowsOf(draft: Draft): { name: (typeof tables)[number]; rows: Row[] }[] {
  const { analysis, corrections } = draft;
  return [
    { name: "entities", rows: entities(analysis) },
    { name: "figures", rows: analysis.figures.map(figure) },
    { name: "projects", rows: projects(draft) },
    {
      name: "findings",
      rows: analysis.findings.map(({ type, severity, text, message, start }, number) => {
        return { number, rule: type, severity, text, message, start };
      }),
    },
    { name: "corrections", rows: corrections.map((body, number) => ({ number, body: JSON.stringify(body) })) },
  ];
}

function entities({ entities: all, mentions }: Analysis): Row[] {
  return all.map(({ type, name, aliases, posts = [], division, mentions: places }, number) => ({
    number,
    type,
    name,
    aliases: JSON.stringify(aliases),
    posts: JSON.stringify(
      posts.map(({ role, body }) => `${body === undefined ? "" : (all[body]?.name ?? "")}${all[role]?.name ?? ""}`),
    ),
    division: division?.code ?? null,
    mentions: places.length,
    start: mentions[places[0] ?? 0]?.start ?? 0,
  }));
}

function figure({ kind, text, value, unit, metric, subject, period, status, start }: Figure, number: number): Row {
  const [low, high] = typeof value === "number" ? [value, value] : Array.isArray(value) ? value : [null, null];
  return {
    number,
    kind,
    text,
    low,
    high,
    time: typeof value === "string" ? value : null,
    unit,
    metric: metric?.text ?? null,
    subject: subject?.text ?? null,
    period: period?.text ?? null,
    interval: period?.interval ?? null,
    status: status ?? null,
    start,
  };
}

function projects({ analysis }: Draft): Row[] {
  return itemsOf({ id: "", analysis }).map((item, number) => {
    const { name, company, place, industry, stage, amount } = item;
    const sum = { low: amount?.low ?? null, high: amount?.high ?? null, unit: amount?.unit ?? null };
    return { number, name, company, place, industry, stage, ...sum, item: JSON.stringify(item) };
  });
}

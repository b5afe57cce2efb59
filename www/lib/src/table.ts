/** Analyses as tables for programs: the twin of `src/render/tables.rs`; a test holds the two against each other. */
import type { Analysis, Entity, Fact, Figure, Finding, Project, Value } from "./analysis.js";
import { ShijuError } from "./errors.js";
import { requireKnown } from "./options.js";

/** The tables that there are. */
export type TableName = "figures" | "projects" | "entities" | "findings";

/** One field: a number, words, or nothing. */
export type TableCell = string | number | null;

/** A table with stable English column names. */
export interface Table {
  columns: string[];
  rows: TableCell[][];
}

const columns = {
  figures:
    "text kind value value_to unit base_value base_unit modifier change status metric subject period interval counted comparison start end",
  projects: "name company place stage date investment investment_to unit content facts durations pool confidence start end",
  entities: "type name aliases posts division code mentions start end",
  findings: "severity type text message message_en suggestion start end",
} as const;

/** A table of an analysis, for spreadsheets and data frames. */
export function toTable(analysis: Analysis, name: TableName): Table {
  if (!Object.hasOwn(columns, name)) {
    throw new ShijuError("bad-options", `There is no table "${name}"; there are ${Object.keys(columns).join(", ")}.`);
  }
  if (!Array.isArray(analysis?.[name])) {
    throw new ShijuError("bad-options", "The first argument must be an analysis, as analyze() gives it.");
  }
  const rows = {
    figures: () => analysis.figures.map(figure),
    projects: () => analysis.projects.map((p) => project(analysis, p)),
    entities: () => analysis.entities.map((e) => entity(analysis, e)),
    findings: () => analysis.findings.map(finding),
  }[name]();
  return { columns: columns[name].split(" "), rows: rows.map((row) => row.map((cell) => (cell === "" ? null : (cell ?? null)))) };
}

/** How CSV is written. */
export interface CsvOptions {
  /** Begins with the mark by which Excel knows UTF-8. Default: false. */
  bom?: boolean | undefined;
}

/** The same as CSV; what a spreadsheet would take for a formula is put behind an apostrophe. */
export function toCSV(analysis: Analysis, name: TableName, options: CsvOptions = {}): string {
  requireKnown(options, ["bom"]);
  const { columns, rows } = toTable(analysis, name);
  return (options.bom ? "\ufeff" : "") + [columns, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
}

function field(cell: TableCell): string {
  if (typeof cell !== "string") return String(cell ?? "");
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[,"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Row = (TableCell | undefined)[];

const lower = (value: Value | undefined): TableCell | undefined => (Array.isArray(value) ? value[0] : value);
const upper = (value: Value | undefined): TableCell => (Array.isArray(value) ? value[1] : null);

const figure = (f: Figure): Row => [
  f.text,
  f.kind,
  lower(f.value),
  upper(f.value),
  f.unit,
  lower(f.base?.value),
  f.base?.unit,
  f.modifier,
  f.change,
  f.status,
  f.metric?.text,
  f.subject?.text,
  f.period?.text,
  f.period?.interval,
  f.counted?.text,
  f.comparison?.text,
  f.start,
  f.end,
];

function project(analysis: Analysis, p: Project): Row {
  const reached = p.stages.findLast((s) => s.stage === p.stage);
  const fact = ({ name, figure }: Fact) => `${name}: ${analysis.figures[figure]?.text}`;
  return [
    p.name,
    p.company,
    p.place,
    p.stage,
    reached?.date,
    lower(p.investment?.value),
    upper(p.investment?.value),
    p.investment?.unit,
    p.content,
    [...p.phases, ...p.facts].map(fact).join("; "),
    p.durations?.map(({ from, to, figure }) => `${from ? `${from} to ` : ""}${to}: ${analysis.figures[figure]?.text}`).join("; "),
    p.pool?.text,
    p.confidence,
    p.evidence[0]?.start,
    p.evidence[0]?.end,
  ];
}

function entity(analysis: Analysis, e: Entity): Row {
  const name = (id: number | undefined) => (id === undefined ? "" : (analysis.entities[id]?.name ?? ""));
  const first = analysis.mentions[e.mentions[0] ?? -1];
  const posts = e.posts?.map(({ body, role }) => name(body) + name(role)) ?? [];
  return [
    e.type,
    e.name,
    e.aliases.join("; "),
    posts.join("; "),
    e.division?.path.join("/"),
    e.division?.code,
    e.mentions.length,
    first?.start,
    first?.end,
  ];
}

const finding = (f: Finding): Row => [f.severity, f.type, f.text, f.message, f.message_en, f.suggestion, f.start, f.end];

import type { Analysis, Project, Stage } from "shiju";
import { t } from "../i18n/index.js";
import { projectName, reachedStage } from "../tables/build.js";
import { formatFigure, formatValue } from "../tables/format.js";
import { cell, type Table } from "../tables/table.js";

/** One value of a chart. */
export interface Point {
  label: string;
  value: number;
  /** The value as people read it. */
  text: string;
  /** Of a timeline: the first day that an ISO date may mean. */
  day?: Date;
  /** Said to lie ahead, or falling. */
  light?: boolean;
  span?: { start: number; end: number };
}

export type ChartKind = "project" | "zone" | "industry" | "funnel" | "timeline" | "growth" | "series";

/** What a chart shows, and the same as a table. */
export interface Chart {
  kind: ChartKind;
  title: string;
  /** How it is drawn. */
  shape: "bars" | "timeline";
  /** What the axis counts, and in what. */
  axis: string;
  scale: number;
  points: Point[];
  table: Table;
}

const stages: Stage[] = ["signed", "started", "completed", "operating", "scaled"];
const order: Stage[] = ["planned", "signed", "approved", "started", "completed", "operating", "scaled"];
const most = 20;

/** The charts that a text has enough to say for. */
export function charts(analysis: Analysis): Chart[] {
  const words = t().charts;
  const yuan = { axis: words.yuan, scale: words.yuanScale };
  const sums: Chart[] = [
    bars("project", sorted(byProject(analysis)), yuan),
    bars("zone", sorted(summed(analysis, ({ place }) => place)), yuan),
    bars("industry", sorted(summed(analysis, ({ industry }) => industry?.text ?? null)), yuan),
  ];
  const others = [
    bars("funnel", funnel(analysis), { axis: words.count, scale: 1 }),
    timeline(analysis),
    bars("growth", growth(analysis), { axis: "%", scale: 1 }),
    ...series(analysis),
  ];
  return [...sums, ...others].filter(({ points }) => points.length > 1);
}

function bars(kind: ChartKind, points: Point[], { axis, scale }: { axis: string; scale: number }, title?: string): Chart {
  const words = t();
  const table: Table = {
    name: kind,
    columns: [
      { label: words.charts.labels[kind], wide: true },
      { label: words.columns.value, align: "end" },
    ],
    rows: points.map((point) => ({
      cells: [cell(point.label), cell(point.text, { value: point.value })],
      ...(point.span ? { span: point.span } : {}),
    })),
  };
  return { kind, title: title ?? words.charts.titles[kind], shape: "bars", axis, scale, points, table };
}

const sorted = (points: Point[]): Point[] => points.sort((a, b) => b.value - a.value).slice(0, most);

/** What is invested, in yuan; of a range its upper end. */
function sumOf({ investment }: Project): number {
  if (investment?.unit !== "CNY") return 0;
  const { value } = investment;
  return typeof value === "number" ? value : Array.isArray(value) ? value[1] : 0;
}

const yuanText = (value: number): string => formatValue(value, "CNY", "money");

function byProject(analysis: Analysis): Point[] {
  return analysis.projects
    .map((project) => ({ project, value: sumOf(project) }))
    .filter(({ value }) => value > 0)
    .map(({ project, value }) => ({
      label: projectName(project),
      value,
      text: yuanText(value),
      ...(project.evidence[0] ? { span: project.evidence[0] } : {}),
    }));
}

/** What is invested, added up under what `key` says of a project. */
function summed(analysis: Analysis, key: (project: Project) => string | null): Point[] {
  const sums = new Map<string, number>();
  for (const project of analysis.projects) {
    const label = key(project);
    if (label && sumOf(project)) sums.set(label, (sums.get(label) ?? 0) + sumOf(project));
  }
  return [...sums].map(([label, value]) => ({ label, value, text: yuanText(value) }));
}

/** How many projects have reached each stage or one beyond it, and what share of those signed that is. */
function funnel({ projects }: Analysis): Point[] {
  const reached = projects.map(({ stage }) => (stage ? order.indexOf(stage) : -1));
  const count = (stage: Stage) => reached.filter((at) => at >= order.indexOf(stage)).length;
  const all = count("signed");
  return stages
    .map((stage) => ({ stage, value: count(stage) }))
    .filter(({ value }) => value > 0)
    .map(({ stage, value }) => ({ label: t().stage[stage], value, text: t().charts.share(value, value / all) }));
}

/** The first day that an ISO date may mean. */
function dayOf(iso: string): Date | null {
  const [year, month = "1", day = "1"] = (iso.split("/")[0] ?? "").split("-");
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The dated stages of projects. */
function timeline(analysis: Analysis): Chart {
  const words = t();
  const dated = analysis.projects.flatMap((project) =>
    project.stages.flatMap((record) => {
      const day = record.date ? dayOf(record.date) : null;
      return day ? [{ project, record, day }] : [];
    }),
  );
  dated.sort((a, b) => a.day.getTime() - b.day.getTime());
  const points = dated.slice(0, most * 2).map(({ project, record, day }) => ({
    label: projectName(project),
    value: day.getTime(),
    text: words.stage[record.stage],
    day,
    light: record.status === "forecast",
    span: record.evidence,
  }));
  const table: Table = {
    name: "timeline",
    columns: [{ label: words.columns.date }, { label: words.columns.project, wide: true }, { label: words.columns.stage }],
    rows: dated.map(({ project, record }) => ({
      cells: [cell(record.date), cell(projectName(project)), cell(words.stage[record.stage])],
      span: record.evidence,
    })),
  };
  return { kind: "timeline", title: words.charts.titles.timeline, shape: "timeline", axis: "", scale: 1, points, table };
}

/** Rates of growth, each under its metric and whose it is. */
function growth(analysis: Analysis): Point[] {
  return analysis.indicators.flatMap(({ metric, subject, change, evidence }) => {
    const figure = change === undefined ? undefined : analysis.figures[change];
    if (figure?.kind !== "percent" || typeof figure.value !== "number") return [];
    const down = figure.change === "down";
    const label = subject && !metric.text.includes(subject.text) ? `${subject.text} ${metric.text}` : metric.text;
    const value = down ? -figure.value : figure.value;
    return [{ label, value, text: `${down ? "−" : ""}${formatFigure(figure)}`, light: down, span: evidence }];
  });
}

/** Metrics that the text gives for several periods. */
function series(analysis: Analysis): Chart[] {
  const groups = new Map<string, Point[]>();
  // 上半年 and 今年上半年 are one period.
  const seen = new Set<string>();
  for (const { metric, subject, period, interval, figure, evidence } of analysis.indicators) {
    const value = figure === undefined ? undefined : analysis.figures[figure];
    if (!value || !period || typeof value.value !== "number") continue;
    const key = [subject?.text, metric.text, value.unit].filter(Boolean).join(" · ");
    const points = groups.get(key) ?? [];
    const when = `${key} ${interval ?? period.text}`;
    if (!seen.has(when)) {
      seen.add(when);
      points.push({ label: period.text, value: value.value, text: formatFigure(value), span: evidence });
    }
    groups.set(key, points);
  }
  return [...groups]
    .filter(([, points]) => points.length > 1)
    .map(([title, points]) => bars("series", points, { axis: "", scale: 1 }, title));
}

/** How far each project is, for its card. */
export const reachedIndex = (project: Project): number => (project.stage ? order.indexOf(project.stage) : -1);
export { order as stageOrder, reachedStage };

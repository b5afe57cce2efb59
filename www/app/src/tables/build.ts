import { type Analysis, type Figure, type Project, type Span, type StageRecord, unitName } from "shiju";
import { t } from "../i18n/index.js";
import { postsOf } from "../sheet/card.js";
import { entityKey, isTime, keysOfFigures } from "../state/marks.js";
import { store } from "../state/store.js";
import { exact, formatFigure, formatTime, formatValue, noteOf } from "./format.js";
import { type Cell, cell, type Row, type Table } from "./table.js";

const textOf = (span: Span | undefined): Cell => cell(span?.text, span ? { span } : {});

/** Several names in one cell, which leads to the first. */
const listOf = (spans: Span[] = []): Cell => cell(spans.map(({ text }) => text).join("、"), spans[0] ? { span: spans[0] } : {});

/** The words of a row in full, for copies and files. */
const evidence = (...spans: (Span | undefined)[]): Cell =>
  cell(
    spans
      .map((span) => span?.text.replace(/\s+/g, ""))
      .filter(Boolean)
      .join(" … "),
  );

/** The columns of copies and files only. */
const exported = () => ({
  unit: { label: t().columns.unit, exported: true },
  evidence: { label: t().columns.evidence, exported: true },
});

/** A figure's number, exact where it is copied, as written where it is pointed at. */
function amount(figure: Figure | undefined): Cell {
  if (!figure) return cell("");
  const exactly = [exact(figure.value), figure.unit].filter((part) => part !== null).join(" ");
  return cell(formatFigure(figure), { value: exact(figure.value), title: `${figure.text} = ${exactly}`, span: figure });
}

/** All figures. */
export function figureTable(analysis: Analysis): Table {
  const { columns, figure: kinds } = t();
  const keys = keysOfFigures(analysis);
  return {
    name: "figures",
    columns: [
      { label: columns.value, align: "end" },
      { label: columns.metric, wide: true },
      { label: columns.subject },
      { label: columns.period },
      { label: columns.note },
      exported().unit,
      { label: columns.text, exported: true },
    ],
    rows: analysis.figures.flatMap((figure, index) =>
      store.state.dismissed.has(keys[index] as string)
        ? []
        : [
            {
              cells: [
                { ...amount(figure), tag: isTime(figure.kind) ? "f-time" : figure.kind === "money" ? "f-money" : "f-number" },
                cell(figure.metric?.text ?? figure.counted?.text, { title: kinds[figure.kind] }),
                textOf(figure.subject),
                cell(figure.period?.text, figure.period?.interval ? { title: formatTime(figure.period.interval) } : {}),
                cell(noteOf(figure)),
                cell(figure.unit),
                cell(figure.text),
              ],
              mark: { family: "figure" as const, index },
              group: figure.kind,
            },
          ],
    ),
  };
}

/** All entities, the most named first. */
export function entityTable(analysis: Analysis): Table {
  const { columns, entity: types } = t();
  const { dismissed } = store.state;
  const rows = analysis.entities
    .filter(({ type, mentions }) => mentions.some((i) => !dismissed.has(entityKey(type, analysis.mentions[i]?.text ?? ""))))
    .map((entity) => ({
      cells: [
        cell(entity.name, { tag: `e-${entity.type}` }),
        cell(types[entity.type]),
        cell(
          [...postsOf(analysis, entity), ...entity.aliases, entity.division?.path.join(" › ") ?? ""].filter(Boolean).join("；"),
        ),
        cell(String(entity.mentions.length), { value: entity.mentions.length }),
      ],
      mark: { family: "entity" as const, index: entity.mentions[0] as number },
      group: entity.type,
    }));
  rows.sort((a, b) => Number(b.cells[3]?.value) - Number(a.cells[3]?.value));
  return {
    name: "entities",
    columns: [
      { label: columns.name, wide: true },
      { label: columns.type },
      { label: columns.known, wide: true },
      { label: columns.mentions, align: "end" },
    ],
    rows,
  };
}

/** Where the words of a project's cell stand. */
const from = (span: Span | undefined) => (span ? { span } : {});

/** A sum, exact in copies where it is in yuan; others have columns of their own there. */
function investmentCell(analysis: Analysis, { investment }: Project): Cell {
  if (!investment) return cell("");
  const { value, unit, figure, phase } = investment;
  return cell(formatValue(value, unit, "money"), {
    value: isForeign(investment) ? null : exact(value),
    title: phase ?? "",
    ...from(analysis.figures[figure]),
  });
}

const isForeign = (investment: Project["investment"]): boolean => !!investment && investment.unit !== "CNY";

/** A sum in another currency than yuan and that currency, as copies and files have them. */
const foreignCells = ({ investment }: Project): Cell[] =>
  investment && isForeign(investment)
    ? [cell("", { value: exact(investment.value) }), cell(investment.unit)]
    : [cell(""), cell("")];

/** The ledger of projects. */
export function projectTable(analysis: Analysis): Table {
  const { columns, stage: stages, status } = t();
  const { projects } = analysis;
  /** A column that no project of the text fills is in copies and files only. */
  const where = (filled: (project: Project) => unknown) => (projects.some(filled) ? {} : { exported: true });
  const foreign = projects.some(({ investment }) => isForeign(investment));
  return {
    name: "projects",
    columns: [
      { label: columns.project, wide: true },
      { label: columns.investment, align: "end", unit: unitName("CNY", store.state.lang) },
      ...(foreign ? [columns.foreign, columns.currency].map((label) => ({ label, exported: true })) : []),
      { label: columns.stage },
      { label: columns.date },
      { label: columns.duration, ...where((p) => p.durations?.length) },
      { label: columns.company },
      { label: columns.place },
      { label: columns.content, wide: true },
      { label: columns.facts, wide: true },
      { label: columns.pool, ...where((p) => p.pool) },
      { label: columns.charge, ...where((p) => p.charge?.length) },
      { label: columns.funds, ...where((p) => p.funds?.length) },
      { label: columns.parent, exported: true },
      { label: columns.industry, exported: true },
      { label: columns.dates, exported: true },
      { label: columns.sure, exported: true },
      exported().evidence,
    ],
    rows: projects.map((project, index) => {
      const reached = reachedStage(project);
      const { cells } = project;
      return {
        cells: [
          cell(projectName(project)),
          investmentCell(analysis, project),
          ...(foreign ? foreignCells(project) : []),
          cell(project.stage ? stages[project.stage] : "", {
            ...(reached?.status === "forecast" ? { title: status.forecast } : {}),
            ...from(cells.stage ?? reached?.evidence),
          }),
          cell(dateOf(reached), from(reached?.when ?? reached?.evidence)),
          cell(durationsText(analysis, project), from(project.durations?.[0]?.evidence)),
          cell(project.company, from(cells.company)),
          cell(project.place, from(cells.place)),
          cell(project.content, from(cells.content)),
          cell(
            factsText(analysis, [...project.phases, ...project.facts]),
            from(analysis.figures[[...project.phases, ...project.facts][0]?.figure ?? -1]),
          ),
          textOf(project.pool),
          listOf(project.charge),
          listOf(project.funds),
          textOf(project.parent),
          textOf(project.industry),
          cell(datesText(project)),
          cell(project.confidence.toFixed(2), { value: Math.round(project.confidence * 100) / 100 }),
          evidence(...project.evidence),
        ],
        mark: { family: "project" as const, index },
      };
    }),
  };
}

/** What a project goes by. */
export const projectName = ({ name, company, content }: Project): string => name ?? company ?? content ?? "—";

/** The stage that a project is at, with its date and words; of forecasts the nearest where nothing else is told. */
export const reachedStage = ({ stage, stages }: Project): StageRecord | undefined => {
  const actual = stages.filter((s) => s.status === "actual");
  return actual.find((s) => s.stage === stage) ?? actual.at(-1) ?? stages[0];
};

/** A stage's date; where its year is not known, as written. */
export const dateOf = (record: StageRecord | undefined): string | undefined => record?.date ?? record?.when?.text;

/** Every dated stage: 签约 2024-03-12；投产 2025-06（预计）. */
function datesText({ stages }: Project): string {
  const { stage: names, status: words } = t();
  const dated = stages.filter((record) => dateOf(record));
  return dated
    .map((record) => `${names[record.stage]} ${dateOf(record)}${record.status === "forecast" ? `（${words.forecast}）` : ""}`)
    .join("；");
}

/** How long it took from stage to stage: 签约→投产 50天. */
export function durationsText(analysis: Analysis, { durations = [] }: Project): string {
  const { stage: names, status: words } = t();
  return durations
    .map(({ from, to, figure, status }) => {
      const ahead = status === "forecast" ? `（${words.forecast}）` : "";
      return `${from ? names[from] : ""}→${names[to]} ${figureText(analysis, figure)}${ahead}`;
    })
    .join("；");
}

export const factsText = (analysis: Analysis, list: { name: string; figure: number }[]): string =>
  list.map(({ name, figure }) => `${t().factName[name] ?? name} ${figureText(analysis, figure)}`).join("；");

const figureText = (analysis: Analysis, index: number | undefined): string => {
  const figure = index === undefined ? undefined : analysis.figures[index];
  return figure ? formatFigure(figure) : "";
};

const at = (analysis: Analysis, index: number | undefined): Cell =>
  amount(index === undefined ? undefined : analysis.figures[index]);

/** The tables beside the ledger; those without a row are left out. */
export function sideTables(analysis: Analysis): { title: string; table: Table }[] {
  const { columns: c, stage, status, projects: titles, incentive, mechanism } = t();
  const row = (cells: Cell[], span: Span): Row => ({ cells, span });
  const all = [
    {
      title: titles.indicators,
      table: {
        name: "indicators",
        columns: [
          { label: c.metric, wide: true },
          { label: c.subject },
          { label: c.period },
          { label: c.value, align: "end" as const },
          { label: c.change, align: "end" as const },
          { label: c.rank, align: "end" as const },
          { label: c.completion, align: "end" as const },
          { label: c.threshold, align: "end" as const, ...where(analysis.indicators, "threshold") },
          exported().unit,
        ],
        rows: analysis.indicators.map((i) =>
          row(
            [
              textOf(i.metric),
              textOf(i.subject),
              textOf(i.period),
              at(analysis, i.figure),
              changeCell(analysis, i.change),
              at(analysis, i.rank),
              at(analysis, i.completion),
              at(analysis, i.threshold),
              cell(i.figure === undefined ? "" : analysis.figures[i.figure]?.unit),
            ],
            i.evidence,
          ),
        ),
      },
    },
    {
      title: titles.batches,
      table: {
        name: "batches",
        columns: [
          { label: c.stage },
          { label: c.date },
          { label: c.place, wide: true },
          { label: c.count, align: "end" as const },
          { label: c.sum, align: "end" as const, unit: unitName("CNY", store.state.lang) },
          { label: c.parts, wide: true },
          { label: c.members, wide: true },
        ],
        rows: analysis.batches.map((b) =>
          row(
            [
              cell(stage[b.stage]),
              cell(b.date),
              textOf(b.place),
              at(analysis, b.count),
              at(analysis, b.sum),
              cell(b.parts.map((p) => `${p.label.text} ${figureText(analysis, p.count)}`).join("；")),
              cell(
                b.members
                  .map((m) => analysis.projects[m])
                  .map((p) => (p ? projectName(p) : ""))
                  .join("、"),
              ),
            ],
            b.evidence,
          ),
        ),
      },
    },
    {
      title: titles.commitments,
      table: {
        name: "commitments",
        columns: [
          { label: c.what, wide: true },
          { label: c.who },
          { label: c.limit, align: "end" as const },
          { label: c.before, align: "end" as const },
          { label: c.note },
        ],
        rows: analysis.commitments.map((k) =>
          row(
            [textOf(k.what), textOf(k.who), at(analysis, k.figure), at(analysis, k.before), cell(status[k.status])],
            k.evidence,
          ),
        ),
      },
    },
    {
      title: titles.problems,
      table: {
        name: "problems",
        columns: [
          { label: c.body, wide: true },
          { label: c.period },
          { label: c.collected, align: "end" as const },
          { label: c.solved, align: "end" as const },
          { label: c.rate, align: "end" as const },
          ...(["satisfaction", "visits", "staff"] as const).map((key) => ({
            label: c[key],
            align: "end" as const,
            ...where(analysis.problems, key),
          })),
        ],
        rows: analysis.problems.map((p) =>
          row(
            [
              textOf(p.body),
              textOf(p.period),
              ...[p.collected, p.solved, p.rate, p.satisfaction, p.visits, p.staff].map((figure) => at(analysis, figure)),
            ],
            p.evidence,
          ),
        ),
      },
    },
    {
      title: titles.incentives,
      table: {
        name: "incentives",
        columns: [
          { label: c.what, wide: true },
          { label: c.kind },
          { label: c.giver },
          { label: c.taker },
          { label: c.value, align: "end" as const },
        ],
        rows: analysis.incentives.map((i) =>
          row(
            [
              textOf(i.what),
              cell(incentive[i.kind] ?? i.kind),
              textOf(i.giver),
              textOf(i.taker),
              cell(i.figures.map((f) => figureText(analysis, f)).join("、"), from(analysis.figures[i.figures[0] ?? -1])),
            ],
            i.evidence,
          ),
        ),
      },
    },
    {
      title: titles.mechanisms,
      table: {
        name: "mechanisms",
        columns: [
          { label: c.name, wide: true },
          { label: c.kind },
          { label: c.who },
          { label: c.parts, wide: true },
          { label: c.facts, wide: true },
        ],
        rows: analysis.mechanisms.map((m) =>
          row(
            [
              textOf(m.name),
              cell(mechanism[m.kind] ?? m.kind),
              textOf(m.who),
              listOf(m.parts),
              cell(factsText(analysis, m.facts), from(analysis.figures[m.facts[0]?.figure ?? -1])),
            ],
            m.evidence,
          ),
        ),
      },
    },
    { title: titles.people, table: peopleTable(analysis) },
  ];
  return all.filter(({ table }) => table.rows.length).map(({ title, table }) => ({ title, table: withEvidence(table) }));
}

/** A column of figures that no row fills is in copies and files only. */
const where = <R>(rows: R[], key: keyof R) => (rows.some((row) => row[key] !== undefined) ? {} : { exported: true });

/** Who holds which post where, a row for each post; the words of a post are those nearest to the person's name. */
function peopleTable(analysis: Analysis): Table {
  const { columns: c } = t();
  const nearest = (entity: number | undefined, to: Span): Span | undefined => {
    const spans = (analysis.entities[entity ?? -1]?.mentions ?? []).flatMap((i) => analysis.mentions[i] ?? []);
    return spans.sort((a, b) => Math.abs(a.start - to.start) - Math.abs(b.start - to.start))[0];
  };
  const rows = analysis.entities.flatMap(({ type, name, posts = [], mentions }) => {
    const first = analysis.mentions[mentions[0] ?? -1];
    if (type !== "person" || !first) return [];
    return posts.map(({ role, body }): Row => {
      const post = cell(analysis.entities[role]?.name, from(nearest(role, first)));
      const at = cell(body === undefined ? "" : analysis.entities[body]?.name, from(nearest(body, first)));
      const times = cell(String(mentions.length), { value: mentions.length });
      return { cells: [cell(name, { span: first, tag: "e-person" }), post, at, times], span: first };
    });
  });
  const columns = [{ label: c.person }, { label: c.post, wide: true }, { label: c.body, wide: true }];
  return { name: "people", columns: [...columns, { label: c.mentions, align: "end" }], rows };
}

/** A side table with what copies and files need besides: the words of each row. */
function withEvidence(table: Table): Table {
  const rows = table.rows.map((row) => ({ ...row, cells: [...row.cells, evidence(row.span as Span)] }));
  return { ...table, columns: [...table.columns, exported().evidence], rows };
}

/** Growth with its direction. */
function changeCell(analysis: Analysis, index: number | undefined): Cell {
  const figure = index === undefined ? undefined : analysis.figures[index];
  if (!figure) return cell("");
  const arrow = figure.change === "down" ? "↓" : figure.change === "up" ? "↑" : "";
  return { ...amount(figure), text: `${arrow}${formatFigure(figure)}` };
}

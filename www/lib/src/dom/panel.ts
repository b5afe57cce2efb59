import type { Analysis, Project, Span } from "../analysis.js";
import { formatFigure, formatValue } from "../format.js";
import { type Lang, nameOf } from "../names.js";

/** The look of the panel; hosts reach its pieces by `::part(panel)`, `::part(table)` and `::part(finding)`. */
export const panelCss = `
[part="panel"]:empty { display: none; }
[part="panel"] { margin-block-start: 1rem; font: 13px / 1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
details { border-block-start: 1px solid light-dark(#dcd5c8, #2b394d); padding-block: 0.4rem; }
summary { cursor: pointer; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; margin-block-start: 0.3rem; }
th, td { text-align: start; padding: 0.2rem 0.8rem 0.2rem 0; border-block-end: 1px solid light-dark(#e9e3d8, #212d3f); vertical-align: baseline; }
th { font-weight: 500; color: light-dark(#635b50, #a9b3c1); white-space: nowrap; }
td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
button { all: unset; cursor: pointer; text-decoration-line: underline; text-decoration-style: dotted; text-underline-offset: 0.2em; }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
ol { padding-inline-start: 1.4rem; margin: 0.3rem 0 0; }`;

const words = {
  zh: {
    findings: "核查",
    figures: "数据",
    projects: "项目台账",
    value: "数值",
    metric: "指标",
    subject: "主体",
    period: "时期",
    name: "项目",
    company: "企业",
    place: "地点",
    investment: "投资",
    stage: "进展",
  },
  en: {
    findings: "Findings",
    figures: "Figures",
    projects: "Projects",
    value: "Value",
    metric: "Metric",
    subject: "Of",
    period: "Period",
    name: "Project",
    company: "Company",
    place: "Place",
    investment: "Investment",
    stage: "Stage",
  },
} as const;

/** Findings, projects and figures as lists that open; a click on a row brings its words into view. */
export function panelOf(analysis: Analysis, lang: Lang, reveal: (start: number, end: number) => void): HTMLElement[] {
  const say = words[lang];
  const link = (text: string, span: Span | undefined) => {
    if (!span) return text;
    const button = element("button", text);
    button.type = "button";
    button.addEventListener("click", () => reveal(span.start, span.end));
    return button;
  };
  const findings = analysis.findings.map((f) => {
    const item = element("li", "");
    item.part.add("finding");
    item.append(link(lang === "en" ? f.message_en : f.message, f));
    return item;
  });
  const figures = analysis.figures
    .filter(({ metric, subject }) => metric || subject)
    .map((f) => [f.metric?.text ?? "", link(formatFigure(f, lang), f), f.subject?.text ?? "", f.period?.text ?? ""]);
  const projects = analysis.projects.map((p) => [
    link(p.name ?? p.content ?? "—", p.evidence[0]),
    p.company ?? "",
    p.place ?? "",
    invested(p, lang),
    p.stage ? nameOf(p.stage, lang) : "",
  ]);
  return [
    section(say.findings, findings.length, list(findings)),
    section(say.projects, projects.length, table([say.name, say.company, say.place, say.investment, say.stage], projects, 3)),
    section(say.figures, figures.length, table([say.metric, say.value, say.subject, say.period], figures, 1)),
  ].filter((part) => part !== undefined);
}

const invested = ({ investment }: Project, lang: Lang): string =>
  investment ? formatValue(investment.value, investment.unit, lang, "money") : "";

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const out = document.createElement(tag);
  out.textContent = text;
  return out;
}

function section(title: string, count: number, body: HTMLElement): HTMLElement | undefined {
  if (count === 0) return undefined;
  const details = element("details", "");
  details.append(element("summary", `${title} ${count}`), body);
  return details;
}

function list(items: readonly HTMLElement[]): HTMLElement {
  const out = element("ol", "");
  out.append(...items);
  return out;
}

function table(head: readonly string[], rows: readonly (string | HTMLElement)[][], numeric: number): HTMLElement {
  const out = element("div", "");
  out.className = "scroll";
  const grid = element("table", "");
  grid.part.add("table");
  const top = grid.createTHead().insertRow();
  for (const name of head) {
    const cell = element("th", name);
    cell.scope = "col";
    top.append(cell);
  }
  const body = grid.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((content, column) => {
      const cell = line.insertCell();
      if (column === numeric) cell.className = "number";
      cell.append(content);
    });
  }
  out.append(grid);
  return out;
}

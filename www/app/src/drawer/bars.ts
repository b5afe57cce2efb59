import { html, nothing } from "lit";
import type { Analysis, Project, Stage } from "shiju";
import { t } from "../i18n/index.js";
import { jumpTo, jumpToSpan } from "../state/actions.js";
import { formatValue } from "../tables/format.js";

const stages: Stage[] = ["planned", "signed", "approved", "started", "completed", "operating", "scaled"];

/** Each project with its sum as a bar and its life as seven steps; the numbers stand beside, so that nothing is told by length alone. */
export function projectBars(analysis: Analysis) {
  const sums = analysis.projects.map((project) => ({ project, sum: sumOf(project) }));
  const most = Math.max(...sums.map(({ sum }) => sum), 0);
  if (!most) return nothing;
  const sorted = sums.filter(({ sum }) => sum > 0).sort((a, b) => b.sum - a.sum);
  return html`<ul class="bars">
    ${sorted.slice(0, 12).map(({ project, sum }) => bar(analysis, project, sum / most))}
  </ul>`;
}

function sumOf({ investment }: Project): number {
  if (investment?.unit !== "CNY") return 0;
  const { value } = investment;
  return typeof value === "number" ? value : Array.isArray(value) ? value[1] : 0;
}

function bar(analysis: Analysis, project: Project, share: number) {
  const { investment, stage, entity, evidence } = project;
  const mention = entity === undefined ? undefined : analysis.entities[entity]?.mentions[0];
  const go = () =>
    mention === undefined ? evidence[0] && jumpToSpan(evidence[0]) : jumpTo({ family: "entity", index: mention });
  const reached = stage ? stages.indexOf(stage) : -1;
  return html`<li>
    <button type="button" @click=${go}>
      <span class="grow">${project.name ?? project.company ?? project.content}</span>
      <b class="tabular">${investment ? formatValue(investment.value, investment.unit, "money") : ""}</b>
    </button>
    <meter min="0" max="1" .value=${share} aria-hidden="true"></meter>
    <span class="life" role="img" aria-label=${stage ? t().stage[stage] : "—"}>
      ${stages.map((name, i) => html`<i class=${i <= reached ? "done" : ""} title=${t().stage[name]}></i>`)}
      <span aria-hidden="true">${stage ? t().stage[stage] : ""}</span>
    </span>
  </li>`;
}

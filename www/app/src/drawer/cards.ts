import { html, nothing, type TemplateResult } from "lit";
import type { Analysis, Batch, Project, Span } from "shiju";
import { reachedIndex, stageOrder } from "../charts/series.js";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { jumpTo, jumpToSpan } from "../state/actions.js";
import { dateOf, durationsText, factsText, projectName } from "../tables/build.js";
import { formatFigure, formatValue } from "../tables/format.js";

/** Each project as a card with its life; members of a batch stand together under it. */
export function projectCards(analysis: Analysis): TemplateResult {
  const listing: Listing<Project> = {
    items: analysis.projects.filter(({ batch }) => batch === undefined),
    name: () => "card-project",
    mark: (project) => ({ family: "project", index: analysis.projects.indexOf(project) }),
    item: (project) => card(analysis, project),
  };
  return html`
    ${analysis.batches.map((batch) => batchCard(analysis, batch))}
    <long-list name="cards" .listing=${listing}></long-list>
  `;
}

function batchCard(analysis: Analysis, batch: Batch): TemplateResult {
  const figure = (index: number | undefined) => {
    const found = index === undefined ? undefined : analysis.figures[index];
    return found ? formatFigure(found) : "";
  };
  const members = batch.members.flatMap((index) => analysis.projects[index] ?? []);
  const head = [
    batch.date,
    batch.place?.text,
    `${figure(batch.count)}${t().columns.project}`,
    t().stage[batch.stage],
    figure(batch.sum),
  ];
  return html`<section class="batch">
    <h3>
      <button type="button" class="quote" @click=${() => jumpToSpan(batch.evidence)}>${head.filter(Boolean).join(" · ")}</button>
    </h3>
    ${
      batch.parts.length
        ? html`<p class="quiet">${batch.parts.map(({ label, count, sum }) => [label.text, figure(count), figure(sum)].filter(Boolean).join(" ")).join("；")}</p>`
        : nothing
    }
    ${
      members.length
        ? html`<ul class="cards">
          ${members.map((project) => html`<li class="card-project">${card(analysis, project)}</li>`)}
        </ul>`
        : nothing
    }
  </section>`;
}

function card(analysis: Analysis, project: Project): TemplateResult {
  const { investment, company, place, content, phases, facts, cells } = project;
  const words = t().columns;
  const line = (label: string, text: string | null | undefined, span?: Span) =>
    text
      ? html`<dt>${label}</dt>
        <dd>${span ? html`<button type="button" class="link" @click=${() => jumpToSpan(span)}>${text}</button>` : text}</dd>`
      : nothing;
  const index = analysis.projects.indexOf(project);
  return html`<h4>
      <button type="button" class="quote" @click=${() => jumpTo({ family: "project", index })}>${projectName(project)}</button>
      <b class="tabular">${investment ? formatValue(investment.value, investment.unit, "money") : ""}</b>
    </h4>
    ${life(project)}
    <dl>
      ${line(words.duration, durationsText(analysis, project), project.durations?.[0]?.evidence)}
      ${line(words.company, company, cells.company)} ${line(words.parent, project.parent?.text, project.parent)}
      ${line(words.place, place, cells.place)}
      ${line(words.industry, project.industry?.text, project.industry)} ${line(words.content, content, cells.content)}
      ${line(words.charge, project.charge?.map(({ text }) => text).join("、"), project.charge?.[0])}
      ${line(words.funds, project.funds?.map(({ text }) => text).join("、"), project.funds?.[0])}
      ${line(words.pool, project.pool?.text, project.pool)}
      ${line(words.facts, factsText(analysis, [...phases, ...facts]), analysis.figures[[...phases, ...facts][0]?.figure ?? -1])}
    </dl>`;
}

/** The steps of a project's life: those reached are filled, those foretold are ringed; dates stand below. */
function life(project: Project): TemplateResult {
  const reached = reachedIndex(project);
  const words = t();
  const steps = stageOrder.map((stage, at) => {
    const records = project.stages.filter((s) => s.stage === stage);
    const record = records.find((s) => s.date) ?? records.find((s) => s.when) ?? records[0];
    const ahead = at > reached && record?.status === "forecast";
    return { stage, at, record, name: at <= reached ? "done" : ahead ? "ahead" : "" };
  });
  return html`<ol class="steps" aria-label=${words.columns.stage}>
    ${steps.map(
      ({ stage, at, record, name }) => html`<li class=${name} aria-current=${at === reached ? "step" : "false"}>
        <span>${words.stage[stage]}</span>
        ${
          record
            ? html`<button type="button" class="link" @click=${() => jumpToSpan(record.when ?? record.evidence)}>
              ${dateOf(record) ?? record.evidence.text}${name === "ahead" ? html`<small> ${words.status.forecast}</small>` : nothing}
            </button>`
            : nothing
        }
      </li>`,
    )}
  </ol>`;
}

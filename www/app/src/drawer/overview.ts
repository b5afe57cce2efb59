import { html, nothing, type TemplateResult } from "lit";
import type { Analysis, Entity, EntityType, Project } from "shiju";
import { t } from "../i18n/index.js";
import { postsOf } from "../sheet/card.js";
import { messageOf } from "../sheet/notes.js";
import { findingsShown, jumpTo, openPanel, point } from "../state/actions.js";
import type { Panel } from "../state/store.js";
import { sideTables } from "../tables/build.js";
import { formatValue } from "../tables/format.js";
import "../tables/view.js";
import "./find.js";

const FEW = 6;

/** What the text is about, at a glance. */
export function overviewPanel(analysis: Analysis): TemplateResult {
  const words = t().overview;
  const findings = findingsShown();
  const title = analysis.articles[0]?.title?.text;
  const summary = words.summary({
    articles: analysis.articles.length,
    entities: analysis.entities.length,
    figures: analysis.figures.length,
    projects: analysis.projects.length,
    findings: findings.length,
  });
  return html`
    <find-everything></find-everything>
    <div class="lead">
      ${title ? html`<h2>${title}</h2>` : nothing}
      <p>${analysis.published ? html`<time>${analysis.published}</time> · ` : nothing}${summary}</p>
    </div>
    ${total(analysis)}
    ${block(
      words.findings,
      "findings",
      findings.length,
      findings.slice(0, FEW).map(({ index, number }) => findingRow(analysis, index, number)),
    )}
    ${block(words.projects, "projects", analysis.projects.length, analysis.projects.slice(0, FEW).map(projectRow))}
    ${indicators(analysis)} ${block(words.people, "entities", 0, people(analysis))}
    ${names(analysis, words.companies, ["company"])} ${names(analysis, words.places, ["zone", "place"])}
  `;
}

function block(title: string, panel: Panel, all: number, rows: TemplateResult[]) {
  if (!rows.length) return nothing;
  return html`<section>
    <h3>
      ${title}
      ${all > rows.length ? html`<button type="button" class="link all" @click=${() => openPanel(panel)}>${t().overview.all(all)}</button>` : nothing}
    </h3>
    <ul class="rows">
      ${rows}
    </ul>
  </section>`;
}

/** The sum of what the ledger says is invested, in yuan. */
function total(analysis: Analysis) {
  const sums = analysis.projects
    .map(({ investment }) => (investment?.unit === "CNY" && typeof investment.value === "number" ? investment.value : 0))
    .filter(Boolean);
  if (!sums.length) return nothing;
  const sum = sums.reduce((a, b) => a + b, 0);
  return html`<p class="total">
    <span>${t().overview.total}</span> <b class="tabular">${formatValue(sum, "CNY", "money")}</b>
    <small>${t().overview.ofProjects(sums.length)}</small>
  </p>`;
}

function findingRow(analysis: Analysis, index: number, number: number): TemplateResult {
  const finding = analysis.findings[index];
  if (!finding) return html``;
  const mark = { family: "finding" as const, index };
  return html`<li class="verdict ${finding.severity}" @mouseenter=${() => point(mark)} @mouseleave=${() => point(null)}>
    <button type="button" @click=${() => jumpTo(mark)}><span class="number">${number}</span> <span>${messageOf(finding)}</span></button>
  </li>`;
}

function projectRow({ investment, stage, name, company, content }: Project, index: number): TemplateResult {
  const go = () => jumpTo({ family: "project", index });
  return html`<li>
    <button type="button" @click=${go}>
      <span class="grow">${name ?? company ?? content}</span>
      ${stage ? html`<span class="stage s-${stage}">${t().stage[stage]}</span>` : nothing}
      <b class="tabular">${investment ? formatValue(investment.value, investment.unit, "money") : ""}</b>
    </button>
  </li>`;
}

function indicators(analysis: Analysis) {
  const found = sideTables(analysis).find(({ table }) => table.name === "indicators");
  if (!found) return nothing;
  const table = { ...found.table, rows: found.table.rows.slice(0, FEW + 2) };
  return html`<section><h3>${t().overview.indicators}</h3><fact-table bare .table=${table}></fact-table></section>`;
}

function people(analysis: Analysis): TemplateResult[] {
  return analysis.entities
    .filter((entity) => entity.type === "person" && entity.posts?.length)
    .slice(0, FEW * 2)
    .map(
      (entity) => html`<li>
        <button type="button" @click=${() => jumpTo({ family: "entity", index: entity.mentions[0] as number })}>
          <b>${entity.name}</b> <span class="grow quiet">${postsOf(analysis, entity).join("；")}</span>
        </button>
      </li>`,
    );
}

function names(analysis: Analysis, title: string, types: EntityType[]) {
  const found = analysis.entities.filter((entity) => types.includes(entity.type) && entity.mentions.length);
  if (!found.length) return nothing;
  const often = (a: Entity, b: Entity) => b.mentions.length - a.mentions.length;
  return html`<section>
    <h3>${title}</h3>
    <p class="names">
      ${found
        .sort(often)
        .slice(0, 16)
        .map((entity) => {
          const mark = { family: "entity" as const, index: entity.mentions[0] as number };
          return html`<button
            type="button"
            class="name e-${entity.type}"
            @click=${() => jumpTo(mark)}
            @mouseenter=${() => point(mark)}
            @mouseleave=${() => point(null)}
          >
            ${entity.name}${entity.mentions.length > 1 ? html`<sup>${entity.mentions.length}</sup>` : nothing}
          </button> `;
        })}
    </p>
  </section>`;
}

import { html, nothing, render } from "lit";
import type { Analysis } from "shiju";
import { sheetFindings, sheetTitle } from "../drawer/checksheet.js";
import { t } from "../i18n/index.js";
import { messageOf } from "../sheet/notes.js";
import { findingsShown } from "../state/actions.js";
import { store } from "../state/store.js";
import { projectTable, sideTables } from "../tables/build.js";
import type { Table } from "../tables/table.js";

/** The report that is printed in the place of the page: made when printing begins, taken away after. */
export function listenToPrinting(): void {
  const place = document.createElement("article");
  place.className = "report";
  addEventListener("beforeprint", () => {
    const { analysis } = store.state;
    if (!analysis?.figures.length && !analysis?.mentions.length) return;
    // from the list of findings the check sheet is printed, from anywhere else the whole
    render(store.state.panel === "findings" && sheetFindings(analysis).length ? checked(analysis) : report(analysis), place);
    document.body.append(place);
  });
  addEventListener("afterprint", () => place.remove());
}

function checked(analysis: Analysis) {
  const words = t();
  return html`<h1>${words.findings.sheet}</h1>
    <p>${sheetTitle(analysis)}</p>
    <ol>
      ${sheetFindings(analysis).map(
        (finding) => html`<li>
          ☐ [${words.severity[finding.severity]}] <q>${finding.text}</q> ${messageOf(finding)}
          ${finding.related.length ? html`<br />${words.findings.related}: ${finding.related.map(({ text }) => html`<q>${text}</q> `)}` : nothing}
          ${finding.suggestion === undefined ? nothing : html`<br />${words.findings.suggestion}: <b>${finding.suggestion || "∅"}</b>`}
        </li>`,
      )}
    </ol>`;
}

function report(analysis: Analysis) {
  const words = t();
  const title = analysis.articles[0]?.title?.text ?? words.name;
  const findings = findingsShown().flatMap(({ index }) => analysis.findings[index] ?? []);
  return html`
    <h1>${title}</h1>
    <p>${analysis.published ?? ""} ${words.overview.summary({
      articles: analysis.articles.length,
      entities: analysis.entities.length,
      figures: analysis.figures.length,
      projects: analysis.projects.length,
      findings: findings.length,
    })}</p>
    ${analysis.projects.length ? section(words.projects.ledger, projectTable(analysis)) : nothing}
    ${sideTables(analysis).map(({ title, table }) => section(title, table))}
    ${
      findings.length
        ? html`<h2>${words.panels.findings}</h2>
          <ol>
            ${findings.map((finding) => html`<li><q>${finding.text}</q> ${messageOf(finding)}</li>`)}
          </ol>`
        : nothing
    }
  `;
}

/** What is shorter than this is not broken. */
const SHORT = 8;

function section(title: string, { columns, rows }: Table) {
  // Paper is narrow: a column that says nothing is left out.
  const seen = columns.flatMap(({ exported }, at) => (!exported && rows.some(({ cells }) => cells[at]?.text) ? [at] : []));
  return html`<h2>${title}</h2>
    <table>
      <thead>
        <tr>
          ${seen.map((at) => html`<th scope="col" class=${columns[at]?.align ?? ""}>${columns[at]?.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ cells }) => html`<tr>${seen.map((at) => html`<td class="${columns[at]?.align ?? ""} ${(cells[at]?.text.length ?? 0) < SHORT ? "short" : ""}">${cells[at]?.text}</td>`)}</tr>`)}
      </tbody>
    </table>`;
}

import { html, nothing } from "lit";
import type { Analysis } from "shiju";
import "../charts/chart.js";
import { charts } from "../charts/series.js";
import { t } from "../i18n/index.js";
import { Part } from "../parts/part.js";
import type { State } from "../state/store.js";
import { projectTable, sideTables } from "../tables/build.js";
import "../tables/view.js";
import { projectCards } from "./cards.js";

const views = ["table", "cards", "charts"] as const;

/** The ledger of a text: as a table, as cards, as charts; the tables beside it below. */
export class ProjectLedger extends Part {
  static override properties = { analysis: { attribute: false } };
  protected readonly watches: readonly (keyof State)[] = [];

  declare analysis: Analysis;
  #view: (typeof views)[number] = "table";

  protected override render() {
    const words = t().projects;
    return html`
      <div class="views" role="group" aria-label=${words.views}>
        ${views.map(
          (view) => html`<button
            type="button"
            aria-pressed=${view === this.#view}
            @click=${() => {
              this.#view = view;
              this.requestUpdate();
            }}
          >
            ${words.view[view]}
          </button>`,
        )}
        <button type="button" class="print" @click=${() => print()}>${words.print}</button>
      </div>
      ${this.#shown()}
    `;
  }

  #shown() {
    switch (this.#view) {
      case "table":
        return html`<fact-table class="ledger" .table=${projectTable(this.analysis)}></fact-table>
          ${sideTables(this.analysis).map(({ title, table }) => html`<h3>${title}</h3><fact-table .table=${table}></fact-table>`)}`;
      case "cards":
        return projectCards(this.analysis);
      case "charts":
        return this.#charts();
    }
  }

  #charts() {
    const all = charts(this.analysis);
    if (!all.length) return html`<p class="empty">${t().charts.none}</p>`;
    return html`${all.map((chart) => html`<fact-chart .chart=${chart}></fact-chart>`)}${nothing}`;
  }
}

customElements.define("project-ledger", ProjectLedger);

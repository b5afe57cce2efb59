import { html, type LitElement, nothing } from "lit";
import { t } from "../i18n/index.js";
import { Region } from "../parts/part.js";
import { showTab } from "../parts/tabs.js";
import { findingsShown, openPanel } from "../state/actions.js";
import { type Panel, panels, store } from "../state/store.js";
import type { FactTable } from "../tables/view.js";
import "../page/view.js";
import "./compare.js";
import { findingsPanel } from "./findings.js";
import { overviewPanel } from "./overview.js";
import { entitiesPanel, figuresPanel, projectsPanel } from "./tables.js";
import { timelinePanel } from "./timeline.js";

/** The drawer: one panel of facts at a time. */
export class FactDrawer extends Region {
  protected readonly watches = [
    "analysis",
    "panel",
    "drawerOpen",
    "dismissed",
    "failure",
    "names",
    "past",
    "layer",
    "work",
  ] as const;

  /** The table that keys and copies are for. */
  get table(): FactTable | null {
    return this.querySelector("fact-table");
  }

  /** Puts the caret into the filter of the panel; where there is none, into the search of everything. */
  async focusFilter(): Promise<void> {
    const field = () => this.querySelector<HTMLElement>("input[type=search]");
    if (!field()) {
      openPanel("overview");
      this.requestUpdate();
      await this.updateComplete;
      await this.querySelector<LitElement>("find-everything")?.updateComplete;
    } else store.set({ drawerOpen: true });
    field()?.focus();
  }

  protected override render() {
    const words = t();
    const { panel, drawerOpen, failure } = this.state;
    this.classList.toggle("open", drawerOpen);
    return html`
      <div class="tabs" role="tablist" aria-label=${words.name} @keydown=${(event: KeyboardEvent) => this.#arrows(event)}>
        ${panels.map(
          (name) => html`<button
            type="button"
            role="tab"
            id="tab-${name}"
            aria-controls="panel"
            aria-selected=${name === panel}
            tabindex=${name === panel ? 0 : -1}
            @click=${() => (name === panel && drawerOpen ? store.set({ drawerOpen: false }) : openPanel(name))}
          >
            ${words.panels[name]}${this.#count(name)}
          </button>`,
        )}
      </div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby="tab-${panel}" tabindex="0">
        <h2 class="sr-only">${words.panels[panel]}</h2>
        ${failure ? html`<p class="failure" role="alert">${words.failure}${words.failures[failure.code] ?? failure.message}</p>` : nothing} ${this.#panel(panel)}
      </div>
    `;
  }

  protected override updated(): void {
    showTab(this);
  }

  #count(panel: Panel) {
    const { analysis } = this.state;
    if (!analysis) return nothing;
    const counts: Partial<Record<Panel, number>> = {
      figures: analysis.figures.length,
      entities: analysis.entities.length,
      projects: analysis.projects.length,
      findings: findingsShown().length,
    };
    const count = counts[panel];
    return count ? html`<span class="n">${count}</span>` : nothing;
  }

  #panel(panel: Panel) {
    const { analysis, work } = this.state;
    const { working, stopped } = t().foot;
    if (!analysis) return html`<p class="empty">${{ short: t().findings.waiting, long: working, stopped }[work]}</p>`;
    switch (panel) {
      case "overview":
        return overviewPanel(analysis);
      case "figures":
        return figuresPanel(analysis);
      case "entities":
        return entitiesPanel(analysis);
      case "projects":
        return projectsPanel(analysis);
      case "findings":
        return findingsPanel(analysis);
      case "timeline":
        return timelinePanel(analysis);
      case "compare":
        return html`<compare-panel></compare-panel>`;
      case "page":
        return html`<page-view></page-view>`;
    }
  }

  #arrows(event: KeyboardEvent): void {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const next = panels[(panels.indexOf(this.state.panel) + by + panels.length) % panels.length] as Panel;
    openPanel(next);
    this.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }
}

customElements.define("fact-drawer", FactDrawer);

import { html, nothing } from "lit";
import type { EntityType, FigureKind, Severity } from "shiju";
import { t } from "../i18n/index.js";
import { isTime, type Mark } from "../state/marks.js";
import { type Kind, type Margin, store } from "../state/store.js";
import { Region } from "./part.js";

const who: EntityType[] = ["person", "role", "company", "government", "organization"];
const where: EntityType[] = ["place", "zone"];
const what: EntityType[] = ["project", "industry", "product", "policy", "event"];
const severities: Severity[] = ["error", "warning", "info"];

/** What the marks mean, how many there are, and a switch for each. */
export class MarkLegend extends Region {
  protected readonly watches = ["analysis", "marks", "hidden", "dismissed", "margin"] as const;

  protected override render() {
    const words = t();
    const { analysis, marks, dismissed, margin } = this.state;
    const counts = new Map<Kind, number>();
    for (const mark of analysis ? marks : []) {
      if (!dismissed.has(mark.key)) counts.set(mark.kind, (counts.get(mark.kind) ?? 0) + 1);
    }
    const figures = (Object.keys(words.figure) as FigureKind[]).filter((kind) => counts.has(kind));
    const margins: Margin[] = ["findings", "facts", "none"];
    return html`
      <div class="groups" role="group" aria-label=${words.legend}>
        ${this.#group(words.families.who, who, counts, words.entity, "entity")}
        ${this.#group(words.families.where, where, counts, words.entity, "entity")}
        ${this.#group(words.families.what, what, counts, words.entity, "entity")}
        ${this.#group(
          words.families.much,
          figures.filter((kind) => !isTime(kind)),
          counts,
          words.figure,
          "figure",
        )}
        ${this.#group(words.families.when, figures.filter(isTime), counts, words.figure, "figure")}
        ${this.#group(words.families.findings, severities, counts, words.severity, "finding")}
      </div>
      <label class="margin-choice">
        ${words.margin.label}
        <select @change=${(event: Event) => store.set({ margin: (event.target as HTMLSelectElement).value as Margin })}>
          ${margins.map((name) => html`<option value=${name} ?selected=${name === margin}>${words.margin[name]}</option>`)}
        </select>
      </label>
    `;
  }

  #group<K extends Kind>(title: string, kinds: K[], counts: Map<Kind, number>, names: Record<K, string>, family: Mark["family"]) {
    const present = kinds.filter((kind) => counts.get(kind));
    if (!present.length) return nothing;
    return html`<span class="group">
      <span class="family">${title}</span>
      ${present.map((kind) => {
        const shown = !this.state.hidden.has(kind);
        const count = counts.get(kind) ?? 0;
        return html`<button
          type="button"
          class="chip"
          data-kind=${kind}
          aria-pressed=${shown}
          @click=${() => this.#toggle(kind)}
        >
          <i class="swatch ${swatch(family, kind)}" aria-hidden="true"></i>${names[kind]} <span class="n">${count}</span>
        </button>`;
      })}
    </span>`;
  }

  #toggle(kind: Kind): void {
    const hidden = new Set(this.state.hidden);
    if (!hidden.delete(kind)) hidden.add(kind);
    store.set({ hidden });
  }
}

function swatch(family: Mark["family"], kind: Kind): string {
  if (family === "entity") return `e-${kind}`;
  if (family === "finding") return `x-${kind}`;
  return kind === "money" ? "f-money" : isTime(kind as FigureKind) ? "f-time" : "f-number";
}

customElements.define("mark-legend", MarkLegend);

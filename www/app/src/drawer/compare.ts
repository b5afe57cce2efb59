import { html, nothing } from "lit";
import type { Comparison, Difference } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { Part } from "../parts/part.js";
import { jumpToSpan } from "../state/actions.js";
import { compareWith } from "../state/loop.js";
import { store } from "../state/store.js";
import { save } from "../tables/export.js";
import { cell, type Table, toCsv } from "../tables/table.js";

/** Another text, and what differs: names, figures and projects before wording. */
export class ComparePanel extends Part {
  protected readonly watches = ["text", "other", "published"] as const;
  #comparison: Comparison | null = null;
  #asked = "";

  protected override render() {
    const words = t().compare;
    const { other } = this.state;
    return html`
      <label class="other">
        ${words.other}
        <textarea
          rows="6"
          placeholder=${words.placeholder}
          .value=${other}
          @input=${(event: InputEvent) => store.set({ other: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </label>
      ${other && this.#comparison ? this.#differences(this.#comparison.differences) : nothing}
    `;
  }

  protected override updated(): void {
    const { text, other, published } = this.state;
    const asked = JSON.stringify([text, other, published]);
    if (asked === this.#asked || !text || !other) return;
    this.#asked = asked;
    void compareWith(other).then((comparison) => {
      if (asked !== this.#asked) return;
      this.#comparison = comparison;
      this.requestUpdate();
    });
  }

  #differences(differences: Difference[]) {
    const words = t().compare;
    if (!differences.length) return html`<p class="empty">${words.same}</p>`;
    const listing: Listing<Difference> = {
      items: differences,
      name: ({ kind }) => `k-${kind}`,
      item: ({ kind, a, b, message }) => html`<p><span class="tag">${words.kinds[kind]}</span> ${message}</p>
        <p class="pair">
          ${a ? html`<button type="button" class="link" @click=${() => jumpToSpan(a)}><del>${a.text}</del></button>` : html`<span>∅</span>`}
          <span aria-hidden="true">→</span>
          ${b ? html`<button type="button" class="link" @click=${() => this.#jumpToOther(b)}><ins>${b.text}</ins></button>` : html`<span>∅</span>`}
        </p>`,
    };
    return html`
      <p class="meta">
        <span role="status">${words.count(differences.length)}</span>
        <button type="button" class="link" @click=${() => save("differences.csv", "text/csv", toCsv(this.#table(differences)))}>CSV</button>
      </p>
      <long-list name="differences" .listing=${listing}></long-list>
    `;
  }

  /** Selects the words in the other text, and brings them into view. */
  #jumpToOther({ start, end }: { start: number; end: number }): void {
    const other = this.querySelector("textarea");
    if (!other) return;
    other.focus();
    // a caret that is set is scrolled to, a selection is not
    other.setSelectionRange(start, start);
    other.blur();
    other.focus();
    other.setSelectionRange(start, end);
    const lines = other.value.slice(0, start).length / Math.max(1, other.value.length);
    other.scrollTop = Math.max(0, lines * other.scrollHeight - other.clientHeight / 2);
  }

  #table(differences: Difference[]): Table {
    const { kinds, columns } = t().compare;
    return {
      name: "differences",
      columns: columns.map((label) => ({ label })),
      rows: differences.map(({ kind, a, b, message }) => ({
        cells: [cell(kinds[kind]), cell(a?.text), cell(b?.text), cell(message)],
      })),
    };
  }
}

customElements.define("compare-panel", ComparePanel);

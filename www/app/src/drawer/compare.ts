import { html, nothing } from "lit";
import type { Comparison, Difference } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { Part } from "../parts/part.js";
import { messageOf } from "../sheet/notes.js";
import { jumpToSpan } from "../state/actions.js";
import { compareWith } from "../state/loop.js";
import { remember, remembered, store } from "../state/store.js";
import { save } from "../tables/export.js";
import { cell, type Table, toCsv } from "../tables/table.js";
import { type Change, type Passage, type Place, passages } from "./passages.js";

const views = ["side", "unified"] as const;

/** Of longer words only the start and the end are shown. */
const longest = 120;
const shownOfLong = 40;

/** Two columns need more room than a phone has. */
const narrow = () => matchMedia("(max-width: 760px)").matches;

/** Another text, and what differs: names, figures and projects before wording. */
export class ComparePanel extends Part {
  protected readonly watches = ["text", "other", "published"] as const;
  #comparison: Comparison | null = null;
  #asked = "";
  #passages: Passage[] = [];
  #view = remembered("shiju.compare", views, narrow() ? "unified" : "side");

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
      this.#passages = comparison ? passages(text, other, comparison.differences) : [];
      this.requestUpdate();
    });
  }

  #differences(differences: Difference[]) {
    const words = t().compare;
    if (!differences.length) return html`<p class="empty">${words.same}</p>`;
    const matter = differences.filter(({ kind }) => kind !== "wording");
    const listing: Listing<Difference> = {
      items: matter,
      name: ({ kind }) => `k-${kind}`,
      item: ({ kind, a, b, ...said }) => html`<p><span class="tag">${words.kinds[kind]}</span> ${messageOf(said)}</p>
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
      ${matter.length ? html`<h3>${words.matter(matter.length)}</h3><long-list name="differences" .listing=${listing}></long-list>` : nothing}
      ${this.#passages.length ? this.#read() : nothing}
    `;
  }

  /** The passages that differ, side by side or as one text. */
  #read() {
    const words = t().compare;
    const listing: Listing<Passage> = { items: this.#passages, item: (passage) => this.#passage(passage) };
    return html`
      <h3>${words.passages(this.#passages.length)}</h3>
      <div class="views" role="group" aria-label=${words.views}>
        ${views.map(
          (view) =>
            html`<button type="button" aria-pressed=${view === this.#view} @click=${() => this.#choose(view)}>${words.view[view]}</button>`,
        )}
      </div>
      <long-list name="passages" .listing=${listing} @keydown=${walk}></long-list>
    `;
  }

  #choose(view: (typeof views)[number]): void {
    this.#view = view;
    remember("shiju.compare", view);
    this.requestUpdate();
  }

  #passage({ a, b, changes, moved }: Passage) {
    const words = t().compare;
    const { text, other } = this.state;
    const kinds = [...new Set(changes.map(({ kind }) => words.kinds[kind]))];
    const from = changes[0] as Change;
    const deleted = (change: Change) => this.#words("del", text, change.a);
    const inserted = (change: Change) => this.#words("ins", other, change.b);
    return html`
      <p class="ways">
        ${moved ? html`<span class="tag">${words.moved}</span>` : kinds.map((kind) => html`<span class="tag">${kind}</span> `)}
        <button type="button" class="link" @click=${() => jumpToSpan(from.a)}>${words.here}</button>
        <button type="button" class="link" @click=${() => this.#jumpToOther(from.b)}>${words.there}</button>
      </p>
      ${
        moved
          ? html`<p class="unified">${shortened(text.slice(from.a.start, from.a.end))}</p>`
          : this.#view === "unified"
            ? html`<p class="unified">${pieces(text, a, changes, "a", (change) => html`${deleted(change)}${inserted(change)}`)}</p>`
            : html`<div class="side">
              <p><span class="sr-only">${words.columns[1]} </span>${pieces(text, a, changes, "a", deleted)}</p>
              <p><span class="sr-only">${words.columns[2]} </span>${pieces(other, b, changes, "b", inserted)}</p>
            </div>`
      }
    `;
  }

  /** What one of the texts has: a way to its place. */
  #words(tag: "del" | "ins", text: string, place: Place) {
    const words = t().compare;
    if (place.start === place.end) return nothing;
    const all = text.slice(place.start, place.end);
    const shown = shortened(all);
    return tag === "del"
      ? html`<del><button type="button" class="link" aria-label=${words.inHere(shown)} @click=${() => jumpToSpan(place)}>${shown}</button></del>`
      : html`<ins><button type="button" class="link" aria-label=${words.inThere(shown)} @click=${() => this.#jumpToOther(place)}>${shown}</button></ins>`;
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
      rows: differences.map(({ kind, a, b, ...said }) => ({
        cells: [cell(kinds[kind]), cell(a?.text), cell(b?.text), cell(messageOf(said))],
      })),
    };
  }
}

/** The start and the end of long words. */
const shortened = (all: string): string =>
  all.length > longest ? `${all.slice(0, shownOfLong)}${t().compare.long(all.length)}${all.slice(-shownOfLong)}` : all;

/** The words of a window, with what differs in its place. */
function pieces(text: string, window: Place, changes: readonly Change[], side: "a" | "b", shown: (change: Change) => unknown) {
  const out: unknown[] = [];
  let at = window.start;
  for (const change of changes) {
    const { start, end } = change[side];
    if (start > at) out.push(text.slice(at, start));
    out.push(shown(change));
    at = Math.max(at, end);
  }
  out.push(text.slice(at, Math.max(at, window.end)));
  return out;
}

/** Up and down lead from passage to passage. */
function walk(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const item = (event.target as HTMLElement).closest("li[data-item]");
  if (!by || !item || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = by > 0 ? item.nextElementSibling : item.previousElementSibling;
  const button = next?.querySelector<HTMLElement>("button");
  if (!button) return;
  event.preventDefault();
  button.focus();
}

customElements.define("compare-panel", ComparePanel);

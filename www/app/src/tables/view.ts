import { html, nothing, type TemplateResult } from "lit";
import { t } from "../i18n/index.js";
import { Part } from "../parts/part.js";
import { jumpTo, jumpToSpan, point } from "../state/actions.js";
import type { State } from "../state/store.js";
import { save, saveXlsx } from "./export.js";
import { type Row, type Table, toCsv, toJson, toTsv } from "./table.js";

/** Rows drawn at first, and as many again each time the end comes into view. */
const CHUNK = 200;

/** A table: filtered, sorted, drawn as far as it is looked at, copied and saved. A row and its words light up together. */
export class FactTable extends Part {
  static override properties = { table: { attribute: false }, chips: { attribute: false }, bare: { type: Boolean } };
  protected readonly watches: readonly (keyof State)[] = ["active", "pinned"];

  declare table: Table;
  /** Groups to filter by, with their names. */
  declare chips: { key: string; label: string }[] | undefined;
  /** Without filter and export. */
  declare bare: boolean;

  #query = "";
  #group = "";
  #sort: { column: number; down: boolean } | null = null;
  #limit = CHUNK;
  #copied = false;
  #end = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.#limit += CHUNK;
    this.requestUpdate();
  });

  /** Puts the caret into the filter. */
  focusFilter(): void {
    this.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  }

  async copy(): Promise<void> {
    await navigator.clipboard.writeText(toTsv({ ...this.table, rows: this.#rows() }));
    this.#copied = true;
    this.requestUpdate();
    setTimeout(() => {
      this.#copied = false;
      this.requestUpdate();
    }, 1600);
  }

  #rows(): Row[] {
    const query = this.#query.trim().toLowerCase();
    const rows = this.table.rows.filter(
      (row) =>
        (!this.#group || row.group === this.#group) &&
        (!query || row.cells.some(({ text }) => text.toLowerCase().includes(query))),
    );
    const sort = this.#sort;
    if (!sort) return rows;
    const key = (row: Row) => row.cells[sort.column]?.value ?? row.cells[sort.column]?.text ?? "";
    const order = (a: Row, b: Row) => {
      const [x, y] = [key(a), key(b)];
      if (typeof x === "number" && typeof y === "number") return x - y;
      if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
      return String(x).localeCompare(String(y), "zh-CN");
    };
    return rows.sort((a, b) => (sort.down ? order(b, a) : order(a, b)));
  }

  protected override render() {
    const rows = this.#rows();
    return html`${this.bare ? nothing : this.#tools(rows.length)} ${rows.length ? this.#grid(rows) : this.#empty()}`;
  }

  #empty() {
    return html`<p class="empty">${this.table.rows.length ? t().table.noMatch : t().table.none}</p>`;
  }

  #tools(count: number): TemplateResult {
    const words = t().table;
    const groups = (this.chips ?? []).filter(({ key }) => this.table.rows.some((row) => row.group === key));
    return html`<div class="tools">
      <input
        type="search"
        placeholder=${words.search}
        aria-label=${words.search}
        .value=${this.#query}
        @input=${(event: InputEvent) => {
          this.#query = (event.target as HTMLInputElement).value;
          this.#limit = CHUNK;
          this.requestUpdate();
        }}
      />
      ${
        groups.length > 1
          ? html`<select
            aria-label=${t().columns.kind}
            @change=${(event: Event) => {
              this.#group = (event.target as HTMLSelectElement).value;
              this.requestUpdate();
            }}
          >
            <option value="">${t().columns.kind}</option>
            ${groups.map(({ key, label }) => html`<option value=${key} ?selected=${key === this.#group}>${label}</option>`)}
          </select>`
          : nothing
      }
      <span class="count" role="status">${words.rows(count)}</span>
      <span class="exports">
        <button type="button" title=${words.copy} @click=${() => this.copy()}>${this.#copied ? words.copied : words.copy}</button>
        <button type="button" title=${words.csv} @click=${() => save(`${this.table.name}.csv`, "text/csv", toCsv(this.table))}>CSV</button>
        <button type="button" title=${words.xlsx} @click=${() => saveXlsx({ ...this.table, rows: this.#rows() })}>XLSX</button>
        <button type="button" title=${words.json} @click=${() => save(`${this.table.name}.json`, "application/json", toJson(this.table))}>JSON</button>
      </span>
    </div>`;
  }

  #grid(rows: Row[]): TemplateResult {
    const { columns } = this.table;
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.table.name}>
      <table>
        <thead>
          <tr>
            ${columns.map(({ label, align, wide }, i) => {
              const sorted = this.#sort?.column === i ? (this.#sort.down ? "descending" : "ascending") : "none";
              return html`<th scope="col" class="${align ?? ""} ${wide ? "wide" : ""}" aria-sort=${sorted}>
                <button type="button" @click=${() => this.#sortBy(i)}>${label}</button>
              </th>`;
            })}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, this.#limit).map((row) => this.#row(row))}
        </tbody>
      </table>
      ${rows.length > this.#limit ? html`<div class="more"></div>` : nothing}
    </div>`;
  }

  #row(row: Row): TemplateResult {
    const { active, pinned } = this.state;
    const same = [active, pinned].some((ref) => ref && ref.family === row.mark?.family && ref.index === row.mark.index);
    const go = row.go ?? (() => (row.span && !row.mark ? jumpToSpan(row.span) : row.mark && jumpTo(row.mark)));
    return html`<tr class=${same ? "at" : ""} @mouseenter=${() => row.mark && point(row.mark)} @mouseleave=${() => point(null)} @click=${go}>
      ${row.cells.map((cell, i) => {
        const column = this.table.columns[i];
        const shown = html`${cell.tag ? html`<i class="swatch ${cell.tag}" aria-hidden="true"></i>` : nothing}${cell.text}`;
        const name = `${column?.align ?? ""} ${column?.wide ? "wide" : ""}`;
        return i === 0
          ? html`<th scope="row" class=${name} title=${cell.title ?? ""}>
            <button type="button" class="jump" title=${cell.title || t().table.jump}>${shown}</button>
          </th>`
          : html`<td class=${name} title=${cell.title ?? ""}>${shown}</td>`;
      })}
    </tr>`;
  }

  #sortBy(column: number): void {
    const now = this.#sort;
    if (now?.column !== column) this.#sort = { column, down: false };
    else this.#sort = now.down ? null : { column, down: true };
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#end.disconnect();
    const more = this.querySelector(".more");
    if (more) this.#end.observe(more);
  }
}

customElements.define("fact-table", FactTable);

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { t } from "../i18n/index.js";
import { Part } from "../parts/part.js";
import { searchBox } from "../parts/search.js";
import { Windowed } from "../parts/windowed.js";
import { jumpTo, jumpToSpan, point } from "../state/actions.js";
import { isSame, type MarkRef, type State } from "../state/store.js";
import { save, saveXlsx } from "./export.js";
import { type Cell, type Column, type Row, type Table, toCsv, toHtml, toJson, toTsv } from "./table.js";

/** A text that is longer than this is set in several lines. */
const LONG = 14;

/** A table of any length: filtered, sorted, drawn where it is looked at, copied and saved. A row and its words light up together. */
export class FactTable extends Part {
  static override properties = {
    table: { attribute: false },
    chips: { attribute: false },
    bare: { type: Boolean },
    asked: { type: String },
  };
  protected readonly watches: readonly (keyof State)[] = ["active", "pinned"];

  declare table: Table;
  /** Groups to filter by, with their names. */
  declare chips: { key: string; label: string }[] | undefined;
  /** Without filter and export. */
  declare bare: boolean;
  /** What it is filtered by at first. */
  declare asked: string | undefined;

  /** Labels of the columns that the reader has put away. */
  #away = new Set<string>();
  #query = "";
  #group = "";
  #sort: { column: number; down: boolean } | null = null;
  #copied = false;
  #windowed = new Windowed(this);
  #pinned: MarkRef | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("asked") && this.asked !== undefined) this.#query = this.asked;
  }

  async copy(): Promise<void> {
    const table = { ...this.table, rows: this.#rows() };
    const part = (type: string, text: string) => ({ [type]: new Blob([text], { type }) });
    await navigator.clipboard.write([
      new ClipboardItem({ ...part("text/plain", toTsv(table)), ...part("text/html", toHtml(table)) }),
    ]);
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
    // Empty cells come last either way.
    const empty = (row: Row) => Number(key(row) === "");
    return rows.sort((a, b) => empty(a) - empty(b) || (sort.down ? order(b, a) : order(a, b)));
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
      ${searchBox(words.search, this.#query, (query) => {
        this.#query = query;
        this.requestUpdate();
      })}
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
      ${this.#choice()}
      <span class="count" role="status">${words.rows(count)}</span>
      <span class="exports">
        <button type="button" title=${words.copy} @click=${() => this.copy()}>${this.#copied ? words.copied : words.copy}</button>
        <button type="button" title=${words.csv} @click=${() => save(`${this.table.name}.csv`, "text/csv", toCsv(this.table))}>CSV</button>
        <button type="button" title=${words.xlsx} @click=${() => saveXlsx({ ...this.table, rows: this.#rows() })}>XLSX</button>
        <button type="button" title=${words.json} @click=${() => save(`${this.table.name}.json`, "application/json", toJson(this.table))}>JSON</button>
      </span>
    </div>`;
  }

  /** Which columns are seen. */
  #choice(): TemplateResult | typeof nothing {
    const columns = this.table.columns.filter(({ exported }) => !exported);
    if (columns.length < 4) return nothing;
    const toggle = (label: string) => {
      if (!this.#away.delete(label)) this.#away.add(label);
      this.requestUpdate();
    };
    return html`<details class="choice">
      <summary>${t().table.columns}</summary>
      <div role="group" aria-label=${t().table.columns}>
        ${columns
          .slice(1)
          .map(
            ({ label }) =>
              html`<label><input type="checkbox" .checked=${!this.#away.has(label)} @change=${() => toggle(label)} /> ${label}</label>`,
          )}
      </div>
    </details>`;
  }

  #seen(): { column: Column; at: number }[] {
    const { columns, rows } = this.table;
    const all = columns.map((column, at) => ({ column, at }));
    // In the small table of an overview, a column that says nothing only takes room.
    const says = (at: number) => !this.bare || rows.some(({ cells }) => cells[at]?.text);
    return all.filter(({ column, at }) => !column.exported && !this.#away.has(column.label) && says(at));
  }

  #grid(rows: Row[]): TemplateResult {
    const seen = this.#seen();
    const [from, to] = this.#windowed.stretch(rows.length);
    const room = (side: string) => (Windowed.parts(rows.length) ? html`<tr data-room=${side} aria-hidden="true"></tr>` : nothing);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.table.name}>
      <table aria-rowcount=${rows.length + 1}>
        <thead>
          <tr>
            ${seen.map(({ column: { label, align, wide }, at }) => {
              const sorted = this.#sort?.column === at ? (this.#sort.down ? "descending" : "ascending") : "none";
              return html`<th scope="col" class="${align ?? ""} ${wide ? "wide" : ""}" aria-sort=${sorted}>
                <button type="button" @click=${() => this.#sortBy(at)}>${label}</button>
              </th>`;
            })}
          </tr>
        </thead>
        <tbody>
          ${room("before")} ${rows.slice(from, to).map((row, i) => this.#row(row, seen, from + i))} ${room("after")}
        </tbody>
      </table>
    </div>`;
  }

  #row(row: Row, seen: { column: Column; at: number }[], index: number): TemplateResult {
    const { active, pinned } = this.state;
    const same = isSame(row.mark, active) || isSame(row.mark, pinned);
    const go = row.go ?? (() => (row.span && !row.mark ? jumpToSpan(row.span) : row.mark && jumpTo(row.mark)));
    return html`<tr data-item aria-rowindex=${index + 2} class=${same ? "at" : ""} @mouseenter=${() => row.mark && point(row.mark)} @mouseleave=${() => point(null)} @click=${go}>
      ${seen.map(({ column, at }) => this.#cell(row.cells[at] ?? { text: "" }, column, at === 0 && Boolean(row.go || row.mark || row.span), at === 0))}
    </tr>`;
  }

  /** A cell that goes to the words it was read from; those without words of their own go to the row's. */
  #cell(cell: Cell, { align, wide }: Column, leads: boolean, first: boolean): TemplateResult {
    const shown = html`${cell.tag ? html`<i class="swatch ${cell.tag}" aria-hidden="true"></i>` : nothing}${cell.text}`;
    const name = `${align ?? ""} ${wide ? "wide" : ""} ${cell.text.length > LONG ? "long" : ""}`;
    const { span } = cell;
    const go = (event: Event) => {
      if (!span) return;
      event.stopPropagation();
      jumpToSpan(span);
    };
    const jump = html`<button type="button" class="jump" title=${cell.title || t().table.jump} @click=${go}>${shown}</button>`;
    if (first) return html`<th scope="row" class=${name} title=${cell.title ?? ""}>${leads ? jump : shown}</th>`;
    return html`<td class=${name} title=${cell.title ?? ""}>${span && cell.text ? jump : shown}</td>`;
  }

  #sortBy(column: number): void {
    const now = this.#sort;
    if (now?.column !== column) this.#sort = { column, down: false };
    else this.#sort = now.down ? null : { column, down: true };
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#keepWidths();
    const { pinned } = this.state;
    if (pinned === this.#pinned) return;
    this.#pinned = pinned;
    const index = this.#rows().findIndex(({ mark }) => isSame(mark, pinned));
    if (index >= 0) this.#windowed.show(index);
  }

  /** Other rows come into view as one scrolls; the columns do not jump for them. */
  #keepWidths(): void {
    if (!Windowed.parts(this.table.rows.length)) return;
    for (const head of this.querySelectorAll<HTMLElement>("thead th")) head.style.minInlineSize = `${head.offsetWidth}px`;
  }
}

customElements.define("fact-table", FactTable);

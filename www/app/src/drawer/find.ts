import { html, nothing } from "lit";
import type { Analysis } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { Part } from "../parts/part.js";
import { searchBox } from "../parts/search.js";
import { messageOf } from "../sheet/notes.js";
import { findingsShown, jumpTo } from "../state/actions.js";
import type { MarkRef, Panel } from "../state/store.js";
import { entityTable, figureTable, projectTable } from "../tables/build.js";

/** Places of the words themselves that are listed at most. */
const PLACES = 200;
/** Characters shown around them. */
const AROUND = 14;

interface Found {
  panel: Panel | null;
  text: string;
  mark: MarkRef;
}

/** Finds in all that was read from the text, and in the text itself. */
export class FindEverything extends Part {
  protected readonly watches = ["analysis", "dismissed"] as const;
  #query = "";

  protected override render() {
    const words = t().find;
    const { analysis, text } = this.state;
    const query = this.#query.trim().toLowerCase();
    const items = analysis && query ? found(analysis, text, query) : [];
    const listing: Listing<Found> = { items, mark: ({ mark }) => mark, item: foundItem };
    return html`<div class="tools">
        ${searchBox(words.everything, this.#query, (query) => {
          this.#query = query;
          this.requestUpdate();
        })}
        ${query ? html`<span class="count" role="status">${words.count(items.length)}</span>` : nothing}
      </div>
      ${query ? html`<long-list name="rows found" .listing=${listing}></long-list>` : nothing}`;
  }
}

function foundItem({ panel, text, mark }: Found) {
  return html`<button type="button" @click=${() => jumpTo(mark)}>
    <span class="quiet">${panel ? t().panels[panel] : t().find.words}</span> <span class="grow">${text}</span>
  </button>`;
}

function found(analysis: Analysis, text: string, query: string): Found[] {
  const tables = [
    ["projects", projectTable(analysis)],
    ["entities", entityTable(analysis)],
    ["figures", figureTable(analysis)],
  ] as const;
  const rows = tables.flatMap(([panel, { rows }]) =>
    rows.flatMap(({ cells, mark }) => {
      const said = cells.map((cell) => cell.text).filter(Boolean);
      return mark && said.some((one) => one.toLowerCase().includes(query))
        ? [{ panel, mark, text: said.slice(0, 4).join(" · ") }]
        : [];
    }),
  );
  const findings = findingsShown().flatMap(({ index }): Found[] => {
    const finding = analysis.findings[index];
    const message = finding ? messageOf(finding) : "";
    return message.toLowerCase().includes(query)
      ? [{ panel: "findings", mark: { family: "finding", index }, text: message }]
      : [];
  });
  return [...rows, ...findings, ...places(text, query)];
}

/** Where the words stand. */
function places(text: string, query: string): Found[] {
  const lower = text.toLowerCase();
  const all: Found[] = [];
  for (let at = lower.indexOf(query); at >= 0 && all.length < PLACES; at = lower.indexOf(query, at + query.length)) {
    const around = text.slice(Math.max(0, at - AROUND), at + query.length + AROUND).replaceAll("\n", " ");
    const span = { start: at, end: at + query.length };
    all.push({ panel: null, text: `…${around}…`, mark: { family: "words", index: at, span } });
  }
  return all;
}

customElements.define("find-everything", FindEverything);

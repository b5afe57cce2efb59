import { html, nothing } from "lit";
import { type LedgerRow, type Stage, stageOrder, yuanOf } from "shiju";
import { locale, number, t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { Region } from "../parts/part.js";
import { showTab } from "../parts/tabs.js";
import { formatValue } from "../tables/format.js";
import "../tables/view.js";
import { clear, goTo, openKept, persist, remove, search, takeNames } from "./actions.js";
import type { Listed } from "./api.js";
import { exportFile, exportLines, exportSheets, importFile, takeFiles } from "./exchange.js";
import { pageOf } from "./pages.js";
import { cancelQueue } from "./queue.js";
import { type Board, boards, type LibraryState, libraryStore, type View, views } from "./state.js";
import { directoryTable, ledgerTable, moneyOf, projectName, sumTable } from "./tables.js";
import { lt } from "./words.js";

/** The library: all articles that were kept, and what they say together. */
export class LibraryRoom extends Region {
  protected readonly watches = ["room"] as const;
  #leaveLibrary: (() => void) | undefined;
  #free = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaveLibrary = libraryStore.subscribe((_, changed) => {
      this.requestUpdate();
      if (changed.has("standing")) void this.#measure();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveLibrary?.();
  }

  async #measure(): Promise<void> {
    const estimate: StorageEstimate = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
    const { quota = 0, usage = 0 } = estimate;
    this.#free = Math.max(0, quota - usage);
    this.requestUpdate();
  }

  protected override render() {
    const here = this.state.room === "library";
    this.hidden = !here;
    if (!here) return nothing;
    const words = lt();
    const { view, at } = libraryStore.state;
    return html`
      <div class="head">
        <h2>${words.title}</h2>
        ${this.#doors()}
      </div>
      ${this.#notice()} ${this.#queue()}
      <div class="tabs" role="tablist" aria-label=${words.title} @keydown=${(event: KeyboardEvent) => this.#arrows(event)}>
        ${views.map((name) => this.#tab(name, view))}
      </div>
      <div class="shelf" role="tabpanel" id="shelf" aria-labelledby="shelf-${view}" tabindex="0">
        ${at === null ? this.#view(view) : pageOf(view, at)}
      </div>
      ${this.#storage()}
    `;
  }

  protected override updated(): void {
    showTab(this);
  }

  #tab(name: View, view: View) {
    const { standing } = libraryStore.state;
    const count = name === "articles" ? standing?.articles : undefined;
    return html`<button
      type="button"
      role="tab"
      id="shelf-${name}"
      aria-controls="shelf"
      aria-selected=${name === view}
      tabindex=${name === view ? 0 : -1}
      @click=${() => goTo(name)}
    >
      ${lt().views[name]}${count ? html`<span class="n">${count}</span>` : nothing}
    </button>`;
  }

  #arrows(event: KeyboardEvent): void {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const next = views[(views.indexOf(libraryStore.state.view) + by + views.length) % views.length] as View;
    goTo(next);
    this.querySelector<HTMLElement>(`#shelf-${next}`)?.focus();
  }

  /** What comes in and what goes out. */
  #doors() {
    const words = lt();
    const file = (event: Event, then: (files: File[]) => unknown) => {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = "";
      if (files.length) void then(files);
    };
    const door = (
      label: string,
      then: (files: File[]) => unknown,
      options: { folder?: boolean; accept?: string; one?: boolean },
    ) =>
      html`<label class="door">
        ${label}
        <input
          type="file"
          class="sr-only"
          ?multiple=${!options.one}
          ?webkitdirectory=${options.folder}
          accept=${options.accept ?? ""}
          @change=${(event: Event) => file(event, then)}
        />
      </label>`;
    return html`<div class="doors">
      ${door(words.files, takeFiles, {})} ${door(words.folder, takeFiles, { folder: true })}
      ${door(words.import, ([one]) => one && importFile(one), { accept: ".sqlite,.db,.jsonl", one: true })}
      <span class="out" ?hidden=${!libraryStore.state.standing?.articles}>
        ${words.export}:
        <button type="button" title=${words.formats.sqlite} @click=${exportFile}>SQLite</button>
        <button type="button" title=${words.formats.jsonl} @click=${exportLines}>JSONL</button>
        <button type="button" title=${words.formats.xlsx} @click=${exportSheets}>XLSX</button>
      </span>
    </div>`;
  }

  #notice() {
    const { notice } = libraryStore.state;
    if (!notice) return nothing;
    return html`<div class="notice ${notice.kind}" role=${notice.kind}>
      <p>${notice.text}</p>
      ${
        notice.near.length
          ? html`<p>
            ${lt().near}
            ${notice.near
              .slice(0, 3)
              .map(
                ({ id, title, agreement }) =>
                  html`<button type="button" class="link" @click=${() => openKept(id)}>${title}</button> ${Math.round(agreement * 100)}% `,
              )}
          </p>`
          : nothing
      }
      ${
        notice.names
          ? html`<p>
            ${notice.names.slice(0, 12).map(({ text }) => html`<b>${text}</b> `)}
            <button type="button" class="deed" @click=${() => takeNames(notice.names ?? [])}>${lt().takeNames}</button>
          </p>`
          : nothing
      }
    </div>`;
  }

  #queue() {
    const { queue } = libraryStore.state;
    if (!queue) return nothing;
    const words = lt().queue;
    const { total, done, added, known, near, failed, running } = queue;
    return html`<section class="queue" aria-label=${words.progress(done, total)}>
      <progress max=${total} .value=${done} aria-label=${words.progress(done, total)}></progress>
      <p role="status">${words.progress(done, total)} · ${words.result(added, known, near, failed.length)}</p>
      <button type="button" class="deed" @click=${() => (running ? cancelQueue() : libraryStore.set({ queue: null }))}>
        ${running ? words.cancel : words.close}
      </button>
      ${
        failed.length
          ? html`<details>
            <summary>${words.failed} (${failed.length})</summary>
            <ul>
              ${failed.slice(0, 200).map(({ name, reason }) => html`<li><b>${name}</b> ${reason}</li>`)}
            </ul>
          </details>`
          : nothing
      }
    </section>`;
  }

  #view(view: View) {
    const { ledger, directory } = libraryStore.state;
    switch (view) {
      case "articles":
        return this.#articles();
      case "ledger":
        return (
          ledger &&
          this.#orEmpty(
            ledger.rows,
            html`<fact-table class="ledger" .table=${ledgerTable(ledger.rows)} .asked=${libraryStore.state.filter}></fact-table>`,
          )
        );
      case "board":
        return ledger && this.#orEmpty(ledger.rows, board(ledger.rows, libraryStore.state.board));
      case "sums":
        return ledger && this.#orEmpty(ledger.rows, sums(ledger));
      case "companies":
        return directory && html`<fact-table .table=${directoryTable(directory, "company")}></fact-table>`;
      case "people":
        return directory && html`<fact-table .table=${directoryTable(directory, "person")}></fact-table>`;
    }
  }

  #orEmpty(rows: readonly LedgerRow[], shown: unknown) {
    return rows.length ? shown : html`<p class="empty">${lt().ledgerEmpty}</p>`;
  }

  #articles() {
    const words = lt();
    const { articles, all, query, standing, queue } = libraryStore.state;
    if (!standing) return nothing;
    if (!standing.articles)
      return queue?.running ? nothing : html`<p class="empty big">${words.empty}</p><p class="empty">${words.emptyHint}</p>`;
    return html`<div class="tools">
        <input
          type="search"
          placeholder=${words.search}
          aria-label=${words.search}
          .value=${query}
          @input=${(event: InputEvent) => search((event.target as HTMLInputElement).value)}
        />
        <span class="count" role="status">${words.hits(all)}</span>
      </div>
      ${articles.length ? html`<long-list name="kept" .listing=${{ items: articles, item: keptRow } satisfies Listing<Listed>}></long-list>` : html`<p class="empty">${words.noHit}</p>`}`;
  }

  #storage() {
    const words = lt().storage;
    const { standing, persisted } = libraryStore.state;
    if (!standing) return nothing;
    const { storage, holder, bytes, articles, sqlite, reason } = standing;
    const used = words.used(sizeOf(bytes), sizeOf(this.#free));
    const where = [words[storage], holder ? "" : words.other, storage === "opfs" ? used : sizeOf(bytes), `SQLite ${sqlite}`];
    return html`<div class="storage">
      <p class=${storage} title=${reason ?? ""}>${where.filter(Boolean).join(" · ")}</p>
      ${
        storage === "memory"
          ? nothing
          : persisted
            ? html`<span>${words.persisted}</span>`
            : html`<button type="button" class="link" @click=${persist}>${words.persist}</button>`
      }
      ${articles ? html`<button type="button" class="link" @click=${clear}>${lt().clear}</button>` : nothing}
    </div>`;
  }
}

function sizeOf(bytes: number): string {
  const [value, unit] =
    bytes >= 1e9 ? [bytes / 1e9, "gigabyte"] : bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [bytes / 1e3, "kilobyte"];
  return number(value, 1, { style: "unit", unit });
}

const dayOf = (moment: string): string => new Date(moment).toLocaleDateString(locale(), { dateStyle: "medium" });

function keptRow({ id, title, published, source, added, projects, figures, findings, snippet }: Listed) {
  const c = lt().columns;
  const facts = [
    published,
    projects ? `${c.projects} ${projects}` : "",
    figures ? `${c.figures} ${figures}` : "",
    findings ? `${c.findings} ${findings}` : "",
    source,
    lt().addedOn(dayOf(added)),
  ];
  return html`<button type="button" class="open" @click=${() => openKept(id)}>
      <b>${title}</b>
      ${snippet ? html`<q>${snippet}</q>` : nothing}
      <small>${facts.filter(Boolean).join(" · ")}</small>
    </button>
    <button type="button" class="deed" aria-label="${lt().remove} ${title}" @click=${() => remove(id, title)}>×</button>`;
}

function boardCard(row: LedgerRow) {
  const said = [row.place, row.sources.length > 1 ? lt().hits(row.sources.length) : ""];
  return html`<button type="button" class="project" @click=${() => goTo("ledger", projectName(row))}>
    <b>${projectName(row)}</b>
    <span class="tabular">${moneyOf(row.investment)}</span>
    <small>${said.filter(Boolean).join(" · ")}</small>
  </button>`;
}

/** Projects as cards: under how far each has come, or in which pool, at which place, of which industry it is. */
function board(rows: readonly LedgerRow[], by: Board) {
  const columns = columnsOf(rows, by);
  return html`<div class="views" role="group" aria-label=${lt().views.board}>
      ${boards.map(
        (name) => html`<button type="button" aria-pressed=${name === by} @click=${() => libraryStore.set({ board: name })}>
          ${lt().boards[name]}
        </button>`,
      )}
    </div>
    <div class="board" tabindex="0" role="group" aria-label=${lt().views.board}>
      ${columns.map(
        ({ name, rows: cards }) => html`<section aria-label=${name}>
          <h3>${name} <span class="n">${cards.length}</span> <small class="tabular">${sumOf(cards)}</small></h3>
          <long-list .listing=${{ items: cards, item: boardCard } satisfies Listing<LedgerRow>}></long-list>
        </section>`,
      )}
    </div>`;
}

/** Stages stand in their order, all else with the fullest first; what is not told comes last. */
function columnsOf(rows: readonly LedgerRow[], by: Board): { name: string; rows: LedgerRow[] }[] {
  const groups = new Map<string | null, LedgerRow[]>();
  for (const row of rows) groups.set(row[by], [...(groups.get(row[by]) ?? []), row]);
  const named = [...groups.keys()].filter((key) => key !== null);
  if (by === "stage") named.sort((a, b) => stageOrder.indexOf(a as Stage) - stageOrder.indexOf(b as Stage));
  else named.sort((a, b) => (groups.get(b)?.length ?? 0) - (groups.get(a)?.length ?? 0));
  const columns = named.map((key) => ({
    name: by === "stage" ? t().stage[key as Stage] : key,
    rows: groups.get(key) ?? [],
  }));
  const rest = groups.get(null);
  return rest ? [...columns, { name: lt().noStage, rows: rest }] : columns;
}

/** What the projects of a column come to, in yuan. */
function sumOf(rows: readonly LedgerRow[]): string {
  const sum = rows.reduce((all, row) => all + (yuanOf(row) ?? 0), 0);
  return sum ? formatValue(sum, "CNY", "money") : "";
}

/** The ledger of one place or industry. */
const narrow = (key: string): void => goTo("ledger", null, key);

function sums({ rates, byPlace, byIndustry, byMonth }: NonNullable<LibraryState["ledger"]>) {
  const words = lt();
  const percent = (share: number | null) => (share === null ? "—" : number(share, 1, { style: "percent" }));
  const { startedOfSigned, operatingOfStarted, ...counts } = rates;
  const shown = [
    ...Object.entries(counts).map(([name, n]) => [words.rates[name as keyof typeof counts], String(n)]),
    [words.rates.startedOfSigned, percent(startedOfSigned)],
    [words.rates.operatingOfStarted, percent(operatingOfStarted)],
  ];
  const c = words.columns;
  return html`<dl class="rates">
      ${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    <div class="sums">
      <section><h3>${words.byPlace}</h3><fact-table bare .table=${sumTable("by-place", c.place, byPlace, narrow)}></fact-table></section>
      <section><h3>${words.byIndustry}</h3><fact-table bare .table=${sumTable("by-industry", c.industry, byIndustry, narrow)}></fact-table></section>
      <section><h3>${words.byMonth}</h3><fact-table bare .table=${sumTable("by-month", c.month, byMonth)}></fact-table></section>
    </div>`;
}

customElements.define("library-room", LibraryRoom);

import { html, nothing } from "lit";
import { type DirectoryRow, type LedgerRow, type LedgerSource, sameCompany } from "shiju";
import { t } from "../i18n/index.js";
import { goTo, openKept } from "./actions.js";
import { libraryStore, type View } from "./state.js";
import { driftText, historyOf, moneyOf, projectName } from "./tables.js";
import { lt } from "./words.js";

/** One project, firm or person across the library. */
export function pageOf(view: View, at: string) {
  const { ledger, directory } = libraryStore.state;
  const back = html`<p><button type="button" class="link" @click=${() => goTo(view)}>← ${lt().back}</button></p>`;
  if (view === "ledger" || view === "board") {
    const row = ledger?.rows.find((candidate) => projectName(candidate) === at);
    return html`${back}${row ? projectPage(row) : nothing}`;
  }
  const row = directory?.find(({ name }) => name === at);
  return html`${back}${row && ledger ? namedPage(row, ledger.rows) : nothing}`;
}

/** The articles that say something, each leading to its words. */
function sourcesOf(sources: readonly Pick<LedgerSource, "article" | "title" | "published" | "start">[]) {
  return html`<ul class="sources">
    ${sources.map(
      ({ article, title, published, start }) => html`<li>
        <button type="button" class="link" @click=${() => openKept(Number(article), start)}>${title}</button>
        ${published ? html`<time>${published}</time>` : nothing}
      </li>`,
    )}
  </ul>`;
}

function projectPage(row: LedgerRow) {
  const words = lt();
  const { amounts, drift, signings } = row;
  const first = amounts[0];
  const c = t().columns;
  const firm =
    row.company &&
    html`<button type="button" class="link" @click=${() => goTo("companies", row.company)}>${row.company}</button>`;
  const said = [
    [c.company, firm],
    [c.place, row.place],
    [words.columns.industry, row.industry],
    [words.columns.content, row.content === row.name ? "" : row.content],
    [words.aliases, row.aliases.join("；")],
  ].filter(([, value]) => value);
  return html`<article class="entry">
    <h3>${projectName(row)}</h3>
    ${
      row.investment || row.stage
        ? html`<p class="total">
          ${row.investment ? html`<b class="tabular">${moneyOf(row.investment)}</b>` : nothing} ${row.stage ? t().stage[row.stage] : ""}
        </p>`
        : nothing
    }
    <div class="known"><dl>${said.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl></div>
    ${
      drift !== null && first
        ? html`<p class="flag">${words.driftSaid(moneyOf(first), moneyOf(row.investment))} (${driftText(drift)})</p>`
        : nothing
    }
    ${signings.length ? html`<p class="flag">${words.signedAgain(signings.join("、"))}</p>` : nothing}
    ${row.stages.length ? html`<h4>${words.columns.stages}</h4>` : nothing}
    <ol class="stages">
      ${row.stages.map(
        ({ stage, date, dateFrom, status, sources }) => html`<li class=${status}>
          <b>${t().stage[stage]}</b> <time>${date ?? ""}</time>
          ${dateFrom === "published" ? html`<small>${words.asReported}</small>` : nothing}
          ${status === "forecast" ? html`<small>${words.forecast}</small>` : nothing} ${sourcesOf(sources)}
        </li>`,
      )}
    </ol>
    ${amounts.length ? html`<h4>${words.amounts}</h4>` : nothing}
    <ul class="stages">
      ${amounts.map((amount) => html`<li><b class="tabular">${moneyOf(amount)}</b> ${sourcesOf(amount.sources)}</li>`)}
    </ul>
    <h4>${words.sources}</h4>
    ${sourcesOf(row.sources)}
  </article>`;
}

function namedPage(row: DirectoryRow, rows: readonly LedgerRow[]) {
  const words = lt();
  const names = [row.name, ...row.aliases];
  const articles = new Set(row.sources.map(({ article }) => article));
  const projects = rows.filter((project) =>
    row.type === "company"
      ? project.company !== null && names.some((name) => sameCompany(name, project.company as string))
      : project.sources.some(({ article }) => articles.has(article)),
  );
  return html`<article class="entry">
    <h3>${row.name}</h3>
    ${row.aliases.length ? html`<p>${words.aliases}: ${row.aliases.join("；")}</p>` : nothing}
    ${row.posts.length ? html`<h4>${words.columns.posts}</h4>` : nothing}
    <ul class="stages">
      ${row.posts.map(
        ({ post, from, to, articles: told }) => html`<li>
          <b>${post}</b> <time>${[...new Set([from, to])].filter(Boolean).join(" – ")}</time> <small>${words.hits(told.length)}</small>
        </li>`,
      )}
    </ul>
    ${projects.length ? html`<h4>${words.projectsOf}</h4>` : nothing}
    <ul class="stages">
      ${projects.map(
        (project) => html`<li>
          <button type="button" class="link" @click=${() => goTo("ledger", projectName(project))}>${projectName(project)}</button>
          <b class="tabular">${moneyOf(project.investment)}</b> <small>${historyOf(project.stages)}</small>
        </li>`,
      )}
    </ul>
    <h4>${words.articlesOf}</h4>
    ${sourcesOf(row.sources)}
  </article>`;
}

import { html, nothing } from "lit";
import type { Analysis, Article, Furniture, PageChoice, Paragraph, Span } from "shiju";
import { t } from "../i18n/index.js";
import { Part } from "../parts/part.js";
import { jumpToSpan } from "../state/actions.js";
import { choose, chooseArticle, forgetDecisions, takeBackChoice } from "../state/page.js";
import { redo, undo } from "../state/undo.js";

/** What stands on the page, from top to bottom. */
type Item = { article: Article; number: number; start: number } | { furniture: Furniture[]; start: number };

/** How the page was understood: articles, what stands around them, joins and changes; all of it can be decided otherwise. */
export class PageView extends Part {
  protected readonly watches = ["analysis", "page", "past", "future", "fresh"] as const;

  protected override render() {
    const { analysis } = this.state;
    if (!analysis) return nothing;
    return html`<div>
      ${this.#tools()}
      <ol class="page-items">
        ${itemsOf(analysis).map((item) => ("article" in item ? this.#article(analysis, item) : this.#furniture(item.furniture)))}
      </ol>
      ${this.#decisions()}
    </div>`;
  }

  #tools() {
    const words = t().page;
    const { page, past, future } = this.state;
    return html`<div class="page-tools" role="toolbar" aria-label=${words.tools}>
      <button type="button" ?disabled=${!past.length} @click=${undo}>${words.undo}</button>
      <button type="button" ?disabled=${!future.length} @click=${redo}>${words.redo}</button>
      <button type="button" ?disabled=${!page.choices.length && page.article === null} @click=${forgetDecisions}>${words.reset}</button>
      ${
        page.article === null
          ? nothing
          : html`<button type="button" class="all" @click=${() => chooseArticle(null)}>${words.analyseAll}</button>`
      }
    </div>`;
  }

  #article(analysis: Analysis, { article, number, start }: { article: Article; number: number; start: number }) {
    const words = t();
    const { article: at } = this.state.page;
    const chosen = at !== null && spansOf(article).some((span) => span.start <= at && at < span.end);
    const left = at !== null && !chosen;
    const title = article.title ?? article.paragraphs[0]?.pieces[0];
    return html`<li class="page-article ${left ? "left" : ""}">
      <h3>
        <span class="n">${number}</span>
        <button type="button" class="quote" @click=${() => title && jumpToSpan(title)}>${article.title?.text ?? words.page.untitled}</button>
      </h3>
      ${article.subtitle ? html`<p class="sub">${article.subtitle.text}</p>` : nothing}
      <p class="meta">${meta(article)}</p>
      ${orderNote(article, start)}
      <p class="deeds">
        <button type="button" aria-pressed=${chosen} @click=${() => chooseArticle(chosen ? null : start)}>${words.page.analyseThis}</button>
        ${
          number > 1 ? html`<button type="button" @click=${() => choose(start, "goes-on")}>${words.page.merge}</button>` : nothing
        }
      </p>
      <details ?open=${analysis.articles.length === 1}>
        <summary>${words.page.paragraphs(article.paragraphs.length)}</summary>
        ${article.paragraphs.map((paragraph, i) => this.#paragraph(analysis, paragraph, i > 0 || article.title !== null))}
      </details>
    </li>`;
  }

  #paragraph(analysis: Analysis, paragraph: Paragraph, splits: boolean) {
    const words = t().page;
    const [first] = paragraph.pieces;
    if (!first) return nothing;
    return html`<div class="read ${paragraph.kind}">
      <p>
        ${paragraph.pieces.map(
          (piece, i) =>
            html`${i ? mark("join", words.join, words.apart, piece.start, "apart") : nothing}${reading(analysis, piece)}`,
        )}
      </p>
      <span class="deeds">
        ${
          splits
            ? html`<button type="button" class="link" @click=${() => choose(first.start, "article")}>${words.split}</button>`
            : nothing
        }
        <button type="button" class="link" @click=${() => choose(first.start, "furniture")}>${words.isFurniture}</button>
      </span>
    </div>`;
  }

  #furniture(furniture: Furniture[]) {
    const words = t().page;
    return html`<li class="page-furniture">
      <ul aria-label=${words.furniture}>
        ${furniture.map(
          (span) => html`<li>
            <small>${words.furnitureKinds[span.kind]}</small>
            <button type="button" class="link" @click=${() => jumpToSpan(span)}>${span.text}</button>
            <button type="button" class="link deed" @click=${() => choose(span.start, "text")}>${words.isText}</button>
          </li>`,
        )}
      </ul>
    </li>`;
  }

  /** What the reader has decided, each to be taken back by itself. */
  #decisions() {
    const words = t().page;
    const { choices } = this.state.page;
    if (!choices.length) return nothing;
    return html`<section class="page-decisions">
      <h3>${words.decisions}</h3>
      <ul>
        ${choices.map(
          (choice) => html`<li>
            ${words.choices[choice.choose]} <q>${this.state.text.slice(choice.at, choice.at + 14).split("\n")[0]}</q>
            <button type="button" class="link" @click=${() => takeBackChoice(choice)}>${words.takeBack}</button>
          </li>`,
        )}
      </ul>
    </section>`;
  }
}

const spansOf = (article: Article): Span[] => [
  ...[article.title, article.subtitle, article.byline].filter((span) => span !== null),
  ...article.paragraphs.flatMap(({ pieces }) => pieces),
];

/** Articles and furniture in the order of the page; furniture that stands together is one item. */
function itemsOf({ articles, furniture }: Analysis): Item[] {
  const items: Item[] = articles.map((article, i) => ({
    article,
    number: i + 1,
    start: Math.min(...spansOf(article).map((span) => span.start)),
  }));
  items.push(...furniture.map((one) => ({ furniture: [one], start: one.start })));
  items.sort((a, b) => a.start - b.start);
  const out: Item[] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (last && "furniture" in last && "furniture" in item) last.furniture.push(...item.furniture);
    else out.push(item);
  }
  return out;
}

function meta({ kind, byline, published, publishedFrom }: Article): string {
  const words = t();
  const date = published && `${published}${publishedFrom ? words.page.dateFrom[publishedFrom] : ""}`;
  return [words.articleKind[kind], byline?.text, date].filter(Boolean).join(" · ");
}

function orderNote({ order }: Article, start: number) {
  const words = t().page;
  if (!order) return nothing;
  const sure = Math.round(order.confidence * 100);
  if (!order.changed) return html`<p class="order">${words.orderKept(sure)}</p>`;
  return html`<p class="order">
    ${words.orderChanged(sure)}
    <button type="button" class="link" @click=${() => choose(start, "page-order")}>${words.pageOrder}</button>
  </p>`;
}

/** A join or a change, with what takes it back. */
function mark(kind: string, label: string, deed: string, at: number, choice: PageChoice["choose"]) {
  return html`<button type="button" class="page-mark ${kind}" title=${deed} aria-label=${`${label}：${deed}`} @click=${() => choose(at, choice)}>${label}</button>`;
}

/** The words of a piece, with what was changed in them. */
function reading(analysis: Analysis, piece: Span) {
  const words = t().page;
  const parts: unknown[] = [];
  let at = piece.start;
  for (const edit of analysis.edits.filter((edit) => edit.start >= piece.start && edit.end <= piece.end)) {
    parts.push(piece.text.slice(at - piece.start, edit.start - piece.start));
    const shown = edit.text.trim() ? html`<del>${edit.text}</del>` : nothing;
    const label = `${words.edits[edit.reason]}${edit.replacement ? `→${edit.replacement}` : ""}`;
    parts.push(html`${shown}${mark(edit.reason, label, words.asPasted, edit.start, "as-pasted")}`);
    at = edit.end;
  }
  parts.push(piece.text.slice(at - piece.start));
  return parts;
}

customElements.define("page-view", PageView);

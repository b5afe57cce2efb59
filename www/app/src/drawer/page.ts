import { html, nothing } from "lit";
import type { Analysis, Article } from "shiju";
import { t } from "../i18n/index.js";
import { jumpToSpan } from "../state/actions.js";

/** How the page falls into articles, and what stands around them. */
export function pagePanel(analysis: Analysis) {
  const words = t();
  return html`
    <ol class="articles">
      ${analysis.articles.map((article) => html`<li>${articleView(article)}</li>`)}
    </ol>
    ${
      analysis.furniture.length
        ? html`<h3>${words.page.furniture} <small>${words.page.furnitureHint}</small></h3>
          <ul class="furniture">
            ${analysis.furniture.map(
              (span) => html`<li><button type="button" class="link" @click=${() => jumpToSpan(span)}>${span.text}</button></li>`,
            )}
          </ul>`
        : nothing
    }
  `;
}

function articleView(article: Article) {
  const words = t();
  const first = article.title ?? article.paragraphs[0]?.pieces[0];
  return html`
    <h3>
      <button type="button" class="quote" @click=${() => first && jumpToSpan(first)}>${article.title?.text ?? words.page.untitled}</button>
    </h3>
    ${article.subtitle ? html`<p class="sub">${article.subtitle.text}</p>` : nothing}
    <p class="meta">
      ${[
        words.articleKind[article.kind],
        article.byline?.text,
        article.published,
        words.page.paragraphs(article.paragraphs.length),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    <details>
      <summary>${words.article}</summary>
      ${article.paragraphs.map((p) => html`<p class="read ${p.kind}">${p.text}</p>`)}
    </details>
  `;
}

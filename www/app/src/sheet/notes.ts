import { html, nothing, type TemplateResult } from "lit";
import type { Figure, Finding } from "shiju";
import { t } from "../i18n/index.js";
import { accept, dismiss, findingsShown, jumpTo, jumpToSpan, point } from "../state/actions.js";
import { isTime, type Mark, within } from "../state/marks.js";
import { type MarkRef, store } from "../state/store.js";
import { formatFigure } from "../tables/format.js";

/** A note in the margin, beside the place that it speaks of. */
export interface Note {
  key: string;
  mark: Mark;
  body: TemplateResult;
}

/** The message in the language of the page. */
export const messageOf = (finding: Pick<Finding, "message" | "message_en">): string =>
  store.state.lang === "en" ? finding.message_en : finding.message;

/** What a finding says, with its suggestion and what can be done; in the margin and, with what `more` can be, in the drawer. */
export function findingBody(finding: Finding, index: number, number: number, more: unknown = nothing): TemplateResult {
  const words = t();
  return html`
    <p class="verdict ${finding.severity}">
      <span class="number">${number}</span> <span class="severity">${words.severity[finding.severity]}</span>
    </p>
    <p class="message">${messageOf(finding)}</p>
    ${
      finding.related.length
        ? html`<p class="related">
          ${words.findings.related}
          ${finding.related
            .slice(0, 4)
            .map((span) => html`<button type="button" class="link" @click=${() => jumpToSpan(span)}>${span.text}</button> `)}
        </p>`
        : nothing
    }
    <p class="deeds">
      ${
        finding.suggestion === undefined
          ? nothing
          : html`<button type="button" class="deed accept" @click=${() => accept(index)}>
            ${words.findings.accept} <b>${finding.suggestion || "∅"}</b>
          </button>`
      }
      <button type="button" class="deed" @click=${() => dismiss(index)}>${words.findings.dismiss}</button>
      ${more}
    </p>
  `;
}

/** The notes of the findings, or of the figures that say whose and when they are, of one stretch of the text. */
export function notes(from: number, to: number): Note[] {
  const { analysis, margin, hidden, marks, moved } = store.state;
  if (!analysis || margin === "none") return [];
  const near = within(marks, moved, from, to + 1).flatMap(({ mark }) => (hidden.has(mark.kind) ? [] : mark));
  if (margin === "findings") {
    const numbers = new Map(findingsShown().map(({ index, number }) => [index, number]));
    return near
      .filter((mark) => mark.family === "finding" && numbers.has(mark.index))
      .map((mark) => ({
        key: `x${mark.index}`,
        mark,
        body: findingBody(analysis.findings[mark.index] as Finding, mark.index, numbers.get(mark.index) as number),
      }));
  }
  return near
    .filter((mark) => mark.family === "figure")
    .map((mark) => ({ mark, figure: analysis.figures[mark.index] as Figure }))
    .filter(({ figure }) => figure.metric && !isTime(figure.kind))
    .map(({ mark, figure }) => ({ key: `f${mark.index}`, mark, body: factBody(figure, mark) }));
}

function factBody(figure: Figure, mark: MarkRef): TemplateResult {
  const about = [figure.subject?.text, figure.period?.text].filter(Boolean).join(" · ");
  return html`<button
    type="button"
    class="fact"
    @click=${() => jumpTo(mark)}
    @mouseenter=${() => point(mark)}
    @mouseleave=${() => point(null)}
  >
    <b>${formatFigure(figure)}</b> <span>${figure.metric?.text}</span>
    ${about ? html`<small>${about}</small>` : nothing}
  </button>`;
}

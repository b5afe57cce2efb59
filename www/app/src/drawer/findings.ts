import { html, nothing } from "lit";
import type { Analysis, Finding } from "shiju";
import { t } from "../i18n/index.js";
import { findingBody } from "../sheet/notes.js";
import { findingsShown, jumpTo, point } from "../state/actions.js";
import { restore } from "../state/corrections.js";

/** The findings one below the other, in the order of the text. */
export function findingsPanel(analysis: Analysis) {
  const shown = findingsShown();
  const dismissed = analysis.findings.length - shown.length;
  return html`
    ${shown.length ? nothing : html`<p class="empty">${t().findings.none}</p>`}
    <ol class="findings">
      ${shown.map(({ index, number }) => item(analysis.findings[index] as Finding, index, number))}
    </ol>
    ${
      dismissed
        ? html`<button type="button" class="deed" @click=${() => restore((key) => key.startsWith("finding|"))}>${t().findings.restore(dismissed)}</button>`
        : nothing
    }
  `;
}

function item(finding: Finding, index: number, number: number) {
  const mark = { family: "finding" as const, index };
  return html`<li class="note finding" @mouseenter=${() => point(mark)} @mouseleave=${() => point(null)}>
    <button type="button" class="quote" @click=${() => jumpTo(mark)}>${finding.text}</button>
    ${findingBody(finding, index, number)}
  </li>`;
}

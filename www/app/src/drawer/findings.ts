import { html, nothing } from "lit";
import type { Analysis, Finding } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { findingBody } from "../sheet/notes.js";
import { findingsShown, jumpTo, type Numbered, point } from "../state/actions.js";
import { restore } from "../state/corrections.js";

/** The findings one below the other, in the order of the text. */
export function findingsPanel(analysis: Analysis) {
  const shown = findingsShown();
  const dismissed = analysis.findings.length - shown.length;
  return html`
    ${shown.length ? nothing : html`<p class="empty">${t().findings.none}</p>`}
    <long-list name="findings" .listing=${listing(analysis, shown)}></long-list>
    ${
      dismissed
        ? html`<button type="button" class="deed" @click=${() => restore((key) => key.startsWith("finding|"))}>${t().findings.restore(dismissed)}</button>`
        : nothing
    }
  `;
}

const listing = (analysis: Analysis, shown: readonly Numbered[]): Listing<Numbered> => ({
  items: shown,
  name: () => "note finding",
  mark: ({ index }) => ({ family: "finding", index }),
  item: ({ index, number }) => item(analysis.findings[index] as Finding, index, number),
});

function item(finding: Finding, index: number, number: number) {
  const mark = { family: "finding" as const, index };
  return html`<div @mouseenter=${() => point(mark)} @mouseleave=${() => point(null)}>
    <button type="button" class="quote" @click=${() => jumpTo(mark)}>${finding.text}</button>
    ${findingBody(finding, index, number)}
  </div>`;
}

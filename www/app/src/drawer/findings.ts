import { html, nothing } from "lit";
import type { Analysis, Finding } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { Part } from "../parts/part.js";
import { findingBody, messageOf } from "../sheet/notes.js";
import { findingsShown, jumpTo, jumpToSpan, type Numbered, point } from "../state/actions.js";
import { checkAllKinds, dismissKind, restore } from "../state/corrections.js";
import { recalculated } from "../state/loop.js";
import { store } from "../state/store.js";
import { save } from "../tables/export.js";
import { checkSheet } from "./checksheet.js";

/** The findings one below the other, in the order of the text. */
export function findingsPanel(analysis: Analysis) {
  const shown = findingsShown();
  const dismissed = analysis.findings.length - shown.length;
  const words = t().findings;
  const { rulesOff } = store.state;
  const sheet = () => checkSheet(analysis);
  return html`
    ${
      shown.length
        ? html`<p class="deeds">
            <span>${words.sheet}</span>
            <button type="button" class="deed" @click=${() => navigator.clipboard.writeText(sheet())}>${words.copy}</button>
            <button type="button" class="deed" @click=${() => save(`${words.sheet}.txt`, "text/plain", sheet())}>${words.save}</button>
            <button type="button" class="deed" @click=${() => print()}>${words.print}</button>
          </p>`
        : nothing
    }
    ${shown.length ? nothing : html`<p class="empty">${t().findings.none}</p>`}
    <long-list name="findings" .listing=${listing(analysis, shown)}></long-list>
    ${
      dismissed
        ? html`<button type="button" class="deed" @click=${() => restore((key) => key.startsWith("finding|"))}>${t().findings.restore(dismissed)}</button>`
        : nothing
    }
    ${
      rulesOff.length
        ? html`<button type="button" class="deed" @click=${checkAllKinds}>${words.kindsOff(rulesOff.length)}</button>`
        : nothing
    }
    <checked-list></checked-list>
  `;
}

/** What was recalculated and holds, on request. */
class CheckedList extends Part {
  protected readonly watches = ["text", "published", "rulesOff"] as const;
  #open = false;
  #held: Finding[] | null = null;
  #asked = "";

  protected override render() {
    const words = t().findings;
    const toggled = (event: Event) => {
      this.#open = (event.target as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    return html`<details class="checked" @toggle=${toggled}>
      <summary>${words.checked}${this.#held && this.#open ? html` <span role="status">${this.#held.length}</span>` : nothing}</summary>
      <ul>
        ${(this.#held ?? []).map(
          (finding) =>
            html`<li>✓ <button type="button" class="link" @click=${() => jumpToSpan(finding)}>${messageOf(finding)}</button></li>`,
        )}
      </ul>
    </details>`;
  }

  protected override updated(): void {
    const { text, published, rulesOff } = this.state;
    const asked = JSON.stringify([text, published, rulesOff]);
    if (!this.#open || asked === this.#asked) return;
    this.#asked = asked;
    void recalculated().then((held) => {
      if (asked !== this.#asked) return;
      this.#held = held;
      this.requestUpdate();
    });
  }
}

customElements.define("checked-list", CheckedList);

const listing = (analysis: Analysis, shown: readonly Numbered[]): Listing<Numbered> => ({
  items: shown,
  name: () => "note finding",
  mark: ({ index }) => ({ family: "finding", index }),
  item: ({ index, number }) => item(analysis.findings[index] as Finding, index, number),
});

function item(finding: Finding, index: number, number: number) {
  const mark = { family: "finding" as const, index };
  const more = html`<button type="button" class="deed" @click=${() => dismissKind(finding.type)}>
    ${t().findings.dismissKind}
  </button>`;
  return html`<div @mouseenter=${() => point(mark)} @mouseleave=${() => point(null)}>
    <button type="button" class="quote" @click=${() => jumpTo(mark)}>${finding.text}</button>
    ${findingBody(finding, index, number, more)}
  </div>`;
}

import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { remember, store } from "../state/store.js";
import { Region } from "./part.js";

/** Three hints for the first minute; dismissed, they never come back. */
export class WelcomeNote extends Region {
  protected readonly watches = ["welcome"] as const;

  protected override render() {
    if (!this.state.welcome) return nothing;
    const { title, hints, done } = t().welcome;
    return html`<section aria-label=${title}>
      <ol>
        ${hints.map(([head, more]) => html`<li><b>${head}</b> ${more}</li>`)}
      </ol>
      <button type="button" class="deed" @click=${() => this.#dismiss()}>${done}</button>
    </section>`;
  }

  #dismiss(): void {
    remember("shiju.welcome", "done");
    store.set({ welcome: false });
  }
}

customElements.define("welcome-note", WelcomeNote);

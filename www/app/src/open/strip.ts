import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { Region } from "../parts/part.js";
import { cancelOpening, closeOpening, isTold, type Opening, showWhole } from "./queue.js";

/** What is being opened, how far it is, and what could not be read. */
export class OpeningStrip extends Region {
  protected readonly watches = ["opening"] as const;

  protected override render() {
    const words = t().open;
    const { opening } = this.state;
    if (!opening.length) return nothing;
    const busy = opening.some(({ state }) => state === "waiting" || state === "reading");
    const shown = busy ? opening : opening.filter(isTold);
    return html`<section aria-label=${words.title}>
      <div role="status">
        <ul>
          ${shown.map((one) => html`<li class=${one.state}>${this.#file(one)}</li>`)}
        </ul>
      </div>
      ${
        busy
          ? html`<button type="button" @click=${cancelOpening}>${words.cancel}</button>`
          : html`<button type="button" @click=${closeOpening}>${t().close}</button>`
      }
    </section>`;
  }

  #file(one: Opening) {
    const words = t().open;
    const { name, state, step, done, error, reading } = one;
    if (state === "waiting") return html`<b>${name}</b> <span>${words.waiting}</span>`;
    if (state === "cancelled") return html`<b>${name}</b> <span>${words.cancelled}</span>`;
    if (state === "failed") return html`<b>${name}</b> <span class="error">${words.errors[error ?? "broken"]}</span>`;
    if (state === "reading") {
      return html`<b>${name}</b> <span>${words.steps[step]}</span>
        <progress max="1" value=${done} aria-label=${`${name} ${words.steps[step]}`}></progress>`;
    }
    return html`<b>${name}</b>
      ${reading?.ocr ? html`<span>${words.ocr}</span>` : nothing}
      ${reading?.unread?.length ? html`<span class="error">${words.unread(reading.unread)}</span>` : nothing}
      ${
        reading?.whole
          ? html`<span>${words.main}</span> <button type="button" class="link" @click=${() => showWhole(one)}>${words.whole}</button>`
          : nothing
      }`;
  }
}

customElements.define("opening-strip", OpeningStrip);

import { html } from "lit";
import { t } from "../i18n/index.js";
import { store } from "../state/store.js";
import { Region } from "./part.js";

/** The sheet of keys. */
export class KeySheet extends Region {
  protected readonly watches = ["help"] as const;

  protected override render() {
    const { title, hint, list } = t().keys;
    return html`<dialog aria-labelledby="keys-title" @close=${() => store.set({ help: false })}>
      <h2 id="keys-title">${title}</h2>
      <dl>
        ${list.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}
      </dl>
      <p>${hint}</p>
      <form method="dialog"><button>${t().close}</button></form>
    </dialog>`;
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (this.state.help && !dialog?.open) dialog?.showModal();
    if (!this.state.help && dialog?.open) dialog.close();
  }
}

customElements.define("key-sheet", KeySheet);

import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { forget, restore, takeBack } from "../state/corrections.js";
import { store } from "../state/store.js";
import { save } from "../tables/export.js";

/** What the reader has corrected: the own names, what was put aside, and the way back. */
export function correctionsView() {
  const words = t().correct;
  const { names, dismissed, before } = store.state;
  const aside = [...dismissed].filter((key) => key.startsWith("entity|"));
  if (!names.length && !aside.length && !before.length) return nothing;
  const write = () =>
    save("shiju-corrections.json", "application/json", JSON.stringify({ names, dismissed: [...dismissed] }, null, 2));
  return html`<h3>
      ${words.title}
      <button type="button" class="link" ?disabled=${!before.length} @click=${takeBack}>${words.undo}</button>
      <button type="button" class="link" @click=${write}>${t().table.json}</button>
    </h3>
    <ul class="rows own">
      ${names.map(
        ({ text, type, canonical }) => html`<li>
          <span class="grow"><b>${text}</b> ${t().entity[type]}${canonical ? html` = ${canonical}` : nothing}</span>
          <button type="button" class="deed" aria-label=${words.forget(text)} @click=${() => forget(text)}>×</button>
        </li>`,
      )}
      ${aside.map((key) => {
        const text = key.split("|")[2] ?? "";
        return html`<li>
          <span class="grow"><s>${text}</s> ${words.none}</span>
          <button type="button" class="deed" aria-label=${words.forget(text)} @click=${() => restore((k) => k === key)}>×</button>
        </li>`;
      })}
    </ul>`;
}

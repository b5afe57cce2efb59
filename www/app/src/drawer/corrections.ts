import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { drop, forget, restore } from "../state/corrections.js";
import type { Correction } from "../state/layer.js";
import { store } from "../state/store.js";
import { undo } from "../state/undo.js";
import { save } from "../tables/export.js";

/** What the reader has corrected: the own names, what was put aside, and the way back. */
export function correctionsView() {
  const words = t().correct;
  const { names, dismissed, past, layer } = store.state;
  const aside = [...dismissed].filter((key) => !key.startsWith("finding|"));
  if (!names.length && !aside.length && !layer.length && past.every((step) => step.text)) return nothing;
  const write = () =>
    save("shiju-corrections.json", "application/json", JSON.stringify({ names, dismissed: [...dismissed], layer }, null, 2));
  return html`<h3>
      ${words.title}
      <button type="button" class="link" ?disabled=${!past.length} @click=${undo}>${words.undo}</button>
      <button type="button" class="link" @click=${write}>${t().table.json}</button>
    </h3>
    <ul class="rows own">
      ${names.map(
        ({ text, type, canonical }) => html`<li>
          <span class="grow"><b>${text}</b> ${t().entity[type]}${canonical ? html` = ${canonical}` : nothing}</span>
          <button type="button" class="deed" aria-label=${words.forget(text)} @click=${() => forget(text)}>×</button>
        </li>`,
      )}
      ${layer.map(
        (correction) => html`<li>
          <span class="grow"><b>${correction.at.text}</b> ${saidOf(correction)}</span>
          <button type="button" class="deed" aria-label=${words.forget(correction.at.text)} @click=${() => drop(correction)}>×</button>
        </li>`,
      )}
      ${aside.map((key) => {
        const [family, a = "", b = ""] = key.split("|");
        const text = family === "entity" ? b : a;
        return html`<li>
          <span class="grow"><s>${text}</s> ${family === "entity" ? words.none : words.noFigure}</span>
          <button type="button" class="deed" aria-label=${words.forget(text)} @click=${() => restore((k) => k === key)}>×</button>
        </li>`;
      })}
    </ul>`;
}

function saidOf(correction: Correction): string {
  const { correct, columns } = t();
  if (correction.kind === "split") return correct.splitOff;
  const { written, metric, subject, period } = correction;
  const said: [string, string | undefined][] = [
    [columns.value, written],
    [columns.metric, metric],
    [columns.subject, subject],
    [columns.period, period],
  ];
  return said.flatMap(([name, words]) => (words === undefined ? [] : `${name} = ${words || "∅"}`)).join("；");
}

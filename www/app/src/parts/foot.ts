import { html, nothing } from "lit";
import { locale, t } from "../i18n/index.js";
import { takeUpdate } from "../state/offline.js";
import { store } from "../state/store.js";
import { Part } from "./part.js";

/** The foot line: what the page asked of the network, how long the analysis took, the version. */
export class FootLine extends Part {
  protected readonly watches = ["requests", "elapsed", "version", "text", "fresh", "analysis", "update", "failure"] as const;

  protected override render() {
    const words = t();
    const { requests, elapsed, version, text, fresh, analysis, failure } = this.state;
    const number = (value: number, digits = 0) =>
      new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
    const time = elapsed === null ? "" : words.foot.elapsed(number(elapsed, elapsed < 10 ? 1 : 0));
    const busy = failure ? "" : version ? words.foot.working : words.foot.loading;
    const said = [
      words.foot.requests(requests),
      version && (fresh || !text) ? time : busy,
      words.foot.characters(number(characters(text))),
      version ? `v${version}` : "",
    ];
    const done = analysis && fresh && text;
    return html`<p>${said.filter(Boolean).join(" · ")}</p>
      ${this.state.update ? html`<button type="button" class="link" @click=${takeUpdate}>${words.update}</button>` : nothing}
      <p class="sr-only" role="status">
        ${
          done
            ? words.announce({
                entities: analysis.entities.length,
                figures: analysis.figures.length,
                findings: analysis.findings.length,
              })
            : ""
        }
      </p>`;
  }
}

/** Characters as a reader counts them: what takes two units of UTF-16 is one. */
function characters(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i += 1) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

/** Files of the page that it finds in the browser's own store, or that its service worker has kept, are asked of nobody. */
const leftThePage = ({ name, transferSize, decodedBodySize, workerStart }: PerformanceResourceTiming): boolean =>
  /^https?:/.test(name) && !(transferSize === 0 && (decodedBodySize > 0 || workerStart > 0));

/** Counts every request that the page makes once there is a text; the text itself never goes anywhere. */
export function watchRequests(): void {
  if (typeof PerformanceObserver === "undefined") return;
  new PerformanceObserver((list) => {
    const { since, requests } = store.state;
    if (since === null) return;
    const made = (list.getEntries() as PerformanceResourceTiming[]).filter(
      (entry) => entry.startTime > since && leftThePage(entry),
    );
    if (made.length) store.set({ requests: requests + made.length });
  }).observe({ type: "resource" });
}

customElements.define("foot-line", FootLine);

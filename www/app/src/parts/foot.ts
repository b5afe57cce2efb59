import { html, nothing } from "lit";
import { number, t } from "../i18n/index.js";
import { stopOrGoOn } from "../state/loop.js";
import { takeUpdate } from "../state/offline.js";
import { store } from "../state/store.js";
import { Region } from "./part.js";

/** The foot line: what the page asked of the network, how long the analysis took, the version; and a stop to a long analysis. */
export class FootLine extends Region {
  protected readonly watches = [
    "requests",
    "ownFiles",
    "elapsed",
    "version",
    "text",
    "fresh",
    "analysis",
    "update",
    "failure",
    "work",
  ] as const;

  protected override render() {
    const words = t().foot;
    const { requests, ownFiles, elapsed, version, text, fresh, failure, work, update } = this.state;
    const time = elapsed === null ? "" : words.elapsed(number(elapsed, elapsed < 10 ? 1 : 0));
    const busy = failure ? "" : version ? words.working : words.loading;
    const said = [
      words.requests(requests, ownFiles),
      work === "stopped" ? words.stopped : version && (fresh || !text) ? time : busy,
      words.characters(number(characters(text))),
      version ? `v${version}` : "",
    ];
    return html`<p>${said.filter(Boolean).join(" · ")}</p>
      ${
        work === "short"
          ? nothing
          : html`<button type="button" class="link" @click=${stopOrGoOn}>${work === "long" ? words.stop : words.goOn}</button>`
      }
      ${update ? html`<button type="button" class="link" @click=${takeUpdate}>${t().update}</button>` : nothing}
      <p class="sr-only" role="status">${this.#announced()}</p>`;
  }

  #announced(): string {
    const { analysis, fresh, text, work } = this.state;
    if (work !== "short") return work === "long" ? t().foot.working : t().foot.stopped;
    if (!analysis || !fresh || !text) return "";
    const { entities, figures } = analysis;
    return t().announce({ entities: entities.length, figures: figures.length, findings: analysis.findings.length });
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

/** Files that the build has put beside the page, asked for by name alone: a query could carry something out. */
const ofTheBuild = ({ name }: PerformanceResourceTiming): boolean =>
  ["./assets/", "./open/"].some((folder) => name.startsWith(new URL(folder, location.href).href)) && !name.includes("?");

/** Counts every request that the page makes once there is a text, its own files apart; the text itself never goes anywhere. */
export function watchRequests(): void {
  if (typeof PerformanceObserver === "undefined") return;
  new PerformanceObserver((list) => {
    const { since, requests, ownFiles } = store.state;
    if (since === null) return;
    const made = (list.getEntries() as PerformanceResourceTiming[]).filter(
      (entry) => entry.startTime > since && leftThePage(entry),
    );
    const own = made.filter(ofTheBuild).length;
    if (made.length) store.set({ requests: requests + made.length - own, ownFiles: ownFiles + own });
  }).observe({ type: "resource" });
}

customElements.define("foot-line", FootLine);

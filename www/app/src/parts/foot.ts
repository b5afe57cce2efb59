import { html, nothing } from "lit";
import { type RequestSeen, watchRequests } from "shiju";
import { number, t } from "../i18n/index.js";
import { stopOrGoOn } from "../state/loop.js";
import { takeUpdate } from "../state/offline.js";
import { hearOfRequests } from "../state/requests.js";
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

/** Files that the build has put beside the page, asked for by name alone: a query could carry something out. */
const ofTheBuild = ({ url }: RequestSeen): boolean =>
  ["./assets/", "./open/"].some((folder) => url.startsWith(new URL(folder, location.href).href)) && !url.includes("?");

/**
 * What the browser finds in its own store is asked of nobody. A service worker does not say whether it had to ask: of this build's files
 * it has kept copies, all else it fetches.
 */
function leftThePage(seen: RequestSeen): boolean {
  const { url, transferSize, decodedBodySize, workerStart } = seen;
  if (!/^https?:/.test(url)) return false;
  if (transferSize > 0) return true;
  return workerStart > 0 ? !ofTheBuild(seen) : decodedBodySize === 0;
}

/** Counts every request that the page and its workers make once there is a text, its own files apart; the text itself never goes anywhere. */
export function countRequests(): void {
  const take = (seen: readonly RequestSeen[]): void => {
    const { since, requests, ownFiles } = store.state;
    if (since === null) return;
    const made = seen.filter((one) => one.at > performance.timeOrigin + since && leftThePage(one));
    const own = made.filter(ofTheBuild).length;
    if (made.length) store.set({ requests: requests + made.length - own, ownFiles: ownFiles + own });
  };
  watchRequests(take);
  hearOfRequests(take);
}

customElements.define("foot-line", FootLine);

import { html, render } from "lit";
import "./styles/base.css";
import "./styles/sheet.css";
import "./styles/marks.css";
import "./styles/drawer.css";
import "./styles/phone.css";
import "./drawer/drawer.js";
import type { FactDrawer } from "./drawer/drawer.js";
import { t } from "./i18n/index.js";
import { watchRequests } from "./parts/foot.js";
import "./parts/help.js";
import { listenToKeys } from "./parts/keys.js";
import "./parts/legend.js";
import "./parts/masthead.js";
import { sample } from "./sample.js";
import "./sheet/sheet.js";
import { load } from "./state/actions.js";
import { listenToDrops } from "./state/files.js";
import { warmUp } from "./state/loop.js";
import { firstVisit, type Panel, panels, type State, store } from "./state/store.js";

warmUp();
watchRequests();

const page = html`
  <mast-head role="banner"></mast-head>
  <main>
    <div class="desk">
      <mark-legend></mark-legend>
      <proof-sheet></proof-sheet>
    </div>
    <fact-drawer></fact-drawer>
  </main>
  <foot-line role="contentinfo"></foot-line>
  <key-sheet></key-sheet>
`;

/** What of the state shows on the document itself. */
function dress({ lang, theme }: State): void {
  const root = document.documentElement;
  root.lang = lang === "en" ? "en" : "zh-CN";
  root.dataset.theme = theme;
  document.title = lang === "en" ? `${t().name} · ${t().tagline}` : `${t().name}：${t().tagline}`;
}

function followAddress(): void {
  const panel = location.hash.slice(1) as Panel;
  if (panels.includes(panel)) store.set({ panel });
}

dress(store.state);
followAddress();
store.subscribe((state, changed) => {
  if (changed.has("lang") || changed.has("theme")) dress(state);
});
addEventListener("hashchange", followAddress);
render(page, document.body);
listenToDrops();
listenToKeys(document.querySelector("fact-drawer") as FactDrawer);

// The first visit shows what the page does; later ones begin empty.
if (firstVisit()) load(sample);

// Kept for later visits without a network. Where that is not allowed (file:, private windows), nothing is lost but that.
if (import.meta.env.PROD && "serviceWorker" in navigator && location.protocol !== "file:") {
  navigator.serviceWorker.register("./sw.js").catch(() => {});
}

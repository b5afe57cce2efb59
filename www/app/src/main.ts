import { html, render } from "lit";
import "./styles/base.css";
import "./styles/sheet.css";
import "./styles/marks.css";
import "./styles/drawer.css";
import "./styles/ledger.css";
import "./styles/library.css";
import "./styles/open.css";
import "./styles/page.css";
import "./styles/phone.css";
import { t } from "./i18n/index.js";
import { followLibrary, putOnSheet } from "./library/actions.js";
import { countRequests } from "./parts/foot.js";
import "./parts/legend.js";
import "./parts/masthead.js";
import "./parts/welcome.js";
import { sample } from "./sample.js";
import "./sheet/sheet.js";
import { jumpToAddress, load } from "./state/actions.js";
import { parsed, say } from "./state/address.js";
import { listenToDrops } from "./state/dropped.js";
import { warmUp } from "./state/loop.js";
import { keepOffline } from "./state/offline.js";
import { firstVisit, type State, store } from "./state/store.js";

warmUp();
countRequests();

const page = html`
  <mast-head role="banner"></mast-head>
  <main id="text">
    <div class="desk">
      <welcome-note></welcome-note>
      <opening-strip></opening-strip>
      <mark-legend></mark-legend>
      <proof-sheet></proof-sheet>
    </div>
    <fact-drawer></fact-drawer>
  </main>
  <library-room role="main" hidden></library-room>
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
  const address = location.hash.slice(1);
  if (followLibrary(address)) return;
  const { article, panel, at } = parsed(address);
  store.set({ room: "text", ...(panel ? { panel, drawerOpen: at === null } : {}) });
  const go = () => panel && at !== null && jumpToAddress(panel, at);
  if (article === null || article === store.state.onSheet) go();
  else void putOnSheet(article).then((found) => found && go());
}

/** Of the two rooms, one is shown; the other keeps its state. */
function enter({ room }: State): void {
  (document.querySelector("#text") as HTMLElement).hidden = room !== "text";
}

dress(store.state);
store.subscribe((state, changed) => {
  if (changed.has("lang") || changed.has("theme")) dress(state);
  if (changed.has("room")) enter(state);
  // Another article on the sheet is another address; one that was asked for by its address has it already.
  if (changed.has("onSheet") && state.room === "text" && parsed(location.hash.slice(1)).article !== state.onSheet)
    say(state.panel);
});
addEventListener("hashchange", followAddress);
addEventListener("popstate", followAddress);
render(page, document.body);
// The first visit shows what the page does; later ones begin empty.
if (firstVisit()) load(sample);
followAddress();
const rest = () => import("./rest.js");
listenToDrops((files, several) => void rest().then(({ takeDropped }) => takeDropped(files, several)));
// Once the first frame has been painted.
requestAnimationFrame(() => setTimeout(() => void rest()));

if (import.meta.env.PROD && import.meta.env.MODE !== "single" && "serviceWorker" in navigator && location.protocol !== "file:") {
  void keepOffline();
}

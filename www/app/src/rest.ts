/** What the first view does not need: it is asked for when that has been painted. */
import "./drawer/drawer.js";
import type { FactDrawer } from "./drawer/drawer.js";
import { goTo } from "./library/actions.js";
import { takeFiles } from "./library/exchange.js";
import "./library/room.js";
import { openFiles } from "./open/queue.js";
import "./open/strip.js";
import "./parts/help.js";
import { listenToKeys } from "./parts/keys.js";
import { listenToPrinting } from "./parts/report.js";
import { store } from "./state/store.js";

/** One file goes onto the sheet; several, or any while it is shown, into the library. */
export function takeDropped(files: File[], several: boolean): void {
  if (!several && store.state.room !== "library") {
    void openFiles(files);
    return;
  }
  goTo("articles");
  void takeFiles(files);
}

listenToPrinting();
listenToKeys(document.querySelector("fact-drawer") as FactDrawer);

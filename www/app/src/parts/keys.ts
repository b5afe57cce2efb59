import type { FactDrawer } from "../drawer/drawer.js";
import { goTo, keep } from "../library/actions.js";
import { libraryStore } from "../library/state.js";
import { openPanel, step } from "../state/actions.js";
import { stopOrGoOn } from "../state/loop.js";
import { store } from "../state/store.js";
import { undo, undoByKey } from "../state/undo.js";

/** Single keys for the whole page; in a text field only with Alt. */
export function listenToKeys(drawer: FactDrawer): void {
  addEventListener("keydown", (event) => {
    const field = /^(input|select|textarea)$/i.test((event.target as HTMLElement).tagName);
    // A field has a history of its own.
    if (!field && !store.state.help && store.state.room === "text") undoByKey(event);
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    const writes = target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
    if (event.key === "Escape") {
      if (writes) target.blur();
      store.set({ pinned: null, active: null, drawerOpen: false });
      return;
    }
    if (writes !== event.altKey) return;
    const act = actions(drawer)[event.code === "Slash" && event.shiftKey ? "?" : keyOf(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Alt changes what a key writes on some systems, so the key's place counts. */
const keyOf = (event: KeyboardEvent): string =>
  event.altKey && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;

const actions = (drawer: FactDrawer): Record<string, () => void> => ({
  j: () => step(1),
  k: () => step(-1),
  f: () => openPanel("findings"),
  t: () => openPanel("figures"),
  e: () => openPanel("entities"),
  p: () => openPanel("projects"),
  "/": () => {
    if (store.state.room === "text") void drawer.focusFilter();
    else document.querySelector<HTMLElement>("library-room input[type=search]")?.focus();
  },
  c: () => void drawer.table?.copy(),
  u: undo,
  x: stopOrGoOn,
  s: () => void keep(),
  l: () => (store.state.room === "library" ? openPanel(store.state.panel) : goTo(libraryStore.state.view)),
  "?": () => store.set({ help: true }),
});

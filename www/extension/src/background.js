// The service worker: opens the panel, which does the work. A click or a choice in the menu gives it the tab, and only that tab.
const api = globalThis.browser ?? globalThis.chrome;

/** Chromium has a side panel, Firefox a sidebar; both open only in answer to the person. */
function openPanel(tab) {
  if (api.sidePanel) api.sidePanel.open({ windowId: tab.windowId });
  else api.sidebarAction.open();
}

/** Tells a panel that is open already; one that is just opening reads the page by itself. */
function tell(what) {
  api.runtime.sendMessage({ read: what }).catch(() => {});
}

api.runtime.onInstalled.addListener(() => {
  for (const [id, contexts] of [
    ["selection", ["selection"]],
    ["page", ["page"]],
  ]) {
    const title = api.i18n.getMessage(id === "page" ? "readPage" : "readSelection");
    api.contextMenus.create({ id, title, contexts });
  }
});

api.action.onClicked.addListener((tab) => {
  openPanel(tab);
  tell("page");
});

api.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
  openPanel(tab);
  tell(menuItemId);
});

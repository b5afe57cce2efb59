const shown = new WeakMap<HTMLElement, HTMLElement>();

/** Brings the tab at hand into view, where there are more than the row has room for. */
export function showTab(host: HTMLElement): void {
  const tab = host.querySelector<HTMLElement>("[role=tab][aria-selected=true]");
  const row = tab?.parentElement;
  if (!tab || !row || shown.get(host) === tab) return;
  shown.set(host, tab);
  const over = tab.offsetLeft + tab.offsetWidth + EDGE - row.offsetLeft - row.clientWidth;
  const under = tab.offsetLeft - EDGE - row.offsetLeft;
  if (row.scrollLeft < over) row.scrollLeft = over;
  else if (row.scrollLeft > under) row.scrollLeft = under;
}

/** So much of the next tab is seen that one knows of it. */
const EDGE = 24;

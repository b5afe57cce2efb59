import { type MarkRef, type Panel, panels, store } from "./store.js";

/**
 * What an address names: `figures` is a panel, `figures/123` the figure at an offset of the text, `projects/2` the second
 * project; with `article/5/` before it, in an article of the library.
 */
export interface Address {
  article: number | null;
  panel: Panel | null;
  at: number | null;
}

/** In which panel something is listed. */
export const panelOf: Record<Exclude<MarkRef["family"], "words">, Panel> = {
  entity: "entities",
  figure: "figures",
  finding: "findings",
  project: "projects",
};

export function parsed(address: string): Address {
  const parts = address.split("/");
  const article = parts[0] === "article" ? number(parts.splice(0, 2)[1]) : null;
  const [panel, at] = parts;
  return { article, panel: panels.includes(panel as Panel) ? (panel as Panel) : null, at: number(at) };
}

const number = (text: string | undefined): number | null => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : null);

/** The address of a panel, or of something in it, in the article that is on the sheet. */
export function addressOf(panel: Panel, at?: number): string {
  const { onSheet } = store.state;
  return `#${onSheet === null ? "" : `article/${onSheet}/`}${panel}${at === undefined ? "" : `/${at}`}`;
}

/** Says in the address where the reader is. The way back leads to the list, not through every mark that was looked at. */
export function say(panel: Panel, at?: number): void {
  const address = addressOf(panel, at);
  if (location.hash === address) return;
  const fromList = at !== undefined && parsed(location.hash.slice(1)).at === null;
  history[fromList ? "pushState" : "replaceState"](null, "", address);
}

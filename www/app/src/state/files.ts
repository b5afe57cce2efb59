import { load } from "./actions.js";
import { store } from "./store.js";

/** What can be opened; other files are refused with a word of why. */
export const accepted = ".txt,.md,.html,.htm,text/plain,text/html";

const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TD TH TR UL".split(
    " ",
  ),
);
const silent = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SVG", "IFRAME", "OBJECT", "SELECT", "TEXTAREA", "HEAD"]);

/** Reads a file as text: UTF-8 where it is, else GB 18030, which old Chinese files are in. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** The text of a web page, one line a block. The parsed document is inert: nothing in it runs or is fetched. */
export function textOfHtml(markup: string): string {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) parts.push(node.data.replace(/[ \t\r\n]+/g, " "));
    if (!(node instanceof Element) || silent.has(node.tagName.toUpperCase())) return;
    const block = blocks.has(node.tagName);
    if (block) parts.push("\n");
    node.childNodes.forEach(walk);
    if (block) parts.push("\n");
  };
  walk(new DOMParser().parseFromString(markup, "text/html").body);
  return parts
    .join("")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The text of a file; a file of another kind is refused with a word of why. */
export async function textOfFile(file: File): Promise<string> {
  const isHtml = /html/.test(file.type) || /\.html?$/i.test(file.name);
  const isText = /^text\//.test(file.type) || /\.(txt|md)$/i.test(file.name);
  if (!isHtml && !isText) throw new Error(`${file.name}: .txt .md .html`);
  const text = decode(await file.arrayBuffer());
  return isHtml ? textOfHtml(text) : text;
}

/** Opens a file in the sheet. */
export async function openFile(file: File): Promise<void> {
  try {
    load(await textOfFile(file));
    store.set({ failure: null });
  } catch (thrown) {
    store.set({ failure: (thrown as Error).message });
  }
}

/** Files can be dropped anywhere on the page; several at once go into the library. */
export function listenToDrops(takeMany: (files: File[]) => void): void {
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    const [file] = files;
    if (!file) return;
    event.preventDefault();
    if (files.length > 1) takeMany(files);
    else void openFile(file);
  });
}

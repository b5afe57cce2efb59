import { decode } from "./encoding.js";
import type { Reading } from "./job.js";

const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE UL".split(
    " ",
  ),
);
const silent = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SVG", "IFRAME", "OBJECT", "SELECT", "TEXTAREA", "HEAD"]);
/** A line with a day in it is what tells when a page was published. */
const dated = /20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}/;

/** Whether a text is the source of a web page. */
export const isWholePage = (text: string): boolean => /^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html)[\s>]/i.test(text);

/** Whether a text is a piece of such a source: it begins and ends with a tag, and has several blocks. */
export const isPieceOfPage = (text: string): boolean =>
  /^\s*<(div|article|section|main|body|table|ul|ol|p|h[1-6])[\s>]/i.test(text) &&
  /<\/\w+>\s*$/.test(text) &&
  (text.match(/<\/(p|div|h[1-6]|li|tr)>/gi)?.length ?? 0) >= 3;

/**
 * The document of some markup. It is inert: nothing in it runs, and nothing is fetched. It is parsed as a template,
 * whose contents the page's security policy does not look at, and loses what that would report before it gets there.
 */
function parse(markup: string): Document {
  const template = document.createElement("template");
  // Attributes that would run something are reported even there.
  template.innerHTML = markup.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s/"'])on(?=\w+\s*=)/gi, "$1data-on"));
  const { content } = template;
  for (const element of content.querySelectorAll("style, script, link, base, iframe, object, embed")) element.remove();
  for (const element of content.querySelectorAll("*")) {
    const active = element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on"));
    for (const name of active) element.removeAttribute(name);
  }
  const page = document.implementation.createHTMLDocument(content.querySelector("title")?.textContent ?? "");
  page.head.append(...content.querySelectorAll("meta"));
  content.querySelector("title")?.remove();
  page.body.append(content);
  return page;
}

/** What is shown of a tree: one line a block, headings marked as such, a table's cells side by side. */
function linesOf(root: Node): string {
  const parts: string[] = [];
  const numbers = new Map<Element, number>();
  const numberOf = (list: Element): string => {
    const number = numbers.get(list) ?? Number(list.getAttribute("start") ?? 1);
    numbers.set(list, number + 1);
    return `${number}. `;
  };
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) parts.push((node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " "));
    if (node instanceof DocumentFragment) node.childNodes.forEach(walk);
    if (!(node instanceof Element)) return;
    const { tagName } = node;
    if (silent.has(tagName.toUpperCase())) return;
    if (/^T[DH]$/.test(tagName)) {
      parts.push(flat(linesOf(contentsOf(node))), "\t");
      return;
    }
    if (tagName === "TR") parts.push("\n");
    const level = /^H([1-6])$/.exec(tagName)?.[1];
    if (level) {
      const words = flat(linesOf(contentsOf(node)));
      if (words) parts.push(`\n${"#".repeat(Number(level))} ${words}\n`);
      return;
    }
    const block = blocks.has(tagName);
    if (block) parts.push("\n");
    if (tagName === "LI" && node.parentElement?.tagName === "OL") parts.push(numberOf(node.parentElement));
    node.childNodes.forEach(walk);
    if (block) parts.push("\n");
  };
  walk(root);
  return parts
    .join("")
    .replace(/[ \t]*\n */g, "\n")
    .replace(/\t +/g, "\t")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** What is in a node, to be walked without the node itself. */
function contentsOf(node: Node): Node {
  const contents = document.createDocumentFragment();
  contents.append(...[...node.childNodes].map((child) => child.cloneNode(true)));
  return contents;
}

const flat = (words: string): string => words.replace(/\s+/g, " ").trim();
const bare = (words: string): string => words.replace(/[\s#]+/g, "");

/** The text of some markup, all of it. */
export const textOfHtml = (markup: string): string => linesOf(parse(markup).body);

/** The sentences of a text: what a page's main text should hold. */
const prose = (text: string): number =>
  text
    .split("\n")
    .filter((line) => line.length > 30 && /[。，！？；]/.test(line))
    .reduce((sum, line) => sum + bare(line).length, 0);

/** The text of a web page: its main text where that is found, and all of it beside. */
export async function readHtml(markup: string): Promise<Reading> {
  const page = parse(markup);
  const whole = linesOf(page.body);
  const { Readability } = await import("@mozilla/readability");
  const headings = [...page.querySelectorAll("h1, h2")].map((heading) => flat(heading.textContent ?? ""));
  const found = new Readability(page, { charThreshold: 120, serializer: (node) => node }).parse();
  const main = found?.content ? linesOf(found.content) : "";
  // A page of several articles has no one main text: then all of it is read, and the page stage tells them apart.
  if (!found || bare(main).length < 60 || prose(main) < 0.8 * prose(whole)) return { text: whole, ocr: false };
  const title = headings.find((words) => words.length > 3 && found.title?.includes(words)) ?? nameless(found.title ?? "");
  const text = withHead(main, whole, title);
  return bare(text) === bare(whole) ? { text, ocr: false } : { text, ocr: false, whole };
}

/** A page's title without the site's name. */
const nameless = (title: string): string => title.split(/\s*[_|]\s*|\s+[-–—]\s+/)[0] ?? "";

/** The main text under its headline and the line that tells the date, which stand outside of it on most pages. */
function withHead(main: string, whole: string, title: string): string {
  const head: string[] = [];
  if (title && !bare(main).startsWith(bare(title))) head.push(`# ${flat(title)}`);
  const first = main.split("\n").find((line) => line.length > 30) ?? main;
  const before = whole.slice(0, Math.max(0, whole.indexOf(first)));
  const date = before.split("\n").find((line) => line.length < 90 && dated.test(line));
  if (date && !main.includes(date)) head.push(date);
  return [...head, main].join("\n");
}

/** A file: a page says its encoding in its head, where it is not UTF-8. */
export async function readHtmlFile(bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
  return readHtml(await decode(bytes, declared));
}

/** Rich text from the clipboard; null where it tells no more than the plain text beside it. */
export async function readPaste(markup: string): Promise<string | null> {
  const page = parse(markup);
  const links = [...page.querySelectorAll("a")].reduce((sum, link) => sum + bare(link.textContent ?? "").length, 0);
  const isPage = page.querySelector("nav, footer") !== null && links > 60;
  if (isPage) return (await readHtml(markup)).text;
  const rich = page.querySelector("h1, h2, h3, h4, h5, h6, table");
  const text = rich ? linesOf(page.body) : null;
  // A single line needs no mark that it is a heading.
  return text?.includes("\n") ? text : null;
}

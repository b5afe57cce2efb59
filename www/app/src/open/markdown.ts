import { textOfHtml } from "./html.js";
import type { Reading } from "./job.js";

/** What stands before the text of some files: its title, its date and more, between two lines of hyphens. */
const matter = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,4000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** A file of markdown: its words without their marks; headings, lists and tables as those of a web page. */
export async function readMarkdown(source: string): Promise<Reading> {
  const { marked } = await import("marked");
  const head = matter.exec(source);
  const text = textOfHtml(await marked.parse(head ? source.slice(head[0].length) : source, { gfm: true }));
  const above = head ? aboveText(head[1] ?? "", text) : "";
  return { text: above + text, ocr: false, ...(head ? { whole: source } : {}) };
}

/** The title, unless the text has one of its own, and the date. */
function aboveText(entries: string, text: string): string {
  const entry = (name: string) => new RegExp(`^${name}:[ \\t]*["']?(.+?)["']?[ \\t]*$`, "im").exec(entries)?.[1];
  const title = /^# /m.test(text) ? undefined : entry("title");
  return [title && `# ${title}`, entry("date")].flatMap((line) => (line ? `${line}\n` : [])).join("");
}

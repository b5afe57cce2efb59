/**
 * The page inside an `<iframe src="…/widget.html?host=https://your.site">`. It speaks only with the origins that `host` names
 * (several are divided by commas); docs/embedding.md has the protocol.
 */
import type { Analysis } from "./analysis.js";
import "./element.js";
import type { ShijuArticle } from "./element.js";
import { type PlainError, toShijuError } from "./errors.js";
import { requireText } from "./options.js";
import { version } from "./version.js";

/** What a host may post to the widget; each is answered by a message with the same `id`. */
export interface WidgetRequest {
  shiju: "read";
  /** Comes back with the answer. */
  id?: string | number;
  text: string;
  published?: string;
  /** As the attributes of `<shiju-article>`. */
  types?: string;
  lang?: "zh" | "en";
  panel?: boolean;
  findings?: boolean;
}

/** What the widget posts to its host. */
export type WidgetMessage =
  | { shiju: "ready"; version: string }
  | { shiju: "analyzed"; id?: string | number; analysis: Analysis }
  | { shiju: "error"; id?: string | number; error: PlainError }
  | { shiju: "select"; start: number; end: number; text: string }
  | { shiju: "size"; height: number };

/** Answers the hosts that the address of this page names. */
function start(hosts: ReadonlySet<string>): void {
  const article: ShijuArticle = document.createElement("shiju-article");
  let current: { id?: string | number } = {};

  const post = (message: WidgetMessage) => {
    for (const host of hosts) parent.postMessage(message, host);
  };
  const fail = (thrown: unknown) => {
    const { code, message } = toShijuError(thrown);
    post({ shiju: "error", ...current, error: { code, message } });
  };

  addEventListener("message", ({ origin, source, data }: MessageEvent<WidgetRequest>) => {
    // Whoever else can reach this window is not listened to.
    if (source !== parent || !hosts.has(origin) || data?.shiju !== "read") return;
    current = data.id === undefined ? {} : { id: data.id };
    try {
      read(article, data);
    } catch (thrown) {
      fail(thrown);
    }
  });
  article.addEventListener("shiju-analyzed", ({ detail }) => post({ shiju: "analyzed", ...current, analysis: detail }));
  article.addEventListener("shiju-error", ({ detail }) => fail(detail));
  article.addEventListener("shiju-select", ({ detail }) => {
    if (detail) post({ shiju: "select", start: detail.item.start, end: detail.item.end, text: detail.item.text });
  });

  const page = document.documentElement;
  new ResizeObserver(() => post({ shiju: "size", height: Math.ceil(page.getBoundingClientRect().height) })).observe(page);
  post({ shiju: "ready", version });
}

/** Shows what is asked for. */
function read(article: ShijuArticle, { text, published, types, lang, panel = true, findings = true }: WidgetRequest): void {
  requireText(text);
  const attributes = { published, types, lang, panel: panel ? "" : undefined, findings: findings ? "" : undefined };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) article.removeAttribute(name);
    else article.setAttribute(name, value);
  }
  article.text = text;
  if (!article.isConnected) document.body.append(article);
}

// On a server the import does nothing.
if (typeof document !== "undefined") {
  const hosts = new Set((new URLSearchParams(location.search).get("host") ?? "").split(",").filter(Boolean));
  if (hosts.size > 0) start(hosts);
  else document.body.append("The address of the widget must name its host: widget.html?host=https://your.site");
}

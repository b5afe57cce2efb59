/**
 * `<shiju-article>`: marks the text that it wraps, or that it is given.
 *
 * ```html
 * <script type="module">import "shiju/element";</script>
 * <shiju-article published="2024-08-02" panel><p>…</p></shiju-article>
 * ```
 */
import type { Analysis } from "./analysis.js";
import type { MarkType } from "./dom/marks.js";
import { canStyle } from "./dom/paint.js";
import { panelCss, panelOf } from "./dom/panel.js";
import { ShijuError, toShijuError } from "./errors.js";
import { type Highlighting, highlight, type Mark } from "./highlight.js";
import type { Lang } from "./names.js";

/** The events of the element, all of which bubble. */
export interface ShijuArticleEvents {
  /** After each analysis. */
  "shiju-analyzed": CustomEvent<Analysis>;
  /** A mark was pointed at or tapped, or left (null). */
  "shiju-select": CustomEvent<Mark | null>;
  /** Something went wrong; the text stays readable. */
  "shiju-error": CustomEvent<ShijuError>;
}

const css = `
:host { display: block; }
:host([hidden]) { display: none; }
.body:focus-visible { outline: 2px solid var(--shiju-focus, Highlight); outline-offset: 4px; }
.hint { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.text:empty { display: none; }
${panelCss}`;

const hints = { zh: "左右箭头键逐个查看标记", en: "The left and right arrow keys go from mark to mark" } as const;

// A server has no HTMLElement: importing the module there does nothing.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** The element itself; importing this module defines it as `shiju-article`. */
export class ShijuArticle extends Base {
  static readonly observedAttributes = ["types", "published", "lang", "panel", "findings", "src"];

  #given: HTMLElement | undefined;
  #slot: HTMLSlotElement | undefined;
  #hint: HTMLElement | undefined;
  #panel: HTMLElement | undefined;
  #marking: Highlighting | undefined;
  #text: string | undefined;
  #turn = 0;
  #queued = false;

  /** The text to show and mark, in place of what the element wraps. */
  get text(): string | undefined {
    return this.#text;
  }
  set text(text: string | null | undefined) {
    this.#text = text ?? undefined;
    this.#queue();
  }

  /** The last analysis. */
  get analysis(): Analysis | undefined {
    return this.#marking?.analysis;
  }

  connectedCallback(): void {
    if (!canStyle()) {
      this.#refuse();
      return;
    }
    if (!this.shadowRoot) this.#build();
    this.#takeEarlyText();
    this.#queue();
  }

  /** A browser too old for shadow style sheets shows the text and nothing else. */
  #refuse(): void {
    const message = "<shiju-article> needs constructable style sheets (browsers of 2023 and later); the text is shown unmarked.";
    this.#emit("shiju-error", new ShijuError("unsupported", message));
  }

  /** A `text` that was set before the element was defined lies over the accessor. */
  #takeEarlyText(): void {
    if (!Object.hasOwn(this, "text")) return;
    const { text } = this;
    delete (this as { text?: string | undefined }).text;
    this.text = text;
  }

  disconnectedCallback(): void {
    this.#turn++;
    this.#marking?.dispose();
    this.#marking = undefined;
  }

  attributeChangedCallback(): void {
    this.#queue();
  }

  #build(): void {
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    this.#given = document.createElement("div");
    this.#given.className = "text";
    this.#given.part.add("text");
    this.#slot = document.createElement("slot");
    this.#panel = document.createElement("div");
    this.#panel.part.add("panel");
    this.#hint = document.createElement("span");
    this.#hint.id = "hint";
    this.#hint.className = "hint";
    const body = document.createElement("div");
    body.className = "body";
    body.tabIndex = 0;
    body.setAttribute("role", "group");
    body.setAttribute("aria-describedby", "hint");
    body.addEventListener("keydown", (event) => this.#key(event, body));
    body.append(this.#given, this.#slot);
    shadow.append(this.#hint, body, this.#panel);
  }

  /** Arrow keys go from mark to mark; those pressed in what is wrapped are its own. */
  #key(event: KeyboardEvent, body: HTMLElement): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
    if (!by || event.target !== body || event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#marking?.step(by)) event.preventDefault();
  }

  /** Several changes in one task make one analysis. */
  #queue(): void {
    if (this.#queued || !this.isConnected || !this.shadowRoot) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected) void this.#read();
    });
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const text = await this.#source();
      if (turn !== this.#turn) return;
      this.#marking?.dispose();
      this.#marking = undefined;
      const given = this.#given as HTMLElement;
      given.textContent = text ?? "";
      (this.#slot as HTMLSlotElement).hidden = text !== undefined;
      (this.#hint as HTMLElement).textContent = hints[this.#lang()];
      const marking = await highlight(text === undefined ? this : given, {
        types: this.#types(),
        published: this.getAttribute("published") ?? undefined,
        lang: this.#lang(),
        onAnalyzed: (analysis) => this.#show(analysis),
        onSelect: (mark) => this.#emit("shiju-select", mark),
        onError: (thrown) => this.#emit("shiju-error", toShijuError(thrown)),
      });
      if (turn === this.#turn) this.#marking = marking;
      else marking.dispose();
    } catch (thrown) {
      if (turn === this.#turn) this.#emit("shiju-error", toShijuError(thrown));
    }
  }

  async #source(): Promise<string | undefined> {
    if (this.#text !== undefined) return this.#text;
    const src = this.getAttribute("src");
    if (!src) return undefined;
    const refused = (why: string, cause?: unknown) =>
      new ShijuError("asset-unavailable", `${src} ${why}. Serve a plain text there, where connect-src allows it.`, { cause });
    const response = await fetch(new URL(src, document.baseURI)).catch((cause) => {
      throw refused("could not be loaded", cause);
    });
    if (!response.ok) throw refused(`gave ${response.status}`);
    return response.text();
  }

  #types(): readonly MarkType[] {
    const asked = (this.getAttribute("types") ?? "entity figure").split(/[\s,]+/).filter(Boolean);
    const findings = this.getAttribute("findings");
    return [...asked, ...(findings === null || findings === "off" ? [] : ["finding"])] as MarkType[];
  }

  #lang(): Lang {
    const lang = this.lang || document.documentElement.lang;
    return lang.toLowerCase().startsWith("en") ? "en" : "zh";
  }

  #show(analysis: Analysis): void {
    const panel = this.#panel as HTMLElement;
    panel.replaceChildren(
      ...(this.hasAttribute("panel") ? panelOf(analysis, this.#lang(), (start, end) => this.#reveal(start, end)) : []),
    );
    this.#emit("shiju-analyzed", analysis);
  }

  /** Brings a stretch of the text into view and selects it. */
  #reveal(start: number, end: number): void {
    const range = this.#marking?.range(start, end);
    if (!range) return;
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }

  #emit<K extends keyof ShijuArticleEvents>(name: K, detail: ShijuArticleEvents[K]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (typeof customElements !== "undefined" && !customElements.get("shiju-article")) {
  customElements.define("shiju-article", ShijuArticle);
}

declare global {
  interface HTMLElementTagNameMap {
    "shiju-article": ShijuArticle;
  }
  interface HTMLElementEventMap extends ShijuArticleEvents {}
}

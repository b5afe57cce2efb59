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
import { panelCss, panelOf } from "./dom/panel.js";
import { toShijuError } from "./errors.js";
import { type Highlighting, highlight, type Mark } from "./highlight.js";
import type { Lang } from "./names.js";

/** The events of the element, all of which bubble. */
export interface ShijuArticleEvents {
  /** After each analysis. */
  "shiju-analyzed": CustomEvent<Analysis>;
  /** A mark was pointed at or tapped, or left (null). */
  "shiju-select": CustomEvent<Mark | null>;
  /** Something went wrong; the text stays readable. */
  "shiju-error": CustomEvent<Error>;
}

const css = `
:host { display: block; color-scheme: light dark; }
:host([hidden]) { display: none; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.text:empty { display: none; }
${panelCss}`;

// A server has no HTMLElement: importing the module there does nothing.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** The element itself; importing this module defines it as `shiju-article`. */
export class ShijuArticle extends Base {
  static readonly observedAttributes = ["types", "published", "lang", "panel", "findings", "src"];

  #given: HTMLElement | undefined;
  #slot: HTMLSlotElement | undefined;
  #panel: HTMLElement | undefined;
  #marking: Highlighting | undefined;
  #text: string | undefined;
  #turn = 0;
  #queued = false;

  /** The text to show and mark, in place of what the element wraps. */
  get text(): string | undefined {
    return this.#text;
  }
  set text(text: string | undefined) {
    this.#text = text;
    this.#queue();
  }

  /** The last analysis. */
  get analysis(): Analysis | undefined {
    return this.#marking?.analysis;
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    this.#queue();
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
    shadow.append(this.#given, this.#slot, this.#panel);
  }

  /** Several changes in one task make one analysis. */
  #queue(): void {
    if (this.#queued || !this.isConnected) return;
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
    const response = await fetch(new URL(src, document.baseURI));
    if (!response.ok) throw new Error(`Loading ${src} gave ${response.status}.`);
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
}

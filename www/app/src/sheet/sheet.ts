import { html, nothing, type PropertyValues, render } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Analysis } from "shiju";
import { t } from "../i18n/index.js";
import { readClipboard } from "../open/paste.js";
import { Part } from "../parts/part.js";
import { sample } from "../sample.js";
import { findingsShown, offerSheet, point } from "../state/actions.js";
import { type About, edited, setText } from "../state/loop.js";
import type { Mark } from "../state/marks.js";
import { type State, store } from "../state/store.js";
import { cardBody, namingBody } from "./card.js";
import { Editor, plain } from "./editor.js";
import { Highlighter } from "./highlighter.js";
import { type Note, notes } from "./notes.js";

const HOVER_MS = 260;
/** From this length on, only the notes beside the lines in view are made. */
const LONG = 20_000;

/** The proof: the text that is typed into, its marks, its margin and the card of the mark at hand. */
export class ProofSheet extends Part {
  protected readonly watches = [
    "analysis",
    "marks",
    "hidden",
    "dismissed",
    "margin",
    "active",
    "pinned",
    "text",
    "selected",
  ] as const;

  #editor!: Editor;
  #highlighter!: Highlighter;
  #shown: Note[] = [];
  #hovered: Mark[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #classed: Analysis | null = null;
  #frame = 0;
  #observer = new ResizeObserver(() => this.#soon());

  protected override render() {
    const words = t();
    const shown = this.#notes();
    return html`
      <div class="paper">
        <div class="boxes" aria-hidden="true"></div>
        <div
          class="proof"
          contenteditable="plaintext-only"
          role="textbox"
          aria-multiline="true"
          aria-label=${words.article}
          data-placeholder=${words.placeholder}
          spellcheck="false"
          autocapitalize="off"
          translate="no"
        ></div>
        ${
          this.state.text
            ? nothing
            : html`<button type="button" class="try" @click=${() => this.#load(sample)}>${words.trySample}</button>`
        }
        <div class="numbers" aria-hidden="true"></div>
        <aside class="margin" aria-label=${words.margin.label}>
          ${repeat(
            shown,
            (note) => note.key,
            (note) => html`<article
              class="note ${note.mark.family}"
              data-at=${note.at}
              @mouseenter=${() => point(note.mark)}
              @mouseleave=${() => point(null)}
            >
              ${note.body}
            </article>`,
          )}
        </aside>
        <div class="card" role="dialog" aria-label=${words.legend} hidden @mouseenter=${() => clearTimeout(this.#timer)} @mouseleave=${() => this.#leave()}></div>
      </div>
    `;
  }

  protected override firstUpdated(): void {
    const proof = this.#find(".proof");
    this.#editor = new Editor(proof, edited, readClipboard, sample);
    this.#highlighter = new Highlighter(this.#editor, this.#find(".boxes"));
    offerSheet({
      reveal: (start, end) => this.#reveal(start, end),
      replace: (start, end, insert) => this.#editor.replace(start, end, insert),
      load: (text, about) => this.#load(text, about),
      focus: () => proof.focus(),
    });
    proof.addEventListener("mousemove", (event) => this.#hover(event));
    proof.addEventListener("mouseleave", () => this.#leave());
    proof.addEventListener("click", (event) => this.#click(event));
    proof.addEventListener("keydown", () => this.#hide());
    document.addEventListener("selectionchange", () => this.#select());
    addEventListener("scroll", () => this.#highlighter.leftBehind() && this.#soon(), { passive: true, capture: true });
    this.#observer.observe(this.#find(".paper"));
    void document.fonts?.ready.then(() => this.#soon());
  }

  protected override updated(_: PropertyValues): void {
    if (this.state.analysis && this.state.fresh && this.#classed !== this.state.analysis) this.#dress(this.state.analysis);
    this.#paint();
    this.#place(this.#shown);
    this.#showCard();
  }

  /** The notes of a long text are only those about the lines in view. */
  #notes(): Note[] {
    const long = this.state.text.length > LONG && this.#highlighter;
    const [from, to] = long ? this.#highlighter.stretch() : [0, this.state.text.length];
    this.#shown = notes(from, to);
    return this.#shown;
  }

  #find(selector: string): HTMLElement {
    return this.querySelector(selector) as HTMLElement;
  }

  #load(text: string, about?: About): void {
    this.#editor.setText(plain(text));
    scrollTo({ top: 0 });
    setText(this.#editor.text, about);
  }

  /** Marks and notes again, once, before the next frame is drawn. */
  #soon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#paint();
      if (this.state.text.length > LONG) this.requestUpdate();
      else this.#place(this.#shown);
    });
  }

  #paint(): void {
    this.#highlighter.paint(this.state);
  }

  /** Gives each line the look of its part in the page: title, section, furniture … */
  #dress(analysis: Analysis): void {
    this.#classed = analysis;
    const { lines } = this.#editor;
    const roles = new Map<number, string>();
    const set = (span: { start: number; end: number } | null, role: string) => {
      if (!span) return;
      for (let line = this.#editor.lineAt(span.start); line <= this.#editor.lineAt(span.end); line += 1) roles.set(line, role);
    };
    for (const span of analysis.furniture) set(span, "furniture");
    for (const [i, article] of analysis.articles.entries()) {
      for (const paragraph of article.paragraphs) for (const piece of paragraph.pieces) set(piece, paragraph.kind);
      set(article.byline, "byline");
      set(article.subtitle, "subtitle");
      set(article.title, i ? "title next" : "title");
    }
    for (const [i, line] of lines.entries()) {
      const role = roles.get(i) ?? "";
      const name = role ? `line ${role}` : "line";
      if (line.className !== name) line.className = name;
    }
  }

  /** Puts the numbers of the findings into the text and the notes beside their lines, none over another. */
  #place(shown: Note[]): void {
    const paper = this.#find(".paper").getBoundingClientRect();
    const margin = this.#find(".margin").getBoundingClientRect();
    const folded = getComputedStyle(this.#find(".margin")).getPropertyValue("--folded").trim() === "1";
    const elements = [...this.querySelectorAll<HTMLElement>(".note")];
    const gaps = new Map<number, number>();
    let free = 0;
    const last = this.#editor.text.length;
    const heights = elements.map((element) => element.offsetHeight);
    for (const line of this.querySelectorAll<HTMLElement>(".line[data-gap]")) {
      line.style.paddingBlockEnd = "";
      line.removeAttribute("data-gap");
    }
    if (folded) {
      for (const [i, note] of shown.entries()) {
        const number = this.#editor.lineAt(Math.min(note.at, last));
        gaps.set(number, (gaps.get(number) ?? 0) + (heights[i] ?? 0) + 8);
      }
      for (const [number, gap] of gaps) {
        const line = this.#editor.lines[number] as HTMLElement;
        line.style.paddingBlockEnd = `${gap + 6}px`;
        line.setAttribute("data-gap", "");
      }
    }
    const used = new Map<number, number>();
    for (const [i, note] of shown.entries()) {
      const element = elements[i];
      if (!element) continue;
      const number = this.#editor.lineAt(Math.min(note.at, last));
      let top: number;
      if (folded) {
        const line = (this.#editor.lines[number] as HTMLElement).getBoundingClientRect();
        const before = used.get(number) ?? 0;
        top = line.bottom - paper.top - (gaps.get(number) ?? 0) + before;
        used.set(number, before + (heights[i] ?? 0) + 8);
      } else {
        const range = this.#editor.range(Math.min(note.at, last), Math.min(note.at + 1, last)).getBoundingClientRect();
        top = Math.max(free, range.top - margin.top - 4);
        free = top + (heights[i] ?? 0) + 10;
      }
      element.style.insetBlockStart = `${top}px`;
    }
    if (!folded) this.#find(".paper").style.minBlockSize = free ? `${free + 24}px` : "";
    this.#number(paper);
  }

  #number(paper: DOMRect): void {
    const visible = new Map(
      this.#highlighter
        .visible(this.state)
        .filter((m) => m.family === "finding")
        .map((m) => [m.index, m]),
    );
    const badges: HTMLElement[] = [];
    for (const { index, number } of findingsShown()) {
      const mark = visible.get(index);
      if (!mark) continue;
      const rects = this.#editor.range(mark.start, mark.end).getClientRects();
      const rect = rects[rects.length - 1];
      if (!rect) continue;
      const badge = document.createElement("i");
      badge.className = `badge x-${mark.kind}`;
      badge.textContent = String(number);
      badge.style.translate = `${rect.right - paper.left}px ${rect.top - paper.top}px`;
      badges.push(badge);
    }
    this.#find(".numbers").replaceChildren(...badges);
  }

  /** The marks shown at a place of the window. */
  #marksAt(x: number, y: number): Mark[] {
    const place = caretAt(x, y);
    const at = place && this.#editor.offset(place.node, place.offset);
    if (at === null || at === undefined) return [];
    const near = this.#highlighter.visible(this.state).filter((mark) => mark.start <= at && mark.end >= at);
    return near.filter((mark) => {
      const rects = [...this.#editor.range(mark.start, mark.end).getClientRects()];
      return rects.some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 2 && y <= r.bottom + 4);
    });
  }

  #hover(event: MouseEvent): void {
    clearTimeout(this.#timer);
    if (event.buttons) return;
    this.#timer = setTimeout(() => {
      this.#hovered = this.#marksAt(event.clientX, event.clientY);
      const first = this.#hovered.at(-1);
      point(first ? { family: first.family, index: first.index } : null);
      this.#showCard();
    }, HOVER_MS);
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#hovered = [];
      point(null);
      this.#showCard();
    }, HOVER_MS);
  }

  #click(event: MouseEvent): void {
    if (!getSelection()?.isCollapsed) return;
    const mark = this.#marksAt(event.clientX, event.clientY).at(-1);
    store.set({ pinned: mark ? { family: mark.family, index: mark.index } : null, active: null });
  }

  /** A short stretch of one line that is selected can be named. */
  #select(): void {
    const proof = this.#find(".proof");
    const inside = proof.contains(getSelection()?.anchorNode ?? null);
    const range = inside ? this.#editor.selection() : null;
    const text = range ? this.#editor.text.slice(range.start, range.end) : "";
    const nameable = range && text.trim() === text && text.length > 1 && text.length <= 40 && !text.includes("\n");
    const { selected } = this.state;
    if (nameable && (selected?.start !== range.start || selected.end !== range.end)) store.set({ selected: { ...range, text } });
    // Focus that goes into the card takes the selection along; the card stays.
    if (!nameable && selected && !this.#find(".card").contains(document.activeElement)) store.set({ selected: null });
  }

  #hide(): void {
    this.#hovered = [];
    clearTimeout(this.#timer);
    store.set({ pinned: null, active: null });
  }

  #showCard(): void {
    const card = this.#find(".card");
    const { analysis, pinned, marks, fresh, selected } = this.state;
    if (selected) {
      card.hidden = false;
      render(namingBody(selected.text), card);
      this.#beside(card, selected);
      return;
    }
    const at = this.#hovered.length ? this.#hovered : this.#stack(marks, pinned);
    const anchor = at.at(-1);
    card.hidden = !anchor || !analysis || !fresh;
    if (!anchor || !analysis || !fresh) return;
    render(cardBody(analysis, at), card);
    this.#beside(card, anchor);
  }

  /** Puts the card under its words, or above them where there is no room. */
  #beside(card: HTMLElement, anchor: { start: number; end: number }): void {
    const paper = this.#find(".paper").getBoundingClientRect();
    const rect = this.#editor.range(anchor.start, anchor.end).getClientRects()[0];
    if (!rect) return;
    const below = rect.bottom + card.offsetHeight + 16 < innerHeight || rect.top < card.offsetHeight + 16;
    const left = Math.min(Math.max(rect.left - paper.left, 8), paper.width - card.offsetWidth - 8);
    const top = below ? rect.bottom - paper.top + 6 : rect.top - paper.top - card.offsetHeight - 6;
    card.style.translate = `${Math.max(left, 8)}px ${top}px`;
  }

  /** A pinned mark with the marks that lie over the same place. */
  #stack(marks: Mark[], pinned: State["pinned"]): Mark[] {
    const mark = pinned && marks.find((m) => m.family === pinned.family && m.index === pinned.index);
    if (!mark) return [];
    const { hidden, dismissed } = this.state;
    const same = marks.filter(
      (m) => m !== mark && m.start <= mark.start && m.end >= mark.end && !hidden.has(m.kind) && !dismissed.has(m.key),
    );
    return [...same.slice(-2), mark];
  }

  #reveal(start: number, end: number): void {
    const range = this.#editor.range(start, end);
    const rect = range.getBoundingClientRect();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const out = rect.top < 120 || rect.bottom > innerHeight - 160;
    if (out) scrollBy({ top: rect.top - innerHeight * 0.36, behavior: still ? "instant" : "smooth" });
    this.#soon();
  }
}

/** The place of the tree under a point, in either of the two ways browsers have. */
function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if (document.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(x, y);
    return place && { node: place.offsetNode, offset: place.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

customElements.define("proof-sheet", ProofSheet);

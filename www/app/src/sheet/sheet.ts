import { html, type PropertyValues, render } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Analysis } from "shiju";
import { t } from "../i18n/index.js";
import { readClipboard } from "../open/paste.js";
import { Region } from "../parts/part.js";
import { sample } from "../sample.js";
import { findingsShown, offerSheet, point } from "../state/actions.js";
import { type About, edited, setText } from "../state/loop.js";
import { type Mark, placed } from "../state/marks.js";
import { isTyping } from "../state/steps.js";
import { isSame, type State, store } from "../state/store.js";
import { offerEdits, redo, undo } from "../state/undo.js";
import { cardBody, namingBody } from "./card.js";
import { Editor, plain } from "./editor.js";
import { Highlighter } from "./highlighter.js";
import { type Note, notes } from "./notes.js";

const HOVER_MS = 260;
/** From this length on, only the notes beside the lines in view are made. */
const LONG = 20_000;
/** Between notes that stand below one line, in pixels. */
const NOTE_GAP = 8;

/** The number of a finding, over the text. */
interface Badge {
  className: string;
  text: string;
  translate: string;
}

/** The proof: the text that is typed into, its marks, its margin and the card of the mark at hand. */
export class ProofSheet extends Region {
  protected readonly watches = ["analysis", "marks", "hidden", "dismissed", "margin", "active", "pinned", "selected"] as const;

  #editor!: Editor;
  #highlighter!: Highlighter;
  #shown: Note[] = [];
  #hovered: Mark[] = [];
  #asked: State["selected"] = null;
  #settled: State["selected"] = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #classed: Analysis | null = null;
  #frame = 0;
  #elsewhere = false;
  /** The room below lines that their notes stand in, in a narrow window. */
  #gaps = new Map<HTMLElement, number>();
  #observer = new ResizeObserver(() => this.#soon());
  /** How far down a smooth scroll goes that is under way. */
  #goal: number | null = null;

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
        <button type="button" class="try" @click=${() => this.#load(sample)}>${words.trySample}</button>
        <div class="numbers" aria-hidden="true"></div>
        <aside class="margin" aria-label=${words.margin.label}>
          ${repeat(
            shown,
            (note) => note.key,
            (note) => html`<article
              class="note ${note.mark.family}"
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

  /** Marks are waited for: they go before the other regions. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) this.performUpdate();
    else await super.scheduleUpdate();
  }

  protected override firstUpdated(): void {
    const proof = this.#find(".proof");
    this.#editor = new Editor(proof, edited, { undo, redo, isTyping }, readClipboard, sample);
    this.#highlighter = new Highlighter(this.#editor, this.#find(".boxes"));
    offerEdits(this.#editor);
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
    for (const broken of ["scrollend", "wheel", "touchstart"])
      addEventListener(broken, () => (this.#goal = null), { passive: true });
    addEventListener("scroll", () => this.#highlighter.leftBehind() && this.#soon(true), { passive: true, capture: true });
    this.#observer.observe(this.#find(".paper"));
    // A key changes no part of the page: marks and notes follow their words with the next frame.
    store.subscribe((_, changed) => changed.has("text") && this.#soon());
  }

  protected override updated(_: PropertyValues): void {
    if (this.state.analysis && this.state.fresh && this.#classed !== this.state.analysis) this.#dress(this.state.analysis);
    if (this.#asked && !this.state.selected) this.#settled = this.#asked;
    this.#asked = this.state.selected;
    this.#draw();
  }

  /** The notes of a long text are only those about the lines in view. */
  #notes(): Note[] {
    const [from, to] = this.#long && this.#highlighter ? this.#highlighter.stretch() : [0, this.state.text.length];
    this.#shown = notes(from, to);
    return this.#shown;
  }

  get #long(): boolean {
    return this.state.text.length > LONG;
  }

  #find(selector: string): HTMLElement {
    return this.querySelector(selector) as HTMLElement;
  }

  #load(text: string, about?: About): void {
    const step = this.#editor.setText(plain(text));
    if (this.state.text) scrollTo({ top: 0 });
    setText(this.#editor.text, about, step);
  }

  /** Marks and notes again, once, before the next frame is drawn; after scrolling a long text, with other notes. */
  #soon(elsewhere = false): void {
    cancelAnimationFrame(this.#frame);
    this.#elsewhere ||= elsewhere;
    this.#frame = requestAnimationFrame(() => {
      this.#draw();
      if (this.#elsewhere && this.#long) this.requestUpdate();
      this.#elsewhere = false;
    });
  }

  #draw(): void {
    // Before the first analysis there is nothing to draw, and no layout to wait for.
    if (!this.state.marks.length && !this.#classed && !this.state.selected) return;
    this.#highlighter.paint(this.state);
    // Marks of the first words, before the whole is read.
    if (!this.state.analysis) return;
    this.#place(this.#shown);
    this.#showCard();
  }

  /** Gives each line the look of its part in the page: title, section, furniture … */
  #dress(analysis: Analysis): void {
    this.#classed = analysis;
    const { lines } = this.#editor;
    const roles = new Map<number, string>();
    const set = (span: { start: number; end: number } | null, role: string) => {
      if (!span) return;
      const last = this.#editor.lineAt(Math.max(span.start, span.end - 1));
      for (let line = this.#editor.lineAt(span.start); line <= last; line += 1) roles.set(line, role);
    };
    for (const span of analysis.furniture) set(span, "furniture");
    for (const [i, article] of analysis.articles.entries()) {
      for (const paragraph of article.paragraphs) for (const piece of paragraph.pieces) set(piece, paragraph.kind);
      // A dateline at the head of a paragraph leaves it a paragraph.
      if (article.byline && this.#fillsLines(article.byline)) set(article.byline, "byline");
      set(article.subtitle, "subtitle");
      set(article.title, i ? "title next" : "title");
    }
    const { text } = this.#editor;
    for (const [i, line] of lines.entries()) {
      const role = roles.get(i) ?? "";
      // What was pasted with its indent needs no other.
      const spaced = role === "body" && /^(\u3000|\s\s)/.test(text.slice(this.#editor.startOf(i), this.#editor.startOf(i) + 2));
      const name = role ? `line ${role}${spaced ? " spaced" : ""}` : "line";
      if (line.className !== name) line.className = name;
    }
  }

  /** Whether nothing else stands in the lines of a stretch. */
  #fillsLines({ start, end }: { start: number; end: number }): boolean {
    const { text } = this.#editor;
    const [from, to] = [this.#editor.startOf(this.#editor.lineAt(start)), this.#editor.startOf(this.#editor.lineAt(end) + 1)];
    return !text.slice(from, start).trim() && !text.slice(end, to).trim();
  }

  /**
   * Puts the numbers of the findings into the text and the notes beside their lines, none over another. All is measured
   * before anything is moved, so that the browser lays the page out once.
   */
  #place(shown: Note[]): void {
    const margin = this.#find(".margin");
    const folded = getComputedStyle(margin).getPropertyValue("--folded").trim() === "1";
    const elements = [...margin.children] as HTMLElement[];
    const heights = elements.map((element) => element.offsetHeight);
    const last = this.#editor.text.length;
    const places = shown.map(({ mark }) => Math.min(placed(mark, this.state.moved)?.start ?? mark.start, last));
    const tops = folded ? this.#below(places, heights) : this.#beside(places, heights, margin);
    const badges = this.#badges();
    const free = folded ? 0 : (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0);
    const least = free ? `${free + 34}px` : "";
    const paper = this.#find(".paper");
    if (paper.style.minBlockSize !== least) paper.style.minBlockSize = least;
    for (const [i, element] of elements.entries()) {
      const top = `${tops[i] ?? 0}px`;
      if (element.style.insetBlockStart !== top) element.style.insetBlockStart = top;
    }
    this.#number(badges);
  }

  /** Beside their lines. */
  #beside(places: number[], heights: number[], margin: HTMLElement): number[] {
    this.#makeRoom(new Map());
    const from = margin.getBoundingClientRect().top;
    const last = this.#editor.text.length;
    let free = 0;
    return places.map((at, i) => {
      const top = Math.max(free, this.#editor.range(at, Math.min(at + 1, last)).getBoundingClientRect().top - from - 4);
      free = top + (heights[i] ?? 0) + 10;
      return top;
    });
  }

  /** Below their lines, which make room. */
  #below(places: number[], heights: number[]): number[] {
    const lines = places.map((at) => this.#editor.lines[this.#editor.lineAt(at)] as HTMLElement);
    const gaps = new Map<HTMLElement, number>();
    const before = lines.map((line, i) => {
      const used = gaps.get(line) ?? 0;
      gaps.set(line, used + (heights[i] ?? 0) + NOTE_GAP);
      return used;
    });
    this.#makeRoom(gaps);
    const paper = this.#find(".paper").getBoundingClientRect().top;
    return lines.map((line, i) => line.getBoundingClientRect().bottom - paper - (gaps.get(line) ?? 0) + (before[i] ?? 0));
  }

  #makeRoom(gaps: Map<HTMLElement, number>): void {
    for (const line of this.#gaps.keys()) if (!gaps.has(line)) line.style.paddingBlockEnd = "";
    for (const [line, gap] of gaps) if (this.#gaps.get(line) !== gap) line.style.paddingBlockEnd = `${gap + 6}px`;
    this.#gaps = gaps;
  }

  /** The numbers at the ends of the findings in view. */
  #badges(): Badge[] {
    const visible = new Map(this.#highlighter.visible(this.state).map((standing) => [standing.mark, standing]));
    const paper = this.#find(".paper").getBoundingClientRect();
    const numbers = new Map(findingsShown().map(({ index, number }) => [index, number]));
    return [...visible.values()].flatMap(({ mark, start, end }) => {
      const number = mark.family === "finding" ? numbers.get(mark.index) : undefined;
      const rect = number && [...this.#editor.range(start, end).getClientRects()].at(-1);
      if (!rect) return [];
      const translate = `${rect.right - paper.left}px ${rect.top - paper.top}px`;
      return [{ className: `badge x-${mark.kind}`, text: String(number), translate }];
    });
  }

  #number(badges: Badge[]): void {
    const place = this.#find(".numbers");
    while (place.childElementCount > badges.length) place.lastElementChild?.remove();
    while (place.childElementCount < badges.length) place.append(document.createElement("i"));
    for (const [i, badge] of ([...place.children] as HTMLElement[]).entries()) {
      const { className, text, translate } = badges[i] as Badge;
      if (badge.className !== className) badge.className = className;
      if (badge.textContent !== text) badge.textContent = text;
      badge.style.translate = translate;
    }
  }

  /** The marks shown at a place of the window. */
  #marksAt(x: number, y: number): Mark[] {
    if (!this.state.analysis) return [];
    const at = this.#editor.offsetAt(x, y);
    if (at === null) return [];
    const near = this.#highlighter.visible(this.state).filter(({ start, end }) => start <= at && end >= at);
    const hit = near.filter(({ start, end }) => {
      const rects = [...this.#editor.range(start, end).getClientRects()];
      return rects.some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 2 && y <= r.bottom + 4);
    });
    return hit.map(({ mark }) => mark);
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
    // What has been named, or left for something else, is still selected; it is not asked about again.
    const same = (other: State["selected"]) => other?.start === range?.start && other?.end === range?.end;
    if (!same(this.#settled)) this.#settled = null;
    else if (!selected) return;
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
      this.#under(card, selected);
      return;
    }
    const at = this.#hovered.length ? this.#hovered : this.#stack(marks, pinned);
    const anchor = at.at(-1);
    card.hidden = !anchor || !analysis || !fresh;
    if (!anchor || !analysis || !fresh) return;
    render(cardBody(analysis, at), card);
    this.#under(card, anchor);
  }

  /** Puts the card under its words, or above them where there is no room. */
  #under(card: HTMLElement, anchor: { start: number; end: number }): void {
    const paper = this.#find(".paper").getBoundingClientRect();
    const rect = this.#editor.range(anchor.start, anchor.end).getClientRects()[0];
    if (!rect) return;
    const [ceiling, floor] = clear();
    const needed = card.offsetHeight + 16;
    // Where the words will stand, while the page is still on its way to them.
    const coming = this.#goal === null ? 0 : this.#goal - scrollY;
    const below = rect.bottom - coming + needed < floor || rect.top - coming - needed < ceiling;
    const left = Math.min(Math.max(rect.left - paper.left, 8), paper.width - card.offsetWidth - 8);
    const top = below ? rect.bottom - paper.top + 6 : rect.top - paper.top - card.offsetHeight - 6;
    card.style.translate = `${Math.max(left, 8)}px ${top}px`;
  }

  /** A pinned mark with the marks that lie over the same place; of other words, the first mark in them. */
  #stack(marks: readonly Mark[], pinned: State["pinned"]): Mark[] {
    const mark = marks.find((m) => isSame(m, pinned)) ?? this.#within(pinned?.span)[0];
    if (!mark) return [];
    const { hidden, dismissed } = this.state;
    const same = marks.filter(
      (m) => m !== mark && m.start <= mark.start && m.end >= mark.end && !hidden.has(m.kind) && !dismissed.has(m.key),
    );
    return [...same.slice(-2), mark];
  }

  #within(span: { start: number; end: number } | undefined): Mark[] {
    if (!span) return [];
    const shown = this.#highlighter.visible(this.state).map(({ mark }) => mark);
    return shown.filter(({ family, start, end }) => family === "entity" && start >= span.start && end <= span.end);
  }

  /** Brings words into view. Far away, what lies between has never been laid out, so it is looked again when it has been. */
  #reveal(start: number, end: number, looks = 4): void {
    const rect = this.#editor.range(start, end).getBoundingClientRect();
    const by = rect.top - innerHeight * 0.36;
    const far = Math.abs(by) > 3 * innerHeight;
    const still = far || looks < 4 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const out = rect.top < 120 || rect.bottom > innerHeight - 160;
    const bottom = document.documentElement.scrollHeight - innerHeight;
    this.#goal = out && !still ? Math.min(Math.max(scrollY + by, 0), bottom) : null;
    if (out) scrollBy({ top: by, behavior: still ? "instant" : "smooth" });
    if (out && still && looks) requestAnimationFrame(() => this.#reveal(start, end, looks - 1));
    this.#soon(out);
  }
}

/** What of the window no bar lies over, from top to bottom. */
function clear(): [number, number] {
  const bar = (name: string) => (document.querySelector(name) as Element).getBoundingClientRect();
  const drawer = bar("fact-drawer");
  return [bar("mark-legend").bottom, drawer.left === 0 ? drawer.top : bar("foot-line").top];
}

customElements.define("proof-sheet", ProofSheet);

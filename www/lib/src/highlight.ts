/** Marks entities, figures and findings in any DOM, without changing a node of it. */
import type { Analysis } from "./analysis.js";
import type { AnalyzeOptions, Analyzer } from "./analyzer.js";
import { Card } from "./dom/card.js";
import { type Collected, collect } from "./dom/collect.js";
import { type Mark, type MarkType, marksAt, marksOf, requireTypes } from "./dom/marks.js";
import { canStyle, painter } from "./dom/paint.js";
import { borrow } from "./dom/shared.js";
import { ShijuError } from "./errors.js";
import type { Lang } from "./names.js";
import { requireAnalyzer, requireFunctions, requireKnown, requireLang } from "./options.js";

export type { Mark, MarkType } from "./dom/marks.js";

/** How a piece of DOM is marked; every part has a default. */
export interface HighlightOptions extends Pick<AnalyzeOptions, "published" | "lexicon" | "rulesOff" | "signal"> {
  /** What is marked. Default: entities, figures and findings. */
  types?: readonly MarkType[] | undefined;
  /** Who reads. Default: one analyzer that all highlighted pieces of the page share. */
  analyzer?: Analyzer | undefined;
  /** Whether changes of the DOM are followed. Default: true. */
  observe?: boolean | undefined;
  /** Whether a card tells what is known of a mark that is pointed at or tapped. Default: true. */
  cards?: boolean | undefined;
  /** Language of the cards. Default: zh. */
  lang?: Lang | undefined;
  /** Told after each analysis. */
  onAnalyzed?: ((analysis: Analysis) => void) | undefined;
  /** Told when a mark is pointed at or tapped; null when it is left. */
  onSelect?: ((mark: Mark | null) => void) | undefined;
  /** Told of what went wrong after the first analysis; the first rejects the call. */
  onError?: ((error: unknown) => void) | undefined;
}

/** What has been marked, until it is disposed of. */
export interface Highlighting {
  /** The last analysis; its offsets are those of `text`. */
  readonly analysis: Analysis;
  /** What was read. */
  readonly text: string;
  /** The stretch `[start, end)` of `text` in the DOM; null where it has changed since. */
  range(start: number, end: number): Range | null;
  /** Changes what is marked. */
  show(types: readonly MarkType[]): void;
  /** Selects the next mark, or the one before, and brings it into view: for keys. Null where there is none. */
  step(by: 1 | -1): Mark | null;
  /** Reads and marks anew. */
  refresh(): Promise<void>;
  /** Takes everything away: marks, cards, observers. */
  dispose(): void;
}

const known = "published lexicon rulesOff signal types analyzer observe cards lang onAnalyzed onSelect onError".split(" ");

/** Milliseconds of quiet before a changed DOM is read again. */
const QUIET = 150;

/**
 * Marks what lies under `root`. Code, form fields, hidden and editable parts are left out.
 *
 * Rejects with `bad-root` where `root` is not an element of a document, with `unsupported` in a browser too old, and with what the analyzer rejects with.
 */
export async function highlight(root: Element, options: HighlightOptions = {}): Promise<Highlighting> {
  if (typeof Element === "undefined" || !(root instanceof Element) || !root.isConnected) {
    const message = "highlight() needs an element that is part of a document; append it first, and call it in a browser.";
    throw new ShijuError("bad-root", message);
  }
  requireKnown(options, known);
  requireTypes(options.types ?? []);
  if (options.analyzer !== undefined) requireAnalyzer(options.analyzer);
  if (options.lang !== undefined) requireLang(options.lang);
  requireFunctions(options, ["onAnalyzed", "onSelect", "onError"]);
  if (!canStyle()) {
    const message =
      "Marks need constructable style sheets (browsers of 2023 and later). Use createAnalyzer and show the results yourself.";
    throw new ShijuError("unsupported", message);
  }
  const loan = options.analyzer ? undefined : await borrow();
  const marking = new Marking(root, options, options.analyzer ?? (loan as Awaited<ReturnType<typeof borrow>>).analyzer, () =>
    loan?.giveBack(),
  );
  try {
    await marking.refresh();
  } catch (thrown) {
    marking.dispose();
    throw thrown;
  }
  return marking;
}

class Marking implements Highlighting {
  analysis!: Analysis;
  #collected: Collected = { text: "", range: () => null, offset: () => -1 };
  #marks: Mark[] = [];
  #types: readonly MarkType[];
  #painter;
  #card: Card | undefined;
  #observer: MutationObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening = new AbortController();
  #selected: Mark | null = null;
  #disposed = false;

  constructor(
    readonly root: Element,
    readonly options: HighlightOptions,
    readonly analyzer: Analyzer,
    readonly leave: () => void,
  ) {
    this.#types = options.types ?? ["entity", "figure", "finding"];
    this.#painter = painter(root);
    if (options.cards !== false) this.#card = new Card();
    const { signal } = this.#listening;
    root.addEventListener("pointermove", (event) => this.#point(event as PointerEvent), { signal, passive: true });
    root.addEventListener("click", (event) => this.#point(event as PointerEvent), { signal });
    root.addEventListener("pointerleave", () => this.#select([], null), { signal });
    addEventListener("scroll", () => this.#select([], null), { signal, capture: true, passive: true });
    addEventListener("keydown", (event) => event.key === "Escape" && this.#select([], null), { signal });
    if (options.observe !== false) {
      this.#observer = new MutationObserver(() => this.#changed());
      this.#observer.observe(root, { subtree: true, childList: true, characterData: true });
    }
  }

  get text(): string {
    return this.#collected.text;
  }

  range(start: number, end: number): Range | null {
    return this.#collected.range(start, end);
  }

  show(types: readonly MarkType[]): void {
    requireTypes(types);
    this.#types = types;
    this.#paint();
  }

  step(by: 1 | -1): Mark | null {
    const from = this.#selected ? this.#marks.indexOf(this.#selected) : by > 0 ? -1 : this.#marks.length;
    const mark = this.#marks[from + by];
    const range = mark && this.#collected.range(mark.item.start, mark.item.end);
    if (!range) return null;
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    this.#select([mark], range);
    return mark;
  }

  async refresh(): Promise<void> {
    const collected = collect(this.root);
    const { published, lexicon, rulesOff, signal } = this.options;
    const analysis = await this.analyzer.analyze(collected.text, { published, lexicon, rulesOff, signal });
    if (this.#disposed) return;
    this.#collected = collected;
    this.analysis = analysis;
    this.#paint();
    this.options.onAnalyzed?.(analysis);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#observer?.disconnect();
    this.#listening.abort();
    this.#painter.clear();
    this.#card?.remove();
    this.leave();
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh().catch((thrown) => this.options.onError?.(thrown)), QUIET);
  }

  #paint(): void {
    this.#marks = marksOf(this.analysis, this.#types);
    const ranges = new Map<string, Range[]>();
    for (const { layer, item } of this.#marks) {
      const range = this.#collected.range(item.start, item.end);
      if (!range) continue;
      const list = ranges.get(layer);
      if (list) list.push(range);
      else ranges.set(layer, [range]);
    }
    this.#painter.paint(ranges);
  }

  #point(event: PointerEvent): void {
    const caret = caretAt(event.clientX, event.clientY, this.root);
    const offset = caret ? this.#collected.offset(...caret) : -1;
    // The caret falls on the nearer side of a character; both sides are tried, and the rectangle decides.
    const under = [offset, offset - 1].filter((at) => at >= 0).map((at) => marksAt(this.#marks, at));
    const marks = under.find((list) => list[0] && this.#holds(list[0], event)) ?? [];
    this.#select(marks, marks[0] ? this.#collected.range(marks[0].item.start, marks[0].item.end) : null);
  }

  #holds({ item }: Mark, { clientX: x, clientY: y }: PointerEvent): boolean {
    const rects = this.#collected.range(item.start, item.end)?.getClientRects() ?? [];
    return [...rects].some((r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom);
  }

  #select(marks: Mark[], range: Range | null): void {
    const mark = marks[0] ?? null;
    if (mark === this.#selected) return;
    this.#selected = mark;
    if (mark && range) this.#card?.show(this.analysis, marks, range, this.options.lang ?? "zh");
    else this.#card?.hide();
    this.options.onSelect?.(mark);
  }
}

/** The place in the text under a point of the window, in every engine's way. */
function caretAt(x: number, y: number, root: Element): [Node, number] | null {
  const tree = root.getRootNode();
  if ("caretPositionFromPoint" in document) {
    const shadowRoots = tree instanceof ShadowRoot ? [tree] : [];
    const at = document.caretPositionFromPoint(x, y, { shadowRoots });
    return at && [at.offsetNode, at.offset];
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
}

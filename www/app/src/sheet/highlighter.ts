import { isTime, type Mark, placed, type Standing, within } from "../state/marks.js";
import { isSame, type State } from "../state/store.js";
import type { Editor } from "./editor.js";

/** Lines beyond the window that are marked as well, so that a small scroll shows no bare text. */
const MARGIN_LINES = 30;
/** Of a line that is longer than this, only what is in view is marked, and as much on either side. */
const HUGE = 8_000;
/** Pixels at the edges of the window that masthead and foot line may cover. */
const EDGE = 120;

/** The highlight that a mark belongs to; its look is in styles/marks.css. */
export function highlightName({ family, kind }: Mark): string {
  if (family === "entity") return `e-${kind}`;
  if (family === "finding") return `x-${kind}`;
  if (kind === "money") return "f-money";
  return isTime(kind as Parameters<typeof isTime>[0]) ? "f-time" : "f-number";
}

/** Whether the browser has the CSS Custom Highlight API. */
export const canHighlight = (): boolean => typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;

/** What decides which marks are shown. */
type Shown = Pick<State, "marks" | "moved" | "hidden" | "dismissed">;

/** Paints marks over the lines in view; where the browser cannot, boxes behind the text do. */
export class Highlighter {
  #painted = new Map<string, Highlight>();
  /** The range of each mark that is painted. */
  #ranges = new Map<Mark, Range>();
  #from = 0;
  #to = 0;
  /** The offsets of what is marked. */
  #span: [number, number] = [0, 0];

  constructor(
    private readonly editor: Editor,
    private readonly boxes: HTMLElement,
  ) {}

  /** The marks shown of the lines in view. */
  visible({ marks, moved, hidden, dismissed }: Shown): Standing[] {
    const [from, to] = this.stretch();
    return within(marks, moved, from, to).filter(({ mark }) => !hidden.has(mark.kind) && !dismissed.has(mark.key));
  }

  /** The offsets of the lines in view, with some around them. */
  stretch(): [number, number] {
    return this.#span;
  }

  /** Whether scrolling has left the lines that are marked. */
  leftBehind(): boolean {
    const [from, to] = this.#window();
    if ((from < this.#from && this.#from > 0) || (to > this.#to && this.#to < this.editor.lines.length)) return true;
    const [start, end] = this.#within(from, to);
    return start < this.#span[0] || end > this.#span[1];
  }

  /** The offsets in view: whole lines, but for those that are huge. */
  #within(from: number, to: number): [number, number] {
    const [first, last] = [this.editor.startOf(from), this.editor.startOf(to)];
    const middle = innerHeight / 2;
    const edge = (line: number, y: number, otherwise: number): number => {
      if (this.editor.startOf(line + 1) - this.editor.startOf(line) <= HUGE) return otherwise;
      const { top, bottom, left } = (this.editor.lines[line] as HTMLElement).getBoundingClientRect();
      if (y > middle ? bottom <= y : top >= y) return otherwise;
      // Something may lie over the text there.
      return this.editor.offsetAt(left + 4, y) ?? this.editor.offsetAt(left + 4, middle) ?? otherwise;
    };
    const near = Math.min(middle, EDGE);
    return [edge(from, near, first), edge(Math.max(from, to - 1), innerHeight - near, last)];
  }

  /** Paints everything in view. */
  paint(state: State): void {
    const [from, to] = this.#window();
    this.#from = Math.max(0, from - MARGIN_LINES);
    this.#to = Math.min(this.editor.lines.length, to + MARGIN_LINES);
    const [first, last] = [this.editor.startOf(this.#from), this.editor.startOf(this.#to)];
    const [start, end] = this.#within(from, to);
    const isHuge = start > this.editor.startOf(from) || end < this.editor.startOf(to);
    this.#span = isHuge ? [Math.max(first, start - HUGE), Math.min(last, end + HUGE)] : [first, last];
    const ranges = new Map<Mark, Range>();
    const wanted = new Map<string, Range[]>();
    const add = (name: string, range: Range) => {
      const same = wanted.get(name);
      if (same) same.push(range);
      else wanted.set(name, [range]);
    };
    const at = state.active ?? state.pinned;
    for (const { mark, start, end } of this.visible(state)) {
      const range = this.#rangeOf(mark, start, end);
      ranges.set(mark, range);
      add(highlightName(mark), range);
      if (isSame(mark, at)) add("at", range);
    }
    const words = at?.span && placed(at.span, state.moved);
    if (words && words.start < this.#span[1] && words.end > this.#span[0]) add("at", this.editor.range(words.start, words.end));
    this.#ranges = ranges;
    if (canHighlight()) this.#highlight(wanted);
    else this.#box(wanted);
  }

  /** The range that a mark has, as long as it is where the mark is: what is painted already is not painted again. */
  #rangeOf(mark: Mark, start: number, end: number): Range {
    const known = this.#ranges.get(mark);
    const [from, to] = [this.editor.point(start), this.editor.point(end)];
    const holds =
      known?.startContainer === from.node &&
      known.startOffset === from.offset &&
      known.endContainer === to.node &&
      known.endOffset === to.offset;
    return holds ? known : this.editor.range(start, end);
  }

  #window(): [number, number] {
    return [this.editor.firstLine(0, "bottom"), this.editor.firstLine(innerHeight, "top")];
  }

  #highlight(wanted: Map<string, Range[]>): void {
    for (const name of wanted.keys()) {
      if (this.#painted.has(name)) continue;
      const highlight = new Highlight();
      highlight.priority = priority(name);
      CSS.highlights.set(`sj-${name}`, highlight);
      this.#painted.set(name, highlight);
    }
    for (const [name, highlight] of this.#painted) {
      const ranges = new Set<AbstractRange>(wanted.get(name));
      for (const range of highlight) if (!ranges.has(range)) highlight.delete(range);
      for (const range of ranges) highlight.add(range);
    }
  }

  #box(wanted: Map<string, Range[]>): void {
    const origin = this.boxes.getBoundingClientRect();
    const drawn: HTMLElement[] = [];
    for (const [name, ranges] of wanted) {
      for (const rect of ranges.flatMap((range) => [...range.getClientRects()])) {
        const box = document.createElement("i");
        box.className = `box ${name}`;
        box.style.translate = `${rect.left - origin.left}px ${rect.top - origin.top}px`;
        box.style.inlineSize = `${rect.width}px`;
        box.style.blockSize = `${rect.height}px`;
        drawn.push(box);
      }
    }
    this.boxes.replaceChildren(...drawn);
  }
}

const priority = (name: string): number => (name === "at" ? 3 : name.startsWith("x-") ? 2 : name.startsWith("f-") ? 1 : 0);

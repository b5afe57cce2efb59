import { isTime, type Mark, placed, type Standing, within } from "../state/marks.js";
import { isSame, type State } from "../state/store.js";
import type { Editor } from "./editor.js";

/** Lines beyond the window that are marked as well, so that a small scroll shows no bare text; at most so many characters of them. */
const MARGIN_LINES = 30;
const MARGIN = 4_000;

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
    return (from < this.#from && this.#from > 0) || (to > this.#to && this.#to < this.editor.lines.length);
  }

  /** The line that ends the margin beyond another, upwards or downwards. */
  #margin(from: number, by: -1 | 1): number {
    const { lines } = this.editor;
    const near = (line: number) =>
      Math.abs(line - from) <= MARGIN_LINES && Math.abs(this.editor.startOf(line) - this.editor.startOf(from)) <= MARGIN;
    let line = from;
    while (line + by >= 0 && line + by <= lines.length && near(line + by)) line += by;
    return line;
  }

  /** Paints everything in view. */
  paint(state: State): void {
    const [from, to] = this.#window();
    this.#from = this.#margin(from, -1);
    this.#to = this.#margin(to, 1);
    this.#span = [this.editor.startOf(this.#from), this.editor.startOf(this.#to)];
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

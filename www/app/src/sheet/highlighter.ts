import { isTime, type Mark } from "../state/marks.js";
import type { State } from "../state/store.js";
import type { Editor } from "./editor.js";

/** Lines beyond the window that are marked as well, so that a small scroll shows no bare text. */
const MARGIN_LINES = 30;

/** The highlight that a mark belongs to; its look is in styles/marks.css. */
export function highlightName({ family, kind }: Mark): string {
  if (family === "entity") return `e-${kind}`;
  if (family === "finding") return `x-${kind}`;
  if (kind === "money") return "f-money";
  return isTime(kind as Parameters<typeof isTime>[0]) ? "f-time" : "f-number";
}

/** Whether the browser has the CSS Custom Highlight API. */
export const canHighlight = (): boolean => typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;

/** Paints marks over the lines in view; where the browser cannot, boxes behind the text do. */
export class Highlighter {
  #painted = new Map<string, Highlight>();
  #from = 0;
  #to = 0;

  constructor(
    private readonly editor: Editor,
    private readonly boxes: HTMLElement,
  ) {}

  /** The marks shown of the lines in view. */
  visible({ marks, hidden, dismissed }: Pick<State, "marks" | "hidden" | "dismissed">): Mark[] {
    const start = this.editor.startOf(this.#from);
    const end = this.editor.startOf(this.#to);
    return marks.filter((mark) => mark.start < end && mark.end > start && !hidden.has(mark.kind) && !dismissed.has(mark.key));
  }

  /** The offsets of the lines in view, with some around them. */
  stretch(): [number, number] {
    return [this.editor.startOf(this.#from), this.editor.startOf(this.#to)];
  }

  /** Whether scrolling has left the lines that are marked. */
  leftBehind(): boolean {
    const [from, to] = this.#window();
    return (from < this.#from && this.#from > 0) || (to > this.#to && this.#to < this.editor.lines.length);
  }

  /** Paints everything in view anew. */
  paint(state: State): void {
    const [from, to] = this.#window();
    this.#from = Math.max(0, from - MARGIN_LINES);
    this.#to = Math.min(this.editor.lines.length, to + MARGIN_LINES);
    const wanted = new Map<string, Range[]>();
    const add = (name: string, mark: Mark) => {
      const ranges = wanted.get(name) ?? [];
      ranges.push(this.editor.range(mark.start, mark.end));
      wanted.set(name, ranges);
    };
    for (const mark of this.visible(state)) {
      add(highlightName(mark), mark);
      const at = state.active ?? state.pinned;
      if (at && at.family === mark.family && at.index === mark.index) add("at", mark);
    }
    if (canHighlight()) this.#highlight(wanted);
    else this.#box(wanted);
  }

  #window(): [number, number] {
    const { lines } = this.editor;
    const first = (edge: number, part: "top" | "bottom"): number => {
      let low = 0;
      let high = lines.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((lines[middle] as HTMLElement).getBoundingClientRect()[part] < edge) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return [first(0, "bottom"), first(innerHeight, "top")];
  }

  #highlight(wanted: Map<string, Range[]>): void {
    for (const [name, ranges] of wanted) {
      let highlight = this.#painted.get(name);
      if (!highlight) {
        highlight = new Highlight();
        highlight.priority = priority(name);
        CSS.highlights.set(`sj-${name}`, highlight);
        this.#painted.set(name, highlight);
      }
      highlight.clear();
      for (const range of ranges) highlight.add(range);
    }
    for (const [name, highlight] of this.#painted) if (!wanted.has(name)) highlight.clear();
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

import { boxCss, highlightCss, layers } from "./look.js";

/** Something that shows ranges as marks and takes them away again. */
export interface Painter {
  /** Shows these ranges, by layer, in place of those shown before. */
  paint(ranges: ReadonlyMap<string, readonly Range[]>): void;
  /** Leaves no trace. */
  clear(): void;
}

/** Whether the browser has the CSS Custom Highlight API. */
export const canHighlight = (): boolean => typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;

/** Whether style sheets can be made without touching the document, which no CSP forbids. */
export function canStyle(): boolean {
  try {
    return "adoptedStyleSheets" in Document.prototype && Boolean(new CSSStyleSheet());
  } catch {
    return false;
  }
}

/** A painter for what lies under `root`: highlights, or boxes over the text where the browser has none. */
export function painter(root: Element): Painter {
  return canHighlight() ? new Highlights(root) : new Boxes(root);
}

/** How many painters use our style sheet in a tree. */
const users = new WeakMap<Document | ShadowRoot, { sheet: CSSStyleSheet; count: number }>();

/** Puts the style sheet into a tree; the answer takes it out when its last user has gone. */
function adopt(tree: Document | ShadowRoot): () => void {
  let use = users.get(tree);
  if (!use) {
    use = { sheet: new CSSStyleSheet(), count: 0 };
    use.sheet.replaceSync(highlightCss);
    users.set(tree, use);
  }
  const { sheet } = use;
  if (use.count++ === 0) tree.adoptedStyleSheets.push(sheet);
  return () => {
    if (--use.count === 0) tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** Ranges in the document's highlight registry, which all painters share; each keeps count of its own. */
class Highlights implements Painter {
  #mine = new Map<string, readonly Range[]>();
  #leave: () => void;

  constructor(root: Element) {
    const tree = root.getRootNode();
    this.#leave = adopt(tree instanceof ShadowRoot ? tree : document);
  }

  paint(ranges: ReadonlyMap<string, readonly Range[]>): void {
    this.#remove();
    for (const { layer, rank } of layers) {
      const wanted = ranges.get(layer) ?? [];
      if (wanted.length === 0) continue;
      const name = `shiju-${layer}`;
      const highlight = CSS.highlights.get(name) ?? new Highlight();
      highlight.priority = rank;
      for (const range of wanted) highlight.add(range);
      CSS.highlights.set(name, highlight);
      this.#mine.set(name, wanted);
    }
  }

  clear(): void {
    this.#remove();
    this.#leave();
    this.#leave = () => {};
  }

  #remove(): void {
    for (const [name, ranges] of this.#mine) {
      const highlight = CSS.highlights.get(name);
      for (const range of ranges) highlight?.delete(range);
      if (highlight?.size === 0) CSS.highlights.delete(name);
    }
    this.#mine.clear();
  }
}

/** Boxes in a layer of their own over the page; drawn again when the text moves. */
class Boxes implements Painter {
  #layer = document.createElement("shiju-boxes");
  #shadow = this.#layer.attachShadow({ mode: "open" });
  #ranges: ReadonlyMap<string, readonly Range[]> = new Map();
  #moves = new ResizeObserver(() => this.#draw());
  #redraw = () => this.#draw();

  constructor(root: Element) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(boxCss);
    this.#shadow.adoptedStyleSheets = [sheet];
    document.body.append(this.#layer);
    this.#moves.observe(root);
    addEventListener("resize", this.#redraw);
    addEventListener("scroll", this.#redraw, { capture: true, passive: true });
  }

  paint(ranges: ReadonlyMap<string, readonly Range[]>): void {
    this.#ranges = ranges;
    this.#draw();
  }

  clear(): void {
    this.#moves.disconnect();
    removeEventListener("resize", this.#redraw);
    removeEventListener("scroll", this.#redraw, { capture: true });
    this.#layer.remove();
  }

  #draw(): void {
    const origin = this.#layer.getBoundingClientRect();
    const boxes: HTMLElement[] = [];
    for (const [layer, ranges] of this.#ranges) {
      for (const rect of ranges.flatMap((range) => [...range.getClientRects()])) {
        const box = document.createElement("i");
        box.className = layer;
        box.style.translate = `${rect.left - origin.left}px ${rect.top - origin.top}px`;
        box.style.inlineSize = `${rect.width}px`;
        box.style.blockSize = `${rect.height}px`;
        boxes.push(box);
      }
    }
    this.#shadow.replaceChildren(...boxes);
  }
}

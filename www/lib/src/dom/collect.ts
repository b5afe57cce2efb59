/** The text of a piece of DOM as one string, and the way back from its offsets to places in the DOM. */
export interface Collected {
  readonly text: string;
  /** The stretch `[start, end)` as a range; null where the DOM has changed under it. */
  range(start: number, end: number): Range | null;
  /** The offset of a place in the DOM; -1 where it is not part of the text. */
  offset(node: Node, at: number): number;
}

const skipped = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE CODE PRE KBD SAMP TEXTAREA INPUT SELECT OPTION BUTTON IFRAME OBJECT SVG MATH RT".split(" "),
);

/** Collects what a reader sees under `root`; blocks are divided by line breaks, nothing is changed. */
export function collect(root: Element): Collected {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let text = "";

  const visit = (parent: Node) => {
    for (const child of parent.childNodes) {
      if (child instanceof Text) {
        nodes.push(child);
        starts.push(text.length);
        text += child.data;
      } else if (child instanceof Element && isRead(child)) {
        const breaks = child.tagName === "BR" || isBlock(child);
        if (breaks) breakLine();
        visit(child);
        if (breaks) breakLine();
      }
    }
  };
  const breakLine = () => {
    if (text && !text.endsWith("\n")) text += "\n";
  };
  visit(root);

  /** The node that holds the character before `end`, and the place after it. */
  const place = (offset: number, closing: boolean): [Text, number] | null => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = starts[middle] as number;
      if (closing ? start < offset : start <= offset) low = middle + 1;
      else high = middle;
    }
    const node = nodes[low - 1];
    const at = offset - (starts[low - 1] ?? 0);
    return node && at <= node.length && node.isConnected ? [node, at] : null;
  };

  const index = new Map(nodes.map((node, i) => [node as Node, i]));
  return {
    text,
    range(start, end) {
      const from = place(start, false);
      const to = place(end, true);
      if (!from || !to) return null;
      const range = document.createRange();
      range.setStart(...from);
      range.setEnd(...to);
      return range;
    },
    offset(node, at) {
      const found = index.get(node);
      return found === undefined ? -1 : (starts[found] as number) + at;
    },
  };
}

function isRead(element: Element): boolean {
  if (skipped.has(element.tagName.toUpperCase())) return false;
  if (element instanceof HTMLElement && (element.isContentEditable || element.hidden)) return false;
  return element.getAttribute("aria-hidden") !== "true" && getComputedStyle(element).display !== "none";
}

function isBlock(element: Element): boolean {
  return !/^(inline|contents|ruby)/.test(getComputedStyle(element).display);
}

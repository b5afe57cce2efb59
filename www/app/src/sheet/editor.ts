import type { Edit, EditStep } from "../state/marks.js";

interface Step extends Edit {
  removed: string;
  /** Typing in one go is undone in one go. */
  typed: boolean;
}

/** Line ends as the sheet has them; what is pasted may have others. */
export const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replaceAll("\0", "");

/** Lines that one leaf holds, and characters; a leaf out of sight costs the browser as much as a line. */
const LEAF = 50;
const FULL = 10_000;
/** A line that is longer is shown in pieces of at most half as much: browsers lay out a block element at one go. */
const HUGE = 4_000;
/** Characters that a line of the sheet holds, for guessing how high a leaf is that was never seen. */
const MEASURE = 34;
/** From this many leaves on, those out of sight are not laid out. */
const LONG = 5;

/**
 * A text that is edited in place, one block element a line (several a huge one), gathered into leaves. It knows nothing
 * of marks. The text is the model, the lines follow it; only while an input method composes, the line leads and the text
 * follows. A key costs as much in a long text as in a short one.
 */
export class Editor {
  #text = "";
  #lines: HTMLElement[] = [];
  /** Of each line, the offset of its first character. */
  #starts: number[] = [0];
  #index = new WeakMap<Node, number>();
  #undo: Step[] = [];
  #redo: Step[] = [];
  #composing = false;
  #frame = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly onEdit: (text: string, edit: Edit, step: EditStep) => void,
    /** The steps of the whole page, of which edits are some; `isTyping` says whether the last one was an edit. */
    private readonly steps: { undo(): void; redo(): void; isTyping(): boolean },
    /** The text of what is pasted; what takes its time is waited for. */
    private readonly read: (data: DataTransfer) => string | Promise<string>,
    /** Stands there only until the reader brings a text: what is pasted takes its place. */
    private readonly placeholder = "",
  ) {
    root.addEventListener("beforeinput", (event) => this.#beforeInput(event));
    root.addEventListener("input", () => this.#reconcile());
    root.addEventListener("compositionstart", () => {
      // Browsers that join lines by themselves carry their looks along, which the page's policy forbids.
      const range = this.selection();
      if (range && this.lineAt(range.start) < this.lineAt(range.end)) this.#apply({ ...range, insert: "" }, false);
      this.#composing = true;
    });
    root.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#reconcile();
    });
    root.addEventListener("copy", (event) => this.#copy(event));
    // Taken here rather than at beforeinput: browsers first lay out what is pasted, which a large text makes slow.
    root.addEventListener("paste", (event) => {
      event.preventDefault();
      const read = event.clipboardData ? this.read(event.clipboardData) : "";
      if (typeof read === "string") this.#paste(read);
      else void read.then((text) => this.#paste(text));
    });
    root.addEventListener("cut", (event) => {
      const range = this.selection();
      if (!range || range.start === range.end) return;
      this.#copy(event);
      this.#apply({ ...range, insert: "" }, false);
    });
    this.#fill("");
  }

  get text(): string {
    return this.#text;
  }

  get lines(): readonly HTMLElement[] {
    return this.#lines;
  }

  /** The first line whose top or bottom does not lie above an edge of the window. */
  firstLine(edge: number, part: "top" | "bottom"): number {
    // Leaf by leaf: a look at a line in a leaf out of sight would have that leaf laid out.
    const leaf = firstBelow(this.root.children, edge, part);
    const lines = this.root.children[Math.max(0, part === "top" ? leaf - 1 : leaf)]?.children;
    if (!lines?.length) return this.#lines.length;
    return (this.#index.get(lines[0] as Node) ?? 0) + firstBelow(lines, edge, part);
  }

  /** Shows another text; says whether that is a step that can be undone. The first text is none. */
  setText(text: string): boolean {
    const removed = this.#text;
    const step = text !== removed && (removed !== "" || this.#undo.length > 0);
    if (step) {
      this.#undo.push({ start: 0, end: removed.length, insert: text, removed, typed: false });
      this.#redo = [];
    }
    this.#fill(text);
    return step;
  }

  /** An edit that is not typed, such as an accepted suggestion; it can be undone. */
  replace(start: number, end: number, insert: string): void {
    this.#apply({ start, end, insert: plain(insert) }, false);
  }

  /** The number of the line in which an offset lies. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** Where a line ends, its line break left out; a piece of a huge line has none. */
  #endOf(line: number): number {
    const next = this.startOf(line + 1);
    return line + 1 < this.#lines.length && this.#text[next - 1] === "\n" ? next - 1 : next;
  }

  /** The place in the tree for an offset. */
  point(offset: number): { node: Node; offset: number } {
    const number = this.lineAt(offset);
    const line = this.#lines[number] as HTMLElement;
    const node = line.firstChild;
    if (!(node instanceof Text)) return { node: line, offset: 0 };
    return { node, offset: Math.min(offset - this.startOf(number), node.length) };
  }

  /** The offset for a place in the tree, or null where it is not in the text. */
  offset(node: Node, offset: number): number | null {
    const line = this.#lineOf(node);
    if (line) {
      const start = this.startOf(this.#index.get(line) as number);
      if (node instanceof Text && node.parentNode === line && line.firstChild === node) return start + offset;
      const before = document.createRange();
      before.setStart(line, 0);
      before.setEnd(node, offset);
      return start + before.toString().length;
    }
    if (node !== this.root && node.parentNode !== this.root) return null;
    // Between lines or leaves: where the next line begins.
    let next: Node | null = node.childNodes[offset] ?? (node === this.root ? null : node.nextSibling);
    if (next && !this.#index.has(next)) next = next.firstChild;
    return next ? this.startOf(this.#index.get(next) ?? this.#lines.length) : this.#text.length;
  }

  /** The offset of what stands at a point of the window, or null where nothing of the text does. */
  offsetAt(x: number, y: number): number | null {
    const place = caretAt(x, y);
    return place && this.offset(place.node, place.offset);
  }

  /** A range over a stretch, clipped to its lines. */
  range(start: number, end: number): Range {
    const range = document.createRange();
    const from = this.point(start);
    const to = this.point(end);
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** What is selected, in offsets. */
  selection(): { start: number; end: number } | null {
    const selection = getSelection();
    if (!selection?.rangeCount) return null;
    const range = selection.getRangeAt(0);
    return this.#offsets(range);
  }

  select(start: number, end = start): void {
    const [from, to] = [this.point(start), this.point(end)];
    getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }

  #offsets(range: AbstractRange): { start: number; end: number } | null {
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    return start === null || end === null ? null : { start: Math.min(start, end), end: Math.max(start, end) };
  }

  #lineOf(node: Node): HTMLElement | null {
    let at: Node | null = node;
    while (at && at !== this.root && !this.#index.has(at)) at = at.parentNode;
    return at && at !== this.root ? (at as HTMLElement) : null;
  }

  #fill(text: string): void {
    const contents = linesOf(text);
    this.#text = text;
    this.#lines = contents.map(newLine);
    this.#starts = startsOf(contents, 0);
    this.root.replaceChildren(...gathered(this.#lines).map(newLeaf));
    this.#number(0);
  }

  /** Tells the lines from one on which they are. */
  #number(from: number): void {
    for (let i = from; i < this.#lines.length; i += 1) this.#index.set(this.#lines[i] as HTMLElement, i);
    this.root.classList.toggle("long", this.root.childElementCount >= LONG);
    this.#sayEmpty();
  }

  #sayEmpty(): void {
    this.root.toggleAttribute("data-empty", this.#text === "");
  }

  #beforeInput(event: InputEvent): void {
    if (event.inputType === "insertCompositionText" || this.#composing) return;
    event.preventDefault();
    if (event.inputType.startsWith("history")) {
      if (event.inputType === "historyUndo") this.steps.undo();
      else this.steps.redo();
      return;
    }
    const target = event.getTargetRanges()[0];
    const range = (target && this.#offsets(target)) ?? this.selection();
    if (!range) return;
    if (event.inputType.startsWith("delete")) {
      this.#apply({ ...overLineEnd(range, event.inputType), insert: "" }, true);
    } else if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      this.#apply({ ...range, insert: "\n" }, false);
    } else if (event.inputType.startsWith("insert")) {
      const data = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
      if (data || range.start !== range.end) this.#apply({ ...range, insert: plain(data) }, event.inputType === "insertText");
    }
  }

  #copy(event: ClipboardEvent): void {
    const range = this.selection();
    if (!range || range.start === range.end) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.#text.slice(range.start, range.end));
  }

  /** Takes the last edit back. */
  undo(): void {
    const step = this.#undo.pop();
    if (!step) return;
    this.#redo.push(step);
    this.#change({ start: step.start, end: step.start + step.insert.length, insert: step.removed }, "again");
  }

  /** Makes the edit again that was taken back last. */
  redo(): void {
    const step = this.#redo.pop();
    if (!step) return;
    this.#undo.push(step);
    this.#change(step, "again");
  }

  #apply(edit: Edit, typed: boolean): void {
    const removed = this.#text.slice(edit.start, edit.end);
    if (!removed && !edit.insert) return;
    const last = this.#undo.at(-1);
    const typing = last?.typed && typed && !removed && !last.removed && this.steps.isTyping();
    const follows = typing && last.start + last.insert.length === edit.start;
    if (follows) last.insert += edit.insert;
    else this.#undo.push({ ...edit, removed, typed });
    this.#redo = [];
    this.#change(edit, follows ? "more" : "new");
  }

  /** A whole text is read from its beginning, so that is what stays in view. */
  #paste(text: string): void {
    const whole = this.#text === this.placeholder || this.#text === "";
    if (whole && plain(text)) this.select(0, this.#text.length);
    this.#insert(text);
    if (whole) this.#lookAt(0);
  }

  #insert(text: string): void {
    const insert = plain(text);
    const range = this.selection();
    if (range && insert) this.#apply({ ...range, insert }, false);
  }

  /** Changes text and lines, moves the caret behind the change, and tells. */
  #change(edit: Edit, step: EditStep): void {
    this.#write(edit);
    const caret = edit.start + edit.insert.length;
    this.select(caret);
    this.#lookAt(caret);
    this.onEdit(this.#text, edit, step);
  }

  /** Brings a line into view with the next frame: a key waits for no layout. */
  #lookAt(offset: number): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#lines[this.lineAt(offset)]?.scrollIntoView({ block: "nearest" }));
  }

  #write({ start, end, insert }: Edit): void {
    const first = this.lineAt(start);
    const last = this.lineAt(end);
    const from = this.startOf(first);
    const [head, tail] = [this.#text.slice(from, start), this.#text.slice(end, this.#endOf(last))];
    this.#text = this.#text.slice(0, start) + insert + this.#text.slice(end);
    const by = insert.length - (end - start);
    if (first === last && !insert.includes("\n") && head.length + insert.length + tail.length <= HUGE) {
      for (let i = last + 1; i < this.#starts.length; i += 1) this.#starts[i] = (this.#starts[i] as number) + by;
      spliceLine(this.#lines[first] as HTMLElement, start - from, end - start, insert, head + insert + tail);
      this.#sayEmpty();
      return;
    }
    const contents = linesOf(head + insert + tail);
    const line = this.#lines[first] as HTMLElement;
    setLine(line, contents[0] as string);
    const gone = this.#lines.slice(first + 1, last + 1);
    const leaves = new Set(gone.map(({ parentElement }) => parentElement));
    for (const one of gone) one.remove();
    for (const leaf of leaves) if (!leaf?.firstChild) leaf?.remove();
    const added = contents.slice(1).map((content, i) => newLine(content, i + 1, contents));
    const together = document.createDocumentFragment();
    together.append(...added);
    line.after(together);
    divide(line.parentElement as HTMLElement);
    this.#lines = [...this.#lines.slice(0, first + 1), ...added, ...this.#lines.slice(last + 1)];
    const behind = this.#starts.slice(last + 1).map((at) => at + by);
    this.#starts = [...this.#starts.slice(0, first), ...startsOf(contents, from), ...behind];
    this.#number(first);
  }

  /** After the browser has edited by itself (an input method): the text follows the lines. */
  #reconcile(): void {
    if (this.#composing) return;
    const caret = this.selection()?.end;
    const leaves = [...this.root.children];
    const whole =
      this.root.childNodes.length === leaves.length &&
      leaves.reduce((sum, leaf) => sum + leaf.childNodes.length, 0) === this.#lines.length;
    const edit = whole ? this.#inLine() : difference(this.#text, this.#shown());
    if (!edit) return;
    const removed = this.#text.slice(edit.start, edit.end);
    this.#undo.push({ ...edit, removed, typed: false });
    this.#redo = [];
    if (whole) this.#write(edit);
    else this.#fill(this.#text.slice(0, edit.start) + edit.insert + this.#text.slice(edit.end));
    this.select(caret ?? edit.start + edit.insert.length);
    this.onEdit(this.#text, edit, "new");
  }

  /** The edit that the browser has made in the caret's line. */
  #inLine(): Edit | null {
    const line = this.#lineOf(getSelection()?.focusNode ?? this.root);
    if (!line) return null;
    const number = this.#index.get(line) as number;
    const start = this.startOf(number);
    const before = this.#text.slice(start, this.#endOf(number));
    const after = (line.textContent ?? "").replaceAll("\n", "");
    if (before === after) return null;
    const edit = difference(before, after);
    return { start: start + edit.start, end: start + edit.end, insert: edit.insert };
  }

  /** The text as the lines show it. */
  #shown(): string {
    const lines = [...this.root.childNodes].flatMap((leaf) => (leaf instanceof HTMLElement ? [...leaf.childNodes] : [leaf]));
    const words = (node: Node) => (node.textContent ?? "").replaceAll("\n", "");
    return lines
      .map((node, i) => (i && !(node instanceof HTMLElement && "on" in node.dataset) ? "\n" : "") + words(node))
      .join("");
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

/** At the edge of a line browsers name no target: the line end itself is meant. */
function overLineEnd({ start, end }: { start: number; end: number }, inputType: string): { start: number; end: number } {
  if (start !== end) return { start, end };
  return inputType.endsWith("Forward") ? { start, end: end + 1 } : { start: Math.max(0, start - 1), end };
}

/** The lines of a text, each with the break that ends it; of a huge one, its pieces. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => piecesOf(i + 1 < lines.length ? `${line}\n` : line));
}

/** A line that is huge in pieces, which end as sentences do. */
function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > HUGE) {
    const most = rest.slice(0, HUGE / 2);
    const ends = [/^.*[。！？；]/s, /^.*\s/s].map((end) => end.exec(most)?.[0].length ?? 0);
    let at = ends.find((end) => end > HUGE / 4) ?? most.length;
    // Neither a character of two units is cut, nor one from the marks that are set over it.
    while (at > HUGE / 4 && /^[\p{Cs}\p{M}]/u.test(rest.slice(at, at + 2))) at -= 1;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}

/** The element of a line; `data-on` where it goes on in that of the line before. */
function newLine(content: string, i: number, contents: readonly string[]): HTMLElement {
  const line = document.createElement("div");
  line.className = "line";
  if (i && !contents[i - 1]?.endsWith("\n")) line.dataset.on = "";
  setLine(line, content);
  return line;
}

/** One text node a line, and a break where it is empty, so that the caret can stand there. */
function setLine(line: HTMLElement, text: string): void {
  const content = text.endsWith("\n") ? text.slice(0, -1) : text;
  const node = line.firstChild;
  if (content && node instanceof Text && line.childNodes.length === 1) {
    if (node.data !== content) node.data = content;
  } else {
    line.replaceChildren(content ? document.createTextNode(content) : document.createElement("br"));
  }
}

/** An edit within a line. Of its text node only what differs is touched, so that ranges over the rest stay. */
function spliceLine(line: HTMLElement, at: number, removed: number, insert: string, content: string): void {
  const node = line.firstChild;
  const asKnown =
    node instanceof Text && line.childNodes.length === 1 && node.length === content.length - insert.length + removed;
  if (content && asKnown) node.replaceData(at, removed, insert);
  else setLine(line, content);
}

/** How many characters a line shows. */
const lengthOf = ({ firstChild }: Element): number => (firstChild instanceof Text ? firstChild.length : 0);

/** Lines in groups, each of which fills a leaf. */
function gathered(lines: readonly HTMLElement[]): HTMLElement[][] {
  const groups: HTMLElement[][] = [];
  let room = 0;
  for (const line of lines) {
    const last = groups.at(-1);
    room -= lengthOf(line);
    if (last && last.length < LEAF && room >= 0) last.push(line);
    else {
      groups.push([line]);
      room = FULL - lengthOf(line);
    }
  }
  return groups;
}

function newLeaf(lines: readonly HTMLElement[]): HTMLElement {
  const leaf = document.createElement("div");
  leaf.className = "leaf";
  leaf.append(...lines);
  return guessed(leaf);
}

/** Parts a leaf that has grown too large. */
function divide(leaf: HTMLElement): void {
  if (leaf.childElementCount <= 2 * LEAF && leaf.textContent.length <= 2 * FULL) return;
  leaf.after(
    ...gathered([...leaf.children] as HTMLElement[])
      .slice(1)
      .map(newLeaf),
  );
  guessed(leaf);
}

/** A leaf with how many rows it may take. */
function guessed(leaf: HTMLElement): HTMLElement {
  const rows = [...leaf.children].reduce((sum, line) => sum + Math.ceil((lengthOf(line) + 1) / MEASURE), 0);
  leaf.style.setProperty("--rows", String(rows));
  return leaf;
}

/** Of blocks one below the other, the first that is not above an edge of the window. */
function firstBelow(blocks: HTMLCollection, edge: number, part: "top" | "bottom"): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as HTMLElement).getBoundingClientRect()[part] < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where each of some lines begins, that have their breaks with them. */
function startsOf(contents: readonly string[], from: number): number[] {
  let at = from;
  return contents.map((content) => {
    const start = at;
    at += content.length;
    return start;
  });
}

/** The one edit that makes `after` of `before`. */
function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) };
}

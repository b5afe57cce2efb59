import type { Edit } from "../state/marks.js";

interface Step extends Edit {
  removed: string;
  /** Typing in one go is undone in one go. */
  typed: boolean;
}

/** Line ends as the sheet has them; what is pasted may have others. */
export const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replaceAll("\0", "");

/**
 * A text that is edited in place, one block element a line. It knows nothing of marks. The text is the model,
 * the lines follow it; only while an input method composes, the line leads and the text follows.
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

  constructor(
    private readonly root: HTMLElement,
    private readonly onEdit: (text: string, edit: Edit) => void,
    /** The text of what is pasted; what takes its time is waited for. */
    private readonly read: (data: DataTransfer) => string | Promise<string>,
    /** Stands there only until the reader brings a text: what is pasted takes its place. */
    private readonly placeholder = "",
  ) {
    root.addEventListener("beforeinput", (event) => this.#beforeInput(event));
    root.addEventListener("input", () => this.#reconcile());
    root.addEventListener("compositionstart", () => {
      this.#composing = true;
    });
    root.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#reconcile();
    });
    root.addEventListener("keydown", (event) => this.#keydown(event));
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

  /** Shows another text, forgetting what could be undone. */
  setText(text: string): void {
    this.#undo = [];
    this.#redo = [];
    this.#fill(text);
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
    if (node === this.root) {
      return offset >= this.#lines.length ? this.#text.length : this.startOf(offset);
    }
    const line = this.#lineOf(node);
    if (!line) return null;
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    return this.startOf(this.#index.get(line) as number) + before.toString().length;
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
    while (at && at.parentNode !== this.root) at = at.parentNode;
    return at && this.#index.has(at) ? (at as HTMLElement) : null;
  }

  #fill(text: string): void {
    this.#text = text;
    this.#lines = text.split("\n").map(newLine);
    this.root.replaceChildren(...this.#lines);
    this.#number();
  }

  #number(): void {
    const lines = this.#text.split("\n");
    this.#starts = [];
    let at = 0;
    for (const [i, line] of lines.entries()) {
      this.#starts.push(at);
      at += line.length + 1;
      this.#index.set(this.#lines[i] as HTMLElement, i);
    }
    this.root.toggleAttribute("data-empty", this.#text === "");
    this.root.classList.toggle("long", lines.length > 400);
  }

  #beforeInput(event: InputEvent): void {
    if (event.inputType === "insertCompositionText" || this.#composing) return;
    event.preventDefault();
    if (event.inputType.startsWith("history")) {
      if (event.inputType === "historyUndo") this.undo();
      else this.redo();
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

  #keydown(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  #copy(event: ClipboardEvent): void {
    const range = this.selection();
    if (!range || range.start === range.end) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.#text.slice(range.start, range.end));
  }

  undo(): void {
    const step = this.#undo.pop();
    if (!step) return;
    this.#redo.push(step);
    this.#change({ start: step.start, end: step.start + step.insert.length, insert: step.removed });
  }

  redo(): void {
    const step = this.#redo.pop();
    if (!step) return;
    this.#undo.push(step);
    this.#change(step);
  }

  #apply(edit: Edit, typed: boolean): void {
    const removed = this.#text.slice(edit.start, edit.end);
    if (!removed && !edit.insert) return;
    const last = this.#undo.at(-1);
    const follows = last?.typed && typed && !removed && !last.removed && last.start + last.insert.length === edit.start;
    if (follows) last.insert += edit.insert;
    else this.#undo.push({ ...edit, removed, typed });
    this.#redo = [];
    this.#change(edit);
  }

  /** A whole text is read from its beginning, so that is what stays in view. */
  #paste(text: string): void {
    const whole = this.#text === this.placeholder || this.#text === "";
    if (whole && plain(text)) this.select(0, this.#text.length);
    this.#insert(text);
    if (whole) this.#lines[0]?.scrollIntoView({ block: "nearest" });
  }

  #insert(text: string): void {
    const insert = plain(text);
    const range = this.selection();
    if (range && insert) this.#apply({ ...range, insert }, false);
  }

  /** Changes text and lines, moves the caret behind the change, and tells. */
  #change(edit: Edit): void {
    this.#write(edit);
    const caret = edit.start + edit.insert.length;
    this.select(caret);
    this.#lines[this.lineAt(caret)]?.scrollIntoView({ block: "nearest" });
    this.onEdit(this.#text, edit);
  }

  #write({ start, end, insert }: Edit): void {
    const first = this.lineAt(start);
    const last = this.lineAt(end);
    const head = this.#text.slice(this.startOf(first), start);
    const tailEnd = last + 1 < this.#starts.length ? this.startOf(last + 1) - 1 : this.#text.length;
    const contents = (head + insert + this.#text.slice(end, tailEnd)).split("\n");
    this.#text = this.#text.slice(0, start) + insert + this.#text.slice(end);

    setLine(this.#lines[first] as HTMLElement, contents[0] as string);
    for (const line of this.#lines.slice(first + 1, last + 1)) line.remove();
    const added = contents.slice(1).map(newLine);
    this.#lines[first]?.after(...added);
    this.#lines = [...this.#lines.slice(0, first + 1), ...added, ...this.#lines.slice(last + 1)];
    this.#number();
  }

  /** After the browser has edited by itself (an input method): the text follows the lines. */
  #reconcile(): void {
    if (this.#composing) return;
    const caret = this.selection()?.end;
    const shown = [...this.root.childNodes].map((node) => (node.textContent ?? "").replaceAll("\n", "")).join("\n");
    if (shown === this.#text && this.root.childNodes.length === this.#lines.length) return;
    const edit = difference(this.#text, shown);
    const rebuild = this.root.childNodes.length !== this.#lines.length;
    const removed = this.#text.slice(edit.start, edit.end);
    this.#undo.push({ ...edit, removed, typed: false });
    this.#redo = [];
    if (rebuild) {
      this.#fill(shown);
    } else {
      this.#text = shown;
      const number = this.lineAt(edit.start);
      this.#number();
      setLine(this.#lines[number] as HTMLElement, shown.split("\n")[number] ?? "");
    }
    this.select(caret ?? edit.start + edit.insert.length);
    this.onEdit(this.#text, edit);
  }
}

/** At the edge of a line browsers name no target: the line end itself is meant. */
function overLineEnd({ start, end }: { start: number; end: number }, inputType: string): { start: number; end: number } {
  if (start !== end) return { start, end };
  return inputType.endsWith("Forward") ? { start, end: end + 1 } : { start: Math.max(0, start - 1), end };
}

function newLine(content: string): HTMLElement {
  const line = document.createElement("div");
  line.className = "line";
  setLine(line, content);
  return line;
}

/** One text node a line, and a break where it is empty, so that the caret can stand there. */
function setLine(line: HTMLElement, content: string): void {
  const node = line.firstChild;
  if (content && node instanceof Text && line.childNodes.length === 1) {
    if (node.data !== content) node.data = content;
  } else {
    line.replaceChildren(content ? document.createTextNode(content) : document.createElement("br"));
  }
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

import type { LitElement, ReactiveController } from "lit";

/** Lists up to this long are drawn whole, so that find-in-page reaches all of them. */
const WHOLE = 120;
/** Items drawn above and below what is in view. */
const BEYOND = 16;
/** What an item is taken to be high until one has been seen, in pixels. */
const GUESS = 30;

/**
 * Draws of a long list only what is in view. The host renders the items of `stretch()`, each marked with `data-item`, between
 * two empty elements marked with `data-room`, which take the room of all that is not drawn.
 */
export class Windowed implements ReactiveController {
  #from = 0;
  #to = WHOLE;
  #count = 0;
  /** Of items that have been seen. */
  #heights: number[] = [];
  #mean = GUESS;
  #frame = 0;
  #wanted: number | null = null;
  /** Whether the reader was at the very end when the last items came into view: they stay there when these are measured. */
  #atEnd = false;
  #resized = new ResizeObserver(() => this.#soon());
  #scrolled = () => this.#soon();

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("scroll", this.#scrolled, { passive: true, capture: true });
    this.#resized.observe(this.host);
  }

  hostDisconnected(): void {
    removeEventListener("scroll", this.#scrolled, { capture: true });
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** The items to draw: from the first to before the second. */
  stretch(count: number): [from: number, to: number] {
    if (count !== this.#count) this.#heights = [];
    this.#count = count;
    if (count <= WHOLE) return [0, count];
    const size = Math.max(this.#to - this.#from, 2 * BEYOND);
    this.#from = Math.max(0, Math.min(this.#from, count - size));
    this.#to = Math.min(count, this.#from + size);
    return [this.#from, this.#to];
  }

  /** Whether a list of this length is drawn in parts. */
  static parts(count: number): boolean {
    return count > WHOLE;
  }

  /** Brings an item into view. */
  show(index: number): void {
    this.#wanted = index;
    if (Windowed.parts(this.#count) && (index < this.#from || index >= this.#to)) {
      this.#from = Math.max(0, index - BEYOND);
      this.#to = Math.min(this.#count, index + 2 * BEYOND);
    }
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    const drawn = this.#drawn();
    if (Windowed.parts(this.#count)) {
      this.#measure(drawn);
      this.#room("before", this.#heightOf(0, this.#from));
      this.#room("after", this.#heightOf(this.#to, this.#count));
      const scroller = this.#scroller();
      if (this.#atEnd && scroller) scroller.scrollTop = scroller.scrollHeight;
      this.#atEnd = false;
      this.#soon();
    }
    const wanted = this.#wanted === null ? undefined : drawn[this.#wanted - (Windowed.parts(this.#count) ? this.#from : 0)];
    this.#wanted = null;
    if (wanted) bring(wanted);
  }

  #drawn(): HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>("[data-item]")];
  }

  #scroller(): Element | null {
    return this.host.closest(".panel") ?? document.scrollingElement;
  }

  #room(name: string, height: number): void {
    const element = this.host.querySelector<HTMLElement>(`[data-room=${name}]`);
    if (element) element.style.blockSize = `${height}px`;
  }

  /** With the space between items, so that the sum is right. */
  #measure(drawn: HTMLElement[]): void {
    const tops = drawn.map((element) => element.getBoundingClientRect().top);
    for (let i = 0; i + 1 < tops.length; i += 1) {
      const height = (tops[i + 1] as number) - (tops[i] as number);
      if (height > 0) this.#heights[this.#from + i] = height;
    }
    let sum = 0;
    let seen = 0;
    for (const height of this.#heights) {
      if (height === undefined) continue;
      sum += height;
      seen += 1;
    }
    if (seen) this.#mean = sum / seen;
  }

  #heightOf(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i += 1) sum += this.#heights[i] ?? this.#mean;
    return sum;
  }

  #soon(): void {
    if (!Windowed.parts(this.#count)) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#look());
  }

  /** Looks whether what is drawn still covers what is in view. */
  #look(): void {
    const first = this.#drawn()[0];
    // Hidden, nothing is in view.
    if (!first?.offsetHeight) return;
    const top = first.getBoundingClientRect().top - this.#heightOf(0, this.#from);
    const from = this.#itemAt(-top);
    const to = Math.min(this.#count, this.#itemAt(innerHeight - top) + 1);
    const covered = (from >= this.#from || this.#from === 0) && (to <= this.#to || this.#to === this.#count);
    if (covered && this.#to - this.#from <= to - from + 6 * BEYOND) return;
    this.#from = Math.max(0, from - 2 * BEYOND);
    this.#to = Math.min(this.#count, to + 2 * BEYOND);
    const scroller = this.#scroller();
    this.#atEnd =
      scroller !== null && scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    this.host.requestUpdate();
  }

  #itemAt(offset: number): number {
    let at = 0;
    let i = 0;
    while (i < this.#count - 1) {
      at += this.#heights[i] ?? this.#mean;
      if (at > offset) break;
      i += 1;
    }
    return i;
  }
}

/** Scrolls the panel around an item as far as needed, and nothing else: the text may be on its own way. */
function bring(item: HTMLElement): void {
  const panel = item.closest<HTMLElement>(".panel");
  if (!panel) return;
  const [inner, outer] = [item.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    panel.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

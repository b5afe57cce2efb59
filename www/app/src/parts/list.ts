import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { isSame, type MarkRef, type State } from "../state/store.js";
import { Part } from "./part.js";
import { Windowed } from "./windowed.js";

/** What a list shows, and how. */
export interface Listing<T> {
  items: readonly T[];
  /** What stands in an item. */
  item: (item: T, index: number) => TemplateResult;
  /** The class of an item. */
  name?: (item: T) => string;
  /** What an item is about: it is lit up, and brought into view, while the reader is there. */
  mark?: (item: T) => MarkRef;
}

/** A list of any length, of which only what is in view is drawn. */
export class LongList<T> extends Part {
  static override properties = { listing: { attribute: false }, name: { type: String } };
  protected readonly watches: readonly (keyof State)[] = ["pinned"];

  declare listing: Listing<T>;
  /** The class of the list. */
  declare name: string;

  #windowed = new Windowed(this);
  #pinned: MarkRef | null = null;

  protected override render() {
    const { items, item, name, mark } = this.listing;
    const [from, to] = this.#windowed.stretch(items.length);
    const room = (side: string) =>
      Windowed.parts(items.length) ? html`<li data-room=${side} aria-hidden="true"></li>` : nothing;
    const classOf = (one: T) => `${name?.(one) ?? ""} ${isSame(mark?.(one), this.state.pinned) ? "at" : ""}`.trim();
    return html`<ol class=${this.name ?? ""}>
      ${room("before")}
      ${repeat(
        items.slice(from, to),
        (_, i) => from + i,
        (one, i) =>
          html`<li data-item class=${classOf(one)} aria-setsize=${items.length} aria-posinset=${from + i + 1}>${item(one, from + i)}</li>`,
      )}
      ${room("after")}
    </ol>`;
  }

  protected override updated(): void {
    const { pinned } = this.state;
    if (pinned === this.#pinned) return;
    this.#pinned = pinned;
    const index = this.listing.items.findIndex((one) => isSame(this.listing.mark?.(one), pinned));
    if (index >= 0) this.#windowed.show(index);
  }
}

customElements.define("long-list", LongList);

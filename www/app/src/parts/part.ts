import { LitElement } from "lit";
import { breath } from "../state/breath.js";
import { type State, store } from "../state/store.js";

/**
 * A part of the page: a component in the page's own tree (so that one style sheet, selection and highlights
 * reach it) that renders anew when something in the state that it `watches` changes.
 */
export abstract class Part extends LitElement {
  /** What of the state it shows. */
  protected abstract readonly watches: readonly (keyof State)[];
  #leave: (() => void) | undefined;

  protected get state(): State {
    return store.state;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave = store.subscribe((_, changed) => {
      if (changed.has("lang") || this.watches.some((key) => changed.has(key))) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }
}

/** A part that stands on the page by itself. Each has its turn, so that a key or a frame that waits goes between. */
export abstract class Region extends Part {
  protected override async scheduleUpdate(): Promise<void> {
    await breath();
    super.scheduleUpdate();
  }
}

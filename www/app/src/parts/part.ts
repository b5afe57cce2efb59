import { LitElement } from "lit";
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

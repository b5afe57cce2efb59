import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { goTo, isKept, keep } from "../library/actions.js";
import { libraryStore } from "../library/state.js";
import { lt } from "../library/words.js";
import { openFiles } from "../open/queue.js";
import { sample } from "../sample.js";
import { focusSheet, load, openPanel } from "../state/actions.js";
import { accepted } from "../state/files.js";
import { setPublished } from "../state/loop.js";
import { remember, store, type Theme } from "../state/store.js";
import { Region } from "./part.js";

const themes: Theme[] = ["auto", "light", "dark"];

/** The head of the page: the name, the date of publication, and the few things that are not about one text. */
export class MastHead extends Region {
  protected readonly watches = [
    "theme",
    "analysis",
    "published",
    "text",
    "fresh",
    "room",
    "kept",
    "names",
    "dismissed",
    "layer",
  ] as const;

  protected override render() {
    const words = t();
    const { theme, text, fresh, room } = this.state;
    const same = isKept();
    return html`
      <h1>
        <svg viewBox="0 0 40 40" aria-hidden="true"><rect x="1" y="1" width="38" height="38" rx="5" /><text x="20" y="18">实</text><text x="20" y="35.5">据</text></svg>
        <span class="wordmark">${words.name}</span>
      </h1>
      <p class="tagline">${words.tagline}</p>
      <div class="rooms" role="group" aria-label=${words.name}>
        <button type="button" aria-pressed=${room === "text"} @click=${() => openPanel(this.state.panel)}>${lt().sheet}</button>
        <button type="button" aria-pressed=${room === "library"} @click=${() => goTo(libraryStore.state.view)}>${lt().title}</button>
      </div>
      ${
        room === "library"
          ? nothing
          : html`<button type="button" class="keep" ?disabled=${!text || !fresh || same} @click=${keep}>
            ${same ? lt().kept : lt().keep}
          </button>`
      }
      ${room === "library" ? nothing : this.#date()}
      <nav>
        ${room === "library" ? nothing : this.#doors()}
        <button type="button" class="theme" title=${words.theme[theme]} aria-label=${words.theme[theme]} @click=${() => this.#theme()}>
          ${theme === "dark" ? "☾" : theme === "light" ? "☀" : "◐"}
        </button>
        <button type="button" class="keys" title=${words.help} aria-label=${words.help} @click=${() => store.set({ help: true })}>?</button>
        <button type="button" lang=${this.state.lang === "zh" ? "en" : "zh-CN"} @click=${() => this.#language()}>${words.language}</button>
      </nav>
    `;
  }

  /** The day that the text is of. */
  #date() {
    const words = t();
    const { analysis, published } = this.state;
    const fromText = analysis?.publishedFrom === "text" ? analysis.published : null;
    return html`<label class="date" title=${words.publishedHint}>
        <span>${words.published}</span>
        <input
          type="date"
          .value=${published || fromText || ""}
          @change=${(event: Event) => setPublished((event.target as HTMLInputElement).value)}
        />
        ${!published && fromText ? html`<small>${words.publishedFromText}</small>` : nothing}
      </label>`;
  }

  /** How a text comes onto the sheet, and off it. */
  #doors() {
    const words = t();
    return html`<label class="open">
        ${words.open.button}
        <input type="file" class="sr-only" multiple accept=${accepted} @change=${(event: Event) => this.#open(event)} />
      </label>
      <button type="button" @click=${() => load(sample)}>${words.sample}</button>
      <button type="button" ?disabled=${!this.state.text} @click=${() => this.#clear()}>${words.clear}</button>`;
  }

  #open(event: Event): void {
    const input = event.target as HTMLInputElement;
    void openFiles([...(input.files ?? [])]);
    input.value = "";
  }

  #clear(): void {
    load("");
    focusSheet();
  }

  #theme(): void {
    const theme = themes[(themes.indexOf(this.state.theme) + 1) % themes.length] as Theme;
    remember("shiju.theme", theme);
    store.set({ theme });
  }

  #language(): void {
    const lang = this.state.lang === "zh" ? "en" : "zh";
    remember("shiju.lang", lang);
    store.set({ lang });
  }
}

customElements.define("mast-head", MastHead);

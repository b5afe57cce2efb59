import { html, type TemplateResult } from "lit";

/** A box to search with. */
export function searchBox(label: string, query: string, search: (query: string) => void): TemplateResult {
  return html`<input
    type="search"
    placeholder=${label}
    aria-label=${label}
    .value=${query}
    @input=${(event: InputEvent) => search((event.target as HTMLInputElement).value)}
  />`;
}

import { html, nothing } from "lit";
import { t } from "../i18n/index.js";
import { Part } from "../parts/part.js";
import type { State } from "../state/store.js";
import "../tables/view.js";
import type { Tones } from "./draw.js";
import { savePng, saveSvg } from "./save.js";
import type { Chart } from "./series.js";

const variables = { ink: "--ink", quiet: "--quiet", rule: "--rule", bar: "--much", light: "--rule", paper: "--panel" } as const;

/** The page's colours as they are now: a variable may stand for a light and a dark one. */
function tones(element: HTMLElement): Tones {
  const probe = element.appendChild(document.createElement("i"));
  const resolved = Object.entries(variables).map(([name, variable]) => {
    probe.style.color = `var(${variable})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(resolved) as Tones;
}

/** A chart, the same as a table, and both as files. The drawing library is loaded when a chart is first seen. */
export class FactChart extends Part {
  static override properties = { chart: { attribute: false } };
  protected readonly watches: readonly (keyof State)[] = ["theme"];

  declare chart: Chart;
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener("change", this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener("change", this.#redraw);
  }

  get #svg(): SVGSVGElement | null {
    return this.querySelector<SVGSVGElement>(".plot > svg");
  }

  protected override render() {
    const words = t();
    const { kind, title, points, table } = this.chart;
    const said = `${title}：${points
      .slice(0, 6)
      .map(({ label, text }) => `${label} ${text}`)
      .join("；")}`;
    return html`<figure>
      <figcaption>
        <b>${title}</b>
        <span class="exports">
          <button type="button" title=${words.charts.png} @click=${() => this.#svg && savePng(kind, this.#svg)}>PNG</button>
          <button type="button" title=${words.charts.svg} @click=${() => this.#svg && saveSvg(kind, this.#svg)}>SVG</button>
        </span>
      </figcaption>
      <div class="plot" role="img" aria-label=${said}></div>
      <details>
        <summary>${words.charts.table}</summary>
        <fact-table bare .table=${table}></fact-table>
      </details>
      ${nothing}
    </figure>`;
  }

  protected override async updated(): Promise<void> {
    const { draw } = await import("./draw.js");
    const place = this.querySelector<HTMLElement>(".plot");
    if (!place || !this.isConnected) return;
    const svg = draw(this.chart, tones(this), Math.max(place.clientWidth, 320));
    svg.setAttribute("aria-hidden", "true");
    place.replaceChildren(svg);
  }
}

customElements.define("fact-chart", FactChart);

import * as Plot from "@observablehq/plot";
import { locale } from "../i18n/index.js";
import type { Chart, Point } from "./series.js";

/** Colours as the page has them now, so that a saved picture needs no style sheet. */
export interface Tones {
  ink: string;
  quiet: string;
  rule: string;
  bar: string;
  light: string;
  paper: string;
}

const short = (label: string): string => (label.length > 13 ? `${label.slice(0, 12)}…` : label);

/** A chart as an SVG element of its own. */
export function draw(chart: Chart, tones: Tones, width: number): SVGSVGElement {
  // Plot wraps its picture in a figure only where there is a legend or a title, and here is neither.
  const svg = (chart.shape === "timeline"
    ? timeline(chart, tones, width)
    : bars(chart, tones, width)) as Element as SVGSVGElement;
  // The page forbids style sheets in the text. What Plot's says is said by attributes instead.
  for (const style of svg.querySelectorAll("style")) style.remove();
  const drawn = document.adoptNode(svg);
  drawn.style.display = "block";
  drawn.style.maxInlineSize = "100%";
  drawn.style.blockSize = "auto";
  return drawn;
}

/** A document that is not shown: what is drawn in it is not yet bound by the page's rules for style sheets. */
const workshop = document.implementation.createHTMLDocument("");

function frame(chart: Chart, tones: Tones, width: number) {
  const longest = Math.max(...chart.points.map(({ label }) => short(label).length));
  return {
    document: workshop,
    width,
    marginLeft: longest * 12.5 + 16,
    marginRight: 84,
    marginTop: 26,
    style: {
      background: tones.paper,
      color: tones.ink,
      fontFamily: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
      fontSize: "12px",
      overflow: "visible",
    },
  };
}

/** A tick and its number need so many pixels; twice as many are often drawn as are asked for. */
const TICK = 90;

/** Labels may repeat; rows may not. */
const rowOf = (_: Point, i: number): number => i;

function bars(chart: Chart, tones: Tones, width: number) {
  const { points, axis, scale } = chart;
  const value = (point: Point) => point.value / scale;
  const outline = frame(chart, tones, width);
  const fit = Math.max(2, Math.min(4, Math.floor((width - outline.marginLeft - outline.marginRight) / TICK)));
  // Few things are counted in ones.
  const ticks = chart.kind === "funnel" ? Math.min(fit, Math.max(...points.map(value))) : fit;
  const falls = points.some((point) => point.value < 0);
  return Plot.plot({
    ...outline,
    // The unit stands above the ticks, not among them.
    marginTop: axis ? 44 : 26,
    height: points.length * 28 + (axis ? 58 : 40),
    x: { axis: "top", label: axis || null, labelArrow: "none", labelOffset: 40, grid: true, ticks, nice: true, zero: true },
    y: { axis: null, domain: points.map(rowOf), padding: 0.3 },
    marks: [
      Plot.barX(points, { x: value, y: rowOf, fill: (point: Point) => (point.light ? tones.light : tones.bar) }),
      Plot.ruleX([0], { stroke: tones.ink }),
      Plot.text(points, {
        x: value,
        y: rowOf,
        text: "text",
        textAnchor: "start",
        dx: 5,
        fill: tones.ink,
        ...(falls ? { filter: (p: Point) => p.value >= 0 } : {}),
      }),
      ...(falls
        ? [
            Plot.text(points, {
              x: 0,
              y: rowOf,
              text: "text",
              textAnchor: "start",
              dx: 5,
              fill: tones.ink,
              filter: (p: Point) => p.value < 0,
            }),
          ]
        : []),
      Plot.axisY({ tickFormat: (i: number) => short(points[i]?.label ?? ""), tickSize: 0, label: null }),
    ],
  });
}

/** A tick of the calendar in the page's language: its year where one begins, its month, its day unless the first. */
function calendar(tick: Date, i: number): string {
  const month = tick.toLocaleDateString(locale(), {
    month: "short",
    timeZone: "UTC",
    ...(tick.getUTCDate() === 1 ? {} : { day: "numeric" }),
  });
  const begins = i === 0 || (tick.getUTCMonth() === 0 && tick.getUTCDate() === 1);
  return begins ? `${tick.getUTCFullYear()}\n${month}` : month;
}

function timeline(chart: Chart, tones: Tones, width: number) {
  const { points } = chart;
  const rows = [...new Set(points.map(({ label }) => label))];
  return Plot.plot({
    ...frame(chart, tones, width),
    // The year stands above its first tick.
    marginTop: 40,
    height: rows.length * 34 + 58,
    x: { type: "utc", axis: "top", label: null, grid: true, inset: 14, ticks: 5, tickFormat: calendar },
    y: { domain: rows, label: null, tickFormat: short, tickSize: 0, padding: 0.4 },
    marks: [
      Plot.ruleY(rows, { stroke: tones.rule }),
      Plot.dot(points, {
        x: "day",
        y: "label",
        r: 5,
        fill: (point: Point) => (point.light ? tones.paper : tones.bar),
        stroke: tones.bar,
        strokeWidth: 1.5,
      }),
      Plot.text(points, { x: "day", y: "label", text: "text", dy: -11, fill: tones.quiet }),
    ],
  });
}

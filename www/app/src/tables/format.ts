import type { Figure, Value } from "shiju";
import { locale, t } from "../i18n/index.js";
import { store } from "../state/store.js";

const unitNames: Record<string, [zh: string, en: string]> = {
  CNY: ["元", "CNY"],
  USD: ["美元", "USD"],
  HKD: ["港元", "HKD"],
  EUR: ["欧元", "EUR"],
  JPY: ["日元", "JPY"],
  GBP: ["英镑", "GBP"],
  "%": ["%", "%"],
  pp: ["个百分点", "pp"],
  mu: ["亩", "mu"],
  m2: ["平方米", "m²"],
  km2: ["平方公里", "km²"],
  ha: ["公顷", "ha"],
  m: ["米", "m"],
  km: ["公里", "km"],
  inch: ["英寸", "in"],
  m3: ["立方米", "m³"],
  L: ["升", "L"],
  t: ["吨", "t"],
  kg: ["公斤", "kg"],
  jin: ["斤", "jin"],
  kW: ["千瓦", "kW"],
  MW: ["兆瓦", "MW"],
  kWh: ["千瓦时", "kWh"],
  s: ["秒", "s"],
  min: ["分钟", "min"],
  h: ["小时", "h"],
  d: ["天", "d"],
  workday: ["个工作日", "working days"],
  week: ["周", "weeks"],
  month: ["个月", "months"],
  year: ["年", "years"],
};

const isEnglish = (): boolean => store.state.lang === "en";

/** The unit as a reader of this language knows it. */
export function unitName(unit: string | null, kind?: Figure["kind"]): string {
  if (!unit) return "";
  if (kind === "age" && unit === "year") return isEnglish() ? "years old" : "岁";
  return unitNames[unit]?.[isEnglish() ? 1 : 0] ?? unit;
}

/** A formatter costs more to make than ten thousand numbers to format. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${options.notation ?? ""}${options.maximumFractionDigits}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, known);
  return known;
}

const number = (value: number, digits = 4): string => numberFormat(locale(), { maximumFractionDigits: digits }).format(value);

/** A number in 万 and 亿, as Chinese readers have it; compact in English. */
function scaled(value: number): { shown: string; scale: string } {
  if (isEnglish()) {
    if (Math.abs(value) < 1e6) return { shown: number(value), scale: "" };
    const shown = numberFormat("en-GB", { notation: "compact", maximumFractionDigits: 2 }).format(value);
    return { shown, scale: "" };
  }
  if (Math.abs(value) >= 1e8) return { shown: number(value / 1e8), scale: "亿" };
  if (Math.abs(value) >= 1e4) return { shown: number(value / 1e4), scale: "万" };
  return { shown: number(value), scale: "" };
}

function quantity(value: number, unit: string | null, kind?: Figure["kind"]): string {
  const { shown, scale } = scaled(value);
  const name = unitName(unit, kind);
  if (!isEnglish()) return kind === "rank" ? `第${shown}` : `${shown}${scale}${name}`;
  if (kind === "rank") return `No. ${shown}`;
  if (kind === "money") return `${name} ${shown}`;
  return name === "%" ? `${shown}%` : `${shown} ${name}`.trim();
}

/** A value with its unit, for people. */
export function formatValue(value: Value, unit: string | null, kind?: Figure["kind"]): string {
  if (value === null) return "—";
  if (typeof value === "string") return formatTime(value);
  if (typeof value === "number") return quantity(value, unit, kind);
  return `${quantity(value[0], null, undefined)}–${quantity(value[1], unit, kind)}`;
}

/** A figure's value with what bounds it: 超30亿元. */
export function formatFigure(figure: Figure): string {
  if (figure.value === null || figure.kind === "rank") return figure.text;
  const bound = figure.modifier ? t().modifier[figure.modifier] : "";
  const space = bound && isEnglish() ? " " : "";
  return `${bound}${space}${formatValue(figure.value, figure.unit, figure.kind)}`;
}

/** The exact number, for the clipboard and for files. */
export function exact(value: Value): string | number | null {
  return Array.isArray(value) ? value.join("~") : value;
}

/** ISO 8601, set for reading: 2024-01/2024-06 → 2024-01 – 2024-06. */
export const formatTime = (iso: string): string => iso.replace("/", " – ");

/** What has no number of its own: status, direction. */
export function noteOf(figure: Figure): string {
  const { status, change } = figure;
  const parts = [
    status && status !== "actual" ? t().status[status] : "",
    change ? t().change[change] : "",
    figure.comparison ? `${t().card.comparison} ${figure.comparison.text}` : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

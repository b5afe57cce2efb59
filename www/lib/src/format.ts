import type { Figure, Value } from "./analysis.js";
import type { Lang } from "./names.js";
import { demand, requireLang } from "./options.js";

const unitNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  CNY: ["元", "CNY"],
  USD: ["美元", "USD"],
  HKD: ["港元", "HKD"],
  EUR: ["欧元", "EUR"],
  JPY: ["日元", "JPY"],
  GBP: ["英镑", "GBP"],
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
  pp: ["个百分点", "pp"],
  s: ["秒", "s"],
  min: ["分钟", "min"],
  h: ["小时", "h"],
  d: ["天", "d"],
  workday: ["个工作日", "working days"],
  week: ["周", "weeks"],
  month: ["个月", "months"],
  year: ["年", "years"],
};

const bounds = { approx: ["约", "about "], over: ["超", "over "], under: ["不到", "under "] } as const;

/** A unit as readers of the language know it. */
export function unitName(unit: string | null, lang: Lang = "zh", kind?: Figure["kind"]): string {
  if (!unit) return "";
  const at = lang === "en" ? 1 : 0;
  if (kind === "age" && unit === "year") return ["岁", "years old"][at] as string;
  return unitNames[unit]?.[at] ?? unit;
}

/** A formatter costs more to make than ten thousand numbers to format. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${options.notation ?? ""}${options.maximumFractionDigits}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, known);
  return known;
}

const number = (value: number, lang: Lang): string =>
  numberFormat(lang === "en" ? "en-GB" : "zh-CN", { maximumFractionDigits: 4 }).format(value);

/** In 万 and 亿, as Chinese readers have it; compact in English. */
function scaled(value: number, lang: Lang): string {
  const size = Math.abs(value);
  if (lang === "en") {
    if (size < 1e6) return number(value, lang);
    return numberFormat("en-GB", { notation: "compact", maximumFractionDigits: 2 }).format(value);
  }
  if (size >= 1e8) return `${number(value / 1e8, lang)}亿`;
  if (size >= 1e4) return `${number(value / 1e4, lang)}万`;
  return number(value, lang);
}

function quantity(value: number, unit: string | null, lang: Lang, kind?: Figure["kind"]): string {
  const shown = scaled(value, lang);
  const name = unitName(unit, lang, kind);
  if (kind === "rank") return lang === "en" ? `No. ${shown}` : `第${shown}`;
  if (lang === "zh" || name === "%") return shown + name;
  return kind === "money" ? `${name} ${shown}` : `${shown} ${name}`.trim();
}

const isValue = (value: unknown): value is Value =>
  value === null || ["string", "number"].includes(typeof value) || (Array.isArray(value) && value.length === 2);

/** A normalised value with its unit, for people: `8.696e10`, `CNY` → 869.6亿元. Nothing certain gives "—". */
export function formatValue(value: Value, unit: string | null, lang: Lang = "zh", kind?: Figure["kind"]): string {
  requireLang(lang);
  demand(isValue(value), "A value is a number, two numbers, an ISO 8601 string, or null.");
  if (value === null) return "—";
  if (typeof value === "string") return value.replace("/", " – ");
  if (typeof value === "number") return quantity(value, unit, lang, kind);
  return `${scaled(value[0], lang)}–${quantity(value[1], unit, lang, kind)}`;
}

/** A figure's normalised value with what bounds it: 超30亿元. */
export function formatFigure(figure: Pick<Figure, "text" | "kind" | "value" | "unit" | "modifier">, lang: Lang = "zh"): string {
  demand(isValue(figure?.value) && typeof figure.text === "string", "A figure is wanted, as analyze() gives it.");
  requireLang(lang);
  if (figure.value === null || figure.kind === "rank") return figure.text;
  const bound = figure.modifier ? bounds[figure.modifier][lang === "en" ? 1 : 0] : "";
  return bound + formatValue(figure.value, figure.unit, lang, figure.kind);
}

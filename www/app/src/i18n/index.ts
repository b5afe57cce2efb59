import { store } from "../state/store.js";
import { en } from "./en.js";
import { zh } from "./zh.js";

export type Words = typeof zh;

/** The words of the language in use. */
export const t = (): Words => (store.state.lang === "en" ? en : zh);

/** The tag of the language in use, for numbers and dates. */
export const locale = (): string => (store.state.lang === "en" ? "en-GB" : "zh-CN");

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the language in use writes it. Formats are made once: each takes milliseconds. */
export function number(value: number, digits = 0, options: Intl.NumberFormatOptions = {}): string {
  const key = `${locale()} ${digits} ${Object.values(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, ...options });
  formats.set(key, known);
  return known.format(value);
}

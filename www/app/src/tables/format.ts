import { type Figure, formatFigure as figureText, type Value, formatValue as valueText } from "shiju";
import { t } from "../i18n/index.js";
import { store } from "../state/store.js";

/** A value with its unit, in the page's language. */
export const formatValue = (value: Value, unit: string | null, kind?: Figure["kind"]): string =>
  valueText(value, unit, store.state.lang, kind);

/** A figure's value with what bounds it: 超30亿元. */
export const formatFigure = (figure: Figure): string => figureText(figure, store.state.lang);

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

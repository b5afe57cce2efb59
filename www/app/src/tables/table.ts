import type { MarkRef } from "../state/store.js";

/** A cell: what is shown, and where they differ, the exact value, a hint, the words it was read from. */
export interface Cell {
  text: string;
  value?: string | number | null;
  title?: string;
  /** A small mark before the text: the class of its colour. */
  tag?: string;
  /** The words it was read from. */
  span?: { start: number; end: number };
}

export interface Column {
  label: string;
  align?: "end";
  /** Takes the room that is left, and may wrap. */
  wide?: boolean;
  /** Of the exact values: stands in the head of copies and files. */
  unit?: string;
  /** In copies and files only. */
  exported?: boolean;
}

export interface Row {
  cells: Cell[];
  /** What the row is about, lit up and gone to. */
  mark?: MarkRef;
  span?: { start: number; end: number };
  /** What opening the row does, where it is about no place of the text. */
  go?: () => void;
  /** What filters look at besides the cells. */
  group?: string;
}

/** A table as data: the same is shown, copied and written to files. */
export interface Table {
  name: string;
  columns: Column[];
  rows: Row[];
}

export const cell = (text: string | null | undefined, more: Omit<Cell, "text"> = {}): Cell => ({ text: text ?? "", ...more });

const exactOf = ({ text, value }: Cell): string | number | null => (value === undefined ? text : value);

/** The table's head, with units, and its exact values. */
export function grid({ columns, rows }: Table): (string | number | null)[][] {
  const head = columns.map(({ label, unit }) => (unit ? `${label}（${unit}）` : label));
  return [head, ...rows.map(({ cells }) => cells.map(exactOf))];
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A text that a spreadsheet would run as a formula. */
const isFormula = (value: string | number | null): boolean => typeof value === "string" && /^[=+\-@\t\r]/.test(value);

/** For the clipboard: word processors, mail and spreadsheets take it as a table. */
export function toHtml(table: Table): string {
  // Spreadsheets know by this that a cell is text.
  const kind = (value: string | number | null) => (isFormula(value) ? ` style="mso-number-format:'\\@'"` : "");
  const row = (tag: string) => (cells: (string | number | null)[]) =>
    `<tr>${cells.map((value) => `<${tag}${kind(value)}>${escaped(String(value ?? ""))}</${tag}>`).join("")}</tr>`;
  const [head = [], ...rows] = grid(table);
  return `<table><thead>${row("th")(head)}</thead><tbody>${rows.map(row("td")).join("")}</tbody></table>`;
}

/** For the clipboard: spreadsheets take tabs and line ends as cells and rows. */
export const toTsv = (table: Table): string =>
  grid(table)
    .map((row) => row.map((value) => `${isFormula(value) ? "'" : ""}${value ?? ""}`.replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");

/** RFC 4180, with the mark that makes spreadsheets read UTF-8. A text that a spreadsheet would run as a formula is quoted. */
export function toCsv(table: Table): string {
  const field = (value: string | number | null): string => {
    if (typeof value === "number") return String(value);
    const text = isFormula(value) ? `'${value}` : (value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${grid(table)
    .map((row) => row.map(field).join(","))
    .join("\r\n")}\r\n`;
}

/** Rows as objects under the column's labels. */
export function toJson(table: Table): string {
  const [head = [], ...rows] = grid(table);
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(row.map((value, i) => [head[i], value]))),
    null,
    2,
  );
}

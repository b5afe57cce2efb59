import { type DirectoryRow, directory, namedItemsOf } from "./ledger/directory.js";
import { itemsOf, type LedgerItem, type Reading } from "./ledger/items.js";
import { groups } from "./ledger/merge.js";
import { type LedgerRow, rowOf } from "./ledger/rows.js";
import { type LedgerRates, type LedgerSum, ratesOf, sumsBy } from "./ledger/sums.js";
import { requireIterable, requireLists } from "./options.js";

export { type DirectoryRow, directory, type NamedItem, namedItemsOf } from "./ledger/directory.js";
export { type Amount, type ItemStage, itemsOf, type LedgerItem, type Reading } from "./ledger/items.js";
export { sameCompany } from "./ledger/names.js";
export { type LedgerAmount, type LedgerRow, type LedgerSource, type LedgerStage, stageOrder } from "./ledger/rows.js";
export { type LedgerRates, type LedgerSum, monthOf, ratesOf, type SumBy, sumsBy, yuanOf } from "./ledger/sums.js";

/** The projects of many articles, each in one row. */
export interface Ledger {
  rows: LedgerRow[];
  rates: LedgerRates;
  byPlace: LedgerSum[];
  byIndustry: LedgerSum[];
  byMonth: LedgerSum[];
}

/** Merges the results of many articles: the same project in several of them is one row whose stages grow. */
export function ledger(readings: Iterable<Reading>): Ledger {
  requireIterable("The readings", readings);
  return ledgerOf([...readings].flatMap(itemsOf));
}

/** The same of items that were taken from their articles before. */
export function ledgerOf(items: readonly LedgerItem[]): Ledger {
  requireIterable("The items", items);
  for (const item of items) requireLists("An item, as itemsOf() gives it,", item, ["stages"]);
  const rows = groups(items).map(rowOf);
  return {
    rows,
    rates: ratesOf(rows),
    byPlace: sumsBy(rows, "place"),
    byIndustry: sumsBy(rows, "industry"),
    byMonth: sumsBy(rows, "month"),
  };
}

/** The persons and firms of many articles. */
export function people(readings: Iterable<Reading>): DirectoryRow[] {
  requireIterable("The readings", readings);
  return directory([...readings].flatMap(namedItemsOf));
}

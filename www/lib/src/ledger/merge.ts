import type { Amount, LedgerItem } from "./items.js";
import { companyKey, likeness, phaseOf, projectKey, sameCompany, samePlace } from "./names.js";

/** From here on, two items are taken for one project. */
const ENOUGH = 0.5;
/** Keys that more items share than this say too little to compare by. */
const CROWD = 120;

type Relation = "same" | "unknown" | "different";

const relation = <T>(a: T | null, b: T | null, same: (a: T, b: T) => boolean): Relation =>
  a === null || b === null ? "unknown" : same(a, b) ? "same" : "different";

/** Whether two sums are the same but for rounding. */
export const sameAmount = (a: Amount, b: Amount): boolean =>
  a.unit === b.unit && a.low <= b.high * 1.01 && b.low <= a.high * 1.01;

/** How far two sums lie apart: 1 is the same. */
const ratio = (a: Amount, b: Amount): number => Math.max(a.high, b.high) / Math.max(1, Math.min(a.high, b.high));

interface Prepared {
  index: number;
  item: LedgerItem;
  name: string;
  content: string;
  phase: number | null;
}

function prepare(item: LedgerItem, index: number): Prepared {
  return {
    index,
    item,
    name: item.name ? projectKey(item.name) : "",
    content: item.content ? projectKey(item.content) : "",
    phase: item.name ? phaseOf(item.name) : null,
  };
}

/** How sure it is that two items are one project, from 0 to 1. */
function alike(a: Prepared, b: Prepared): number {
  if (a.phase !== null && b.phase !== null && a.phase !== b.phase) return 0;
  const company = relation(a.item.company, b.item.company, sameCompany);
  const place = relation(a.item.place, b.item.place, samePlace);
  const amount = relation(a.item.amount, b.item.amount, sameAmount);
  const names = likeness(a.name, b.name);
  const words = Math.max(names, likeness(a.content, b.content), likeness(a.name, b.content), likeness(a.content, b.name));
  if (company === "different") return names === 1 && a.name.length >= 6 && place !== "different" ? 0.6 : 0;
  if (company === "same") return ofOneFirm(a, b, words, place, amount);
  return withoutFirm(names, a.name, place, amount);
}

/** A firm can have several projects: something besides the firm must agree, and nothing may speak against it. */
function ofOneFirm(a: Prepared, b: Prepared, words: number, place: Relation, amount: Relation): number {
  if (words >= 0.5) return place === "different" && amount === "different" ? 0.4 : 0.8 + words / 10;
  if (place === "different") return 0;
  if (amount === "same") return 0.75;
  const silent = !(a.name || a.content) || !(b.name || b.content);
  if (amount === "unknown") return silent && place === "same" ? 0.55 : words >= 0.3 ? 0.52 : 0;
  const near =
    a.item.amount && b.item.amount && a.item.amount.unit === b.item.amount.unit && ratio(a.item.amount, b.item.amount) < 1.5;
  return silent && place === "same" && near ? 0.5 : 0;
}

/** Where a text names no firm, the project's own name must be telling. */
function withoutFirm(names: number, name: string, place: Relation, amount: Relation): number {
  if (place === "different") return 0;
  if (names === 1 && name.length >= 4) return 0.8;
  if (names >= 0.5 && amount === "same") return 0.7;
  return names >= 0.8 && (place === "same" || name.length >= 6) ? 0.6 : 0;
}

/** What an item can be found by: its firm's first words, pairs of its name, its sum. */
function keysOf({ item, name, content }: Prepared): Set<string> {
  const keys = new Set<string>();
  if (item.company) keys.add(`c${companyKey(item.company).slice(0, 2)}`);
  for (const words of [name, content]) {
    for (let i = 0; i + 3 <= words.length; i += 1) keys.add(`n${words.slice(i, i + 3)}`);
  }
  return keys;
}

/** Pairs that share a key that is not too common. */
function* candidates(items: Prepared[]): Generator<[number, number]> {
  const found = new Map<string, number[]>();
  for (const [i, item] of items.entries()) {
    for (const key of keysOf(item)) found.set(key, [...(found.get(key) ?? []), i]);
  }
  const seen = new Set<number>();
  for (const group of found.values()) {
    if (group.length > CROWD) continue;
    for (const [n, i] of group.entries()) {
      for (const j of group.slice(n + 1)) {
        const pair = i * items.length + j;
        if (seen.has(pair)) continue;
        seen.add(pair);
        yield [i, j];
      }
    }
  }
}

/**
 * Groups items that are one project, the surest pairs first. Two rows of one article are never one:
 * whoever read that article has already kept them apart.
 */
export function groups(items: readonly LedgerItem[]): LedgerItem[][] {
  const prepared = items.map(prepare);
  const scored: [number, number, number][] = [];
  for (const [i, j] of candidates(prepared)) {
    const [a, b] = [prepared[i] as Prepared, prepared[j] as Prepared];
    if (a.item.article === b.item.article) continue;
    const score = alike(a, b);
    if (score >= ENOUGH) scored.push([score, i, j]);
  }
  scored.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);

  const group = prepared.map((item) => [item]);
  for (const [, i, j] of scored) {
    const [mine, other] = [group[i] as Prepared[], group[j] as Prepared[]];
    if (mine === other || !together(mine, other)) continue;
    for (const item of other) mine.push(item);
    for (const item of other) group[item.index] = mine;
  }
  return [...new Set(group)].map((members) => members.map(({ item }) => item));
}

function together(a: Prepared[], b: Prepared[]): boolean {
  const articles = new Set(a.map(({ item }) => item.article));
  if (b.some(({ item }) => articles.has(item.article))) return false;
  const phases = new Set([...a, ...b].map(({ phase }) => phase).filter((phase) => phase !== null));
  return phases.size < 2;
}

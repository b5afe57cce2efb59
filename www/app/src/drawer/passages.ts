import type { Difference } from "shiju";

/** A stretch of one of the two texts. */
export interface Place {
  start: number;
  end: number;
}

/** What differs in a passage: where in both texts, even where one of them has nothing there. */
export interface Change {
  kind: Difference["kind"];
  message: string;
  a: Place;
  b: Place;
}

/** Changes that stand near one another, with the words around them. */
export interface Passage {
  a: Place;
  b: Place;
  changes: readonly Change[];
  /** Whether the same words, or nearly the same, stand elsewhere in the other text. */
  moved: boolean;
}

/** So many characters stand on both sides of what differs. */
const around = 24;

/** Changes with fewer characters between them stand in one passage. */
const near = 2 * around;

/** So many characters tell where something belongs that the other text lacks. */
const context = 14;

/** The passages in which two texts differ, in the order of the first; each of its changes has a place in both. */
export function passages(a: string, b: string, differences: readonly Difference[]): Passage[] {
  const texts = { a: new Squeezed(a), b: new Squeezed(b) };
  const seen = new Set<string>();
  const changes: Change[] = [];
  let last: Change | undefined;
  for (const { kind, message, a: inA, b: inB } of differences) {
    if (kind === "project") continue;
    const inFirst = inA ?? (inB && texts.a.counterpart(inB, texts.b, last?.a.end ?? 0));
    const inSecond = inB ?? (inA && texts.b.counterpart(inA, texts.a, last?.b.end ?? 0));
    if (!inFirst || !inSecond) continue;
    const key = [inFirst.start, inFirst.end, inSecond.start, inSecond.end].join();
    if (seen.has(key)) continue;
    seen.add(key);
    last = { kind, message, a: inFirst, b: inSecond };
    changes.push(last);
  }
  changes.sort((x, y) => x.a.start - y.a.start || x.b.start - y.b.start);
  const moved = changes.filter((change) => isMove(change, changes, a, b));
  const groups = grouped(
    changes.filter((change) => !moved.includes(change)),
    a,
    b,
  ).map((group) => ({ group, moved: false }));
  const all = [...groups, ...moved.map((change) => ({ group: [change], moved: true }))];
  const first = ({ group }: { group: readonly Change[] }) => (group[0] as Change).a.start;
  return all
    .sort((x, y) => first(x) - first(y))
    .map(({ group, moved }) => ({
      a: windowOf(
        a,
        group.map((change) => change.a),
      ),
      b: windowOf(
        b,
        group.map((change) => change.b),
      ),
      changes: group,
      moved,
    }));
}

/** Whether a change is of the place alone: the same words, or words within which others are said to differ. */
function isMove(change: Change, changes: readonly Change[], a: string, b: string): boolean {
  const plain = (text: string, { start, end }: Place) => new Squeezed(text.slice(start, end)).text;
  if (change.kind !== "wording" || change.a.start === change.a.end || change.b.start === change.b.end) return false;
  const inside = (x: Place, y: Place) => x.start <= y.start && y.end <= x.end && x.end - x.start > y.end - y.start;
  return (
    plain(a, change.a) === plain(b, change.b) || changes.some((other) => inside(change.a, other.a) && inside(change.b, other.b))
  );
}

/** Changes that stand near one another in one paragraph of both texts, in one order. */
function grouped(changes: readonly Change[], a: string, b: string): Change[][] {
  const groups: Change[][] = [];
  let before: Change | undefined;
  for (const change of changes) {
    const gaps = before ? [change.a.start - before.a.end, change.b.start - before.b.end] : [Number.POSITIVE_INFINITY];
    const parted = before && (hasBreak(a, before.a, change.a) || hasBreak(b, before.b, change.b));
    if (!parted && gaps.every((gap) => gap >= 0 && gap <= near)) groups.at(-1)?.push(change);
    else groups.push([change]);
    before = change;
  }
  return groups;
}

/** Whether a paragraph ends between two places. */
const hasBreak = (text: string, before: Place, after: Place): boolean => text.slice(before.end, after.start).includes("\n");

/** The words around what differs, no further than the paragraph goes. */
function windowOf(text: string, places: readonly Place[]): Place {
  const first = Math.min(...places.map((place) => place.start));
  const last = Math.max(...places.map((place) => place.end));
  const from = Math.max(first - around, text.lastIndexOf("\n", first - 1) + 1, 0);
  const line = text.indexOf("\n", last);
  const to = Math.min(last + around, line < 0 ? text.length : line);
  return { start: whole(text, Math.min(from, first)), end: whole(text, Math.max(to, last)) };
}

/** Not between the halves of one character. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);

/** A text without blanks, half-width, that knows its places. */
class Squeezed {
  readonly text: string;
  readonly #places: number[] = [];

  constructor(readonly raw: string) {
    let squeezed = "";
    for (let at = 0; at < raw.length; at++) {
      const c = raw[at] as string;
      if (/\s/.test(c)) continue;
      squeezed += /[\uFF01-\uFF5E]/.test(c) ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c;
      this.#places.push(at);
    }
    this.text = squeezed;
  }

  /** Where what stands at `place` of the other text would stand here, not before `from`: behind the same words. */
  counterpart(place: Place, other: Squeezed, from: number): Place | null {
    const [start, end] = [other.#index(place.start), other.#index(place.end)];
    const least = this.#index(from);
    for (let length = context; length >= context / 4; length--) {
      const lead = other.text.slice(Math.max(0, start - length), start);
      const tail = other.text.slice(end, end + length);
      const behind = lead.length === length ? this.text.indexOf(lead, Math.max(0, least - length)) : -1;
      if (behind >= 0) return this.#at(behind + length);
      const before = tail.length === length ? this.text.indexOf(tail, least) : -1;
      if (before >= 0) return this.#at(before);
    }
    return this.#at(least);
  }

  /** The squeezed place of a raw one. */
  #index(raw: number): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] as number) < raw) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** No width, behind the character before it. */
  #at(index: number): Place {
    const raw = index > 0 ? (this.#places[index - 1] as number) + 1 : 0;
    return { start: raw, end: raw };
  }
}

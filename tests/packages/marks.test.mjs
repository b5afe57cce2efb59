// Where marks stand after edits, as the page works it out: only near what is looked at, and never otherwise than by looking at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const marksModule = fileURLToPath(new URL("../../www/app/src/state/marks.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [marksModule], bundle: true, format: "esm", write: false });
const { joined, placed, shifted, within } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

/** A generator that gives the same numbers every time. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const applied = (text, { start, end, insert }) => text.slice(0, start) + insert + text.slice(end);

function someMarks(number, length) {
  const marks = Array.from({ length: 60 }, (_, index) => {
    const start = number(length - 1);
    return { family: "figure", index, kind: "money", key: String(index), start, end: Math.min(length, start + 1 + number(9)) };
  });
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

test("edits that touch are one edit", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const number = numbers(seed);
    const text = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    let now = text;
    let all = null;
    for (let i = 0; i < 12; i += 1) {
      const start = number(now.length);
      const edit = { start, end: Math.min(now.length, start + number(4)), insert: "又".repeat(number(4)) };
      const both = all && joined(all, edit);
      now = applied(now, edit);
      all = all && !both ? null : (both ?? edit);
      if (!all) break;
      assert.equal(applied(text, all), now);
    }
  }
});

test("a mark keeps its words, or is gone", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const number = numbers(seed);
    const text = Array.from({ length: 120 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    const start = number(120);
    const edit = { start, end: Math.min(120, start + number(6)), insert: "又".repeat(number(6)) };
    const after = applied(text, edit);
    for (const mark of someMarks(number, 120)) {
      const place = placed(mark, edit);
      const words = text.slice(mark.start, mark.end);
      if (mark.end <= edit.start || mark.start >= edit.end) assert.equal(after.slice(place.start, place.end), words);
      else if (place) assert.equal(after.slice(place.start, place.end).replaceAll("又", "").length <= words.length, true);
      assert.ok(!place || (place.start >= 0 && place.start < place.end && place.end <= after.length));
    }
  }
});

test("looking near a place finds what looking at all finds", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const number = numbers(seed);
    const marks = someMarks(number, 400);
    const start = number(400);
    const edit = number(4) ? { start, end: Math.min(400, start + number(30)), insert: "又".repeat(number(30)) } : null;
    const from = number(420);
    const to = from + 1 + number(80);
    const near = within(marks, edit, from, to).map(({ mark, start: at, end }) => [mark.index, at, end]);
    const all = shifted(marks, edit).filter((mark) => mark.start < to && mark.end > from);
    assert.deepEqual(
      near,
      all.map((mark) => [mark.index, mark.start, mark.end]),
    );
  }
});

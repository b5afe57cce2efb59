// `npm run bench`: measures everything, prints one table and writes it into docs/performance.md.
//
//   --quick   without the peers
//   --gate    only what does not depend on how busy the machine is: sizes and instruction counts

import { readFileSync, writeFileSync } from "node:fs";
import { at, main, step, Told } from "../scripts/lib.mjs";
import { grown, instructions } from "./instructions.mjs";
import { overweight, sizes } from "./sizes.mjs";

const read = (name) => JSON.parse(readFileSync(at("benches", name), "utf8"));
const number = (value, digits = 1) => (value === null || value === undefined ? "not measured" : value.toFixed(digits));
const gateOnly = process.argv.includes("--gate");

/** What a reader waits for: what, unit, at most, found. */
function waits(found) {
  return [
    ["whole analysis, warm, words known", "ms", 4, found.known],
    ["the same text again, its answer kept", "ms", 4, found.again],
    ["whole analysis, warm, new text", "ms", 12, found.fresh],
    ["first analysis after the files have arrived", "ms", 50, found.first],
    ["navigation to first highlight, fresh profile", "ms", 250, found.firstHighlight],
    ["an edit inside a text of 50,000 characters", "ms", 3, found.edit],
    ["memory after a page", "MB", 16, found.memoryAfterPage],
    ["memory after 1 MB of text", "MB", 64, found.memoryAfterMegabyte],
  ].map(([what, unit, limit, value]) => [what, `${limit} ${unit}`, `${number(value)} ${unit}`]);
}

function weights(found, limits) {
  const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  return Object.keys(found).map((part) => [`download, brotli: ${part}`, kb(limits[part].aim), kb(found[part])]);
}

function beside(found, own) {
  const times = (peer) => ("ms" in peer ? `${number(peer.ms)} ms per 1,000 characters, ${number(peer.ms / own, 0)} × ours` : peer.failed);
  return Object.entries(found).map(([name, peer]) => [`${name} (${peer.does})`, "", times(peer)]);
}

const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** Puts the tables between the markers of the document. */
function publish(tables) {
  const file = at("docs", "performance.md");
  const [before, after] = readFileSync(file, "utf8").split(/<!-- measured -->[\s\S]*<!-- end -->/);
  writeFileSync(file, `${before}<!-- measured -->\n\n${tables}\n\n<!-- end -->${after}`);
}

await main(async () => {
  const limits = read("sizes.json");
  const weighed = sizes();
  const counts = await instructions();
  const failed = [...overweight(weighed, limits), ...grown(counts, read("instructions.json"))];
  const rows = weights(weighed, limits);
  if (!gateOnly) {
    const { browser } = await import("./browser.mjs");
    await step("in Chromium", async () => {
      const found = await browser();
      rows.unshift(...waits(found));
      if (process.argv.includes("--quick")) return;
      const { peers } = await import("./peers.mjs");
      rows.push(...beside(await peers(), found.known / 6.4));
    });
  }
  const stages = Object.entries(counts).map(([stage, count]) => [stage, (count / 1000).toFixed(1)]);
  const tables = `${table(["what", "aim", "found"], rows)}\n\n${table(["stage", "million instructions for 6,000 characters"], stages)}`;
  console.log(`\n${tables}`);
  if (!gateOnly) publish(tables);
  if (failed.length > 0) throw new Told(`\n${failed.join("\n")}`);
});

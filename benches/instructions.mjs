// Counts the instructions of each stage with callgrind and holds them against benches/instructions.json.
//
//   node benches/instructions.mjs            fails where a stage needs more than 3 % over its record
//   node benches/instructions.mjs --write    records what is counted now
//
// The same binary gives the same count on a quiet and on a busy machine, so this gate does not flicker.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { at, has, main, run, step, Told } from "../scripts/lib.mjs";

const STAGES = ["start", "first", "page", "text", "words-new", "words", "figures", "entities", "links", "ledger", "checks", "whole", "edit"];
const TOLERANCE = 0.03;
const record = at("benches", "instructions.json");

/** Instructions of each stage on a page of 6,000 characters, and of an edit in a text of 50,000, in thousands. */
export async function instructions() {
  if (!(await has("valgrind", "--version"))) throw new Told("valgrind is missing: apt install valgrind");
  await step("counting program (cargo)", () => run("cargo", ["build", "-q", "--profile", "train", "-p", "benches", "--bin", "count"]));
  const counts = {};
  const folder = mkdtempSync(path.join(tmpdir(), "callgrind-"));
  try {
    for (const stage of STAGES) {
      await step(`instructions: ${stage}`, async () => {
        const out = path.join(folder, stage);
        const options = ["--tool=callgrind", "--toggle-collect=count::counted*", `--callgrind-out-file=${out}`];
        await run("valgrind", [...options, at("target", "train", "count"), stage]);
        const total = /^(?:totals|summary): (\d+)/m.exec(readFileSync(out, "utf8"));
        counts[stage] = Math.round(Number(total[1]) / 1000);
        return `${counts[stage].toLocaleString("en")} thousand`;
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return counts;
}

/** Says which stages need more than their record allows. */
export function grown(counts, allowed) {
  return Object.entries(counts)
    .filter(([stage, count]) => count > (allowed[stage] ?? Number.POSITIVE_INFINITY) * (1 + TOLERANCE))
    .map(([stage, count]) => `${stage}: ${count} thousand instructions, ${allowed[stage]} recorded`);
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const counts = await instructions();
    if (process.argv.includes("--write")) return writeFileSync(record, `${JSON.stringify(counts, null, 2)}\n`);
    const worse = grown(counts, JSON.parse(readFileSync(record, "utf8")));
    if (worse.length > 0) throw new Told(`${worse.join("\n")}\nMake it cheaper, or record the new count with --write and say why.`);
  });
}

// `npm run eval`: scores the release binary, prints one table, and fails below the committed floors.
// SHIJU_BIN names another binary to score.
// `npm run eval -- --raise` writes the floors anew from what was measured, less a hair.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { at, main, run, step, Told } from "./lib.mjs";

const data = path.resolve(process.env.SHIJU_EVAL ?? at("..", "shared", "eval"));
const floorsFile = at("eval", "floors.json");
const binary = process.env.SHIJU_BIN ?? at("target", "release", "shiju");
const hair = 0.02;

/** Of score.py's table: the lines that are held, and which of their numbers. */
const held = [
  "entity",
  "entity.core",
  "figure",
  "value",
  "unit",
  "project",
  "link.change",
  "link.metric",
  "link.mod",
  "link.period",
  "link.subject",
];

const score = (script, ...args) => run("python3", [path.join(data, script), ...args]);

/** Every scorer's numbers, by name. `found` is to be high, `alarms` low. */
async function measure() {
  const found = {};
  const alarms = {};
  const analyze = `${binary} analyze`;
  for (const set of ["dev", "train"]) {
    await step(`entities, figures, links, projects of ${set}`, async () => {
      const table = JSON.parse(await score("score.py", "--json", "--run", analyze, path.join(data, set)));
      for (const name of held) if (table[name]) found[`${set} ${name}`] = table[name].f1 ?? table[name].accuracy;
    });
  }
  await step("suites of other projects", async () => {
    Object.assign(found, fractions("suite", await run("python3", [at("eval", "suites.py"), data, binary])));
  });
  await step("pages", async () => {
    const gold = { dev: "findings", train: path.join("train", "pages.json") };
    for (const [set, where] of Object.entries(gold)) {
      const out = await score("score_pages.py", "--run", analyze, path.join(data, where), path.join(data, set));
      Object.assign(found, fractions(`${set} page`, out));
      alarms[`${set} page furniture inside articles`] = Number(/furniture inside articles (\d+)/.exec(out)?.[1]);
    }
  });
  await step("findings", async () => {
    const out = await score("score_findings.py", "--run", binary, path.join(data, "findings"), path.join(data, "dev"));
    const [, right, all] = /required found (\d+)\/(\d+)/.exec(out) ?? [];
    found["dev findings required"] = Number(right) / Number(all);
    alarms["dev findings false alarms"] = Number(/must stay quiet (\d+)/.exec(out)?.[1]);
  });
  return { found, alarms };
}

/** Lines like `name  12/34  0.353`. */
function fractions(prefix, out) {
  const lines = out.matchAll(/^([\w-]+) +\d+\/\d+ +([\d.]+)$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [`${prefix} ${name}`, Number(value)]));
}

const round = (value) => Math.round(value * 1000) / 1000;
const shown = (value) => (value === undefined ? "–" : String(round(value)));

/** Prints measured against floor; gives the names that are below (or, for alarms, above). */
function compare(measured, floors) {
  const below = [];
  const table = (values, limits, fails) => {
    for (const [name, value] of Object.entries(values)) {
      const limit = limits?.[name];
      const bad = limit !== undefined && fails(value, limit);
      if (bad) below.push(name);
      console.log(`${bad ? "✗" : " "} ${name.padEnd(36)} ${shown(value).padStart(7)}   floor ${shown(limit)}`);
    }
    for (const name of Object.keys(limits ?? {})) if (!(name in values)) below.push(`${name} (not measured)`);
  };
  console.log("");
  table(measured.found, floors.found, (value, floor) => !(value >= floor));
  table(measured.alarms, floors.alarms, (value, ceiling) => !(value <= ceiling));
  return below;
}

await main(async () => {
  if (!existsSync(data)) throw new Told(`There is no evaluation data at ${data}.`);
  if (!process.env.SHIJU_BIN) {
    await step("command line (cargo, release)", () => run("cargo", ["build", "--release", "--bin", "shiju"]));
  }
  const measured = await measure();
  const floors = existsSync(floorsFile) ? JSON.parse(readFileSync(floorsFile, "utf8")) : { found: {}, alarms: {} };
  const below = compare(measured, floors);
  if (process.argv.includes("--raise")) {
    const lowered = Object.entries(measured.found).map(([name, value]) => [name, round(Math.max(0, value - hair))]);
    writeFileSync(floorsFile, `${JSON.stringify({ found: Object.fromEntries(lowered), alarms: measured.alarms }, null, 2)}\n`);
    console.log("\nwrote eval/floors.json");
  } else if (below.length) {
    throw new Told(`Below the floor: ${below.join(", ")}`);
  }
});

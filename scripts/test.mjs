// `npm test`: sets up, builds and runs every test; ends with one line that counts them.
import { readFileSync, rmSync } from "node:fs";
import { buildApp, buildLib, buildWasm } from "./build.mjs";
import { at, bin, main, run, step, Told } from "./lib.mjs";
import { browsersForTests, setup } from "./setup.mjs";

const counts = { passed: 0, failed: 0 };
const broken = [];

/** Runs a suite; its failures are shown at once and counted, and the others still run. */
async function suite(name, work) {
  try {
    await step(name, async () => {
      const { passed, failed = 0 } = await work();
      counts.passed += passed;
      return `${passed} passed${failed ? `, ${failed} failed` : ""}`;
    });
  } catch (error) {
    broken.push(name);
    counts.failed += error.failed ?? 1;
    counts.passed += error.passed ?? 0;
    console.error(error.output ?? error.message);
  }
}

/** A check that passes or fails as a whole. */
const check = (name, command, args) => suite(name, () => run(command, args).then(() => ({ passed: 1 })));

/** Runs a command whose output says how many tests passed and failed. */
async function counted(command, args, options, count) {
  try {
    return count(await run(command, args, options));
  } catch (error) {
    throw Object.assign(error, count(error.stdout ?? "", error));
  }
}

const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, [, n]) => total + Number(n), 0);
const cargoCounts = (out) => ({ passed: sum(out, /(\d+) passed/g), failed: sum(out, /(\d+) failed/g) });
const nodeCounts = (out) => ({ passed: sum(out, /^# pass (\d+)/gm), failed: sum(out, /^# fail (\d+)/gm) });

/** The tests of some projects of playwright.config.mjs. */
async function stories(found, ...projects) {
  const report = at("test-results", "report.json");
  rmSync(report, { force: true });
  const env = {
    SHIJU_REPORT: report,
    ...found,
    ...(process.argv.includes("--pictures") ? { SHIJU_PICTURES: "1" } : {}),
  };
  return counted(bin("playwright"), ["test", ...projects.map((name) => `--project=${name}`)], { env }, () => {
    const { stats } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  });
}

await main(async () => {
  await setup();
  const found = await browsersForTests();
  await check("cargo fmt", "cargo", ["fmt", "--all", "--check"]);
  await check("clippy, host", "cargo", ["clippy", "-q", "--workspace", "--all-targets", "--", "-D", "warnings"]);
  await check("clippy, wasm32", "cargo", ["clippy", "-q", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
  await suite("cargo test", () => counted("cargo", ["test", "--workspace"], {}, cargoCounts));
  await buildWasm();
  await buildLib();
  await buildApp();
  await check("biome", bin("biome"), ["check", "--error-on-warnings", "."]);
  await suite("package in Node", () => counted("node", ["--test", "--test-reporter=tap", "tests/packages/"], {}, nodeCounts));
  await suite("page in Chromium", () => stories(found, "page"));
  await suite("core stories in Chromium, Firefox and WebKit", () => stories(found, "chromium", "firefox", "webkit"));
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  if (broken.length) throw new Told(`Failed: ${broken.join(", ")}`);
});

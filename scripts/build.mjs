// Builds everything: the wasm module and its data, the package (www/lib/dist), the page (www/app/dist; in one file, www/app/dist/shiju.html).
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { at, bin, main, run, step, written } from "./lib.mjs";
import { setup } from "./setup.mjs";

const made = at("target", "bindgen");
const out = at("www", "lib", "dist", "wasm");
const module = at("target", "wasm32-unknown-unknown", "release", "shiju.wasm");

/** The wasm module, its glue and its data in www/lib/dist/wasm. */
export async function buildWasm() {
  await step("wasm module (cargo, release)", () =>
    run("cargo", ["build", "--release", "--lib", "--target", "wasm32-unknown-unknown"]),
  );
  await step("wasm glue", async () => {
    const glue = `${out}/glue.js`;
    if (written(glue) >= written(module)) return "unchanged";
    await run("cargo", ["run", "-q", "-p", "bindgen", "--", module, made]);
    mkdirSync(out, { recursive: true });
    // Wrapped, so that every call gives bindings of its own and two analyzers share nothing.
    const code = readFileSync(`${made}/shiju.js`, "utf8");
    writeFileSync(glue, `export function glue() {\n${code}\nreturn wasm_bindgen;\n}\n`);
    copyFileSync(at("www", "lib", "src", "wasm", "glue.d.ts"), `${out}/glue.d.ts`);
  });
  await step("wasm-opt", async () => {
    const optimised = `${out}/shiju.wasm`;
    if (written(optimised) >= written(`${made}/shiju_bg.wasm`)) return "unchanged";
    // No feature flags: -all rewrites the module into one that engines refuse.
    await run(bin("wasm-opt"), ["-O3", `${made}/shiju_bg.wasm`, "-o", optimised]);
    return `${(statSync(optimised).size / 1024).toFixed(0)} KB`;
  });
  await step("lexicon and model", () => run("cargo", ["run", "-q", "-p", "assets", "--", out]));
}

/** The package: plain ES modules and their types. */
export async function buildLib() {
  await step("package shiju (tsc)", () => run(bin("tsc"), ["-p", at("www", "lib")]));
}

/** The page. */
export async function buildApp() {
  await step("page: types (tsc)", () => run(bin("tsc"), ["-p", at("www", "app"), "--noEmit"]));
  await step("page (vite)", () => run(bin("vite"), ["build", at("www", "app"), "--logLevel", "warn"]));
  await step("page in one file (vite)", async () => {
    const config = at("www", "app", "vite.single.config.ts");
    await run(bin("vite"), ["build", at("www", "app"), "--config", config, "--logLevel", "warn"]);
    return `${(statSync(at("www", "app", "dist", "shiju.html")).size / 1024).toFixed(0)} KB`;
  });
}

/** All of it. */
export async function build() {
  await buildWasm();
  await buildLib();
  await buildApp();
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith("scripts/build.mjs")) {
  await main(async () => {
    if (process.argv.includes("--clean")) rmSync(at("www", "lib", "dist"), { recursive: true, force: true });
    await setup();
    await build();
  });
}

// Builds everything: the wasm module and its data, the package (www/lib/dist), the page (www/app/dist; in one file, www/app/dist/shiju.html).
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { at, bin, main, run, step, written } from "./lib.mjs";
import { setup } from "./setup.mjs";

const made = at("target", "bindgen");
const out = at("www", "lib", "dist", "wasm");
const module = at("target", "wasm32-unknown-unknown", "module", "shiju.wasm");

/** A cdylib alone: beside an rlib every function counts as exported, and nothing that is never called is left out. */
export const moduleBuild = [
  "rustc",
  "--profile",
  "module",
  "--lib",
  "--crate-type",
  "cdylib",
  "--target",
  "wasm32-unknown-unknown",
];

/**
 * For wasm-opt. No feature flags: -all rewrites the module into one that engines refuse. Large functions are not merged into
 * their only caller: an engine takes a second for one of 170 KB once it is hot, and the first page waits.
 */
export const moduleFlags = ["-O3", "--one-caller-inline-max-function-size=50"];

/** The module for pages, and the one with the command line. */
const modules = { "shiju.wasm": "shiju_bg.wasm", "command.wasm": "command_bg.wasm" };

/** The wasm modules, their glue and their data in www/lib/dist/wasm. */
export async function buildWasm() {
  await step("wasm module (cargo)", () => run("cargo", moduleBuild));
  await step("wasm glue", async () => {
    const glue = `${out}/glue.js`;
    if (written(glue) >= written(module)) return "unchanged";
    await run("cargo", ["run", "-q", "-p", "bindgen", "--", module, made]);
    mkdirSync(out, { recursive: true });
    // Wrapped, so that every call gives bindings of its own and two analyzers share nothing.
    const code = readFileSync(`${made}/shiju.js`, "utf8");
    writeFileSync(glue, `export function glue() {\n${code}\nreturn wasm_bindgen;\n}\n`);
  });
  await step("wasm-opt", async () => {
    const old = Object.entries(modules).filter(([module, from]) => written(`${out}/${module}`) < written(`${made}/${from}`));
    if (old.length === 0) return "unchanged";
    await Promise.all(
      old.map(([module, from]) => run(bin("wasm-opt"), [...moduleFlags, `${made}/${from}`, "-o", `${out}/${module}`])),
    );
    return `${(statSync(`${out}/shiju.wasm`).size / 1024).toFixed(0)} KB`;
  });
  await step("lexicon and model", () => run("cargo", ["run", "-q", "-p", "assets", "--", out]));
}

/** Module, lexicon and model as text, for `shiju/inline`. */
function pack() {
  const packed = `${out}/packed.js`;
  const files = { wasm: "shiju.wasm", lexicon: "lexicon.bin", model: "model.bin" };
  if (Object.values(files).every((file) => written(packed) >= written(`${out}/${file}`))) return "unchanged";
  const base64 = (file) => gzipSync(readFileSync(`${out}/${file}`), { level: 9 }).toString("base64");
  writeFileSync(
    packed,
    Object.entries(files)
      .map(([name, file]) => `export const ${name} = "${base64(file)}";\n`)
      .join(""),
  );
  return `${(statSync(packed).size / 1e6).toFixed(1)} MB`;
}

/** What is one file: the worker, so that it can be copied or served alone, and the script for pages without modules. */
async function bundle() {
  const { build: esbuild } = await import("esbuild");
  const dist = at("www", "lib", "dist");
  const common = { bundle: true, target: "es2022", logLevel: "error", allowOverwrite: true };
  await esbuild({
    ...common,
    entryPoints: [`${dist}/worker.js`],
    outfile: `${dist}/worker.js`,
    format: "esm",
    footer: { js: "export {};" },
  });
  const inside = {
    name: "inside",
    setup: ({ onResolve }) => onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: `${dist}/inline.js` })),
  };
  await esbuild({
    ...common,
    entryPoints: [`${dist}/iife.js`],
    outfile: `${dist}/shiju.iife.js`,
    format: "iife",
    globalName: "shiju",
    minify: true,
    plugins: [inside],
  });
}

/** The package: plain ES modules and their types; one script with everything inside; the papers that go with it. */
export async function buildLib() {
  await step("package shiju (tsc)", async () => {
    await run(bin("tsc"), ["-p", at("www", "lib")]);
    for (const types of ["glue", "packed"])
      copyFileSync(at("www", "lib", "src", "wasm", `${types}.d.ts`), `${out}/${types}.d.ts`);
    copyFileSync(at("www", "lib", "widget.html"), at("www", "lib", "dist", "widget.html"));
    chmodSync(at("www", "lib", "dist", "bin.js"), 0o755);
    for (const paper of ["README.md", "CHANGELOG.md", "THIRD-PARTY-NOTICES", "LICENSE-MIT", "LICENSE-APACHE"]) {
      copyFileSync(at(paper), at("www", "lib", paper));
    }
  });
  await step("package shiju: one file (gzip, esbuild)", async () => {
    const said = pack();
    await bundle();
    return said;
  });
}

/** The page. */
export async function buildApp() {
  await step("page: types (tsc)", async () => {
    await run(bin("tsc"), ["-p", at("www", "app"), "--noEmit"]);
    await run(bin("tsc"), ["-p", at("www", "app", "src", "offline"), "--noEmit"]);
  });
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

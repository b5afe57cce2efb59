// `npm run release:check`: all that must hold before a release, tried without publishing anything.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { buildLib, buildWasm, moduleBuild } from "./build.mjs";
import { at, bin, main, run, step, Told } from "./lib.mjs";
import { notices, noticesFile } from "./notices.mjs";
import { setup } from "./setup.mjs";

const read = (...parts) => readFileSync(at(...parts), "utf8");
const json = (...parts) => JSON.parse(read(...parts));
const lib = at("www", "lib");

/** Every place that says a version says this one. */
function versions() {
  const version = /^version = "(.+)"$/m.exec(read("Cargo.toml"))[1];
  const said = {
    "package.json": json("package.json").version,
    "www/lib/package.json": json("www", "lib", "package.json").version,
    "www/lib/src/version.ts": /"(.+)"/.exec(read("www", "lib", "src", "version.ts"))[1],
    "www/app/package.json": json("www", "app", "package.json").version,
    "www/extension/manifest.json": json("www", "extension", "manifest.json").version,
    "src/model.rs (SCHEMA)": /SCHEMA: &str = "(.+)"/.exec(read("src", "model.rs"))[1],
  };
  const others = Object.entries(said).filter(([, other]) => other !== version);
  if (others.length)
    throw new Told(others.map(([file, other]) => `${file} says ${other}, Cargo.toml says ${version}`).join("\n"));
  return version;
}

function changelog(version) {
  const heading = new RegExp(`^## ${version.replaceAll(".", "\\.")}\\b`, "m");
  if (!heading.test(read("CHANGELOG.md"))) throw new Told(`CHANGELOG.md has no heading "## ${version}".`);
}

async function licences() {
  if (!existsSync(noticesFile) || (await notices()) !== readFileSync(noticesFile, "utf8")) {
    throw new Told("THIRD-PARTY-NOTICES is not what is shipped: node scripts/notices.mjs writes it anew.");
  }
}

/** What is allowed on crates.io, packed. */
const CRATE_LIMIT = 10_000_000;

async function crate(version) {
  const args = ["package", "-p", "shiju", "--offline", "--no-verify", "--allow-dirty"];
  const files = (await run("cargo", [...args, "--list"])).trim().split("\n");
  const odd = files.filter((file) => /^(www|node_modules|target|scripts|docs|tests|benches|tools)\//.test(file));
  if (odd.length) throw new Told(`these do not belong into the crate:\n${odd.join("\n")}`);
  await run("cargo", args);
  const packed = readFileSync(at("target", "package", `shiju-${version}.crate`)).length;
  if (packed > CRATE_LIMIT) throw new Told(`the crate has ${packed} bytes, crates.io takes ${CRATE_LIMIT}`);
  return `${files.length} files, ${(packed / 1e6).toFixed(1)} MB`;
}

const required = [
  "package.json",
  "README.md",
  "CHANGELOG.md",
  "THIRD-PARTY-NOTICES",
  "LICENSE-MIT",
  "LICENSE-APACHE",
  ...["index", "node", "inline", "element", "highlight", "widget", "worker"].flatMap((name) => [
    `dist/${name}.js`,
    `dist/${name}.d.ts`,
  ]),
  ...["shiju.iife.js", "bin.js", "widget.html", "wasm/shiju.wasm", "wasm/command.wasm", "wasm/lexicon.bin", "wasm/model.bin"].map(
    (name) => `dist/${name}`,
  ),
];

async function tarball() {
  const [{ files, size }] = JSON.parse(await run("npm", ["pack", "--dry-run", "--json", "--silent"], { cwd: lib }));
  const names = files.map(({ path }) => path);
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length) throw new Told(`the tarball lacks ${missing.join(", ")}`);
  const odd = names.filter((name) => !required.includes(name) && !/^dist\/[\w/.-]+\.(js|d\.ts)$/.test(name));
  if (odd.length) throw new Told(`these do not belong into the tarball: ${odd.join(", ")}`);
  console.log(`\n${files.map(({ path, size }) => `    ${String(size).padStart(9)}  ${path}`).join("\n")}`);
  return `${names.length} files, ${(size / 1e6).toFixed(1)} MB`;
}

async function lint() {
  const { publint } = await import("publint");
  const { formatMessage } = await import("publint/utils");
  const { messages, pkg } = await publint({ pkgDir: lib, strict: true });
  if (messages.length) throw new Told(messages.map((message) => formatMessage(message, pkg)).join("\n"));
}

/** The types as every way of resolving sees them. The package has ES modules only. */
async function types() {
  const files = ["wasm", "lexicon", "model", "package.json"];
  await run(bin("attw"), ["--pack", lib, "--profile", "esm-only", "--no-emoji", "--exclude-entrypoints", ...files]);
}

/** Two builds from nothing give the same bytes. */
async function reproducible() {
  const module = async (folder) => {
    const target = at("target", folder);
    rmSync(target, { recursive: true, force: true });
    await run("cargo", moduleBuild, { env: { CARGO_TARGET_DIR: target } });
    const made = `${target}/bindgen`;
    await run("cargo", ["run", "-q", "-p", "bindgen", "--", `${target}/wasm32-unknown-unknown/module/shiju.wasm`, made]);
    return createHash("sha256")
      .update(readFileSync(`${made}/shiju_bg.wasm`))
      .update(readFileSync(`${made}/shiju.js`))
      .digest("hex");
  };
  const [first, second] = [await module("reproduce-1"), await module("reproduce-2")];
  for (const folder of ["reproduce-1", "reproduce-2"]) rmSync(at("target", folder), { recursive: true });
  if (first !== second) throw new Told(`two builds differ: ${first}, ${second}`);
  return first.slice(0, 16);
}

await main(async () => {
  await setup();
  await buildWasm();
  await buildLib();
  let version;
  await step("versions", () => {
    version = versions();
    return version;
  });
  await step("changelog", () => changelog(version));
  await step("licences of what is shipped", licences);
  await step("crate (cargo package)", () => crate(version));
  await step("tarball (npm pack)", tarball);
  await step("publint", lint);
  await step("attw", types);
  await step("sizes", () => run("node", [at("benches", "sizes.mjs")]));
  await step("the same module twice", reproducible);
});

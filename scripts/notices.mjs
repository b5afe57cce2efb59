// THIRD-PARTY-NOTICES: the licences of everything that is shipped, with their texts. `node scripts/notices.mjs` writes it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { at, main, run, Told } from "./lib.mjs";

export const noticesFile = at("THIRD-PARTY-NOTICES");

/** What may be shipped. Of an expression with OR, one side is enough. */
const allowed = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "Unlicense",
  "Unicode-3.0",
  "Zlib",
  "CC0-1.0",
]);

/** The crates that are linked into the module or the native program. */
async function crates() {
  const { packages, resolve } = JSON.parse(await run("cargo", ["metadata", "--format-version", "1", "--offline"]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const root = packages.find((one) => one.name === "shiju" && one.source === null).id;
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(shipped)) visit(pkg);
  };
  visit(root);
  return packages
    .filter(({ id }) => found.has(id) && id !== root)
    .map(({ name, version, license, repository, manifest_path }) => ({
      name,
      version,
      license: license.replaceAll("/", " OR "),
      home: repository,
      folder: path.dirname(manifest_path),
    }));
}

/** Licences that packages name by less than their SPDX name, read in their files. */
const read = { duck: "BSD-2-Clause" };

/** Linked, not only built with; on a platform that shiju is built for. */
const shipped = ({ kind, target }) => kind === null && !/windows|hermit|wasi|redox|fuchsia/.test(target ?? "");

/** The npm packages that the page carries, and what they need. */
function npmPackages() {
  const found = new Map();
  const visit = (name, within) => {
    const folder = [path.join(within, "node_modules", name), at("node_modules", name)].find((one) => existsSync(one));
    if (!folder) throw new Told(`${name} is not installed: npm install`);
    if (name === "shiju" || found.has(folder)) return;
    const { version, license, dependencies = {}, repository } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    found.set(folder, { name, version, license: read[name] ?? license, home: repository?.url ?? repository, folder });
    for (const needed of Object.keys(dependencies)) visit(needed, folder);
  };
  const { dependencies, devDependencies = {} } = JSON.parse(readFileSync(at("www", "app", "package.json"), "utf8"));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) visit(name, at("www", "app"));
  return [...found.values()];
}

/** What the tables of data/ say of themselves. */
function data() {
  const files = readdirSync(at("data"), { recursive: true }).filter((file) => /\.(tsv|toml)$/.test(file));
  return files.sort().flatMap((file) => {
    const head = /^(?:#(?: .*)?\n)+/.exec(readFileSync(at("data", file), "utf8"))?.[0] ?? "";
    const source = head.replaceAll(/^# ?/gm, "").trim();
    return /Source:/.test(source) && !/written for this project|own compilation/.test(source) ? [`data/${file}\n${source}`] : [];
  });
}

function licenceTexts(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|unlicense|notice)/i.test(file));
  // One of the two is enough; MIT is the shorter.
  const mit = files.filter((file) => /mit/i.test(file));
  return (mit.length ? mit : files).map((file) => readFileSync(path.join(folder, file), "utf8").trim());
}

function requireAllowed({ name, license }) {
  const sides = license.replaceAll(/[()]/g, "").split(/ OR /);
  const good = sides.some((side) => side.split(/ AND /).every((one) => allowed.has(one.trim())));
  if (!good) throw new Told(`${name}: the licence ${license} is not one that may be shipped.`);
}

const rule = "-".repeat(80);

function section({ name, version, license, home }) {
  return [`${name} ${version}`, `Licence: ${license}`, home ?? ""].filter(Boolean).join("\n");
}

/** The text of the file. */
export async function notices() {
  const parts = [...(await crates()), ...npmPackages()].sort((a, b) => (a.name < b.name ? -1 : 1));
  parts.forEach(requireAllowed);
  const texts = new Map();
  for (const part of parts) {
    for (const text of licenceTexts(part.folder)) texts.set(text, [...(texts.get(text) ?? []), part]);
  }
  const bodies = [...texts].map(([text, of]) => `${rule}\n${of.map(({ name }) => name).join(", ")}\n${rule}\n${text}\n`);
  return `Third-party notices of shiju

What the wasm module, the native program, the package and the page carry of others. Made by scripts/notices.mjs.

${parts.map(section).join("\n\n")}

Data
${rule}
${data().join("\n\n")}

Texts of the licences

${bodies.join("\n")}`;
}

if (process.argv[1] === import.meta.filename) await main(async () => writeFileSync(noticesFile, await notices()));

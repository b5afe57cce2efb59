// Every code sample of the documentation is run: scripts and pages in Chromium, those for Node in Node, commands in a shell.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { serve } from "./serve.mjs";

const root = path.join(import.meta.dirname, "..", "..");
const dist = path.join(root, "www", "lib", "dist");
const folder = mkdtempSync(path.join(tmpdir(), "shiju-docs-"));

const pages = ["README.md", ...["docs", "docs/zh"].flatMap((dir) => markdown(dir))];

function markdown(dir) {
  const files = readdirSync(path.join(root, dir)).filter((file) => file.endsWith(".md") && file !== "api.md");
  return files.map((file) => `${dir}/${file}`);
}

/** The samples of a page, each with its language and the line that it begins at. */
function samples(file) {
  const text = readFileSync(path.join(root, file), "utf8");
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map(({ 1: lang, 2: more, 3: code, index }) => ({
    name: `${file}:${text.slice(0, index).split("\n").length}`,
    lang: `${lang}${more}`.trim(),
    code,
  }));
}

const all = pages.flatMap(samples);
const of = (lang) => all.filter((sample) => sample.lang === lang);

const importMap = `<script type="importmap">${JSON.stringify({
  imports: {
    shiju: "/shiju/index.js",
    ...Object.fromEntries(["inline", "element", "highlight"].map((entry) => [`shiju/${entry}`, `/shiju/${entry}.js`])),
  },
})}</script>`;
const head = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">`;
const body = "<main><article><p>江苏宏岳精密机械股份有限公司投资7亿元。</p></article><textarea></textarea></main>";

let server;

test.beforeAll(async () => {
  server = await serve((address) =>
    address.startsWith("/shiju/") ? path.join(dist, address.slice(7)) : path.join(folder, "site", address),
  );
  mkdirSync(path.join(folder, "site"));
  const articles = path.join(folder, "articles");
  mkdirSync(articles);
  for (const file of ["article.txt", "other.txt", "articles/a.txt"]) writeFileSync(path.join(folder, file), "总投资3亿元。\n");
  // What `npm install` would leave: a program by its name.
  mkdirSync(path.join(folder, "bin"));
  chmodSync(path.join(dist, "bin.js"), 0o755);
  symlinkSync(path.join(dist, "bin.js"), path.join(folder, "bin", "shiju"));
});

test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Opens a page; whatever it throws or prints as an error or a warning fails. */
async function opens(page, name, html) {
  const said = [];
  page.on("console", (message) => message.type() !== "debug" && message.type() !== "log" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  writeFileSync(path.join(folder, "site", "page.html"), html);
  await page.goto(`${server.origin}/page.html`);
  await page.waitForFunction(() => window.done).catch((error) => expect(said, `${name}: ${error.message}`).toEqual([]));
  expect(said, name).toEqual([]);
}

for (const { name, code } of of("js")) {
  test(`${name} runs`, async ({ page }) => {
    // What a page has at hand, and what it says when the sample has come to its end.
    const around = `const text = "总投资12亿元。"; window.text = text;`;
    const script = /^import/m.test(code) || !/^\(async/m.test(code) ? `${code}\nwindow.done = true;` : finished(code);
    const plain = !/^import/m.test(code);
    const tag = plain ? "<script>" : `<script type="module">`;
    await opens(page, name, `${head}${importMap}${body}<script>${around}</script>${tag}${script}</script>`);
  });
}

/** A function that is called at once, with what says that it has ended. */
const finished = (code) => `${code.trim().replace(/;$/, "")}.then(() => { window.done = true; });`;

for (const { name, code } of of("html")) {
  test(`${name} is a page that works`, async ({ page }) => {
    const ends = `<script>
      const end = () => { window.done = true; };
      addEventListener("shiju-analyzed", end);
      addEventListener("shiju-error", (event) => { throw event.detail; });
      addEventListener("message", ({ data }) => data.shiju === "analyzed" && end());
      console.debug = end;
    </script>`;
    await opens(page, name, `${head}${ends}${code.replace("ORIGIN", server.origin)}`);
  });
}

for (const { name, code } of of("js node")) {
  test(`${name} runs in Node`, () => {
    execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
  });
}

/** Commands that build, serve or install are run by the scripts' own tests and by every release. */
const elsewhere = /^(npm|cargo) /;

for (const { name, code } of of("sh")) {
  const commands = code.split("\n").filter((line) => line && !elsewhere.test(line));
  if (!commands.length) continue;
  test(`${name}: the commands succeed`, () => {
    test.setTimeout(120_000);
    const script = commands.join("\n").replaceAll("npx shiju", "shiju");
    const env = { ...process.env, PATH: `${path.join(folder, "bin")}:${process.env.PATH}` };
    execFileSync("bash", ["--norc", "-euo", "pipefail", "-c", script], { cwd: folder, env });
  });
}

test("no sample is in a language that nothing runs", () => {
  const run = ["js", "html", "js node", "sh", "text"];
  expect(all.filter(({ lang }) => !run.includes(lang)).map(({ name, lang }) => `${name} ${lang}`)).toEqual([]);
});

// The packed tarball, installed and used: by each bundler, without one, from another origin, as a plain script.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import nodeResolve from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import { build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";
import { serve } from "./serve.mjs";
import { install } from "./tarball.mjs";

const project = mkdtempSync(path.join(tmpdir(), "shiju-bundlers-"));
const at = (...parts) => path.join(project, ...parts);
const main = at("main.js");

/** What an embedder would write. */
const code = `
import { createAnalyzer, formatFigure, toCSV } from "shiju";
import { highlight } from "shiju/highlight";
import "shiju/element";
const analyzer = await createAnalyzer();
const { figures, ...rest } = await analyzer.analyze("临江新区签约12个项目，总投资58.2亿元。");
const marking = await highlight(document.querySelector("p"), { analyzer });
window.result = {
  mode: analyzer.mode,
  figures: figures.map((figure) => formatFigure(figure)),
  csv: toCSV({ figures, ...rest }, "figures").split("\\n").length,
  marked: marking.analysis.figures.length,
};
`;
const page = (script) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>app</title><p>总投资3亿元。</p>${script}`;
const moduleScript = (src) => page(`<script type="module" src="${src}"></script>`);

let installed;
let host;
let elsewhere;

test.beforeAll(async () => {
  installed = install(project);
  writeFileSync(main, code);
  host = await serve(at("site"));
  elsewhere = await serve(installed, { "access-control-allow-origin": "*" });
});

test.afterAll(async () => {
  await Promise.all([host?.close(), elsewhere?.close()]);
  rmSync(project, { recursive: true });
});

/** Opens a page of the site and gives what the app left there; the console stays empty. */
async function result(browserPage, address) {
  const said = [];
  browserPage.on("console", (message) => said.push(message.text()));
  browserPage.on("pageerror", (error) => said.push(String(error)));
  await browserPage.goto(`${host.origin}/${address}`);
  await browserPage.waitForFunction(() => window.result).catch((error) => expect(said, error.message).toEqual([]));
  expect(said, "the console stayed empty").toEqual([]);
  return browserPage.evaluate(() => window.result);
}

/** A page and what stands beside it. */
function site(folder, html) {
  mkdirSync(at("site", folder), { recursive: true });
  writeFileSync(at("site", folder, "index.html"), html);
  return at("site", folder);
}

const inWorker = { mode: "worker", figures: ["12个", "58.2亿元"], csv: 4, marked: 1 };
const inThread = { ...inWorker, mode: "thread" };

test("Vite, under a base path", async ({ page: tab }) => {
  mkdirSync(at("vite"));
  writeFileSync(at("vite", "index.html"), moduleScript("/main.js"));
  cpSync(main, at("vite", "main.js"));
  await vite({
    root: at("vite"),
    base: "/vite/sub/",
    build: { outDir: at("site", "vite", "sub"), target: "es2022" },
    logLevel: "error",
  });
  expect(await result(tab, "vite/sub/index.html")).toEqual(inWorker);
});

test("webpack", async ({ page: tab }) => {
  const out = site("webpack", moduleScript("main.js"));
  const config = {
    mode: "production",
    context: project,
    entry: main,
    output: { path: out, filename: "main.js", publicPath: "auto" },
    performance: false,
  };
  const stats = await new Promise((resolve, reject) => webpack(config, (error, done) => (error ? reject(error) : resolve(done))));
  expect(stats.toJson({ all: false, errors: true, warnings: true })).toMatchObject({ errors: [], warnings: [] });
  expect(await result(tab, "webpack/index.html")).toEqual(inWorker);
});

test("Rollup, with a plugin for assets", async ({ page: tab }) => {
  const dir = site("rollup", moduleScript("main.js"));
  const bundle = await rollup({ input: main, plugins: [nodeResolve({ browser: true }), importMetaAssets()] });
  await bundle.write({ dir, entryFileNames: "main.js" });
  expect(await result(tab, "rollup/index.html")).toEqual(inWorker);
});

test("esbuild, the package's files copied beside the bundle", async ({ page: tab }) => {
  const outdir = site("esbuild", moduleScript("main.js"));
  await esbuild({ entryPoints: [main], outdir, bundle: true, format: "esm", logLevel: "error" });
  cpSync(path.join(installed, "dist", "wasm"), path.join(outdir, "wasm"), { recursive: true });
  cpSync(path.join(installed, "dist", "worker.js"), path.join(outdir, "worker.js"));
  expect(await result(tab, "esbuild/index.html")).toEqual(inWorker);
});

test("esbuild, everything inside one file", async ({ page: tab }) => {
  const outdir = site("inline", page(`<script src="main.js"></script>`));
  const body = `import { createAnalyzer, formatFigure } from "shiju/inline";
(async () => {
  const analyzer = await createAnalyzer();
  const { figures } = await analyzer.analyze("总投资58.2亿元。");
  window.result = { mode: analyzer.mode, figures: figures.map((figure) => formatFigure(figure)) };
})();`;
  writeFileSync(at("inline.js"), body);
  await esbuild({
    entryPoints: [at("inline.js")],
    outfile: path.join(outdir, "main.js"),
    bundle: true,
    format: "iife",
    logLevel: "error",
  });
  expect(await result(tab, "inline/index.html")).toEqual({ mode: "thread", figures: ["58.2亿元"] });
});

const imported = code.replaceAll(/"shiju(\/\w+)?"/g, (_, entry) => `"PACKAGE/dist${entry ?? "/index"}.js"`);

test("no bundler: a module script", async ({ page: tab }) => {
  const folder = site("plain", page(`<script type="module">${imported.replaceAll("PACKAGE", ".")}</script>`));
  cpSync(path.join(installed, "dist"), path.join(folder, "dist"), { recursive: true });
  expect(await result(tab, "plain/index.html")).toEqual(inWorker);
});

test("from another origin: no worker can be had, so the thread does the work", async ({ page: tab }) => {
  site("elsewhere", page(`<script type="module">${imported.replaceAll("PACKAGE", elsewhere.origin)}</script>`));
  expect(await result(tab, "elsewhere/index.html")).toEqual(inThread);
});

test("a plain script from another origin gives a global", async ({ page: tab }) => {
  const script = code
    .replaceAll(/^import .*$/gm, "")
    .replace("const analyzer", "(async () => { const { createAnalyzer, formatFigure, toCSV, highlight } = shiju; const analyzer");
  site("script", page(`<script src="${elsewhere.origin}/dist/shiju.iife.js"></script><script>${script}})();</script>`));
  expect(await result(tab, "script/index.html")).toEqual(inThread);
});

/** What a page that is rendered on a server imports there. */
const onServer = `
import { formatValue } from "shiju";
import { highlight } from "shiju/highlight";
import { ShijuArticle } from "shiju/element";
console.log(JSON.stringify([formatValue(3e8, "CNY", "zh", "money"), typeof highlight, typeof ShijuArticle]));
`;
const rendered = ["3亿元", "function", "function"];
const printed = (file) => JSON.parse(execFileSync(process.execPath, [file]).toString());

test("on a server, bundled by Vite: importing does nothing harmful", async () => {
  writeFileSync(at("server.js"), onServer);
  const outDir = at("vite-server");
  await vite({ root: project, build: { ssr: at("server.js"), outDir }, ssr: { noExternal: true }, logLevel: "error" });
  expect(printed(path.join(outDir, "server.js"))).toEqual(rendered);
});

test("on a server, bundled by webpack: importing does nothing harmful", async () => {
  writeFileSync(at("server.js"), onServer);
  const config = {
    mode: "production",
    target: "node20",
    context: project,
    entry: at("server.js"),
    experiments: { outputModule: true },
    output: { path: at("webpack-server"), filename: "server.mjs", module: true, chunkFormat: "module" },
    performance: false,
  };
  const stats = await new Promise((resolve, reject) => webpack(config, (error, done) => (error ? reject(error) : resolve(done))));
  expect(stats.toJson({ all: false, errors: true, warnings: true })).toMatchObject({ errors: [], warnings: [] });
  expect(printed(at("webpack-server", "server.mjs"))).toEqual(rendered);
});

// What a reader waits for, measured in Chromium on the built package and page.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { at, Told } from "../scripts/lib.mjs";
import { raw } from "./texts.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const FOLDERS = { "/lib/": at("www", "lib", "dist"), "/": at("www", "app", "dist") };

/** Milliseconds and megabytes by what they measure; null where it could not be measured. */
export async function browser() {
  const { chromium } = await import("@playwright/test");
  if (!existsSync(at("www", "app", "dist", "index.html"))) throw new Told("there is no build to measure: npm run build");
  const server = await served();
  const origin = `http://localhost:${server.address().port}`;
  const executablePath = process.env.SHIJU_CHROMIUM ?? "/usr/bin/chromium";
  const chrome = await chromium.launch({ ...(existsSync(executablePath) ? { executablePath } : {}), args: FLAGS });
  try {
    const blank = `${origin}/blank.html`;
    const variants = Array.from({ length: 14 }, (_, i) => raw(6000, 4 * i));
    return {
      ...(await inPage(chrome, blank, engine, { variants, long: raw(50_000) })),
      memoryAfterPage: await inPage(chrome, blank, memory, raw(6000)),
      memoryAfterMegabyte: await inPage(chrome, blank, memory, raw(350_000)),
      firstHighlight: await firstHighlight(chrome, origin),
    };
  } finally {
    await chrome.close();
    server.close();
  }
}

/** Serves the built folders, isolated so that memory can be measured. */
function served() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const [prefix, folder] = Object.entries(FOLDERS).find(([prefix]) => pathname.startsWith(prefix));
    const file = path.join(folder, pathname.slice(prefix.length) || "index.html");
    const isFile = existsSync(file) && statSync(file).isFile();
    response.writeHead(isFile || pathname === "/blank.html" ? 200 : 404, {
      "content-type": TYPES[path.extname(pathname) || ".html"] ?? "application/octet-stream",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(isFile ? readFileSync(file) : "<!doctype html><title>bench</title>");
  });
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

async function inPage(chrome, url, work, given) {
  const page = await chrome.newPage();
  await page.goto(url);
  const found = await page.evaluate(work, given);
  await page.close();
  return found;
}

/** Runs in the page. */
async function engine({ variants, long }) {
  const { createAnalyzer } = await import("/lib/index.js");
  const bytes = async (name) => new Uint8Array(await (await fetch(`/lib/wasm/${name}`)).arrayBuffer());
  const [wasm, lexicon, model] = await Promise.all(["shiju.wasm", "lexicon.bin", "model.bin"].map(bytes));
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const timed = async (work) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const repeated = async (times, work) => {
    const all = [];
    for (let i = 0; i < times; i++) all.push(await timed(() => work(i)));
    return median(all);
  };
  let shiju;
  const first = await timed(async () => {
    shiju = await createAnalyzer({ worker: false, assets: { wasm, lexicon, model } });
    await shiju.analyze(variants[0]);
  });
  // Two texts by turns: the answer to the last one is kept.
  await repeated(20, (i) => shiju.analyze(variants[i % 2]));
  const known = await repeated(20, (i) => shiju.analyze(variants[i % 2]));
  const again = await repeated(20, () => shiju.analyze(variants[1]));
  const fresh = await repeated(12, (i) => shiju.analyze(variants[i + 2]));
  await shiju.analyze(long);
  const edit = await repeated(5, (i) => shiju.analyze(`${long.slice(0, 25_000)}${i}${long.slice(25_000)}`));
  return { known, again, fresh, first, edit };
}

/** Megabytes after a text; runs in the page. The files come from their addresses, as in every page: bytes that an analyzer is given it keeps. */
async function memory(text) {
  const { createAnalyzer } = await import("/lib/index.js");
  // The browser's own measure leaves out what the module holds.
  let held;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...args) => {
    const result = await instantiate.apply(WebAssembly, args);
    held = (result.instance ?? result).exports.memory;
    return result;
  };
  const shiju = await createAnalyzer({ worker: false });
  await shiju.analyze(text);
  return ((await performance.measureUserAgentSpecificMemory()).bytes + held.buffer.byteLength) / 1e6;
}

/** From navigation to the first highlight of a pasted page, in a profile that has seen nothing. */
async function firstHighlight(chrome, origin) {
  const context = await chrome.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (CSS.highlights?.size > 0 || document.querySelector("mark")) window.firstHighlight = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  try {
    await page.goto(origin);
    await page.getByRole("textbox").first().fill(raw(6000), { timeout: 5000 });
    const found = await page.waitForFunction(() => window.firstHighlight, undefined, { timeout: 5000 });
    return await found.jsonValue();
  } catch {
    return null;
  } finally {
    await context.close();
  }
}

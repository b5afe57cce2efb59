// Next with the packed tarball: rendered on its server, then taken up by the browser.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { serve } from "./serve.mjs";
import { install } from "./tarball.mjs";

const root = path.join(import.meta.dirname, "..", "..");
let project;
const write = (file, content) => writeFileSync(path.join(project, file), content);

// A build takes the time it takes.
test.setTimeout(180_000);

test.beforeAll(() => {
  mkdirSync(path.join(root, "target"), { recursive: true });
  // Below this house, so that Next and React are found in its node_modules.
  project = mkdtempSync(path.join(root, "target", "next-"));
  install(project);
  mkdirSync(path.join(project, "app"));
  write(
    "app/layout.js",
    `export default function Layout({ children }) {
  return <html lang="zh"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
}`,
  );
  write(
    "app/marked.js",
    `"use client";
import { useEffect, useRef } from "react";
import { createAnalyzer, formatFigure } from "shiju";
import "shiju/element";
import { highlight } from "shiju/highlight";

async function mark(element) {
  const analyzer = await createAnalyzer();
  const { figures } = await analyzer.analyze("临江新区签约12个项目，总投资58.2亿元。");
  const marking = await highlight(element, { analyzer });
  window.result = { mode: analyzer.mode, figures: figures.map((figure) => formatFigure(figure)), marked: marking.analysis.figures.length };
}

export function Marked({ children }) {
  const words = useRef(null);
  useEffect(() => void mark(words.current), []);
  return <p ref={words}>{children}</p>;
}`,
  );
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Builds the site with this page and these settings, opens it, and gives the page's first words and what the browser made of it. */
async function site(tab, page, settings = {}) {
  write("app/page.js", page);
  const config = { output: "export", basePath: "/site", turbopack: { root }, ...settings };
  write("next.config.mjs", `export default ${JSON.stringify(config)};`);
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  execFileSync(process.execPath, [next, "build"], { cwd: project, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  const host = await serve((address) => path.join(project, "out", address.replace(/^\/site/, "")));
  const said = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  await tab.goto(`${host.origin}/site/index.html`);
  await tab.waitForFunction(() => window.result).catch((error) => expect(said, error.message).toEqual([]));
  expect(said, "the console stayed empty").toEqual([]);
  const made = await tab.evaluate(() => [document.querySelector("p").textContent, window.result]);
  await host.close();
  return made;
}

const result = { mode: "worker", figures: ["12个", "58.2亿元"], marked: 1 };

test("Next, with nothing set: importing on its server is harmless, the browser does the work", async ({ page }) => {
  const source = `import { formatValue } from "shiju";
import { Marked } from "./marked";
export default function Page() {
  return <main><Marked>{"总投资" + formatValue(3e8, "CNY", "zh", "money")}</Marked><shiju-article>占地60亩。</shiju-article></main>;
}`;
  expect(await site(page, source)).toEqual(["总投资3亿元", result]);
});

test("Next, the package kept out of the server's bundle: it analyses there too", async ({ page }) => {
  const source = `import { createAnalyzer } from "shiju";
import { Marked } from "./marked";
export default async function Page() {
  const analyzer = await createAnalyzer();
  const { figures } = await analyzer.analyze("总投资3亿元。");
  analyzer.dispose();
  return <Marked>{figures[0].text}</Marked>;
}`;
  expect(await site(page, source, { serverExternalPackages: ["shiju"] })).toEqual(["3亿元", result]);
});

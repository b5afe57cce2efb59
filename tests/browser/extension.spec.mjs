// The browser extension, loaded unpacked; and the package in an extension's page and in its service worker.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { buildExtension } from "../../scripts/extension.mjs";
import { serve } from "./serve.mjs";

const root = path.join(import.meta.dirname, "..", "..");
const made = path.join(root, "www", "extension", "dist");
const folder = mkdtempSync(path.join(tmpdir(), "shiju-extension-"));
const manifestOf = (browser) => JSON.parse(readFileSync(path.join(made, browser, "manifest.json"), "utf8"));

let news;
let context;
let panel;
let bare;

/** The extension as it is built, but that this site is handed over to it: a test cannot click the toolbar. */
function trusting(origin) {
  const out = path.join(folder, "shiju");
  cpSync(path.join(made, "chromium"), out, { recursive: true });
  writeFileSync(
    path.join(out, "manifest.json"),
    JSON.stringify({ ...manifestOf("chromium"), host_permissions: [`${origin}/*`] }),
  );
  return out;
}

/** An extension of somebody else's, with the package's files as they are. */
function somebodys() {
  const out = path.join(folder, "other");
  cpSync(path.join(root, "www", "lib", "dist"), path.join(out, "dist"), { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: "other",
    version: "1",
    background: { service_worker: "background.js", type: "module" },
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" },
  };
  const code = `import { createAnalyzer, formatFigure } from "./dist/index.js";
globalThis.read = async (text) => {
  const analyzer = await createAnalyzer();
  const { figures } = await analyzer.analyze(text);
  return [analyzer.mode, ...figures.map((figure) => formatFigure(figure))];
};`;
  writeFileSync(path.join(out, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(path.join(out, "background.js"), code);
  writeFileSync(path.join(out, "page.html"), `<!doctype html><script type="module" src="background.js"></script>`);
  return out;
}

test.beforeAll(async () => {
  await buildExtension();
  mkdirSync(path.join(folder, "site"));
  const article = "4月8日，临江高新区签约项目16个，总投资58.2亿元。江苏宏岳精密机械股份有限公司总经理沈若安出席。";
  writeFileSync(
    path.join(folder, "site", "news.html"),
    `<!doctype html><meta charset="utf-8"><title>签约</title><nav>首页</nav><article><p>${article}</p></article>`,
  );
  news = await serve(path.join(folder, "site"));
  const extensions = [trusting(news.origin), somebodys()].join(",");
  const executablePath = process.env.SHIJU_CHROMIUM || undefined;
  context = await chromium.launchPersistentContext(path.join(folder, "profile"), {
    headless: false,
    executablePath,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      `--disable-extensions-except=${extensions}`,
      `--load-extension=${extensions}`,
    ],
  });
  await expect.poll(() => context.serviceWorkers().length).toBe(2);
  const workers = new Map();
  for (const worker of context.serviceWorkers()) {
    workers.set(await worker.evaluate(() => globalThis.chrome.runtime.getManifest().version), worker);
  }
  bare = workers.get("1");
  const [own] = [...workers.values()].filter((worker) => worker !== bare);
  panel = own.url().replace("background.js", "panel.html");
});

test.afterAll(async () => {
  await context?.close();
  await news?.close();
  rmSync(folder, { recursive: true });
});

/** Opens the panel beside a page; it takes that page for the one before the reader. */
async function beside(page, address) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  const article = await context.newPage();
  await article.goto(address);
  await page.addInitScript((url) => {
    const { query } = chrome.tabs;
    chrome.tabs.query = async () => (await query.call(chrome.tabs, {})).filter((tab) => tab.url?.startsWith(url));
  }, address);
  await page.goto(panel);
  return { article, said };
}

test("reads the page, keeps it, opens it again, lets it go", async () => {
  const page = await context.newPage();
  const requests = [];
  const { article, said } = await beside(page, `${news.origin}/news.html`);
  page.on("request", (request) => requests.push(request.url()));
  await expect(page.getByRole("status").first()).toContainText("签约");
  await expect(page.locator("shiju-article")).toContainText("58.2亿元");
  await page.locator("shiju-article summary", { hasText: "数据" }).click();
  await expect(page.locator("shiju-article table").last()).toContainText("58.2亿元");

  await page.getByRole("button", { name: "读这一页" }).click();
  await expect(page.locator("#articles li")).toHaveCount(1);
  await page.reload();
  await page.locator("#articles").getByRole("button", { name: "签约", exact: true }).click();
  await expect(page.locator("shiju-article")).toContainText("58.2亿元");
  await page.getByRole("button", { name: "移除 签约" }).click();
  await expect(page.locator("#library")).toBeHidden();
  expect(requests.filter((url) => !/^(chrome-extension|blob|data):/.test(url))).toEqual([]);
  expect(said).toEqual([]);
  await Promise.all([article.close(), page.close()]);
});

test("reads the selection alone", async () => {
  const page = await context.newPage();
  const { article } = await beside(page, `${news.origin}/news.html`);
  await expect(page.locator("shiju-article")).toBeVisible();
  await page.getByRole("button", { name: "读选中的文字" }).click();
  await expect(page.getByRole("status").first()).toContainText("先在网页上选中文字");
  await article.evaluate(() => {
    const words = document.querySelector("p").firstChild;
    getSelection().setBaseAndExtent(words, 5, words, 24);
  });
  await page.getByRole("button", { name: "读选中的文字" }).click();
  await expect(page.locator("shiju-article")).not.toContainText("沈若安");
  await Promise.all([article.close(), page.close()]);
});

test("a page that was not handed over is told, not read", async () => {
  const page = await context.newPage();
  await page.goto(panel);
  await expect(page.getByRole("status").first()).toContainText("没有交给实据");
  await page.close();
});

test("asks for no host and no network, in either browser", () => {
  for (const browser of ["chromium", "firefox"]) {
    const manifest = manifestOf(browser);
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.permissions).toContain("activeTab");
    expect(manifest.permissions.join()).not.toMatch(/tabs|<all_urls>|webRequest|history/);
    expect(manifest.content_security_policy.extension_pages).toContain("connect-src 'self';");
  }
});

test("the package works in a service worker, in its thread", async () => {
  expect(await bare.evaluate(() => globalThis.read("总投资58.2亿元。"))).toEqual(["thread", "58.2亿元"]);
});

test("the package works in a page of an extension, in a worker", async () => {
  const page = await context.newPage();
  await page.goto(bare.url().replace("background.js", "page.html"));
  await page.waitForFunction(() => globalThis.read);
  expect(await page.evaluate(() => globalThis.read("总投资58.2亿元。"))).toEqual(["worker", "58.2亿元"]);
  await page.close();
});

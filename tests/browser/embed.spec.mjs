// Other people's pages: highlighting in place and <shiju-article>, under the CSP that the docs state.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { expect, test } from "@playwright/test";

const root = join(import.meta.dirname, "..", "..");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };
let server;
let origin;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://host").pathname);
    const file = path.startsWith("/lib/")
      ? join(root, "www", "lib", "dist", path.slice(5))
      : join(import.meta.dirname, "embed", path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
});

test.afterAll(() => new Promise((closed) => server.close(closed)));

let said;
test.beforeEach(async ({ page }) => {
  said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`${origin}/host.html`);
  await page.waitForFunction(() => window.shiju);
});

test.afterEach(() => {
  expect(said, "the console stayed empty").toEqual([]);
});

/** The words under a highlight. */
const painted = (page, layer) => page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map(String), `shiju-${layer}`);

test("marks a foreign page without touching its nodes, and leaves no trace", async ({ page }) => {
  const before = await page.locator("main").innerHTML();
  const text = await page.evaluate(async () => {
    window.marking = await window.shiju.highlight(document.querySelector("main"));
    return window.marking.text;
  });
  expect(text).not.toMatch(/[345]亿元/);
  expect(await painted(page, "money")).toEqual(["58.2亿元"]);
  expect(await painted(page, "company")).toContain("江苏宏岳精密机械股份有限公司");
  expect(await page.locator("main").innerHTML()).toBe(before);

  await page.evaluate(() => window.marking.dispose());
  expect(await painted(page, "money")).toEqual([]);
  const traces = await page.evaluate(() => ({
    sheets: document.adoptedStyleSheets.length,
    cards: document.querySelectorAll("shiju-card, shiju-boxes").length,
    highlights: [...CSS.highlights.keys()].length,
  }));
  expect(traces).toEqual({ sheets: 0, cards: 0, highlights: 0 });
});

test("follows changes of the page", async ({ page }) => {
  await page.evaluate(async () => {
    window.marking = await window.shiju.highlight(document.querySelector("main"));
    document.querySelector("#lead").append("其中外资6000万美元。");
  });
  await expect.poll(() => painted(page, "money")).toEqual(["58.2亿元", "6000万美元"]);
});

test("tells what is known of a mark that is pointed at", async ({ page }) => {
  const at = await page.evaluate(async () => {
    window.marking = await window.shiju.highlight(document.querySelector("main"));
    const [range] = CSS.highlights.get("shiju-money");
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(at.x, at.y);
  await expect(page.locator("shiju-card")).toContainText("58.2亿元");
  await page.keyboard.press("Escape");
  await expect(page.locator("shiju-card [popover]")).toBeHidden();
});

test("draws boxes where the browser has no highlights", async ({ page }) => {
  await page.evaluate(async () => {
    delete CSS.highlights;
    Object.defineProperty(CSS, "highlights", { value: undefined, configurable: true });
    delete window.Highlight;
    window.marking = await window.shiju.highlight(document.querySelector("main"), { types: ["money"] });
  });
  await expect(page.locator("shiju-boxes i.money")).toHaveCount(1);
  await page.evaluate(() => window.marking.dispose());
  await expect(page.locator("shiju-boxes")).toHaveCount(0);
});

test("refuses what is no element of the document, with a code", async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const refused = (root) =>
      window.shiju.highlight(root).then(
        () => "taken",
        (error) => error.code,
      );
    return [await refused(null), await refused(document.createElement("p")), await refused(document.createTextNode("x"))];
  });
  expect(codes).toEqual(["bad-root", "bad-root", "bad-root"]);
});

test("<shiju-article> marks what it wraps, lists it, and cleans up", async ({ page }) => {
  await page.evaluate(async () => {
    const article = document.createElement("shiju-article");
    article.setAttribute("panel", "");
    article.setAttribute("findings", "");
    article.innerHTML = "<p>诺川科技项目总投资1.5亿元,占地60亩。</p>";
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.append(article);
    await analyzed;
  });
  expect(await painted(page, "money")).toEqual(["1.5亿元"]);
  await page.locator("shiju-article summary", { hasText: "数据" }).click();
  await expect(page.locator("shiju-article table").last()).toContainText("1.5亿元");
  await page.locator("shiju-article").evaluate((article) => article.remove());
  expect(await painted(page, "money")).toEqual([]);
  expect(await page.evaluate(() => document.querySelectorAll("shiju-card").length)).toBe(0);
});

test("<shiju-article> shows a text that it is given, never as markup", async ({ page }) => {
  await page.evaluate(async () => {
    const article = document.createElement("shiju-article");
    article.text = "<img src=x onerror=alert(1)>投资2亿元";
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.append(article);
    await analyzed;
  });
  await expect(page.locator("shiju-article img")).toHaveCount(0);
  await expect(page.locator("shiju-article .text")).toHaveText("<img src=x onerror=alert(1)>投资2亿元");
  expect(await painted(page, "money")).toEqual(["2亿元"]);
});

test("two articles share one worker", async ({ page }) => {
  const workers = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.evaluate(async () => {
    const all = ["投资1亿元", "投资3亿元"].map((text) => {
      const article = document.createElement("shiju-article");
      article.text = text;
      const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
      document.body.append(article);
      return analyzed;
    });
    await Promise.all(all);
  });
  expect((await painted(page, "money")).sort()).toEqual(["1亿元", "3亿元"]);
  expect(workers).toHaveLength(1);
});

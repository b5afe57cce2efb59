// Other people's pages: highlighting in place and <shiju-article>, under the CSP that the docs state.
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { traces, wordsUnder } from "./embed/seen.mjs";
import { serve } from "./serve.mjs";

const root = join(import.meta.dirname, "..", "..");
let server;
let origin;

test.beforeAll(async () => {
  server = await serve((path) =>
    path.startsWith("/lib/") ? join(root, "www", "lib", "dist", path.slice(5)) : join(import.meta.dirname, "embed", path),
  );
  origin = server.origin;
});

test.afterAll(() => server.close());

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

const painted = (page, layer) => page.evaluate(wordsUnder, layer);

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
  expect(await page.evaluate(traces)).toEqual({ sheets: 0, cards: 0, highlights: 0 });
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

test("a long text that nobody waits for any longer is given up, a short one is not", async ({ page }) => {
  const spawned = await page.evaluate(async () => {
    const { createAnalyzer } = await import("/lib/index.js");
    let count = 0;
    const worker = () => {
      count += 1;
      return new Worker("/lib/worker.js", { type: "module" });
    };
    const analyzer = await createAnalyzer({ worker });
    const counts = [];
    for (const length of [1_000, 400_000]) {
      const controller = new AbortController();
      const call = analyzer.analyze("投资1亿元。".repeat(length / 6), { signal: controller.signal });
      const ended = call.catch((reason) => reason.name);
      controller.abort();
      counts.push(await ended, (await analyzer.analyze("投资3亿元。")).figures.length, count);
    }
    analyzer.dispose();
    return counts;
  });
  expect(spawned).toEqual(["AbortError", 1, 1, "AbortError", 1, 2]);
});

/** What `<shiju-article>` said when it was given these attributes and this text. */
const articleError = (page, attributes, text) =>
  page.evaluate(
    async ([given, words]) => {
      const article = document.createElement("shiju-article");
      for (const [name, value] of Object.entries(given)) article.setAttribute(name, value);
      if (words !== null) article.text = words;
      const failed = new Promise((resolve) =>
        article.addEventListener("shiju-error", (event) => resolve(event.detail), { once: true }),
      );
      document.body.append(article);
      const { name, code, message } = await failed;
      article.remove();
      return [name, code, message];
    },
    [attributes, text],
  );

test("<shiju-article> says what is wrong with what it is given", async ({ page }) => {
  const refused = async (attributes, code, words) => {
    const [name, said, message] = await articleError(page, attributes, "投资2亿元");
    expect([name, said]).toEqual(["ShijuError", code]);
    expect(message).toMatch(words);
  };
  await refused({ types: "moeny" }, "bad-options", /nothing of type "moeny".*money/);
  await refused({ published: "8.5.2024" }, "bad-date", /YYYY-MM-DD/);
});

test("keys go from mark to mark, and a card tells of each", async ({ page }) => {
  await page.evaluate(async () => {
    const article = document.createElement("shiju-article");
    article.setAttribute("types", "money area");
    article.text = "总投资3亿元，占地60亩。";
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    window.selected = [];
    article.addEventListener("shiju-select", (event) => window.selected.push(event.detail?.item.text ?? null));
    document.body.append(article);
    await analyzed;
  });
  await page.locator("shiju-article .body").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("shiju-card [role=status]")).toContainText("3亿元");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(page.locator("shiju-card [role=status]")).toBeHidden();
  expect(await page.evaluate(() => window.selected)).toEqual(["3亿元", "60亩", "3亿元", null]);
  await expect(page.getByRole("group").first()).toHaveAccessibleDescription("左右箭头键逐个查看标记");
});

test("<shiju-article> reads a text from an address, follows its attributes, and takes a text set too early", async ({ page }) => {
  await page.evaluate(async () => {
    const article = document.createElement("shiju-article");
    article.setAttribute("src", "/news.txt");
    window.article = article;
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.append(article);
    await analyzed;
  });
  expect(await painted(page, "money")).toEqual(["7亿元"]);
  expect(await painted(page, "company")).not.toEqual([]);
  await page.evaluate(() => window.article.setAttribute("types", "money"));
  await expect.poll(() => painted(page, "company")).toEqual([]);
  await page.evaluate(() => window.article.setAttribute("panel", ""));
  await expect(page.locator("shiju-article summary", { hasText: "数据" })).toBeVisible();
  await page.evaluate(() => window.article.setAttribute("lang", "en"));
  await expect(page.locator("shiju-article summary", { hasText: "Figures" })).toBeVisible();
  await page.evaluate(() => window.article.remove());

  await page.evaluate(async () => {
    const early = document.createElement("shiju-article");
    Object.defineProperty(early, "text", { value: "投资9亿元", configurable: true, writable: true });
    const analyzed = new Promise((resolve) => early.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.append(early);
    await analyzed;
  });
  expect(await painted(page, "money")).toEqual(["9亿元"]);
});

test("hosts set colours, and reach the parts", async ({ page }) => {
  await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("shiju-article { --shiju-much: rgb(1, 2, 3); } shiju-article::part(table) { color: rgb(4, 5, 6); }");
    document.adoptedStyleSheets.push(sheet);
    const article = document.createElement("shiju-article");
    article.setAttribute("panel", "");
    article.text = "总投资3亿元。";
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.append(article);
    await analyzed;
    article.shadowRoot.querySelector("details").open = true;
  });
  await expect(page.locator("shiju-article table").last()).toHaveCSS("color", "rgb(4, 5, 6)");
  const painted = await page.evaluate(() => {
    const words = document.querySelector("shiju-article").shadowRoot.querySelector(".text");
    return getComputedStyle(words, "::highlight(shiju-money)").textDecorationColor;
  });
  expect(painted).toBe("rgb(1, 2, 3)");
});

test("where there are no popovers, cards are boxes", async ({ page }) => {
  await page.evaluate(async () => {
    delete HTMLElement.prototype.popover;
    window.marking = await window.shiju.highlight(document.querySelector("main"), { types: ["money"] });
    window.marking.step(1);
  });
  await expect(page.locator("shiju-card .card")).toContainText("58.2亿元");
  await page.keyboard.press("Escape");
  await expect(page.locator("shiju-card .card")).toBeHidden();
});

test("a browser too old for style sheets of our kind is told so", async ({ page }) => {
  const refused = await page.evaluate(async () => {
    delete Document.prototype.adoptedStyleSheets;
    return window.shiju.highlight(document.querySelector("main")).catch(({ code, message }) => [code, message]);
  });
  expect(refused).toEqual(["unsupported", expect.stringContaining("browsers of 2023")]);
  expect((await articleError(page, {}, "x"))[1]).toBe("unsupported");
});

test("options that there are not are refused", async ({ page }) => {
  const codes = await page.evaluate(() =>
    Promise.all(
      [{ typs: ["money"] }, { types: ["moeny"] }, { types: "money" }, null].map((options) =>
        window.shiju.highlight(document.querySelector("main"), options).then(
          () => "taken",
          (error) => error.code,
        ),
      ),
    ),
  );
  expect(codes).toEqual(["bad-options", "bad-options", "bad-options", "bad-options"]);
});

test("a policy that forbids WebAssembly is named in the error", async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(`${origin}/strict.html`);
  await page.waitForFunction(() => window.refused);
  expect(await page.evaluate(() => window.refused)).toEqual(["wasm-unavailable", expect.stringContaining("'wasm-unsafe-eval'")]);
  await page.close();
});

test("where connecting is not allowed, the error names the directive", async ({ browser }) => {
  const page = await browser.newPage();
  await page.route("**/lexicon.bin", (route) => route.abort());
  await page.goto(`${origin}/host.html`);
  await page.waitForFunction(() => window.shiju);
  const refused = await page.evaluate(() => window.shiju.createAnalyzer().catch(({ code, message }) => [code, message]));
  expect(refused).toEqual(["asset-unavailable", expect.stringMatching(/lexicon\.bin.*connect-src/)]);
  await page.close();
});

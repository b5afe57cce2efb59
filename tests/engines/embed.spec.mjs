// The package in other people's pages, in every engine, under the policy that the docs state.
import { traces, wordsUnder } from "../browser/embed/seen.mjs";
import { expect, test } from "./stories.mjs";

test.beforeEach(async ({ browser, site }) => {
  await browser.open(`${site.origin}/embed/host.html`);
  await expect.poll(() => browser.run(() => Boolean(window.shiju))).toBe(true);
});

const painted = (browser, layer) => browser.run(wordsUnder, layer);
const card = (browser) =>
  browser.run(() =>
    [...document.querySelectorAll("shiju-card")]
      .map(({ shadowRoot }) => shadowRoot.querySelector(".card"))
      .filter((box) => box.checkVisibility())
      .map((box) => box.textContent)
      .join(),
  );

test("highlight() marks a page, follows its changes, tells of a mark, and leaves no trace", async ({ browser }) => {
  const before = await browser.run(() => document.querySelector("main").innerHTML);
  await browser.run(async () => {
    window.marking = await window.shiju.highlight(document.querySelector("main"));
  });
  expect(await painted(browser, "money")).toEqual(["58.2亿元"]);
  expect(await painted(browser, "company")).toContain("江苏宏岳精密机械股份有限公司");
  expect(await browser.run(() => document.querySelector("main").innerHTML)).toBe(before);
  const [line, x, y] = await browser.run(() => {
    const [range] = CSS.highlights.get("shiju-money");
    const { left, top, width, height } = range.getBoundingClientRect();
    const { textDecorationLine } = getComputedStyle(document.querySelector("#lead"), "::highlight(shiju-money)");
    return [textDecorationLine, left + width / 2, top + height / 2];
  });
  expect(line).toBe("underline");
  await browser.point(x, y);
  await expect.poll(() => card(browser)).toContain("58.2亿元");
  await browser.press("Escape");
  await expect.poll(() => card(browser)).toBe("");
  await browser.run(() => document.querySelector("#lead").append("其中外资6000万美元。"));
  await expect.poll(() => painted(browser, "money")).toEqual(["58.2亿元", "6000万美元"]);
  await browser.run(() => window.marking.dispose());
  expect(await browser.run(traces)).toEqual({ sheets: 0, cards: 0, highlights: 0 });
});

test("<shiju-article> marks, lists, speaks, and goes from mark to mark by keys", async ({ browser }) => {
  await browser.run(async () => {
    const article = document.createElement("shiju-article");
    article.setAttribute("types", "money area");
    article.setAttribute("panel", "");
    article.text = "远帆科技项目总投资3亿元，占地60亩。";
    window.heard = [];
    article.addEventListener("shiju-select", ({ detail }) => window.heard.push(detail?.item.text ?? null));
    const analyzed = new Promise((resolve) => article.addEventListener("shiju-analyzed", resolve, { once: true }));
    document.body.prepend(article);
    await analyzed;
  });
  expect(await painted(browser, "money")).toEqual(["3亿元"]);
  await browser.run(() => document.querySelector("shiju-article").shadowRoot.querySelector(".body").focus());
  await browser.press("ArrowRight");
  await expect.poll(() => card(browser)).toContain("3亿元");
  await browser.press("ArrowRight");
  await browser.press("Escape");
  expect(await browser.run(() => window.heard)).toEqual(["3亿元", "60亩", null]);
  await browser.click(() =>
    [...document.querySelector("shiju-article").shadowRoot.querySelectorAll("summary")].find((summary) =>
      summary.textContent.includes("数据"),
    ),
  );
  await expect
    .poll(() =>
      browser.run(() => document.querySelector("shiju-article").shadowRoot.querySelector("details[open] table")?.textContent),
    )
    .toContain("3亿元");
  const refused = await browser.run(async () => {
    const article = document.querySelector("shiju-article");
    const failed = new Promise((resolve) =>
      article.addEventListener("shiju-error", ({ detail }) => resolve(detail.code), { once: true }),
    );
    article.setAttribute("published", "8.5.2024");
    return failed;
  });
  expect(refused).toBe("bad-date");
  await browser.run(() => document.querySelector("shiju-article").remove());
  expect(await painted(browser, "money")).toEqual([]);
});

test("the analyzer works in a worker here, and says what was wrong", async ({ browser }) => {
  const made = await browser.run(async () => {
    const analyzer = await window.shiju.createAnalyzer();
    const { figures } = await analyzer.analyze("总投资12亿元。");
    const refused = await analyzer.analyze(7).catch(({ code }) => code);
    analyzer.dispose();
    return [analyzer.mode, figures.length, refused, await analyzer.analyze("x").catch(({ code }) => code)];
  });
  expect(made).toEqual(["worker", 1, "bad-text", "disposed"]);
});

// The core stories of the page, in every engine.
import { readFileSync } from "node:fs";
import { expect, Page, test } from "./stories.mjs";

const article = readFileSync(new URL("../packages/texts/signing.txt", import.meta.url), "utf8").trimEnd();
const april =
  "春风里签下一单\n\n2024年4月8日，澄光半导体（苏州）有限公司与云泽高新区签约，总投资12亿元建设高纯石英材料生产基地。";
const july =
  "高纯石英项目开工\n\n2024年7月1日，总投资13亿元的澄光半导体高纯石英材料生产基地项目在云泽高新区正式开工，园区负责人到场。";

const panel = "[role=tabpanel]";

test("a pasted article keeps its text, and its marks can be seen", async ({ browser, site, engine }) => {
  const page = new Page(browser, site);
  await page.open("#figures");
  await page.paste(article);
  await page.shows(panel, /263\.5亿元/);
  expect(await page.text()).toBe(article);
  expect(await page.painted("sj-f-money")).toContain("263.5亿元");
  expect((await page.painted("sj-e-zone")).join()).toContain("临江新区");
  await page.shows("foot-line", /本页未发出任何请求/);
  const lines = await browser.run(() => {
    const line = document.querySelector(".proof .line");
    return ["sj-f-money", "sj-e-company", "sj-x-warning"].map(
      (name) => getComputedStyle(line, `::highlight(${name})`).textDecorationLine,
    );
  });
  expect(lines).toEqual(["underline", "underline", "underline"]);
  // Only Chromium draws a marker's stroke behind the words; elsewhere it would lie over them.
  const stroke = () =>
    getComputedStyle(document.querySelector(".proof .line"), "::highlight(sj-f-money)").textDecorationThickness;
  if (engine !== "chromium") expect(await browser.run(stroke)).toBe("2px");
});

test("what is typed moves the marks, is undone and done again", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open();
  await page.paste(article);
  await expect.poll(() => page.painted("sj-f-money")).toContain("263.5亿元");
  await browser.press("Control+Home");
  await browser.type("No 7");
  await browser.press("Enter");
  await expect.poll(() => page.text()).toBe(`No 7\n${article}`);
  await expect.poll(() => page.painted("sj-f-money")).toContain("263.5亿元");
  await browser.press("Backspace");
  await expect.poll(() => page.text()).toBe(`No 7${article}`);
  for (let i = 0; i < 3; i += 1) await browser.press("Control+z");
  await expect.poll(() => page.text()).toBe(article);
  await browser.press("Control+Shift+Z");
  await expect.poll(() => page.text()).toBe(`No 7${article}`);
  await browser.press("Control+a");
  await browser.press("Backspace");
  await expect.poll(() => page.text()).toBe("");
});

test("a mark that is pointed at opens its card; a row leads to its words", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open("#figures");
  await page.paste(article);
  await page.shows(panel, /263\.5亿元/);
  await expect.poll(() => page.painted("sj-f-money")).toContain("263.5亿元");
  const [x, y] = await browser.run(() => {
    scrollTo(0, 0);
    const [range] = [...CSS.highlights.get("sj-f-money")].filter((words) => String(words) === "263.5亿元");
    const { left, top, width, height } = range.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  await browser.point(x, y);
  await page.shows(".card", /263\.5亿元/);
  await page.clickInRow("12亿元");
  await page.shows(".card", /12亿元/);
  expect(await page.painted("sj-at")).toEqual(["12亿元"]);
  await browser.press("Escape");
  await expect.poll(() => page.count(".card:not([hidden])")).toBe(0);
});

test("a figure and a name are corrected, and both are taken back", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open("#figures");
  await page.paste("2024年5月8日，临江新区与远帆科技有限公司签约，总投资12亿元建设储能电池生产基地，占地300亩。");
  await page.shows(panel, /12亿元/);
  await page.clickInRow("12亿元");
  await page.clickOn(".card summary");
  await page.fill(".card [name=value]", "13.5亿元");
  await page.click(".card button", "改正");
  await page.shows(panel, /13\.5亿元/);
  await page.click("button", "去掉“12亿元”这条更正");
  await page.hides(panel, /13\.5亿元/);
  await page.click("button", "撤销一步");
  await page.shows(panel, /13\.5亿元/);

  await page.load("#entities");
  await page.paste("今天，阿里嘎多三号落户。阿里嘎多三号总投资3亿元。");
  await expect.poll(() => page.painted("sj-f-money")).toEqual(["3亿元"]);
  await browser.run(() => {
    const words = document.querySelector(".proof .line").firstChild;
    document.querySelector(".proof").focus();
    getSelection().setBaseAndExtent(words, 3, words, 9);
  });
  await expect.poll(() => page.count(".card [aria-label='标为…']")).toBe(1);
  await page.fill(".card [aria-label='标为…']", "project");
  await expect.poll(() => page.painted("sj-e-project")).toEqual(["阿里嘎多三号", "阿里嘎多三号"]);
  await page.click("button", "去掉“阿里嘎多三号”这条更正");
  await expect.poll(() => page.painted("sj-e-project")).toEqual([]);
});

test("an article is kept, and found again after a reload or an import", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open();
  await page.paste(article);
  await expect.poll(() => page.painted("sj-f-money")).toContain("263.5亿元");
  await page.click("button", "存入资料库");
  await expect.poll(() => page.count("mast-head button:disabled")).toBe(1);
  await page.click("button", "资料库");
  await page.shows("library-room", /存放在本机浏览器中|资料只留到本页关闭/);
  await expect.poll(() => page.count(".kept li")).toBe(1);
  const stays = await browser.run(() => document.querySelector("library-room").textContent.includes("存放在本机浏览器中"));
  expect(stays, "kept wherever the browser has a place for files").toBe(
    await browser.run(() => Boolean(navigator.storage?.getDirectory)),
  );
  const file = await page.saved("SQLite");
  expect(file.subarray(0, 15).toString()).toBe("SQLite format 3");

  await page.load("#library");
  if (!stays) {
    await page.shows("library-room", /资料库还是空的/);
    await page.hand("导入…", [["x.sqlite", file]]);
  }
  await expect.poll(() => page.count(".kept li")).toBe(1);
  await page.fill("library-room input[type=search]", "不在文中的字");
  await page.shows("library-room", /没有文章含有这些字/);
  await page.fill("library-room input[type=search]", "263.5亿元");
  await page.shows(".kept q", /263\.5亿元/);
  await page.clickOn(".kept li button");
  await expect.poll(() => page.text()).toBe(article);
});

test("one project of two articles is one row; the library leaves as lines and comes back", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open("#library");
  await page.shows("library-room", /资料库还是空的/);
  await page.hand("打开多个文件…", [
    ["april.txt", april],
    ["july.txt", july],
  ]);
  await expect.poll(() => page.count(".kept li")).toBe(2);
  await page.click("[role=tab]", "项目台账");
  await page.shows("tr", /签约 2024-04 → 开工 2024-07/);
  await page.clickInRow("石英");
  await page.shows("library-room", /12亿元 → 13亿元/);
  const lines = await page.saved("JSONL");
  await browser.run(() => {
    location.hash = "#library";
  });
  await page.click("button", "清空资料库");
  await page.shows("library-room", /资料库还是空的/);
  await page.hand("导入…", [["x.jsonl", lines]]);
  await expect.poll(() => page.count(".kept li")).toBe(2);
});

test("a page that was left does not keep the library from the next, nor from itself when it is back", async ({
  browser,
  site,
}) => {
  const page = new Page(browser, site);
  await page.open("#library");
  await page.hand("打开多个文件…", [["april.txt", april]]);
  await expect.poll(() => page.count(".kept li")).toBe(1);
  await page.load("#library");
  await page.shows("library-room", /1 篇|资料库还是空的/);
  await page.hand("打开多个文件…", [["july.txt", july]]);
  await page.shows(".kept", /高纯石英项目开工/);
  await browser.open("about:blank");
  await browser.back();
  await page.shows("library-room", /[12] 篇|资料库还是空的/);
  await page.hand("打开多个文件…", [["again.txt", `${april}又及。`]]);
  await page.shows(".kept", /春风里签下一单/);
});

test("once visited, the page works when nobody serves it", async ({ browser, site }) => {
  const page = new Page(browser, site);
  await page.open();
  await page.paste(july);
  await expect.poll(() => page.painted("sj-f-money")).toEqual(["13亿元"]);
  await browser.run(() => navigator.serviceWorker.ready.then(() => true));
  await site.close();
  await page.load();
  await page.paste(article);
  await expect.poll(() => page.painted("sj-f-money")).toContain("263.5亿元");
});

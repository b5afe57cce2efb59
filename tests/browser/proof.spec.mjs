// The proof: paste, highlight, switch, type, undo, jump.
import {
  article,
  asWorkers,
  chip,
  expect,
  figureButton,
  figureRow,
  open,
  openSample,
  painted,
  panel,
  paste,
  proof,
  test,
  textOf,
  waitForAnalysis,
} from "./story.mjs";

test("a pasted article keeps its text and shows its marks", async ({ page }) => {
  await open(page);
  await paste(page, article.replaceAll("\n", "\r\n"));
  await expect(chip(page, "money")).toBeVisible();
  expect(await textOf(page)).toBe(article);
  const marks = await painted(page);
  expect(marks["sj-f-money"]).toContain("263.5亿元");
  expect(marks["sj-e-zone"]?.join()).toContain("临江新区");
  await expect(page.locator("foot-line")).toContainText("本页未发出任何请求");
});

test.describe("on a first visit, with nothing kept", () => {
  test.use({ serviceWorkers: "block" });

  test("files of the page are told apart from requests", async ({ page }) => {
    page.mayFail = /service ?worker/i;
    await open(page);
    await paste(page, article);
    await expect(chip(page, "money")).toBeVisible();
    const foot = page.locator("foot-line");
    await page.getByRole("button", { name: "存入资料库" }).click();
    await expect(foot).toContainText(/本页未发出任何请求（本站程序文件 \d+ 个除外）/);
    // What carries a query could carry the text, whatever file it names.
    await page.evaluate(() => fetch("./?a"));
    await expect(foot).toContainText(/粘贴后发出 1 次请求（本站程序文件 \d+ 个除外）/);
    await page.evaluate(() => fetch(`${document.querySelector("script[src]").src}?a`));
    await expect(foot).toContainText(/粘贴后发出 2 次请求/);
    await asWorkers(page, () => fetch("/?b"));
    await expect(foot).toContainText(/粘贴后发出 4 次请求/);
  });
});

test("what goes through the service worker is counted as well, the workers' requests too", async ({ page }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.reload();
  await paste(page, article);
  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  const foot = page.locator("foot-line");
  await expect(foot).toContainText(/本页未发出任何请求 ·/);
  await page.evaluate(() => fetch("./?a"));
  await expect(foot).toContainText(/粘贴后发出 1 次请求 ·/);
  await asWorkers(page, () => fetch("/?b"));
  await expect(foot).toContainText(/粘贴后发出 3 次请求 ·/);
});

test("the legend counts, and switches a kind off and on", async ({ page }) => {
  await open(page);
  await paste(page, article);
  const money = chip(page, "money");
  await expect(money).toHaveAttribute("aria-pressed", "true");
  const before = (await painted(page))["sj-f-money"].length;
  await expect(money.locator(".n")).toHaveText(String(before));
  await money.click();
  await expect(money).toHaveAttribute("aria-pressed", "false");
  expect((await painted(page))["sj-f-money"]).toEqual([]);
  await money.click();
  await expect.poll(async () => (await painted(page))["sj-f-money"].length).toBe(before);
});

test("typing moves the marks with their words, and can be undone", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("据了解，");
  await page.keyboard.press("Enter");
  await expect.poll(() => textOf(page)).toBe(`据了解，\n${article}`);
  await waitForAnalysis(page);
  expect((await painted(page))["sj-f-money"]).toContain("263.5亿元");
  await page.keyboard.press("ControlOrMeta+Z");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => textOf(page)).toBe(article);
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect.poll(() => textOf(page)).toBe(`据了解，${article}`);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Backspace");
  await expect.poll(() => textOf(page)).toBe("");
});

test("lines join and part where the keys say so", async ({ page }) => {
  await open(page);
  await proof(page).click();
  await page.keyboard.type("投资3亿元");
  await page.keyboard.press("Enter");
  await page.keyboard.type("占地50亩");
  expect(await textOf(page)).toBe("投资3亿元\n占地50亩");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  expect(await textOf(page)).toBe("投资3亿元占地50亩");
  await page.keyboard.press("Delete");
  expect(await textOf(page)).toBe("投资3亿元地50亩");
});

test("what is copied is the text, not what it looks like", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(article);
  expect(await page.evaluate(async () => (await navigator.clipboard.read())[0].types)).toEqual(["text/plain"]);
});

test("a text pasted over the untouched sample takes its place, and is read from its beginning", async ({ page }) => {
  await openSample(page);
  await paste(page, article);
  expect(await textOf(page)).toBe(article);
  await expect(page.locator(".proof .line").first()).toBeInViewport();
  await page.keyboard.press("ControlOrMeta+Z");
  expect(await textOf(page)).not.toContain(article.slice(0, 20));
});

test("a row leads to its words, and the words to their card", async ({ page }) => {
  await openSample(page, "#figures");
  const row = figureRow(page, "6.8亿元");
  await figureButton(page, "6.8亿元").click();
  const card = page.locator(".card");
  await expect(card).toBeVisible();
  await expect(card).toContainText("6.8亿元");
  await expect(row).toHaveClass(/at/);
  expect((await painted(page))["sj-at"]).toEqual(["6.8亿元"]);
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
});

test("keys go from mark to mark and from panel to panel", async ({ page }) => {
  await openSample(page);
  await page.locator("h1").click();
  await page.keyboard.press("j");
  const first = (await painted(page))["sj-at"];
  expect(first).toHaveLength(1);
  await page.keyboard.press("j");
  expect((await painted(page))["sj-at"]).not.toEqual(first);
  await page.keyboard.press("t");
  await expect(page.getByRole("tab", { name: /数据/ })).toHaveAttribute("aria-selected", "true");
  expect(page.url()).toContain("#figures");
  await page.keyboard.press("/");
  await page.keyboard.type("亩");
  await expect(panel(page).getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeHidden();
});

test("a table is copied as it is filtered", async ({ page }) => {
  await openSample(page, "#figures");
  await panel(page).getByLabel("筛选").fill("6.8亿元");
  await panel(page).getByRole("button", { name: "复制为表格" }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^[^\n]+\n680000000\t[^\n]*$/);
});

test("the date of publication decides what this year is", async ({ page }) => {
  await open(page, "#figures");
  await paste(page, "今年，全区签约项目12个。");
  await page.getByLabel("发布日期").fill("2022-03-04");
  await expect(panel(page)).toContainText("2022");
  await page.getByLabel("发布日期").fill("2019-03-04");
  await expect(panel(page)).toContainText("2019");
});

test("the English interface is complete and remembered", async ({ page }) => {
  await openSample(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("tab", { name: /Figures/ })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.getByRole("tab", { name: /Figures/ })).toBeVisible();
});

/** What of the interface a reader can see or hear, the article itself aside. */
const interfaceText = (page) =>
  page.evaluate(() => {
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (element.closest(".proof, textarea, mast-head nav, h1, script")) continue;
      if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
      else for (const name of ["aria-label", "placeholder", "title"]) said.push(node.getAttribute(name) ?? "");
    }
    return said.filter((text) => text.trim());
  });

test("in English nothing but the words of the article is Chinese, in any view", async ({ page }) => {
  await openSample(page);
  await page.getByRole("button", { name: "English" }).click();
  const text = await textOf(page);
  const known = text.normalize("NFKC").replace(/\s/g, "");
  // A post is told with its body before it, so that words of the article may follow one another that do not there.
  const isOfArticle = (words) => {
    const ends = [0];
    for (let to = 2; to <= words.length; to += 1)
      if (ends.some((from) => to - from > 1 && known.includes(words.slice(from, to)))) ends.push(to);
    return ends.at(-1) === words.length || known.includes(words);
  };
  // Where a place lies is told by its own name, whatever the article calls it.
  const isChinese = (said) =>
    !said.includes("›") && (said.match(/\p{Script=Han}+/gu) ?? []).some((words) => !isOfArticle(words.normalize("NFKC")));
  const stranger = async () => (await interfaceText(page)).filter(isChinese);
  const go = (to) => page.evaluate((hash) => Object.assign(location, { hash }), to);
  for (const name of ["overview", "figures", "entities", "projects", "timeline", "findings", "page", "compare"]) {
    await go(name);
    await expect(page.locator(`#tab-${name}`)).toHaveAttribute("aria-selected", "true");
    if (name === "compare") {
      await page.getByLabel("The other text").fill(
        text
          .replace("12亿元", "21亿元")
          .replace("橙光", "澄光")
          .replace(/.*新能源.*/, ""),
      );
      await expect(panel(page)).toContainText("The figures differ");
    }
    expect(await stranger(), name).toEqual([]);
  }
  await go("entities");
  await panel(page).getByRole("row", { name: /远岫/ }).first().getByRole("button").first().click();
  await expect(page.locator(".card")).toBeVisible();
  expect(await stranger(), "card").toEqual([]);
  await page.getByRole("button", { name: "Keep in the library" }).click();
  for (const name of ["articles", "ledger", "board", "sums", "companies", "people"]) {
    await go(`library/${name}`);
    await expect(page.locator(`#shelf-${name}`)).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("#shelf :is(table, .board, .kept, .rates)").first()).toBeVisible();
    expect(await stranger(), name).toEqual([]);
  }
});

test("the sheet of keys tells the same keys in both languages", async ({ page }) => {
  await openSample(page);
  const keys = async (label) => {
    await page.getByRole("button", { name: label }).click();
    const told = await page.locator("key-sheet kbd").allTextContents();
    await page.keyboard.press("Escape");
    return told;
  };
  const zh = await keys("快捷键");
  expect(zh.length).toBeGreaterThan(8);
  await page.getByRole("button", { name: "English" }).click();
  expect(await keys("Keys")).toEqual(zh);
});

test("a card opens where no bar lies over it, and the tab at hand is in view", async ({ page }) => {
  await openSample(page);
  await page.getByRole("button", { name: "English" }).click();
  await page.evaluate(() => Object.assign(location, { hash: "compare" }));
  await expect(page.locator("#tab-compare")).toBeInViewport({ ratio: 1 });
  await page.evaluate(() => Object.assign(location, { hash: "entities" }));
  await expect(page.locator("#tab-entities")).toBeInViewport({ ratio: 1 });
  const row = panel(page).getByRole("row", { name: /远岫/ }).first();
  await row.getByRole("button").first().click();
  await expect(page.locator(".card")).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() => {
        const place = (name) => document.querySelector(name).getBoundingClientRect();
        return place(".card").top >= place("mark-legend").bottom && place(".card").bottom <= place("foot-line").top;
      }),
    )
    .toBe(true);
});

test("an input method composes in a line, and over a selection of two", async ({ page, context }) => {
  await open(page);
  await paste(page, "投资3亿元\n占地50亩\n用工80人");
  await waitForAnalysis(page);
  const client = await context.newCDPSession(page);
  const compose = async (spelled, written) => {
    for (let i = 1; i <= spelled.length; i += 1) {
      await client.send("Input.imeSetComposition", { text: spelled.slice(0, i), selectionStart: i, selectionEnd: i });
    }
    await client.send("Input.insertText", { text: written });
  };
  await page.keyboard.press("ControlOrMeta+Home");
  await compose("zong", "总");
  await expect.poll(() => textOf(page)).toBe("总投资3亿元\n占地50亩\n用工80人");
  await expect.poll(async () => (await painted(page))["sj-f-money"]).toEqual(["3亿元"]);
  await page.keyboard.press("Shift+ArrowDown");
  await compose("gong", "共");
  await expect.poll(() => textOf(page)).toMatch(/^总共.*\n用工80人$/);
  await expect.poll(async () => (await painted(page))["sj-f-number"]).toContain("80人");
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("ControlOrMeta+Z");
  expect(await textOf(page)).toBe("投资3亿元\n占地50亩\n用工80人");
});

test("an address leads to a panel, a mark, a project; the way back leads to the list", async ({ page }) => {
  await openSample(page, "#figures");
  await figureButton(page, "6.8亿元").click();
  await expect(page).toHaveURL(/#figures\/\d+$/);
  const address = new URL(page.url()).hash;
  await page.goBack();
  await expect(page).toHaveURL(/#figures$/);
  await page.goForward();
  await expect(page.locator(".card")).toContainText("6.8亿元");
  await page.locator(".card").getByRole("button", { name: "复制链接" }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(address);

  await page.evaluate(() => localStorage.clear());
  await page.goto(`/?again${address}`);
  await expect(page.locator(".card")).toContainText("6.8亿元");
  await expect(figureRow(page, "6.8亿元")).toHaveClass(/at/);
  const go = (hash) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  await go("#projects/2");
  const row = panel(page).getByRole("row", { name: /远岫/ }).first();
  await expect(row).toHaveClass(/at/);
  expect((await painted(page))["sj-at"].join()).toContain("机器人");
  await go("#findings");
  await expect(page.getByRole("tab", { name: /核查/ })).toHaveAttribute("aria-selected", "true");
});

test("what a mark says is copied from its card", async ({ page }) => {
  await openSample(page, "#entities");
  await panel(page)
    .getByRole("row", { name: /孟昭明/ })
    .getByRole("button")
    .click();
  await page.locator(".card").getByRole("button", { name: "复制", exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^孟昭明；人物；.*书记/);
});

test("everything is searched at once, names, figures, findings and the words themselves", async ({ page }) => {
  await openSample(page, "#findings");
  await page.locator("h1").click();
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "在全部结果与原文中查找" });
  await expect(field).toBeFocused();
  await page.keyboard.type("橙光");
  const items = page.locator(".found li");
  await expect(items.filter({ hasText: "主体" })).toHaveCount(1);
  await expect(items.filter({ hasText: "核查" })).toHaveCount(1);
  await items.filter({ hasText: "原文" }).getByRole("button").click();
  expect((await painted(page))["sj-at"]).toEqual(["橙光"]);
  await field.fill("不在文中");
  await expect(items).toHaveCount(0);
});

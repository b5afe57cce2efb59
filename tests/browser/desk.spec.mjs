// The desk: corrections, comparison, timeline.
import { readFile } from "node:fs/promises";
import {
  article,
  chip,
  expect,
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

const select = (page, words) =>
  page.evaluate((text) => {
    const line = [...document.querySelectorAll(".proof .line")].find((l) => l.textContent.includes(text));
    const at = line.textContent.indexOf(text);
    document.querySelector(".proof").focus();
    getSelection().setBaseAndExtent(line.firstChild, at, line.firstChild, at + text.length);
  }, words);

test("a missed name is marked, remembered, and taken back", async ({ page }) => {
  await open(page, "#entities");
  await paste(page, "今天，阿里嘎多三号落户。阿里嘎多三号总投资3亿元。");
  await waitForAnalysis(page);
  await select(page, "阿里嘎多三号");
  await page.getByLabel("标为…").selectOption("项目");
  await expect.poll(async () => (await painted(page))["sj-e-project"]).toEqual(["阿里嘎多三号", "阿里嘎多三号"]);
  await page.reload();
  await paste(page, "阿里嘎多三号开工。");
  await expect(chip(page, "project")).toBeVisible();
  await page.getByRole("button", { name: "去掉“阿里嘎多三号”这条更正" }).click();
  await expect.poll(async () => (await painted(page))["sj-e-project"] ?? []).toEqual([]);
  await page.getByRole("button", { name: "撤销一步" }).click();
  await expect.poll(async () => (await painted(page))["sj-e-project"]).toEqual(["阿里嘎多三号"]);
});

test("a wrong type is changed, and a wrong mark put aside", async ({ page }) => {
  await open(page, "#entities");
  await paste(page, article);
  await panel(page)
    .getByRole("row", { name: /周以宁/ })
    .getByRole("button")
    .click();
  await page.getByLabel("改类型").selectOption("产品");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).toContain("周以宁");
  await panel(page)
    .getByRole("row", { name: /周以宁/ })
    .getByRole("button")
    .click();
  await page.getByLabel("改类型").selectOption("不是主体");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).not.toContain("周以宁");
  await proof(page).blur();
  await page.keyboard.press("u");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).toContain("周以宁");
});

test("a type that is changed holds for the short names as well", async ({ page }) => {
  await openSample(page, "#entities");
  const rows = panel(page).getByRole("row", { name: /^深圳市远岫智能装备股份有限公司|^远岫智能/ });
  await expect(rows).toHaveCount(1);
  await rows.getByRole("button").click();
  await page.getByLabel("改类型").selectOption("机构");
  await expect(rows).toContainText("机构");
  await expect(rows).toHaveCount(1);
  await panel(page).getByRole("button", { name: "撤销一步" }).click();
  await expect(rows).toContainText("企业");
});

test("two versions are compared, and each difference leads to its words", async ({ page }) => {
  await open(page, "#compare");
  await paste(page, article);
  await page.getByLabel("对照文本").fill(article.replace("263.5亿元", "236.5亿元"));
  const difference = panel(page).getByRole("listitem").filter({ hasText: "236.5" }).first();
  await expect(difference).toContainText("263.5");
  await difference.getByRole("button").first().click();
  expect((await painted(page))["sj-at"]?.join()).toContain("263.5");
});

test("what has a date stands in the timeline", async ({ page }) => {
  await openSample(page, "#timeline");
  await expect(panel(page).getByRole("listitem").first()).toContainText(/\d{4}-\d\d/);
  await panel(page).getByRole("listitem").first().getByRole("button").click();
});

test("days without a year wait for the date of publication", async ({ page }) => {
  await open(page, "#timeline");
  await paste(page, "4月15日，云泽高新区签约项目3个，总投资8亿元。");
  await panel(page).getByRole("button", { name: "填写发布日期" }).click();
  const date = page.getByLabel("发布日期");
  await expect(date).toBeFocused();
  await date.fill("2024-04-16");
  await expect(panel(page).getByRole("listitem").first()).toContainText("2024-04-15");
  await expect(panel(page)).not.toContainText("定不下年份");
});

test("files are opened: a web page without its scripts, old encodings", async ({ page }) => {
  await open(page);
  const input = page.locator("input[type=file]");
  const html =
    "<h1>占地</h1><p>总投资<b>3亿元</b></p><script>document.title = 'hit'</script><img src='https://example.invalid/x.png'>";
  await input.setInputFiles({ name: "a.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await expect.poll(() => textOf(page)).toBe("# 占地\n\n总投资3亿元");
  // 总投资5亿元 in GB 18030.
  const gb = Buffer.from("d7dccdb6d7ca35d2dad4aa", "hex");
  await input.setInputFiles({ name: "b.txt", mimeType: "text/plain", buffer: gb });
  await expect.poll(() => textOf(page)).toBe("总投资5亿元");
  await expect(chip(page, "money")).toBeVisible();
  await input.setInputFiles({ name: "c.xyz", mimeType: "application/x-unknown", buffer: gb });
  await expect(page.locator("opening-strip")).toContainText("c.xyz");
  await expect(page.locator("opening-strip .error")).toBeVisible();
});

test("tables are saved as CSV, Excel and JSON", async ({ page }) => {
  await openSample(page, "#figures");
  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await panel(page).getByRole("button", { name, exact: true }).click();
    return readFile(await (await download).path());
  };
  const csv = (await saved("CSV")).toString();
  expect(csv).toContain("\ufeff数值,指标");
  expect(csv).toContain("680000000");
  expect((await saved("XLSX")).subarray(0, 2).toString()).toBe("PK");
  expect(JSON.parse((await saved("JSON")).toString())).toContainEqual(expect.objectContaining({ 数值: 680000000 }));
});

test("once visited, the page works without a network", async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
});

test("beside the page, what is not the page stays what it is", async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await context.setOffline(true);
  await page.goto("./index.html?from=elsewhere#figures");
  await expect(page.locator("#tab-figures")).toHaveAttribute("aria-selected", "true");
  await context.setOffline(false);
  await page.goto("./shiju.html");
  await expect(page.locator("meta[http-equiv]")).toHaveAttribute("content", /connect-src 'none'/);
});

test("a figure is corrected, kept with its article, and the correction is taken back", async ({ page }) => {
  await open(page, "#figures");
  await paste(page, "2024年5月8日，临江新区与远帆科技有限公司签约，总投资12亿元建设储能电池生产基地，占地300亩。");
  await waitForAnalysis(page);
  const row = (name) => panel(page).getByRole("row", { name });
  await row(/12亿元/)
    .getByRole("button")
    .first()
    .click();
  await page.locator(".card summary").click();
  await page.locator(".card [name=value]").fill("什么");
  await page.getByRole("button", { name: "改正" }).click();
  expect(await page.locator(".card [name=value]").evaluate((input) => input.validationMessage)).toContain("12亿元");
  await page.locator(".card [name=value]").fill("13.5亿元");
  await page.locator(".card [name=subject]").fill("远帆科技");
  await page.getByRole("button", { name: "改正" }).click();
  await expect(row(/13\.5亿元/)).toContainText("远帆科技");
  await row(/300亩/).getByRole("button").first().click();
  await page.locator(".card summary").click();
  await page.getByRole("button", { name: "不是数据" }).click();
  await expect(row(/300亩/)).toHaveCount(0);

  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  await page.goto("/#library/ledger");
  await expect(page.getByRole("row", { name: /远帆/ })).toContainText("13.5亿元");
  await page.goto("/#library");
  await page.locator(".kept li button").first().click();
  await page.getByRole("tab", { name: /数据/ }).click();
  await expect(row(/13\.5亿元/)).toContainText("远帆科技");
  await expect(row(/300亩/)).toHaveCount(0);
  await panel(page).getByRole("button", { name: "去掉“12亿元”这条更正" }).click();
  await expect(row(/13\.5亿元/)).toHaveCount(0);
  await panel(page).getByRole("button", { name: "撤销一步" }).click();
  await expect(row(/13\.5亿元/)).toBeVisible();
});

test("the bounds of a name are moved, and a mention is split off", async ({ page }) => {
  await open(page, "#entities");
  await paste(page, article);
  await waitForAnalysis(page);
  const row = panel(page).getByRole("row", { name: /周以宁/ });
  await row.getByRole("button").click();
  await page.getByRole("button", { name: "左边少一字: 以宁" }).click();
  await expect.poll(async () => (await painted(page))["sj-e-person"]).toContain("以宁");
  await panel(page).getByRole("button", { name: "撤销一步" }).click();
  await expect.poll(async () => (await painted(page))["sj-e-person"]).toContain("周以宁");

  const rows = await panel(page).getByRole("row").count();
  const often = panel(page).getByRole("row").nth(1);
  await often.getByRole("button").click();
  await page.getByRole("button", { name: "这一处另有所指" }).click();
  await expect(panel(page).getByRole("row")).toHaveCount(rows + 1);
});

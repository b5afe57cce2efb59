// The desk: corrections, comparison, timeline.
import { article, chip, expect, open, openSample, painted, panel, paste, proof, test, waitForAnalysis } from "./story.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

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
  await panel(page).getByRole("row", { name: /周以宁/ }).getByRole("button").click();
  await page.getByLabel("改类型").selectOption("产品");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).toContain("周以宁");
  await panel(page).getByRole("row", { name: /周以宁/ }).getByRole("button").click();
  await page.getByLabel("改类型").selectOption("不是主体");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).not.toContain("周以宁");
  await proof(page).blur();
  await page.keyboard.press("u");
  await expect.poll(async () => (await painted(page))["sj-e-product"] ?? []).toContain("周以宁");
});

test("two versions are compared, and each difference leads to its words", async ({ page }) => {
  await open(page, "#compare");
  await paste(page, article);
  await page.getByLabel("对照文本").fill(article.replace("263.5亿元", "236.5亿元"));
  const difference = panel(page).getByRole("listitem").filter({ hasText: "236.5" }).first();
  await expect(difference).toContainText("263.5");
  await difference.getByRole("button").click();
  expect((await painted(page))["sj-at"]?.join()).toContain("263.5");
});

test("what has a date stands in the timeline", async ({ page }) => {
  await openSample(page, "#timeline");
  await expect(panel(page).getByRole("listitem").first()).toContainText(/\d{4}-\d\d/);
  await panel(page).getByRole("listitem").first().getByRole("button").click();
});

// The page view: how a paste was understood, and every step of it decided otherwise and back again.
import { accessible, chip, expect, open, panel, paste, proof, test, textOf } from "./story.mjs";

const page1 = `江州日报 2026年1月17日 星期六
江州高新区签下19个项目
江州日报讯(记者 甲乙)1月15日,江州高新区签约19个项目,总投资35亿元,负责人介绍说项目从拿地到开

开工压进45天以内。
产能蕞大的基地今年落户。
临港片区新厂投产
江州日报1月16日讯(记者 丙丁)临港片区一座新厂投产,年产值可达8亿元。
责任编辑:向某`;

const articles = (page) => panel(page).locator(".page-article");
const button = (page, name) => panel(page).getByRole("button", { name });

async function show(page) {
  await open(page, "#page");
  await paste(page, page1);
  await expect(articles(page)).toHaveCount(2);
}

test("articles are cards in order, furniture is grey, joins and changes are marked", async ({ page }) => {
  await show(page);
  await expect(articles(page).nth(0)).toContainText("江州高新区签下19个项目");
  await expect(articles(page).nth(0)).toContainText("2026-01-17（版头）");
  await expect(articles(page).nth(1)).toContainText("2026-01-16（电头）");
  await expect(panel(page).locator(".page-furniture")).toHaveCount(2);
  await articles(page).nth(0).locator("summary").click();
  await expect(articles(page).nth(0).locator(".page-mark")).toHaveText(["接", "重字", "形近→最"]);
  await accessible(page);
});

test("a join and a change are taken back, and made again", async ({ page }) => {
  await show(page);
  await articles(page).nth(0).locator("summary").click();
  const paragraphs = articles(page).nth(0).locator(".read");
  await expect(paragraphs).toHaveCount(2);
  await button(page, /断开这处接合/).click();
  await expect(paragraphs).toHaveCount(3);
  await button(page, /形近.*按原文读/).click();
  await expect(articles(page).nth(0).locator("del")).toHaveCount(0);
  await button(page, "撤销").click();
  await button(page, "撤销").click();
  await expect(paragraphs).toHaveCount(2);
  await button(page, "重做").click();
  await expect(paragraphs).toHaveCount(3);
  await panel(page).locator(".page-decisions").getByRole("button", { name: "取消" }).click();
  await expect(paragraphs).toHaveCount(2);
  expect(await textOf(page)).toBe(page1);
});

test("articles are merged, split, and analysed alone", async ({ page }) => {
  await show(page);
  await button(page, "并入上一篇").click();
  await expect(articles(page)).toHaveCount(1);
  await button(page, "撤销").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(articles(page)).toHaveCount(2);
  await articles(page).nth(0).locator("summary").click();
  await button(page, "从这里另起一篇").last().click();
  await expect(articles(page)).toHaveCount(3);
  await button(page, "恢复自动判断").click();
  await expect(articles(page)).toHaveCount(2);
  await expect(chip(page, "money").locator(".n")).toHaveText("2");
  await articles(page).nth(1).getByRole("button", { name: "只分析这篇" }).click();
  await expect(chip(page, "money").locator(".n")).toHaveText("1");
  await expect(articles(page)).toHaveCount(2);
  // Decisions follow the text as it is edited above them.
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("头");
  await expect(articles(page).nth(1).getByRole("button", { name: "只分析这篇" })).toHaveAttribute("aria-pressed", "true");
  await expect(chip(page, "money").locator(".n")).toHaveText("1");
  await button(page, "分析全部各篇").click();
  await expect(chip(page, "money").locator(".n")).toHaveText("2");
});

test("a line is moved out of the furniture and back", async ({ page }) => {
  await show(page);
  const foot = panel(page).locator(".page-furniture li", { hasText: "责任编辑" });
  await foot.getByRole("button", { name: "是正文" }).click();
  await expect(foot).toHaveCount(0);
  await button(page, "撤销").click();
  await expect(foot).toHaveCount(1);
  await page.getByRole("button", { name: "English" }).click();
  await expect(panel(page)).toContainText("Analyse this one alone");
  await accessible(page);
});

test("edits, decisions about the page and corrections are one history, from wherever it is gone through", async ({ page }) => {
  await show(page);
  const back = async (times, key = "ControlOrMeta+Z") => {
    for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
  };
  const money = chip(page, "money").locator(".n");
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("一二");
  await button(page, "并入上一篇").click();
  await expect(articles(page)).toHaveCount(1);
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("三");
  await page.getByRole("tab", { name: /数据/ }).click();
  await panel(page)
    .getByRole("row", { name: /35亿元/ })
    .getByRole("button")
    .first()
    .click();
  await page.locator(".card summary").click();
  await page.getByRole("button", { name: "不是数据" }).click();
  await expect(panel(page).getByRole("row", { name: /35亿元/ })).toHaveCount(0);
  await page.goto("/#page");
  await expect(articles(page)).toHaveCount(1);
  // The correction, and the last edit: the decision is left.
  await back(1);
  await expect(money).toHaveText("2");
  await back(1);
  expect(await textOf(page)).toBe(`一二${page1}`);
  await expect(articles(page)).toHaveCount(1);
  // The decision, then what was typed before it.
  await button(page, "撤销").click();
  await expect(articles(page)).toHaveCount(2);
  await proof(page).click();
  await back(1);
  expect(await textOf(page)).toBe(page1);
  // And all of it again.
  await back(3, "ControlOrMeta+Shift+Z");
  expect(await textOf(page)).toBe(`三一二${page1}`);
  await expect(articles(page)).toHaveCount(1);
  await expect(button(page, "重做")).toBeEnabled();
  await button(page, "重做").click();
  await expect(button(page, "重做")).toBeDisabled();
  // What is removed takes its decisions along, and brings them back.
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await back(1);
  expect(await textOf(page)).toBe(`三一二${page1}`);
  await expect(articles(page)).toHaveCount(1);
});

test("decisions are kept with the article and come back with it", async ({ page }) => {
  await show(page);
  await button(page, "并入上一篇").click();
  await expect(articles(page)).toHaveCount(1);
  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeDisabled();
  await button(page, "撤销").click();
  await expect(page.getByRole("button", { name: "存入资料库", exact: true })).toBeEnabled();
  await page.goto("/#library");
  await page.reload();
  await page.locator(".kept li button").first().click();
  await expect.poll(() => textOf(page)).toBe(page1);
  await page.getByRole("tab", { name: "版面" }).click();
  await expect(articles(page)).toHaveCount(1);
  await expect(panel(page).locator(".page-decisions li")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  await panel(page).locator(".page-decisions").getByRole("button", { name: "取消" }).click();
  await expect(articles(page)).toHaveCount(2);
});

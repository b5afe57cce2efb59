// The findings: one after another, taken over, put aside, handed on as a check sheet; and two versions side by side.
import { expect, open, painted, panel, paste, proof, test, textOf } from "./story.mjs";

const report = `高新区招商工作汇报

去年，全区共收集企业问题2823个，解决2605个，问题解决率为82.3%。项目占地58亩（约38.7万平方米），下月动工。

园区现有商贸企业80家，上半年实现零售额16亿元，平均每家企业零售额2000万元。新员工人职先上廉政课，入职第一课由纪检干部来讲。
`;

const findings = (page) => panel(page).locator("ol.findings > li");

async function openReport(page) {
  await open(page, "#findings");
  await paste(page, report);
  await expect(findings(page)).toHaveCount(3);
}

test("a suggestion is taken over by a click, and taken back", async ({ page }) => {
  await openReport(page);
  const rate = findings(page).filter({ hasText: "2605个÷2823个=92.28%" });
  await rate.getByRole("button", { name: "2605个", exact: true }).click();
  expect((await painted(page))["sj-at"]?.join()).toContain("2605个");
  await rate.getByRole("button", { name: /采纳 92.3%/ }).click();
  await expect.poll(() => textOf(page)).toContain("问题解决率为92.3%");
  await expect(findings(page)).toHaveCount(2);
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => textOf(page)).toContain("问题解决率为82.3%");
  await expect(findings(page)).toHaveCount(3);
});

test("the check sheet is copied, saved and printed", async ({ page }) => {
  await openReport(page);
  await panel(page).getByRole("button", { name: "复制", exact: true }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^核数单\n高新区招商工作汇报/);
  expect(copied).toContain("2605个÷2823个=92.28%");
  expect(copied).toContain("建议改为: 92.3%");
  const saved = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "下载", exact: true }).click();
  expect((await saved).suggestedFilename()).toBe("核数单.txt");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const sheet = page.locator("article.report");
  await expect(sheet.locator("h1")).toHaveText("核数单");
  await expect(sheet.locator("li")).toHaveCount(3);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(sheet).toHaveCount(0);
});

test("one finding is put aside, a kind is no more looked for, and that is remembered", async ({ page }) => {
  await openReport(page);
  await findings(page).filter({ hasText: "38.7万" }).getByRole("button", { name: "忽略" }).click();
  await expect(findings(page)).toHaveCount(2);
  await findings(page).filter({ hasText: "人职" }).getByRole("button", { name: "不再查此类" }).click();
  await expect(findings(page)).toHaveCount(1);
  await page.reload();
  await paste(page, report);
  await expect(findings(page)).toHaveCount(2);
  await expect(panel(page)).not.toContainText("人职");
  await panel(page).getByRole("button", { name: "恢复已停查的 1 类" }).click();
  await expect(findings(page)).toHaveCount(3);
});

test("what was recalculated and holds is listed on request, each with its place", async ({ page }) => {
  await open(page, "#findings");
  await paste(page, report.replace("82.3%", "92.3%"));
  await expect(findings(page)).toHaveCount(2);
  await panel(page).getByText("核算无误之处").click();
  const held = panel(page).locator("checked-list li").filter({ hasText: "2605个÷2823个=92.3%" });
  await held.getByRole("button").click();
  expect((await painted(page))["sj-at"]?.join()).toContain("92.3%");
});

test("of two versions each difference leads to both places", async ({ page }) => {
  await open(page, "#compare");
  await paste(page, report);
  const other = page.getByLabel("对照文本");
  await other.fill(report.replace("58亩", "85亩"));
  const difference = panel(page).getByRole("listitem").filter({ hasText: "85亩" }).first();
  await difference.getByRole("button", { name: /58/ }).click();
  expect((await painted(page))["sj-at"]?.join()).toContain("58");
  await difference.getByRole("button", { name: /85/ }).click();
  const selected = () => other.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(await selected()).toContain("85");
});

test("two versions are read side by side or as one text, and every passage leads to both places", async ({ page }) => {
  await open(page, "#compare");
  await paste(page, report);
  const other = page.getByLabel("对照文本");
  await other.fill(report.replace("58亩", "85亩"));
  const passage = panel(page).locator(".passages li").filter({ hasText: "85亩" });
  const side = page.getByRole("button", { name: "并排" });
  await expect(side).toHaveAttribute("aria-pressed", "true");
  await expect(passage.locator(".side p")).toHaveText([/58亩/, /85亩/]);
  const unified = page.getByRole("button", { name: "合并" });
  await unified.focus();
  await page.keyboard.press("Enter");
  await expect(passage.locator(".unified")).toContainText("58亩85亩");
  await passage.getByRole("button", { name: "对照稿作“85亩”" }).click();
  const selected = () => other.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(await selected()).toBe("85亩");
  await passage.getByRole("button", { name: "到本稿" }).click();
  expect((await painted(page))["sj-at"]?.join()).toContain("58亩");
  await page.reload();
  await paste(page, report);
  await page.getByRole("tab", { name: "对照" }).click();
  await other.fill(report.replace("58亩", "85亩"));
  await expect(unified).toHaveAttribute("aria-pressed", "true");
});

test("a paragraph that moved is said to have moved, and arrows lead from passage to passage", async ({ page }) => {
  const paragraphs = [
    "江滨高新区举行集中签约仪式，12个项目现场签约，总投资36.5亿元。",
    "深圳铱创科技有限公司投资6亿元建设阳极板项目，占地58亩，计划今年9月开工。",
    "园区已建成标准厂房20万平方米，入驻企业86家，去年实现产值120亿元。",
  ];
  const [news, project, park] = paragraphs;
  await open(page, "#compare");
  await paste(page, paragraphs.join("\n"));
  await page.getByLabel("对照文本").fill([news.replace("36.5", "35.6"), park, project].join("\n"));
  const passages = panel(page).locator(".passages li[data-item]");
  await expect(passages.filter({ hasText: "移动" })).toContainText(/深圳铱创|园区已建成/);
  await passages.first().getByRole("button", { name: "到本稿" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(passages.nth(1).getByRole("button", { name: "到本稿" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(passages.first().getByRole("button", { name: "到本稿" })).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("two versions are read as one text", async ({ page }) => {
    await open(page, "#compare");
    await paste(page, report);
    await page.getByLabel("对照文本").fill(report.replace("58亩", "85亩"));
    await expect(panel(page).locator(".passages .unified").first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing overflows").toBe(390);
  });
});

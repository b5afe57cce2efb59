import { expect, test } from "@playwright/test";

test("a pasted article is analysed", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("文章").fill("近三年，签约项目12个。");
  await expect(page.getByRole("status")).toContainText("数据");
});

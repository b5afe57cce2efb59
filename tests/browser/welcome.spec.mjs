// The first minute, the keys, and a new build.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { article, chip, expect, open, openSample, paste, proof, test, waitForAnalysis } from "./story.mjs";

test("newcomers get a sample and three hints; dismissed, they never come back", async ({ page }) => {
  await openSample(page);
  const hints = page.getByRole("region", { name: "怎样用" });
  await expect(hints.getByRole("listitem")).toHaveCount(3);
  await page.reload();
  await expect(hints).toBeVisible();
  await page.getByRole("button", { name: "知道了" }).click();
  await expect(hints).toHaveCount(0);
  await page.reload();
  await expect(page.locator("foot-line")).toContainText(/v\d/);
  await expect(hints).toHaveCount(0);
});

test("everything is reached by keys", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await waitForAnalysis(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.locator(".card")).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.locator("library-room .kept li")).toHaveCount(1);
  await page.getByRole("tab", { name: /文章/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "项目台账" })).toBeFocused();
  await page.keyboard.press("l");
  await expect(proof(page)).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByRole("tab", { name: /核查/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
});

test("pasting asks nobody for anything", async ({ page }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  // An address that is followed has browsers ask for the icon again, unless the page holds it.
  await page.evaluate(() => {
    location.hash = "#figures";
  });
  await expect(page.getByRole("tab", { name: /数据/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("foot-line")).toContainText("本页未发出任何请求");
});

for (const [width, height] of [
  [412, 823],
  [1440, 900],
]) {
  test(`what is shown first stays where it is, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      window.shifted = 0;
      const add = (list) => {
        for (const { value } of list.getEntries()) window.shifted += value;
      };
      new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    });
    await openSample(page);
    await expect(page.locator("fact-drawer .tabs")).toBeVisible();
    expect(await page.evaluate(() => window.shifted)).toBeLessThan(0.1);
  });
}

test("a new build is told of, and taken when the reader wants it", async ({ page }) => {
  const file = new URL("../../www/app/dist/sw.js", import.meta.url);
  const before = readFileSync(file);
  try {
    await open(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    appendFileSync(file, "// another build\n");
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const told = page.getByRole("button", { name: "有新版本，点此更新" });
    await expect(told).toBeVisible();
    await Promise.all([page.waitForEvent("load"), told.click()]);
    await expect(page.locator("foot-line")).toContainText(/v\d/);
    await expect(told).toHaveCount(0);
  } finally {
    writeFileSync(file, before);
  }
});

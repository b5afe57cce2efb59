// The page in one file: from file://, with everything inside.
import { asWorkers, chip, expect, panel, paste, test, textOf } from "./story.mjs";

const file = new URL("../../www/app/dist/shiju.html", import.meta.url).href;

test.use({ baseURL: file });

test("one file reads an article, keeps it while it is open, and asks nobody for anything", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(file);
  await expect(chip(page, "money")).toBeVisible({ timeout: 60_000 });
  // What is loaded late elsewhere lies in the file as well.
  await page.getByRole("tab", { name: /项目台账/ }).click();
  await panel(page).getByRole("button", { name: "图表" }).click();
  await expect(panel(page).locator("fact-chart svg").first()).toBeVisible();
  await page.getByRole("button", { name: "清空" }).click();
  await paste(page, "5月8日，远帆科技在临江新区签约，总投资12亿元。");
  await expect(page.locator("foot-line")).toContainText("本页未发出任何请求");
  await page.getByRole("tab", { name: /数据/ }).click();
  await expect(panel(page).getByRole("row", { name: /^12亿元 总投资/ })).toBeVisible();
  const saved = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "XLSX" }).click();
  expect((await saved).suggestedFilename()).toMatch(/xlsx$/);
  await page.getByRole("button", { name: "存入资料库" }).click();
  await page.getByRole("button", { name: "资料库", exact: true }).click();
  const room = page.locator("library-room");
  await expect(room).toContainText("资料只留到本页关闭");
  await page.getByLabel("打开多个文件…").setInputFiles([
    { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("临江新区新签一单\n\n总投资8亿元的远岫项目开工。") },
    { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from("江北又添新项目\n\n总投资9亿元的江北钢构项目开工。") },
  ]);
  await expect(room.locator(".kept li")).toHaveCount(3, { timeout: 60_000 });
  await room.locator(".kept li").last().getByRole("button").first().click();
  await expect.poll(() => textOf(page)).toContain("远帆科技");
  expect(asked.filter((url) => !/^(blob|data):/.test(url) && url.split("#")[0] !== file)).toEqual([]);
});

test("one file may ask for nothing", async ({ page }) => {
  await page.goto(file);
  page.mayFail = /Content Security Policy|Refused to connect|violates/;
  const reached = await page.evaluate(() =>
    fetch("https://example.invalid/").then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
  await expect(page.locator("foot-line")).toContainText(/v\d/);
  await page.getByRole("button", { name: "存入资料库" }).click();
  await asWorkers(page, () => fetch("https://example.invalid/").then(Promise.reject.bind(Promise), () => {}));
  const policy = await page.locator("meta[http-equiv]").getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
});

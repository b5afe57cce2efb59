// How it looks: every view is accessible, on paper and at night, on a desk and on a phone; pictures for the docs.
import { mkdirSync, writeFileSync } from "node:fs";
import { accessible, chip, expect, figureButton, open, openSample, panel, test } from "./story.mjs";

// `npm test -- --pictures` makes the docs' pictures anew; otherwise they lie beside the other results.
const folder = process.env.SHIJU_PICTURES ? "docs/images" : "test-results/images";
const images = new URL(`../../${folder}/`, import.meta.url).pathname;
mkdirSync(images, { recursive: true });

/** As WebP, which Playwright does not write: a tenth of the PNG. */
async function picture(page, name) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 75 });
  writeFileSync(`${images}${name}.webp`, Buffer.from(data, "base64"));
  await session.detach();
}

// Looking at every element of every view takes its time.
test.describe.configure({ timeout: 90_000 });

/** Two articles of one project, and one of another. */
const articles = [
  "云泽高新区签下一单\n\n2024年4月8日，澄光半导体（苏州）有限公司与云泽高新区签约，总投资12亿元建设高纯石英材料生产基地。云泽高新区党工委书记孟昭明出席。",
  "高纯石英项目开工\n\n2024年7月1日，总投资13亿元的澄光半导体高纯石英材料生产基地项目在云泽高新区正式开工。云泽高新区党工委书记孟昭明到场。",
  "北湖产业园迎来新项目\n\n2024年5月18日，远岫智能装备股份有限公司与北湖产业园签约，投资6.8亿元建设工业机器人核心零部件项目。",
].map((text, i) => ({ name: `${i + 1}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) }));

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("desk", async ({ page }) => {
      await openSample(page);
      await accessible(page);
      await picture(page, `desk-${colorScheme}`);
    });

    for (const name of ["figures", "entities", "projects", "timeline", "findings", "page", "compare"]) {
      test(`panel ${name}`, async ({ page }) => {
        await openSample(page, `#${name}`);
        await expect(panel(page)).not.toBeEmpty();
        await accessible(page);
        await picture(page, `${name}-${colorScheme}`);
      });
    }

    test("library", async ({ page }) => {
      test.setTimeout(180_000);
      await open(page, "#library");
      await accessible(page);
      await page.getByLabel("打开多个文件…").setInputFiles(articles);
      await expect(page.getByRole("button", { name: "收起" })).toBeVisible({ timeout: 60_000 });
      await page.getByRole("button", { name: "收起" }).click();
      await expect(page.locator(".kept li")).toHaveCount(articles.length);
      await accessible(page);
      await picture(page, `library-${colorScheme}`);
      for (const [name, title] of Object.entries({
        ledger: "项目台账",
        board: "看板",
        sums: "汇总",
        companies: "企业",
        people: "人物",
      })) {
        await page.getByRole("tab", { name: title }).click();
        await expect(page.locator("#shelf :is(table, .board)").first()).toBeVisible();
        await accessible(page);
        await picture(page, `library-${name}-${colorScheme}`);
      }
      await page.getByRole("tab", { name: "项目台账" }).click();
      await page.getByRole("row", { name: /石英/ }).getByRole("button").click();
      await expect(page.locator(".entry")).toBeVisible();
      await accessible(page);
      await picture(page, `library-project-${colorScheme}`);
    });

    test("card", async ({ page }) => {
      await openSample(page, "#figures");
      await figureButton(page, "6.8亿元").click();
      await expect(page.locator(".card")).toBeVisible();
      await accessible(page);
      await picture(page, `card-${colorScheme}`);
    });

    test.describe("phone", () => {
      test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

      test("sheet and drawer", async ({ page }) => {
        await openSample(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing overflows").toBe(390);
        await accessible(page);
        await picture(page, `phone-${colorScheme}`);
        await page.getByRole("button", { name: "资料库", exact: true }).tap();
        await expect(page.locator("library-room")).toContainText("资料库还是空的");
        expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing overflows").toBe(390);
        await accessible(page);
        await picture(page, `phone-library-${colorScheme}`);
        await page.getByRole("button", { name: "文章", exact: true }).tap();
        await page.getByRole("tab", { name: /数据/ }).tap();
        await expect(panel(page)).toBeVisible();
        await accessible(page);
        await picture(page, `phone-drawer-${colorScheme}`);
        await figureButton(page, "6.8亿元").tap();
        await expect(panel(page)).toBeHidden();
        await expect(page.locator(".card")).toBeVisible();
        const place = (name) => page.locator(name).evaluate((element) => element.getBoundingClientRect().toJSON());
        await expect
          .poll(async () => {
            const [card, legend, drawer] = [await place(".card"), await place("mark-legend"), await place("fact-drawer")];
            return card.top >= legend.bottom && card.bottom <= drawer.top;
          })
          .toBe(true);
        // The head scrolls away, and the legend stays.
        await page.evaluate(() => scrollTo(0, 1_000));
        expect((await place("mark-legend")).top).toBe(0);
      });
    });
  });
}

const panels = ["overview", "figures", "entities", "projects", "timeline", "findings", "page", "compare"];
const shelves = ["articles", "ledger", "board", "sums", "companies", "people"];

/** Shows what an address names, without loading the page again. */
const go = (page, hash) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** Looks at every shelf of the library. */
async function eachShelf(page, look) {
  for (const name of shelves) {
    await go(page, `#library/${name}`);
    await expect(page.locator(`#shelf-${name}`)).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("#shelf :is(table, .board, .kept, .rates)").first()).toBeVisible();
    await look(page);
  }
}

/** Nothing is wider than the window. */
const fits = (page) =>
  // What measures itself is laid out again in the frame after the window's.
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "nothing overflows")
    .toBeLessThanOrEqual(0);

for (const colorScheme of ["light", "dark"]) {
  test(`every view in English, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme });
    await openSample(page);
    await page.getByRole("button", { name: "English" }).click();
    for (const name of panels) {
      await go(page, `#${name}`);
      await expect(page.locator(`#tab-${name}`)).toHaveAttribute("aria-selected", "true");
      await accessible(page);
      if (name === "overview" && colorScheme === "light") await picture(page, "english");
    }
    for (const width of [1181, 1180, 1041, 1040, 900, 761, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await fits(page);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: "Keep in the library" }).click();
    await eachShelf(page, accessible);
  });
}

// A window of 1440 by 900 at twice, and of 1280 by 1024 at four times its size: what zooming leaves of it.
for (const [zoom, width, height] of [
  [200, 720, 450],
  [400, 320, 256],
]) {
  test.describe(`at ${zoom} %`, () => {
    test.use({ viewport: { width, height }, deviceScaleFactor: zoom / 100 });

    test("everything is there, nothing overflows", async ({ page }) => {
      test.setTimeout(240_000);
      await openSample(page);
      await fits(page);
      await accessible(page);
      await picture(page, `zoom-${zoom}`);
      for (const name of panels) {
        await page.locator(`#tab-${name}`).click();
        await expect(panel(page)).toBeInViewport();
        await fits(page);
      }
      await page.locator("#tab-figures").click();
      await accessible(page);
      await figureButton(page, "6.8亿元").click();
      await expect(page.locator(".card")).toBeVisible();
      await expect(page.locator(".proof .line", { hasText: "6.8亿元" })).toBeInViewport();
      await fits(page);
      await page.getByRole("button", { name: "存入资料库" }).click();
      await eachShelf(page, fits);
      await accessible(page);
    });
  });
}

test("forced colours leave everything readable", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openSample(page, "#findings");
  await expect(chip(page, "money")).toBeVisible();
  await accessible(page);
  const swatch = page.locator(".chip .swatch").first();
  expect(await swatch.evaluate((element) => getComputedStyle(element).borderBottomStyle)).not.toBe("none");
  const number = panel(page).locator(".number").first();
  expect(await number.evaluate((element) => getComputedStyle(element).color)).not.toBe(
    await number.evaluate((element) => getComputedStyle(element).backgroundColor),
  );
  const painted = await page.evaluate(() => {
    const line = document.querySelector(".proof .line");
    const money = getComputedStyle(line, "::highlight(sj-f-money)");
    return [money.textDecorationThickness, money.backgroundColor, getComputedStyle(line).color];
  });
  expect(painted.slice(0, 2), "the stroke stands below the digits").toEqual(["5px", "rgba(0, 0, 0, 0)"]);
  await picture(page, "forced-colours");
});

test("where motion is not wanted, nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openSample(page, "#entities");
  await page.evaluate(() => {
    window.scrolled = [];
    const { scrollBy } = window;
    window.scrollBy = (options) => {
      window.scrolled.push(options.behavior);
      scrollBy.call(window, options);
    };
  });
  await panel(page)
    .getByRole("row", { name: /孟昭明/ })
    .getByRole("button")
    .click();
  await expect(page.locator(".card")).toBeVisible();
  expect(await page.evaluate(() => [...new Set(window.scrolled)])).toEqual(["instant"]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

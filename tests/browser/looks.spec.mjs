// How it looks: every view is accessible, on paper and at night, on a desk and on a phone; pictures for the docs.
import { mkdirSync } from "node:fs";
import { accessible, chip, expect, openSample, panel, test } from "./story.mjs";

// `npm test -- --pictures` makes the docs' pictures anew; otherwise they lie beside the other results.
const folder = process.env.SHIJU_PICTURES ? "docs/images" : "test-results/images";
const images = new URL(`../../${folder}/`, import.meta.url).pathname;
mkdirSync(images, { recursive: true });
const picture = (page, name) => page.screenshot({ path: `${images}${name}.png` });

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

    test("card", async ({ page }) => {
      await openSample(page, "#figures");
      await page
        .getByRole("row", { name: /6\.8亿元/ })
        .getByRole("button")
        .click();
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
        await page.getByRole("tab", { name: /数据/ }).tap();
        await expect(panel(page)).toBeVisible();
        await accessible(page);
        await picture(page, `phone-drawer-${colorScheme}`);
        await page
          .getByRole("row", { name: /6\.8亿元/ })
          .getByRole("button")
          .tap();
        await expect(panel(page)).toBeHidden();
        await expect(page.locator(".card")).toBeVisible();
      });
    });
  });
}

test("English", async ({ page }) => {
  await openSample(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("tab", { name: /Overview/ })).toBeVisible();
  await accessible(page);
  await picture(page, "english");
});

test("forced colours and reduced motion leave everything readable", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await openSample(page);
  await expect(chip(page, "money")).toBeVisible();
  await accessible(page);
});

// The extension in Firefox, clicked in the toolbar as a person does: the event page opens the sidebar, and the sidebar reads the tab.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildExtension, firefoxId } from "../../scripts/extension.mjs";
import { serve } from "../browser/serve.mjs";
import { expect, test } from "./stories.mjs";

const made = path.join(import.meta.dirname, "..", "..", "www", "extension", "dist", "firefox");
let folder;
let news;

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(path.join(tmpdir(), "shiju-news-"));
  await buildExtension();
  await browser.install(made);
  const article = "4月8日，临江高新区签约项目16个，总投资58.2亿元。江苏宏岳精密机械股份有限公司总经理沈若安出席。";
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>签约</title><nav>首页</nav><article><p>${article}</p></article>`;
  for (const name of ["news.html", "other.html"]) writeFileSync(path.join(folder, name), page);
  news = await serve(folder);
});

test.afterAll(async () => {
  await news.close();
  rmSync(folder, { recursive: true });
});

/** Chooses the extension in the list that the toolbar opens. */
async function chooseInToolbar(browser) {
  await browser.clickInFrame(() => document.querySelector("#unified-extensions-button"));
  const find = (id) =>
    document.querySelector(`#unified-extensions-panel .unified-extensions-item-action-button[data-extensionid="${id}"]`);
  await browser.clickInFrame(find, firefoxId);
}

const status = (browser) => browser.inSidebar(() => document.querySelector("#status")?.textContent ?? "");
const words = (browser) => browser.inSidebar(() => document.querySelector("shiju-article")?.shadowRoot.textContent ?? "");
const kept = (browser) =>
  browser.inSidebar(() => [...document.querySelectorAll("#articles .open")].map((button) => button.textContent));
const press = (browser, button) => browser.inSidebar((css) => document.querySelector(css).click(), button);

test("a click in the toolbar opens the sidebar, which reads the page handed over and keeps it", async ({ browser }) => {
  await browser.open(`${news.origin}/news.html`);
  await chooseInToolbar(browser);
  await expect.poll(() => status(browser)).toMatch(/签约：核查/);
  expect(await words(browser)).toContain("沈若安");
  await expect.poll(() => kept(browser)).toEqual(["签约"]);

  await press(browser, "#selection");
  await expect.poll(() => status(browser)).toContain("先在网页上选中文字");
  await browser.run(() => {
    const line = document.querySelector("p").firstChild;
    getSelection().setBaseAndExtent(line, 5, line, 28);
  });
  await press(browser, "#selection");
  await expect.poll(() => words(browser)).not.toContain("沈若安");
  expect(await words(browser)).toContain("58.2亿元");
  await expect.poll(() => kept(browser)).toEqual(["签约", "签约"]);

  await press(browser, "#articles li:last-child .open");
  await expect.poll(() => words(browser)).toContain("沈若安");
  for (let left = 1; left >= 0; left -= 1) {
    await press(browser, "#articles .remove");
    await expect.poll(() => kept(browser)).toHaveLength(left);
  }

  // Handed over was that page; another is told, not read.
  await browser.open(`${news.origin}/other.html`);
  await press(browser, "#page");
  await expect.poll(() => status(browser)).toContain("没有交给实据");
  expect(await browser.said()).toEqual([]);
});

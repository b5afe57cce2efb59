// The page in an iframe: it reads for the host that its address names, tells its size, and listens to nobody else.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { serve } from "./serve.mjs";

const dist = path.join(import.meta.dirname, "..", "..", "www", "lib", "dist");
const folder = mkdtempSync(path.join(tmpdir(), "shiju-widget-"));
let widgets;
let host;
let stranger;

test.beforeAll(async () => {
  [widgets, host, stranger] = await Promise.all([serve(dist), serve(folder), serve(folder)]);
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>host</title>
<iframe title="实据" src="${widgets.origin}/widget.html?host=${host.origin}"></iframe>
<script>
const told = [];
addEventListener("message", ({ origin, data }) => told.push({ origin, ...data }));
const ask = (message) => document.querySelector("iframe").contentWindow.postMessage(message, "*");
</script>`;
  writeFileSync(path.join(folder, "host.html"), html);
});

test.afterAll(async () => {
  await Promise.all([widgets.close(), host.close(), stranger.close()]);
  rmSync(folder, { recursive: true });
});

const told = (page, kind) => page.evaluate((wanted) => told.filter(({ shiju }) => shiju === wanted), kind);

test("reads for its host, and says how high it is", async ({ page }) => {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${host.origin}/host.html`);
  await expect.poll(async () => (await told(page, "ready")).length).toBe(1);
  await page.evaluate(() => ask({ shiju: "read", id: 7, text: "总投资3亿元，占地60亩。", types: "money" }));
  await expect.poll(async () => (await told(page, "analyzed")).length).toBe(1);
  const [{ origin, id, analysis }] = await told(page, "analyzed");
  expect([origin, id, analysis.figures.map(({ text }) => text)]).toEqual([widgets.origin, 7, ["3亿元", "60亩"]]);
  expect((await told(page, "size")).at(-1).height).toBeGreaterThan(10);

  await page.evaluate(() => ask({ shiju: "read", id: 8, text: 5 }));
  await expect.poll(async () => (await told(page, "error"))[0]).toMatchObject({ id: 8, error: { code: "bad-text" } });
  await page.evaluate(() => ask({ shiju: "read", id: 9, text: "x", published: "tomorrow" }));
  await expect.poll(async () => (await told(page, "error"))[1]).toMatchObject({ id: 9, error: { code: "bad-date" } });
  await page.evaluate(() => ask({ shiju: "dance" }));
  await page.evaluate(() => ask("noise"));
  expect(said).toEqual([]);
});

test("does not speak with a site that its address does not name", async ({ page }) => {
  await page.goto(`${stranger.origin}/host.html`);
  await page.frameLocator("iframe").locator("body").waitFor({ state: "attached" });
  const [, frame] = page.frames();
  await frame.evaluate(() => {
    window.heard = new Promise((done) => addEventListener("message", () => setTimeout(done), { once: true }));
  });
  await page.evaluate(() => ask({ shiju: "read", id: 1, text: "总投资3亿元。" }));
  await frame.evaluate(() => window.heard);
  await expect(page.frameLocator("iframe").locator("shiju-article")).toHaveCount(0);
  expect(await page.evaluate(() => told)).toEqual([]);
});

// What every story shares: an empty profile, a clipboard, a page that is ready, and a console that stays empty.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";

export { expect };

/** A short article with marks of every family. */
export const article = readFileSync(new URL("../packages/texts/signing.txt", import.meta.url), "utf8").trimEnd();

export const test = base.extend({
  permissions: ["clipboard-read", "clipboard-write"],
  page: async ({ page, baseURL }, use) => {
    const said = [];
    const asked = [];
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => said.push(`error: ${error.stack}`));
    page.on("request", (request) => asked.push(request.url()));
    await use(page);
    expect(
      said.filter((line) => !page.mayFail?.test(line)),
      "the console stays empty",
    ).toEqual([]);
    const elsewhere = asked.filter((url) => !url.startsWith(baseURL) && !url.startsWith("blob:") && !url.startsWith("data:"));
    expect(elsewhere, "nothing is asked of other hosts").toEqual([]);
  },
});

/** Opens the page without the sample. */
export async function open(page, hash = "") {
  await page.addInitScript(() => localStorage.setItem("shiju.visited", "1"));
  await page.addInitScript(() => localStorage.setItem("shiju.welcome", "done"));
  await page.goto(`/${hash}`);
  await expect(page.locator("foot-line")).toContainText(/v\d/);
}

/** Opens the page as on a first visit, with the sample. */
export async function openSample(page, hash = "") {
  await page.goto(`/${hash}`);
  await expect(chip(page, "money")).toBeVisible();
}

export const proof = (page) => page.getByRole("textbox", { name: "文章" });
export const chip = (page, kind) => page.locator(`.chip[data-kind=${kind}]`);
/** The row of a figure, and its button that leads to the words. */
export const figureRow = (page, text) => page.getByRole("row", { name: text });
export const figureButton = (page, text) => figureRow(page, text).getByRole("button").first();
export const panel = (page) => page.getByRole("tabpanel");

/** Pastes as a person does: through the clipboard event's default action. */
export async function paste(page, text) {
  await proof(page).click();
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press("ControlOrMeta+V");
}

/** The text as the page has it. */
export const textOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".proof .line")].map((line) => line.textContent).join("\n"));

/** How many ranges each highlight holds. */
export const painted = (page) =>
  page.evaluate(() =>
    Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map((range) => String(range))])),
  );

/** Marks are made a moment after the text; asked again until they are there. */
export async function waitForAnalysis(page) {
  await expect(page.locator("foot-line")).toContainText(/毫秒|ms/);
}

/** Does something in each of the page's two workers: the analyzer's and the library's. */
export async function asWorkers(page, work) {
  const workers = () => page.workers().filter((worker) => /worker|^blob:/.test(worker.url()));
  await expect.poll(() => workers().length).toBe(2);
  await Promise.all(workers().map((worker) => worker.evaluate(work)));
}

export async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n  ")}`,
  );
  expect(told).toEqual([]);
}

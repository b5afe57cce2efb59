// What the stories of every engine share: one browser a run, and for each story a server of its own. Its port makes an origin that
// no story has seen, which is as good as an empty profile. A story ends with an empty console.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { serve } from "../browser/serve.mjs";
import { drive } from "./driver.mjs";

export { expect };

const root = join(import.meta.dirname, "..", "..");
const ears = readFileSync(join(import.meta.dirname, "ears.js"), "utf8");
const hasEars = /^\/(assets\/index-[^/]+|embed\/\w+)\.js$/;

/** The page at the root, the package below /lib/, other people's pages below /embed/. */
function fileOf(address) {
  if (address.startsWith("/lib/")) return join(root, "www", "lib", "dist", address.slice(5));
  if (address.startsWith("/embed/")) return join(root, "tests", "browser", address);
  return join(root, "www", "app", "dist", address);
}

export const test = base.extend({
  engine: ["", { option: true, scope: "worker" }],
  browser: [
    async ({ engine }, use) => {
      const driver = await drive(engine);
      await use(driver);
      await driver.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  site: async ({ browser }, use) => {
    const server = await serve(fileOf, {}, (address) => (hasEars.test(address) ? ears : ""));
    await use(server);
    expect(await browser.said(), "the console stays empty").toEqual([]);
    await browser.open("about:blank");
    await server.close();
  },
});

// What is hidden is not shown, and textContent has it all the same.
// biome-ignore lint/performance/useDomNodeTextContent: see above
const shown = (css) => [...document.querySelectorAll(css)].map((element) => element.innerText).join("\n");

/** The page as the stories speak of it. */
export class Page {
  constructor(browser, site) {
    this.browser = browser;
    this.site = site;
  }

  /** Opens the page, as on a later visit; `hash` names a panel. */
  async open(hash = "") {
    await this.browser.open(`${this.site.origin}/embed/host.html`);
    await this.browser.run(() => {
      localStorage.setItem("shiju.visited", "1");
      localStorage.setItem("shiju.welcome", "done");
    });
    await this.load(hash);
  }

  /** Loads the page anew. */
  async load(hash = "") {
    await this.browser.open("about:blank");
    await this.browser.open(`${this.site.origin}/${hash}`);
    await this.shows("foot-line", /v\d/);
  }

  /** Clicks what is shown, fits the selector, can be pressed, and is named so: by its label or all of its words. */
  click(selector, name) {
    const find = (css, wanted) =>
      [...document.querySelectorAll(css)].find(
        (element) =>
          element.checkVisibility() &&
          !element.disabled &&
          (element.ariaLabel ?? element.textContent.replace(/\s+/g, " ").trim()) === wanted,
      );
    return this.browser.click(find, selector, name);
  }

  /** Clicks the first button in the row that holds these words. */
  clickInRow(words) {
    const find = (wanted) =>
      [...document.querySelectorAll("tr")]
        .find((row) => row.checkVisibility() && row.textContent.includes(wanted))
        ?.querySelector("button");
    return this.browser.click(find, words);
  }

  clickOn(selector) {
    return this.browser.click((css) => document.querySelector(css), selector);
  }

  /** Pastes as a person does: copied from one box, pasted into the proof. */
  async paste(text) {
    await this.browser.run((copied) => {
      const box = document.createElement("textarea");
      box.value = copied;
      document.body.append(box);
      box.select();
    }, text);
    await this.browser.press("Control+c");
    await this.browser.run(() => [...document.querySelectorAll("body > textarea")].pop().remove());
    await this.clickOn(".proof .line");
    await this.browser.press("Control+v");
  }

  /** Fills a field that a label or a selector names, as by typing. */
  fill(selector, value) {
    const work = (css, content) => {
      const field = document.querySelector(css);
      field.value = content;
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    };
    return this.browser.run(work, selector, value);
  }

  /** Hands files to a field that takes files. */
  hand(label, files) {
    const work = (name, given) => {
      const transfer = new DataTransfer();
      for (const [file, content] of given) transfer.items.add(new File([new Uint8Array(content)], file));
      const field = [...document.querySelectorAll("input[type=file]")].find(
        (input) => input.ariaLabel === name || [...input.labels].some((words) => words.textContent.trim() === name),
      );
      field.files = transfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    return this.browser.run(
      work,
      label,
      files.map(([file, content]) => [file, [...Buffer.from(content)]]),
    );
  }

  /** Presses a button that saves; gives the bytes that the reader is handed. */
  async saved(name) {
    await this.browser.run(() => {
      const own = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        URL.createObjectURL = own;
        window.handed = blob.arrayBuffer();
        return own.call(URL, blob);
      };
    });
    await this.click("button", name);
    const bytes = () => this.browser.run(async () => window.handed && [...new Uint8Array(await window.handed)]);
    await expect.poll(bytes).toBeTruthy();
    return Buffer.from(await bytes());
  }

  text() {
    return this.browser.run(() => [...document.querySelectorAll(".proof .line")].map((line) => line.textContent).join("\n"));
  }

  /** The words under each highlight. */
  painted(name) {
    return this.browser.run((layer) => [...(CSS.highlights.get(layer) ?? [])].map(String), name);
  }

  count(selector) {
    return this.browser.run((css) => document.querySelectorAll(css).length, selector);
  }

  /** Waits until the words shown under a selector are these. */
  shows(selector, words) {
    return expect.poll(() => this.browser.run(shown, selector)).toMatch(words);
  }

  hides(selector, words) {
    return expect.poll(() => this.browser.run(shown, selector)).not.toMatch(words);
  }
}

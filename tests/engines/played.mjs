// A browser that Playwright drives: Chromium always, the others where the system has none of their own.
import { chromium, firefox, test, webkit } from "@playwright/test";

const engines = { chromium, firefox, webkit };

export class Played {
  #browser;
  #page;
  #said = [];

  static async start(engine) {
    const played = new Played();
    const { launchOptions } = test.info().project.use;
    played.#browser = await engines[engine].launch(engine === "chromium" ? launchOptions : {});
    played.#page = await played.#browser.newPage({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
    played.#page.on("console", (message) => played.#said.push(`${message.type()}: ${message.text()}`));
    played.#page.on("pageerror", (error) => played.#said.push(`error: ${error.stack}`));
    played.#page.on("dialog", (dialog) => dialog.accept());
    return played;
  }

  open(url) {
    return this.#page.goto(url);
  }

  back() {
    return this.#page.goBack();
  }

  run(work, ...given) {
    return this.#page.evaluate(`(${work})(...${JSON.stringify(given)})`);
  }

  async click(find, ...given) {
    const found = await this.#page.waitForFunction(`(${find})(...${JSON.stringify(given)})`);
    await found.asElement().click();
  }

  point(x, y) {
    return this.#page.mouse.move(x, y);
  }

  press(combination) {
    return this.#page.keyboard.press(combination);
  }

  type(text) {
    return this.#page.keyboard.type(text);
  }

  said() {
    return this.#said.splice(0);
  }

  close() {
    return this.#browser.close();
  }
}

// Firefox, by its own remote control (Marionette: WebDriver's commands over a socket), which can also reach the browser's frame.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { WebDriver } from "./webdriver.mjs";

const settings = {
  "marionette.port": 0,
  "intl.accept_languages": "zh-CN",
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
};

const names = {
  "Navigate To": "WebDriver:Navigate",
  Back: "WebDriver:Back",
  "Execute Async Script": "WebDriver:ExecuteAsyncScript",
  "Element Click": "WebDriver:ElementClick",
  "Perform Actions": "WebDriver:PerformActions",
};

export class Firefox extends WebDriver {
  #process;
  #profile;
  #socket;
  #waiting = new Map();
  #number = 0;
  #wrong = [];

  static async start(program) {
    const firefox = new Firefox();
    await firefox.#start(program);
    return firefox;
  }

  async #start(program) {
    this.#profile = mkdtempSync(path.join(tmpdir(), "shiju-firefox-"));
    const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(path.join(this.#profile, "user.js"), lines.join("\n"));
    const args = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", this.#profile];
    this.#process = spawn(program, args, { stdio: "ignore", env: { ...process.env, HOME: this.#profile } });
    const port = path.join(this.#profile, "MarionetteActivePort");
    while (!existsSync(port) || !readFileSync(port, "utf8")) {
      if (this.#process.exitCode !== null) throw new Error(`Firefox ended with ${this.#process.exitCode}`);
      await pause(50);
    }
    this.#socket = connect(Number(readFileSync(port, "utf8")), "127.0.0.1");
    await this.#listen();
    await this.command("WebDriver:NewSession", { unhandledPromptBehavior: "accept" });
    await this.command("WebDriver:SetWindowRect", { width: 1440, height: 985 });
  }

  /** Messages are JSON with their length before them; the first is a greeting. */
  #listen() {
    let heard = Buffer.alloc(0);
    return new Promise((greeted, failed) => {
      this.#socket.on("error", failed);
      this.#socket.on("data", (data) => {
        heard = Buffer.concat([heard, data]);
        for (let colon = heard.indexOf(":"); colon > 0; colon = heard.indexOf(":")) {
          const end = colon + 1 + Number(heard.subarray(0, colon));
          if (heard.length < end) return;
          const message = JSON.parse(heard.subarray(colon + 1, end));
          heard = heard.subarray(end);
          if (!Array.isArray(message)) greeted();
          else this.#settle(message);
        }
      });
    });
  }

  #settle([, id, error, result]) {
    const { resolve, reject, name } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) reject(new Error(`${name}: ${error.message}`));
    else resolve(result?.value ?? result);
  }

  command(name, parameters = {}) {
    return new Promise((resolve, reject) => {
      this.#number += 1;
      this.#waiting.set(this.#number, { resolve, reject, name });
      const message = Buffer.from(JSON.stringify([0, this.#number, names[name] ?? name, parameters]));
      this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    });
  }

  /** Runs a function in the browser's own frame, which may do everything. */
  inFrame(work, ...given) {
    return this.#framed(() => this.run(work, ...given));
  }

  clickInFrame(find, ...given) {
    return this.#framed(() => this.click(find, ...given));
  }

  async #framed(work) {
    await this.command("Marionette:SetContext", { value: "chrome" });
    try {
      return await work();
    } finally {
      await this.command("Marionette:SetContext", { value: "content" });
    }
  }

  /** Runs a function in the page that the sidebar shows; null while it shows none. */
  inSidebar(work, ...given) {
    const inIt = async (script, values) => {
      const frame = document.getElementById("sidebar").contentDocument?.getElementById("webext-panels-browser");
      const actor = frame?.browsingContext?.currentWindowGlobal?.getActor("MarionetteCommands");
      try {
        return (await actor?.executeScript(script, values, {})) ?? null;
      } catch (thrown) {
        // The sidebar has just gone from one page to the next.
        if (thrown.name === "AbortError") return null;
        throw thrown;
      }
    };
    return this.inFrame(inIt, `return (${work})(...arguments)`, given);
  }

  /** Loads an extension until the browser ends. */
  install(folder) {
    return this.command("Addon:Install", { path: folder, temporary: true });
  }

  /** What still runs or loads when a page is left Firefox stops, and calls that an error: it is no error of the page. */
  async open(url) {
    this.#wrong.push(...(await this.#console()));
    await super.open(url);
    if (url === "about:blank") await this.#console();
  }

  /** What pages and workers did wrong stands in the browser's own console too. */
  async said() {
    return [...(await super.said()), ...this.#wrong.splice(0), ...(await this.#console())];
  }

  #console() {
    return this.inFrame(() => {
      const all = Services.console.getMessageArray();
      Services.console.reset();
      const ofPages = (message) =>
        message instanceof Ci.nsIScriptError && /^(http|blob|moz-extension):?/.test(message.sourceName);
      return all
        .filter(ofPages)
        .map(({ errorMessage, sourceName, lineNumber }) => `${errorMessage} (${sourceName}:${lineNumber})`);
    });
  }

  async close() {
    const gone = new Promise((exit) => this.#process.once("exit", exit));
    await this.command("Marionette:Quit", { flags: ["eForceQuit"] });
    await gone;
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

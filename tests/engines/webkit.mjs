// WebKitGTK's small browser, by its WebDriver, on a screen that nobody sees.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { WebDriver } from "./webdriver.mjs";

const paths = {
  "Navigate To": () => "/url",
  Back: () => "/back",
  "Execute Async Script": () => "/execute/async",
  "Element Click": ({ id }) => `/element/${id}/click`,
  "Perform Actions": () => "/actions",
  "Set Window Rect": () => "/window/rect",
};

export class WebKit extends WebDriver {
  #processes = [];
  #home = mkdtempSync(path.join(tmpdir(), "shiju-webkit-"));
  #session;

  static async start(program) {
    const webkit = new WebKit();
    await webkit.#start(program);
    return webkit;
  }

  async #start(program) {
    const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#processes.push(screen);
    const [number] = await once(screen.stdout, "data");
    const port = await freePort();
    const env = { ...process.env, DISPLAY: `:${String(number).trim()}`, HOME: this.#home, LANGUAGE: "zh_CN" };
    const driver = spawn(program, [`--port=${port}`], { stdio: "ignore", env });
    this.#processes.push(driver);
    this.#session = `http://127.0.0.1:${port}/session`;
    const { sessionId } = await this.#begin();
    this.#session += `/${sessionId}`;
    await this.command("Set Window Rect", { x: 0, y: 0, width: 1440, height: 938 });
  }

  /** The driver needs a moment until it listens. */
  async #begin() {
    const capabilities = { alwaysMatch: { unhandledPromptBehavior: "accept" } };
    for (let patience = 400; ; patience -= 1) {
      try {
        return await this.#ask("POST", "", { capabilities });
      } catch (refused) {
        if (refused.cause?.code !== "ECONNREFUSED" || patience === 0) throw refused;
        await pause(50);
      }
    }
  }

  async #ask(method, address, body) {
    const response = await fetch(this.#session + address, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${address}: ${value.error} ${value.message}`);
    return value;
  }

  command(name, parameters) {
    return this.#ask("POST", paths[name](parameters), parameters);
  }

  async close() {
    await this.#ask("DELETE", "");
    for (const running of this.#processes.toReversed()) {
      running.kill();
      await once(running, "exit");
    }
    rmSync(this.#home, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

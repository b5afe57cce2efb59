/**
 * A browser as the stories use it, whichever it is:
 *
 * - `open(address)`: goes there and waits until the page is loaded; `back()` goes back;
 * - `run(function, ...plain values)`: runs a function in the page, waits for it, and gives its plain result;
 * - `click(function, ...)`: waits until the function gives an element, then clicks it as a person does;
 * - `point(x, y)`: moves the mouse there; `press("Control+v")`: presses keys together; `type(text)`: one after another;
 * - `said()`: what the console was told since it was last asked; `close()`.
 *
 * Questions of pages (confirm) are answered with yes.
 */
import { existsSync } from "node:fs";
import { Firefox } from "./firefox.mjs";
import { Played } from "./played.mjs";
import { WebKit } from "./webkit.mjs";

const own = {
  firefox: [Firefox, "SHIJU_FIREFOX", "/usr/bin/firefox-esr"],
  webkit: [WebKit, "SHIJU_WEBKIT", "/usr/bin/WebKitWebDriver"],
};

/** Starts an engine: the browser of the system where there is one, else the build that Playwright has installed. */
export async function drive(engine) {
  const [Driver, variable, place] = own[engine] ?? [];
  const program = process.env[variable] ?? place;
  if (program && existsSync(program)) return Driver.start(program);
  try {
    return await Played.start(engine);
  } catch (cause) {
    const missing = `There is no ${engine} to test with: run npm test once, which installs it, or set ${variable} to its path.`;
    throw new Error(missing, { cause });
  }
}

// What browsers that speak the WebDriver protocol have in common; how its commands reach them is theirs.
import { setTimeout as pause } from "node:timers/promises";

/** The keys that WebDriver knows by code points of its own. */
const keys = {
  Control: "\ue009",
  Shift: "\ue008",
  Enter: "\ue007",
  Backspace: "\ue003",
  Escape: "\ue00c",
  Home: "\ue011",
  ArrowLeft: "\ue012",
  ArrowRight: "\ue014",
};

const inPage = (work) => `const [given, done] = arguments;
Promise.resolve().then(() => (${work})(...given)).then(
  (value) => done({ value }),
  (thrown) => done({ thrown: String(thrown?.stack || thrown) + " " + String(thrown) }),
);`;

export class WebDriver {
  /** Sends a command of the protocol by its name in the specification; each browser has its own way. */
  async command(name, _parameters) {
    throw new Error(`nobody takes ${name}`);
  }

  open(url) {
    return this.command("Navigate To", { url });
  }

  back() {
    return this.command("Back", {});
  }

  async run(work, ...given) {
    const { value, thrown } = await this.command("Execute Async Script", { script: inPage(work), args: [given] });
    if (thrown) throw new Error(thrown);
    return value;
  }

  async click(find, ...given) {
    for (let patience = 400; ; patience -= 1) {
      const element = await this.run(find, ...given);
      try {
        if (element) return await this.command("Element Click", { id: Object.values(element)[0] });
      } catch (thrown) {
        // The page has drawn it anew between the two commands.
        if (!/stale/.test(thrown.message)) throw thrown;
      }
      if (patience === 0) throw new Error(`nothing to click: ${find} ${given}`);
      await pause(50);
    }
  }

  point(x, y) {
    const actions = [{ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0, origin: "viewport" }];
    return this.#act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }

  press(combination) {
    const values = combination.split("+").map((key) => keys[key] ?? key);
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.toReversed().map((value) => ({ type: "keyUp", value }));
    return this.#act({ type: "key", id: "keys", actions: [...down, ...up] });
  }

  async type(text) {
    for (const key of text) await this.press(key);
  }

  #act(source) {
    return this.command("Perform Actions", { actions: [source] });
  }

  /** What the pages' own ears have heard: see ears.js. */
  said() {
    return this.run(() => {
      const heard = sessionStorage.getItem("heard");
      sessionStorage.removeItem("heard");
      return heard?.trimEnd().split("\n") ?? [];
    });
  }
}

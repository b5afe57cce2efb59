// What a fresh machine lacks: the wasm target, the npm packages and, for the tests, the browsers.
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { at, has, run, step, Told, written } from "./lib.mjs";

/** For building: Rust's wasm target and the npm packages that package-lock.json names. */
export async function setup() {
  if (!(await has("cargo", "--version"))) {
    throw new Told("Rust is missing. Install it from https://rustup.rs, then run this again.");
  }
  await step("Rust target wasm32-unknown-unknown", async () => {
    if (
      (await run("rustc", ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]).then(existing, () => false)) ===
      true
    ) {
      return "already there";
    }
    if (!(await has("rustup", "--version"))) {
      throw new Told("rustup is missing, so the wasm target cannot be added. Install Rust from https://rustup.rs.");
    }
    await run("rustup", ["target", "add", "wasm32-unknown-unknown"]);
  });
  await step("npm packages", async () => {
    const stamp = at("node_modules", ".package-lock.json");
    if (written(stamp) >= written(at("package-lock.json"))) return "already there";
    // Not `npm ci`: it refuses where a mirror lacks the optional packages of other platforms.
    await run("npm", ["install", "--no-save", "--no-audit", "--no-fund"]);
    utimesSync(stamp, new Date(), new Date());
  });
}

const existing = (dir) => existsSync(dir.trim());

/** The browsers of the tests: where each is looked for, and what brings it: apt (Debian, as root), else Playwright. */
const browsers = [
  {
    name: "Chromium",
    build: "chromium",
    variable: "SHIJU_CHROMIUM",
    place: "/usr/bin/chromium",
    packages: ["chromium", "fonts-noto-cjk"],
  },
  { name: "Firefox", build: "firefox", variable: "SHIJU_FIREFOX", place: "/usr/bin/firefox-esr", packages: ["firefox-esr"] },
  {
    name: "WebKit",
    build: "webkit",
    variable: "SHIJU_WEBKIT",
    place: "/usr/bin/WebKitWebDriver",
    packages: ["webkit2gtk-driver", "xvfb"],
  },
];

/** Browsers for the tests; gives, as variables of the environment, where each is, or "" for Playwright's own. */
export async function browsersForTests() {
  const found = {};
  for (const browser of browsers) {
    await step(`${browser.name} for the tests`, async () => {
      const known = process.env[browser.variable] ?? browser.place;
      if (existsSync(known)) {
        found[browser.variable] = known;
        return known;
      }
      found[browser.variable] = await installed(browser);
      return found[browser.variable] ? "installed by apt" : "installed by Playwright";
    });
  }
  return found;
}

let listsRenewed;

async function installed({ name, build, variable, place, packages }) {
  const byApt = isDebian() && process.getuid?.() === 0;
  try {
    if (!byApt) {
      await run("npx", ["playwright", "install", build]);
      return "";
    }
    listsRenewed ??= run("apt-get", ["update", "-q"]).catch(() => {});
    await listsRenewed;
    const quietly = { env: { DEBIAN_FRONTEND: "noninteractive" } };
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], quietly);
    return place;
  } catch (refused) {
    const way = byApt ? `apt-get install ${packages.join(" ")}` : `npx playwright install ${build}`;
    throw new Told(
      `The browser tests need ${name}, and \`${way}\` could not bring it:\n${refused.message}\n` +
        `Install it yourself and set ${variable} to the path of ${name === "WebKit" ? "WebKitWebDriver" : "the program"}.`,
    );
  }
}

function isDebian() {
  return (
    existsSync("/etc/debian_version") &&
    existsSync("/usr/bin/apt-get") &&
    !readFileSync("/etc/debian_version", "utf8").includes("none")
  );
}

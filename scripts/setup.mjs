// What a fresh machine lacks: the wasm target, the npm packages and, for the tests, a Chromium.
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

/** A Chromium for the tests: the system's, else apt's (Debian, as root), else Playwright's own. Gives its path, or "" for Playwright's. */
export async function chromium() {
  const known = process.env.SHIJU_CHROMIUM ?? "/usr/bin/chromium";
  let found = "";
  await step("Chromium for the tests", async () => {
    if (existsSync(known)) {
      found = known;
      return known;
    }
    if (isDebian() && process.getuid?.() === 0) {
      await run("apt-get", ["update", "-q"]).catch(() => {});
      await run("apt-get", ["install", "-y", "-q", "chromium", "fonts-noto-cjk"], { env: { DEBIAN_FRONTEND: "noninteractive" } });
      found = "/usr/bin/chromium";
      return "installed by apt";
    }
    try {
      await run("npx", ["playwright", "install", "chromium"]);
    } catch {
      throw new Told(
        "The browser tests need Chromium, and neither apt (Debian, as root) nor Playwright's installer could bring it.\n" +
          "Install Chromium yourself and set SHIJU_CHROMIUM to its path.",
      );
    }
    return "installed by Playwright";
  });
  return found;
}

function isDebian() {
  return (
    existsSync("/etc/debian_version") &&
    existsSync("/usr/bin/apt-get") &&
    !readFileSync("/etc/debian_version", "utf8").includes("none")
  );
}

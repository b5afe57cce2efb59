import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env.SHIJU_CHROMIUM ?? "/usr/bin/chromium";
const port = Number(process.env.SHIJU_PORT ?? 4179);

export default defineConfig({
  projects: [
    { name: "page", testDir: "tests/browser" },
    ...["chromium", "firefox", "webkit"].map((engine) => ({
      name: engine,
      testDir: "tests/engines",
      // Chromium's extension has its test among the page's; WebKitGTK has none.
      ...(engine === "firefox" ? {} : { testIgnore: "**/extension.spec.mjs" }),
      use: engine === "chromium" ? { engine } : { engine, launchOptions: {} },
    })),
  ],
  // Wide: a busy machine is no fault of the page's, and a story that hangs is told all the same.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  outputDir: "test-results",
  workers: 1,
  forbidOnly: true,
  reporter: process.env.SHIJU_REPORT ? [["line"], ["json", { outputFile: process.env.SHIJU_REPORT }]] : "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    locale: "zh-CN",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(existsSync(executablePath) ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node_modules/.bin/vite preview www/app --port ${port} --strictPort --logLevel warn`,
    port,
    reuseExistingServer: false,
  },
});

// `npm run docs`: the site of the documentation in docs/.vitepress/dist; `npm run docs -- --serve` shows it while it is written.
import { existsSync, writeFileSync } from "node:fs";
import { apiReference } from "./api-reference.mjs";
import { buildLib } from "./build.mjs";
import { at, bin, main, run, step } from "./lib.mjs";
import { setup } from "./setup.mjs";

await main(async () => {
  await setup();
  if (!existsSync(at("www", "lib", "dist", "index.d.ts"))) await buildLib();
  await step("API reference", () => writeFileSync(at("docs", "api.md"), apiReference()));
  if (process.argv.includes("--serve")) return run(bin("vitepress"), ["dev", at("docs")], { show: true });
  await step("site (VitePress)", () => run(bin("vitepress"), ["build", at("docs")]));
});

// `npm start`: sets up, builds, serves the page and prints its address.

import { build } from "./build.mjs";
import { at, main, step } from "./lib.mjs";
import { setup } from "./setup.mjs";

await main(async () => {
  await setup();
  await build();
  const { preview } = await import("vite");
  let server;
  await step("serving", async () => {
    server = await preview({ root: at("www", "app"), logLevel: "warn", preview: { port: Number(process.env.PORT ?? 4173) } });
  });
  console.log(`\n  shiju is at ${server.resolvedUrls.local[0]}  (Ctrl+C stops it)`);
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { early } from "./build/early.ts";
import { icon } from "./build/icon.ts";
import { leanSqlite } from "./build/lean-sqlite.ts";
import { offline } from "./build/offline.ts";
import { readers } from "./build/readers.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: here("./index.html"), engine: here("./src/state/engine.ts") } },
  },
  worker: { format: "es", plugins: () => [leanSqlite()] },
  plugins: [early(), icon(), readers(), offline()],
});

import { defineConfig } from "vite";
import { leanSqlite } from "./build/lean-sqlite.ts";
import { offline } from "./build/offline.ts";
import { readers } from "./build/readers.ts";

export default defineConfig({
  base: "./",
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es", plugins: () => [leanSqlite()] },
  plugins: [readers(), offline()],
});

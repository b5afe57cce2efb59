import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { icon } from "./build/icon.ts";
import { leanSqlite } from "./build/lean-sqlite.ts";
import { single } from "./build/single.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page in one file, beside the page of many: `dist/shiju.html`. */
export default defineConfig({
  mode: "single",
  base: "./",
  publicDir: false,
  resolve: {
    alias: {
      "#engine": here("./src/single/engine.ts"),
      "#spawn": here("./src/single/spawn.ts"),
    },
  },
  build: {
    target: "es2022",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  worker: { format: "iife", plugins: () => [leanSqlite({ inFile: true })] },
  plugins: [icon(), single()],
});

import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { readersVersion } from "./readers.ts";

/** The largest file that is kept: the lexicon, with room to grow. */
const LARGEST = 16 * 1024 * 1024;

/** A service worker that keeps every file of the build, so that the page works without a network; `src/offline/sw.ts` is its source. */
export function offline(): (Plugin | Plugin[])[] {
  return [
    { name: "readers-version", config: () => ({ define: { __READERS__: JSON.stringify(readersVersion()) } }) },
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/offline",
      filename: "sw.ts",
      outDir: fileURLToPath(new URL("../dist", import.meta.url)),
      // The page registers it by itself, once it has what it needs, and has a manifest of its own.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: "iife",
        target: "es2022",
        globPatterns: ["**/*"],
        // What only some formats need is kept when it is first used.
        globIgnores: ["**/*.map", "open/**"],
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: LARGEST,
      },
    }),
  ];
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Writes a service worker that keeps every file of the build, so that the page works without a network. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      // What only some formats need is kept when it is first used.
      const files = Object.values(bundle).filter(({ fileName }) => !/\.map$|^open\//.test(fileName));
      const hash = createHash("sha256");
      for (const file of files) hash.update(file.fileName).update(file.type === "chunk" ? file.code : file.source);
      const kept = ["./", ...files.map(({ fileName }) => `./${fileName}`).filter((name) => name !== "./index.html"), "./icon.svg"];
      const source = readFileSync(new URL("./service-worker.js", import.meta.url), "utf8")
        .replace("__VERSION__", hash.digest("hex").slice(0, 12))
        .replace("__FILES__", JSON.stringify([...new Set(kept)]));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

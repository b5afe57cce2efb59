import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);
const folder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** Files and folders that readers of some formats fetch when they are first used, and where the site serves them. */
function sources(): Record<string, string> {
  const pdf = folder("pdfjs-dist");
  const tesseract = folder("tesseract.js");
  return {
    "pdf/pdf.worker.min.mjs": join(pdf, "build/pdf.worker.min.mjs"),
    "pdf/cmaps": join(pdf, "cmaps"),
    "pdf/wasm": join(pdf, "wasm"),
    "pdf/fonts": join(pdf, "standard_fonts"),
    "ocr/worker.min.js": join(tesseract, "dist/worker.min.js"),
    "ocr/core.js": fileURLToPath(new URL("./ocr-core.js", import.meta.url)),
    "ocr/core.wasm.js": join(folder("tesseract.js-core"), "tesseract-core-simd-lstm.wasm.js"),
    "ocr/chi_sim.traineddata.gz": join(folder("@tesseract.js-data/chi_sim"), "4.0.0_best_int/chi_sim.traineddata.gz"),
  };
}

/** Every served path with its file. */
function files(): Map<string, string> {
  const all = new Map<string, string>();
  for (const [path, source] of Object.entries(sources())) {
    const isFolder = statSync(source).isDirectory();
    const names = isFolder ? readdirSync(source).filter((name) => statSync(join(source, name)).isFile()) : [""];
    for (const name of names) all.set(`open/${path}${name && `/${name}`}`, join(source, name));
  }
  return all;
}

const watch = readFileSync(new URL("./watch.js", import.meta.url));

/** A worker's script tells of its requests. */
const served = (path: string, source: string): Uint8Array =>
  /worker\.min\.m?js$/.test(path) ? Buffer.concat([watch, readFileSync(source)]) : readFileSync(source);

/** Says which readers these are: their files keep their names from one version to the next. */
export function readersVersion(): string {
  const hash = createHash("sha256");
  for (const [path, source] of files()) hash.update(path).update(served(path, source));
  return hash.digest("hex").slice(0, 12);
}

/** Serves what the readers of PDF files and pictures need from the site itself, as it comes in their packages. */
export function readers(): Plugin {
  return {
    name: "readers",
    generateBundle() {
      for (const [fileName, source] of files()) this.emitFile({ type: "asset", fileName, source: served(fileName, source) });
    },
    configureServer(server) {
      const all = files();
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "").replace(/^\//, "").replace(/\?.*/, "");
        const source = all.get(path);
        if (!source || !existsSync(source)) return next();
        if (/\.m?js$/.test(source)) response.setHeader("content-type", "text/javascript");
        response.end(served(path, source));
      });
    },
  };
}

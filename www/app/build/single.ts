import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const { resolve } = createRequire(import.meta.url);

/** What the workers need, each in a block of data that is no script. */
const assets: Record<string, () => string> = {
  wasm: () => resolve("shiju/wasm"),
  lexicon: () => resolve("shiju/lexicon"),
  model: () => resolve("shiju/model"),
  sqlite: () => resolve("@sqlite.org/sqlite-wasm/sqlite3.wasm"),
};

const block = (name: string, path: string): string =>
  `<script type="text/plain" id="asset-${name}">${gzipSync(readFileSync(path), { level: 9 }).toString("base64")}</script>`;

const hashOf = (source: string): string => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

/** Puts the page and all its parts into one file that asks for nothing, and may ask for nothing. */
export function single(): Plugin {
  return {
    name: "single",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const script = files.find((file) => file.type === "chunk" && file.isEntry);
      const style = files.find((file) => file.fileName.endsWith(".css"));
      const page = files.find((file) => file.fileName.endsWith(".html"));
      if (script?.type !== "chunk" || style?.type !== "asset" || page?.type !== "asset") return this.error("a part is missing");
      for (const { fileName } of files) delete bundle[fileName];
      const source = html(String(page.source), script.code, String(style.source));
      this.emitFile({ type: "asset", fileName: "shiju.html", source });
    },
  };
}

function html(page: string, script: string, style: string): string {
  // Vite says only to its own files what goes before a part that is loaded late; here nothing does.
  const code = script.replaceAll("__VITE_PRELOAD__", "[]").replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(code)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "connect-src 'none'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const parts = Object.entries(assets).map(([name, path]) => block(name, path()));
  return page
    .replace(/(http-equiv="Content-Security-Policy"\s+content=)"[^"]*"/, (_, head) => `${head}"${policy}"`)
    .replace(/<link rel="(manifest|stylesheet|modulepreload)"[^>]*>\s*/g, "")
    .replace(/<script type="module"[^>]*><\/script>\s*/g, "")
    .replace("</head>", () => `<style>${style}</style></head>`)
    .replace("</body>", () => `</body>${parts.join("\n")}<script type="module">${code}</script>`);
}

import type { Plugin } from "vite";

/** The package's own workers, for ways of storing that need headers which a plain file server does not send. */
const unused = [
  /new Worker\(new URL\("sqlite3-worker1\.mjs", import\.meta\.url\), \{ type: "module" \}\)/g,
  /new URL\("sqlite3-opfs-async-proxy\.js", import\.meta\.url\)/g,
];

/** Where SQLite looks for its module; in the single file it is handed over. */
const address = 'new URL("sqlite3.wasm", import.meta.url).href';

/** Leaves out of SQLite what the page never uses. */
export function leanSqlite({ inFile = false } = {}): Plugin {
  return {
    name: "lean-sqlite",
    transform(code, id) {
      if (!id.includes("sqlite-wasm/dist/index.mjs")) return;
      for (const expression of unused) {
        if (!code.match(expression)) this.error(`${expression} is no longer in ${id}`);
        code = code.replace(expression, "null");
      }
      return { code: inFile ? code.replace(address, '"sqlite3.wasm"') : code, map: null };
    },
  };
}

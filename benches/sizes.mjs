// What a visitor downloads, compressed with brotli, against benches/sizes.json: `node benches/sizes.mjs` after a build.

import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { at, main, Told } from "../scripts/lib.mjs";

const dist = at("www", "lib", "dist", "wasm");
const app = at("www", "app", "dist");

/** Bytes of each part on the wire. */
export function sizes() {
  if (!existsSync(`${app}/index.html`)) throw new Told("there is no build to weigh: npm run build");
  return {
    wasm: compressed(`${dist}/shiju.wasm`),
    lexicon: compressed(`${dist}/lexicon.bin`),
    model: compressed(`${dist}/model.bin`),
    js: firstView().reduce((sum, file) => sum + compressed(file), 0),
  };
}

/** The scripts that the page loads at once: those index.html names, and what they import statically. */
function firstView() {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(file, "utf8");
    for (const [, name] of code.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?\bfrom\s*)?["'](\.[^"']+\.js)["']/g)) {
      visit(new URL(name, `file://${file}`).pathname);
    }
  };
  const html = readFileSync(`${app}/index.html`, "utf8");
  for (const [, src] of html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\.?\/?([^"]+\.js)"/g)) visit(`${app}/${src}`);
  return [...seen];
}

function compressed(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(readFileSync(file), { params }).length;
}

/** Says which parts are larger than they may be. */
export function overweight(found, limits) {
  const kb = (bytes) => `${Math.round(bytes / 1000)} KB`;
  return Object.entries(limits)
    .filter(([part, { allowed }]) => found[part] > allowed)
    .map(([part, { allowed }]) => `${part}: ${kb(found[part])}, allowed are ${kb(allowed)}`);
}

if (process.argv[1] === import.meta.filename) {
  await main(() => {
    const found = sizes();
    console.log(Object.entries(found).map(([part, bytes]) => `${part.padEnd(8)}${(bytes / 1000).toFixed(1).padStart(8)} KB`).join("\n"));
    const heavy = overweight(found, JSON.parse(readFileSync(at("benches", "sizes.json"), "utf8")));
    if (heavy.length > 0) throw new Told(`${heavy.join("\n")}\nMove data out of the module, load code later, or raise the limit and say why.`);
  });
}

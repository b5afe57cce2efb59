// `npm run build:extension`: www/extension/dist/chromium and …/firefox, ready to be loaded unpacked or zipped.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { at, main, step } from "./lib.mjs";

const from = (...parts) => at("www", "extension", ...parts);
const lib = at("www", "lib", "dist");

/** The extension's name in Firefox. */
export const firefoxId = "shiju@shiju.invalid";

/** Firefox has a sidebar in place of the side panel, and event pages in place of service workers. */
function forFirefox(manifest) {
  const { minimum_chrome_version: _, side_panel, ...rest } = manifest;
  return {
    ...rest,
    permissions: manifest.permissions.filter((permission) => permission !== "sidePanel"),
    background: { scripts: [manifest.background.service_worker], type: "module" },
    sidebar_action: {
      default_panel: side_panel.default_path,
      default_title: manifest.action.default_title,
      open_at_install: false,
    },
    browser_specific_settings: {
      gecko: { id: firefoxId, strict_min_version: "128.0", data_collection_permissions: { required: ["none"] } },
    },
  };
}

/** The seal as a PNG: a red square with the two strokes of 实据's mark cut out. */
function icon(size) {
  const inside = (x, y) => {
    const [u, v] = [x / size, y / size];
    const bar = (left, top, right, bottom) => left <= u && u < right && top <= v && v < bottom;
    return bar(0.2, 0.22, 0.8, 0.34) || bar(0.2, 0.44, 0.62, 0.56) || bar(0.2, 0.66, 0.72, 0.78);
  };
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: size }, (_, x) => (inside(x, y) ? [255, 253, 248, 255] : [168, 50, 31, 255])).flat(),
    ]),
  );
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** Both extensions, from the built package. */
export async function buildExtension() {
  const { build } = await import("esbuild");
  const manifest = JSON.parse(readFileSync(from("manifest.json"), "utf8"));
  rmSync(from("dist"), { recursive: true, force: true });
  for (const [browser, its] of [
    ["chromium", manifest],
    ["firefox", forFirefox(manifest)],
  ]) {
    const out = from("dist", browser);
    mkdirSync(`${out}/icons`, { recursive: true });
    await build({
      entryPoints: [from("src", "background.js"), from("src", "panel.js")],
      outdir: out,
      bundle: true,
      format: "esm",
      target: "es2022",
      logLevel: "error",
    });
    for (const file of ["panel.html", "panel.css", "_locales"]) cpSync(from(file), `${out}/${file}`, { recursive: true });
    cpSync(`${lib}/worker.js`, `${out}/worker.js`);
    for (const file of ["shiju.wasm", "lexicon.bin", "model.bin"]) cpSync(`${lib}/wasm/${file}`, `${out}/wasm/${file}`);
    for (const size of [16, 48, 128]) writeFileSync(`${out}/icons/${size}.png`, icon(size));
    writeFileSync(`${out}/manifest.json`, `${JSON.stringify(its, null, 2)}\n`);
  }
}

if (process.argv[1] === import.meta.filename) await main(() => step("extension (esbuild)", buildExtension));

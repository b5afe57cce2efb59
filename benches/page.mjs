// Times the page stage by itself in wasm, in Node: `node benches/page.mjs [--no-build]`.
//
// A megabyte of newspaper pages: heads, articles with sections, paragraphs that lines and columns cut, captions, credits,
// lists of links. It fails where a megabyte takes longer than it may, or where ten take more than twelve times as long.

import { mkdirSync, readFileSync } from "node:fs";
import vm from "node:vm";
import { moduleFlags } from "../scripts/build.mjs";
import { at, bin, main, run, step, Told } from "../scripts/lib.mjs";
import { variant } from "./texts.mjs";

const MEGABYTE = 1_000_000;
/** Milliseconds for a megabyte; the best of several turns counts, since other programs only ever make a turn longer. */
const LIMIT = 50;
const TURNS = 15;

/** A page with one variant of the article on it, laid out as scans and web sites lay it out. */
function page(turn) {
  const [title, lead, ...rest] = variant(turn).trimEnd().split("\n");
  const cut = (paragraph, i) => {
    const middle = Math.floor(paragraph.length / 2) + ((turn + i) % 7);
    const halves = [paragraph.slice(0, middle), paragraph.slice(middle)];
    return i % 3 === turn % 3 ? halves.join("\n\n") : paragraph;
  };
  const sections = ["■审批跑在前头", "■要素跟着项目走"];
  const body = rest.map(cut).flatMap((paragraph, i) => (i === 2 || i === 5 ? [sections[i === 2 ? 0 : 1], paragraph] : [paragraph]));
  return [
    `白鹭日报 2024年3月${(turn % 28) + 1}日 星期三 第0${(turn % 8) + 1}版 要闻`,
    title,
    lead,
    ...body,
    "图为签约现场。 记者 沈知远 摄",
    "责任编辑:沈某 美术编辑:陆某 校对:明某",
    "相关阅读",
    "云栖区一季度开工项目三十个",
    "临江县推出惠企清单",
    "版权声明:本网所有内容未经授权不得转载",
  ].join("\n");
}

/** Pages of at least so many bytes in UTF-8. */
function pages(bytes) {
  const encoder = new TextEncoder();
  const all = [];
  for (let sum = 0, turn = 0; sum < bytes; turn += 1) {
    all.push(page(turn));
    sum += encoder.encode(all.at(-1)).length + 1;
  }
  return all.join("\n");
}

async function load(build) {
  const module = at("target", "wasm32-unknown-unknown", "module", "bench_wasm.wasm");
  const made = at("target", "bench-wasm");
  const optimised = `${made}/optimised.wasm`;
  mkdirSync(made, { recursive: true });
  if (build) {
    // As the package's own module is built: scripts/build.mjs.
    const cargo = ["build", "-q", "--profile", "module", "-p", "bench-wasm", "--target", "wasm32-unknown-unknown"];
    await step("the page stage (cargo)", () => run("cargo", cargo));
    await step("glue", () => run("cargo", ["run", "-q", "-p", "bindgen", "--", module, made]));
    await step("wasm-opt", () => run(bin("wasm-opt"), [...moduleFlags, `${made}/bench_wasm_bg.wasm`, "-o", optimised]));
  }
  const bindings = vm.runInThisContext(`(() => {${readFileSync(`${made}/bench_wasm.js`, "utf8")}\nreturn wasm_bindgen;})()`);
  bindings.initSync({ module: new WebAssembly.Module(readFileSync(optimised)) });
  return bindings;
}

/** The shortest of several turns, in milliseconds. */
function best(work) {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const began = performance.now();
    work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

await main(async () => {
  const { Rooms } = await load(!process.argv.includes("--no-build"));
  const model = readFileSync(at("www", "lib", "dist", "wasm", "model.bin"));
  const measure = (bytes) => {
    const rooms = new Rooms(pages(bytes), model);
    const took = { page: best(() => rooms.page()), text: best(() => rooms.text()) };
    rooms.free();
    return took;
  };
  const one = measure(MEGABYTE);
  const ten = measure(10 * MEGABYTE);
  const told = (took) => `page ${took.page.toFixed(1)} ms, text ${took.text.toFixed(1)} ms`;
  console.log(`1 MB: ${told(one)}\n10 MB: ${told(ten)}`);
  if (one.page + one.text > LIMIT) throw new Told(`A megabyte may take ${LIMIT} ms.`);
  if (ten.page > 12 * one.page) throw new Told("Ten megabytes take more than twelve times as long as one.");
});

// Bad input at every door of the package: a typed error whose message says what to do, and nothing left hanging.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  analyzeMany,
  createAnalyzer,
  directory,
  formatFigure,
  formatValue,
  itemsOf,
  latest,
  ledger,
  ledgerOf,
  monthOf,
  people,
  ratesOf,
  ShijuError,
  sameCompany,
  sumsBy,
  toCSV,
  toTable,
  yuanOf,
} from "shiju";
import { highlight } from "shiju/highlight";

const shiju = await createAnalyzer();
const dist = new URL("../../www/lib/dist/", import.meta.url);
const text = "5月8日，临江新区与远帆科技签约，总投资12亿元。";

/** The call is refused with this code, and the message says what these words say. */
async function refused(call, code, words) {
  const error = await call().then(
    () => assert.fail("the call was taken"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof ShijuError, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, words);
}

// Never answers anything but with a status.
const server = createServer((_, response) => response.writeHead(404).end());
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
after(() => server.close());
const missing = `http://127.0.0.1:${server.address().port}/lexicon.bin`;

test("texts of the wrong type", async () => {
  for (const bad of [undefined, null, 42, {}, ["a"], new Uint8Array(2)]) {
    await refused(() => shiju.analyze(bad), "bad-text", /must be a string, not/);
    await refused(() => shiju.compare(text, bad), "bad-text", /must be a string, not/);
  }
});

test("options of the wrong type, and misspelt ones", async () => {
  const refusedOptions = (options, code, words) => refused(() => shiju.analyze(text, options), code, words);
  await refusedOptions(null, "bad-options", /must be an object, not null/);
  await refusedOptions("2024-05-08", "bad-options", /must be an object, not string/);
  await refusedOptions({ publishd: "2024-05-08" }, "bad-options", /no option "publishd"; there are published,/);
  await refusedOptions({ published: new Date(0) }, "bad-date", /must be a string YYYY-MM-DD/);
  await refusedOptions({ published: "8 May 2024" }, "bad-date", /must be YYYY-MM-DD/);
  await refusedOptions({ lexicon: "远帆" }, "bad-options", /array of \{ text, type \}/);
  await refusedOptions({ lexicon: [null] }, "bad-options", /lexicon\[0\]\.text/);
  await refusedOptions({ lexicon: [{ text: "远帆", type: "ship" }] }, "bad-options", /lexicon\[0\]\.type must be one of person,/);
  await refusedOptions({ rulesOff: [1] }, "bad-options", /names of checking rules/);
  await refusedOptions({ checked: "yes" }, "bad-options", /checked must be true or false/);
  await refusedOptions({ ocr: 1 }, "bad-options", /ocr must be true or false/);
  await refusedOptions({ signal: "stop" }, "bad-options", /must be an AbortSignal/);
  await refusedOptions({ onPart: true }, "bad-options", /onPart must be a function/);
});

test("an analyzer that cannot be made", async () => {
  const made = (options, code, words) => refused(() => createAnalyzer(options), code, words);
  await made({ wrker: false }, "bad-options", /no option "wrker"/);
  await made({ published: 2024 }, "bad-date", /YYYY-MM-DD/);
  await made({ worker: "yes" }, "bad-options", /worker must be true, false or a function/);
  for (const timeout of ["1", -1, 0, Number.NaN, 2 ** 31]) await made({ timeout }, "bad-options", /number of milliseconds/);
  await made({ onRequest: "tell" }, "bad-options", /onRequest must be a function/);
  await made({ signal: {} }, "bad-options", /must be an AbortSignal/);
  for (const assets of [null, "/shiju/"]) await made({ assets }, "bad-options", /assets must be an object/);
  await made({ assets: { wsm: missing } }, "bad-options", /no option "wsm"; there are wasm, lexicon, model/);
  await made({ assets: { model: 7 } }, "bad-options", /assets\.model is neither an address nor bytes/);
  await made({ assets: { wasm: "shiju.wasm" } }, "bad-options", /Give a whole address/);
  await made({ assets: { lexicon: missing } }, "asset-unavailable", /gave 404.*Serve the file there/s);
  await made({ assets: { wasm: new URL("nowhere.wasm", dist) } }, "asset-unavailable", /pass its address or bytes/);
  await made({ assets: { wasm: new Uint8Array([1, 2, 3]) } }, "wasm-unavailable", /'wasm-unsafe-eval'/);
  await made({ assets: { lexicon: new Uint8Array(9) } }, "bad-lexicon", /./);
  await made({ assets: { model: new Uint8Array(9) } }, "bad-model", /./);
});

test("no WebAssembly", async () => {
  const { WebAssembly: saved } = globalThis;
  delete globalThis.WebAssembly;
  try {
    await refused(() => createAnalyzer(), "wasm-unavailable", /Use a newer browser/);
  } finally {
    globalThis.WebAssembly = saved;
  }
});

test("no DOM: importing is harmless, highlighting is refused", async () => {
  await refused(() => highlight({}), "bad-root", /call it in a browser/);
  const { ShijuArticle } = await import("shiju/element");
  assert.equal(typeof ShijuArticle, "function");
  await import("shiju/widget");
  // What a server that bundles for browsers would load.
  const { createAnalyzer } = await import(new URL("index.js", dist));
  assert.equal(typeof createAnalyzer, "function");
});

test("a worker that was closed falls silent: the call ends, and the next has another worker", async () => {
  const answers = [undefined, "{}"];
  const worker = () => {
    const answer = answers.shift();
    return {
      postMessage(message) {
        const said = "load" in message ? { ready: "0" } : { answer };
        if (said.ready ?? answer) queueMicrotask(() => this.onmessage({ data: said }));
      },
      terminate() {},
    };
  };
  const analyzer = await createAnalyzer({ worker, timeout: 20 });
  await refused(() => analyzer.analyze(text), "timeout", /the next call starts another/);
  assert.deepEqual(await analyzer.analyze(text), {});
  analyzer.dispose();
  await refused(() => analyzer.analyze(text), "disposed", /make a new one with createAnalyzer/);
});

test("many texts that are none, for analyzers that are none", async () => {
  const many = (...given) => refused(() => analyzeMany(...given).next(), "bad-options", given.pop());
  await many(null, [], /An analyzer is wanted/);
  await many([], [], /no analyzer in the list/);
  await many(Promise.resolve(shiju), [], /await it/);
  await many(shiju, null, /The texts must be a list, not null/);
  await many(shiju, [null], /an object \{ id, text \}/);
  await many(shiju, [], { onProgres() {} }, /no option "onProgres"/);
  await many(shiju, [], { onProgress: 1 }, /onProgress must be a function/);
  assert.throws(() => latest(undefined), { code: "bad-options" });
});

test("figures, articles and rows that are none", () => {
  const doors = [
    [formatFigure, undefined, {}],
    [formatValue, {}, [1]],
    [itemsOf, null, {}, { id: "a", analysis: {} }],
    [ledger, undefined, 5, [null], [{ id: "a" }]],
    [ledgerOf, null, [{}]],
    [people, null, [{}]],
    [directory, null, [{}]],
    [ratesOf, null, [null]],
    [sumsBy, null, [{}], []],
    [monthOf, null, {}],
    [yuanOf, null, {}],
    [sameCompany, null],
  ];
  for (const [door, ...given] of doors) {
    for (const bad of given) assert.throws(() => door(bad), { name: "ShijuError", code: "bad-options" }, door.name);
  }
  const figure = { text: "3亿元", kind: "money", value: 3e8, unit: "CNY", modifier: null };
  assert.throws(() => formatFigure(figure, "fr"), { code: "bad-options", message: /"zh" or "en", not "fr"/ });
});

test("tables that there are not", () => {
  assert.throws(() => toTable({}, "sums"), { code: "bad-options", message: /figures, projects, entities, findings/ });
  assert.throws(() => toCSV({ figures: [] }, "figures", null), { code: "bad-options" });
  assert.throws(() => toCSV(null, "figures"), { code: "bad-options", message: /must be an analysis/ });
});

test("a bad text among many says what is wrong, and the others go on", async () => {
  const items = [
    { id: "a", text },
    { id: "b", text: 5 },
    { id: "c", text, title: "what else an item has is its own" },
  ];
  const outcomes = [];
  for await (const outcome of analyzeMany(shiju, items)) outcomes.push([outcome.id, outcome.error?.code]);
  assert.deepEqual(outcomes, [
    ["a", undefined],
    ["b", "bad-text"],
    ["c", undefined],
  ]);
});

test("memory returns after dispose", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const memories = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    memories.push(new WeakRef((made.instance ?? made).exports.memory));
    return made;
  };
  try {
    for (let i = 0; i < 3; i++) {
      const analyzer = await createAnalyzer();
      await analyzer.analyze(text);
      analyzer.dispose();
    }
  } finally {
    WebAssembly.instantiate = instantiate;
  }
  for (let i = 0; i < 5; i++) {
    await new Promise(setImmediate);
    collect();
  }
  assert.equal(memories.length, 3);
  assert.deepEqual(
    memories.map((memory) => memory.deref()),
    [undefined, undefined, undefined],
  );
});

test("shiju/inline needs no file", async () => {
  const inline = await import("shiju/inline");
  const analyzer = await inline.createAnalyzer();
  assert.deepEqual(await analyzer.analyze(text), await shiju.analyze(text));
  assert.equal(analyzer.version, JSON.parse(await readFile(new URL("../package.json", dist), "utf8")).version);
  analyzer.dispose();
});

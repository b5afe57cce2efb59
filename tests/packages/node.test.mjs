// The package in Node: the same wasm module, in the calling thread.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createAnalyzer, latest, ShijuError, version } from "shiju";

const shiju = await createAnalyzer();
const text = "5月8日，临江新区与远帆科技签约，总投资12亿元，占地300亩。👷";

test("versions are one", async () => {
  const { version: packaged } = JSON.parse(await readFile(new URL("../../www/lib/package.json", import.meta.url), "utf8"));
  assert.equal(version, packaged);
  assert.equal(shiju.version, packaged);
  assert.equal(shiju.mode, "thread");
});

test("every span is a slice of the text", async () => {
  const analysis = await shiju.analyze(`👷${text}`, { published: "2024-05-10" });
  const spans = [...analysis.mentions, ...analysis.figures, ...analysis.findings, ...analysis.furniture];
  for (const span of spans) assert.equal(`👷${text}`.slice(span.start, span.end), span.text);
  assert.equal(analysis.published, "2024-05-10");
  assert.equal(analysis.publishedFrom, "given");
});

test("the words of a text are the text, long ones with those within them", async () => {
  const long = `👷${text}\n中华人民共和国 GPU，開發區簽約。`;
  const words = await shiju.words(long);
  assert.equal(words.map((word) => word.text).join(""), long);
  const republic = words.find((word) => word.text === "中华人民共和国");
  for (const part of ["中华", "人民", "共和国"]) assert.ok(republic.within.includes(part), part);
  assert.ok(words.some((word) => word.text === "GPU" && !word.within));
  const own = await shiju.words("诺天四联行动", { lexicon: [{ text: "诺天四联", type: "company" }] });
  assert.equal(own[0].text, "诺天四联");
  assert.deepEqual(await shiju.words(""), []);
});

test("mistakes of the caller are typed errors", async () => {
  const rejects = (call, code) => assert.rejects(call, (error) => error instanceof ShijuError && error.code === code);
  await rejects(shiju.analyze(text, { published: "2024-02-31" }), "bad-date");
  await rejects(shiju.analyze(text, { lexicon: [{ text: "远帆", type: "ship" }] }), "bad-options");
  await rejects(shiju.analyze(42), "bad-text");
  await rejects(shiju.compare(text, null), "bad-text");
  await rejects(shiju.words(null), "bad-text");
  await rejects(createAnalyzer({ assets: { wasm: new URL("file:///nowhere.wasm") } }), "asset-unavailable");
  await rejects(createAnalyzer({ assets: { wasm: new Uint8Array([1, 2, 3]) } }), "wasm-unavailable");
  assert.ok(await shiju.analyze(text), "and it still works");
});

test("an aborted call rejects with the signal's reason", async () => {
  await assert.rejects(shiju.analyze(text, { signal: AbortSignal.abort() }), { name: "AbortError" });
  const controller = new AbortController();
  const call = shiju.analyze(text, { signal: controller.signal });
  controller.abort(new Error("no longer wanted"));
  await assert.rejects(call, { message: "no longer wanted" });
});

const articles = Array.from(
  { length: 40 },
  (_, i) => `临江区签约项目${i}个\n本报讯 ${text}第${i}批项目总投资${i + 1}亿元。\n`,
).join("");

test("a long text is told article by article, and at the end the same as a whole", async () => {
  const parts = [];
  const whole = await shiju.analyze(articles, { onPart: (part) => parts.push(part) });
  assert.ok(parts.length > 1);
  const mentions = whole.mentions.map(({ start, end, text, type }) => ({ start, end, text, type }));
  const figures = whole.figures.map(({ start, end, text, kind }) => ({ start, end, text, kind }));
  const told = (list) => parts.flatMap((part) => part[list]);
  assert.deepEqual(told("mentions"), mentions.slice(0, told("mentions").length));
  assert.deepEqual(told("figures"), figures.slice(0, told("figures").length));
  assert.deepEqual(await shiju.analyze(articles), whole);
  assert.deepEqual(
    parts.filter(({ mentions, figures }) => mentions.length + figures.length === 0),
    [],
  );
});

test("a call under way is broken off, and the next is answered as if it had not been", async () => {
  const controller = new AbortController();
  const onPart = () => controller.abort();
  // Nothing of it was read before, so that there is work to break off.
  const unread = articles.replaceAll("临江区", "临川区").replaceAll("总投资", "计划投资");
  await assert.rejects(shiju.analyze(unread, { signal: controller.signal, onPart }), { name: "AbortError" });
  const other = await createAnalyzer();
  assert.deepEqual(await shiju.analyze(articles), await other.analyze(articles));
  other.dispose();
});

test("an edited text is read as a new one", async () => {
  const other = await createAnalyzer();
  for (const edited of [articles.replace("12亿", "13亿"), `${text}\n${articles}`, articles.slice(1000), "", "\ud800"]) {
    assert.deepEqual(await shiju.analyze(edited), await other.analyze(edited));
    await other.analyze(text);
  }
  other.dispose();
});

test("the latest edit wins", async () => {
  const analyze = latest(shiju);
  const [first, second] = await Promise.all([analyze("一"), analyze("二")]);
  assert.equal(first, null);
  assert.ok(second);
});

test("what is disposed of answers with an error, and shares nothing with others", async () => {
  const other = await createAnalyzer();
  const pending = other.analyze(text);
  other.dispose();
  const disposed = { name: "ShijuError", code: "disposed" };
  await assert.rejects(pending, disposed);
  await assert.rejects(other.analyze(text), disposed);
  assert.ok(await shiju.analyze(text));
});

test("text that is not well-formed UTF-16 is no reason to fail", async () => {
  const analysis = await shiju.analyze(`\ud800${text}\udfff`);
  assert.ok(Array.isArray(analysis.figures));
});

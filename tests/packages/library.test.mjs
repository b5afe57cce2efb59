// The library over SQLite in Node: what is found and in which order, and files of earlier builds.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import init from "@sqlite.org/sqlite-wasm";
import { build } from "esbuild";
import { createAnalyzer } from "shiju";

const root = path.join(import.meta.dirname, "..", "..");
const old = new Uint8Array(readFileSync(path.join(import.meta.dirname, "files", "library-1.sqlite")));
let sqlite;
let parts;
let analyzer;

before(async () => {
  // Within the repository, where its imports are found.
  const outdir = path.join(root, "target", "library-test");
  mkdirSync(outdir, { recursive: true });
  const contents = ["shelf", "schema", "tokens"].map((name) => `export * from "./${name}.ts";`).join("\n");
  await build({
    stdin: { contents, resolveDir: path.join(root, "www", "app", "src", "library"), loader: "ts" },
    outfile: path.join(outdir, "parts.mjs"),
    bundle: true,
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  parts = await import(pathToFileURL(path.join(outdir, "parts.mjs")).href);
  sqlite = await init();
  analyzer = await createAnalyzer({ worker: false });
});
after(() => analyzer.dispose());

const opened = (db = new sqlite.oo1.DB(":memory:")) => new parts.Shelf(sqlite, db, { storage: "memory", reason: null });

/** The database that a file holds, as it was written. */
function databaseOf(bytes) {
  const { capi, wasm, oo1 } = sqlite;
  const db = new oo1.DB(":memory:");
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
  const pointer = wasm.allocFromTypedArray(bytes);
  db.checkRc(capi.sqlite3_deserialize(db.pointer, "main", pointer, bytes.length, bytes.length, flags));
  return db;
}

const save = async (shelf, text) => {
  const analysis = await analyzer.analyze(text);
  return shelf.save({ text, published: null, source: "", analysis, corrections: [], engine: analyzer.version }).id;
};

/** Indexes by their words what is not yet, as the page does; says how many there were. */
async function indexed(shelf) {
  let done = 0;
  for (let next = shelf.uncut(); next; next = shelf.uncut()) {
    const title = parts.wordTokens(await analyzer.words(next.title));
    const body = parts.wordTokens(await analyzer.words(next.text));
    shelf.cut(next.id, next.hash, { title: title.words, body: body.words, within: `${title.within} ${body.within}` });
    done += 1;
  }
  return done;
}

const found = (shelf, query) => shelf.list(query, 10).articles.map(({ id }) => id);

test("what was asked for as a word stands above what only has its characters", async () => {
  const shelf = opened();
  const word = await save(shelf, "调研\n区长到企业调研，察看了三个在建项目的进度，听取了企业的意见。\n");
  const characters = await save(shelf, "临江高新区长期招引企业\n临江高新区长期招引企业，高新区长年派人驻点。\n");
  await save(shelf, "储能电池项目开工\n储能电池项目开工，总投资3亿元。\n");
  assert.deepEqual(found(shelf, "区长"), [characters, word]);
  assert.equal(await indexed(shelf), 3);
  assert.deepEqual(found(shelf, "区长"), [word, characters]);
});

test("any stretch is found, also one that cuts words in two, and several together", async () => {
  const shelf = opened();
  const id = await save(
    shelf,
    "云泽高新技术产业开发区签约\n澄光半导体在云泽高新技术产业开发区签约，投资12亿元，建设 GPU 基地。\n",
  );
  for (const isIndexed of [false, true]) {
    if (isIndexed) await indexed(shelf);
    for (const query of [
      "开发区",
      "术产",
      "新技术产业",
      "高新技术产业开发区签约",
      "签约 gpu",
      "12亿",
      "约",
      "云泽 12",
      "亿元，建设",
    ])
      assert.deepEqual(found(shelf, query), [id], query);
    for (const query of ["区开发", "签约 石英", "开发局"]) assert.deepEqual(found(shelf, query), [], query);
  }
});

test("shorter words are found within longer ones as words", async () => {
  const shelf = opened();
  const long = await save(shelf, "公告\n中华人民共和国成立七十五周年，各地举行庆祝活动，群众参加。\n");
  await save(shelf, "通知\n储能电池项目开工，总投资3亿元，年内建成投产。\n");
  await indexed(shelf);
  assert.deepEqual(found(shelf, "共和国"), [long]);
  assert.match(parts.wordMatchOf("共和国", new Map([["共和国", 1]])), /"共和国"/);
});

test("a query is cut as the texts are, by the likeliest words that the library has", () => {
  const counts = new Map(Object.entries({ 高新: 5, 高新区: 9, 区长: 2, 长: 4, 长期: 3, 期: 1, 招引: 2 }));
  assert.equal(parts.wordMatchOf("高新区长期招引", counts), '({title body} : "高新区 长期 招引")');
  assert.equal(parts.wordMatchOf("区长 高新区", counts), '("区长") OR ("高新区")');
  assert.equal(parts.wordMatchOf("石英", counts), null);
  assert.equal(parts.wordMatchOf("“OR* 12", counts), null);
});

test("an article that is replaced or taken away is found by its new words alone", async () => {
  const shelf = opened();
  const id = await save(shelf, "石英项目开工\n石英项目开工，总投资3亿元。\n");
  const { hash } = shelf.uncut();
  const text = "储能项目投产\n储能项目投产，总投资5亿元。\n";
  const analysis = await analyzer.analyze(text);
  shelf.save({ text, published: null, source: "", analysis, corrections: [], engine: "", replaces: id });
  shelf.cut(id, hash, { title: "石英", body: "石英", within: "" });
  assert.equal(shelf.uncut()?.id, id, "words of the text before are not taken");
  assert.equal(await indexed(shelf), 1);
  assert.deepEqual([found(shelf, "石英"), found(shelf, "储能")], [[], [id]]);
  shelf.remove([id]);
  assert.deepEqual([found(shelf, "储能"), shelf.uncut()], [[], null]);
});

test("a library of the first schema is brought up to the newest, with all that it holds", async () => {
  const db = databaseOf(old);
  assert.equal(db.selectValue("PRAGMA user_version"), 1);
  const shelf = opened(db);
  assert.equal(db.selectValue("PRAGMA user_version"), parts.newest);
  assert.equal(db.selectValue("PRAGMA integrity_check"), "ok");
  for (const query of ["石英", "亿元", "建设高纯"]) assert.deepEqual(found(shelf, query).includes(1), true, query);
  assert.equal(shelf.read(2).published, "2024-07-02");
  assert.equal(shelf.ledger().rows.length, 2);
  assert.equal(await indexed(shelf), 2);
  assert.deepEqual(found(shelf, "储能电池"), [2]);
  // Opened once more, nothing is left to do.
  assert.equal(await indexed(opened(db)), 0);
});

test("a file of the first schema is taken over into a library of the newest", async () => {
  const shelf = opened();
  assert.deepEqual(shelf.merge(old), { added: 2, known: 0 });
  assert.equal(await indexed(shelf), 2);
  assert.deepEqual(found(shelf, "半导体"), [1]);
  assert.deepEqual(opened().merge(shelf.file()), { added: 2, known: 0 });
});

test("a library of a schema to come is left as it is", () => {
  const db = new sqlite.oo1.DB(":memory:");
  db.exec(`PRAGMA user_version = ${parts.newest + 1}`);
  assert.throws(() => opened(db), parts.NewerLibrary);
});

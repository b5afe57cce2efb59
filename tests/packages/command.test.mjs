// `npx shiju` and the native `shiju` print the same bytes; the tables of the package are those of the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { createAnalyzer, toCSV } from "shiju";

const root = path.join(import.meta.dirname, "..", "..");
const bin = path.join(root, "www", "lib", "dist", "bin.js");
const texts = path.join("tests", "packages", "texts");
const first = path.join(texts, readdirSync(path.join(root, texts))[0]);

/** The native program, as cargo test leaves it or as SHIJU_BIN names it. */
const native = process.env.SHIJU_BIN ?? path.join(root, "target", "debug", "shiju");

const folder = mkdtempSync(path.join(tmpdir(), "shiju-command-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(path.join(folder, "gbk.txt"), Buffer.from("d7dccdb6d7ca", "hex"));

const run = (command, words, input = "") => {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: root, input, maxBuffer: 1e8 });
  if (error) throw error;
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
};
const inNode = (words, input) => run(process.execPath, [bin, ...words], input);

const lines = '{"id":1,"text":"投资2亿元"}\r\n\n{"id":"b","text":"占地300亩","published":"2024-01-02"}';
const runs = [
  [["--help"]],
  [["--version"]],
  [[first]],
  [["analyze", first, "--published", "2024-05-01"]],
  [["analyze", "--jsonl"], lines],
  [["analyze", "--jsonl"], '{"id":1}'],
  [["-"], "总投资3亿元，占地60亩。"],
  [[texts, "--csv", "figures"]],
  [[texts, "--csv", "projects"]],
  [[texts, "--csv", "entities"]],
  [[texts, "--csv", "findings"]],
  [["--color=always", texts]],
  [["--text", "--lang", "en", first]],
  [["compare", first, first]],
  [["--checked", "--rules-off", "repetition", first]],
  [[]],
  [["--csv", "sums", first]],
  [["nowhere.txt"]],
  [[folder, "--published", "2024-02-31"]],
  [[path.join(folder, "gbk.txt")]],
];

for (const [words, input] of runs) {
  test(`shiju ${words.join(" ").replaceAll(folder, "…")}: the same bytes`, () => {
    assert.ok(existsSync(native), `there is no ${native}: cargo build --bin shiju`);
    assert.deepEqual(inNode(words, input), run(native, words, input));
  });
}

test("what is wrong is told on the standard error, with a status", () => {
  const { status, stdout, stderr } = inNode(["nowhere.txt"]);
  assert.deepEqual([status, stdout, stderr], [1, "", "shiju: nowhere.txt: not found\n"]);
});

test("a reader that stops reading is no mistake", () => {
  const command = `"${process.execPath}" "${bin}" "${texts}" "${texts}" "${texts}" | head -c 10`;
  const { stdout, stderr } = run("bash", ["-c", command]);
  assert.deepEqual([stdout.length, stderr], [10, ""]);
});

test("toCSV gives what --csv prints", async () => {
  const shiju = await createAnalyzer();
  for (const file of readdirSync(path.join(root, texts))) {
    const analysis = await shiju.analyze(readFileSync(path.join(root, texts, file), "utf8"));
    for (const table of ["figures", "projects", "entities", "findings"]) {
      assert.equal(toCSV(analysis, table), inNode([path.join(texts, file), "--csv", table]).stdout, `${file}: ${table}`);
    }
  }
  assert.ok(toCSV(await shiju.analyze(""), "figures", { bom: true }).startsWith("\ufefftext,kind"));
});

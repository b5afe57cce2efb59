// The types of the package against what the core really returns: neither may have what the other lacks.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { createAnalyzer } from "shiju";
import { createGenerator } from "ts-json-schema-generator";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A validator of one type of analysis.ts; what the type does not name is refused. */
function validator(type) {
  const generator = createGenerator({
    path: here("../../www/lib/src/analysis.ts"),
    tsconfig: here("types.tsconfig.json"),
    type,
    additionalProperties: false,
    skipTypeCheck: true,
  });
  return new Ajv({ strict: false, allErrors: true }).compile(generator.createSchema(type));
}

const isAnalysis = validator("Analysis");
const isComparison = validator("Comparison");
const shiju = await createAnalyzer();

const valid = (validate, value) => assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5), null, 1));

const folder = here("texts/");
for (const name of await readdir(folder)) {
  test(`the analysis of ${name} is an Analysis`, async () => {
    const text = await readFile(folder + name, "utf8");
    const analysis = await shiju.analyze(text, { checked: true });
    valid(isAnalysis, analysis);
    for (const list of [analysis.mentions, analysis.figures, analysis.findings, analysis.furniture]) {
      for (const span of list) assert.equal(text.slice(span.start, span.end), span.text);
    }
    valid(isComparison, await shiju.compare(text, text.replaceAll("亿元", "万元")));
  });
}

test("the empty text has an Analysis too", async () => {
  valid(isAnalysis, await shiju.analyze(""));
});

test("a type that says too little or too much is noticed", async () => {
  const analysis = await shiju.analyze("");
  assert.ok(!isAnalysis({ ...analysis, more: 1 }));
  const { figures: _, ...less } = analysis;
  assert.ok(!isAnalysis(less));
});

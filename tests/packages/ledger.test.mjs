// The ledger across articles: one project in several of them is one row.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnalyzer, directory, itemsOf, ledger, ledgerOf, namedItemsOf, people, sumsBy } from "shiju";

const item = (article, published, more) => ({
  article,
  title: article,
  published,
  project: 0,
  name: null,
  company: null,
  place: null,
  industry: null,
  content: null,
  pool: null,
  stage: null,
  stages: [],
  amount: null,
  start: 0,
  ...more,
});
const yuan = (low, high = low) => ({ low, high, unit: "CNY" });
const stage = (name, date = null, status = "actual") => ({ stage: name, date, status, text: name, start: 3 });

const signed = item("四月", "2024-04-10", {
  name: "“北湖”高纯石英材料基地项目",
  company: "澄光半导体（苏州）有限公司",
  place: "云泽高新区",
  pool: "重大项目储备库",
  amount: yuan(12e8),
  stage: "signed",
  stages: [stage("signed", "2024-04-08"), stage("operating", "2025-06", "forecast")],
});
const started = item("七月", "2024-07-02", {
  name: "高纯石英材料基地",
  company: "澄光半导体",
  place: "云泽高新区北湖片区",
  amount: yuan(13e8),
  stage: "started",
  stages: [stage("signed"), stage("started", "2024-07-01")],
});

test("stages grow, sums drift, sources stay", () => {
  const { rows, rates, byMonth, byPlace } = ledgerOf([started, signed]);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.equal(row.company, "澄光半导体（苏州）有限公司");
  assert.equal(row.stage, "started");
  assert.equal(row.pool, "重大项目储备库");
  assert.deepEqual(
    row.stages.map((s) => [s.stage, s.date, s.status, s.sources.map((source) => source.article)]),
    [
      ["signed", "2024-04-08", "actual", ["四月", "七月"]],
      ["started", "2024-07-01", "actual", ["七月"]],
      ["operating", "2025-06", "forecast", ["四月"]],
    ],
  );
  assert.ok(Math.abs(row.drift - 1 / 12) < 1e-9);
  assert.deepEqual(row.investment, yuan(13e8));
  assert.deepEqual(
    row.sources.map((source) => source.article),
    ["四月", "七月"],
  );
  assert.deepEqual(row.signings, []);
  assert.deepEqual([rates.signed, rates.started, rates.startedOfSigned, rates.operatingOfStarted], [1, 1, 1, 0]);
  assert.deepEqual([byMonth[0].key, byMonth[0].sum], ["2024-04", 13e8]);
  assert.equal(byPlace.length, 1);
});

test("what contradicts keeps projects apart", () => {
  const apart = (more) => ledgerOf([signed, { ...started, ...more }]).rows.length;
  assert.equal(apart({ company: "远岫智能装备股份有限公司", name: "机器人零部件项目" }), 2, "another firm");
  assert.equal(apart({ name: "光伏玻璃生产线", place: "江陵县" }), 2, "the same firm elsewhere");
  assert.equal(apart({ article: "四月" }), 2, "two rows of one article");
  const phases = [
    { ...signed, name: "北湖基地一期" },
    { ...started, name: "北湖基地二期" },
  ];
  assert.equal(ledgerOf(phases).rows.length, 2, "two phases");
});

test("a project without a firm is known by a telling name only", () => {
  const bare = { company: null, amount: null, place: null };
  assert.equal(
    ledgerOf([
      { ...signed, ...bare },
      { ...started, ...bare },
    ]).rows.length,
    1,
  );
  const vague = { ...bare, name: "产业园项目" };
  assert.equal(
    ledgerOf([
      { ...signed, ...vague },
      { ...started, ...vague },
    ]).rows.length,
    2,
  );
});

test("a signing repeated months later is said to be one", () => {
  const again = { ...started, stage: "signed", stages: [stage("signed", "2024-07-01")] };
  assert.deepEqual(ledgerOf([signed, again]).rows[0].signings, ["2024-04-08", "2024-07-01"]);
});

test("a stage that was foreseen becomes one that is reached", () => {
  const opened = { ...started, article: "六月", published: "2025-06-20", stage: "operating", stages: [stage("operating")] };
  const [row] = ledgerOf([signed, opened]).rows;
  const last = row.stages.at(-1);
  assert.deepEqual([row.stage, last.status, last.date, last.dateFrom], ["operating", "actual", "2025-06-20", "published"]);
  assert.equal(last.sources.length, 2);
});

test("the order of articles changes nothing but ties", () => {
  const there = ledgerOf([signed, started]).rows[0];
  const back = ledgerOf([started, signed]).rows[0];
  assert.deepEqual(there, back);
});

test("a thousand articles are merged soon, and sums agree", () => {
  const items = Array.from({ length: 4000 }, (_, i) => {
    const n = i % 2000;
    const name = String.fromCodePoint(0x4e00 + (n % 97), 0x5000 + (n % 89), 0x5200 + (n % 83), 0x5400 + (n % 79));
    return item(`a${i}`, "2024-01-01", {
      name,
      company: `${name}科技有限公司`,
      place: `第${n % 12}区`,
      amount: yuan(1e8),
      stage: "signed",
    });
  });
  const { rows, byPlace } = ledgerOf(items);
  assert.equal(rows.length, 2000);
  assert.equal(
    byPlace.reduce((sum, row) => sum + row.sum, 0),
    2000 * 1e8,
  );
  assert.equal(sumsBy(rows, "stage")[0].projects, 2000);
});

test("people and firms are found again in other articles", () => {
  const named = (article, published, type, name, more) => {
    return { article, title: article, published, type, name, aliases: [], posts: [], mentions: 1, start: 0, ...more };
  };
  const rows = directory([
    named("a", "2024-04-01", "person", "孟昭明", { posts: ["高新区书记"] }),
    named("b", "2024-07-01", "person", "孟昭明", { posts: ["高新区书记", "市委常委"], mentions: 2 }),
    named("a", "2024-04-01", "company", "深圳市远岫智能装备股份有限公司", { aliases: ["远岫智能"] }),
    named("b", "2024-07-01", "company", "远岫智能"),
  ]);
  assert.deepEqual(
    rows.map((row) => [row.name, row.sources.length]),
    [
      ["孟昭明", 2],
      ["深圳市远岫智能装备股份有限公司", 2],
    ],
  );
  assert.deepEqual(
    rows[0].posts.map(({ post, articles, from, to }) => [post, articles, from, to]),
    [
      ["高新区书记", ["a", "b"], "2024-04-01", "2024-07-01"],
      ["市委常委", ["b"], "2024-07-01", "2024-07-01"],
    ],
  );
});

test("real results are merged", async () => {
  const shiju = await createAnalyzer();
  const texts = {
    april: "2024年4月8日，澄光半导体（苏州）有限公司与云泽高新区签约，总投资12亿元建设高纯石英材料生产基地。",
    july: "2024年7月1日，总投资12亿元的澄光半导体高纯石英材料生产基地项目在云泽高新区正式开工。",
  };
  const readings = [];
  for (const [id, text] of Object.entries(texts)) {
    readings.push({
      id,
      title: id,
      published: id === "april" ? "2024-04-09" : "2024-07-02",
      analysis: await shiju.analyze(text),
    });
  }
  const { rows } = ledger(readings);
  assert.equal(rows.length, 1);
  assert.deepEqual(
    rows[0].stages.map(({ stage }) => stage),
    ["signed", "started"],
  );
  assert.equal(itemsOf(readings[0])[0].company, "澄光半导体（苏州）有限公司");
  assert.ok(people(readings).some(({ name }) => name.includes("澄光半导体")));
  assert.ok(namedItemsOf(readings[0]).length);
});

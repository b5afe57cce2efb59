// Says which of the mechanisms in the shared findings come out as records: node scripts/systems.mjs [--all]
// A quote is met where a record's own words lie in it and every figure of the quote stands in a record's cell.
// A mechanism comes out where two thirds of its quotes are met.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const shared = new URL("../../shared/eval/", import.meta.url);
const program = process.env.SHIJU_BIN ?? "target/release/shiju";
const timeKinds = new Set(["date", "period", "time"]);

if (!existsSync(new URL("findings/systems.json", shared))) {
  console.log("The shared findings are not here.");
  process.exit(0);
}

const read = (path) => readFileSync(new URL(path, shared), "utf8");
const systems = JSON.parse(read("findings/systems.json"));
const analyses = new Map();

function analysisOf(file) {
  if (!analyses.has(file)) {
    const gold = JSON.parse(read(`dev/${file.replace(".txt", ".gold.json")}`));
    const published = gold.published ? ["--published", gold.published] : [];
    const path = new URL(`dev/${file}`, shared).pathname;
    const text = read(`dev/${file}`);
    const analysis = JSON.parse(execFileSync(program, ["analyze", path, ...published], { maxBuffer: 1 << 28 }));
    analyses.set(file, { text, analysis, records: recordsOf(analysis) });
  }
  return analyses.get(file);
}

/** Every record as its own words and its figures. */
function recordsOf(a) {
  const figure = (index) => (index === undefined || index === null ? [] : [a.figures[index]]);
  const facts = (list) => list.flatMap((fact) => figure(fact.figure));
  const some = (...spans) => spans.flat().filter(Boolean);
  const mentionsOf = (entity) => entity.mentions.map((m) => a.mentions[m]);
  return [
    ...a.projects.map((p) => ({
      table: "project",
      words: some(
        Object.values(p.cells),
        p.stages.map((s) => s.evidence),
        p.industry,
        p.charge,
        p.funds,
        p.pool,
      ),
      figures: some(figure(p.investment?.figure), facts(p.phases), facts(p.facts), facts(p.durations ?? [])),
      reach: p.evidence,
    })),
    ...a.batches.map((b) => ({
      table: "batch",
      words: some(
        b.place,
        b.parts.map((p) => p.label),
      ),
      figures: some(
        figure(b.count),
        figure(b.sum),
        b.parts.flatMap((p) => [...figure(p.count), ...figure(p.sum), ...figure(p.threshold)]),
      ),
    })),
    ...a.indicators.map((i) => ({
      table: "indicator",
      words: some(i.metric, i.subject, i.period),
      figures: some(figure(i.figure), figure(i.change), figure(i.rank), figure(i.completion), figure(i.threshold)),
    })),
    ...a.commitments.map((c) => ({
      table: "commitment",
      words: some(c.what, c.who),
      figures: some(figure(c.figure), figure(c.before)),
    })),
    ...a.problems.map((p) => ({
      table: "problems",
      words: some(p.body),
      figures: some(...["collected", "solved", "rate", "satisfaction", "visits", "staff"].map((key) => figure(p[key]))),
    })),
    ...a.incentives.map((i) => ({ table: "incentive", words: some(i.what), figures: i.figures.flatMap(figure) })),
    ...a.mechanisms.map((m) => ({ table: "mechanism", words: some(m.name, m.parts), figures: facts(m.facts) })),
    ...a.entities
      .filter((e) => e.type === "person" && e.posts?.length)
      .map((e) => ({ table: "post", words: mentionsOf(e), figures: [] })),
  ].map((record) => ({ ...record, words: [...record.words, ...record.figures] }));
}

const inside = (span, { start, end }) => span.start < end && start < span.end;

function met({ file, text: quote }) {
  const { text, analysis, records } = analysisOf(file);
  const start = text.indexOf(quote);
  if (start < 0) return { ok: false, why: "not in the text" };
  const span = { start, end: start + quote.length };
  const here = records.filter((record) => record.words.some((word) => inside(word, span)));
  const wanted = analysis.figures.filter((f) => f.start >= span.start && f.end <= span.end && !timeKinds.has(f.kind));
  const told = new Set(here.flatMap((record) => record.figures));
  const lost = wanted.filter((f) => !told.has(f));
  const why = !here.length ? "no record" : lost.length ? `without ${lost.map((f) => f.text).join(" ")}` : "";
  return { ok: !why, why, tables: [...new Set(here.map((record) => record.table))] };
}

const results = systems.map((system) => {
  const quotes = system.quotes.map((quote) => ({ ...quote, ...met(quote) }));
  const share = quotes.filter(({ ok }) => ok).length / quotes.length;
  return { ...system, quotes, share };
});
const out = results.filter(({ share }) => share >= 2 / 3);
for (const { id, name, quotes, share } of results) {
  if (share === 1 && !process.argv.includes("--all")) continue;
  console.log(`${share >= 2 / 3 ? " " : "-"} ${id} ${name}`);
  for (const { file, text, ok, why, tables } of quotes) {
    console.log(`     ${ok ? "+" : "-"} ${file} ${text} ${ok ? tables.join(" ") : `(${why})`}`);
  }
}
console.log(`${out.length} of ${systems.length}: ${out.map(({ id }) => id).join(" ")}`);
console.log(`every quote met: ${results.filter(({ share }) => share === 1).length}`);

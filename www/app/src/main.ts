import { createAnalyzer, latest } from "shiju";

const input = document.createElement("textarea");
const output = document.createElement("output");
input.ariaLabel = "文章";
document.body.append(input, output);
const ready = createAnalyzer().then(latest);
input.addEventListener("input", async () => {
  const analyze = await ready;
  const analysis = await analyze(input.value);
  if (analysis) output.value = `主体 ${analysis.entities.length} · 数据 ${analysis.figures.length}`;
});

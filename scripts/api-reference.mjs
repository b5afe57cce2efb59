// docs/api.md, made from the types of the built package: every export of every entry, with its comment.
import { readFileSync } from "node:fs";
import path from "node:path";
import { at } from "./lib.mjs";

const dist = at("www", "lib", "dist");

const entries = [
  ["shiju", "index.d.ts"],
  ["shiju/inline", "inline.d.ts"],
  ["shiju/element", "element.d.ts"],
  ["shiju/highlight", "highlight.d.ts"],
  ["shiju/widget", "widget.d.ts"],
];

/** The top-level declarations of a module by name: a comment, then code up to the next at the margin. */
function declarations(file) {
  const text = readFileSync(path.join(dist, file), "utf8");
  const pattern =
    /((?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)^export (?:declare )?(?:const|function|class|interface|type|abstract class) (\w+)/gm;
  const found = [...text.matchAll(pattern)];
  const list = found.map((match, i) => {
    const end = found[i + 1]?.index ?? text.length;
    const code = text.slice(match.index + match[1].length, end);
    return [match[2], { comment: prose(match[1]), code: whole(code) }];
  });
  return new Map(list);
}

/** A declaration without what follows it in the file. */
function whole(code) {
  const lines = code.split("\n");
  const oneLine = /;\s*$/.test(lines[0]);
  const last = oneLine
    ? 0
    : lines.findIndex((line, i) => i > 0 && (/^\}/.test(line) || (/;\s*$/.test(line) && !/^\s/.test(line))));
  const end = last < 0 ? lines.findIndex((line) => /;\s*$/.test(line)) : last;
  return lines
    .slice(0, (end < 0 ? lines.length : end) + 1)
    .filter((line) => !/^\s*#private;/.test(line))
    .join("\n")
    .replace(/^export (declare )?/, "");
}

const prose = (comment) =>
  comment
    .replace(/^\/\*\*/, "")
    .replace(/\*\/\s*$/, "")
    .replaceAll(/^ ?\* ?/gm, "")
    .replaceAll(/```[\s\S]*?```/g, "")
    .trim();

/** The exports of a module, its own and those handed on: name → declaration. */
function exportsOf(file) {
  const text = readFileSync(path.join(dist, file), "utf8");
  const out = declarations(file);
  for (const [, names, from] of text.matchAll(/^export (?:type )?(\*|\{[^}]*\}) from "\.\/([\w/-]+)\.js";/gm)) {
    const theirs = exportsOf(`${from}.d.ts`);
    const wanted = names === "*" ? [...theirs.keys()] : names.match(/\w+/g).filter((name) => name !== "type");
    for (const name of wanted) if (theirs.has(name)) out.set(name, theirs.get(name));
  }
  return out;
}

/** The page. */
export function apiReference() {
  const seen = new Set();
  const parts = entries.map(([name, file]) => {
    const fresh = [...exportsOf(file)].filter(([one, { code }]) => !seen.has(one + code));
    for (const [one, { code }] of fresh) seen.add(one + code);
    const items = fresh.map(([one, { comment, code }]) => `### ${one}\n\n${comment}\n\n\`\`\`ts\n${code.trim()}\n\`\`\`\n`);
    return `## \`${name}\`\n\n${items.join("\n")}`;
  });
  return `# API reference\n\nMade from the types of the package by \`npm run docs\`. What an entry hands on from another stands there.\n\n${parts.join("\n")}`;
}

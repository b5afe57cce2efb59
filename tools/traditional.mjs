// Makes data/text/traditional.tsv from the tables of OpenCC, as the npm package opencc-js carries them.
//   node tools/traditional.mjs > data/text/traditional.tsv
import characters from "../node_modules/opencc-js/dist/esm-lib/dict/TSCharacters.js";
import phrases from "../node_modules/opencc-js/dist/esm-lib/dict/TSPhrases.js";

const pairs = (table) => table.split("|").map((row) => row.split(" "));
/** Offsets stay right only where what is read is as long as what is written, in UTF-8 and in UTF-16. */
const isPlain = (text) => [...text].every((c) => c >= "\u3400" && c <= "\u9fff");

const single = pairs(characters).filter(([written, read]) => written !== read && isPlain(written + read));
const table = new Map(single);
const byCharacter = (written) => [...written].map((c) => table.get(c) ?? c).join("");
const words = pairs(phrases).filter(([w, r]) => isPlain(w + r) && [...w].length === [...r].length && byCharacter(w) !== r);
/** Longer words that a shorter one already decides say nothing new. */
const needed = words.filter(([w]) => !words.some(([other]) => other !== w && w.includes(other)));

const lines = [
  "# Traditional characters and the simplified ones they are read as, pairs of them; after the empty line, words that are",
  "# read otherwise than character by character.",
  "# Source: OpenCC (https://github.com/BYVoid/OpenCC), TSCharacters and TSPhrases, as in npm opencc-js 1.4.2; Apache-2.0.",
  "# Made by tools/traditional.mjs; left out are characters beyond U+9FFF and words that a shorter one decides.",
];
for (let i = 0; i < single.length; i += 24) lines.push(single.slice(i, i + 24).map((pair) => pair.join("")).join(" "));
lines.push("", ...needed.map((pair) => pair.join("\t")));
console.log(lines.join("\n"));

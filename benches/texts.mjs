// The texts that benches/lib.rs makes, for the benches that run in JavaScript.

import { readFileSync } from "node:fs";

const article = readFileSync(new URL("./texts/page.txt", import.meta.url), "utf8");
const names = [..."白鹭云栖临江松涛澜芯恒跃远岫沈知陆晚顾明闻以贺江郁清谈秋裴一施婉车慕"];
const others = [..."青峦石桥望海平湖锐腾启宸朗润孟昭叶疏魏长邵景韩若梁深宋北唐予罗希冯绍苏岚"];

/** The article with other names and sums each time. */
export function variant(turn) {
  const change = (c) => {
    const at = names.indexOf(c);
    if (at >= 0) return others[(at + turn) % others.length];
    return /[0-9]/.test(c) ? String((Number(c) + turn) % 10) : c;
  };
  return turn === 0 ? article : [...article].map(change).join("");
}

/** A page of at least `characters` characters; `first` tells which variants it is made of. */
export function raw(characters, first = 0) {
  const turns = Math.ceil(characters / [...article].length);
  return Array.from({ length: turns }, (_, turn) => variant(first + turn)).join("");
}

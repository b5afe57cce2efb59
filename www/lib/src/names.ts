import type { EntityType, FigureKind, Finding, Stage } from "./analysis.js";

/** The languages that results are shown in. */
export type Lang = "zh" | "en";

type Names<K extends string> = Readonly<Record<K, readonly [zh: string, en: string]>>;

const entities: Names<EntityType> = {
  person: ["人物", "Person"],
  role: ["职务", "Post"],
  company: ["企业", "Company"],
  government: ["党政机关", "Government"],
  organization: ["机构", "Organization"],
  place: ["地点", "Place"],
  zone: ["园区", "Zone"],
  project: ["项目", "Project"],
  industry: ["产业", "Industry"],
  product: ["产品", "Product"],
  policy: ["政策", "Policy"],
  event: ["活动", "Event"],
};

const figures: Names<FigureKind> = {
  money: ["金额", "Money"],
  count: ["数量", "Count"],
  percent: ["百分比", "Percent"],
  percentage_point: ["百分点", "Percentage points"],
  multiple: ["倍数", "Multiple"],
  rank: ["位次", "Rank"],
  area: ["面积", "Area"],
  length: ["长度", "Length"],
  volume: ["体积", "Volume"],
  mass: ["重量", "Mass"],
  power: ["功率", "Power"],
  energy: ["电量", "Energy"],
  duration: ["时长", "Duration"],
  date: ["日期", "Date"],
  period: ["时期", "Period"],
  time: ["时刻", "Time"],
  age: ["年龄", "Age"],
  other: ["其他", "Other"],
};

const severities: Names<Finding["severity"]> = {
  error: ["有误", "Error"],
  warning: ["存疑", "Doubt"],
  info: ["提示", "Note"],
};

const stages: Names<Stage> = {
  planned: ["谋划", "Planned"],
  signed: ["签约", "Signed"],
  approved: ["获批", "Approved"],
  started: ["开工", "Started"],
  completed: ["竣工", "Completed"],
  operating: ["投产", "Operating"],
  scaled: ["达产", "Scaled up"],
};

const all: Names<string> = { ...entities, ...figures, ...severities, ...stages };

/** What a type, kind, severity or stage is called. */
export function nameOf(kind: EntityType | FigureKind | Finding["severity"] | Stage, lang: Lang = "zh"): string {
  return all[kind]?.[lang === "en" ? 1 : 0] ?? kind;
}

/** All entity types and figure kinds, in the order in which legends show them. */
export const entityTypes = Object.keys(entities) as EntityType[];
export const figureKinds = Object.keys(figures) as FigureKind[];

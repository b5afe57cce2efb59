import type { Analysis, Entity } from "../analysis.js";
import { requireIterable, requireLists } from "../options.js";
import { type Reading, requireReading, titleOf } from "./items.js";
import { companyKey } from "./names.js";

/** A person or a firm as one article has them. */
export interface NamedItem {
  article: string;
  title: string | null;
  published: string | null;
  type: "person" | "company";
  name: string;
  aliases: string[];
  /** Of a person: posts as text, with their body. */
  posts: string[];
  mentions: number;
  /** Offset of the first mention. */
  start: number;
}

/** A person or a firm across all articles. */
export interface DirectoryRow {
  type: "person" | "company";
  name: string;
  aliases: string[];
  /** With the articles that say so, in the order of their reports. */
  posts: { post: string; articles: string[]; from: string | null; to: string | null }[];
  mentions: number;
  sources: { article: string; title: string | null; published: string | null; start: number; mentions: number }[];
}

/** The persons and firms of an article. */
export function namedItemsOf(reading: Reading): NamedItem[] {
  requireReading(reading);
  const { id, title, published, analysis } = reading;
  return analysis.entities.flatMap((entity) => {
    const { type } = entity;
    if (type !== "person" && type !== "company") return [];
    return {
      article: id,
      title: title ?? titleOf(analysis),
      published: published ?? analysis.published,
      type,
      name: entity.name,
      aliases: entity.aliases,
      posts: postsOf(analysis, entity),
      mentions: entity.mentions.length,
      start: analysis.mentions[entity.mentions[0] ?? 0]?.start ?? 0,
    };
  });
}

function postsOf({ entities }: Analysis, { posts = [] }: Entity): string[] {
  return posts.map(({ role, body }) => `${body === undefined ? "" : (entities[body]?.name ?? "")}${entities[role]?.name ?? ""}`);
}

/** Persons by their name, firms by what is left of theirs without town and legal form; the most named first. */
export function directory(items: readonly NamedItem[]): DirectoryRow[] {
  requireIterable("The items", items);
  for (const item of items) requireLists("An item, as namedItemsOf() gives it,", item, ["aliases", "posts"]);
  const found = new Map<string, NamedItem[]>();
  const known = new Map<string, string>();
  const byLength = [...items].sort((a, b) => b.name.length - a.name.length);
  for (const item of byLength) {
    const keys = [item.name, ...item.aliases].map((name) => keyOf(item.type, name));
    const home = keys.map((key) => known.get(key)).find((key) => key !== undefined) ?? (keys[0] as string);
    for (const key of keys) if (!known.has(key)) known.set(key, home);
    found.set(home, [...(found.get(home) ?? []), item]);
  }
  return [...found.values()].map(rowOf).sort((a, b) => b.sources.length - a.sources.length || b.mentions - a.mentions);
}

const keyOf = (type: string, name: string): string => `${type}|${type === "company" ? companyKey(name) : name}`;

function rowOf(group: NamedItem[]): DirectoryRow {
  const items = [...group].sort((a, b) => (a.published ?? "9999").localeCompare(b.published ?? "9999"));
  const first = group[0] as NamedItem;
  const names = new Set(group.flatMap(({ name, aliases }) => [name, ...aliases]));
  names.delete(first.name);
  return {
    type: first.type,
    name: first.name,
    aliases: [...names],
    posts: postRows(items),
    mentions: items.reduce((sum, { mentions }) => sum + mentions, 0),
    sources: items.map(({ article, title, published, start, mentions }) => ({ article, title, published, start, mentions })),
  };
}

function postRows(items: NamedItem[]): DirectoryRow["posts"] {
  const rows = new Map<string, DirectoryRow["posts"][number]>();
  for (const { posts, article, published } of items) {
    for (const post of new Set(posts)) {
      const row = rows.get(post) ?? { post, articles: [], from: published, to: published };
      row.articles.push(article);
      row.to = published ?? row.to;
      rows.set(post, row);
    }
  }
  return [...rows.values()];
}

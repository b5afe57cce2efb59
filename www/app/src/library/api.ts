import type { Analysis, DirectoryRow, Ledger, LexiconEntry } from "shiju";

/** An article as it is handed over to be kept. */
export interface Draft {
  text: string;
  /** Where it is not given, the first title of the analysis, or the first line. */
  title?: string;
  published: string | null;
  /** The name of the file that it came from. */
  source: string;
  analysis: Analysis;
  corrections: readonly unknown[];
  /** The version that analysed it. */
  engine: string;
  /** The article that this is a new version of. */
  replaces?: number | null;
}

/** Another article that shares most of its words. */
export interface NearOne {
  id: number;
  title: string;
  /** From 0 to 1. */
  agreement: number;
}

export interface Saved {
  id: number;
  /** Whether the very same text was there before. */
  known: boolean;
  near: NearOne[];
}

/** An article in the list. */
export interface Listed {
  id: number;
  title: string;
  published: string | null;
  source: string;
  added: string;
  characters: number;
  projects: number;
  figures: number;
  findings: number;
  /** Of a search: the words around the first hit. */
  snippet: string | null;
}

/** An article as it was kept. */
export interface Kept {
  id: number;
  title: string;
  text: string;
  published: string | null;
  corrections: unknown[];
}

/** An article that is not indexed by its words yet. */
export interface Uncut {
  id: number;
  /** Of the text, so that words of a text that was replaced meanwhile are known. */
  hash: string;
  title: string;
  text: string;
}

/** What an article is found by, words with spaces between. */
export interface WordIndex {
  title: string;
  body: string;
  /** The shorter words within long ones. */
  within: string;
}

/** Where the library lies, and how large it is. */
export interface Standing {
  /** `memory` is gone with the tab; `reason` says why it is no better. */
  storage: "opfs" | "memory";
  reason: string | null;
  /** Whether this tab holds the library, or asks the one that does. */
  holder: boolean;
  articles: number;
  bytes: number;
  /** SQLite's version. */
  sqlite: string;
}

export interface Imported {
  added: number;
  known: number;
}

/** What can be asked of the library. Every call is whole or not at all. */
export interface Calls {
  standing(): Standing;
  save(draft: Draft): Saved;
  list(query: string, limit: number): { articles: Listed[]; all: number };
  read(id: number): Kept | null;
  /** The next article that is not indexed by its words. */
  uncut(): Uncut | null;
  /** Indexes an article by its words, unless its text is another by now. */
  cut(id: number, hash: string, index: WordIndex): void;
  remove(ids: readonly number[]): number;
  clear(): void;
  /** The projects of all articles, each in one row. */
  ledger(): Ledger;
  /** The persons and firms of all articles. */
  directory(): DirectoryRow[];
  /** The whole as a file of SQLite. */
  file(): Uint8Array<ArrayBuffer>;
  /** Takes over the articles of such a file that are not there yet. */
  merge(file: Uint8Array): Imported;
  /** The names that readers have given, each once. */
  names(): LexiconEntry[];
  /** One JSON object a line and article. */
  lines(): string;
}

export type LibraryErrorCode = "quota" | "not-a-library" | "newer" | "failed";

/** Why the library could not do what was asked. */
export class LibraryError extends Error {
  constructor(
    readonly code: LibraryErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What goes to a library worker and comes back, between a page and its worker, and between the workers of two tabs. */
export interface Ask {
  id: string;
  call: keyof Calls;
  args: unknown[];
}
export type Answer = { id: string; value: unknown } | { id: string; error: { code: LibraryErrorCode; message: string } };

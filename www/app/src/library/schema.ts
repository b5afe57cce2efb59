import type { Database } from "@sqlite.org/sqlite-wasm";
import { tokensOf } from "./tokens.js";

/** "SHJU": what the file says that it is. */
export const APPLICATION_ID = 0x53484a55;

/** Each step makes the next version of the schema from the one before; a step that has been released is never changed. */
const steps: readonly (string | ((db: Database) => void))[] = [
  `
  CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    source TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    added TEXT NOT NULL,
    changed TEXT NOT NULL,
    engine TEXT NOT NULL,
    signature BLOB NOT NULL
  );
  CREATE INDEX articles_hash ON articles (hash);
  CREATE TABLE near (
    band INTEGER NOT NULL,
    value INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (band, value, article)
  ) WITHOUT ROWID;
  CREATE INDEX near_article ON near (article);
  CREATE TABLE entities (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    posts TEXT NOT NULL,
    division TEXT,
    mentions INTEGER NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (article, number)
  ) WITHOUT ROWID;
  CREATE INDEX entities_name ON entities (type, name);
  CREATE TABLE figures (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    low REAL,
    high REAL,
    time TEXT,
    unit TEXT,
    metric TEXT,
    subject TEXT,
    period TEXT,
    interval TEXT,
    status TEXT,
    start INTEGER NOT NULL,
    PRIMARY KEY (article, number)
  ) WITHOUT ROWID;
  CREATE TABLE projects (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT,
    company TEXT,
    place TEXT,
    industry TEXT,
    stage TEXT,
    low REAL,
    high REAL,
    unit TEXT,
    item TEXT NOT NULL,
    PRIMARY KEY (article, number)
  ) WITHOUT ROWID;
  CREATE TABLE findings (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    text TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (article, number)
  ) WITHOUT ROWID;
  CREATE TABLE corrections (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (article, number)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
  `,
  // The words of each article; what is not in there yet is found by its pairs of characters alone. These are made anew: what stood
  // right behind a number or a Latin word was not among them.
  (db) => {
    db.exec(`
      CREATE VIRTUAL TABLE words USING fts5(title, body, within, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
      CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
    `);
    for (const id of db.selectValues("SELECT id FROM articles")) {
      const [title, text] = db.selectArray("SELECT title, text FROM articles WHERE id = ?", [id]) ?? [];
      const bind = [id as number, tokensOf(String(title)), tokensOf(String(text))];
      db.exec({ sql: "INSERT OR REPLACE INTO search (rowid, title, body) VALUES (?, ?, ?)", bind });
    }
  },
];

/** The newest version that this build knows. */
export const newest = steps.length;

/** A library that was written by a newer build. */
export class NewerLibrary extends Error {}

/** Brings a library up to the newest schema, each step whole or not at all. */
export function migrate(db: Database): void {
  db.exec("PRAGMA foreign_keys = ON");
  const version = Number(db.selectValue("PRAGMA user_version"));
  if (version > newest) throw new NewerLibrary(`The library has schema ${version}; this build knows ${newest}.`);
  for (const [i, step] of steps.entries()) {
    if (i < version) continue;
    db.transaction(() => {
      if (typeof step === "string") db.exec(step);
      else step(db);
      db.exec(`PRAGMA user_version = ${i + 1}; PRAGMA application_id = ${APPLICATION_ID}`);
    });
  }
}

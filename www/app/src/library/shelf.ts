import type { Database, Sqlite3Static, SqlValue } from "@sqlite.org/sqlite-wasm";
import { type DirectoryRow, directory, type Ledger, type LedgerItem, type LexiconEntry, ledgerOf, type NamedItem } from "shiju";
import {
  type Calls,
  type Draft,
  type Imported,
  type Kept,
  LibraryError,
  type Listed,
  type NearOne,
  type Saved,
  type Standing,
  type Uncut,
  type WordIndex,
} from "./api.js";
import { unpacked } from "./corrections.js";
import { agreement, bandsOf, NEAR, signatureOf } from "./near.js";
import { type Row, rowsOf, tables, titleFor } from "./rows.js";
import { APPLICATION_ID, migrate, NewerLibrary } from "./schema.js";
import { candidates, matchOf, stretchesOf, tokensOf, wordMatchOf } from "./tokens.js";

const now = (): string => new Date().toISOString();
/** Candidates for a near-duplicate, those with most in common first. */
const LOOKED_AT = 20;
/** Characters shown before and after what was searched for. */
const AROUND = 28;

/** The library over an open database. It knows nothing of workers, tabs and storage. */
export class Shelf implements Calls {
  constructor(
    private readonly sqlite: Sqlite3Static,
    private readonly db: Database,
    private readonly where: Pick<Standing, "storage" | "reason">,
  ) {
    migrate(db);
  }

  /** Does all of it or nothing. Where the storage is full, SQLite has already gone back to the beginning by itself. */
  #whole<T>(work: () => T): T {
    this.db.exec("BEGIN");
    try {
      const value = work();
      this.db.exec("COMMIT");
      return value;
    } catch (thrown) {
      if (this.sqlite.capi.sqlite3_get_autocommit(this.db) === 0) this.db.exec("ROLLBACK");
      throw thrown;
    }
  }

  standing(): Standing {
    const number = (sql: string) => Number(this.db.selectValue(sql));
    return {
      ...this.where,
      holder: true,
      articles: number("SELECT count(*) FROM articles"),
      bytes: number("PRAGMA page_count") * number("PRAGMA page_size"),
      sqlite: this.sqlite.version.libVersion,
    };
  }

  save(draft: Draft): Saved {
    return this.#whole(() => {
      const hash = hashOf(draft.text);
      const same = this.db.selectValue("SELECT id FROM articles WHERE hash = ? AND text = ?", [hash, draft.text]);
      const id = Number(same ?? this.#replaced(draft.replaces) ?? 0);
      const signature = signatureOf(draft.text);
      const title = draft.title ?? titleFor(draft.analysis, draft.text);
      const kept = {
        hash,
        title,
        published: draft.published ?? draft.analysis.published,
        source: draft.source,
        text: draft.text,
      };
      const saved = this.#put(id, { ...kept, changed: now(), engine: draft.engine, signature: bytesOf(signature) }, now());
      for (const { name, rows } of rowsOf(draft)) for (const row of rows) this.#insert(name, { article: saved, ...row });
      return { id: saved, known: same !== undefined, near: this.#near(saved, signature) };
    });
  }

  /** The article to be replaced, if it is still there. */
  #replaced(id: number | null | undefined): SqlValue | undefined {
    return id ? this.db.selectValue("SELECT id FROM articles WHERE id = ?", [id]) : undefined;
  }

  /** Writes an article anew, without what was read from it; gives its number. */
  #put(id: number, fields: Row, added: string): number {
    if (id) {
      this.#forget(id);
      const names = Object.keys(fields);
      this.#run(`UPDATE articles SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`, [
        ...Object.values(fields),
        id,
      ]);
    } else {
      this.#insert("articles", { ...fields, added });
    }
    const saved = id || Number(this.db.selectValue("SELECT last_insert_rowid()"));
    const signature = signatureFrom(fields.signature as Uint8Array);
    for (const [band, value] of bandsOf(signature).entries()) this.#insert("near", { band, value, article: saved });
    this.#run("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", [
      saved,
      tokensOf(String(fields.title)),
      tokensOf(String(fields.text)),
    ]);
    return saved;
  }

  /** Takes away all that hangs on an article. */
  #forget(id: number): void {
    for (const table of [...tables, "near"]) this.#run(`DELETE FROM ${table} WHERE article = ?`, [id]);
    for (const index of ["search", "words"]) this.#run(`DELETE FROM ${index} WHERE rowid = ?`, [id]);
  }

  #insert(table: string, row: Row): void {
    const names = Object.keys(row);
    this.#run(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`, Object.values(row));
  }

  #run(sql: string, bind: SqlValue[]): void {
    this.db.exec({ sql, bind });
  }

  /** Articles that agree with a signature, the nearest first. */
  #near(id: number, signature: Uint32Array): NearOne[] {
    const asked = bandsOf(signature)
      .map((value, band) => `(band = ${band} AND value = ${value})`)
      .join(" OR ");
    const rows = this.db.selectArrays(
      `SELECT id, title, signature FROM
         (SELECT article FROM near WHERE article <> ? AND (${asked}) GROUP BY article ORDER BY count(*) DESC LIMIT ${LOOKED_AT})
       JOIN articles ON articles.id = article`,
      [id],
    );
    return rows
      .map(([other, title, bytes]) => ({
        id: Number(other),
        title: String(title),
        agreement: agreement(signature, signatureFrom(bytes as Uint8Array)),
      }))
      .filter((one) => one.agreement >= NEAR)
      .sort((a, b) => b.agreement - a.agreement);
  }

  list(query: string, limit: number): { articles: Listed[]; all: number } {
    const match = matchOf(query);
    const word = match && wordMatchOf(query, this.#counts(query));
    const found = match ? "search JOIN articles ON articles.id = search.rowid" : "articles";
    const where = match ? "search MATCH ?1" : "?1 IS NULL";
    // Materialized, as the rank of a search can be had only where it searches.
    const scores =
      "WITH word (article, score) AS MATERIALIZED (SELECT rowid, bm25(words, 6, 2, 1) FROM words WHERE words MATCH ?2)";
    const scored = word ? `${found} LEFT JOIN word ON word.article = articles.id` : found;
    const rank = word ? "word.score IS NULL, bm25(search, 6, 1) + coalesce(word.score, 0)" : match && "bm25(search, 6, 1)";
    const counted = (table: string) => `(SELECT count(*) FROM ${table} WHERE article = articles.id) AS ${table}`;
    const rows = this.db.selectObjects(
      `${word ? scores : ""} SELECT articles.id, articles.title, published, source, added, length(text) AS characters, ${match ? "text" : "NULL AS text"}, ${counted("projects")}, ${counted("figures")}, ${counted("findings")}
       FROM ${scored} WHERE ${where} ORDER BY ${rank ? `${rank}, ` : ""}id DESC LIMIT ${Math.floor(limit)}`,
      word ? [match, word] : [match],
    );
    const stretches = match ? stretchesOf(query) : [];
    return {
      articles: rows.map((row) => listed(row, stretches)),
      all: Number(this.db.selectValue(`SELECT count(*) FROM ${found} WHERE ${where}`, [match])),
    };
  }

  /** How often what may be a word of the query is one in the library. */
  #counts(query: string): Map<string, number> {
    const terms = candidates(query);
    const rows = this.db.selectArrays(
      `SELECT term, cnt FROM vocabulary WHERE term IN (${terms.map(() => "?").join(", ")})`,
      terms,
    );
    return new Map(rows.map(([term, count]) => [String(term), Number(count)]));
  }

  uncut(): Uncut | null {
    const row = this.db.selectObject(
      "SELECT id, hash, title, text FROM articles WHERE id NOT IN (SELECT rowid FROM words) ORDER BY id DESC LIMIT 1",
    );
    return (row as unknown as Uncut | undefined) ?? null;
  }

  cut(id: number, hash: string, { title, body, within }: WordIndex): void {
    this.#whole(() => {
      this.#run("DELETE FROM words WHERE rowid = ?", [id]);
      this.#run("INSERT INTO words (rowid, title, body, within) SELECT id, ?, ?, ? FROM articles WHERE id = ? AND hash = ?", [
        title,
        body,
        within,
        id,
        hash,
      ]);
    });
  }

  read(id: number): Kept | null {
    const row = this.db.selectObject("SELECT id, title, text, published FROM articles WHERE id = ?", [id]);
    if (!row) return null;
    const bodies = this.db.selectValues("SELECT body FROM corrections WHERE article = ? ORDER BY number", [id]);
    return { ...(row as unknown as Omit<Kept, "corrections">), corrections: bodies.map((body) => JSON.parse(String(body))) };
  }

  remove(ids: readonly number[]): number {
    return this.#whole(() => {
      for (const id of ids) {
        this.#forget(id);
        this.#run("DELETE FROM articles WHERE id = ?", [id]);
      }
      return ids.length;
    });
  }

  clear(): void {
    this.remove(this.db.selectValues("SELECT id FROM articles").map(Number));
    this.db.exec("VACUUM");
  }

  ledger(): Ledger {
    return ledgerOf(this.#items());
  }

  directory(): DirectoryRow[] {
    return directory(this.#named());
  }

  #items(): LedgerItem[] {
    const rows = this.db.selectArrays(
      "SELECT articles.id, title, published, item FROM projects JOIN articles ON articles.id = article ORDER BY articles.id, number",
    );
    return rows.map(([id, title, published, item]) => {
      return { ...JSON.parse(String(item)), article: String(id), title, published };
    });
  }

  #named(): NamedItem[] {
    const rows = this.db.selectObjects(
      `SELECT article, title, published, type, name, aliases, posts, mentions, start FROM entities JOIN articles ON articles.id = article
       WHERE type IN ('person', 'company') ORDER BY article, number`,
    );
    return rows.map((row) => ({
      ...(row as unknown as NamedItem),
      article: String(row.article),
      aliases: JSON.parse(String(row.aliases)),
      posts: JSON.parse(String(row.posts)),
    }));
  }

  names(): LexiconEntry[] {
    const bodies = this.db.selectValues(`SELECT DISTINCT body FROM corrections WHERE json_extract(body, '$.kind') = 'name'`);
    const names = unpacked(bodies.map((body) => JSON.parse(String(body)))).names;
    return [...new Map(names.map((name) => [name.text, name])).values()];
  }

  file(): Uint8Array<ArrayBuffer> {
    return this.sqlite.capi.sqlite3_js_db_export(this.db) as Uint8Array<ArrayBuffer>;
  }

  merge(file: Uint8Array): Imported {
    const other = this.#opened(file);
    try {
      return this.#whole(() => this.#take(other));
    } finally {
      other.close();
    }
  }

  /** A file as a database in memory, with the newest schema. */
  #opened(file: Uint8Array): Database {
    const { capi, wasm, oo1 } = this.sqlite;
    const other = new oo1.DB(":memory:");
    try {
      const pointer = wasm.allocFromTypedArray(file);
      const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
      other.checkRc(capi.sqlite3_deserialize(other.pointer as number, "main", pointer, file.length, file.length, flags));
      if (Number(other.selectValue("PRAGMA application_id")) !== APPLICATION_ID) throw new Error("application_id");
      if (other.selectValue("PRAGMA integrity_check") !== "ok") throw new Error("integrity_check");
      migrate(other);
      return other;
    } catch (thrown) {
      other.close();
      if (thrown instanceof NewerLibrary) throw new LibraryError("newer", thrown.message);
      throw new LibraryError("not-a-library", "The file is not a library of shiju, or it is damaged.");
    }
  }

  #take(other: Database): Imported {
    const imported = { added: 0, known: 0 };
    for (const row of other.selectObjects("SELECT * FROM articles ORDER BY id")) {
      const { id, added, ...fields } = row;
      if (
        this.db.selectValue("SELECT 1 FROM articles WHERE hash = ? AND text = ?", [fields.hash as string, fields.text as string])
      ) {
        imported.known += 1;
        continue;
      }
      const article = this.#put(0, fields, String(added));
      for (const table of tables) {
        for (const part of other.selectObjects(`SELECT * FROM ${table} WHERE article = ?`, [id as number])) {
          this.#insert(table, { ...part, article });
        }
      }
      imported.added += 1;
    }
    return imported;
  }

  lines(): string {
    const rows = this.db.selectObjects("SELECT id, title, published, source, added, text FROM articles ORDER BY id");
    return rows.map(({ id, ...article }) => `${JSON.stringify({ ...article, ...this.#parts(Number(id)) })}\n`).join("");
  }

  #parts(id: number): Record<string, unknown[]> {
    return Object.fromEntries(
      tables.map((table) => {
        const rows = this.db.selectObjects(`SELECT * FROM ${table} WHERE article = ? ORDER BY number`, [id]);
        if (table === "corrections") return [table, rows.map(({ body }) => JSON.parse(String(body)))];
        return [table, rows.map(({ article: _, number: __, item: ___, ...rest }) => rest)];
      }),
    );
  }
}

function listed({ text, ...row }: Record<string, SqlValue>, stretches: string[]): Listed {
  const whole = String(text ?? "");
  const found = whole.toLowerCase();
  const hit = stretches.map((stretch) => found.indexOf(stretch)).find((at) => at >= 0);
  return {
    ...(row as unknown as Listed),
    snippet: hit === undefined ? null : whole.slice(Math.max(0, hit - AROUND), hit + AROUND * 2).replaceAll("\n", " "),
  };
}

const bytesOf = (signature: Uint32Array): Uint8Array => new Uint8Array(signature.buffer);

/** What SQLite gives lies anywhere in its memory; numbers must lie on their own bounds. */
const signatureFrom = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.slice().buffer);

/** Short enough for an index; equality is always looked at as well. */
function hashOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return `${(a >>> 0).toString(16).padStart(8, "0")}${(b >>> 0).toString(16).padStart(8, "0")}-${text.length}`;
}

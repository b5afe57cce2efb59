import init, { type Database, type Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { type RequestSeen, watchRequests } from "shiju";
import { type Answer, type Ask, type Calls, LibraryError, type LibraryErrorCode, type Standing } from "./api.js";
import { Shelf } from "./shelf.js";

/**
 * The library's worker. Of all tabs, one holds the database: its worker has the lock and answers the others over a channel.
 * When that tab goes, the lock passes on, and whoever gets it opens the database and takes over what is still unanswered.
 */

const LOCK = "shiju.library";
const CHANNEL = "shiju.library";
const FILE = "/library.sqlite";
/** The tab that held the database before may need a moment to let its files go. */
const ATTEMPTS = 20;
const MOMENT_MS = 50;

/** What the page can set before anything is asked: the module's bytes, where they cannot be fetched. */
interface Start {
  wasm?: ArrayBuffer;
}

/** The page is put away: the worker ends, and what it holds is free. */
interface End {
  end: true;
}

const page = self as unknown as {
  close(): void;
  postMessage(message: Answer | { seen: RequestSeen[] } | { holds: true }): void;
  onmessage: ((event: MessageEvent<Ask | Start | End>) => void) | null;
};
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
/** Asked by this worker's page and not answered yet. */
const open = new Map<string, Ask>();
let shelf: Promise<Shelf> | null = null;
let start: Start = {};
let waits = false;

watchRequests((seen) => page.postMessage({ seen }));

page.onmessage = ({ data }) => {
  if ("end" in data) return page.close();
  if (!("call" in data)) {
    start = data;
    return;
  }
  open.set(data.id, data);
  if (shelf) void answerMine(data);
  else {
    others?.postMessage(data);
    if (!waits) stand();
  }
};

if (others) {
  others.onmessage = ({ data }: MessageEvent<Ask | Answer>) => {
    if ("call" in data) void answerOther(data);
    else if (open.has(data.id)) settle(handedOn(data));
  };
}

/** Stands for the lock; opens the database once it is ours, and keeps it as long as this worker lives. */
function stand(): void {
  waits = true;
  const locks = self.navigator.locks;
  const own = () => {
    shelf = openShelf();
    for (const ask of open.values()) void answerMine(ask);
    page.postMessage({ holds: true });
    return new Promise<never>(() => {});
  };
  if (!locks) void own();
  // Where locks are forbidden (file:), storage is too: the library lives in this tab's memory.
  else locks.request(LOCK, own).catch(own);
}

function settle(answer: Answer): void {
  if (open.delete(answer.id)) page.postMessage(answer);
}

/** Another tab's standing, said as this tab's. */
function handedOn(answer: Answer): Answer {
  const asked = open.get(answer.id);
  if (asked?.call !== "standing" || !("value" in answer)) return answer;
  return { ...answer, value: { ...(answer.value as Standing), holder: shelf !== null } };
}

async function answerMine(ask: Ask): Promise<void> {
  settle(await answer(ask));
}

async function answerOther(ask: Ask): Promise<void> {
  if (shelf) others?.postMessage(await answer(ask));
}

async function answer({ id, call, args }: Ask): Promise<Answer> {
  try {
    const opened = (await shelf) as Calls;
    const asked = opened[call] as (...given: unknown[]) => unknown;
    return { id, value: asked.apply(opened, args) };
  } catch (thrown) {
    return { id, error: { code: codeOf(thrown), message: thrown instanceof Error ? thrown.message : String(thrown) } };
  }
}

const SQLITE_FULL = 13;
const SQLITE_IOERR = 10;

function codeOf(thrown: unknown): LibraryErrorCode {
  if (thrown instanceof LibraryError) return thrown.code;
  const code = Number((thrown as { resultCode?: number }).resultCode ?? 0) & 0xff;
  const name = (thrown as Error).name;
  // Out of room, the pool of files can say no more than that writing failed.
  return name === "QuotaExceededError" || code === SQLITE_FULL || code === SQLITE_IOERR ? "quota" : "failed";
}

async function openShelf(): Promise<Shelf> {
  // Only the pool of files is wanted; the other ways of storing would say on the console that they cannot be had.
  const silent = { warn() {}, log() {}, debug() {}, error() {} };
  Object.assign(globalThis, {
    sqlite3ApiConfig: { ...silent, disable: { vfs: { kvvfs: true, opfs: true, "opfs-vfs": true, "opfs-wl": true } } },
  });
  const options = { print() {}, printErr() {}, ...(start.wasm ? { wasmBinary: start.wasm } : {}) };
  const sqlite = await (init as (options: object) => Promise<Sqlite3Static>)(options);
  try {
    return new Shelf(sqlite, await stored(sqlite), { storage: "opfs", reason: null });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return new Shelf(sqlite, new sqlite.oo1.DB(":memory:"), { storage: "memory", reason });
  }
}

const poolOptions = { name: "shiju", verbosity: 0, preserveOnInitFailure: true, forceReinitIfPreviouslyFailed: true };

async function stored(sqlite: Sqlite3Static): Promise<Database> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const pool = await sqlite.installOpfsSAHPoolVfs(poolOptions);
      const db = new pool.OpfsSAHPoolDb(FILE);
      db.exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL");
      return db;
    } catch (thrown) {
      const busy = (thrown as Error).name === "NoModificationAllowedError" || /access handle/i.test((thrown as Error).message);
      if (!busy || attempt === ATTEMPTS) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
    }
  }
}

import type { LexiconEntry } from "shiju";
import { load, revealWhenReady } from "../state/actions.js";
import { addressOf } from "../state/address.js";
import { nameIt } from "../state/corrections.js";
import { noteMore } from "../state/steps.js";
import { store } from "../state/store.js";
import { LibraryError, type Saved } from "./api.js";
import { library, onHeld } from "./client.js";
import { packed, unpacked } from "./corrections.js";
import { indexWords } from "./cut.js";
import { libraryStore, type View, views } from "./state.js";
import { lt } from "./words.js";

/** Articles listed at most; the search finds the others. */
const LISTED = 10_000;

/** Tells the other tabs that the library has changed. */
const news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("shiju.library.news");
news?.addEventListener("message", () => {
  if (store.state.room === "library") void refresh();
});

/** What the room says of another tab that holds the library is no longer so. */
onHeld(() => {
  if (store.state.room === "library" && libraryStore.state.standing?.holder === false) void refresh();
});

/** A page that was put away and is shown again has missed what happened since. */
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && store.state.room === "library") void refresh();
});

/** Does something with the library; what goes wrong is said, not thrown. */
async function said<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const { errors } = lt();
    const code = thrown instanceof LibraryError ? thrown.code : "failed";
    const text = code === "failed" ? `${errors.failed}${(thrown as Error).message}` : errors[code];
    libraryStore.set({ notice: { kind: "alert", text, near: [] } });
    return undefined;
  }
}

/** Reads anew what the view at hand shows; then, while nobody waits, indexes what is not indexed by its words. */
export async function refresh(): Promise<void> {
  await show();
  void indexWords().then((done) => {
    if (done && libraryStore.state.query) void show();
  });
}

async function show(): Promise<void> {
  await said(async () => {
    const { query, view } = libraryStore.state;
    const wantsRows = view !== "articles";
    const [standing, list, ledger, directory, persisted] = await Promise.all([
      library.standing(),
      library.list(query, LISTED),
      wantsRows ? library.ledger() : null,
      view === "companies" || view === "people" ? library.directory() : null,
      navigator.storage?.persisted?.().catch(() => false) ?? false,
    ]);
    if (libraryStore.state.query !== query) return;
    libraryStore.set({ standing, articles: list.articles, all: list.all, ledger, directory, persisted });
  });
}

async function changed(): Promise<void> {
  news?.postMessage(null);
  await refresh();
}

/** Goes to a view of the library, or to one thing in it, and says so in the address. */
export function goTo(view: View, at: string | null = null, filter = ""): void {
  const { view: before } = libraryStore.state;
  libraryStore.set({ view, at, filter, notice: null, ...(view === before ? {} : { ledger: null, directory: null }) });
  store.set({ room: "library", pinned: null, selected: null });
  const address = ["library", ...(view === "articles" ? [] : [view]), ...(at ? [encodeURIComponent(at)] : [])].join("/");
  if (location.hash !== `#${address}`) history.pushState(null, "", `#${address}`);
  scrollTo({ top: 0 });
  void refresh();
}

/** Follows an address such as `library/companies/远岫智能`. */
export function followLibrary(address: string): boolean {
  const [room, view = "articles", at] = address.split("/");
  if (room !== "library" || !views.includes(view as View)) return false;
  goTo(view as View, at ? decodeURIComponent(at) : null);
  return true;
}

export function search(query: string): void {
  libraryStore.set({ query });
  void refresh();
}

/** Whether the library has the sheet's text and corrections just as they are. */
export function isKept(): boolean {
  const { kept, ...now } = store.state;
  const parts = ["text", "names", "dismissed", "layer", "page"] as const;
  return kept !== null && parts.every((part) => kept[part] === now[part]);
}

/** Keeps what is on the sheet, with its corrections. */
export async function keep(): Promise<void> {
  const { text, analysis, fresh, published, version, names, dismissed, layer, page, ocr } = store.state;
  if (!analysis || !fresh || !text.trim()) return;
  const saved = await said(() =>
    library.save({
      text,
      published: published || analysis.published,
      source: "",
      analysis,
      corrections: packed({ names, dismissed, layer, page }, text, ocr),
      engine: version ?? "",
      replaces: store.state.onSheet,
    }),
  );
  if (!saved) return;
  libraryStore.set({ notice: { kind: "status", text: await savedText(saved), near: saved.near } });
  store.set({ onSheet: saved.id, kept: { text, names, dismissed, layer, page } });
  void navigator.storage?.persist?.().catch(() => false);
  await changed();
}

async function savedText({ id, known }: Saved): Promise<string> {
  const title = (await library.read(id))?.title ?? "";
  return known ? lt().again(title) : lt().saved(title);
}

/** Opens an article of the library at a place in it. */
export async function openKept(id: number, start?: number): Promise<void> {
  if (!(await putOnSheet(id))) return;
  history.pushState(null, "", addressOf("overview"));
  store.set({ panel: "overview", room: "text" });
  if (start !== undefined) revealWhenReady(start);
}

/** Takes names that came with articles into the reader's own, which hold for every text. */
export function takeNames(names: readonly LexiconEntry[]): void {
  for (const { text, type, canonical } of names) nameIt(text, type, canonical);
  libraryStore.set({ notice: null });
}

/** Names that were said of articles in the library and are not among the reader's own. */
export async function strangeNames(): Promise<readonly LexiconEntry[]> {
  const own = new Set(store.state.names.map(({ text }) => text));
  return ((await said(() => library.names())) ?? []).filter(({ text }) => !own.has(text));
}

/** Puts an article of the library on the sheet, with its corrections; says whether it is there. */
export async function putOnSheet(id: number): Promise<boolean> {
  const kept = await said(() => library.read(id));
  if (!kept) return false;
  const { dismissed, layer, page, ocr } = unpacked(kept.corrections);
  load(kept.text, { ocr, page: page.choices, article: page.article, published: kept.published ?? "" });
  store.set({ dismissed, layer, page });
  const { text, names } = store.state;
  store.set({ onSheet: id, kept: { text, names, dismissed, layer, page } });
  noteMore();
  return true;
}

export async function remove(id: number, title: string): Promise<void> {
  if (!confirm(lt().removeAsk(title))) return;
  await said(() => library.remove([id]));
  if (store.state.onSheet === id) store.set({ onSheet: null, kept: null });
  libraryStore.set({ notice: { kind: "status", text: lt().removed, near: [] } });
  await changed();
}

export async function clear(): Promise<void> {
  if (!confirm(lt().clearAsk(libraryStore.state.standing?.articles ?? 0))) return;
  await said(() => library.clear());
  store.set({ onSheet: null, kept: null });
  libraryStore.set({ notice: { kind: "status", text: lt().cleared, near: [] } });
  await changed();
}

export async function persist(): Promise<void> {
  libraryStore.set({ persisted: (await navigator.storage?.persist?.().catch(() => false)) ?? false });
}

export { changed, said };

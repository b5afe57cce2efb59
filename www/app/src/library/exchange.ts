import { readingOfFile } from "../state/files.js";
import { save } from "../tables/export.js";
import { grid, type Table } from "../tables/table.js";
import { changed, refresh, said, strangeNames } from "./actions.js";
import { library } from "./client.js";
import { type Incoming, takeIn } from "./queue.js";
import { libraryStore } from "./state.js";
import { articleTable, directoryTable, ledgerTable } from "./tables.js";
import { lt } from "./words.js";

/** Files and folders become articles. */
export async function takeFiles(files: Iterable<File>): Promise<void> {
  const incoming = [...files].filter(({ name }) => !name.startsWith(".")).map((file) => fromFile(file));
  await takeIn(incoming, showSoFar());
  await changed();
}

const SHOWN_EVERY_MS = 2_000;

/** Shows from time to time what has been kept so far, while more is coming. */
function showSoFar(): () => void {
  let next = 0;
  return () => {
    if (performance.now() < next || libraryStore.state.view !== "articles") return;
    next = performance.now() + SHOWN_EVERY_MS;
    void refresh();
  };
}

const fromFile = (file: File): Incoming => ({
  name: file.webkitRelativePath || file.name,
  read: async () => {
    const { text, ocr } = await readingOfFile(file);
    return { text, corrections: ocr ? [{ kind: "ocr" }] : [] };
  },
});

/** Takes over another library, or articles one a line. */
export async function importFile(file: File): Promise<void> {
  if (/\.jsonl$/i.test(file.name)) {
    await takeIn(await fromLines(file), showSoFar());
  } else {
    const imported = await said(async () => library.merge(new Uint8Array(await file.arrayBuffer())));
    if (imported) {
      libraryStore.set({ notice: { kind: "status", text: lt().imported(imported.added, imported.known), near: [] } });
    }
  }
  await changed();
  const names = await strangeNames();
  if (names.length) libraryStore.set({ notice: { kind: "status", text: lt().namesCame(names.length), near: [], names } });
}

/** Each line an object with a `text`; the rest is read anew, so that lines from elsewhere do as well. */
async function fromLines(file: File): Promise<Incoming[]> {
  const lines = (await file.text()).split("\n").filter((line) => line.trim());
  return lines.map((line, i) => ({
    name: `${file.name}:${i + 1}`,
    read: async () => {
      const { text, title, published, corrections } = JSON.parse(line) as Record<string, unknown>;
      if (typeof text !== "string") throw new Error(lt().queue.empty);
      return {
        text,
        ...(typeof title === "string" ? { title } : {}),
        published: typeof published === "string" ? published : null,
        corrections: Array.isArray(corrections) ? corrections : [],
      };
    },
  }));
}

const stamp = (): string => new Date().toISOString().slice(0, 10);

export async function exportFile(): Promise<void> {
  await said(async () => save(`shiju-${stamp()}.sqlite`, "application/vnd.sqlite3", await library.file()));
}

export async function exportLines(): Promise<void> {
  await said(async () => save(`shiju-${stamp()}.jsonl`, "application/jsonl", await library.lines()));
}

/** Articles, ledger, firms and people, a sheet each. */
export async function exportSheets(): Promise<void> {
  await said(async () => {
    const { default: write } = await import("write-excel-file/universal");
    const [list, ledger, directory] = await Promise.all([
      library.list("", Number.MAX_SAFE_INTEGER),
      library.ledger(),
      library.directory(),
    ]);
    const tables: [string, Table][] = [
      [lt().views.articles, articleTable(list.articles)],
      [lt().views.ledger, ledgerTable(ledger.rows)],
      [lt().views.companies, directoryTable(directory, "company")],
      [lt().views.people, directoryTable(directory, "person")],
    ];
    const blob = await write(tables.map(([sheet, table]) => ({ sheet, ...sheetOf(table) }))).toBlob();
    save(`shiju-${stamp()}.xlsx`, blob.type, blob);
  });
}

function sheetOf(table: Table) {
  const [head = [], ...rows] = grid(table);
  const bold = head.map((value) => ({ value: String(value), fontWeight: "bold" as const }));
  const cells = rows.map((row) => row.map((value) => (value === null || value === "" ? null : { value })));
  const columns = table.columns.map(({ wide }) => ({ width: wide ? 28 : 16 }));
  return { data: [bold, ...cells], columns, stickyRowsCount: 1 };
}

import { grid, type Table } from "./table.js";

/** Saves a table as an Excel sheet: numbers as numbers, a bold head. The writer is loaded when it is first wanted. */
export async function saveXlsx(table: Table): Promise<void> {
  const { default: write } = await import("write-excel-file/universal");
  const [head = [], ...rows] = grid(table);
  const bold = head.map((value) => ({ value: String(value), fontWeight: "bold" as const }));
  const cells = rows.map((row) => row.map((value) => (value === null || value === "" ? null : { value })));
  const columns = table.columns.map(({ wide }) => ({ width: wide ? 28 : 16 }));
  const blob = await write([bold, ...cells], { columns, sheet: table.name, stickyRowsCount: 1 }).toBlob();
  save(`${table.name}.xlsx`, blob.type, blob);
}

/** Hands a file to the reader, without a request. */
export function save(name: string, type: string, content: BlobPart): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The files of a drop, those inside of folders too. Taken from the event at once: later it is empty. */
export function filesOf(transfer: DataTransfer): { several: boolean; files: Promise<File[]> } {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const plain = [...transfer.files];
  const folders = entries.some((entry) => entry.isDirectory);
  if (!folders) return { several: plain.length > 1, files: Promise.resolve(plain) };
  return { several: true, files: Promise.all(entries.map(inside)).then((lists) => lists.flat()) };
}

async function inside(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // Browsers give at most a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(inside))).flat();
}

/** What is dropped anywhere on the page, as files; listened to from the first moment, for a browser would open them itself. */
export function listenToDrops(take: (files: File[], several: boolean) => void): void {
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const { several, files } = filesOf(event.dataTransfer);
    void files.then((all) => take(all, several));
  });
}

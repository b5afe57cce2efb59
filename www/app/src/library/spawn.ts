/** The library's worker, from a file beside the page. */
export async function spawnLibrary(): Promise<Worker> {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "shiju-library" });
}

import LibraryWorker from "../library/worker.ts?worker&inline";
import { asset } from "./assets.js";

/** In the single file: SQLite is handed to the worker before the first question. */
export async function spawnLibrary(): Promise<Worker> {
  const wasm = await asset("sqlite");
  const worker = new LibraryWorker();
  worker.postMessage({ wasm });
  return worker;
}

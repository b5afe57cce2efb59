import { OpenError } from "./errors.js";

/** Where the site serves what only some formats need; `build/readers.ts` puts it there. The page in one file has none of it. */
export function served(path: string): string {
  if (import.meta.env.MODE === "single") throw new OpenError("unavailable");
  return new URL(`open/${path}`, document.baseURI).href;
}

import { decode } from "./encoding.js";
import { isWholePage, readHtml } from "./html.js";
import type { Reading } from "./job.js";

/** A plain text; one that holds the source of a web page is read as that page. */
export async function readText(bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
  const text = await decode(bytes);
  return isWholePage(text) ? readHtml(text) : { text, ocr: false };
}

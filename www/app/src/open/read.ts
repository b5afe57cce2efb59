import { decode } from "./encoding.js";
import { OpenError } from "./errors.js";
import { readHtmlFile } from "./html.js";
import type { Job, Reading } from "./job.js";
import { isCompound, isEncryptedOffice, kindOf } from "./kind.js";
import { readText } from "./text.js";

/** The page in one file has no readers of PDF files and pictures beside it. */
const alone = import.meta.env.MODE === "single";

/** Larger files are refused before they are read. */
const MOST_BYTES = 100 * 1024 * 1024;
/** More text than this is no article, and no page of them. */
const MOST_CHARACTERS = 5_000_000;

/** Reads a file of any kind we know; what reads it is loaded when it is first needed. Errors: `OpenError`. */
export async function readFile(file: File, job: Job): Promise<Reading> {
  if (file.size > MOST_BYTES) throw new OpenError("too-large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  job.signal.throwIfAborted();
  job.progress(0, "reading");
  const reading = await readBytes(bytes, file, job);
  job.signal.throwIfAborted();
  if (!reading.text.trim()) throw new OpenError("nothing");
  if (reading.text.length > MOST_CHARACTERS) throw new OpenError("too-large");
  return reading;
}

async function readBytes(bytes: Uint8Array<ArrayBuffer>, file: File, job: Job): Promise<Reading> {
  if (!bytes.length) throw new OpenError("nothing");
  if (isCompound(bytes)) throw new OpenError(isEncryptedOffice(bytes) ? "encrypted" : "unsupported");
  switch (kindOf(bytes, file.name, file.type)) {
    case "text":
      return readText(bytes);
    case "markdown":
      return (await import("./markdown.js")).readMarkdown(await decode(bytes));
    case "html":
      return readHtmlFile(bytes);
    case "docx":
      return (await import("./docx.js")).readDocx(bytes);
    case "pdf":
      if (alone) throw new OpenError("elsewhere");
      return (await import("./pdf.js")).readPdf(bytes, job);
    case "image":
      if (alone) throw new OpenError("elsewhere");
      return (await import("./ocr.js")).readImage(file, job);
    case null:
      throw new OpenError("unsupported");
  }
}

import { t } from "../i18n/index.js";
import { OpenError } from "../open/errors.js";
import type { Reading } from "../open/job.js";
import { openFiles } from "../open/queue.js";
import { readFile } from "../open/read.js";

export { accepted } from "../open/kind.js";

/** What a file of any kind that we read holds; where it cannot be read, the error says why in the reader's language. */
export async function readingOfFile(file: File, signal: AbortSignal = new AbortController().signal): Promise<Reading> {
  try {
    return await readFile(file, { signal, progress: () => {} });
  } catch (thrown) {
    throw thrown instanceof OpenError ? new Error(t().open.errors[thrown.code], { cause: thrown }) : thrown;
  }
}

/** Opens a file in the sheet. */
export const openFile = (file: File): Promise<void> => openFiles([file]);

import { isPieceOfPage, isWholePage, readHtml, readPaste, textOfHtml } from "./html.js";
import { openFiles } from "./queue.js";

/** The text of what is on the clipboard: rich text with its headings and tables, a page's source, or plain text. */
export function readClipboard(data: DataTransfer): string | Promise<string> {
  const plain = data.getData("text/plain");
  const rich = data.getData("text/html");
  if (!plain && !rich && data.files.length) {
    void openFiles([...data.files]);
    return "";
  }
  if (isWholePage(plain)) return readHtml(plain).then(({ text }) => text);
  if (isPieceOfPage(plain)) return textOfHtml(plain);
  if (!rich) return plain;
  return readPaste(rich).then((text) => text ?? plain);
}

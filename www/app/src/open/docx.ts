import { OpenError } from "./errors.js";
import { textOfHtml } from "./html.js";
import type { Reading } from "./job.js";

/** Chinese Word names its own title styles so. */
const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"];

/** A Word document: its paragraphs, headings, lists and tables; pictures are left out. */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
  const { default: mammoth } = await import("mammoth/mammoth.browser.js");
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
    const { value } = await mammoth.convertToHtml({ arrayBuffer: bytes.buffer }, { styleMap: styles, convertImage });
    return { text: textOfHtml(value), ocr: false };
  } catch (cause) {
    throw new OpenError("broken", { cause });
  }
}

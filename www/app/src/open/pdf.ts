import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import type { TextItem } from "pdfjs-dist/types/src/display/api.js";
import { watched } from "../state/requests.js";
import { served } from "./assets.js";
import { type Piece, textOfPage } from "./columns.js";
import { OpenError } from "./errors.js";
import type { Job, Reading } from "./job.js";
import { Recogniser } from "./ocr.js";

/** A page with fewer characters than this is a picture with at most a number on it. */
const BLANK = 12;
/** How large a page is drawn to be recognised, in pixels on its longer side. */
const DRAWN = 2400;

/** A PDF file: its text by where it stands on the page; pages that are pictures are recognised. */
export async function readPdf(bytes: Uint8Array, job: Job): Promise<Reading> {
  const pdf = await open(bytes, job);
  const recogniser = new Recogniser(job.signal);
  const texts: string[] = [];
  const unread: number[] = [];
  let ocr = false;
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      job.signal.throwIfAborted();
      job.progress((number - 1) / pdf.numPages, "reading");
      try {
        const page = await pdf.getPage(number);
        const text = await layerOf(page);
        if (text.replace(/\s/g, "").length >= BLANK || !(await isDrawn(page))) {
          texts.push(text);
        } else {
          const share = (done: number) => job.progress((number - 1 + done) / pdf.numPages, "recognising");
          texts.push(await recogniser.read(await drawn(page), share));
          ocr = true;
        }
        page.cleanup();
      } catch (thrown) {
        job.signal.throwIfAborted();
        if (thrown instanceof OpenError && thrown.code === "unavailable") throw thrown;
        unread.push(number);
      }
    }
  } finally {
    void recogniser.stop();
    await pdf.loadingTask.destroy();
  }
  const text = texts.filter((page) => page.trim()).join("\n");
  return { text, ocr, ...(unread.length ? { unread } : {}) };
}

async function open(bytes: Uint8Array, job: Job): Promise<PDFDocumentProxy> {
  const pdfjs = await import("pdfjs-dist");
  pdfjs.GlobalWorkerOptions.workerSrc = watched(served("pdf/pdf.worker.min.mjs"));
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    cMapUrl: served("pdf/cmaps/"),
    wasmUrl: served("pdf/wasm/"),
    standardFontDataUrl: served("pdf/fonts/"),
    enableXfa: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  job.signal.addEventListener("abort", () => void task.destroy(), { once: true });
  try {
    return await task.promise;
  } catch (cause) {
    job.signal.throwIfAborted();
    throw new OpenError((cause as Error).name === "PasswordException" ? "encrypted" : "broken", { cause });
  }
}

/** The text layer of a page, in reading order. */
async function layerOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  const height = page.getViewport({ scale: 1 }).height;
  const pieces = items
    .filter((item): item is TextItem => "str" in item && item.str !== "")
    .map(({ str, transform, width }): Piece => {
      const [, , c, d, x, y] = transform as [number, number, number, number, number, number];
      return { text: str, x, y: height - y, width, size: Math.hypot(c, d) || 1 };
    });
  return textOfPage(pieces);
}

/** Whether anything is drawn on a page. */
async function isDrawn(page: PDFPageProxy): Promise<boolean> {
  return (await page.getOperatorList()).fnArray.length > 0;
}

async function drawn(page: PDFPageProxy): Promise<HTMLCanvasElement> {
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: DRAWN / Math.max(plain.width, plain.height) });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  await page.render({ canvas, viewport, background: "white" }).promise;
  return canvas;
}

import type { Worker as Tesseract } from "tesseract.js";
import { watched } from "../state/requests.js";
import { served } from "./assets.js";
import { OpenError } from "./errors.js";
import type { Job, Reading } from "./job.js";

/** Pictures are drawn at least so wide: small type is recognised badly. */
const WIDE = 1600;
/** More pixels than this are not drawn. */
const PIXELS = 36_000_000;

/** Recognises Chinese in pictures, on this machine. What it needs is fetched from the site at the first picture. */
export class Recogniser {
  #worker: Promise<Tesseract> | undefined;
  #progress: (done: number) => void = () => {};

  constructor(private readonly signal: AbortSignal) {}

  /** The text of a picture, one line a paragraph; `progress` goes from 0 to 1. */
  async read(picture: HTMLCanvasElement, progress: (done: number) => void): Promise<string> {
    this.#progress = progress;
    this.#worker ??= start((done) => this.#progress(done));
    const worker = await this.#race(this.#worker);
    const { data } = await this.#race(worker.recognize(picture, {}, { text: true, blocks: true }));
    const paragraphs = (data.blocks ?? []).flatMap((block) => block.paragraphs);
    return paragraphs.map(({ lines }) => lines.map(({ text }) => closed(text)).join("")).join("\n");
  }

  /** Gives its worker's memory back. */
  async stop(): Promise<void> {
    await this.#worker?.then((worker) => worker.terminate()).catch(() => {});
  }

  /** Cancelling ends the wait at once. */
  #race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    });
  }
}

/** Workers, module and data are all the site's own; nothing is kept beside what the browser keeps of a site. */
async function start(progress: (done: number) => void): Promise<Tesseract> {
  const { default: tesseract } = await import("tesseract.js");
  try {
    return await tesseract.createWorker("chi_sim", tesseract.OEM.LSTM_ONLY, {
      workerPath: watched(served("ocr/worker.min.js")),
      corePath: served("ocr/core.js"),
      langPath: served("ocr").replace(/\/$/, ""),
      workerBlobURL: false,
      cacheMethod: "none",
      gzip: true,
      logger: ({ status, progress: done }) => progress(status === "recognizing text" ? 0.1 + 0.9 * done : 0.1 * done),
      errorHandler: () => {},
    });
  } catch (cause) {
    throw new OpenError("unavailable", { cause });
  }
}

/** Chinese has no spaces; those that the recogniser puts between its characters go. */
const han = "[\\p{Script=Han}，。、；：？！“”‘’（）《》【】]";
const closed = (line: string): string =>
  line.trim().replace(new RegExp(`(?<=${han})\\s+(?=\\S)|(?<=\\S)\\s+(?=${han})`, "gu"), "");

/** A picture, drawn large enough to be recognised. */
export async function readImage(file: Blob, job: Job): Promise<Reading> {
  const recogniser = new Recogniser(job.signal);
  try {
    const picture = await draw(file);
    return { text: await recogniser.read(picture, (done) => job.progress(done, "recognising")), ocr: true };
  } finally {
    // Not waited for: a worker whose data never comes would keep the one who cancels.
    void recogniser.stop();
  }
}

async function draw(file: Blob): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file).catch((cause) => {
    throw new OpenError("broken", { cause });
  });
  if (picture.width * picture.height > PIXELS) throw new OpenError("too-large");
  const scale = Math.min(3, Math.max(1, WIDE / picture.width));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

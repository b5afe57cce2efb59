import { OpenError } from "./errors.js";

/** The encodings that Chinese texts are kept in, by the names that `TextDecoder` and the detector share. */
const chinese = new Set(["gb18030", "gbk", "gb2312", "big5", "utf-8", "utf-16le", "utf-16be"]);

/** With fewer bytes than this, a detector guesses; what old Chinese files are in is the better guess. */
const ENOUGH = 64;
/** It takes its time: this much tells it what the rest is in, too. */
const SAMPLE = 100_000;

/** So many characters that are not of ASCII show what a line is in; fewer may be of another encoding by chance. */
const TELLING = 6;

/** Reads bytes as text: by their mark, as UTF-8 where they are, else by what a detector says of them. Errors: `OpenError`. */
export async function decode(bytes: Uint8Array<ArrayBuffer>, declared?: string): Promise<string> {
  const text = (await read(bytes, declared)).replaceAll("\0", "");
  if (isBinary(text)) throw new OpenError("unsupported");
  return text;
}

async function read(bytes: Uint8Array<ArrayBuffer>, declared?: string): Promise<string> {
  const marked = markOf(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const sure = strictly(bytes, "utf-8");
  const wide = sure === null || !/[^\0-\x7f]/.test(sure) ? wideText(bytes) : null;
  return wide ?? sure ?? (declared ? strictly(bytes, declared) : null) ?? mixed(bytes);
}

/** Lines of UTF-8 as such, even where a character of them is cut; all others in the encoding that they have in common. */
async function mixed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const lines = linesOf(bytes);
  const read = lines.map(mostly);
  // A line or two of a few characters may be both.
  if (!read.some((text) => text !== null && others(text) >= TELLING)) return detected(bytes);
  const rest = lines.filter((_, i) => read[i] === null);
  if (!rest.length) return read.join("");
  const gathered = new Uint8Array(await new Blob(rest).arrayBuffer());
  // Each of them ends its line, so that they are found again.
  const words = (await detected(gathered)).split(/(?<=\n)/);
  return read.map((text) => text ?? words.shift() ?? "").join("");
}

/** What a detector says of bytes, or what old Chinese files are in. */
async function detected(bytes: Uint8Array): Promise<string> {
  const few = bytes.length < ENOUGH ? strictly(bytes, "gb18030") : null;
  if (few !== null) return few;
  const { analyse } = await import("chardet");
  const names = analyse(bytes.subarray(0, SAMPLE)).map(({ name }) => name.toLowerCase());
  const likely = names.filter((name) => chinese.has(name));
  for (const name of likely) {
    const text = strictly(bytes, name);
    if (text !== null) return text;
  }
  // Cut or damaged.
  return new TextDecoder(likely.find((name) => !name.startsWith("utf")) ?? "gb18030").decode(bytes);
}

/** Each with its end. */
function linesOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const lines: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at) + 1 || bytes.length;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}

/** A line that is UTF-8, but for a few bytes; null where it is not. */
function mostly(line: Uint8Array): string | null {
  const text = new TextDecoder().decode(line);
  return 4 * (text.match(/\ufffd/g)?.length ?? 0) <= others(text) ? text : null;
}

/** How many characters of a text are none of ASCII. */
const others = (text: string): number => text.match(/[^\0-\x7f]/g)?.length ?? 0;

/** Whether what was read as text is none: control characters, and bytes that no encoding has, are all over it. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 100_000);
  const odd = head.match(/(?![\t\n\v\f\r])[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return odd > 2 && 20 * odd > head.length;
}

function markOf([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without its mark: line ends and digits leave a zero in every other byte, always on the same side. */
function wideText(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, 4096);
  const zeros = (side: number) => head.filter((byte, i) => byte === 0 && i % 2 === side).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even + odd < 2 || bytes.length % 2) return null;
  const side = odd > 4 * even ? "utf-16le" : even > 4 * odd ? "utf-16be" : null;
  const text = side && new TextDecoder(side).decode(bytes);
  // A zero or two may stand in any text.
  const known = text?.match(/[\0-\x7f\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0;
  return text && 10 * known > 9 * text.length ? text : null;
}

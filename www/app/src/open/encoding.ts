/** The encodings that Chinese texts are kept in, by the names that `TextDecoder` and the detector share. */
const chinese = new Set(["gb18030", "gbk", "gb2312", "big5", "utf-8", "utf-16le", "utf-16be"]);

/** With fewer bytes than this, a detector guesses; what old Chinese files are in is the better guess. */
const ENOUGH = 64;

/** Reads bytes as text: by their mark, as UTF-8 where they are, else by what a detector says of them. */
export async function decode(bytes: Uint8Array, declared?: string): Promise<string> {
  const marked = markOf(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const sure = strictly(bytes, "utf-8") ?? (declared ? strictly(bytes, declared) : null);
  if (sure !== null && !isWide(bytes)) return sure;
  const wide = isWide(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  const few = bytes.length < ENOUGH ? strictly(bytes, "gb18030") : null;
  if (few !== null) return few;
  const { analyse } = await import("chardet");
  const likely = analyse(bytes).map(({ name }) => name.toLowerCase());
  for (const name of likely.filter((name) => chinese.has(name))) {
    const text = strictly(bytes, name);
    if (text !== null) return text;
  }
  // Cut or damaged, yet most likely what old Chinese files are in.
  return new TextDecoder("gb18030").decode(bytes);
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
function isWide(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const head = bytes.subarray(0, 4096);
  const zeros = (side: number) => head.filter((byte, i) => byte === 0 && i % 2 === side).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even + odd < 2 || bytes.length % 2) return null;
  if (odd > 4 * even) return "utf-16le";
  return even > 4 * odd ? "utf-16be" : null;
}

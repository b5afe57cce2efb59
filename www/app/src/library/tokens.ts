/**
 * What full-text search indexes: pairs of characters where the script has no spaces, else whole words. Stored with spaces
 * between them, pairs that follow each other make a phrase, so that any stretch of Chinese is found wherever it stands.
 */
const RUN = /([\p{Script=Han}]+)|([\p{L}\p{N}]+)/gu;

function* runs(text: string): Generator<{ han: boolean; run: string }> {
  for (const [, han, word] of text.normalize("NFKC").toLowerCase().matchAll(RUN)) {
    if (han) yield { han: true, run: han };
    else if (word) yield { han: false, run: word };
  }
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

/** The tokens of a text, spaces between. The last character of a run stands alone as well, so that one character can be asked for. */
export function tokensOf(text: string): string {
  const out: string[] = [];
  for (const { han, run } of runs(text)) {
    if (han) out.push(...pairs(run), [...run].at(-1) as string);
    else out.push(run);
  }
  return out.join(" ");
}

/** What the reader typed as an FTS5 expression, every stretch of it wanted; null where there is nothing to look for. */
export function matchOf(query: string): string | null {
  const wanted: string[] = [];
  for (const { han, run } of runs(query)) {
    const tokens = han ? pairs(run) : [];
    wanted.push(tokens.length ? `"${tokens.join(" ")}"` : `"${run}"*`);
  }
  return wanted.length ? wanted.join(" AND ") : null;
}

/** The stretches of a query, as they are looked for in a text to show where it was found. */
export const stretchesOf = (query: string): string[] => [...runs(query)].map(({ run }) => run);

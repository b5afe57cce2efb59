import type { Word } from "shiju";

/**
 * What full-text search indexes, in two tables. In one, pairs of characters where the script has no spaces, else whole words:
 * pairs that follow each other make a phrase, so that any stretch of Chinese is found wherever it stands. In the other the words
 * as the dictionary cuts them: what was asked for as a word stands above what only has its characters.
 */
const RUN = /(\p{Script=Han}+)|((?:(?!\p{Script=Han})[\p{L}\p{N}])+)/gu;

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

/** Words of an analyzer as they are indexed: no marks between, and the shorter words within long ones. */
export function wordTokens(words: readonly Word[]): { words: string; within: string } {
  const plain = (text: string): string => [...runs(text)].map(({ run }) => run).join("");
  const tokens = (texts: readonly string[]): string => texts.map(plain).filter(Boolean).join(" ");
  return { words: tokens(words.map(({ text }) => text)), within: tokens(words.flatMap(({ within = [] }) => within)) };
}

/** The longest word that is looked for, in characters. */
const LONGEST_WORD = 16;
/** Characters of a query that are cut into words; what is longer is no word to look for. */
const LONGEST_QUERY = 64;

/** The stretches of characters of a query that may be words. */
export function candidates(query: string): string[] {
  const found = new Set<string>();
  for (const { run } of wordRuns(query)) {
    for (let from = 0; from < run.length; from += 1) {
      for (let to = from + 1; to <= Math.min(run.length, from + LONGEST_WORD); to += 1) found.add(run.slice(from, to).join(""));
    }
  }
  return [...found];
}

function wordRuns(query: string): { run: string[] }[] {
  const han = [...runs(query)].filter((one) => one.han);
  return han.map(({ run }) => ({ run: [...run].slice(0, LONGEST_QUERY) }));
}

/** A query as an FTS5 expression for words, any of its stretches; `counts` says how often each known word stands in the library. */
export function wordMatchOf(query: string, counts: ReadonlyMap<string, number>): string | null {
  const phrases = wordRuns(query).flatMap(({ run }) => {
    const words = likeliest(run, counts);
    if (!words) return [];
    // Words within others do not follow one another.
    return [words.length > 1 ? `{title body} : "${words.join(" ")}"` : `"${words[0]}"`];
  });
  return phrases.length ? phrases.map((phrase) => `(${phrase})`).join(" OR ") : null;
}

/** Cuts a run as jieba does, by the likeliest words; null where it has characters that are in no word of the library. */
function likeliest(run: readonly string[], counts: ReadonlyMap<string, number>): string[] | null {
  let total = 1;
  for (const count of counts.values()) total += count;
  // Of each beginning of the run, the best score and where its last word begins.
  const best: ({ score: number; from: number } | undefined)[] = [{ score: 0, from: 0 }];
  for (let to = 1; to <= run.length; to += 1) {
    for (let from = Math.max(0, to - LONGEST_WORD); from < to; from += 1) {
      const count = counts.get(run.slice(from, to).join(""));
      const before = best[from];
      if (!count || !before) continue;
      const score = before.score + Math.log(count / total);
      if (score > (best[to]?.score ?? Number.NEGATIVE_INFINITY)) best[to] = { score, from };
    }
  }
  const words: string[] = [];
  for (let to = run.length; to > 0; ) {
    const last = best[to];
    if (!last) return null;
    words.unshift(run.slice(last.from, to).join(""));
    to = last.from;
  }
  return words;
}

/** The stretches of a query, as they are looked for in a text to show where it was found. */
export const stretchesOf = (query: string): string[] => [...runs(query)].map(({ run }) => run);

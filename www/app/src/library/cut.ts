import { wordsOf } from "../state/loop.js";
import { library } from "./client.js";
import { libraryStore } from "./state.js";
import { wordTokens } from "./tokens.js";

/** So many characters are cut at once: whoever types waits no longer than for these. */
const PIECE = 4_000;

let running = false;

/**
 * Indexes by their words the articles that are not yet, the newest first, while nothing else is being done: what was just kept, came
 * from elsewhere, or lies in a library of an earlier build. Until then they are found by their characters. Gives how many there were.
 */
export async function indexWords(): Promise<number> {
  if (running) return 0;
  running = true;
  let done = 0;
  try {
    while (!libraryStore.state.queue?.running) {
      const next = await library.uncut();
      if (!next) break;
      const [title, body] = [await cut(next.title), await cut(next.text)];
      await library.cut(next.id, next.hash, {
        title: title.words,
        body: body.words,
        within: `${title.within} ${body.within}`,
      });
      done += 1;
    }
  } catch {
    // What could not be cut is found all the same; the next look at the library tries again.
  } finally {
    running = false;
  }
  return done;
}

async function cut(text: string): Promise<{ words: string; within: string }> {
  const cut: ReturnType<typeof wordTokens>[] = [];
  for (const piece of pieces(text)) cut.push(wordTokens(await wordsOf(piece)));
  return { words: cut.map(({ words }) => words).join(" "), within: cut.map(({ within }) => within).join(" ") };
}

/** A text in pieces that end with a line where they can. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const line = text.lastIndexOf("\n", at + PIECE);
    const end = at + PIECE >= text.length ? text.length : line > at ? line + 1 : at + PIECE;
    yield text.slice(at, end);
    at = end;
  }
}

import type { Analyzer } from "../analyzer.js";
import { createAnalyzer } from "../index.js";

/** The analyzer that all marked pieces of a page share while there is one; the last to leave disposes of it. */
let shared: Promise<Analyzer> | undefined;
let borrowers = 0;

/** Borrows the shared analyzer, making it for the first borrower. */
export async function borrow(): Promise<{ analyzer: Analyzer; giveBack(): void }> {
  borrowers++;
  shared ??= createAnalyzer();
  const mine = shared;
  let held = true;
  const giveBack = () => {
    if (!held) return;
    held = false;
    if (--borrowers > 0 || shared !== mine) return;
    shared = undefined;
    void mine.then(
      (analyzer) => analyzer.dispose(),
      () => {},
    );
  };
  try {
    return { analyzer: await mine, giveBack };
  } catch (thrown) {
    giveBack();
    throw thrown;
  }
}

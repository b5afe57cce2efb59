import type { PageChoice } from "shiju";
import { run } from "./loop.js";
import type { Edit } from "./marks.js";
import { type PageDecisions, store } from "./store.js";

/** Decisions about the page: each can be taken back, and made again. */
function decide(page: PageDecisions): void {
  const { page: before, pagePast } = store.state;
  store.set({ page, pagePast: [...pagePast, before], pageFuture: [], pinned: null });
  void run();
}

/** What opposes a decision about the same place. */
const opposite: Partial<Record<PageChoice["choose"], PageChoice["choose"]>> = {
  article: "goes-on",
  "goes-on": "article",
  text: "furniture",
  furniture: "text",
};

/** Decides something about a place; a decision that opposes it there is gone. */
export function choose(at: number, choice: PageChoice["choose"]): void {
  const { choices, article } = store.state.page;
  const others = choices.filter((c) => c.at !== at || (c.choose !== choice && c.choose !== opposite[choice]));
  // Where the machine had been overruled, taking that back is enough.
  const overruled = choices.some((c) => c.at === at && c.choose === opposite[choice]);
  decide({ choices: overruled ? others : [...others, { at, choose: choice }], article });
}

/** Takes one decision back, whatever was decided since. */
export function takeBackChoice(choice: PageChoice): void {
  const { choices, article } = store.state.page;
  decide({ choices: choices.filter((c) => c !== choice), article });
}

/** Analyses one article alone, or all of them. */
export function chooseArticle(article: number | null): void {
  decide({ ...store.state.page, article });
}

/** Leaves the page to the machine. */
export function forgetDecisions(): void {
  decide({ choices: [], article: null });
}

export function undoDecision(): void {
  const { page, pagePast, pageFuture } = store.state;
  const last = pagePast.at(-1);
  if (!last) return;
  store.set({ page: last, pagePast: pagePast.slice(0, -1), pageFuture: [...pageFuture, page], pinned: null });
  void run();
}

export function redoDecision(): void {
  const { page, pagePast, pageFuture } = store.state;
  const next = pageFuture.at(-1);
  if (!next) return;
  store.set({ page: next, pageFuture: pageFuture.slice(0, -1), pagePast: [...pagePast, page], pinned: null });
  void run();
}

/** Places move with the text; those in what was removed are gone. */
function moved({ choices, article }: PageDecisions, { start, end, insert }: Edit): PageDecisions {
  const by = insert.length - (end - start);
  const place = (at: number): number | null => (at < start ? at : at >= end ? at + by : null);
  return {
    choices: choices.flatMap((choice) => {
      const at = place(choice.at);
      return at === null ? [] : [{ ...choice, at }];
    }),
    article: article === null ? null : place(article),
  };
}

/** Lets all decisions follow an edit of the text. */
export function moveDecisions(edit: Edit): void {
  const { page, pagePast, pageFuture } = store.state;
  if (!page.choices.length && page.article === null && !pagePast.length && !pageFuture.length) return;
  store.set({
    page: moved(page, edit),
    pagePast: pagePast.map((one) => moved(one, edit)),
    pageFuture: pageFuture.map((one) => moved(one, edit)),
  });
}

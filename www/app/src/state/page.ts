import type { PageChoice } from "shiju";
import { run } from "./loop.js";
import type { Edit } from "./marks.js";
import { decided, note } from "./steps.js";
import { type PageDecisions, store } from "./store.js";

/** Decisions about the page: each can be taken back, and made again. */
function decide(page: PageDecisions): void {
  const before = decided();
  store.set({ page, pinned: null });
  note(false, before);
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

/** Lets the decisions follow an edit of the text. */
export function moveDecisions(edit: Edit): void {
  const { page } = store.state;
  if (page.choices.length || page.article !== null) store.set({ page: moved(page, edit) });
}

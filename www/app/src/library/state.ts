import type { DirectoryRow, Ledger, LexiconEntry } from "shiju";
import { Store } from "../state/store.js";
import type { Listed, NearOne, Standing } from "./api.js";

/** What the library shows. */
export const views = ["articles", "ledger", "board", "sums", "companies", "people"] as const;
export type View = (typeof views)[number];

/** Files on their way into the library. */
export interface Queue {
  total: number;
  done: number;
  added: number;
  known: number;
  near: number;
  failed: readonly { name: string; reason: string }[];
  running: boolean;
}

/** Something said once, above the list. */
export interface Notice {
  kind: "status" | "alert";
  text: string;
  near: readonly NearOne[];
  /** Names that came with articles, to be taken into the reader's own. */
  names?: readonly LexiconEntry[];
}

/** What the board's columns are. */
export const boards = ["stage", "pool", "place", "industry"] as const;
export type Board = (typeof boards)[number];

export interface LibraryState {
  view: View;
  /** The project, firm or person that is looked at, by name. */
  at: string | null;
  query: string;
  /** What the ledger is narrowed down to when it is opened. */
  filter: string;
  standing: Standing | null;
  /** Whether the browser has promised to keep what is stored. */
  persisted: boolean;
  articles: readonly Listed[];
  all: number;
  ledger: Ledger | null;
  directory: readonly DirectoryRow[] | null;
  queue: Queue | null;
  board: Board;
  notice: Notice | null;
}

/** What the library's parts show. */
export const libraryStore = new Store<LibraryState>({
  view: "articles",
  at: null,
  query: "",
  filter: "",
  standing: null,
  persisted: false,
  articles: [],
  all: 0,
  ledger: null,
  directory: null,
  queue: null,
  board: "stage",
  notice: null,
});

/** What a reader is doing: fetching what it needs, reading, or recognising a picture. */
export type Step = "fetching" | "reading" | "recognising";

/** What every reader is given beside its file. */
export interface Job {
  signal: AbortSignal;
  /** `done` goes from 0 to 1. */
  progress(done: number, step: Step): void;
}

/** What came of a file. */
export interface Reading {
  text: string;
  /** Whether some of it was read from a picture. */
  ocr: boolean;
  /** All of a web page of which only the main text was taken. */
  whole?: string;
  /** Numbers of the pages that could not be read. */
  unread?: number[];
}

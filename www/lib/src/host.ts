import type { RequestSeen } from "./asked.js";
import { type Engine, lengthOf, loadEngine, type Read, type Request, type Sources } from "./engine.js";
import { DISPOSED, GONE, type PlainError, ShijuError, toShijuError } from "./errors.js";

/** Something that answers one request at a time. After a `crashed` it is of no more use. */
export interface Host {
  readonly version: string;
  /** `tell` hears of the parts that are read. */
  ask(request: Request, tell: (early: string) => void): Promise<string>;
  /** Calls off what was asked last; it is answered with an error, or with an answer that was on its way. */
  cancel(): void;
  stop(): void;
}

/** What the worker is told, and what it says. */
export type ToWorker = { load: Sources; watch?: boolean } | { ask: Request } | { stop: true };
export type FromWorker =
  | { ready: string }
  | { early: string }
  | { seen: RequestSeen[] }
  | { answer: string }
  | { error: PlainError };

/** An engine in this very thread. */
export async function inThread(sources: Sources, read: Read): Promise<Host> {
  let engine: Engine | undefined = await loadEngine(sources, read);
  let gone = false;
  return {
    version: engine.version,
    async ask(request, tell) {
      if (!engine) throw new ShijuError("disposed", DISPOSED);
      gone = false;
      try {
        return await engine.answer(request, { isGone: () => gone, tell });
      } catch (thrown) {
        throw toShijuError(thrown);
      }
    },
    cancel() {
      gone = true;
    },
    stop() {
      gone = true;
      engine = undefined;
    },
  };
}

/** Milliseconds that a worker is given for each character, above the time that it is given anyway. */
const PATIENCE_PER_CHARACTER = 1;

/** Milliseconds that a worker is given to leave a long text that was called off; one that is deep in a long paragraph is replaced. */
const LEAVING = 100;

/** The analysis of a text of so many UTF-16 code units may take longer than the start of a worker. */
const LONG = 60_000;

const silent = (patience: number) =>
  `No answer from the worker within ${patience} ms; the next call starts another. Give a longer timeout to createAnalyzer where machines are slow.`;

/** An engine in a worker. Rejects where the worker does not come up. */
export async function inWorker(
  spawn: () => Worker,
  sources: Sources,
  timeout: number,
  onRequest?: (seen: RequestSeen) => void,
): Promise<Host> {
  const worker = spawn();
  let settle: ((said: FromWorker) => void) | undefined;
  let size = 0;
  let hear: ((early: string) => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const say = (said: FromWorker) => {
    clearTimeout(timer);
    clearTimeout(leaving);
    leaving = undefined;
    const told = settle;
    settle = undefined;
    told?.(said);
  };
  const died = (message: string) => say({ error: { code: "crashed", message } });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ("early" in data) hear?.(data.early);
    else if ("seen" in data) for (const seen of data.seen) onRequest?.(seen);
    else say(data);
  };
  worker.onmessageerror = () => died("The worker's answer could not be read.");
  worker.onerror = (event) => {
    event.preventDefault();
    died(event.message || "The worker could not be started.");
  };

  const tell = (message: ToWorker, size = 0) =>
    new Promise<FromWorker>((resolve) => {
      const patience = timeout + size * PATIENCE_PER_CHARACTER;
      settle = resolve;
      timer = setTimeout(() => {
        worker.terminate();
        say({ error: { code: "timeout", message: silent(patience) } });
      }, patience);
      worker.postMessage(message);
    });

  const first = await tell({ load: sources, watch: onRequest !== undefined });
  if (!("ready" in first)) {
    worker.terminate();
    throw "error" in first
      ? new ShijuError(first.error.code, first.error.message)
      : new ShijuError("internal", "The worker answered out of turn.");
  }
  return {
    version: first.ready,
    async ask(request, early) {
      hear = early;
      size = lengthOf(request);
      const said = await tell({ ask: request }, size);
      if ("answer" in said) return said.answer;
      if ("error" in said) throw new ShijuError(said.error.code, said.error.message);
      throw new ShijuError("internal", "The worker answered out of turn.");
    },
    cancel() {
      hear = undefined;
      if (!settle || leaving !== undefined) return;
      worker.postMessage({ stop: true } satisfies ToWorker);
      if (size < LONG) return;
      leaving = setTimeout(() => {
        worker.terminate();
        say({ error: { code: "timeout", message: GONE } });
      }, LEAVING);
    },
    stop() {
      worker.terminate();
      say({ error: { code: "disposed", message: DISPOSED } });
    },
  };
}

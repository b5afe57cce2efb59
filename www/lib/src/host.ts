import { type Engine, lengthOf, loadEngine, type Read, type Request, type Sources } from "./engine.js";
import { DISPOSED, type PlainError, ShijuError, toShijuError } from "./errors.js";

/** Something that answers one request at a time. After a `crashed` it is of no more use. */
export interface Host {
  readonly version: string;
  ask(request: Request): Promise<string>;
  stop(): void;
}

/** What the worker is told, and what it says. */
export type ToWorker = { load: Sources } | { ask: Request };
export type FromWorker = { ready: string } | { answer: string } | { error: PlainError };

/** An engine in this very thread. */
export async function inThread(sources: Sources, read: Read): Promise<Host> {
  let engine: Engine | undefined = await loadEngine(sources, read);
  return {
    version: engine.version,
    async ask(request) {
      if (!engine) throw new ShijuError("disposed", DISPOSED);
      try {
        return engine.answer(request);
      } catch (thrown) {
        throw toShijuError(thrown);
      }
    },
    stop() {
      engine = undefined;
    },
  };
}

/** Milliseconds that a worker is given for each character, above the time that it is given anyway. */
const PATIENCE_PER_CHARACTER = 1;

const silent = (patience: number) =>
  `No answer from the worker within ${patience} ms; the next call starts another. Give a longer timeout to createAnalyzer where machines are slow.`;

/** An engine in a worker. Rejects where the worker does not come up. */
export async function inWorker(spawn: () => Worker, sources: Sources, timeout: number): Promise<Host> {
  const worker = spawn();
  let settle: ((said: FromWorker) => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (said: FromWorker) => {
    clearTimeout(timer);
    const told = settle;
    settle = undefined;
    told?.(said);
  };
  const died = (message: string) => say({ error: { code: "crashed", message } });
  worker.onmessage = (event: MessageEvent<FromWorker>) => say(event.data);
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

  const first = await tell({ load: sources });
  if (!("ready" in first)) {
    worker.terminate();
    throw "error" in first
      ? new ShijuError(first.error.code, first.error.message)
      : new ShijuError("internal", "The worker answered out of turn.");
  }
  return {
    version: first.ready,
    async ask(request) {
      const said = await tell({ ask: request }, lengthOf(request));
      if ("answer" in said) return said.answer;
      if ("error" in said) throw new ShijuError(said.error.code, said.error.message);
      throw new ShijuError("internal", "The worker answered out of turn.");
    },
    stop() {
      worker.terminate();
      say({ error: { code: "disposed", message: DISPOSED } });
    },
  };
}

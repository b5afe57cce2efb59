import type { Analysis, Comparison, Figure, LexiconEntry, Mention, PageChoice } from "./analysis.js";
import type { RequestSeen } from "./asked.js";
import type { Read, Request, Source, Sources } from "./engine.js";
import { DISPOSED, GONE, ShijuError } from "./errors.js";
import { type Host, inThread, inWorker } from "./host.js";
import { checkAnalyzerOptions, coreOptions, requireText } from "./options.js";

/** What may be said of a text. */
export interface AnalyzeOptions {
  /** Date of publication, `YYYY-MM-DD`: what 今年 is resolved against. Without it the text's own date is looked for. */
  published?: string | undefined;
  /** Names that win over everything the machine says. */
  lexicon?: readonly LexiconEntry[] | undefined;
  /** Names of checking rules that are switched off. */
  rulesOff?: readonly string[] | undefined;
  /** Whether to give as well what was recalculated and holds. */
  checked?: boolean | undefined;
  /** What a reader has decided of the page. */
  page?: readonly PageChoice[] | undefined;
  /** An offset in the one article to analyse; without it, all of them. Articles and furniture are given in any case. */
  article?: number | undefined;
  /** Whether the text was read from a picture: its digits are then held in doubt. */
  ocr?: boolean | undefined;
  /** Rejects the call at once with the signal's reason; a call that still waits is never begun, one under way is broken off. */
  signal?: AbortSignal | undefined;
  /** Hears of figures and names as they are found, article by article in the order of the page, before the whole is answered. */
  onPart?: ((part: EarlyPart) => void) | undefined;
}

/**
 * What was found since the last part: names and figures of one article, of which the figures may come first and alone. Each comes
 * once; what belongs together is not known yet.
 */
export interface EarlyPart {
  readonly mentions: readonly Pick<Mention, "start" | "end" | "text" | "type">[];
  readonly figures: readonly Pick<Figure, "start" | "end" | "text" | "kind">[];
}

/** A word as the text writes it. */
export interface Word {
  readonly text: string;
  /** The shorter words that a long one is made of, in the order in which they begin; none where it has none. */
  readonly within?: readonly string[];
}

/** How an analyzer is made; every part has a default. */
export interface AnalyzerOptions {
  /** Where the module and its data come from, where not from beside the package's own files. */
  assets?: Partial<Sources> | undefined;
  /** `false` works in the calling thread; a function makes the worker. Default: a worker, where there are workers. */
  worker?: boolean | (() => Worker) | undefined;
  /** Defaults for every call. */
  published?: string | undefined;
  lexicon?: readonly LexiconEntry[] | undefined;
  /** Milliseconds after which a silent worker is replaced. Default: 60000. */
  timeout?: number | undefined;
  /**
   * Hears of every request that the analyzer's worker makes, those for its own files too. Where the work is done in the calling thread,
   * the page's own `PerformanceObserver` sees them.
   */
  onRequest?: ((seen: RequestSeen) => void) | undefined;
  /** Gives up loading. */
  signal?: AbortSignal | undefined;
}

/** Reads texts. Calls are answered in the order in which they were made; every call settles. */
export interface Analyzer {
  /** Of the wasm module. */
  readonly version: string;
  /** Where the work is done. */
  readonly mode: "worker" | "thread";
  analyze(text: string, options?: AnalyzeOptions): Promise<Analysis>;
  compare(a: string, b: string, options?: AnalyzeOptions): Promise<Comparison>;
  /** The words of a text as jieba cuts it, for indexes: joined, they are the text. Names of the lexicon are words of their own. */
  words(text: string, options?: Pick<AnalyzeOptions, "lexicon" | "signal">): Promise<Word[]>;
  /** Rejects what is under way with `disposed`, and gives all memory back. */
  dispose(): void;
}

/** What differs between browsers and Node. */
export interface Platform {
  sources: Sources;
  read: Read;
  spawn?: () => Worker;
}

type Opening = () => Promise<Host>;

/** `createAnalyzer` for a platform. */
export function creator(platform: Platform): (options?: AnalyzerOptions) => Promise<Analyzer> {
  return async (options = {}) => {
    checkAnalyzerOptions(options);
    options.signal?.throwIfAborted();
    const assets = { ...platform.sources, ...options.assets };
    const sources: Sources = {
      wasm: isModule(assets.wasm) ? assets.wasm : absolute("wasm", assets.wasm),
      lexicon: absolute("lexicon", assets.lexicon),
      model: absolute("model", assets.model),
    };
    const spawn = typeof options.worker === "function" ? options.worker : platform.spawn;
    const thread: Opening = () => inThread(sources, platform.read);
    const worker: Opening | undefined =
      spawn && options.worker !== false
        ? () => inWorker(spawn, sources, options.timeout ?? 60_000, options.onRequest)
        : undefined;

    const { host, open } = worker ? await workerOrThread(worker, thread) : { host: await thread(), open: thread };
    if (options.signal?.aborted) {
      host.stop();
      throw options.signal.reason;
    }
    return new Queue(host, open, open === thread ? "thread" : "worker", options);
  };
}

/** A worker; or, where none can be started (CSP, another origin, an old browser), this thread. */
async function workerOrThread(worker: Opening, thread: Opening): Promise<{ host: Host; open: Opening }> {
  try {
    return { host: await worker(), open: worker };
  } catch (thrown) {
    const startFailed = !(thrown instanceof ShijuError) || thrown.code === "crashed" || thrown.code === "timeout";
    if (!startFailed) throw thrown;
    return { host: await thread(), open: thread };
  }
}

const isModule = (source: unknown): source is WebAssembly.Module =>
  typeof WebAssembly !== "undefined" && source instanceof WebAssembly.Module;

/** Addresses must mean the same in a worker, which has another base. */
function absolute(name: keyof Sources, source: unknown): Source {
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) return source as Source;
  const base = typeof location === "undefined" ? undefined : location.href;
  if ((typeof source === "string" || source instanceof URL) && URL.canParse(source, base)) return new URL(source, base).href;
  const hint =
    "Give a whole address, an ArrayBuffer or a Uint8Array; where nothing was given, keep shiju out of the server's bundle " +
    '(Next: serverExternalPackages: ["shiju"]).';
  throw new ShijuError("bad-options", `assets.${name} is neither an address nor bytes. ${hint}`);
}

/** Tells a caller; what the caller makes of it is no failure of the analysis. */
function told(onPart: AnalyzeOptions["onPart"], part: EarlyPart): void {
  try {
    onPart?.(part);
  } catch (thrown) {
    setTimeout(() => {
      throw thrown;
    });
  }
}

interface Call {
  request: Request;
  /** Whether the one who asked has left. */
  gone: boolean;
  tell(early: string): void;
  resolve(json: string): void;
  reject(reason: unknown): void;
}

class Queue implements Analyzer {
  readonly version: string;
  readonly mode: "worker" | "thread";
  #host: Host | undefined;
  #open: Opening;
  #defaults: AnalyzerOptions;
  #waiting: Call[] = [];
  #current: Call | undefined;
  #disposed = false;

  constructor(host: Host, open: Opening, mode: "worker" | "thread", defaults: AnalyzerOptions) {
    this.version = host.version;
    this.mode = mode;
    this.#host = host;
    this.#open = open;
    this.#defaults = defaults;
  }

  async analyze(text: string, options: AnalyzeOptions = {}): Promise<Analysis> {
    requireText(text);
    const core = coreOptions(options, this.#defaults);
    const { signal, onPart } = options;
    const request: Request = { op: "analyze", text, options: core, early: onPart !== undefined };
    const json = await this.#enqueue(request, signal, (early) => {
      if (!signal?.aborted) for (const part of JSON.parse(early) as EarlyPart[]) told(onPart, part);
    });
    return JSON.parse(json) as Analysis;
  }

  async compare(a: string, b: string, options: AnalyzeOptions = {}): Promise<Comparison> {
    requireText(a);
    requireText(b);
    const json = await this.#enqueue({ op: "compare", a, b, options: coreOptions(options, this.#defaults) }, options.signal);
    return JSON.parse(json) as Comparison;
  }

  async words(text: string, options: Pick<AnalyzeOptions, "lexicon" | "signal"> = {}): Promise<Word[]> {
    requireText(text);
    const json = await this.#enqueue({ op: "words", text, options: coreOptions(options, this.#defaults) }, options.signal);
    return JSON.parse(json) as Word[];
  }

  dispose(): void {
    this.#disposed = true;
    const reason = new ShijuError("disposed", DISPOSED);
    for (const call of [this.#current, ...this.#waiting]) call?.reject(reason);
    this.#waiting = [];
    this.#host?.stop();
    this.#host = undefined;
  }

  async #enqueue(request: Request, signal: AbortSignal | undefined, tell: Call["tell"] = () => {}): Promise<string> {
    signal?.throwIfAborted();
    if (this.#disposed) throw new ShijuError("disposed", DISPOSED);
    let call: Call | undefined;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        const made: Call = { request, gone: false, tell, resolve, reject };
        call = made;
        this.#waiting.push(made);
        abort = () => {
          reject(signal?.reason);
          made.gone = true;
          // Nobody waits for the answer: the next call should not wait for it either.
          if (made === this.#current) this.#host?.cancel();
        };
        signal?.addEventListener("abort", abort);
        void this.#pump();
      });
    } finally {
      if (abort) signal?.removeEventListener("abort", abort);
      this.#waiting = this.#waiting.filter((waiting) => waiting !== call);
    }
  }

  async #pump(): Promise<void> {
    if (this.#current) return;
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) {
      this.#current = call;
      try {
        call.resolve(await this.#answer(call));
      } catch (thrown) {
        call.reject(thrown);
      }
    }
    this.#current = undefined;
  }

  /** Asks the host; one that crashed is replaced, and the request is tried once more. */
  async #answer(call: Call, again = true): Promise<string> {
    this.#host ??= await this.#open();
    if (this.#disposed) {
      this.#host.stop();
      throw new ShijuError("disposed", DISPOSED);
    }
    if (call.gone) throw new ShijuError("disposed", GONE);
    try {
      return await this.#host.ask(call.request, call.tell);
    } catch (thrown) {
      const code = thrown instanceof ShijuError ? thrown.code : "internal";
      if (code === "crashed" || code === "timeout") {
        this.#host?.stop();
        this.#host = undefined;
      }
      if (code === "crashed" && again && !this.#disposed) return this.#answer({ ...call, tell() {} }, false);
      throw thrown;
    }
  }
}

import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "shiju";
import lexiconUrl from "shiju/lexicon?url";
import modelUrl from "shiju/model?url";
import wasmUrl from "shiju/wasm?url";
import ShijuWorker from "shiju/worker?worker";

/**
 * One place that knows where analyzers come from. It is the first script of the page: while the rest is still being read, what
 * analyzers are made of is fetched and compiled, once for all of them, and a worker starts.
 */
const parts = fetched().catch(() => undefined);
let spare = started();

async function fetched() {
  const bytes = async (url: string) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(url);
    return response.arrayBuffer();
  };
  const [wasm, lexicon, model] = await Promise.all([
    WebAssembly.compileStreaming(fetch(wasmUrl)),
    bytes(lexiconUrl),
    bytes(modelUrl),
  ]);
  return { wasm, lexicon, model };
}

/** A worker for the first analyzer; where none can be started, the package finds out what to do. */
function started(): Worker | undefined {
  try {
    const worker = new ShijuWorker();
    worker.onerror = (event) => {
      event.preventDefault();
      spare = undefined;
    };
    return worker;
  } catch {
    return undefined;
  }
}

function worker(): Worker {
  const taken = spare ?? new ShijuWorker();
  spare = undefined;
  return taken;
}

export async function makeAnalyzer(options?: AnalyzerOptions): Promise<Analyzer> {
  const assets = await parts;
  // Without them the package fetches for itself, and says what is wrong.
  return createAnalyzer(assets ? { ...options, assets, worker } : options);
}

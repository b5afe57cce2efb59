import { type Analyzer, type AnalyzerOptions, createAnalyzer } from "shiju";
import ShijuWorker from "shiju/worker?worker&inline";
import { onRequest } from "../state/requests.js";
import { asset } from "./assets.js";

let module: Promise<WebAssembly.Module> | undefined;

/** In the single file: everything is inside, and the workers are made of it. */
export async function makeAnalyzer(options?: AnalyzerOptions): Promise<Analyzer> {
  module ??= asset("wasm").then((bytes) => WebAssembly.compile(bytes));
  const [wasm, lexicon, model] = await Promise.all([module, asset("lexicon"), asset("model")]);
  return createAnalyzer({ ...options, onRequest, assets: { wasm, lexicon, model }, worker: () => new ShijuWorker() });
}

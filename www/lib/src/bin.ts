#!/usr/bin/env node
/** `npx shiju`: the command line of the Rust core on Node's files, so that it prints the same bytes as the native one. */
import { readdirSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadModule } from "./engine.js";
import type { Machine } from "./wasm/glue.js";

const INPUT = 0;
const OUTPUT = 1;
const ERRORS = 2;

const codeOf = (thrown: unknown): string | undefined => (thrown as NodeJS.ErrnoException)?.code;

/** Runs a call on a pipe again and again until the pipe is ready: Node's are never waited for. */
function patiently<T>(call: () => T): T {
  for (;;) {
    try {
      return call();
    } catch (thrown) {
      if (codeOf(thrown) !== "EAGAIN") throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** What went wrong with a path, in the words of the native program. */
function told(path: string, thrown: unknown): string {
  const why = { ENOENT: "not found", EACCES: "may not be read" }[codeOf(thrown) ?? ""] ?? "could not be read";
  return `${path}: ${why}`;
}

function put(file: number, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(patiently(() => writeSync(file, bytes)));
}

/** The standard input, by pieces, as far as it was asked for. */
class Input {
  #held = new Uint8Array();

  /** More of it; false at its end. */
  #more(): boolean {
    const piece = new Uint8Array(65536);
    const length = patiently(() => {
      try {
        return readSync(INPUT, piece);
      } catch (thrown) {
        if (codeOf(thrown) === "EOF") return 0;
        throw thrown;
      }
    });
    this.#held = joined(this.#held, piece.subarray(0, length));
    return length > 0;
  }

  all(): Uint8Array {
    while (this.#more());
    const all = this.#held;
    this.#held = new Uint8Array();
    return all;
  }

  line(): string | undefined {
    let end = this.#held.indexOf(10);
    while (end < 0 && this.#more()) end = this.#held.indexOf(10);
    if (end < 0 && this.#held.length === 0) return undefined;
    const line = this.#held.subarray(0, end < 0 ? undefined : end);
    this.#held = this.#held.subarray(end < 0 ? this.#held.length : end + 1);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line).replace(/\r$/, "");
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

const input = new Input();

// What these throw is a message for people; nothing where nobody reads the output any more.
const node: Machine = {
  read(path) {
    try {
      return path === "-" ? input.all() : readFileSync(path);
    } catch (thrown) {
      throw told(path, thrown);
    }
  },
  folder(path) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    try {
      return readdirSync(path);
    } catch (thrown) {
      throw told(path, thrown);
    }
  },
  line() {
    try {
      return input.line();
    } catch (thrown) {
      throw told("-", thrown);
    }
  },
  write(text) {
    try {
      put(OUTPUT, text);
    } catch (thrown) {
      throw codeOf(thrown) === "EPIPE" ? undefined : `the output could not be written: ${thrown}`;
    }
  },
  complain: (text) => put(ERRORS, `${text}\n`),
  colours: () => Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
};

const beside = (file: string) => new URL(`./wasm/${file}`, import.meta.url);
const { module } = await loadModule(
  { wasm: beside("command.wasm"), lexicon: beside("lexicon.bin"), model: beside("model.bin") },
  async (url) => new Response(await readFile(fileURLToPath(url))),
);
process.exitCode = module.command(process.argv.slice(2), node);

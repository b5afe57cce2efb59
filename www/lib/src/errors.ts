/** Stable codes, for programs; docs/embedding.md says what to do about each. */
export type ErrorCode =
  | "bad-text"
  | "bad-root"
  | "bad-date"
  | "bad-options"
  | "bad-lexicon"
  | "bad-model"
  | "asset-unavailable"
  | "wasm-unavailable"
  | "crashed"
  | "timeout"
  | "disposed"
  | "unsupported"
  | "internal";

/** Every error of this package: a stable `code`, and a message that says what to do. */
export class ShijuError extends Error {
  override readonly name = "ShijuError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Said by what was disposed of. */
export const DISPOSED = "The analyzer was disposed of; make a new one with createAnalyzer.";

/** Said of a call that was called off. */
export const GONE = "Nobody waits for the answer any longer.";

/** An error as it crosses from a worker. */
export interface PlainError {
  code: ErrorCode;
  message: string;
}

/** Any thrown value as a `ShijuError`; a trap of the module is `crashed`. */
export function toShijuError(thrown: unknown): ShijuError {
  if (thrown instanceof ShijuError) return thrown;
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
    return new ShijuError("crashed", "The analysis stopped unexpectedly; the module has been restarted.", { cause: thrown });
  }
  const { code, message } = (thrown ?? {}) as Partial<PlainError>;
  return new ShijuError(code ?? "internal", message ?? String(thrown), { cause: thrown });
}

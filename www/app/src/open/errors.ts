/** Why a file could not be read. */
export type OpenErrorCode = "unsupported" | "encrypted" | "nothing" | "too-large" | "broken" | "unavailable" | "elsewhere";

/** What could not be opened, with a stable code; the page has a sentence for each. */
export class OpenError extends Error {
  override readonly name = "OpenError";

  constructor(
    readonly code: OpenErrorCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

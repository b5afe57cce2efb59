/** The module and its data as gzip in base64; made by scripts/build.mjs. */
export const wasm: string;
export const lexicon: string;
export const model: string;

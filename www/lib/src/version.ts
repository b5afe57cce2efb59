/** The package's version; a test holds it against package.json and the wasm module. */
export const version = "0.1.0";

/** Where the site serves what only some formats need; `build/readers.ts` puts it there. */
export const served = (path: string): string => new URL(`open/${path}`, document.baseURI).href;

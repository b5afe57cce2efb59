import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const address = (): string =>
  `data:image/svg+xml;base64,${readFileSync(new URL("../public/icon.svg", import.meta.url)).toString("base64")}`;

/** Puts the page's icon into the page: browsers ask for it again whenever the address changes. */
export function icon(): Plugin {
  return {
    name: "icon",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace(/(<link rel="icon" href=)"[^"]*"/, (_, head) => `${head}"${address()}"`),
    },
  };
}

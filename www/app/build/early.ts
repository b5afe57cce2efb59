import type { Plugin } from "vite";

/** Lets the page's first script run at once: it is small, and waits neither for the other scripts nor for the styles. */
export function early(): Plugin {
  return {
    name: "early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const engine = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.isEntry && file.name === "engine");
        const first = '<script type="module"';
        if (!engine || !html.includes(first)) throw new Error("the page's first script is missing");
        return html.replace(first, `${first} async crossorigin src="./${engine.fileName}"></script>\n    ${first}`);
      },
    },
  };
}

// A small server of files for pages that are not the app's.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".txt": "text/plain",
};

/** Serves a folder (or, by a function, any file for a path) on a port of its own; `before` gives what is to stand before a file. */
export async function serve(folder, headers = {}, before = () => "") {
  const fileOf = typeof folder === "function" ? folder : (address) => path.join(folder, address);
  const server = createServer((request, response) => {
    const address = path.normalize(new URL(request.url, "http://host").pathname);
    const file = fileOf(address.endsWith("/") ? `${address}index.html` : address);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404, headers).end();
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream", ...headers });
    response.end(Buffer.concat([Buffer.from(before(address)), readFileSync(file)]));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

import { cacheNames, setCacheNameDetails } from "workbox-core";
import { PrecacheController, type PrecacheEntry, PrecacheRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

/**
 * The service worker: keeps the build's own files and answers with them first. A new build waits until the page, once the reader
 * has been told, lets it take over: an open page still needs the files of its own build.
 */

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: PrecacheEntry[] };
/** Says which readers of other formats the build has. */
declare const __READERS__: string;

/** The page says when it has what it needs; one that is gone, or of an older build, does not. */
const PATIENCE_MS = 10_000;
let keep = (): void => {};
const asked = new Promise<void>((resolve) => {
  keep = resolve;
  setTimeout(resolve, PATIENCE_MS);
});

setCacheNameDetails({ prefix: "shiju" });
const build = new PrecacheController();
// Hosts say of files that they vary by what browsers send with them; these do not.
build.strategy.matchOptions = { ignoreVary: true };
build.addToCacheList(self.__WB_MANIFEST);

self.addEventListener("install", (event) => event.waitUntil(asked.then(() => build.install(event))));
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([build.activate(event), forgetReaders()]).then(() => self.clients.claim()));
});
self.addEventListener("message", ({ data }) => {
  if (data === "keep") keep();
  if (data === "take over") void self.skipWaiting();
});

/** What carries a query is not the file. */
registerRoute(new PrecacheRoute(build, { cleanURLs: false, ignoreURLParametersMatching: [] }));

/** The page, whatever its address asks for behind the path. */
const { pathname } = new URL("./", self.location.href);
registerRoute(
  ({ request, url }) => request.mode === "navigate" && [pathname, `${pathname}index.html`].includes(url.pathname),
  build.createHandlerBoundToURL("index.html"),
);

/** What readers of some formats need is kept from its first use on, until a build has others. */
const readersOf = `-readers-${cacheNames.suffix}`;
const readers = `shiju-${__READERS__}${readersOf}`;
const folder = `${pathname}open/`;
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(folder) && !url.search,
  new CacheFirst({ cacheName: readers, matchOptions: { ignoreVary: true } }),
);

/** Only those of this address: other builds may lie beside it. */
async function forgetReaders(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.endsWith(readersOf) && name !== readers);
  await Promise.all(old.map((name) => caches.delete(name)));
}

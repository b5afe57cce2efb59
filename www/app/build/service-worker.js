// Keeps the build's own files and answers with them first. A new build waits until the page, once the reader has been told, lets it
// take over: an open page still needs the files of its own build.
const cacheName = "shiju-__VERSION__";
const files = __FILES__;

/** The page says when it has what it needs; one that is gone, or of an older build, does not. */
const PATIENCE_MS = 10_000;
let keep;
const asked = new Promise((resolve) => {
  keep = resolve;
  setTimeout(resolve, PATIENCE_MS);
});

self.addEventListener("install", (event) => {
  event.waitUntil(asked.then(() => caches.open(cacheName)).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("shiju-") && name !== cacheName;
  const cleared = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener("message", ({ data }) => {
  if (data === "keep") keep();
  if (data === "take over") self.skipWaiting();
});

/** What readers of some formats need is kept from its first use on. */
async function fetched(request) {
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.includes("/open/")) {
    const kept = await caches.open(cacheName);
    await kept.put(request, response.clone());
  }
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const wanted = request.mode === "navigate" ? "./" : request;
  event.respondWith(caches.match(wanted, { cacheName, ignoreVary: true, ignoreSearch: request.mode === "navigate" }).then((kept) => kept ?? fetched(request)));
});

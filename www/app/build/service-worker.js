// Keeps the build's own files and answers with them first. A new build has a new name and takes over at the next load.
const cacheName = "shiju-__VERSION__";
const files = __FILES__;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("shiju-") && name !== cacheName;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const wanted = request.mode === "navigate" ? "./" : request;
  event.respondWith(caches.match(wanted, { cacheName, ignoreVary: true, ignoreSearch: request.mode === "navigate" }).then((kept) => kept ?? fetch(request)));
});

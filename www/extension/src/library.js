// The extension's own library: articles that were read, in its IndexedDB. Nothing of it leaves the browser.
const DATABASE = "shiju";
const STORE = "articles";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Does one thing with the store; gives its result once it is written. */
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps an article; one read again at the same address and with the same text is kept once. */
export async function keep(article) {
  const same = (await all()).find(({ url, text }) => url === article.url && text === article.text);
  return within("readwrite", (store) => store.put(same ? { ...article, id: same.id } : article));
}

/** All articles, the newest first. */
export async function all() {
  return (await within("readonly", (store) => store.getAll())).sort((a, b) => b.read.localeCompare(a.read));
}

/** Removes an article. */
export const remove = (id) => within("readwrite", (store) => store.delete(id));

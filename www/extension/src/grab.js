/** Runs in the page: what stands there to be read. It must stand alone, for the browser carries its source over. */
export function grab(wanted) {
  const selection = String(getSelection() ?? "").trim();
  // What is shown, with its lines; textContent has neither.
  // biome-ignore lint/performance/useDomNodeTextContent: see above
  const seen = (element) => element?.innerText ?? "";
  const article = seen(document.querySelector("article, main, [role=main]"));
  const text = wanted === "selection" ? selection : article.length > 200 ? article : seen(document.body);
  return { text, title: document.title, url: location.href.replace(/#.*/, "") };
}

/** Runs in the page: brings words into view and selects them. */
export function show(words) {
  getSelection()?.removeAllRanges();
  // Text that stands in several lines is looked for by its beginning.
  const [line] = words.split("\n");
  return window.find(line, false, false, true);
}

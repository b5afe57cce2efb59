// What the package shows on other people's pages, as it is read inside them: these functions travel there by themselves.

/** The words under a highlight. */
export const wordsUnder = (layer) => [...(CSS.highlights.get(`shiju-${layer}`) ?? [])].map(String);

/** All that is left of the package. */
export const traces = () => ({
  sheets: document.adoptedStyleSheets.length,
  cards: document.querySelectorAll("shiju-card, shiju-boxes").length,
  highlights: CSS.highlights.size,
});

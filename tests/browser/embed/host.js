// What an embedder would write; the tests reach the package through `window.shiju`.
import "/lib/element.js";
import { highlight } from "/lib/highlight.js";
import { createAnalyzer } from "/lib/index.js";

window.shiju = { createAnalyzer, highlight };

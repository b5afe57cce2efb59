/** The build for plain scripts: `<script src="shiju.iife.js">` gives a global `shiju` and defines `<shiju-article>`. */
export { ShijuArticle } from "./element.js";
export { highlight } from "./highlight.js";
export * from "./inline.js";

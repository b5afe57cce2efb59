import { store } from "../state/store.js";
import { en } from "./en.js";
import { zh } from "./zh.js";

export type Words = typeof zh;

/** The words of the language in use. */
export const t = (): Words => (store.state.lang === "en" ? en : zh);

/** The locale for Intl. */
export const locale = (): string => (store.state.lang === "en" ? "en-GB" : "zh-CN");

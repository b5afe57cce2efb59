// The side panel: reads the tab that the person has handed over, shows what was found, and keeps it.
import { ShijuError } from "shiju";
import "shiju/element";
import { grab, show } from "./grab.js";
import { all, keep, remove } from "./library.js";

const api = globalThis.browser ?? globalThis.chrome;
const find = (id) => document.getElementById(id);

function say(words, isError = false) {
  find("status").textContent = words;
  find("status").classList.toggle("error", isError);
}

let turns = 0;

/** Has the word until something else is asked for: a reading that ends later says nothing. */
function turn() {
  turns += 1;
  const mine = turns;
  return (words, isError) => mine === turns && say(words, isError);
}

/** Runs a function in the tab before the reader. */
async function inTab(func, ...args) {
  const [tab] = await api.tabs.query({ active: true, lastFocusedWindow: true });
  const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func, args });
  return result;
}

async function read(wanted) {
  const tell = turn();
  tell("正在读……");
  let page;
  try {
    page = await inTab(grab, wanted);
  } catch {
    tell("这一页没有交给实据。请在网页上点一下工具栏里的“实据”，或按 Alt+Shift+S；浏览器自己的页面读不了。", true);
    return;
  }
  if (!page?.text) return tell(wanted === "selection" ? "先在网页上选中文字。" : "这一页没有文字。", true);
  present(page, true, tell);
}

/** Shows an article with its marks, findings, projects and figures. */
function present({ title, url, text }, isNew, tell = turn()) {
  const article = document.createElement("shiju-article");
  article.setAttribute("panel", "");
  article.setAttribute("findings", "");
  article.text = text;
  article.addEventListener("shiju-analyzed", async ({ detail: analysis }) => {
    article.shadowRoot.querySelector("details")?.setAttribute("open", "");
    const { findings, projects, figures } = analysis;
    tell(`${title || url}：核查 ${findings.length}，项目 ${projects.length}，数据 ${figures.length}`);
    if (!isNew) return;
    await keep({ title, url, text, analysis, read: new Date().toISOString() });
    await list();
  });
  article.addEventListener("shiju-select", ({ detail: mark }) => {
    if (mark) void inTab(show, mark.item.text).catch(() => {});
  });
  article.addEventListener("shiju-error", ({ detail: error }) => {
    tell(error instanceof ShijuError ? `${error.code}: ${error.message}` : String(error), true);
  });
  find("result").replaceChildren(article);
}

function button(label, name, work) {
  const out = document.createElement("button");
  out.type = "button";
  out.className = name;
  out.textContent = label;
  out.addEventListener("click", work);
  return out;
}

async function list() {
  const articles = await all();
  find("library").hidden = articles.length === 0;
  const items = articles.map((article) => {
    const item = document.createElement("li");
    const open = button(article.title || article.url, "open", () => present(article, false));
    const away = button("移除", "remove", async () => {
      await remove(article.id);
      await list();
    });
    away.setAttribute("aria-label", `移除 ${article.title || article.url}`);
    item.append(open, away);
    return item;
  });
  find("articles").replaceChildren(...items);
}

async function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(await all(), null, 1)], { type: "application/json" }));
  link.download = "shiju.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

find("page").addEventListener("click", () => read("page"));
find("selection").addEventListener("click", () => read("selection"));
find("export").addEventListener("click", save);
api.runtime.onMessage.addListener((message) => {
  if (message?.read) void read(message.read);
});
void list();
void read("page");

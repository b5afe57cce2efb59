// The site of the documentation: English at the root, the main pages in Chinese under /zh/.
import { defineConfig } from "vitepress";

const link = (text, to) => ({ text, link: to });

export default defineConfig({
  title: "实据 shiju",
  description: "Chinese investment news as data, in the browser",
  base: process.env.SHIJU_DOCS_BASE ?? "/",
  cleanUrls: false,
  lastUpdated: false,
  markdown: { lineNumbers: false },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
  },
  locales: {
    root: {
      label: "English",
      lang: "en",
      themeConfig: {
        nav: [link("Start", "/start"), link("Embedding", "/embedding"), link("API", "/api"), link("Changelog", "/changelog")],
        sidebar: [
          {
            text: "Use it",
            items: [
              link("Start", "/start"),
              link("The result", "/schema"),
              link("Embedding", "/embedding"),
              link("Frameworks and bundlers", "/recipes"),
              link("Theming", "/theming"),
              link("The library", "/library"),
              link("Every view", "/views"),
              link("Command line", "/command-line"),
              link("Browser extension", "/extension"),
              link("Content Security Policy", "/csp"),
              link("Privacy", "/privacy"),
              link("API reference", "/api"),
            ],
          },
          {
            text: "How it reads",
            items: [
              link("Pages", "/pages"),
              link("Words", "/words"),
              link("Figures", "/figures"),
              link("Public suites", "/figures-suites"),
              link("Entities", "/entities"),
              link("Links", "/links"),
              link("Ledger", "/ledger"),
              link("Checks", "/checks"),
            ],
          },
          {
            text: "Work on it",
            items: [
              link("The house", "/architecture"),
              link("Add a rule or a name", "/rules"),
              link("Speed, size, memory", "/performance"),
              link("Changelog", "/changelog"),
            ],
          },
        ],
      },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      link: "/zh/",
      themeConfig: {
        nav: [link("开始", "/zh/start"), link("嵌入", "/zh/embedding"), link("接口", "/api"), link("变更", "/changelog")],
        outlineTitle: "本页目录",
        docFooter: { prev: "上一页", next: "下一页" },
        sidebar: [
          {
            text: "使用",
            items: [
              link("开始", "/zh/start"),
              link("结果的样子", "/zh/schema"),
              link("嵌入网页", "/zh/embedding"),
              link("外观", "/zh/theming"),
              link("资料库", "/zh/library"),
              link("每个视图", "/zh/views"),
              link("命令行", "/zh/command-line"),
              link("浏览器扩展", "/zh/extension"),
              link("内容安全策略", "/zh/csp"),
              link("隐私", "/zh/privacy"),
              link("接口参考（英文）", "/api"),
            ],
          },
        ],
      },
    },
  },
});

// The library: kept, found again, merged, exported, taken back in; two tabs; no room left.
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { article, expect, open, paste, test, textOf, waitForAnalysis } from "./story.mjs";

const april =
  "春风里签下一单\n\n2024年4月8日，澄光半导体（苏州）有限公司与云泽高新区签约，总投资12亿元建设高纯石英材料生产基地。";
const july =
  "高纯石英项目开工\n\n2024年7月1日，总投资13亿元的澄光半导体高纯石英材料生产基地项目在云泽高新区正式开工，园区负责人到场。";

const room = (page) => page.locator("library-room");
const text = (name, body) => ({ name, mimeType: "text/plain", buffer: Buffer.from(body) });
const files = (page) => page.getByLabel("打开多个文件…");
const idle = (page) => expect(page.getByRole("button", { name: "收起" })).toBeVisible({ timeout: 60_000 });
const kept = (page) => room(page).locator(".kept li");

async function takeIn(page, ...list) {
  await files(page).setInputFiles(list);
  await idle(page);
}

async function saved(page, name) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  return readFile(await (await download).path());
}

test("an article is kept, survives a reload, and is found by its words", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await waitForAnalysis(page);
  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeDisabled();
  await page.getByRole("button", { name: "资料库", exact: true }).click();
  await expect(room(page)).toContainText("存放在本机浏览器中");
  await expect(kept(page)).toHaveCount(1);
  await page.reload();
  await expect(kept(page)).toHaveCount(1);
  await page.getByRole("searchbox").fill("不在文中的字");
  await expect(room(page)).toContainText("没有文章含有这些字");
  await page.getByRole("searchbox").fill("263.5亿元");
  await expect(kept(page).locator("q")).toContainText("263.5亿元");
  await kept(page).getByRole("button").first().click();
  await expect.poll(() => textOf(page)).toBe(article);
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
});

test("one project of two articles is one row, and leads back to both", async ({ page }) => {
  await open(page, "#library");
  await expect(room(page)).toContainText("资料库还是空的");
  await takeIn(page, text("april.txt", april), text("july.txt", july));
  await page.getByRole("tab", { name: "项目台账" }).click();
  const row = room(page).getByRole("row", { name: /石英/ });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("签约 2024-04 → 开工 2024-07");
  await expect(row).toContainText("+8.3%");
  await row.getByRole("button").click();
  await expect(room(page)).toContainText("12亿元 → 13亿元");
  await page.getByRole("button", { name: "高纯石英项目开工" }).first().click();
  await expect.poll(() => textOf(page)).toBe(july);
  await page.goBack();
  await page.goBack();
  await page.getByRole("tab", { name: "看板" }).click();
  await expect(page.getByRole("region", { name: "开工" }).getByRole("button")).toHaveCount(1);
  await page.getByRole("tab", { name: "汇总" }).click();
  await expect(room(page)).toContainText("开工率");
  await page.getByRole("tab", { name: "企业" }).click();
  await room(page)
    .getByRole("row", { name: /澄光半导体/ })
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(/#library\/companies\//);
  await page.reload();
  await expect(room(page).locator(".entry")).toContainText("签约 2024-04 → 开工 2024-07");
});

test("a text that is nearly another is told of, and the very same is kept once", async ({ page }) => {
  await open(page, "#library");
  await takeIn(page, text("a.txt", article));
  await takeIn(page, text("b.txt", `${article}\n编辑：方敏`), text("c.txt", article));
  await expect(room(page).locator(".queue")).toContainText("新增 1，原有 1，近似 1");
  await expect(kept(page)).toHaveCount(2);
});

test("files that cannot be read are named, and the others are taken in", async ({ page }) => {
  await open(page, "#library");
  const many = Array.from({ length: 40 }, (_, i) => text(`n${i}.txt`, `第${i}篇\n\n${july.replace("13亿元", `${i + 2}亿元`)}`));
  await takeIn(page, ...many, text("empty.txt", "  "), {
    name: "x.xyz",
    mimeType: "application/x-unknown",
    buffer: Buffer.from("?"),
  });
  await expect(room(page).locator(".queue")).toContainText("已处理 42 / 42");
  await expect(room(page).locator(".queue")).toContainText("未能读取 2");
  await room(page).locator("summary").click();
  await expect(room(page).locator("details")).toContainText("empty.txt");
  await expect(room(page).locator("details")).toContainText("x.xyz");
  await expect(kept(page)).toHaveCount(40);
});

test("the whole is exported and taken back in, as a file and as lines", async ({ page }) => {
  page.on("dialog", (dialog) => dialog.accept());
  await open(page, "#library");
  await takeIn(page, text("april.txt", april), text("july.txt", july));
  const file = await saved(page, "SQLite");
  expect(file.subarray(0, 15).toString()).toBe("SQLite format 3");
  const lines = (await saved(page, "JSONL"))
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ title }) => title)).toEqual(["春风里签下一单", "高纯石英项目开工"]);
  expect(lines[0].figures).toContainEqual(expect.objectContaining({ text: "12亿元", low: 1_200_000_000 }));
  expect((await saved(page, "XLSX")).subarray(0, 2).toString()).toBe("PK");

  await page.getByRole("button", { name: "清空资料库" }).click();
  await expect(room(page)).toContainText("资料库还是空的");
  const door = page.getByLabel("导入…");
  await door.setInputFiles({ name: "x.sqlite", mimeType: "application/vnd.sqlite3", buffer: file });
  await expect(kept(page)).toHaveCount(2);
  await door.setInputFiles({ name: "x.sqlite", mimeType: "application/vnd.sqlite3", buffer: file });
  await expect(room(page)).toContainText("导入 0 篇，另有 2 篇原已在库");
  await page.getByRole("searchbox").fill("开工");
  await expect(kept(page)).toHaveCount(1);
  await page.getByRole("searchbox").fill("");

  await page.getByRole("button", { name: "清空资料库" }).click();
  await expect(room(page)).toContainText("资料库还是空的");
  await door.setInputFiles({
    name: "x.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from(`${lines.map((line) => JSON.stringify(line)).join("\n")}\nnonsense\n`),
  });
  await idle(page);
  await expect(kept(page)).toHaveCount(2);
  await expect(room(page).locator(".queue")).toContainText("未能读取 1");

  await door.setInputFiles({
    name: "bad.sqlite",
    mimeType: "application/vnd.sqlite3",
    buffer: Buffer.from("not a database, though long enough"),
  });
  await expect(room(page).getByRole("alert")).toContainText("不是实据的资料库文件");
  await expect(kept(page)).toHaveCount(2);
});

test("a library of an earlier build comes in, and is found by its words as any other", async ({ page }) => {
  await open(page, "#library");
  const file = await readFile(new URL("../packages/files/library-1.sqlite", import.meta.url));
  await page.getByLabel("导入…").setInputFiles({ name: "old.sqlite", mimeType: "application/vnd.sqlite3", buffer: file });
  await expect(kept(page)).toHaveCount(2);
  await takeIn(page, text("visit.txt", "到企业察看\n区长到企业调研，察看了三个在建项目的进度，听取了企业的意见。\n"));
  const again = "临江高新区长年招引企业\n临江高新区长年招引企业，高新区长期派人驻点。\n";
  await takeIn(page, text("firms.txt", again));
  await page.getByRole("searchbox").fill("区长");
  await expect(kept(page)).toHaveCount(4);
  const titles = () => kept(page).getByRole("button").allInnerTexts();
  await expect.poll(async () => (await titles()).join()).toMatch(/到企业察看.*高新区.*高新区/s);
  await page.getByRole("searchbox").fill("储能电池");
  await expect(kept(page)).toHaveCount(1);
});

test("corrections go out and come in again with their articles", async ({ page }) => {
  page.on("dialog", (dialog) => dialog.accept());
  await open(page, "#entities");
  await paste(page, "今天，阿里嘎多三号落户云泽高新区，总投资3亿元，占地50亩。");
  await waitForAnalysis(page);
  await page.evaluate(() => {
    const line = document.querySelector(".proof .line");
    const at = line.textContent.indexOf("阿里嘎多三号");
    document.querySelector(".proof").focus();
    getSelection().setBaseAndExtent(line.firstChild, at, line.firstChild, at + 6);
  });
  await page.getByLabel("标为…").selectOption("项目");
  await expect(page.getByRole("row", { name: /阿里嘎多三号/ })).toBeVisible();
  await page.getByRole("tab", { name: /数据/ }).click();
  await page.getByRole("row", { name: /3亿元/ }).getByRole("button").first().click();
  await page.locator(".card summary").click();
  await page.locator(".card [name=value]").fill("5亿元");
  await page.getByRole("button", { name: "改正" }).click();
  await page.getByRole("row", { name: /50亩/ }).getByRole("button").first().click();
  await page.locator(".card summary").click();
  await page.getByRole("button", { name: "不是数据" }).click();
  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page).toHaveURL(/#article\/1\/figures$/);
  await page.goto("/#library");
  const out = await saved(page, "JSONL");
  const { corrections } = JSON.parse(out.toString());
  expect(corrections.map(({ kind }) => kind).sort()).toEqual(["dismissed", "figure", "name"]);

  await page.getByRole("button", { name: "清空资料库" }).click();
  await expect(room(page)).toContainText("资料库还是空的");
  await page.evaluate(() => localStorage.removeItem("shiju.names"));
  await page.reload();
  await page.getByLabel("导入…").setInputFiles({ name: "x.jsonl", mimeType: "application/jsonl", buffer: out });
  await idle(page);
  expect(JSON.parse((await saved(page, "JSONL")).toString()).corrections).toEqual(corrections);
  await expect(room(page).getByRole("status").first()).toContainText("阿里嘎多三号");
  await page.getByRole("button", { name: "收入个人词表" }).click();
  await kept(page).getByRole("button").first().click();
  await page.getByRole("tab", { name: /数据/ }).click();
  await expect(page.getByRole("row", { name: /5亿元/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /50亩/ })).toHaveCount(0);
  await page.getByRole("tab", { name: /主体/ }).click();
  await expect(page.getByRole("row", { name: /阿里嘎多三号.*项目/ })).toBeVisible();
});

test("what was decided of a page is kept with it", async ({ page }) => {
  await open(page, "#page");
  await paste(page, `${april}\n\n${july}`);
  await waitForAnalysis(page);
  const articles = page.locator(".page-article");
  const before = await articles.count();
  await page
    .getByRole("button", { name: before > 1 ? "并入上一篇" : "从这里另起一篇" })
    .first()
    .click();
  await expect.poll(() => articles.count()).not.toBe(before);
  const after = await articles.count();
  await page.getByRole("button", { name: "存入资料库" }).click();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
  await page.reload();
  await expect(articles).toHaveCount(after);
  await expect(page.locator(".page-decisions")).toBeVisible();
  await expect(page.getByRole("button", { name: "已存入资料库" })).toBeVisible();
});

test("the board shows projects by progress, pool, place and industry", async ({ page }) => {
  await open(page, "#library");
  const pooled = "储备库再添新项目\n\n2024年5月，总投资20亿元的江北绿氢制备项目列入全区重大项目储备库。";
  await takeIn(page, text("april.txt", april), text("pool.txt", pooled));
  await page.getByRole("tab", { name: "看板" }).click();
  await expect(page.getByRole("region", { name: "签约" })).toContainText("石英");
  await page.getByRole("button", { name: "按地点" }).click();
  await expect(page.getByRole("region", { name: "云泽高新区" })).toContainText("12亿元");
  await page.getByRole("button", { name: "按项目池" }).click();
  await expect(page.getByRole("region", { name: /储备库/ })).toContainText("绿氢");
  await expect(page.getByRole("region", { name: "未说明" })).toContainText("石英");
});

test("sums lead to the projects that they are the sums of", async ({ page }) => {
  const other =
    "北湖产业园迎来新项目\n\n2024年5月18日，远岫智能装备股份有限公司与北湖产业园签约，投资6.8亿元建设工业机器人核心零部件项目。";
  await open(page, "#library");
  await takeIn(page, text("april.txt", april), text("other.txt", other));
  await page.getByRole("tab", { name: "汇总" }).click();
  const places = page.getByRole("table").first();
  await expect(places.getByRole("row", { name: "云泽高新区" })).toBeVisible();
  await expect(page.getByRole("table").last().getByRole("row", { name: "2024-04" }).getByRole("button")).toHaveCount(0);
  await places.getByRole("row", { name: "北湖产业园" }).getByRole("button").click();
  await expect(page.getByRole("tab", { name: "项目台账" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("searchbox")).toHaveValue("北湖产业园");
  const rows = page.locator("#shelf tbody tr[data-item]");
  await expect(rows.filter({ hasText: "机器人" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "石英" })).toHaveCount(0);
  await page.getByRole("tab", { name: "项目台账" }).click();
  await expect(rows.filter({ hasText: "石英" })).toHaveCount(1);
});

test("an empty library says so at once, and offers nothing to export", async ({ page }) => {
  await page.addInitScript(() => {
    window.shown = [];
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(() => window.shown.push(document.querySelector("#shelf")?.textContent.trim() ?? "")).observe(
        document.body,
        {
          childList: true,
          subtree: true,
          characterData: true,
        },
      ),
    );
  });
  await open(page, "#library");
  await expect(room(page)).toContainText("资料库还是空的");
  expect(await page.evaluate(() => window.shown.filter((said) => said.includes("没有文章含有")))).toEqual([]);
  await expect(page.getByRole("button", { name: "SQLite" })).toBeHidden();
  await takeIn(page, text("april.txt", april));
  await expect(page.getByRole("button", { name: "SQLite" })).toBeVisible();
});

test("an article is deleted", async ({ page }) => {
  await open(page, "#library");
  await takeIn(page, text("april.txt", april), text("july.txt", july));
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("button", { name: "删除 高纯石英项目开工" }).click();
  await expect(kept(page)).toHaveCount(2);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "删除 高纯石英项目开工" }).click();
  await expect(kept(page)).toHaveCount(1);
});

test("two tabs share one library; when the one that holds it goes, the other takes over", async ({ page, context, baseURL }) => {
  await open(page, "#library");
  await takeIn(page, text("april.txt", april));
  const second = await context.newPage();
  await second.goto(`${baseURL}/#library`);
  await expect(kept(second)).toHaveCount(1);
  await expect(room(second)).toContainText("由另一个标签页掌管");
  await takeIn(second, text("july.txt", july));
  await expect(kept(second)).toHaveCount(2);
  await expect(kept(page)).toHaveCount(2);
  // A picture alone names no icon, and the site has none besides.
  page.mayFail = /404/;
  await page.goto("/icon.svg");
  await second.getByRole("searchbox").fill("开工");
  await expect(kept(second)).toHaveCount(1);
  await expect(room(second)).not.toContainText("由另一个标签页掌管");
  await takeIn(second, text("again.txt", `${july}又及。`));
  await second.close();
  await page.goto("/#library");
  await expect(kept(page)).toHaveCount(3);
});

test("where nothing may be stored, the library says that it is gone with the page", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("shiju.visited", "1"));
  await page.route(/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete StorageManager.prototype.getDirectory;\n${await response.text()}` });
  });
  await open(page, "#library");
  await takeIn(page, text("april.txt", april));
  await expect(kept(page)).toHaveCount(1);
  await expect(room(page)).toContainText("资料只留到本页关闭");
});

test("when the storage is full, it is said and nothing is lost", async ({ page, context, baseURL }) => {
  await open(page, "#library");
  await takeIn(page, text("april.txt", april));
  const { usage } = await page.evaluate(() => navigator.storage.estimate());
  const client = await context.newCDPSession(page);
  await client.send("Storage.overrideQuotaForOrigin", { origin: baseURL, quotaSize: usage + 20_000 });
  const large = Array.from({ length: 40_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join("");
  await takeIn(page, text("large.txt", large));
  await expect(room(page).locator(".queue")).toContainText("未能读取");
  await room(page).locator("summary").click();
  await expect(room(page).locator("details")).toContainText("存储空间已满");
  await expect(kept(page)).toHaveCount(1);
  await client.send("Storage.overrideQuotaForOrigin", { origin: baseURL });
  await takeIn(page, text("july.txt", july));
  await expect(kept(page)).toHaveCount(2);
});

test("several files that are dropped on the page go into the library", async ({ page }) => {
  await open(page);
  await page.evaluate(
    (texts) => {
      const transfer = new DataTransfer();
      for (const [i, text] of texts.entries()) transfer.items.add(new File([text], `${i}.txt`, { type: "text/plain" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    [april, july],
  );
  await idle(page);
  await expect(kept(page)).toHaveCount(2);
});

test("a folder is taken in whole, and can be stopped", async ({ page }, info) => {
  const folder = info.outputPath("多篇");
  mkdirSync(`${folder}/里面`, { recursive: true });
  writeFileSync(`${folder}/a.txt`, april);
  writeFileSync(`${folder}/里面/b.txt`, july);
  await open(page, "#library");
  await page.getByLabel("打开文件夹…").setInputFiles(folder);
  await idle(page);
  await expect(kept(page)).toHaveCount(2);
  await expect(room(page)).toContainText("多篇/里面/b.txt");
  await page.getByRole("button", { name: "收起" }).click();
  const many = Array.from({ length: 400 }, (_, i) => text(`${i}.txt`, `${i}\n\n${july.replace("13", String(i))}`));
  await files(page).setInputFiles(many);
  await page.getByRole("button", { name: "停止" }).click();
  await idle(page);
  expect(await kept(page).count()).toBeLessThan(402);
});

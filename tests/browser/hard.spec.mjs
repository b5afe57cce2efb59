// Hard input and bad luck: nothing, markup, a megabyte, a worker that dies.
import {
  accessible,
  article,
  chip,
  expect,
  open,
  painted,
  panel,
  paste,
  proof,
  test,
  textOf,
  waitForAnalysis,
} from "./story.mjs";

test("the empty page says what to do", async ({ page }) => {
  await open(page);
  await expect(proof(page)).toHaveAttribute("data-placeholder", /粘贴/);
  await page.getByRole("button", { name: "看一篇示例" }).click();
  await expect(chip(page, "money")).toBeVisible();
  await page.getByRole("button", { name: "清空" }).click();
  await expect(chip(page, "money")).toBeHidden();
  expect(await textOf(page)).toBe("");
  await expect(proof(page)).toBeFocused();
});

test("markup is text like any other", async ({ page }) => {
  await open(page);
  const hostile = `<script>window.hit = 1</script><img src=x onerror="window.hit = 2">\n<b>总投资3亿元</b>&amp;`;
  await paste(page, hostile);
  await expect(chip(page, "money")).toBeVisible();
  expect(await textOf(page)).toBe(hostile);
  expect(await page.evaluate(() => [window.hit, document.querySelectorAll(".proof :is(script, img, b)").length])).toEqual([
    undefined,
    0,
  ]);
  await page.getByRole("tab", { name: /数据/ }).click();
  await expect(panel(page).getByRole("row", { name: /3亿元/ })).toBeVisible();
});

test("rich clipboard content arrives as plain text", async ({ page }) => {
  await open(page);
  await proof(page).click();
  await page.evaluate(async () => {
    const type = (mime, content) => [mime, new Blob([content], { type: mime })];
    const item = Object.fromEntries([type("text/html", "<h1>占地<i>300亩</i></h1>"), type("text/plain", "占地300亩")]);
    await navigator.clipboard.write([new ClipboardItem(item)]);
  });
  await page.keyboard.press("ControlOrMeta+V");
  expect(await textOf(page)).toBe("占地300亩");
  expect(await page.evaluate(() => document.querySelectorAll(".proof h1, .proof i").length)).toBe(0);
});

/** What a key changes: types one and waits for two frames. */
const key = (page) =>
  page.evaluate(async () => {
    const changes = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    document.execCommand("insertText", false, "一");
    for (let i = 0; i < 2; i += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
    observer.disconnect();
    const inText = changes.filter(({ target }) => document.querySelector(".proof").contains(target));
    return { inText: inText.map(({ type }) => type), elsewhere: changes.length - inText.length };
  });

test("a megabyte of text is shown, analysed and typed into; only what is in view is painted", async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  const large = `${article}\n`.repeat(Math.ceil(1_000_000 / Buffer.byteLength(article)));
  await paste(page, large);
  await page.waitForFunction(() => document.querySelector(".chip[data-kind=money]"), null, { timeout: 120_000, polling: 500 });
  const ranges = async () => Object.values(await painted(page)).flat().length;
  expect(await ranges()).toBeLessThan(800);
  const last = page.locator(".leaf").last();
  const drawn = () => last.evaluate((leaf) => leaf.firstChild.checkVisibility({ contentVisibilityAuto: true }));
  expect(await page.locator(".leaf").count(), "the lines are gathered").toBeLessThan(large.split("\n").length / 40);
  expect(await drawn(), "what is out of sight is not laid out").toBe(false);

  await page.keyboard.press("ControlOrMeta+Home");
  await key(page);
  const { inText, elsewhere } = await key(page);
  expect(inText, "a key touches its own line").toEqual(["characterData"]);
  expect(elsewhere, "and next to nothing of the page").toBeLessThan(10);
  const marks = await painted(page);
  expect(marks["sj-f-money"], "marks follow their words before the next analysis").toContain("263.5亿元");
  await expect(page.locator("foot-line")).toContainText("分析中");

  await page.keyboard.press("ControlOrMeta+End");
  await expect.poll(drawn).toBe(true);
  await expect.poll(async () => (await painted(page))["sj-f-money"].length).toBeGreaterThan(0);
  expect(await ranges()).toBeLessThan(800);
  await page.keyboard.type("又及");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+Z");
  await page.keyboard.press("ControlOrMeta+Z");
  expect(await textOf(page)).toBe(`一一${large}`);
});

test("one huge line is laid out in pieces, and is one line all the same", async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  const huge = article.replaceAll("\n", "").repeat(200).slice(0, 100_000);
  await paste(page, huge);
  await page.waitForFunction(() => document.querySelector(".chip[data-kind=money]"), null, { timeout: 120_000, polling: 500 });
  const pieces = await page.locator(".line").evaluateAll((lines) => lines.map((line) => line.textContent));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(4_000);
  expect(pieces.join("") === huge).toBe(true);
  expect(
    pieces.slice(0, -1).every((piece) => /[。！？；]$/.test(piece)),
    "they end as sentences do",
  ).toBe(true);
  const drawn = (leaf) => leaf.evaluate(({ firstChild }) => firstChild.checkVisibility({ contentVisibilityAuto: true }));
  expect(await drawn(page.locator(".leaf").nth(-3)), "what is out of sight is not laid out").toBe(false);
  const ranges = async () => Object.values(await painted(page)).flat().length;
  expect(await ranges()).toBeLessThan(800);
  const isCopiedAs = async (text) => {
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+C");
    // Not shown where it fails: it is long.
    expect((await page.evaluate(() => navigator.clipboard.readText())) === text).toBe(true);
  };
  /** Puts the caret into a line; gives where that is in the text. */
  const caret = (line, offset) =>
    page.evaluate(
      ([line, offset]) => {
        const lines = [...document.querySelectorAll(".line")];
        getSelection().collapse(lines[line].firstChild, offset);
        return lines.slice(0, line).reduce((sum, { textContent }) => sum + textContent.length, offset);
      },
      [line, offset],
    );
  await isCopiedAs(huge);
  // Between two pieces there is nothing to take away: the character before it goes.
  let at = await caret(1, 0);
  await page.keyboard.press("Backspace");
  await isCopiedAs(huge.slice(0, at - 1) + huge.slice(at));
  await page.keyboard.press("ControlOrMeta+Z");
  // An input method that writes into a piece changes the text there.
  at = await caret(2, 2);
  await page.evaluate(() => {
    getSelection().focusNode.insertData(2, "很");
    document.querySelector(".proof").dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await isCopiedAs(`${huge.slice(0, at)}很${huge.slice(at)}`);
  await page.keyboard.press("ControlOrMeta+Z");
  at = await caret(1, 5);
  await page.keyboard.press("Enter");
  await isCopiedAs(`${huge.slice(0, at)}\n${huge.slice(at)}`);
  await page.keyboard.press("ControlOrMeta+Z");
  await isCopiedAs(huge);
});

test("a worker that dies is replaced, and the analysis comes all the same", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
  const [worker] = page.workers();
  page.mayFail = /the worker dies/;
  await worker.evaluate(() => {
    self.postMessage = () => {
      throw new Error("the worker dies");
    };
  });
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("投资7亿元");
  await expect(chip(page, "money").locator(".n")).toHaveText("1");
  await waitForAnalysis(page);
  expect(page.workers()).not.toContain(worker);
  await expect(panel(page)).not.toContainText("没有完成");
});

test.describe(() => {
  // Else it would keep what it fetches by itself.
  test.use({ serviceWorkers: "block" });
  test("damaged files of the analyzer are said in plain words, and whole ones help", async ({ page }) => {
    test.setTimeout(240_000);
    page.mayFail = /Service Worker registration blocked|404/;
    const spoil = {
      lexicon: (body) => body.subarray(0, body.length / 2),
      model: () => Buffer.alloc(100_000, 7),
      shiju: () => null,
    };
    const words = { lexicon: /词库 lexicon.bin 已损坏/, model: /模型 model.bin 已损坏/, shiju: /没有取到/ };
    await page.addInitScript(() => {
      localStorage.setItem("shiju.visited", "1");
      localStorage.setItem("shiju.welcome", "done");
    });
    for (const [name, damage] of Object.entries(spoil)) {
      const files = new RegExp(`assets/${name}[^/]*\\.(bin|wasm)$`);
      let whole = false;
      await page.route(files, async (route) => {
        if (whole) return route.continue();
        const body = damage(await (await route.fetch()).body());
        await (body ? route.fulfill({ body }) : route.fulfill({ status: 404 }));
      });
      await page.goto("/");
      await paste(page, article);
      await expect(panel(page).getByRole("alert")).toContainText(words[name], { timeout: 60_000 });
      expect(await textOf(page), "what was pasted stays").toBe(article);
      await expect(page.locator("foot-line")).not.toContainText("载入中");
      whole = true;
      // With the whole files a key is read, at the latest the one after the last damaged file has come.
      await expect(async () => {
        await page.keyboard.type("完");
        await expect(chip(page, "money")).toBeVisible({ timeout: 15_000 });
      }).toPass({ timeout: 90_000 });
      await expect(panel(page).getByRole("alert")).toHaveCount(0);
    }
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
});

test("without the Custom Highlight API, boxes mark the text", async ({ page }) => {
  await page.addInitScript(() => {
    delete window.Highlight;
  });
  await open(page);
  await paste(page, article);
  await expect(page.locator(".boxes .box.f-money").first()).toBeVisible();
  expect(await textOf(page)).toBe(article);
});

test("of a long list only what is in view is drawn, and all of it is reached", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, "#figures");
  await paste(page, Array.from({ length: 900 }, (_, i) => `第${i + 1}个项目总投资${i + 1}亿元，占地${i + 1}亩。`).join("\n"));
  const table = panel(page).getByRole("table");
  await expect(table).toHaveAttribute("aria-rowcount", /^\d{4}$/, { timeout: 60_000 });
  const rows = Number(await table.getAttribute("aria-rowcount"));
  const drawn = table.locator("tbody tr[data-item]");
  expect(await drawn.count()).toBeLessThan(140);
  const height = await table.evaluate((element) => element.offsetHeight);
  expect(height, "the bar shows how long it is").toBeGreaterThan(rows * 15);
  await page.locator(".panel").evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(drawn.last()).toHaveAttribute("aria-rowindex", String(rows));
  await expect(drawn.last()).toBeInViewport();
  expect(await drawn.count()).toBeLessThan(140);
  await drawn.last().getByRole("button").first().click();
  await expect(page.locator(".proof .line").last()).toBeInViewport();
  await page.locator(".panel").evaluate((element) => element.scrollTo(0, 0));
  await expect(drawn.first()).toHaveAttribute("aria-rowindex", "2");
  await page.locator(".card").getByRole("button", { name: "在列表中看" }).first().click();
  await expect(table.locator("tr.at")).toBeInViewport();
});

test("a long analysis is stopped and taken up again, by keys", async ({ page }) => {
  // A worker that hears of a text late takes as long as one that has much to read.
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    window.late = 2_500;
    Worker.prototype.postMessage = function (message) {
      if (message.ask) setTimeout(() => postMessage.call(this, message), window.late);
      else postMessage.call(this, message);
    };
  });
  await open(page);
  await paste(page, article);
  const foot = page.locator("foot-line");
  await expect(page.getByRole("button", { name: "停止" })).toBeVisible();
  await page.keyboard.press("Alt+X");
  await expect(foot.getByRole("status")).toHaveText("已停止分析");
  await expect(panel(page)).toContainText("已停止分析");
  await accessible(page);
  await page.getByRole("button", { name: "继续" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "停止" }), "one button, which keeps the focus").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(foot).toContainText("已停止分析");
  // Another edit is read without being asked for.
  await page.evaluate(() => (window.late = 0));
  await proof(page).press("Enter");
  await expect(chip(page, "money")).toBeVisible();
  await expect(foot.getByRole("button")).toBeHidden();
});

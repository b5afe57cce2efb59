// Ways in: files of every kind, rich text, pictures; what cannot be read is said, and what could be is kept.
import { readFileSync } from "node:fs";
import { accessible, article, chip, expect, open, painted, paste, proof, test, textOf } from "./story.mjs";

const file = (name) => new URL(`files/${name}`, import.meta.url).pathname;
const strip = (page) => page.locator("opening-strip");
const title = "江州高新区签下十九个项目";
const sentences = ["现场签约项目19个,总投资35亿元。", "年税收超过2亿元。", "让签约项目早落地、早见效。"];

async function openFiles(page, ...names) {
  await page
    .locator("mast-head input[type=file]")
    .setInputFiles(
      names.map((name) => (typeof name === "string" ? { name, mimeType: "", buffer: readFileSync(file(name)) } : name)),
    );
}

/** The article is there, each of its paragraphs a line. */
async function isRead(page) {
  await expect(proof(page)).toContainText(title);
  const lines = (await textOf(page)).split("\n");
  for (const sentence of sentences) {
    expect(lines.filter((line) => line.endsWith(sentence))).toHaveLength(1);
  }
  await expect(chip(page, "money")).toBeVisible();
}

for (const name of ["utf-8.txt", "gb18030.txt", "utf-16.txt", "utf-16le.txt", "mixed.txt", "zeros.txt"]) {
  test(`text in ${name}`, async ({ page }) => {
    await open(page);
    await openFiles(page, name);
    await isRead(page);
    await expect(strip(page)).toBeEmpty();
  });
}

test("Big5 and traditional characters: shown as they are, read as simplified ones", async ({ page }) => {
  await open(page);
  await openFiles(page, "big5.txt");
  await expect(proof(page)).toContainText("江州高新區簽下十九個項目");
  await expect(chip(page, "money")).toBeVisible();
  expect((await painted(page))["sj-f-money"]).toContain("35億元");
});

test("a web page: its main text, with its headline, date, headings and tables; all of it on request", async ({ page }) => {
  await open(page);
  await openFiles(page, "page.html");
  await isRead(page);
  const text = await textOf(page);
  expect(text).toMatch(/^# 江州高新区签下十九个项目\n2026-01-17 09:30/);
  expect(text).toContain("## 服务跟得上");
  expect(text).toContain("新材料基地\t12亿元");
  expect(text).not.toMatch(/首页|相关阅读|版权/);
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
  await accessible(page);
  await strip(page).getByRole("button", { name: "改取整页" }).click();
  await expect(proof(page)).toContainText("版权所有");
});

test("a Word document", async ({ page }) => {
  await open(page);
  await openFiles(page, "article.docx");
  await isRead(page);
  const text = await textOf(page);
  expect(text).toContain(`# ${title}\n`);
  expect(text).toContain("## 服务跟得上");
  expect(text).toContain("新材料基地\t12亿元");
});

test("a PDF file in two columns", async ({ page }) => {
  await open(page);
  await openFiles(page, "columns.pdf");
  await isRead(page);
  expect((await textOf(page)).split("\n").filter(Boolean)).toHaveLength(4);
});

const errors = {
  "program.exe": /不支持这种文件/,
  "old.doc": /旧版 doc/,
  "locked.docx": /有密码/,
  "locked.pdf": /有密码/,
  "broken.docx": /已损坏/,
  "broken.pdf": /已损坏/,
  "blank.pdf": /没有可读的文字/,
  "empty.txt": /没有可读的文字/,
  "binary.txt": /不支持这种文件/,
};

test("what cannot be read is said, and what could be is kept", async ({ page }) => {
  await open(page);
  await openFiles(page, ...Object.keys(errors), "utf-8.txt", "article.docx");
  for (const [name, words] of Object.entries(errors)) {
    await expect(strip(page).getByRole("listitem").filter({ hasText: name })).toContainText(words);
  }
  await expect(strip(page).getByRole("listitem")).toHaveCount(Object.keys(errors).length);
  const text = await textOf(page);
  expect(text.split(title)).toHaveLength(3);
  await accessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(strip(page)).toContainText("The file has a password");
  await strip(page).getByRole("button", { name: "Close" }).click();
  await expect(strip(page)).toBeEmpty();
  await openFiles(page, "binary.txt");
  await expect(strip(page)).toContainText("binary.txt");
  expect(await textOf(page), "where nothing is read, what stood there stays").toBe(text);
});

test("rich text keeps its headings and tables, and is pasted in one step", async ({ page }) => {
  await open(page);
  await proof(page).click();
  await page.evaluate(async () => {
    const type = (mime, content) => [mime, new Blob([content], { type: mime })];
    const rich =
      "<h2>签约</h2><p>总投资<b>3亿元</b>。</p><table><tr><td>项目</td><td>投资</td></tr><tr><td>甲</td><td>1亿元</td></tr></table>";
    const item = Object.fromEntries([type("text/html", rich), type("text/plain", "签约\n总投资3亿元。")]);
    await navigator.clipboard.write([new ClipboardItem(item)]);
  });
  await page.keyboard.press("ControlOrMeta+V");
  await expect(proof(page)).toContainText("签约");
  expect(await textOf(page)).toBe("## 签约\n\n总投资3亿元。\n\n项目\t投资\n甲\t1亿元");
  await page.keyboard.press("ControlOrMeta+Z");
  expect(await textOf(page)).toBe("");
});

test("what is pasted runs nothing and asks for nothing", async ({ page }) => {
  await open(page);
  const hostile =
    '<h2>签约</h2><script>window.hit = 1</script><img src="x" onerror="window.hit = 2"><p onclick="window.hit = 3">总投资3亿元。<iframe src="javascript:parent.hit = 4"></iframe></p>';
  await proof(page).click();
  // Not by the browser's clipboard, which cleans what it is given.
  await page.evaluate((rich) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", rich);
    clipboardData.setData("text/plain", "x");
    document
      .querySelector(".proof")
      .dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, hostile);
  await expect(proof(page)).toContainText("总投资3亿元。");
  expect(await textOf(page)).toBe("## 签约\n\n总投资3亿元。");
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
});

/** Drops a file on the sheet. */
const drop = (page, name, content) =>
  page.evaluate(
    ([name, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type: name.endsWith(".md") ? "text/markdown" : "text/plain" }));
      document
        .querySelector(".proof")
        .dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );

test("a file of markdown keeps its words, headings, lists and tables; its marks are not read", async ({ page }) => {
  await open(page, "#page");
  const source = [
    "---",
    "title: 储能周报",
    "date: 2025-11-03",
    "---",
    "# 江州**签约**",
    "",
    "总投资**35亿元**，详见[公告](https://example.com/a)。",
    "",
    "## 服务",
    "",
    "服务专班已经进驻园区。",
    "",
    "- 一期20亿元",
    "- 二期*15亿元*",
    "",
    "1. 先建厂房",
    "2. 再装设备",
    "",
    "| 项目 | 投资 |",
    "|---|---|",
    "| 甲 | 20亿元 |",
  ].join("\n");
  await drop(page, "a.md", source);
  await expect(proof(page)).toContainText("总投资35亿元");
  expect(await textOf(page)).toBe(
    "2025-11-03\n# 江州签约\n\n总投资35亿元，详见公告。\n\n## 服务\n\n服务专班已经进驻园区。\n\n一期20亿元\n\n二期15亿元\n\n1. 先建厂房\n\n2. 再装设备\n\n项目\t投资\n甲\t20亿元",
  );
  await expect(page.locator(".date input")).toHaveValue("2025-11-03");
  const card = page.getByRole("tabpanel").locator(".page-article");
  await expect(card).toHaveCount(1);
  await expect(card.locator("h3")).toContainText("江州签约");
  await expect(card.locator(".read.section")).toContainText("服务");
  await strip(page).getByRole("button", { name: "改取整页" }).click();
  await expect(proof(page)).toContainText("title: 储能周报");
});

test("a date that was given belongs to its text", async ({ page }) => {
  await open(page);
  const date = page.locator(".date input");
  await date.fill("2026-01-20");
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
  await expect(date, "it may be given before the text").toHaveValue("2026-01-20");
  await drop(page, "b.txt", "江州开工\n江州9个项目开工，总投资3亿元。");
  await expect(proof(page)).toContainText("江州开工");
  await expect(date, "another text has another").toHaveValue("");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(date, "and it comes back with its own").toHaveValue("2026-01-20");
  const pasteOver = async (text) => {
    await proof(page).click();
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+V");
    await expect.poll(() => textOf(page)).toBe(text);
  };
  await pasteOver(`${article}\n又及。`);
  await expect(date, "another version of the text keeps it").toHaveValue("2026-01-20");
  await pasteOver("云溪开工\n云溪9个项目开工，总投资3亿元。");
  await expect(date, "another text does not").toHaveValue("");
});

test("the source of a web page is read as that page", async ({ page }) => {
  await open(page);
  await paste(page, new TextDecoder("gb18030").decode(readFileSync(file("page.html"))));
  await isRead(page);
  expect(await textOf(page)).not.toContain("<");
});

/** A picture of some lines, as a JPEG file drawn by the browser. */
async function picture(page, lines) {
  const url = await page.evaluate((lines) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1500, 80 + 90 * lines.length];
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "black";
    context.font = "48px 'Noto Sans CJK SC', sans-serif";
    for (const [i, line] of lines.entries()) context.fillText(line, 60, 100 + 90 * i);
    return canvas.toDataURL("image/jpeg", 0.95);
  }, lines);
  return { data: Buffer.from(url.split(",")[1], "base64"), width: 1500, height: 80 + 90 * lines.length };
}

/** A PDF file that is nothing but that picture. */
function scanned({ data, width, height }) {
  const stream = (dictionary, body) =>
    Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${body.length} >>\nstream\n`), body, Buffer.from("\nendstream")]);
  const image = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`;
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>`,
    ),
    stream("", Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /I Do Q`)),
    stream(image, data),
  ];
  let out = Buffer.from("%PDF-1.4\n");
  const places = objects.map((body, i) => {
    const at = out.length;
    out = Buffer.concat([out, Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    return at;
  });
  const rows = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const tail = `xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
  return Buffer.concat([out, Buffer.from(tail)]);
}

const drawn = ["江州高新区签约十九个项目", "现场签约项目19个，总投资35亿元。", "预计年产值可达40亿元，带动就业2000人。"];

test("a picture and a scanned page are recognised here, and said to be", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  const shot = await picture(page, drawn);
  await openFiles(page, { name: "shot.jpg", mimeType: "image/jpeg", buffer: shot.data });
  await expect(strip(page).getByRole("progressbar")).toBeVisible();
  await expect(strip(page)).toContainText("数字请对照原图", { timeout: 120_000 });
  await expect(proof(page)).toContainText("总投资35亿元");
  await expect(chip(page, "money")).toBeVisible();
  await openFiles(page, { name: "scan.pdf", mimeType: "application/pdf", buffer: scanned(shot) });
  await expect(strip(page)).toContainText("scan.pdf");
  await expect(strip(page)).toContainText("数字请对照原图", { timeout: 120_000 });
  await expect(proof(page)).toContainText("就业2000人");
});

test("a picture dropped into the library is recognised there, and kept as one", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, "#library");
  const shot = await picture(page, drawn);
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "shot.jpg", { type: "image/jpeg" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, shot.data.toString("base64"));
  const kept = page.locator(".kept li");
  await expect(kept).toHaveCount(1, { timeout: 120_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "JSONL" }).click()]);
  const [line] = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(JSON.parse(line).corrections).toContainEqual({ kind: "ocr" });
  await kept.getByRole("button").first().click();
  await expect(proof(page)).toContainText("总投资35亿元");
});

test("opening is cancelled, and what was read is kept", async ({ page }) => {
  await open(page);
  const shot = await picture(page, drawn);
  // The recogniser's data is never answered, so that there is something to cancel.
  await page.route("**/chi_sim.traineddata.gz", () => {});
  await openFiles(page, "utf-8.txt", { name: "shot.jpg", mimeType: "image/jpeg", buffer: shot.data }, "article.docx");
  await expect(strip(page).getByRole("progressbar")).toBeVisible();
  await strip(page).getByRole("button", { name: "取消" }).click();
  await expect(strip(page)).toContainText("已取消");
  await isRead(page);
  await expect(proof(page)).not.toContainText(article.slice(0, 10));
});

test("what read a file once, reads without a network", async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await openFiles(page, "columns.pdf");
  await isRead(page);
  await context.setOffline(true);
  await page.reload();
  await paste(page, article);
  await openFiles(page, "columns.pdf");
  await isRead(page);
});

test("what the reader of pictures asks for is counted with the rest", async ({ page }) => {
  await open(page);
  await paste(page, article);
  await expect(chip(page, "money")).toBeVisible();
  await page.route("**/chi_sim.traineddata.gz", () => {});
  await openFiles(page, { name: "shot.jpg", mimeType: "image/jpeg", buffer: (await picture(page, drawn)).data });
  const reader = () => page.workers().find((worker) => worker.url().includes("/open/ocr/"));
  await expect.poll(() => Boolean(reader())).toBe(true);
  await reader().evaluate(() => fetch("/?c"));
  await expect(page.locator("foot-line")).toContainText("粘贴后发出 1 次请求");
  await strip(page).getByRole("button", { name: "取消" }).click();
});

test("another file is one step: what stood there before comes back, with what was decided of it", async ({ page }) => {
  await open(page, "#page");
  await paste(page, `甲园区签约3个项目\n总投资1亿元。\n\n乙园区签约4个项目\n总投资2亿元。`);
  const before = await textOf(page);
  const view = page.getByRole("tabpanel");
  const first = view.locator(".page-article").first();
  await expect(first.locator("summary")).toBeVisible();
  if ((await first.locator("details[open]").count()) === 0) await first.locator("summary").click();
  await first.getByRole("button", { name: "不是正文" }).last().click();
  await expect(view.locator(".page-decisions li")).toHaveCount(1);
  await openFiles(page, "utf-8.txt");
  await isRead(page);
  await expect(view.locator(".page-decisions li")).toHaveCount(0);
  const after = await textOf(page);
  await openFiles(page, "article.docx");
  await expect(proof(page)).toContainText("服务跟得上");
  await view.getByRole("button", { name: "撤销" }).click();
  expect(await textOf(page)).toBe(after);
  await view.getByRole("button", { name: "撤销" }).click();
  expect(await textOf(page)).toBe(before);
  await expect(view.locator(".page-decisions li")).toHaveCount(1);
  await view.getByRole("button", { name: "重做" }).click();
  expect(await textOf(page)).toBe(after);
  await expect(view.locator(".page-decisions li")).toHaveCount(0);
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(proof(page)).toContainText("服务跟得上");
});

// The ledger's views: table, cards, charts; what is copied, saved and printed of them.
import { readFile } from "node:fs/promises";
import { accessible, expect, openSample, painted, panel, paste, proof, test } from "./story.mjs";

const view = (page, name) => panel(page).getByRole("button", { name, exact: true }).click();
const saved = async (page, click) => {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

test.beforeEach(async ({ page }) => {
  await openSample(page, "#projects");
  await expect(panel(page).locator("project-ledger")).toBeVisible();
});

test("columns can be put away, and every cell leads to its words", async ({ page }) => {
  const ledger = panel(page).locator("fact-table.ledger");
  await expect(ledger.getByRole("columnheader", { name: "建设内容" })).toBeVisible();
  await ledger.getByText("选择列").click();
  await ledger.getByLabel("建设内容").uncheck();
  await expect(ledger.getByRole("columnheader", { name: "建设内容" })).toHaveCount(0);
  await ledger.getByText("选择列").click();
  await ledger.locator("td .jump", { hasText: "12亿元" }).first().click();
  await expect(page.locator(".card, [popover]").filter({ hasText: "12亿元" }).first()).toBeVisible();
});

test("cards show the life of each project", async ({ page }) => {
  await view(page, "卡片");
  const cards = panel(page).locator(".card-project");
  expect(await cards.count()).toBeGreaterThan(1);
  await expect(cards.first().locator(".steps li")).toHaveCount(7);
  await expect(cards.locator(".steps .done").first()).toBeVisible();
  await accessible(page);
});

test("cards and table tell how long it took, when, and in which pool, each by its words", async ({ page }) => {
  await view(page, "卡片");
  const cards = panel(page).locator(".card-project");
  await expect(cards.filter({ hasText: "澄光半导体" }).first().locator(".steps")).toContainText("2024-03-12");
  const took = cards.getByRole("button", { name: /谋划→获批 45天/ });
  await took.click();
  await expect.poll(async () => Object.values(await painted(page)).flat()).toContain("拿地，只用了45天");
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await paste(
    page,
    "2024年3月20日，青禾种业良种繁育基地项目在桐山高新区开工，总投资6.5亿元，从签约到开工只用了97天。项目已列入省重点项目，由县长林知远联点。",
  );
  await view(page, "表格");
  const ledger = panel(page).locator("fact-table.ledger");
  for (const [head, words] of [
    ["用时", "签约→开工 97天"],
    ["项目库", "省重点项目"],
    ["牵头领导", "林知远"],
  ]) {
    await expect(ledger.getByRole("columnheader", { name: head, exact: true })).toBeVisible();
    await expect(ledger.locator("td .jump", { hasText: words })).toBeVisible();
  }
  const csv = await saved(page, () => ledger.getByRole("button", { name: "CSV" }).click());
  const [head, row] = String(csv.bytes).split("\r\n");
  expect(head).toContain("各阶段日期");
  expect(row).toContain("开工 2024-03-20");
  expect(row).toContain("签约→开工 97天");
  const json = await saved(page, () => ledger.getByRole("button", { name: "JSON" }).click());
  expect(JSON.parse(String(json.bytes))[0]).toMatchObject({ 用时: "签约→开工 97天", 项目库: "省重点项目" });
});

test("people with their posts, incentives and mechanisms stand beside the ledger", async ({ page }) => {
  const table = (name) =>
    panel(page)
      .locator("fact-table")
      .filter({ has: page.getByRole("group", { name, exact: true }) });
  const person = table("people").getByRole("row", { name: /周以宁/ });
  await expect(person).toContainText("局长");
  await expect(person).toContainText("云泽高新区行政审批局");
  await person.getByRole("button", { name: "局长" }).click();
  await expect(page.locator(".card, [popover]").filter({ hasText: "局长" }).first()).toBeVisible();
  const csv = await saved(page, () => table("people").getByRole("button", { name: "CSV" }).click());
  expect(String(csv.bytes).split("\r\n")[0]).toContain("姓名,职务,单位");
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await paste(page, "2024年3月20日，桐山高新区搭建项目服务管理平台，为青禾种业有限公司补贴设备款200万元。");
  await expect(table("incentives").getByRole("row", { name: /补贴设备款/ })).toContainText("青禾种业有限公司");
  await table("incentives").getByRole("button", { name: "200万元", exact: true }).click();
  await expect(page.locator(".card, [popover]").filter({ hasText: "200万元" }).first()).toBeVisible();
  await expect(table("mechanisms").getByRole("row", { name: /项目服务管理平台/ })).toContainText("平台");
});

test("charts are drawn, told as tables, and saved as pictures", async ({ page }) => {
  await view(page, "图表");
  const chart = panel(page).locator("fact-chart").first();
  await expect(chart.locator("svg rect").first()).toBeVisible();
  await expect(chart.getByRole("img")).toHaveAttribute("aria-label", /亿元/);
  await chart.getByText("图中数据").click();
  await expect(chart.getByRole("table")).toBeVisible();
  await accessible(page);
  const svg = await saved(page, () => chart.getByRole("button", { name: "SVG" }).click());
  expect(svg.name).toMatch(/\.svg$/);
  expect(String(svg.bytes)).not.toContain("var(");
  const png = await saved(page, () => chart.getByRole("button", { name: "PNG" }).click());
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("the timeline tells its calendar whole, in the page's language", async ({ page }) => {
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await paste(page, "青禾种业良种繁育基地项目于2023年12月8日签约，2024年3月15日开工，预计2025年6月投产。");
  await view(page, "图表");
  const chart = panel(page).locator("fact-chart").filter({ hasText: "项目时间线" });
  const ticks = chart.locator("svg [aria-label='x-axis tick label'] text");
  await expect(ticks.first()).toHaveText(/^20\d\d\d{1,2}月/);
  const [picture, first] = [await chart.locator("svg").boundingBox(), await ticks.first().boundingBox()];
  expect(first.y).toBeGreaterThanOrEqual(picture.y);
});

test("what is copied and saved has units in its head and the words it was read from", async ({ page }) => {
  const ledger = panel(page).locator("fact-table.ledger");
  const csv = await saved(page, () => ledger.getByRole("button", { name: "CSV" }).click());
  const [head, first] = String(csv.bytes).split("\r\n");
  expect(head.startsWith("\ufeff")).toBe(true);
  expect(head).toContain("投资额（元）");
  expect(head).toContain("依据");
  expect(first).toContain("1200000000");
  const xlsx = await saved(page, () => ledger.getByRole("button", { name: "XLSX" }).click());
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe("PK");
  await ledger.getByRole("button", { name: "复制为表格" }).click();
  await expect(ledger.getByText("已复制")).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (type) => (await item.getType(type)).text();
    return { plain: await text("text/plain"), html: await text("text/html") };
  });
  expect(copied.plain.split("\n")[0].split("\t")).toContain("投资额（元）");
  expect(copied.html).toMatch(/<table>.*1200000000/s);
});

test("a sum in another currency has columns of its own in copies and files", async ({ page }) => {
  await proof(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await paste(
    page,
    "3月20日，德资企业麦仑传动的减速器项目在桐山高新区签约，总投资1.2亿美元。同日，青禾种业良种繁育基地项目开工，总投资6.5亿元。",
  );
  const ledger = panel(page).locator("fact-table.ledger");
  await expect(ledger.locator("td .jump", { hasText: "亿美元" })).toBeVisible();
  const csv = await saved(page, () => ledger.getByRole("button", { name: "CSV" }).click());
  const [head, ...rows] = String(csv.bytes).trim().split("\r\n");
  const columns = head.split(",");
  const cells = (name) => rows.map((row) => row.split(",")[columns.indexOf(name)]).sort();
  expect(cells("投资额（元）")).toEqual(["", "650000000"]);
  expect(cells("外币投资额")).toEqual(["", "120000000"]);
  expect(cells("币种")).toEqual(["", "USD"]);
});

test("a report is printed in the place of the page", async ({ page }) => {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const report = page.locator("body > .report");
  await expect(report.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(report.getByRole("heading", { name: "项目台账" })).toBeVisible();
  expect(await report.locator("table tbody tr").count()).toBeGreaterThan(3);
  // As wide as a sheet of paper between its margins.
  await page.setViewportSize({ width: 718, height: 1000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing is cut off").toBe(718);
  const empty = await report
    .locator("table")
    .evaluateAll((tables) =>
      tables.flatMap(({ rows }) =>
        [...rows[0].cells].filter((_, at) => [...rows].slice(1).every((row) => !row.cells[at].textContent)),
      ),
    );
  expect(empty, "a column that says nothing is not printed").toEqual([]);
  await expect(page.locator("mast-head")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(report).toHaveCount(0);
});

test("the numbers of a chart's axis stand clear of one another and of its unit", async ({ page }) => {
  await page.getByRole("button", { name: "English" }).click();
  await view(page, "Charts");
  await expect(panel(page).locator("fact-chart svg").first()).toBeVisible();
  const touching = await panel(page)
    .locator("fact-chart svg")
    .evaluateAll((charts) =>
      charts.flatMap((chart) => {
        const labels = [...chart.querySelectorAll("g[aria-label^='x-axis'] text")];
        const boxes = labels.map((label) => ({ text: label.textContent, box: label.getBoundingClientRect() }));
        return boxes.flatMap((a, i) =>
          boxes
            .slice(i + 1)
            .filter(
              (b) => a.box.right > b.box.left && b.box.right > a.box.left && a.box.bottom > b.box.top && b.box.bottom > a.box.top,
            )
            .map((b) => [a.text, b.text]),
        );
      }),
    );
  expect(touching).toEqual([]);
});

test("the ledger speaks English", async ({ page }) => {
  await page.getByRole("button", { name: "English" }).click();
  await view(page, "Charts");
  await expect(panel(page).locator("fact-chart figcaption").first()).toContainText("Investment by project");
  await view(page, "Cards");
  await expect(panel(page).locator(".steps").first()).toContainText("Signed");
  await expect(panel(page).locator(".card-project").getByText("Planned→Approved").first()).toBeVisible();
  await view(page, "Table");
  await expect(panel(page).getByRole("heading", { name: "People and posts" })).toBeVisible();
});

test("a head sorts its column up, down and back, and says which", async ({ page }) => {
  const ledger = panel(page).locator("fact-table.ledger");
  const head = ledger.getByRole("columnheader", { name: "投资额" });
  const column = () => ledger.locator("tbody tr > :nth-child(2)").allInnerTexts();
  const sums = async () =>
    (await column()).filter(Boolean).map((text) => Number.parseFloat(text) * (text.includes("亿") ? 10_000 : 1));
  const found = await column();
  await expect(ledger.locator('th[aria-sort]:not([aria-sort="none"])')).toHaveCount(0);
  await head.getByRole("button").press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  const up = await sums();
  expect(up.length).toBeGreaterThan(1);
  expect(up).toEqual([...up].sort((a, b) => a - b));
  await head.getByRole("button").press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect(await sums()).toEqual([...up].reverse());
  // Empty cells come last either way.
  expect((await column()).slice(0, up.length).every(Boolean)).toBe(true);
  await ledger.getByRole("columnheader").first().getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "none");
  await expect(ledger.locator('th[aria-sort="ascending"]')).toHaveCount(1);
  for (const order of ["ascending", "descending", "none"]) {
    await head.getByRole("button").click();
    await expect(head).toHaveAttribute("aria-sort", order);
  }
  expect(await column()).toEqual(found);
});

test("whose row it is stays in sight, and covers nothing before it is scrolled", async ({ page }) => {
  const row = panel(page).locator("fact-table.ledger tbody tr").first();
  const edge = (of) => of.evaluate((cell) => cell.getBoundingClientRect());
  const name = row.locator("> :first-child");
  expect((await edge(name)).right).toBeLessThanOrEqual((await edge(row.locator("> :nth-child(2)"))).left + 0.5);
  const scroller = panel(page).locator("fact-table.ledger .scroll");
  await scroller.evaluate((element) => {
    element.scrollLeft = element.scrollWidth;
  });
  const [frame, kept, last] = [await edge(scroller), await edge(name), await edge(row.locator("> :last-child"))];
  expect(kept.left).toBeGreaterThanOrEqual(frame.left - 0.5);
  expect(kept.left).toBeLessThanOrEqual(frame.left + 20);
  expect(last.left).toBeGreaterThanOrEqual(kept.right - 0.5);
});

// What a browser sees of `gongkai serve`, against a server that stands in for it
// (preview_mock.mjs): the bar, live renewal, the panel with its marks, the overlay. Pages
// keep their own content security policy, so a silent console shows that it allows it all.
//
//   node preview_client.mjs SITE [part of a scenario's name]
import { readFileSync } from "node:fs";
import { launch, report as summarise } from "./pages.mjs";
import { Mock } from "./preview_mock.mjs";
import * as samples from "./preview_samples.mjs";

const [site, only = ""] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PATIENCE = 30000;

const { PAGE, OTHER } = samples;
const BAR = "#gongkai-preview-bar";
const PANEL = "#gongkai-preview-panel";
const OVERLAY = "#gongkai-preview-overlay";
const BUTTON = "#gongkai-preview-findings";

const browser = await launch();
const failures = [];
let passed = 0;
let scenarioName = "";

function check(what, ok, seen = "") {
  if (ok) ++passed;
  else failures.push(`${scenarioName}: ${what}${seen === "" ? "" : ` (${typeof seen === "string" ? seen : JSON.stringify(seen)})`}`);
}

const same = (what, seen, wanted) => check(what, JSON.stringify(seen) === JSON.stringify(wanted), `${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);

/** Waits until the probe is true: how long that takes depends on the machine. */
async function until(what, probe) {
  const end = Date.now() + PATIENCE;
  let seen;
  while (Date.now() < end) {
    try { seen = await probe(); } catch (error) { seen = undefined; }  // the page may just be going
    if (seen) return check(what, true);
    await new Promise((done) => setTimeout(done, 25));
  }
  return check(what, false, "waited in vain");
}

/** A scenario has a server and a context of its own: {mock, context, open(path)}. */
async function scenario(name, act, options = {}) {
  if (!name.includes(only)) return;
  scenarioName = name;
  const mock = await new Mock(site).start();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  const messages = [];
  const open = async (path = PAGE) => {
    const page = await context.newPage();
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(String(error)));
    await page.goto(`${mock.url}/${path}`);
    if (options.javaScriptEnabled !== false) await settled(page);
    return page;
  };
  const start = Date.now();
  try {
    await act({ mock, context, open, messages });
  } catch (error) {
    check("runs to its end", false, String(error.stack).slice(0, 600));
  }
  const odd = messages.filter((text) => !/Failed to load resource|ERR_CONNECTION|MIME type/.test(text));
  check("nothing in the console", odd.length === 0, odd[0] ?? "");
  if (process.env.TIMES) console.log(`${name}: ${Date.now() - start} ms`);
  await context.close();
  await mock.stop();
}

const text = (page, selector) => page.locator(selector).innerText();
const barText = (page) => text(page, BAR);
/** The script has had its first answer. */
const settled = (page) => page.waitForFunction(() => /最新|错误|构建中/.test(document.getElementById("gongkai-preview-bar").innerText), null, { timeout: PATIENCE });
const untilSaid = (page, part) => until(`${part} is said`, async () => (await page.getByRole("status").textContent()) === "未发布预览" + part);
const untilBar = (page, part) => until(`the bar says ${part}`, async () => (await barText(page)).includes(part));
/** Something that a reload takes away. */
const leaveTrace = (page) => page.evaluate(() => { globalThis.trace = true; });
const hasTrace = (page) => page.evaluate(() => globalThis.trace === true);
const focusId = (page) => page.evaluate(() => document.activeElement.id);
const styleOf = (page, selector, name) => page.locator(selector).first().evaluate((at, which) => getComputedStyle(at)[which], name);

async function setVisible(page, visible) {
  await page.evaluate((now) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => !now });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (now ? "visible" : "hidden") });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visible);
}

/** A page with its findings, as the other scenarios want them. */
function withFindings(mock) {
  Object.assign(mock, { report: samples.report, findings: samples.findings, build: 7 });
}

await scenario("the bar", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  check("the title says that it is a preview", (await page.title()).startsWith("【预览】公开05表"));
  same("robots are kept off", await page.locator('meta[name="robots"]').getAttribute("content"), "noindex, nofollow");
  await untilBar(page, "（12 页、3 个数）");
  const words = (await barText(page)).replace(/\s+/g, " ");
  for (const part of ["未发布预览", "最新", "第 7 次生成 · 14:03:22", "草稿：不会发布", "检查意见 (7)", "与已发布的比较"]) check(`it says ${part}`, words.includes(part), words);
  same("the link to what changed", await page.getByRole("link", { name: /与已发布的比较/ }).getAttribute("href"), "/_preview/changes");
  mock.finish({ report: { ...samples.report, status: "approved", status_text: "已审定" }, changes: { published: false, pages: 0, figures: 0 } });
  await untilBar(page, "已审定：尚未公布");
  await untilBar(page, "（尚未发布）");
  mock.finish({ report: { ...samples.report, status: "published", status_text: "已公布" }, changes: { published: true, pages: 0, figures: 0 } });
  await untilBar(page, "第 9 次生成");
  check("of what is published it says nothing", !/草稿|已审定|已公布/.test(await barText(page)));
  await untilBar(page, "（没有不同）");
  mock.begin();
  await untilBar(page, "构建中…");
  mock.finish({ report: null, findings: [] });
  await untilBar(page, "检查意见 (0)");
  await until("what changed is asked once a build", () => mock.asked("changes.json") === 4);
});

await scenario("without JavaScript", async ({ open }) => {
  const page = await open();
  check("the words are there", await page.getByText("未发布预览").first().isVisible());
  same("as a status", await page.getByRole("status").innerText(), "未发布预览");
  check("the page is there", (await page.locator("table.figures tbody tr").count()) > 10);
  await page.emulateMedia({ media: "print" });
  check("the watermark is printed", await page.locator(".gongkai-preview-watermark").isVisible());
}, { javaScriptEnabled: false });

await scenario("the bar hides nothing", async ({ open }) => {
  for (const width of [1280, 320]) {
    const page = await open();
    await page.setViewportSize({ width, height: 700 });
    await until(`at ${width} px the page begins beneath the bar`, () => page.evaluate((bar) =>
      parseFloat(getComputedStyle(document.documentElement).borderTopWidth) === Math.ceil(document.querySelector(bar).getBoundingClientRect().height), BAR));
    await page.evaluate(() => { location.hash = "c22102-1"; });
    const below = () => page.evaluate((bar) => document.getElementById("c22102-1").getBoundingClientRect().top - document.querySelector(bar).getBoundingClientRect().bottom, BAR);
    await until(`at ${width} px an anchor is beneath the bar`, async () => (await below()) >= 0 && (await below()) < 700);
    await page.evaluate(() => { location.hash = ""; scrollTo({ top: 0, behavior: "instant" }); document.querySelector(".skip").focus(); });
    const gap = () => page.evaluate((bar) => document.querySelector(".skip").getBoundingClientRect().top - document.querySelector(bar).getBoundingClientRect().bottom, BAR);
    await until(`at ${width} px so is the link past the navigation`, async () => (await gap()) >= 0);
    const bar = await page.locator(BAR).boundingBox();
    check(`at ${width} px it is as wide as the window and not high`, bar.width === width && bar.height <= (width === 320 ? 90 : 50), bar);
    check(`at ${width} px nothing is cut off`, await page.evaluate((selector) => [...document.querySelectorAll(selector + " *")]
      .every((part) => part.getBoundingClientRect().right <= innerWidth && part.getBoundingClientRect().left >= 0), BAR));
    await page.close();
  }
});

await scenario("twenty tabs, one stream", async ({ mock, open }) => {
  const pages = [];
  for (let index = 0; index < 20; ++index) pages.push(await open(index % 2 ? OTHER : PAGE));
  await until("one stream is open", () => mock.streams.size === 1);
  mock.finish();
  for (const page of pages) await until("every tab hears of the build", async () => (await barText(page)).includes("第 2 次生成"));
  same("there was never a second", mock.mostStreams, 1);
  // The first tab took the lock: when it closes, the next one does.
  await pages.shift().close();
  await until("another tab takes the stream", () => mock.streams.size === 1);
  mock.finish();
  for (const page of pages) await until("every tab hears of the next build", async () => (await barText(page)).includes("第 3 次生成"));
  await until("still one alone", () => mock.streams.size === 1);
});

await scenario("hidden tabs", async ({ mock, open }) => {
  const first = await open();
  const second = await open();
  await until("one stream is open", () => mock.streams.size === 1);
  await setVisible(first, false);
  mock.finish();
  await untilBar(second, "第 2 次生成");
  check("one that is hidden does not ask", (await barText(first)).includes("第 1 次生成"));
  await until("the other one has the stream", () => mock.streams.size === 1);
  await setVisible(second, false);
  await until("without visible tabs there is none", () => mock.streams.size === 0);
  mock.finish();
  await setVisible(first, true);
  await untilBar(first, "第 3 次生成");
  await until("a visible tab takes it up", () => mock.streams.size === 1);
  check("the other one stays as it was", (await barText(second)).includes("第 2 次生成"));
  await setVisible(second, true);
  await untilBar(second, "第 3 次生成");
});

await scenario("a page from the cache of the browser", async ({ mock, open }) => {
  const page = await open();
  await until("one stream is open", () => mock.streams.size === 1);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await until("a page that goes leaves the stream", () => mock.streams.size === 0);
  mock.finish();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await untilBar(page, "第 2 次生成");
  await until("one that comes back takes it up", () => mock.streams.size === 1);
});

await scenario("a browser without locks", async ({ mock, context, open }) => {
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  const first = await open();
  const second = await open();
  await until("each tab has a stream", () => mock.streams.size === 2);
  await setVisible(first, false);
  await until("a hidden one has none", () => mock.streams.size === 1);
  mock.finish();
  await untilBar(second, "第 2 次生成");
  await setVisible(first, true);
  await untilBar(first, "第 2 次生成");
});

/** The place of the reader, in numbers. */
const placeOf = (page) => page.evaluate(() => ({
  top: Math.round(scrollY), left: Math.round(document.querySelector(".table-scroll").scrollLeft),
  open: document.querySelector("details.formulas").open, focus: document.activeElement.id,
}));

async function scrollAbout(page) {
  await page.evaluate(() => {
    document.querySelector("details.formulas").open = true;
    scrollTo({ top: 500, behavior: "instant" });
    document.querySelector(".table-scroll").scrollTo({ left: 120, behavior: "instant" });
    document.getElementById("gongkai-preview-findings").focus({ preventScroll: true });
  });
}

for (const [kind, script] of [["", null], [", the browser's own restoration off", () => { history.scrollRestoration = "manual"; }]]) {
  await scenario("the place is kept over a reload" + kind, async ({ mock, context, open }) => {
    if (script) await context.addInitScript(script);
    withFindings(mock);
    const page = await open();
    await page.setViewportSize({ width: 360, height: 600 });
    await page.click(BUTTON);
    await scrollAbout(page);
    await until("the reader is somewhere", async () => (await placeOf(page)).top === 500);
    const before = await placeOf(page);
    same("there", before, { top: 500, left: 120, open: true, focus: "gongkai-preview-findings" });
    await leaveTrace(page);
    mock.finish({ files: { [PAGE]: mock.text(PAGE).replace("</h1>", "（改）</h1>").replace("</main>", "<p>末段</p></main>") } });
    await until("the page is renewed", async () => (await text(page, "h1")).includes("（改）"));
    await settled(page);
    await until("the reader is where they were", async () => JSON.stringify(await placeOf(page)) === JSON.stringify(before));
    check("by a reload", !(await hasTrace(page)));
    check("the panel is open as before", await page.locator(PANEL).isVisible());
    await untilSaid(page, "页面已更新");
    await page.evaluate(() => { location.hash = "content"; });
    await scrollAbout(page);
    mock.finish({ files: { [PAGE]: mock.text(PAGE).replace("（改）", "（再改）") } });
    await until("the page is renewed again", async () => (await text(page, "h1")).includes("（再改）"));
    await settled(page);
    await until("also with an anchor in the address", async () => JSON.stringify(await placeOf(page)) === JSON.stringify(before));
    // A page that has become too short for it.
    mock.finish({ files: { [PAGE]: mock.text(PAGE).replace(/<tbody>.*<\/tbody>/s, "<tbody></tbody>") } });
    await until("a shorter page is shown to its end", async () => (await page.locator("tbody tr").count()) === 0);
    await settled(page);
    await page.click(BUTTON);
    check("the panel closes again", !(await page.locator(PANEL).isVisible()));
    const elsewhere = await open(OTHER);
    same("another page begins at its top", await elsewhere.evaluate(() => scrollY), 0);
  });
}

await scenario("pictures that come late", async ({ mock, open }) => {
  // A picture without measures: until it is there the page is too short for its place.
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="3000"><rect width="300" height="3000" fill="#888"/></svg>';
  const html = mock.text(PAGE);
  mock.changed.set("assets/late.svg", picture);
  mock.changed.set(PAGE, html.replace("</h1>", '</h1><img src="/assets/late.svg" alt="">'));
  const page = await open();
  await page.route("**/late.svg", async (route) => { await new Promise((done) => setTimeout(done, 700)); await route.continue(); });
  await page.evaluate(() => scrollTo({ top: 2600, behavior: "instant" }));
  mock.finish({ files: { [PAGE]: mock.text(PAGE).replace("</h1>", "（改）</h1>") } });
  await until("the page is renewed", async () => (await text(page, "h1")).includes("（改）"));
  await until("the reader is where they were", () => page.evaluate(() => document.readyState === "complete" && Math.round(scrollY) === 2600));
});

await scenario("a style sheet is exchanged", async ({ mock, open }) => {
  const page = await open();
  await leaveTrace(page);
  // Looks at every frame whether the page is without its style.
  await page.evaluate(() => {
    globalThis.unstyled = 0;
    const look = () => { if (!getComputedStyle(document.documentElement).getPropertyValue("--ink")) ++globalThis.unstyled; requestAnimationFrame(look); };
    look();
  });
  const css = mock.text("assets/style.css");
  const asked = mock.asked(PAGE + "?") + mock.asked("/" + PAGE);
  mock.finish({ files: { "assets/style.css": css + "\nmain { outline: 3px solid rgb(1, 2, 3); }" } });
  await until("the new one is in force", async () => (await styleOf(page, "main", "outlineColor")) === "rgb(1, 2, 3)");
  for (const colour of [4, 5, 6]) mock.finish({ files: { "assets/style.css": css + `\nmain { outline: 3px solid rgb(${colour}, 2, 3); }` } });
  await until("of several the last", async () => (await styleOf(page, "main", "outlineColor")) === "rgb(6, 2, 3)");
  await until("the old ones are gone", async () => (await page.locator('link[rel="stylesheet"][href*="style.css"]').count()) === 1);
  check("the page was not loaded again", await hasTrace(page) && mock.asked(PAGE + "?") + mock.asked("/" + PAGE) === asked);
  same("nor without style for a moment", await page.evaluate(() => globalThis.unstyled), 0);
  await untilBar(page, "第 5 次生成");
});

await scenario("other files of the page", async ({ mock, open }) => {
  const page = await open();
  await leaveTrace(page);
  mock.finish({ files: { "assets/theme.js": mock.text("assets/theme.js") + "\n// changed" } });
  await until("a script makes the page load again", async () => !(await hasTrace(page)));
  await settled(page);
  await leaveTrace(page);
  mock.begin();
  await untilBar(page, "构建中…");
  mock.finish();
  await untilBar(page, "第 3 次生成");
  mock.finish({ files: { [OTHER]: mock.text(OTHER).replace("</h1>", "（改）</h1>") } });
  await untilBar(page, "第 4 次生成");
  mock.finish({ files: { "assets/unused.js": "// new" } });
  await untilBar(page, "第 5 次生成");
  mock.finish({ files: { "assets/unused.js": "// changed" } });
  await untilBar(page, "第 6 次生成");
  check("what does not concern the page leaves it alone", await hasTrace(page));
  mock.finish({ files: { "assets/style.css": mock.text("assets/style.css") + "\nh1 { background-image: url(late.svg); }", "assets/late.svg": mock.text("assets/icon.svg") } });
  mock.assets.push("assets/late.svg");
  await until("the style sheet loads a picture", () => page.evaluate(() => performance.getEntriesByType("resource").some((one) => one.name.endsWith("late.svg"))));
  mock.finish();
  await untilBar(page, "第 8 次生成");
  mock.finish({ files: { "assets/late.svg": mock.text("assets/icon.svg") + "\n" } });
  await until("which makes the page load again", async () => !(await hasTrace(page)));
});

await scenario("a page that never becomes the one that is wanted", async ({ mock, open }) => {
  const page = await open();
  mock.servedVersion = () => "stale";
  const before = mock.asked("/" + PAGE);
  mock.finish({ files: { [PAGE]: mock.text(PAGE).replace("</h1>", "（改）</h1>") } });
  await untilBar(page, "此页未能自动更新");
  mock.finish();
  await untilBar(page, "第 3 次生成");
  same("it was loaded again only once", mock.asked("/" + PAGE) - before, 1);
  mock.servedVersion = (version) => version;
  await page.getByRole("button", { name: "重新载入" }).click();
  await until("loading by hand mends it", async () => !(await barText(page)).includes("此页未能自动更新") && (await barText(page)).includes("最新"));
});

await scenario("files that never come to rest", async ({ mock, open }) => {
  const theme = mock.text("assets/theme.js");
  let number = 0;
  const page = await open();
  mock.version = (path) => (path.endsWith(".js") ? `v${++number}` : "same");
  mock.servedVersion = () => "same";
  const before = mock.asked("/" + PAGE);
  mock.finish({ files: { "assets/theme.js": theme } });
  await untilBar(page, "此页未能自动更新");
  check("it does not load without end", mock.asked("/" + PAGE) - before <= 21, mock.asked("/" + PAGE) - before);
});

await scenario("a page that goes and comes", async ({ mock, open }) => {
  const html = mock.text(PAGE);
  const page = await open();
  await leaveTrace(page);
  mock.finish({ files: { [PAGE]: null } });
  await untilSaid(page, "此页已不存在");
  check("it is not called up to date", !(await barText(page)).includes("最新"));
  same("there is a way out", await page.locator(BAR).getByRole("link", { name: "回到首页" }).getAttribute("href"), "/");
  check("what was there is still to be read", (await page.locator("table.figures").count()) === 1 && await hasTrace(page));
  mock.finish({ files: { [PAGE]: html } });
  await until("it comes back", async () => !(await page.getByRole("link", { name: "回到首页" }).isVisible()));
  const missing = await open("hanyang-quweiban/2024-final/index.html");
  mock.finish({ status: "failed", problems: samples.problems });
  await missing.getByRole("alertdialog").waitFor();
  check("beneath errors nothing is promised", !(await text(missing, OVERLAY)).includes("上一次生成的页面"));
  mock.finish();
  await until("mended, the errors go", async () => !(await missing.getByRole("alertdialog").isVisible()));
  check("a page that is not there yet", (await text(missing, "h1")).length > 0 && !(await barText(missing)).includes("此页已不存在"));
  mock.finish({ files: { "hanyang-quweiban/2024-final/index.html": html.replace(/<h1>.*?<\/h1>/, "<h1>新的一页</h1>") } });
  await until("shows itself when it is", async () => (await text(missing, "h1")) === "新的一页");
});

await scenario("the server stops and starts again", async ({ mock, open }) => {
  mock.build = 40;
  const page = await open();
  const second = await open(OTHER);
  await leaveTrace(page);
  await mock.stop();
  await untilSaid(page, "预览已停止");
  await untilBar(second, "预览已停止");
  check("the bar is grey", await page.locator(BAR).evaluate((bar) => bar.classList.contains("gongkai-preview-gone")));
  mock.build = 1;
  mock.changed.set(OTHER, mock.text(OTHER).replace("</h1>", "（改）</h1>"));
  await mock.start();
  await untilBar(page, "最新");
  await untilBar(page, "第 1 次生成");
  await until("what has changed meanwhile is renewed", async () => (await text(second, "h1")).includes("（改）"));
  check("what has not stays", await hasTrace(page));
  check("the bar is as before", !(await page.locator(BAR).evaluate((bar) => bar.classList.contains("gongkai-preview-gone"))));
  await until("one stream is open", () => mock.streams.size === 1);
  mock.finish();
  await untilBar(page, "第 2 次生成");
});

await scenario("a server that answers with something else", async ({ mock, open }) => {
  const page = await open();
  await until("one stream is open", () => mock.streams.size === 1);
  Object.assign(mock, { fails: true, notEvents: true });
  for (const stream of mock.streams) stream.destroy();
  await untilBar(page, "预览已停止");
  await until("it is asked for events more than once", () => mock.asked("_preview/events") >= 3);
  Object.assign(mock, { fails: false, notEvents: false });
  await untilBar(page, "最新");
  await until("one stream is open again", () => mock.streams.size === 1);
});

await scenario("the panel", async ({ mock, context, open }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  withFindings(mock);
  mock.problems = samples.warnings;
  const page = await open();
  const button = page.locator(BUTTON);
  same("at first it is closed", [await button.getAttribute("aria-expanded"), await page.locator(PANEL).isVisible()], ["false", false]);
  await button.focus();
  await page.keyboard.press("Enter");
  check("the keyboard opens it", await page.locator(PANEL).isVisible());
  same("the button knows", await button.getAttribute("aria-expanded"), "true");
  same("it names what it opens", await button.getAttribute("aria-controls"), PANEL.slice(1));
  same("the focus is in it", await page.evaluate(() => document.activeElement.textContent), "检查意见");
  same("groups", await page.locator(PANEL + " h3").allInnerTexts(), ["本页\n5", "本报告其他各处\n2", "生成时的警告\n2"]);
  const badges = await page.locator(PANEL + " section:first-of-type .gongkai-preview-badge").allInnerTexts();
  same("by severity", badges, ["错误", "警告", "警告", "提示", "错误（已说明）"]);
  check("the reason of what is acknowledged", (await text(page, PANEL)).includes("说明：文件此格为空，照原文录入"));
  check("counts", (await text(page, PANEL + " .gongkai-preview-summary")).replace(/\s+/g, " ").includes("错误 3 警告 2 提示 2 其中已说明 1"));

  const item = page.locator(PANEL + " li").first();
  await item.locator("summary").click();
  const details = await item.innerText();
  for (const part of ["1栏各行 = (2+3)栏各行", "3栏 106.71 疑为", "acknowledge", "J05-C", "content/hanyang-quweiban/2023-final.yaml:74:13"]) check(`details say ${part}`, details.includes(part), details);
  await item.getByRole("button", { name: /复制/ }).click();
  await until("the place is copied", async () => (await page.evaluate(() => navigator.clipboard.readText())) === "content/hanyang-quweiban/2023-final.yaml:74:13");
  await until("the button says so", async () => (await item.getByRole("button").innerText()) === "已复制");

  // A new build without the first warning: what is unfolded stays so.
  mock.finish({ findings: samples.findings.filter((one) => one.rule !== "X9"), problems: samples.warnings });
  await until("the list follows the build", async () => (await page.locator(PANEL + " section:first-of-type li").count()) === 4);
  check("what was unfolded is so still", await item.locator("details").evaluate((box) => box.open));
  await until("the reader is not sent elsewhere", async () => page.evaluate((panel) => document.querySelector(panel).contains(document.activeElement), PANEL));

  await page.keyboard.press("Escape");
  check("Escape closes it", !(await page.locator(PANEL).isVisible()));
  same("the focus goes back", await focusId(page), BUTTON.slice(1));
  await button.click();
  await page.getByRole("button", { name: "关闭检查意见" }).click();
  same("so does the cross", [await page.locator(PANEL).isVisible(), await focusId(page)], [false, BUTTON.slice(1)]);
  await button.click();
  await page.goto(`${mock.url}/${OTHER}`);
  check("on the next page it is open too", await page.locator(PANEL).isVisible());
  await until("with what concerns that page", async () => (await page.locator(PANEL + " h3").first().innerText()) === "本页\n1");
  await page.goto(`${mock.url}/index.html`);
  mock.finish({ report: null, findings: [] });
  await until("where there is no report it says so", async () => (await text(page, PANEL)).includes("此页不属于任何报告"));
});

await scenario("jumping to a figure", async ({ mock, open }) => {
  withFindings(mock);
  for (const width of [1280, 360]) {
    const page = await open();
    await page.setViewportSize({ width, height: 700 });
    await page.click(BUTTON);
    const links = page.locator(PANEL + " a.gongkai-preview-place");
    same("a link says where the figure is", await links.first().getAttribute("href"), `/${PAGE}#c-r1-1`);
    await links.filter({ hasText: "213 1栏" }).click();
    const cell = page.locator("#c213-1");
    await until("it flashes", () => cell.evaluate((at) => at.classList.contains("gongkai-preview-flash")));
    const seen = () => page.evaluate(([bar, panel]) => {
      const box = document.getElementById("c213-1").getBoundingClientRect();
      const top = document.querySelector(bar).getBoundingClientRect().bottom;
      const shade = document.querySelector(panel).getBoundingClientRect();
      return box.top >= top && (innerWidth > 900 ? box.right <= shade.left && box.bottom <= innerHeight : box.bottom <= shade.top) && box.left >= 0 && box.right <= innerWidth;
    }, [BAR, PANEL]);
    await until(`at ${width} px neither bar nor panel hides it`, seen);
    same("the address names it", new URL(page.url()).hash, "#c213-1");
    check("the page is not left", (await focusId(page)) === "" && await page.evaluate((panel) => document.querySelector(panel).contains(document.activeElement), PANEL));
    await until("the flash ends", async () => !(await cell.evaluate((at) => at.classList.contains("gongkai-preview-flash"))));
    await links.first().click();
    await until("the figures that belong to it flash too", () => page.locator("#c-r1-2").evaluate((at) => at.classList.contains("gongkai-preview-flash-part")));
    await page.getByRole("link", { name: "本页涉及的数" }).click();
    await until("from a finding of another page to its figure here", () => page.locator("#c2080505-2").evaluate((at) => at.classList.contains("gongkai-preview-flash")));
    await links.filter({ hasText: "公开06表 30108" }).click();
    await page.waitForURL(`**/${OTHER}#c30108-1`);
    await until("on another page it flashes on arrival", () => page.locator("#c30108-1").evaluate((at) => at.classList.contains("gongkai-preview-flash")));
    await page.click(BUTTON);
    await page.close();
  }
});

await scenario("a figure that is folded away", async ({ mock, open }) => {
  mock.changed.set(PAGE, mock.text(PAGE).replace("<li>1栏各行", '<li id="folded">1栏各行'));
  mock.findings = [{ ...samples.findings[1], anchor: "folded", marks: [{ page: PAGE, anchor: "folded" }] }];
  const page = await open();
  await page.click(BUTTON);
  await page.locator(PANEL + " a.gongkai-preview-place").click();
  check("is unfolded", await page.locator("details.formulas").evaluate((box) => box.open) && await page.locator("#folded").isVisible());
  mock.finish({ findings: [{ ...samples.findings[1], anchor: "c999-9", marks: [{ page: PAGE, anchor: "c999-9" }] }] });
  await until("a figure that is not there has no mark", async () => (await page.locator(".gongkai-preview-mark").count()) === 0);
  await page.locator(PANEL + " a.gongkai-preview-place").click();
  check("and going to it does no harm", await page.locator(PANEL).isVisible());
});

await scenario("hundreds of findings", async ({ mock, open }) => {
  const page = await open();
  mock.finish({ findings: samples.manyFindings(900), report: samples.report });
  await untilBar(page, "检查意见 (900)");
  const time = await page.evaluate(async (button) => {
    const start = performance.now();
    document.querySelector(button).click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
  }, BUTTON);
  check("the panel opens at once", time < 1000, `${Math.round(time)} ms`);
  if (process.env.TIMES) console.log(`panel with 900 findings: ${Math.round(time)} ms`);
  await until("in the end all are there", async () => (await page.locator(PANEL + " li").count()) === 900);
  check("a figure with many says how many more", (await page.locator("#c-r1-1").getAttribute("title")).includes("另有"));
});

await scenario("marks on figures", async ({ mock, open }) => {
  const page = await open();
  const boxes = () => page.evaluate(() => [...document.querySelectorAll("table.figures *, main > *")].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x, y, width, height].join(" ");
  }));
  await page.locator("#c-r1-1").evaluate((cell) => cell.setAttribute("title", "原有的说明"));
  const before = await boxes();
  const plain = await page.locator("table.figures").evaluate((table) => table.outerHTML);
  mock.finish({ findings: samples.findings, report: samples.report });
  await until("they are there", async () => (await page.locator(".gongkai-preview-mark").count()) === 7);
  same("no cell has moved", await boxes(), before);
  const classes = (id) => page.locator(id).evaluate((cell) => [...cell.classList].filter((name) => name.startsWith("gongkai-preview-mark-")).map((name) => name.slice(21)).join());
  same("kinds", [await classes("#c-r1-1"), await classes("#c-r1-2"), await classes("#c201-1"), await classes("#c2080505-2"), await classes("#c213-1"), await classes("#c21305-3")],
    ["error", "part", "note", "part", "acknowledged", "warning"]);
  same("a tail marks its own figure only", await classes("#c2013101-1"), "");
  const lines = [];
  for (const id of ["#c-r1-1", "#c-r1-2", "#c201-1", "#c213-1", "#c21305-3"]) lines.push(`${await styleOf(page, id, "outlineStyle")} ${await styleOf(page, id, "outlineWidth")}`);
  same("each has a line of its own", new Set(lines).size, 5);
  check("and a corner, but for what is only involved", (await styleOf(page, "#c-r1-1", "backgroundImage")).includes("rgb(217, 58, 63)"));
  check("the title tells the message", (await page.locator("#c-r1-1").getAttribute("title")).startsWith("错误：公开05表 合计 1栏 811.25 ≠"));
  check("so does the description", (await page.locator("#c2080505-2").getAttribute("aria-description")).startsWith("涉及此数：警告：公开06表 30108"));
  mock.finish({ findings: [], report: samples.report });
  await until("they go", async () => (await page.locator(".gongkai-preview-mark").count()) === 0);
  same("and leave nothing behind", await page.locator("table.figures").evaluate((table) => table.outerHTML.replaceAll(' class=""', "")), plain);
});

await scenario("the overlay", async ({ mock, context, open }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await open();
  await leaveTrace(page);
  await page.locator(".site-nav a").first().focus();
  mock.finish({ status: "failed", problems: samples.problems });
  const dialog = page.getByRole("alertdialog", { name: "内容有误，未能生成" });
  await dialog.waitFor();
  same("it is modal", await dialog.getAttribute("aria-modal"), "true");
  const words = await dialog.innerText();
  for (const part of ["2 个错误、1 个警告", "content/hanyang-quweiban/2023-final.yaml:74:5", "F-NUM", "“8ll.25”不是金额", "74", "其中：小计 = “8ll.25”", "提示：请只写数字", "另见：先在这里写过", "2023-final.yaml:92:5"]) check(`it says ${part}`, words.includes(part));
  same("errors come first", await dialog.locator(".gongkai-preview-badge").allInnerTexts(), ["错误", "错误", "警告"]);
  same("the part at fault is marked", await dialog.locator("mark").allInnerTexts(), ["8ll.25", "30108"]);
  same("in its line", await dialog.locator(".gongkai-preview-line-text").first().innerText(), "    合计: {小计: 8ll.25, 基本支出: 705.08, 项目支出: 106.17}");
  same("the focus is on its heading", await page.evaluate(() => document.activeElement.textContent), "内容有误，未能生成");
  const inside = () => page.evaluate((id) => document.querySelector(id).contains(document.activeElement), OVERLAY);
  let kept = true;
  for (const key of ["Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    kept = kept && await inside();
  }
  check("the focus stays in it", kept);
  await dialog.getByRole("button", { name: /复制/ }).first().click();
  await until("a place is copied", async () => (await page.evaluate(() => navigator.clipboard.readText())) === "content/hanyang-quweiban/2023-final.yaml:74:5");
  mock.begin();
  await until("while the next build runs it stays and says so", async () => (await dialog.innerText()).includes("构建中…"));
  mock.finish({ status: "failed", problems: samples.problems });
  await until("the same errors stay", async () => !(await dialog.innerText()).includes("构建中…"));

  await page.keyboard.press("Escape");
  await until("Escape closes it", async () => !(await dialog.isVisible()));
  check("the focus goes back", await page.evaluate(() => document.activeElement.matches(".site-nav a")));
  await untilBar(page, "有 2 个错误");
  mock.finish({ status: "failed", problems: samples.problems });
  await untilBar(page, "第 4 次生成");
  check("the same errors do not open it again", !(await dialog.isVisible()));
  await page.goto(`${mock.url}/${OTHER}`);
  await untilBar(page, "有 2 个错误");
  check("nor on the next page", !(await dialog.isVisible()));
  await page.getByRole("button", { name: "有 2 个错误" }).click();
  check("the bar shows it again", await dialog.isVisible());
  await page.keyboard.press("Escape");
  const moved = { ...samples.problems, shown: samples.problems.shown.map((one) => ({ ...one, location: one.location.replace(/:\d+:/, ":200:") })) };
  mock.finish({ status: "failed", problems: moved });
  await untilBar(page, "第 5 次生成");
  check("nor do errors that have only moved", !(await dialog.isVisible()));
  await leaveTrace(page);
  mock.finish({ status: "failed", problems: { total: 1, shown: samples.problems.shown.slice(2) } });
  await until("other errors do", () => dialog.isVisible());
  mock.finish();
  await until("mended, it goes by itself", async () => !(await dialog.isVisible()));
  check("and a page that is the same is not loaded again", await hasTrace(page));
  await untilBar(page, "最新");
  mock.finish({ status: "failed", problems: samples.problems });
  await until("the errors of before are new again", () => dialog.isVisible());
  mock.finish({ files: { [OTHER]: mock.text(OTHER).replace("</h1>", "（改）</h1>") } });
  await until("mended, the page renews itself", async () => (await text(page, "h1")).includes("（改）") && !(await dialog.isVisible()));
});

await scenario("Escape closes one thing at a time", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  await page.click(BUTTON);
  mock.finish({ status: "failed", problems: samples.problems });
  const dialog = page.getByRole("alertdialog");
  for (let round = 0; round < 3; ++round) {
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    same("first the overlay", [await dialog.isVisible(), await page.locator(PANEL).isVisible()], [false, true]);
    if (round < 2) mock.finish({ status: "failed", problems: samples.manyProblems(round + 1) });
  }
  await page.keyboard.press("Escape");
  same("then the panel", await page.locator(PANEL).isVisible(), false);
});

await scenario("many errors", async ({ mock, open }) => {
  const page = await open();
  mock.finish({ status: "failed", problems: samples.manyProblems(63) });
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  same("fifty are shown", await dialog.locator("li").count(), 50);
  check("the others are counted", (await dialog.innerText()).includes("另有 13 个"));
  await page.evaluate((id) => document.querySelector(id).scrollTo(0, 1e6), OVERLAY);
  await until("they can be scrolled to", () => page.getByText("另有 13 个").evaluate((at) => at.getBoundingClientRect().bottom <= innerHeight));
  mock.finish({ status: "failed", problems: { ...samples.manyProblems(63), errors: 61 } });
  await until("the server's own count is taken", async () => (await dialog.innerText()).includes("61 个错误、2 个警告"));
});

await scenario("hostile text stays text", async ({ mock, open }) => {
  const page = await open();
  mock.finish({
    status: "failed", problems: samples.hostileProblems, time: samples.hostile,
    report: { ...samples.report, title: samples.hostile, status_text: samples.hostile },
    findings: [{ ...samples.findings[1], place: samples.hostile, message: samples.hostile, formula: samples.hostile, rule: samples.hostile, location: samples.hostile, acknowledged: samples.hostile }],
  });
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  same("it is shown as written", await dialog.locator(".gongkai-preview-message").innerText(), samples.hostile);
  same("characters outside of the first plane count as one", await dialog.locator("mark").innerText(), "<img");
  await page.keyboard.press("Escape");
  await page.click(BUTTON);
  await page.locator(PANEL + " summary").click();
  await until("also in the panel", async () => (await text(page, PANEL)).split(samples.hostile).length >= 6);
  same("no element came of it", await page.locator("#gongkai-preview :is(img, script)").count(), 0);
  check("nothing ran", !(await page.evaluate(() => globalThis.attacked)));
});

await scenario("a very long line", async ({ mock, open }) => {
  const page = await open();
  const line = "甲".repeat(900) + "错" + "乙".repeat(900);
  mock.finish({ status: "failed", problems: { total: 1, shown: [{ ...samples.problems.shown[1], excerpt: { line: 3, text: line, from: 900, to: 901 } }] } });
  await page.getByRole("alertdialog").waitFor();
  const shown = await text(page, OVERLAY + " .gongkai-preview-line-text");
  check("is shown around the part at fault", shown.length < 200 && shown.startsWith("…甲") && shown.includes("甲错乙") && shown.endsWith("乙…"), shown.length);
  mock.finish({ status: "failed", problems: { total: 1, shown: [{ ...samples.problems.shown[1], excerpt: { line: 3, text: "甲", from: 1, to: 1 } }] } });
  await until("a place behind the line is marked too", async () => (await page.locator(OVERLAY + " mark").evaluate((mark) => mark.getBoundingClientRect().width)) > 2);
});

await scenario("nothing is said without need", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  await page.evaluate(() => {
    globalThis.said = [];
    new MutationObserver((changes) => changes.forEach((one) => globalThis.said.push(one.target.textContent)))
      .observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
  });
  for (let index = 0; index < 5; ++index) {
    mock.begin();
    await untilBar(page, "构建中…");
    mock.finish();
    await untilBar(page, "最新");
  }
  same("builds that change nothing here", await page.evaluate(() => globalThis.said), []);
  same("what tells of the state is not read out", await page.locator("[role=status] .gongkai-preview-state").count(), 0);
});

await scenario("on paper", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  await page.click(BUTTON);
  mock.finish({ status: "failed", problems: samples.problems });
  await page.getByRole("alertdialog").waitFor();
  await page.emulateMedia({ media: "print" });
  for (const part of [BAR, PANEL, OVERLAY]) check(`no ${part}`, !(await page.locator(part).isVisible()));
  const mark = page.locator(".gongkai-preview-watermark");
  check("the watermark", await mark.isVisible() && (await mark.innerText()) === "未发布预览");
  same("on every page, across", [await styleOf(page, ".gongkai-preview-watermark", "position"), await styleOf(page, ".gongkai-preview-watermark", "transform") !== "none"], ["fixed", true]);
  same("the page begins at its top", await page.evaluate(() => [getComputedStyle(document.documentElement).borderTopWidth, getComputedStyle(document.documentElement).paddingRight]), ["0px", "0px"]);
  await page.setViewportSize({ width: 700, height: 1000 });
  same("nor is room left at its end", await page.evaluate(() => getComputedStyle(document.documentElement).paddingBottom), "0px");
  same("no marks on figures", await styleOf(page, "#c-r1-1", "outlineStyle"), "none");
});

await scenario("forced colours", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  await until("marks are there", async () => (await page.locator(".gongkai-preview-mark").count()) > 0);
  const lines = [];
  for (const id of ["#c-r1-1", "#c-r1-2", "#c201-1", "#c213-1", "#c21305-3"]) lines.push(`${await styleOf(page, id, "outlineStyle")} ${await styleOf(page, id, "outlineWidth")}`);
  same("lines tell them apart", new Set(lines).size, 5);
  check("the bar has an edge", (await styleOf(page, BAR, "borderBottomStyle")) === "double");
}, { forcedColors: "active" });

await scenario("motion", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  const animation = async () => {
    await page.evaluate(() => document.querySelector("#gongkai-preview-panel a.gongkai-preview-place").click());
    return styleOf(page, "#c-r1-1", "animationName");
  };
  await page.click(BUTTON);
  same("a figure flashes", await animation(), "gongkai-preview-flash");
  await page.emulateMedia({ reducedMotion: "reduce" });
  same("and stands still for whoever wishes so", await animation(), "none");
}, { reducedMotion: "no-preference" });

await scenario("a theme without manners", async ({ mock, open }) => {
  withFindings(mock);
  const page = await open();
  await untilBar(page, "（12 页、3 个数）");
  await page.click(BUTTON);
  const looks = () => page.evaluate(() => [...document.querySelectorAll("#gongkai-preview-bar, #gongkai-preview-bar *, #gongkai-preview-panel li, #gongkai-preview-panel h2")].map((part) => {
    const { x, width, height } = part.getBoundingClientRect();
    const style = getComputedStyle(part);
    return [part.className, Math.round(x), Math.round(width), Math.round(height), style.color, style.fontSize, style.textTransform].join(" ");
  }));
  const before = await looks();
  mock.finish({ findings: samples.findings, files: { "assets/style.css": mock.text("assets/style.css") + `
    html { font-size: 62.5%; }
    body { font-size: 30px; line-height: 3; letter-spacing: 4px; text-align: center; }
    body div, body p, li, ul, aside, h2, span, strong { margin: 20px; padding: 15px; float: left; border: 3px solid red; color: lime; text-transform: uppercase; position: relative; z-index: 5; }
    body button, body a { display: block; background: black; color: black; font-size: 3rem; height: 90px; width: 90px; opacity: .2; }
    aside, dialog, details { display: none; visibility: hidden; }
    ::before, ::after { content: "x"; display: block; }` } });
  await until("the theme is in force", async () => (await styleOf(page, "body", "fontSize")) === "30px");
  await untilBar(page, "第 8 次生成");
  same("changes nothing of the preview", await looks(), before);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[320, 640], [1280, 800], [640, 400]]) {
    await scenario(`axe at ${width} px, ${colorScheme}`, async ({ mock, open }) => {
      withFindings(mock);
      mock.problems = samples.warnings;
      const page = await open();
      await page.addScriptTag({ content: axe });
      const inspect = async (what) => {
        const result = await page.evaluate((options) => globalThis.axe.run(document, options), { runOnly: tags, resultTypes: ["violations"] });
        check(what, result.violations.length === 0, result.violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`).join("; "));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        same(`${what}: the page is not too wide`, overflow, 0);
      };
      await untilBar(page, "比较");
      await inspect("bar");
      await page.click(BUTTON);
      await until("the panel is filled", async () => (await page.locator(PANEL + " li").count()) === 9);
      for (const summary of await page.locator(PANEL + " summary").all()) await summary.evaluate((at) => { at.parentElement.open = true; });
      await inspect("panel");
      mock.begin();
      await untilBar(page, "构建中…");
      await inspect("panel while building");
      mock.finish({ status: "failed", problems: samples.problems });
      await page.getByRole("alertdialog").waitFor();
      await inspect("overlay");
      await page.keyboard.press("Escape");
      await untilBar(page, "有 2 个错误");
      await inspect("errors in the bar");
      mock.fails = true;
      mock.tell();
      await untilBar(page, "预览已停止");
      await inspect("server gone");
      mock.fails = false;
      mock.finish({ files: { [PAGE]: null } });
      await untilBar(page, "此页已不存在");
      await inspect("page gone");
    }, { bypassCSP: true, colorScheme, viewport: { width, height } });
  }
}

await browser.close();
summarise("preview client", passed, failures);

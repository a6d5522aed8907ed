// `gongkai serve` as its users meet it: files are saved as editors and git save them, and
// what browsers show is looked at. The numbers are those of the list of mistakes that other
// preview servers made.
//
//   node preview.mjs PROGRAM [part of a scenario's name]
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, report } from "./pages.mjs";
import { EventReader, PreviewServer, Project } from "./preview_server.mjs";

const [program, only = ""] = process.argv.slice(2);
const PATIENCE = Number(process.env.PATIENCE ?? 60000);
const YAML = "content/jiangan-zuzhibu/2023-final.yaml";
const PAGE = "jiangan-zuzhibu/2023-final/table-05.html";
const CSS = "themes/gov/assets/style.css";

const browser = await launch();
const failures = [];
let passed = 0;
let scenarioName = "";

function check(what, ok, seen = "") {
  if (ok) ++passed;
  else failures.push(`${scenarioName}: ${what}${seen === "" ? "" : ` (${typeof seen === "string" ? seen : JSON.stringify(seen)})`}`);
}

async function until(what, probe) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    let seen = false;
    try { seen = await probe(); } catch (error) { /* the page may just be going */ }
    if (seen) return check(what, true);
    await new Promise((done) => setTimeout(done, 20));
  }
  return check(what, false, "waited in vain");
}

/** Each has a project, a server and a context of its own. */
async function scenario(name, act, { before = () => {}, options = [] } = {}) {
  if (!name.includes(only)) return;
  scenarioName = name;
  const project = new Project();
  before(project);
  const server = await PreviewServer.start(program, project.folder, options);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE);
  const open = async (path = PAGE) => {
    const page = await context.newPage();
    await page.goto(`${server.url}/${path}`);
    return page;
  };
  const start = Date.now();
  try {
    await act({ project, server, context, open });
  } catch (error) {
    check("runs to its end", false, String(error.stack).slice(0, 600));
  }
  if (process.env.TIMES) console.log(`${name}: ${Date.now() - start} ms`);
  await context.close();
  if (server.process.exitCode === null) await server.stop();
  project.remove();
}

/** The figure of 公开05表 that the edits of these tests change, and the one that it is now. */
const FIGURE = /(\n  公开05表:[\s\S]*?\{\D*)(\d+\.\d\d)/;
const figure = (project, file = YAML) => project.read(file).match(FIGURE)[2];
const shows = (page, text) => page.locator("table.figures").first().innerText().then((all) => all.includes(text));
/** A figure that stands nowhere else. */
let last = 7000;
const fresh = () => `${++last}.77`;
const withFigure = (project, value, file = YAML) => project.read(file).replace(FIGURE, `$1${value}`);
const quiet = async (server) => {
  // The answer to a change made now comes after everything before it.
  const count = server.lines.length;
  await new Promise((done) => setTimeout(done, 400));
  return server.lines.length === count;
};

await scenario("1, 2: never a missing page, never half a site", async ({ project, server, open }) => {
  const page = await open();
  const statuses = new Set();
  let lines = server.lines.length;
  let asking = true;
  const asked = (async () => { while (asking) statuses.add((await server.page(PAGE)).status); })();
  page.on("response", (response) => statuses.add(response.status()));
  for (let i = 0; i < 15; ++i) {
    const value = fresh();
    project.write(YAML, withFigure(project, value));
    await until(`figure ${i} is shown`, () => shows(page, value));
  }
  asking = false;
  await asked;
  check("every answer was 200", [...statuses].every((status) => status === 200), [...statuses]);
  check("a line for each rebuild", server.lines.length - lines === 15, server.lines);
  check("which says what changed, pages and time", /^\d\d:\d\d:\d\d content\/jiangan-zuzhibu\/2023-final\.yaml → \d+ 页有变(，有 \d+ 处须改正或说明后才能发布)?，用时 \d+ 毫秒$/.test(server.lines.at(-1)), server.lines.at(-1));
});

await scenario("3: git checkout of fifty files is one rebuild", async ({ project, server, open }) => {
  const git = (...words) => execFileSync("git", ["-C", project.folder, "-c", "user.name=t", "-c", "user.email=t@example.org", ...words], { stdio: "ignore" });
  git("init", "-q");
  git("add", "content");
  git("commit", "-qm", "before");
  const files = execFileSync("git", ["-C", project.folder, "ls-files", "content"]).toString().trim().split("\n").filter((name) => name.endsWith(".yaml")).slice(0, 50);
  check("there are fifty files", files.length === 50, files.length);
  const value = fresh();
  project.write(YAML, withFigure(project, value));
  for (const file of files) project.write(file, project.read(file) + "\n# 改过\n");
  await until("they are read", () => shows_in(server, value));
  git("commit", "-qam", "after");
  while (!(await quiet(server)));
  const reader = new EventReader(server);
  const page = await open();
  await until("the stream is open", () => reader.events.length > 0);
  const before = server.lines.length;
  git("checkout", "-q", "HEAD~1");
  await until("the page is the old one again", async () => !(await shows(page, value)));
  while (!(await quiet(server)));
  check("one rebuild, or two", server.lines.length - before <= 2, server.lines.slice(before));
  await reader.stop();
});

async function shows_in(server, value, path = PAGE) {
  return (await server.text(path)).includes(value);
}

await scenario("4: as editors save", async ({ project, server, open }) => {
  const page = await open();
  const full = project.path(YAML);
  const ways = {
    "in place": (text) => writeFileSync(full, text),
    vim: (text) => {
      writeFileSync(project.path("content/jiangan-zuzhibu/4913"), "");
      rmSync(project.path("content/jiangan-zuzhibu/4913"));
      renameSync(full, full + "~");
      writeFileSync(full, text);
      rmSync(full + "~");
    },
    "a new file renamed over it": (text) => { writeFileSync(full + ".tmp", text); renameSync(full + ".tmp", full); },
    "a hidden file renamed over it": (text) => { const hidden = project.path("content/jiangan-zuzhibu/.x.swp"); writeFileSync(hidden, text); renameSync(hidden, full); },
    helix: (text) => { copyFileSync(full, full + ".bck"); writeFileSync(full, text); rmSync(full + ".bck"); },
    "removed and written": (text) => { rmSync(full); writeFileSync(full, text); },
  };
  for (const [name, save] of Object.entries(ways)) {
    const value = fresh();
    const lines = server.lines.length;
    save(withFigure(project, value));
    await until(`${name}: shown`, () => shows(page, value));
    check(`${name}: one rebuild`, server.lines.length - lines === 1, server.lines.slice(lines));
  }
  const lines = server.lines.length;
  writeFileSync(full, readFileSync(full));
  writeFileSync(project.path("content/jiangan-zuzhibu/.2023-final.yaml.swp"), "x");
  check("the same bytes and swap files are no change", (await quiet(server)) && server.lines.length === lines, server.lines.slice(lines));
});

await scenario("5, 6: folders that come and are renamed", async ({ project, server, open }) => {
  const folder = project.path("content/xin-bumen");
  mkdirSync(folder);
  for (const name of ["department.yaml", "2023-final.yaml", "2023-final.md"]) copyFileSync(project.path(`content/jiangan-zuzhibu/${name}`), join(folder, name));
  mkdirSync(join(folder, "2023-final"));
  for (const name of readdirSync(project.path("content/jiangan-zuzhibu/2023-final"))) copyFileSync(project.path(`content/jiangan-zuzhibu/2023-final/${name}`), join(folder, "2023-final", name));
  await until("the new department's table is there", async () => (await server.page("xin-bumen/2023-final/table-05.html")).status === 200);
  await until("and the forms below it", async () => (await server.page("xin-bumen/2023-final/sheet-01-talent.html")).status === 200);
  const page = await open("xin-bumen/2023-final/table-05.html");
  const absent = await open("gai-ming/2023-final/table-05.html");
  check("what is not there says so", (await absent.locator("h1").innerText()) === "没有这一页");
  renameSync(folder, project.path("content/gai-ming"));
  await until("the new address is there, and shown where it was waited for", () => shows(absent, "合计"));
  check("the old address is gone", (await server.page("xin-bumen/2023-final/table-05.html")).status === 404);
  await until("its page says so", async () => (await page.locator("#gongkai-preview-bar").innerText()).includes("此页已不存在"));
  check("home lists the new one", (await server.text("index.html")).includes("gai-ming/") && !(await server.text("index.html")).includes("xin-bumen/"));
  const value = fresh();
  const file = "content/gai-ming/2023-final.yaml";
  project.write(file, withFigure(project, value, file));
  await until("and follows changes", () => shows(absent, value));
});

await scenario("edits during builds: the last one is shown", async ({ project, server, open }) => {
  const page = await open();
  let value = "";
  for (let i = 0; i < 40; ++i) {
    value = fresh();
    project.write(YAML, withFigure(project, value));
    await new Promise((done) => setTimeout(done, i % 7 * 5));
  }
  await until("the last figure is shown", () => shows(page, value));
  check("not each of them was built", server.lines.length < 42, server.lines.length);
});

await scenario("7: more changes than the system can queue", async ({ project, server, open }) => {
  const page = await open();
  const value = fresh();
  server.process.kill("SIGSTOP");
  for (let i = 0; i < 9000; ++i) for (const name of ["a", "b"]) writeFileSync(project.path(`content/jiangan-zuzhibu/${name}.txt`), String(i));
  project.write(YAML, withFigure(project, value));  // nobody is told of this
  server.process.kill("SIGCONT");
  await until("all is looked at again", () => shows(page, value));
});

await scenario("twenty tabs", async ({ project, context, server }) => {
  const pages = [];
  for (let i = 0; i < 20; ++i) {
    const page = await context.newPage();
    await page.goto(`${server.url}/${PAGE}`, { timeout: PATIENCE });
    pages.push(page);
  }
  const value = fresh();
  project.write(YAML, withFigure(project, value));
  for (const [i, page] of pages.entries()) await until(`tab ${i} renews itself`, () => shows(page, value));
  const connections = readFileSync("/proc/net/tcp", "utf8").split("\n").filter((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return local && local.endsWith(":" + server.port.toString(16).toUpperCase().padStart(4, "0")) && state === "01";
  }).length;
  check("a browser has one stream: few connections stay", connections <= 7, connections);
});

await scenario("9: what a change reaches, and no more", async ({ project, server }) => {
  const style = () => server.text("assets/style.css");
  project.write(CSS, (await style()) + "\n/* neu */\n");
  await until("the style sheet is new", async () => (await style()).endsWith("/* neu */\n"));
  check("no page was changed", / 0 页有变/.test(server.lines.at(-1)), server.lines.at(-1));
  project.replace("templates/pages/table.html", "{% block content %}", "{% block content %}<p>模板已改</p>");
  await until("all tables are new", () => shows_in(server, "模板已改"));
  check("other pages are not", !(await server.text("index.html")).includes("模板已改"));
  project.replace("site.yaml", "name:", "name: 改名的网站 #");
  await until("12: the settings are an ordinary input", async () => (await server.text("index.html")).includes("改名的网站"));
  project.write("content/glossary.yaml", project.read("content/glossary.yaml") + "\n- {term: 新名词, definition: 新的解释}\n");
  await until("and so is the glossary", async () => (await server.text("glossary.html")).includes("新的解释"));
});

await scenario("scroll, style sheets", async ({ project, open }) => {
  const page = await open();
  await page.evaluate(() => { globalThis.sameDocument = true; document.documentElement.style.minHeight = "5000px"; });
  project.write(CSS, project.read(CSS) + "\nh1 { color: rgb(1, 2, 3) !important; }\n");
  await until("the style is exchanged", () => page.locator("h1").evaluate((h1) => getComputedStyle(h1).color === "rgb(1, 2, 3)"));
  check("without a reload", await page.evaluate(() => globalThis.sameDocument === true));
  await page.evaluate(() => scrollTo(0, 300));
  const value = fresh();
  project.write(YAML, withFigure(project, value));
  await until("the figure is shown", () => shows(page, value));
  await until("at the same place", () => page.evaluate(() => Math.abs(scrollY - 300) < 3));
});

await scenario("10: the overlay comes with an error and goes when it is mended", async ({ project, server, open }) => {
  const page = await open();
  const good = project.read(YAML);
  const shown = figure(project);
  project.write(YAML, good.replace("unit: 万元", "unit: <b>万圆</b>"));
  const overlay = page.getByRole("alertdialog");
  await overlay.waitFor();
  const text = await overlay.innerText();
  check("file, line and column", text.includes(`${YAML}:`), text);
  check("excerpt", text.includes("unit: <b>万圆</b>"), text);
  check("advice", text.includes("提示") || text.includes("应为"), text);
  check("beneath is the last good page", await shows(page, shown));
  check("the terminal says the same", server.errors.includes("unit: <b>万圆</b>"), server.errors);
  check("with a line for the attempt", /有 1 个错误，页面仍是上一次的，用时/.test(server.lines.at(-1)), server.lines.at(-1));
  const value = fresh();
  project.write(YAML, good.replace(FIGURE, `$1${value}`));
  await until("the overlay is gone", async () => !(await overlay.isVisible()));
  await until("and the page is new", () => shows(page, value));
});

await scenario("broken from the start", async ({ project, server, open }) => {
  check("500, with the errors", (await server.page("")).status === 500);
  const page = await open("");
  check("in words, without script too", /<mark>万圆<\/mark>/.test(await server.text("")));
  project.replace(YAML, "unit: 万圆", "unit: 万元");
  await until("the site takes their place", async () => (await page.title()).startsWith("【预览】") && (await page.locator("body").getAttribute("data-kind")) === "home");
}, { before: (project) => project.replace(YAML, "unit: 万元", "unit: 万圆") });

await scenario("what check says of the report on view", async ({ project, server, open }) => {
  const said = JSON.parse(execFileSync(program, ["check", "--source", project.folder, "--format", "json"], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 }).toString());
  const checked = said.reports.find((one) => one.file === YAML).findings.map((one) => one.rule + one.place + one.message).sort();
  const state = await server.state(PAGE);
  check("the same findings", JSON.stringify(state.findings.map((one) => one.rule + one.place + one.message).sort()) === JSON.stringify(checked), [state.findings.length, checked.length]);
  const page = await open();
  await page.locator("#gongkai-preview-findings").click();
  const here = state.findings.filter((one) => one.page === PAGE && one.anchor !== "");
  check("some are about figures of this page", here.length > 3, here.length);
  const panel = page.locator("#gongkai-preview-panel");
  await panel.waitFor();
  check("the panel tells them", (await panel.innerText()).includes(here[0].place));
  const marked = await page.locator("td[class*=gongkai-preview-]").evaluateAll((cells) => cells.map((cell) => cell.id));
  check("their cells are marked", here.every((one) => marked.includes(one.anchor)), marked);
  const elsewhere = state.findings.find((one) => one.page !== PAGE && one.anchor !== "" && one.page.includes("/table-"));
  await panel.locator(`a[href="/${elsewhere.page}#${elsewhere.anchor}"]`).first().click();
  await page.waitForURL(`**/${elsewhere.page}#${elsewhere.anchor}`);
  check("a finding jumps to its cell", await page.locator(`td#${elsewhere.anchor}`).isVisible());
});

await scenario("drafts", async ({ project, server, open }) => {
  for (const path of ["index.html", "glossary.html", "sitemap.html", "404.html", "jiangan-zuzhibu/index.html", "jiangan-zuzhibu/2023-final/index.html", PAGE, "jiangan-zuzhibu/2023-final/explanation.html", "jiangan-zuzhibu/2023-final/sheets.html", "jiangan-zuzhibu/2023-final/sheet-01-talent.html"]) {
    const answer = await server.page(path);
    const html = await answer.text();
    check(`${path}: bar, title, noindex`, answer.status === 200 && html.includes("未发布预览") && html.includes("<title>【预览】") && html.includes('<meta name="robots" content="noindex, nofollow">'));
    check(`${path}: X-Robots-Tag`, answer.headers.get("x-robots-tag") === "noindex, nofollow", answer.headers.get("x-robots-tag"));
  }
  project.replace(YAML, "status: published", "status: draft");
  await until("the draft is shown", async () => (await server.state(PAGE)).report.status === "draft");
  const page = await open();
  await until("and the bar says what it is", async () => (await page.locator("#gongkai-preview-bar").innerText()).includes("不会发布"));
  await page.emulateMedia({ media: "print" });
  check("print has no bar", !(await page.locator("#gongkai-preview-bar").isVisible()));
  check("but the watermark", await page.evaluate(() => [...document.querySelectorAll("#gongkai-preview *, body, html")].some((element) => ["::before", "::after", null].some((part) => {
    const style = getComputedStyle(element, part);
    const words = part ? style.content : element.children.length === 0 ? element.textContent : "";
    return words.includes("未发布预览") && style.position === "fixed" && style.display !== "none";
  }))));
  const output = project.path("out");
  execFileSync(program, ["build", "--source", project.folder, "--output", output], { stdio: "ignore" });
  check("a build has no draft", !existsSync(join(output, "jiangan-zuzhibu/2023-final")) && existsSync(join(output, "hanyang-quweiban/2023-final")));
  let grep = "";
  try { grep = execFileSync("grep", ["-rlE", "_preview|未发布预览|【预览】|noindex|gongkai-preview", output]).toString(); } catch (error) { /* nothing found */ }
  check("and nothing of the preview", grep === "", grep);
});

await scenario("what a publication would change", async ({ project, server, open }) => {
  check("nothing is published yet", (await (await server.page("_preview/changes.json")).json()).published === false);
  execFileSync(program, ["build", "--source", project.folder], { stdio: "ignore" });
  const counts = async () => (await server.page("_preview/changes.json")).json();
  await until("then there is no difference", async () => { const now = await counts(); return now.published && now.pages === 0 && now.figures === 0; });
  const old = figure(project);
  const value = fresh();
  project.write(YAML, withFigure(project, value));
  await until("one figure changes pages and figures", async () => { const now = await counts(); return now.pages > 0 && now.figures > 0; });
  const page = await open("_preview/changes");
  const text = await page.locator("main").innerText();
  check("old and new stand side by side", text.includes(old) && text.includes(value), text.slice(0, 500));
  const next = fresh();
  project.write(YAML, withFigure(project, next));
  await until("the page of changes renews itself", async () => (await page.locator("main").innerText()).includes(next));
  project.write(YAML, withFigure(project, old));
  await until("with the old figure there is no difference again", async () => (await counts()).pages === 0);
});

await scenario("links and odd files in the project", async ({ project, server }) => {
  const asset = project.path("themes/gov/assets/geheim.txt");
  execFileSync("ln", ["-s", "/etc/passwd", asset]);
  await until("a link is an error", () => /符号链接/.test(server.errors));
  check("and is not served", (await server.page("assets/geheim.txt")).status === 404);
  rmSync(asset);
  execFileSync("mkfifo", [asset]);
  await until("a pipe is none, and is not waited for", () => /首次生成|页有变/.test(server.lines.at(-1)));
  check("nor served", (await server.page("assets/geheim.txt")).status === 404);
  writeFileSync(project.path("themes/gov/assets/.env"), "secret");
  check("hidden files are not served", (await server.page("assets/.env")).status === 400);
  check("nor anything else of the disk", (await server.page("site.yaml")).status === 404 && (await server.page("content/jiangan-zuzhibu/2023-final.yaml")).status === 404);
});

await scenario("ctrl-C ends at once", async ({ server, open }) => {
  const page = await open();
  const reader = new EventReader(server);
  await until("a stream is open", () => reader.events.length > 0);
  const start = Date.now();
  const ended = await server.stop("SIGINT");
  check("with code 0", ended.code === 0, ended);
  check("at once", Date.now() - start < 3000, Date.now() - start);
  await until("the bar says so", async () => (await page.locator("#gongkai-preview-bar").innerText()).includes("预览已停止"));
  await reader.stop();
});

await browser.close();
report("preview", passed, failures);

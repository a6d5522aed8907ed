// How long after a save the browser knows, and shows it: `gongkai serve` on a synthetic
// project. Half of the saves change the report on view, half another one.
//
//   node preview.mjs PROGRAM PROJECT [SAVES]
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../browser/pages.mjs";
import { PreviewServer } from "../browser/preview_server.mjs";

const [program, project, saves = "200"] = process.argv.slice(2);
const departments = readdirSync(join(project, "content")).filter((name) => /^d\d+$/.test(name));
const years = readdirSync(join(project, "content", departments[0])).filter((name) => name.endsWith("-final.yaml")).map((name) => name.slice(0, 4));
const viewed = { department: departments[0], year: years[0] };

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const line = (what, values) => console.log(`${what.padEnd(34)} median ${percentile(values, 0.5)} ms, 95th percentile ${percentile(values, 0.95)} ms, longest ${Math.max(...values)} ms (${values.length} saves)`);

const memory = (server, field) => Math.round(Number(readFileSync(`/proc/${server.process.pid}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024);

/** Changes one figure; gives the time when the file was saved. */
function save(department, year) {
  const path = join(project, "content", department, `${year}-final.yaml`);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(/(公开06表:\n\s+30101: )([\d.]+)/, (all, before, figure) => before + (Number(figure) + 0.01).toFixed(2));
  writeFileSync(path, changed);
  return { at: Date.now(), figure: changed.match(/公开06表:\n\s+30101: ([\d.]+)/)[1] };
}

/** What the probe gives in the page, as soon as it gives something. */
async function within(where, probe, argument) {
  for (const end = Date.now() + 60000; Date.now() < end; await sleep(5)) {
    const found = await where.evaluate(probe, argument).catch(() => 0);  // the page may just be going
    if (found) return found;
  }
  throw new Error(`nothing came of a save; the last line: ${server.lines.at(-1)}`);
}

const start = Date.now();
const server = await PreviewServer.start(program, project);
const first = Date.now() - start;
const browser = await launch();
const listener = await browser.newPage();
await listener.goto(`${server.url}/404.html`);
await listener.evaluate(() => {
  globalThis.events = [];
  new EventSource("/_preview/events").onmessage = (event) => events.push({ ...JSON.parse(event.data), at: Date.now() });
});
const page = await browser.newPage();
await page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => { globalThis.shownAt = Date.now(); }));
await page.goto(`${server.url}/${viewed.department}/${viewed.year}-final/table-06.html`);
await sleep(1000);

const told = [];
const shown = [];
for (let i = 0; i < Number(saves); ++i) {
  const isViewed = i % 2 === 0;
  const count = await listener.evaluate(() => events.length);
  const saved = isViewed ? save(viewed.department, viewed.year) : save(departments[(i * 7919) % departments.length], years[i % years.length]);
  told.push(await within(listener, (seen) => events.slice(seen).find((one) => one.status === "ok")?.at, count) - saved.at);
  if (isViewed) {
    shown.push(await within(page, (figure) => [...document.querySelectorAll("td")].some((cell) => cell.textContent === figure) && globalThis.shownAt, saved.figure) - saved.at);
  }
  await sleep(400);  // a page that renews itself many times in a few seconds stops doing so
}
console.log(`${departments.length * years.length} department-years; first build ${first} ms`);
line("saved → event in the browser", told);
line("saved → new figure on the page", shown);
console.log(`memory ${memory(server, "VmRSS")} MB, at most ${memory(server, "VmHWM")} MB`);
await browser.close();
await server.stop();

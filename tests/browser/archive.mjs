// An unpacked archive, opened from the disk: the index and all that it links to, then one page
// of each kind of its site. No request fails, none leaves the archive, the console is silent.
//
//   node archive.mjs DATA        DATA: the folder with index.html
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { existsSync, statSync } from "node:fs";
import { launch, report, samples } from "./pages.mjs";

const data = resolve(process.argv[2]);
const bag = dirname(data);
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: false })).newPage();
const failures = [];
let passed = 0;
let problems = [];
page.on("requestfailed", (request) => {
  // The icon comes after the page is loaded; going on to the next one cancels it.
  const isCancelledIcon = request.url().endsWith("/icon.svg") && request.failure().errorText === "net::ERR_ABORTED";
  if (!isCancelledIcon) problems.push(`${request.url()} failed: ${request.failure().errorText}`);
});
page.on("request", (request) => {
  const url = request.url();
  if (!url.startsWith("data:") && !url.startsWith(pathToFileURL(bag).href + "/")) problems.push(`asks for ${url}`);
});
page.on("console", (message) => problems.push(message.text()));

async function open(path) {
  problems = [];
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  if ((await page.title()) === "") problems.push("has no title");
  if (problems.length > 0) failures.push(`${path.slice(bag.length)}: ${problems.join("; ")}`);
  else ++passed;
}

await open(resolve(data, "index.html"));
const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.href));
const targets = [...new Set(links.filter((href) => href.startsWith("file:")).map((href) => fileURLToPath(href.split("#")[0])))];
for (const path of targets) {
  if (!path.startsWith(bag) || !existsSync(path) || !statSync(path).isFile()) failures.push(`index.html: ${path.slice(bag.length)} leads nowhere`);
  else if (path.endsWith(".html")) await open(path);
  else ++passed;
}
if (targets.filter((path) => path.includes("/site/")).length < 6) failures.push("index.html hardly leads into the site");
for (const path of samples(resolve(data, "site"))) await open(path);
await browser.close();
report("archive pages", passed, failures);

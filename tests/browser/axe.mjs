// Accessibility of each kind of page at 320 and 1280 px, light and dark (axe-core,
// WCAG 2.2 A and AA and best practice). Then, with the page's own content security
// policy and without JavaScript: nothing is missing and the console is silent.
//
//   node axe.mjs SITE
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, report, samples } from "./pages.mjs";

const site = process.argv[2];
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await launch();
const failures = [];
let passed = 0;

function note(name, problem) {
  if (problem) failures.push(`${name}: ${problem}`);
  else ++passed;
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const path of samples(site)) {
      const name = `${relative(site, path)} ${width}px ${colorScheme}`;
      const outside = [];
      page.removeAllListeners("request");
      page.on("request", (request) => { if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) outside.push(request.url()); });
      await page.goto(pathToFileURL(path).href);
      await page.addScriptTag({ content: axe });
      const result = await page.evaluate((options) => globalThis.axe.run(document, options), { runOnly: tags, resultTypes: ["violations"] });
      note(name, result.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`).join("; "));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      note(name, overflow > 0 ? `the page is ${overflow}px too wide` : "");
      note(name, outside.length > 0 ? `asks for ${outside[0]}` : "");
    }
    await context.close();
  }
}

const strict = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
const page = await strict.newPage();
for (const path of samples(site)) {
  const messages = [];
  page.removeAllListeners("console");
  page.on("console", (message) => messages.push(message.text()));
  await page.goto(pathToFileURL(path).href);
  const name = `${relative(site, path)} without JavaScript`;
  note(name, messages.filter((text) => !/file:|origin/i.test(text)).join("; "));
  const hidden = await page.locator("table.figures tbody tr:not(.filler)").evaluateAll(
    (rows) => rows.filter((row) => row.getClientRects().length === 0 && !row.closest("details")).length);
  note(name, hidden > 0 ? `${hidden} rows are not shown` : "");
}
await browser.close();
report("axe", passed, failures);

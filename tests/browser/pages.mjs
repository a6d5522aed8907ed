// Walking a built site, and a browser to look at it.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { chromium } from "playwright-core";

/** Paths of all files below a folder whose name ends so, sorted. */
export function files(folder, ending) {
  const found = [];
  const walk = (directory) => {
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (name.endsWith(ending)) found.push(path);
    }
  };
  walk(folder);
  return found;
}

/** One page of each kind for each department, and every shape of table once. */
export function samples(folder) {
  const seen = new Set();
  return files(folder, ".html").filter((path) => {
    const text = readFileSync(path, "utf8");
    const kind = text.match(/data-kind="([a-z]+)"/)[1];
    const name = relative(folder, path);
    const table = name.match(/table-\d+/);
    const key = table ? table[0] : kind + "/" + name.split("/")[0] + (kind === "narrative" ? name.split("/").pop() : "");
    return seen.has(key) ? false : seen.add(key);
  });
}

/** A browser that reaches nothing but what the test opens. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/** Prints failures and the closing line; the process ends with 1 if there are any. */
export function report(what, passed, failures) {
  for (const failure of failures) console.log(`FAILED ${what}: ${failure}`);
  console.log(`${what}: ${passed} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

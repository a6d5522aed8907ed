// Every link within the site leads somewhere, every anchor exists, no id stands
// twice on a page, nothing is loaded from elsewhere, and every page is linked.
//
//   node links.mjs SITE
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { files, report } from "./pages.mjs";

const site = resolve(process.argv[2]);
const failures = [];
const linked = new Set([join(site, "index.html"), join(site, "404.html")]);
const ids = new Map();
let passed = 0;

const decode = (text) => text.replaceAll("&amp;", "&").replaceAll("&#34;", '"').replaceAll("&#39;", "'");

for (const path of files(site, ".html")) {
  const text = readFileSync(path, "utf8");
  const found = [...text.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
  const twice = found.filter((id, index) => found.indexOf(id) !== index);
  if (twice.length > 0) failures.push(`${relative(site, path)}: id ${twice[0]} stands twice`);
  ids.set(path, new Set(found));
}

for (const [path] of ids) {
  const text = readFileSync(path, "utf8");
  const name = relative(site, path);
  for (const match of text.matchAll(/<(\w+)[^>]*?\s(?:href|src)="([^"]*)"/g)) {
    const element = match[1];
    const address = decode(match[2]);
    if (/^(https?|mailto):/.test(address)) {
      if (element !== "a" && !/rel="canonical"/.test(match[0])) failures.push(`${name}: loads ${address}`);
      continue;
    }
    if (address.startsWith("data:")) continue;
    if (address.startsWith("/")) failures.push(`${name}: ${address} is not relative`);
    const [file, anchor] = address.split("#");
    const target = file === "" ? path : resolve(dirname(path), decodeURIComponent(file));
    if (!target.startsWith(site) || !existsSync(target) || !statSync(target).isFile()) failures.push(`${name}: ${address} leads nowhere`);
    else if (anchor && !ids.get(target)?.has(decodeURIComponent(anchor))) failures.push(`${name}: ${address} has no such anchor`);
    else ++passed;
    if (target !== path) linked.add(target);
  }
}
for (const [path] of ids) if (!linked.has(path)) failures.push(`${relative(site, path)}: no page links to it`);
report("links", passed, failures.slice(0, 40));

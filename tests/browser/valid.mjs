// HTML, CSS and SVG of all pages through the Nu validator, in one run.
//
//   node valid.mjs SITE
import { spawnSync } from "node:child_process";
import { files, report } from "./pages.mjs";

const site = process.argv[2];
const jar = new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url).pathname;
const all = [...files(site, ".html"), ...files(site, ".css"), ...files(site, ".svg")];
const run = spawnSync("java", ["-jar", jar, "--stdout", "--format", "gnu", "--also-check-css", "--also-check-svg",
  // Opened as files, pages have no origin for the policy's 'self'.
  "--filterpattern", ".*Content Security Policy.*", ...all], { encoding: "utf8", maxBuffer: 1 << 26 });
const messages = (run.stdout ?? "").split("\n").filter(Boolean);
if (run.error) messages.push(String(run.error));
report("valid", all.length - new Set(messages.map((message) => message.split(":")[0])).size, messages.slice(0, 40));

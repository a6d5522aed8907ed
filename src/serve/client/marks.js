// Marks on the figures that findings speak of. Nothing of a mark takes room: a table
// with marks has the very layout of one without.
import { NAME, SEVERITIES, kindOf } from "./dom.js";

const MARK = NAME + "mark";
const RANKS = ["error", "warning", "acknowledged", "note"];
const MOST_LINES = 6;
const FLASH_TIME = 2400;

/** Marked elements and their own title, given back when the mark goes. */
let marked = new Map();

export function showMarks(findings, path) {
  clear();
  for (const [anchor, entries] of entriesOf(findings, path)) {
    const target = document.getElementById(anchor);
    if (target) mark(target, entries);
  }
}

/** By anchor: the findings that speak of it, and whether it is their main figure. */
function entriesOf(findings, path) {
  const found = new Map();
  for (const finding of findings) {
    for (const anchor of anchorsOn(finding, path)) {
      const main = isMain(finding, path, anchor);
      // A tail (尾差) speaks of every figure in its sum: tables would be full of marks.
      if (!main && finding.severity === "note") continue;
      const entries = found.get(anchor) || [];
      entries.push({ finding, main });
      found.set(anchor, entries);
    }
  }
  return found;
}

/** The figures of a finding on a page, each once. */
function anchorsOn(finding, path) {
  return new Set(finding.marks.filter((one) => one.page === path && one.anchor).map((one) => one.anchor));
}

function isMain(finding, path, anchor) {
  return finding.page === path && finding.anchor === anchor;
}

/** The figures on a page that a finding's main one was compared with. */
export function partsOf(finding, path) {
  return [...anchorsOn(finding, path)].filter((anchor) => !isMain(finding, path, anchor));
}

function mark(target, entries) {
  entries.sort((a, b) => b.main - a.main || RANKS.indexOf(kindOf(a.finding)) - RANKS.indexOf(kindOf(b.finding)));
  const [first] = entries;
  marked.set(target, { title: target.getAttribute("title"), description: target.getAttribute("aria-description") });
  target.classList.add(MARK, first.main ? `${MARK}-${kindOf(first.finding)}` : `${MARK}-part`);
  const text = descriptionOf(entries);
  target.setAttribute("title", text);
  target.setAttribute("aria-description", text);
}

function descriptionOf(entries) {
  const lines = entries.slice(0, MOST_LINES).map(({ finding, main }) =>
    `${main ? "" : "涉及此数："}${SEVERITIES[finding.severity]}${finding.acknowledged ? "（已说明）" : ""}：${finding.message}`);
  if (entries.length > MOST_LINES) lines.push(`另有 ${entries.length - MOST_LINES} 条`);
  return lines.join("\n");
}

function clear() {
  for (const [target, { title, description }] of marked) {
    target.classList.remove(MARK, MARK + "-part", ...RANKS.map((rank) => `${MARK}-${rank}`));
    giveBack(target, "title", title);
    giveBack(target, "aria-description", description);
  }
  marked = new Map();
}

function giveBack(target, name, value) {
  if (value === null) target.removeAttribute(name);
  else target.setAttribute(name, value);
}

/** Whether the address names a figure with a mark. */
export function isMarked(anchor) {
  return marked.has(document.getElementById(anchor));
}

/** Brings the figure into view, unfolds what hides it, and lets it flash with those it belongs to. */
export function showTarget(anchor, parts = []) {
  const target = document.getElementById(anchor);
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", inline: "center", behavior: still ? "instant" : "smooth" });
  flash([target, ...parts.map((id) => document.getElementById(id))].filter(Boolean));
}

let flashing = [];
let flashTimer = 0;

function flash(targets) {
  clearTimeout(flashTimer);
  for (const old of flashing) old.classList.remove(NAME + "flash", NAME + "flash-part");
  flashing = targets;
  // Read in between, so that a figure which flashes already begins anew.
  for (const target of targets) void target.offsetWidth;
  targets.forEach((target, index) => target.classList.add(NAME + (index === 0 ? "flash" : "flash-part")));
  if (targets.length > 0) flashTimer = setTimeout(() => flash([]), FLASH_TIME);
}

// The panel: what the audit says of the report on view, this page's findings first.
import { NAME, address, badge, button, contentPlace, element, kindOf, recall, remember, root, set } from "./dom.js";
import { partsOf, showTarget } from "./marks.js";

const OPEN = NAME + "open";
const RANKS = ["error", "warning", "note", "acknowledged"];
/** Findings that are made at once; more follow when nothing else is to do. */
const SLICE = 60;

/** `path` of the page; `opener`: the button in the bar. */
export function makePanel(path, opener) {
  const title = set(element("h2", "title", "检查意见"), { tabindex: "-1" });
  const summary = element("p", "summary");
  const list = element("div", "list");
  const head = element("div", "panel-head", title, set(button("close", "×", () => close()), { "aria-label": "关闭检查意见" }), summary);
  const panel = set(element("aside", "panel", head, list), { id: NAME + "panel", "aria-label": "检查意见", hidden: "" });
  root.append(panel);

  let data = null;
  let shown = "";
  let unfinished = 0;

  if (recall("panel")) setOpen(true);
  addEventListener("pagehide", () => remember("panel-place " + path, panel.scrollTop));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && !panel.hidden && !document.querySelector("dialog[open]")) close();
  });

  function setOpen(open) {
    panel.hidden = !open;
    document.documentElement.classList.toggle(OPEN, open);
    opener.setAttribute("aria-expanded", String(open));
    remember("panel", open || null);
  }

  function toggle() {
    if (!panel.hidden) return close();
    setOpen(true);
    render();
    title.focus();
  }

  function close() {
    const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
    setOpen(false);
    if (inside) opener.focus();
  }

  function show(state) {
    data = { report: state.report, findings: state.findings, warnings: warningsOf(state) };
    if (!panel.hidden) render();
  }

  /** Only when something is different: whoever reads keeps their place, and what they unfolded. */
  function render() {
    const text = JSON.stringify(data);
    if (!data || text === shown) return;
    const first = shown === "";
    shown = text;
    const kept = { top: first ? recall("panel-place " + path) || 0 : panel.scrollTop, unfolded: unfolded(), focus: focused() };
    summary.replaceChildren(...summaryOf(data));
    fill(groupsOf(data, path), kept);
  }

  function fill(groups, kept) {
    cancelIdle(unfinished);
    list.replaceChildren();
    const makers = groups.flatMap((group) => [() => startGroup(group), ...group.items.map((item) => () => addItem(item))]);
    let at = 0;
    const more = () => {
      for (const end = Math.min(at + SLICE, makers.length); at < end; ++at) makers[at]();
      if (at < makers.length) unfinished = whenIdle(more);
    };
    let items = null;

    function startGroup({ name, count }) {
      items = element("ul", "items");
      list.append(element("section", "group", element("h3", "group-name", name, element("span", "group-count", String(count))), items));
    }

    function addItem({ key, make }) {
      const item = make(kept.unfolded.has(key));
      item.dataset.key = key;
      items.append(item);
      if (kept.focus && kept.focus.key === key) item.querySelectorAll(FOCUSABLE)[kept.focus.index]?.focus({ preventScroll: true });
    }

    more();
    // What is below the first slice must be there before the panel can be scrolled to it.
    while (kept.top > 0 && at < makers.length && panel.scrollHeight < kept.top + panel.clientHeight) more();
    panel.scrollTop = kept.top;
  }

  function unfolded() {
    return new Set([...list.querySelectorAll("details[open]")].map((box) => box.closest("li").dataset.key));
  }

  function focused() {
    const item = list.contains(document.activeElement) ? document.activeElement.closest("li") : null;
    return item && { key: item.dataset.key, index: [...item.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement) };
  }

  return { toggle, show };
}

const FOCUSABLE = "a, button, summary";

const whenIdle = globalThis.requestIdleCallback || ((act) => setTimeout(act, 0));
const cancelIdle = globalThis.cancelIdleCallback || clearTimeout;

function warningsOf({ status, problems }) {
  return status === "failed" ? [] : problems.shown.filter((one) => one.severity === "warning");
}

function summaryOf({ report, findings }) {
  if (!report) return [findings.length > 0 ? "此页不属于任何报告，这里是各报告共有的意见。" : "此页不属于任何报告。"];
  if (findings.length === 0) return [`${report.title}：没有检查意见。`];
  const counts = [`错误 ${report.errors}`, `警告 ${report.warnings}`, `提示 ${report.notes}`];
  if (report.acknowledged > 0) counts.push(`其中已说明 ${report.acknowledged}`);
  return [element("span", "report-title", report.title), ...counts.flatMap((text) => [element("span", "counts", text), " "])];
}

function groupsOf({ report, findings, warnings }, path) {
  const numbers = new Map();
  const items = [...findings].sort((a, b) => RANKS.indexOf(kindOf(a)) - RANKS.indexOf(kindOf(b)))
    .map((finding) => ({ finding, key: keyOf(finding, numbers), make: (unfold) => findingItem(finding, path, unfold) }));
  const here = items.filter(({ finding }) => isHere(finding, path));
  const elsewhere = items.filter(({ finding }) => !isHere(finding, path));
  const problems = warnings.map((one, index) => ({ key: `warning ${index}`, make: () => warningItem(one) }));
  return [group("本页", here), group(report ? "本报告其他各处" : "其他各处", elsewhere), group("生成时的警告", problems)].filter(({ count }) => count > 0);
}

function group(name, items) {
  return { name, items, count: items.length };
}

/** The same finding after the next build, also when others of its kind are gone. */
function keyOf({ rule, place }, numbers) {
  const key = `${rule} ${place}`;
  const number = (numbers.get(key) || 0) + 1;
  numbers.set(key, number);
  return `${key} ${number}`;
}

function isHere(finding, path) {
  return finding.page === path || finding.marks.some((one) => one.page === path);
}

function findingItem(finding, path, unfold) {
  const head = element("p", "item-head", badge(finding), placeOf(finding, path));
  const item = element("li", `item is-${kindOf(finding)}`, head, element("p", "message", finding.message));
  if (finding.acknowledged) item.append(element("p", "reason", "说明：" + finding.acknowledged));
  const own = finding.marks.find((one) => one.page === path);
  if (own && finding.page !== path) item.append(element("p", "own", jump("本页涉及的数", { page: path, anchor: own.anchor }, finding, path)));
  item.append(detailsOf(finding, unfold));
  return item;
}

function placeOf(finding, path) {
  const leads = finding.page && (finding.page !== path || finding.anchor);
  return leads ? jump(finding.place, finding, finding, path) : element("span", "place", finding.place);
}

/** A link to a figure; on this page it is brought to the middle and flashes. */
function jump(text, to, finding, path) {
  const link = set(element("a", "place", text), { href: address(to.page, to.anchor) });
  if (to.page === path && to.anchor) link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    if (location.hash !== link.hash) history.pushState(history.state, "", link.hash);
    showTarget(to.anchor, partsOf(finding, path));
  });
  return link;
}

/** Made only when unfolded: of hundreds few are. */
function detailsOf(finding, unfold) {
  const summary = element("summary", "more", "公式、诊断和位置");
  const details = element("details", "details", summary);
  const list = element("dl", "facts-list");
  const fill = () => {
    if (list.firstChild) return;
    fact(list, "公式", finding.formula);
    fact(list, "诊断", finding.diagnosis);
    fact(list, "建议", finding.advice);
    fact(list, "规则", finding.rule);
    if (finding.location) fact(list, "位置", contentPlace(finding.location));
  };
  details.append(list);
  // Before it opens; the second is for whatever opens it without a click (a search in the page).
  summary.addEventListener("click", fill);
  details.addEventListener("toggle", fill);
  details.open = unfold;
  if (unfold) fill();
  return details;
}

function fact(list, name, value) {
  if (value) list.append(element("div", "fact", element("dt", "", name), element("dd", "", value)));
}

/** A warning of the build itself, which did not stop it. */
function warningItem(problem) {
  const head = element("p", "item-head", badge(problem), element("span", "rule", problem.code));
  const item = element("li", "item is-warning", head, element("p", "message", problem.message));
  if (problem.hint) item.append(element("p", "hint", "提示：" + problem.hint));
  if (problem.location) item.append(element("p", "where", contentPlace(problem.location)));
  return item;
}

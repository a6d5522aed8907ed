// What stops the build, over the last good page. Goes by itself when it is mended.
import { NAME, badge, button, contentPlace, element, recall, remember, root, set, write } from "./dom.js";
import { countOf } from "./bar.js";

const MOST = 50;
/** Of a very long line only this much is shown before and after the part at fault. */
const LINE_BEFORE = 60;
const LINE_AFTER = 100;

/** `hasPage`: whether there is a good page beneath. onClose() is called when the reader puts it aside. */
export function makeOverlay(hasPage, onClose) {
  const title = set(element("h2", "title", "内容有误，未能生成"), { id: NAME + "overlay-title", tabindex: "-1" });
  const count = set(element("p", "summary"), { id: NAME + "overlay-summary", "aria-live": "polite" });
  const progress = set(element("p", "progress"), { hidden: "" });
  const list = element("ol", "problems");
  const rest = set(element("p", "rest"), { hidden: "" });
  const head = element("div", "overlay-head", title, button("button", "关闭", () => hide()), count, progress);
  const dialog = set(element("dialog", "overlay", element("div", "card", head, list, rest)), {
    id: NAME + "overlay", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title.id, "aria-describedby": count.id,
  });
  root.append(dialog);
  let signature = "";
  let shown = "";
  let before = null;

  // Escape, and whatever else a device has for it. Only one of the two events may come.
  const putAside = (event) => { event.preventDefault(); hide(); };
  dialog.addEventListener("cancel", putAside);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") putAside(event);
    else trap(event);
  });

  /** The state of the build: a failed one is shown, unless these very errors were put aside. */
  function show({ status, problems }) {
    progress.hidden = true;
    if (status === "building") showProgress("构建中…");
    if (status === "ok") mended();
    if (status !== "failed" || problems.total === 0) return;
    signature = signatureOf(problems);
    render(problems);
    if (!dialog.open && recall("put-aside") !== signature) open();
  }

  /** What the server does meanwhile. */
  function showProgress(text) {
    progress.hidden = false;
    write(progress, text);
  }

  function render(problems) {
    const text = JSON.stringify(problems);
    if (text === shown) return;
    shown = text;
    const inside = list.contains(document.activeElement);
    write(count, summaryOf(problems, hasPage));
    list.replaceChildren(...ordered(problems.shown).slice(0, MOST).map(problemItem));
    const others = problems.total - list.children.length;
    rest.hidden = others <= 0;
    write(rest, `另有 ${others} 个`);
    if (inside) title.focus();
  }

  function open() {
    before = document.activeElement;
    dialog.showModal();
    title.focus();
    dialog.scrollTop = 0;
  }

  function hide() {
    remember("put-aside", signature);
    close();
    onClose();
  }

  /** Without remembering anything: for a page that goes. The focus is where it was before. */
  function close() {
    if (!dialog.open) return;
    dialog.close();
    if (before && before.isConnected) before.focus({ preventScroll: true });
  }

  function mended() {
    remember("put-aside", null);
    close();
  }

  /** A modal dialog keeps the focus from the page, but not from the browser's own bars. */
  function trap(event) {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll("button")];
    const last = stops[stops.length - 1];
    const atStart = document.activeElement === stops[0] || document.activeElement === title;
    if (event.shiftKey ? !atStart : document.activeElement !== last) return;
    event.preventDefault();
    (event.shiftKey ? last : stops[0]).focus();
  }

  return { show, showProgress, open, close };
}

/** What is wrong, not where: lines move whenever something is written above them. */
function signatureOf(problems) {
  return JSON.stringify([problems.total, ...problems.shown.map((one) => [one.location.split(":")[0], one.code, one.message])]);
}

function ordered(problems) {
  return [...problems].sort((a, b) => (b.severity === "error") - (a.severity === "error"));
}

function summaryOf(problems, hasPage) {
  const warnings = problems.total - countOf(problems);
  const counts = `${countOf(problems)} 个错误${warnings > 0 ? `、${warnings} 个警告` : ""}。`;
  return `${counts}${hasPage ? "下面是上一次生成的页面；" : ""}改好并保存后，这里会自动消失。`;
}

function problemItem(problem) {
  const head = element("p", "item-head", badge(problem), element("span", "rule", problem.code), problem.location ? contentPlace(problem.location) : null);
  const item = element("li", `item is-${problem.severity}`, head, element("p", "message", problem.message));
  if (problem.excerpt) item.append(excerpt(problem.excerpt));
  for (const text of problem.evidence || []) item.append(element("p", "evidence", "其中：" + text));
  if (problem.hint) item.append(element("p", "hint", "提示：" + problem.hint));
  for (const one of problem.related || []) item.append(relatedPlace(one));
  return item;
}

function relatedPlace({ location, message }) {
  return element("p", "related", element("span", "related-message", "另见：" + message), location ? contentPlace(location) : null);
}

/** The line at fault. Offsets count characters, of which some are two units in JavaScript. */
function excerpt({ line, text, from, to }) {
  const characters = [...text];
  const end = Math.min(Math.max(to, from), characters.length);
  const first = from > LINE_BEFORE ? from - LINE_BEFORE : 0;
  const last = Math.min(characters.length, end + LINE_AFTER);
  const part = (begin, stop) => characters.slice(begin, stop).join("");
  const fault = element("mark", "fault", part(from, end) || " ");
  const code = element("code", "line-text", first > 0 ? "…" : "", part(first, from), fault, part(end, last), last < characters.length ? "…" : "");
  return element("div", "excerpt", element("span", "line-number", String(line)), code);
}

// The bar at the top: that this is a draft, what the last build said, and where to look.
import { NAME, announce, button, element, set, write } from "./dom.js";

/** `actions`: {problems(), panel(), reload()}. */
export function makeBar(actions) {
  const bar = document.getElementById(NAME + "bar");
  const words = bar.querySelector("[role=status]");
  words.append(element("span", "said"));
  const state = element("span", "state is-waiting");
  const problems = set(button("state is-failed", "", actions.problems), { id: NAME + "problems", hidden: "" });
  const build = element("span", "build");
  const report = set(element("span", "report"), { hidden: "" });
  const note = set(element("span", "note"), { hidden: "" });
  const findings = makeFindingsButton(actions.panel);
  const changes = makeChangesLink();
  bar.append(element("div", "facts", note, state, problems, build, report), element("div", "tools", findings.button, changes.link));
  measure(bar);

  function show(data) {
    const failed = data.status === "failed";
    bar.classList.remove(NAME + "gone");
    state.hidden = failed;
    if (failed) write(problems, `有 ${countOf(data.problems)} 个错误`);
    else showState(data.status);
    if (data.status !== "building") showProblems(failed);
    write(build, `第 ${data.build} 次生成 · ${data.time}`);
    showReport(data.report);
    findings.show(data);
  }

  function showState(kind) {
    state.className = `${NAME}state ${NAME}is-${kind}`;
    write(state, { building: "构建中…", ok: "最新", gone: "预览已停止" }[kind]);
  }

  /** They stay while the next build is under way: nobody knows yet whether they are mended. */
  function showProblems(failed) {
    const focused = document.activeElement === problems;
    problems.hidden = !failed;
    if (focused && !failed) findings.button.focus();
  }

  /** From the event itself, before the server is asked. */
  function showBuilding() {
    state.hidden = false;
    showState("building");
  }

  function showGone() {
    bar.classList.add(NAME + "gone");
    state.hidden = false;
    showState("gone");
    announce("预览已停止");
  }

  function showReport(data) {
    const meaning = data && { draft: "不会发布", approved: "尚未公布" }[data.status];
    report.hidden = !meaning;
    if (meaning) report.replaceChildren(data.status_text, element("span", "long", "：" + meaning));
  }

  /** What became of this page: "same", "missing" or "stuck". */
  function showNote(kind) {
    if (note.dataset.kind === kind) return;
    note.dataset.kind = kind;
    note.hidden = kind === "same";
    note.replaceChildren(...noteOf(kind));
    if (kind !== "same") announce(note.firstChild.textContent);
  }

  function noteOf(kind) {
    if (kind === "missing") return [text("此页已不存在"), set(element("a", "link", "回到首页"), { href: "/" })];
    if (kind === "stuck") return [text("此页未能自动更新"), button("link", "重新载入", actions.reload)];
    return [];
  }

  return { show, showBuilding, showGone, showNote, showChanges: changes.show, findings: findings.button, problems };
}

function text(words) {
  return element("span", "", words);
}

/** How many errors stop the build. Those beyond the ones that were sent are errors and warnings. */
export function countOf(problems) {
  if (problems.errors !== undefined) return problems.errors;
  const errors = problems.shown.filter((one) => one.severity === "error").length;
  return problems.shown.length === problems.total ? errors : problems.total;
}

function makeFindingsButton(open) {
  const count = element("span", "count");
  const made = set(button("button", "检查意见 ", open), {
    id: NAME + "findings", "aria-expanded": "false", "aria-controls": NAME + "panel",
  });
  made.append(count);

  function show({ report, findings }) {
    const open = findings.filter((one) => !one.acknowledged);
    const worst = ["error", "warning", "note"].find((severity) => open.some((one) => one.severity === severity));
    write(count, `(${findings.length})`);
    count.className = `${NAME}count ${NAME}is-${worst || "none"}`;
    made.title = report ? `错误 ${report.errors}，警告 ${report.warnings}，提示 ${report.notes}；其中已说明 ${report.acknowledged}` : "此页不属于任何报告";
  }

  return { button: made, show };
}

function makeChangesLink() {
  const counted = element("span", "counted");
  const link = set(element("a", "button", element("span", "long", "与已发布的"), "比较", counted), { href: "/_preview/changes" });

  function show({ published, pages, figures }) {
    if (!published) write(counted, "（尚未发布）");
    else if (pages === 0) write(counted, "（没有不同）");
    else write(counted, `（${pages} 页、${figures} 个数）`);
  }

  return { link, show };
}

/** Anchors and the page itself begin beneath the bar, however many lines it takes. */
function measure(bar) {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--" + NAME + "bar", Math.ceil(bar.getBoundingClientRect().height) + "px");
  }).observe(bar);
}

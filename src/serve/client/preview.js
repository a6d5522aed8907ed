// What makes a page of the preview live: asks the server for the state of this page and
// shows it, whenever something has happened.
import { announce } from "./dom.js";
import { makeBar } from "./bar.js";
import { isMarked, partsOf, showMarks, showTarget } from "./marks.js";
import { makeOverlay } from "./overlay.js";
import { makePanel } from "./panel.js";
import { makeRenewal } from "./renew.js";
import { makeStream } from "./live.js";
import { restorePlace } from "./place.js";
import { makeComparison } from "./changes.js";

const PATIENCE = 15000;
const SECOND_TRY = 400;
const RETRY = 2000;

const page = { ...document.querySelector('script[src="/_preview/preview.js"]').dataset };
const bar = makeBar({ problems: () => overlay.open(), panel: () => panel.toggle(), reload: () => renewal.reloadNow() });
const panel = makePanel(page.path, bar.findings);
const overlay = makeOverlay(page.version !== "", () => { if (document.activeElement === document.body) bar.problems.focus(); });
const renewal = makeRenewal(page, () => overlay.close());
const comparison = makeComparison(bar.showChanges);
const stream = makeStream(onEvent);
const asker = makeAsker();

const wasRestored = restorePlace(page.path);
let isGone = false;
let isLeaving = false;
let isFirst = true;

function onEvent(event) {
  if (event && event.status === "building") showBuilding();
  if (event || !isGone) asker.ask();
}

function showBuilding() {
  if (isGone || isLeaving) return;
  bar.showBuilding();
  overlay.showProgress("构建中…");
}

function show(state) {
  if (isLeaving) return;
  if (isGone) announce("预览已恢复");
  isGone = false;
  const outcome = renewal.renew(state);
  isLeaving = outcome === "going";
  if (isLeaving) return;
  bar.show(state);
  bar.showNote(outcome);
  panel.show(state);
  showMarks(state.findings, page.path);
  overlay.show(state);
  if (state.status === "ok") comparison.ask(`${state.build} ${state.time}`);
  if (isFirst) showFirst(state);
  isFirst = false;
}

/** Once, when the marks are there. */
function showFirst(state) {
  if (wasRestored) announce("页面已更新");
  else showAddressed(state.findings);
}

/** The figure that the address names. Who loads a page again or goes back is where they were. */
function showAddressed(findings) {
  const anchor = anchorOf(location.hash);
  const [navigation] = performance.getEntriesByType("navigation");
  if (!isMarked(anchor) || (navigation && navigation.type !== "navigate")) return;
  const finding = findings.find((one) => one.page === page.path && one.anchor === anchor);
  showTarget(anchor, finding ? partsOf(finding, page.path) : []);
}

function anchorOf(hash) {
  try { return decodeURIComponent(hash.slice(1)); } catch (error) { return ""; }
}

function showGone() {
  if (isLeaving) return;
  if (!isGone) bar.showGone();
  overlay.showProgress("预览已停止");
  isGone = true;
}

/** Asks for the state of this page, one question at a time: the last answer is the newest. */
function makeAsker() {
  let busy = false;
  let again = false;
  let timer = 0;

  async function ask() {
    again = true;
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      while (again && !document.hidden) {
        again = false;
        const state = await stateOf(page.path);
        if (state) show(state);
        else showGone();
      }
    } finally {
      busy = false;
    }
    if (isGone && !document.hidden) timer = setTimeout(ask, RETRY);
  }

  return { ask };
}

/** null if the server does not answer, twice: a page that is being left fails once. */
async function stateOf(path) {
  const url = "/_preview/page.json?path=" + encodeURIComponent(path);
  try { return await answerOf(url); } catch (error) { /* once more */ }
  await new Promise((done) => setTimeout(done, SECOND_TRY));
  try { return await answerOf(url); } catch (error) { return null; }
}

async function answerOf(url) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { cache: "no-store", signal: stop.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

function wake() {
  stream.start();
  asker.ask();
}

document.addEventListener("visibilitychange", () => (document.hidden ? stream.stop() : wake()));
addEventListener("pagehide", () => stream.stop());
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
addEventListener("hashchange", () => { const anchor = anchorOf(location.hash); if (isMarked(anchor)) showTarget(anchor); });
if (!document.hidden) wake();

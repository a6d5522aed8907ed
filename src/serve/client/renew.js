// Whether what the tab shows is still what the server has, and what to do if not: load
// the page again, or only exchange its style sheets.
import { recall, remember } from "./dom.js";
import { keepPlace } from "./place.js";

const KEY = "reloads ";
const LOOP_TIME = 10000;
const LOOP_MOST = 20;

/** `page`: {path, version} of what is shown. beforeReload() is called when the page goes. */
export function makeRenewal(page, beforeReload) {
  // After a reload the files are those that it was for, or newer: then they differ again.
  let known = recall("files " + page.path);
  remember("files " + page.path, null);

  /** "going": the page is being loaded again; "stuck": that did not help; "missing"; "same". */
  function renew(state) {
    if (state.version === null) return page.version === "" ? "same" : "missing";
    const before = known || {};
    known = state.assets;
    if (state.version !== page.version) return reload(state);
    const changed = Object.keys(before).filter((path) => before[path] !== known[path]);
    const others = changed.filter((path) => !exchange(path, known[path])).filter(isUsed);
    return others.length > 0 ? reload(state) : "same";
  }

  function reload({ version, assets }) {
    if (!mayReload(page.path, version + JSON.stringify(assets))) return "stuck";
    remember("files " + page.path, assets);
    reloadNow();
    return "going";
  }

  function reloadNow() {
    beforeReload();
    keepPlace(page.path);
    location.reload();
  }

  return { renew, reloadNow };
}

/** A page that comes back as it was would be loaded without end. */
function mayReload(path, wanted) {
  const now = Date.now();
  const recent = (recall(KEY + path) || []).filter((one) => now - one.time < LOOP_TIME);
  const last = recent[recent.length - 1];
  if (recent.length >= LOOP_MOST || (last && last.wanted === wanted)) return false;
  remember(KEY + path, [...recent, { wanted, time: now }]);
  return true;
}

/** Style sheets that are on the way, by the link that they replace. */
const arriving = new Map();

/** Whether the file is a style sheet of the page: then its new text takes the place of the old. */
function exchange(path, version) {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((link) => pathOf(link.href) === path);
  if (version === undefined || links.length === 0) return false;
  for (const link of links) if (![...arriving.values()].includes(link)) exchangeLink(link, version);
  return true;
}

/** The old one goes when the new one is in force: the page is never without. */
function exchangeLink(old, version) {
  const next = old.cloneNode();
  const overtaken = arriving.get(old);
  if (overtaken) overtaken.remove();
  arriving.set(old, next);
  const settle = (gone) => () => {
    if (arriving.get(old) !== next) return;
    arriving.delete(old);
    gone.remove();
  };
  next.addEventListener("load", settle(old));
  next.addEventListener("error", settle(next));
  next.href = new URL(old.href).pathname + "?version=" + encodeURIComponent(version);
  old.after(next);
}

/** Whether the page has to do with a file: names it, or has loaded it (as style sheets do with pictures). */
function isUsed(path) {
  const named = [...document.querySelectorAll("[src], link[href], object[data]")].map((at) => at.src || at.href || at.data);
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  return [...named, ...loaded].some((href) => pathOf(href) === path);
}

function pathOf(href) {
  const url = new URL(href, location.href);
  if (url.origin !== location.origin) return "";
  try { return decodeURIComponent(url.pathname.slice(1)); } catch (error) { return ""; }
}

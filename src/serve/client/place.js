// Where the reader is: kept over a reload. The browser does that too, but not inside of
// tables, not for what was unfolded, and not where a page switches it off.
import { recall, remember, root } from "./dom.js";

const KEY = "place ";

/** What may have been scrolled or unfolded, with a name to find it again by. */
function scrollers() {
  return [...document.querySelectorAll(".table-scroll")].map((box) => ({ box, name: box.getAttribute("aria-label") || "" }));
}

function foldings() {
  return [...document.querySelectorAll("details")].filter((box) => !root.contains(box)).map((box) => {
    const summary = box.querySelector("summary");
    return { box, name: box.id || (summary ? summary.textContent : "") };
  });
}

export function keepPlace(path) {
  remember(KEY + path, {
    left: scrollX,
    top: scrollY,
    scrolled: scrollers().map(({ box, name }) => [name, box.scrollLeft, box.scrollTop]),
    unfolded: foldings().map(({ box, name }) => [name, box.open]),
    focus: document.activeElement ? document.activeElement.id : "",
  });
}

/** Puts the reader back; says whether there was a place to go back to. */
export function restorePlace(path) {
  const place = recall(KEY + path);
  remember(KEY + path, null);
  if (!place) return false;
  unfold(place);
  scroll(place);
  if (document.readyState !== "complete") scrollOnceLoaded(place);
  focus(place.focus);
  return true;
}

function unfold(place) {
  pair(place.unfolded, foldings(), (box, [, open]) => { box.open = open; });
}

function scroll(place) {
  pair(place.scrolled, scrollers(), (box, [, left, top]) => box.scrollTo({ left, top, behavior: "instant" }));
  scrollTo({ left: place.left, top: place.top, behavior: "instant" });
}

/** Until pictures are loaded a page may be too short. Whoever moves meanwhile is left in peace. */
function scrollOnceLoaded(place) {
  let moved = false;
  const moves = ["wheel", "touchstart", "keydown", "mousedown"];
  const move = () => { moved = true; };
  for (const type of moves) addEventListener(type, move, { once: true, passive: true });
  addEventListener("load", () => {
    if (!moved) scroll(place);
    for (const type of moves) removeEventListener(type, move);
  }, { once: true });
}

function focus(id) {
  const target = id ? document.getElementById(id) : null;
  if (target) target.focus({ preventScroll: true });
}

/** Pairs what was kept with what is there: the first of the same name not yet taken. */
function pair(kept, present, act) {
  const free = [...present];
  for (const one of kept) {
    const at = free.findIndex(({ name }) => name === one[0]);
    if (at >= 0) act(free.splice(at, 1)[0].box, one);
  }
}

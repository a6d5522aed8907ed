// How much differs from what is published. That may take the server a second, so it is
// asked only when nothing else is to do, and only for the newest build.

const whenIdle = globalThis.requestIdleCallback || ((act) => setTimeout(act, 200));
const cancelIdle = globalThis.cancelIdleCallback || clearTimeout;

export function makeComparison(show) {
  let waiting = 0;
  let running = null;
  let asked = "";

  /** `build` tells one build from another: of each it is asked once. */
  function ask(build) {
    if (build === asked) return;
    asked = build;
    cancelIdle(waiting);
    waiting = whenIdle(fetchIt, { timeout: 3000 });
  }

  async function fetchIt() {
    if (running) running.abort();
    const stop = running = new AbortController();
    try {
      const answer = await fetch("/_preview/changes.json", { cache: "no-store", signal: stop.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) { /* the server is gone or there is a newer question */ }
    if (running === stop) running = null;
  }

  return { ask };
}

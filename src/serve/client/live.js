// What the server tells as it happens. A browser opens at most six connections to a
// server, and a stream holds one: so one visible tab keeps the stream for all (whoever
// has the lock), and tells the others. A hidden tab gives it up.

const LOCK = "gongkai-preview-events";
const CHANNEL = "gongkai-preview-events";
const RETRY = 1000;

/** Calls told({status}) for each event and told(null) when the connection is lost. */
export function makeStream(told) {
  const shared = Boolean(navigator.locks && globalThis.BroadcastChannel);
  let running = null;

  function start() {
    if (running) return;
    running = shared ? joinOthers(told) : openSource(told);
  }

  function stop() {
    if (running) running.close();
    running = null;
  }

  return { start, stop };
}

/** Hears of events from the tab that has the stream, and waits to become that tab. */
function joinOthers(told) {
  const channel = new BroadcastChannel(CHANNEL);
  const waiting = new AbortController();
  let source = null;
  let leave = () => {};
  let closed = false;
  channel.onmessage = (message) => told(message.data);

  function tellAll(event) {
    told(event);
    channel.postMessage(event);
  }

  function lead() {
    if (closed) return undefined;
    source = openSource(tellAll);
    return new Promise((release) => { leave = release; });
  }

  function close() {
    closed = true;
    if (source) source.close();
    waiting.abort();
    channel.close();
    leave();
  }

  navigator.locks.request(LOCK, { signal: waiting.signal }, lead).catch(() => { /* hidden before its turn */ });
  return { close };
}

/** A stream of one's own. */
function openSource(told) {
  let source = null;
  let timer = 0;

  function open() {
    source = new EventSource("/_preview/events");
    source.onmessage = (message) => told(JSON.parse(message.data));
    source.onerror = () => {
      told(null);
      // It tries again by itself, except after an answer that is no stream of events.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY);
    };
  }

  function close() {
    clearTimeout(timer);
    source.close();
  }

  open();
  return { close };
}

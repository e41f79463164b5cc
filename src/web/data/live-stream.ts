import { followLive, type LiveEvent } from '../../contract/platform/live.ts';
import { belowBase, ownName } from '../base.ts';

/** `paused` since the moment the stream was lost; nothing pretends to be live in between. */
export type StreamState = { kind: 'starting' | 'live' | 'paused'; sinceMs: number };

export type StreamHandlers = {
  event: (event: LiveEvent) => void;
  /** The server cannot tell what was missed: everything may have changed. */
  reset: () => void;
  state: (state: StreamState) => void;
};

type TabMessage = { event: LiveEvent } | { reset: true } | { state: StreamState } | { ask: true };

/**
 * Follows the stream once per browser, not once per tab: a browser allows six connections to a plain-http server, and
 * seven tabs would leave none for anything else. The tab that holds the lock has the stream and tells the others;
 * when it closes, the next one takes over. Without locks (plain http away from localhost) each tab has its own.
 */
export function followStream(handlers: StreamHandlers): () => void {
  if (!navigator.locks) return openStream(handlers);
  const ended = new AbortController();
  const tabs = new BroadcastChannel(ownName('evenkeel-live'));
  let closeStream: (() => void) | undefined;
  let state: StreamState = { kind: 'starting', sinceMs: Date.now() };
  const tell = (message: TabMessage) => tabs.postMessage(message);

  tabs.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if ('ask' in data) {
      if (closeStream) tell({ state });
    } else if ('event' in data) handlers.event(data.event);
    else if ('state' in data) handlers.state(data.state);
    else handlers.reset();
  };
  tell({ ask: true });

  navigator.locks
    .request(ownName('evenkeel-live'), { signal: ended.signal }, () => {
      closeStream = openStream({
        event: (event) => {
          handlers.event(event);
          tell({ event });
        },
        reset: () => {
          handlers.reset();
          tell({ reset: true });
        },
        state: (next) => {
          state = next;
          handlers.state(next);
          tell({ state: next });
        },
      });
      // What happened between the old holder's end and now was heard by nobody.
      handlers.reset();
      tell({ reset: true });
      return new Promise<void>((release) => ended.signal.addEventListener('abort', () => release()));
    })
    .catch(() => {});

  return () => {
    ended.abort();
    closeStream?.();
    tabs.close();
  };
}

const firstRetryMs = 1000;
const lastRetryMs = 30_000;
/** The server beats every 15 s; a connection that went silent for longer is dead even if nobody closed it. */
const silenceMs = 40_000;

/** One EventSource that comes back by itself, also from answers after which browsers give up. */
function openStream(handlers: StreamHandlers): () => void {
  let source: EventSource | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let paused = false;

  const lost = () => {
    if (!paused) handlers.state({ kind: 'paused', sinceMs: Date.now() });
    paused = true;
    clearTimeout(silenceTimer);
    if (source && source.readyState !== EventSource.CLOSED) return;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  };
  const heard = () => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => {
      source?.close();
      lost();
    }, silenceMs);
  };
  const connect = () => {
    source?.close();
    source = new EventSource(belowBase(followLive.path));
    source.onopen = () => {
      retryMs = firstRetryMs;
      paused = false;
      handlers.state({ kind: 'live', sinceMs: Date.now() });
    };
    source.onerror = lost;
    source.addEventListener('change', (event) => {
      handlers.event(JSON.parse(event.data));
    });
    source.addEventListener('reset', () => handlers.reset());
    // Only a server that beats can be missed.
    source.addEventListener('beat', heard);
  };
  connect();
  return () => {
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    source?.close();
  };
}

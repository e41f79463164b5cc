/**
 * Shows notifications of pages while no tab is open. While the server is away it answers with the page of the offline
 * copy, where the app keeps one, and with nothing else: a page that looks alive while the server is gone would be worse
 * than none.
 */

/** The path that a proxy shows Evenkeel under; empty at the root of a host name. */
const base = location.pathname.replace(/\/sw\.js$/, '');
const offlinePage = `${base}/offline.html`;
const offlineFiles = [offlinePage, `${base}/offline.css`, `${base}/offline.js`];
const offlineCache = `evenkeel-offline${base}`;
/** What a proxy says whose server is gone. */
const awayStatuses = [502, 503, 504];
const patienceMs = 15_000;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith(`${base}/api/`)) return;
  if (request.mode === 'navigate') event.respondWith(fromServer(request, offlinePage));
  else if (offlineFiles.includes(pathname)) event.respondWith(fromServer(request, pathname));
});

addEventListener('push', (event) => event.waitUntil(arrive(payloadOf(event.data))));

/** What came to an open tab instead: shown here all the same, and the tab is told how it went. */
addEventListener('message', (event) => {
  const [tab] = event.ports;
  const showing = show(event.data).then(
    () => tab?.postMessage(true),
    () => tab?.postMessage(false),
  );
  event.waitUntil(showing);
});

addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  if (action === 'acknowledge') return event.waitUntil(acknowledge(notification));
  notification.close();
  event.waitUntil(open(notification.data.link));
});

/** What the server answers; what is kept instead while it does not. */
async function fromServer(request, instead) {
  const kept = await (await caches.open(offlineCache)).match(instead).catch(() => undefined);
  if (!kept) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), silence()]);
    return awayStatuses.includes(answer.status) ? kept : answer;
  } catch {
    return kept;
  }
}

const silence = () => new Promise((_, refuse) => setTimeout(refuse, patienceMs, new Error('The server is silent.')));

/** A browser takes the subscription away from workers that receive a message and show nothing. */
function payloadOf(data) {
  try {
    return data.json();
  } catch {
    return { title: 'Evenkeel', body: 'Something wants your attention.', actions: [], link: null };
  }
}

/** A code proves that this browser is reached; an open tab gives it back by itself. */
async function arrive(payload) {
  if (payload.kind === 'verify') {
    for (const tab of await clients.matchAll({ type: 'window' })) tab.postMessage({ verify: payload.link });
  }
  await show(payload);
}

function show(payload) {
  const { title, body, tag, link, acknowledgeLink, actions, requireInteraction, at, kind } = payload;
  const isPage = kind === 'page';
  return registration.showNotification(title, {
    body,
    tag,
    icon: `${base}/icon.svg`,
    // The end of a page replaces it quietly; a page makes itself heard every time.
    renotify: isPage && Boolean(tag),
    silent: !isPage,
    requireInteraction,
    timestamp: Date.parse(at) || Date.now(),
    actions: acknowledgeLink ? actions : [],
    data: { title, tag, link, acknowledgeLink },
  });
}

/**
 * Presses the button of the link's page. The answer leads back to that page, which is there only while the link holds.
 * What it shows replaces the notification by its tag: one that is closed may take its replacement along.
 */
async function acknowledge(notification) {
  const { title, tag, link, acknowledgeLink } = notification.data;
  if (!tag) notification.close();
  const { pathname } = new URL(acknowledgeLink);
  try {
    const answer = await fetch(`${location.origin}${pathname}/acknowledgement`, {
      method: 'POST',
      body: new URLSearchParams(),
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    await show({
      title,
      body: 'Acknowledged. Nobody else will be notified.',
      tag,
      link,
      kind: 'acknowledged',
      actions: [],
    });
  } catch {
    const body = 'It could not be acknowledged from here. Open it and acknowledge there.';
    await show({ title, body, tag, link: acknowledgeLink, kind: 'page', actions: [], requireInteraction: true });
  }
}

/** Brings a tab that is there already to the page, else opens one. */
async function open(link) {
  const { pathname, search } = new URL(link ?? `${base}/`, location.origin);
  const url = location.origin + pathname + search;
  const [tab] = await clients.matchAll({ type: 'window' });
  if (!tab) return clients.openWindow(url);
  await tab.focus();
  return tab.navigate(url);
}

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listMyContactMethods, verifyMyContactMethod } from '../../../../contract/directory/contact-methods.ts';
import { listPages } from '../../../../contract/respond/pages/page.ts';
import { confirmTabMessage, listTabMessages, type TabMessage } from '../../../../contract/respond/tab-messages.ts';
import { tabNumber } from '../../../../domain/respond/tab-number.ts';
import { belowBase } from '../../../base.ts';
import { api } from '../../../data/api.ts';
import { endpointKey } from '../../../data/endpoint-query.ts';
import { onLiveEvent, useLiveState } from '../../../data/live.ts';
import { usePerson } from '../../../data/session.ts';
import { onBrowserNamed, readBrowserId } from '../../../directory/me/contact-methods/this-browser.ts';

const lookWithoutStreamMs = 3_000;
const shownWithinMs = 3_000;

/** Shows what is sent to this browser, says that it was shown, and gives the code of a verification back. */
export function useTabMessages(): void {
  const queries = useQueryClient();
  const personId = usePerson()?.id;
  const isPaused = useLiveState().kind === 'paused';

  useEffect(() => {
    if (personId === undefined) return;
    const look = () => void showWaiting(queries, personId).catch(() => {});
    look();
    const stops = [
      onBrowserNamed(look),
      onLiveEvent('tab', ({ subjectId }) => {
        const browserId = readBrowserId(personId);
        if (browserId !== null && subjectId === tabNumber(browserId)) look();
      }),
    ];
    const timer = isPaused ? setInterval(look, lookWithoutStreamMs) : undefined;
    return () => {
      for (const stop of stops) stop();
      clearInterval(timer);
    };
  }, [queries, personId, isPaused]);

  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const onMessage = ({ data }: MessageEvent<{ verify?: string }>) => {
      if (data.verify) void verify(queries, data.verify).catch(() => {});
    };
    navigator.serviceWorker.addEventListener('message', onMessage);
    return () => navigator.serviceWorker.removeEventListener('message', onMessage);
  }, [queries]);
}

async function showWaiting(queries: QueryClient, personId: number): Promise<void> {
  const browserId = readBrowserId(personId);
  if (browserId === null) return;
  const { items } = await api.call(listTabMessages, { query: { browserId } });
  for (const message of items) {
    const isShown = message.kind === 'verify' || (await notify(message)) || !document.hidden;
    // A hidden tab that may show nothing has not reached anybody.
    if (!isShown) continue;
    await api.call(confirmTabMessage, { params: { id: message.id }, body: { browserId } });
    if (message.kind === 'verify' && message.link) await verify(queries, message.link);
    // What rings in the page itself follows from this.
    else await queries.invalidateQueries({ queryKey: endpointKey(listPages) });
  }
}

/** That the code came here is the proof; nobody has to copy it from one corner of a screen to another. */
async function verify(queries: QueryClient, link: string): Promise<void> {
  const { searchParams, hash } = new URL(link);
  const id = Number(searchParams.get('verify'));
  if (!id || hash === '') return;
  await api.call(verifyMyContactMethod, { params: { id }, body: { code: hash.slice(1) } });
  await queries.invalidateQueries({ queryKey: endpointKey(listMyContactMethods) });
}

/** As a notification of the system, through the worker that also shows those which come by push. */
async function notify(message: TabMessage): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('Notification' in window)) return false;
  if (Notification.permission !== 'granted') return false;
  await navigator.serviceWorker.register(belowBase('/sw.js'));
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    const timer = setTimeout(answer, shownWithinMs, false);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      answer(data === true);
    };
    active?.postMessage(message, [port2]);
  });
}

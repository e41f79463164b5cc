import { useEffect, useRef } from 'react';
import { onLiveEvent } from '../../data/live.ts';
import { preferences } from '../../keys/preferences.ts';
import { paths } from '../../paths.ts';
import { setTitleBadge } from '../../ui/screen/page-title.ts';
import { dismissToast, showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { isAsking, useMyPages } from './my-pages.ts';
import { newPages, seen } from './new-pages.ts';
import { playPageSound } from './page-sound.ts';

/** Events of one page come in bursts. */
const gatherMs = 200;
const toastSeconds = 60;

/** A page that asks this person shows itself on every screen: a message, a number in the title, a sound. */
export function usePageAlarm(): void {
  const { data, refetch } = useMyPages();
  const known = useRef<Map<number, number> | null>(null);
  const toast = useRef<number | null>(null);
  const go = useGo();

  useEffect(() => {
    if (!data) return;
    const asking = data.items.filter(isAsking);
    const arrived = newPages(known.current, asking);
    known.current = seen(known.current, asking);
    setTitleBadge(asking.length);
    if (asking.length === 0 && toast.current !== null) {
      dismissToast(toast.current);
      toast.current = null;
    }
    const [first] = arrived;
    if (!first) return;
    const more = arrived.length > 1 ? ` and ${arrived.length - 1} more` : '';
    toast.current = showToast(`You are paged: ${first.title}${more}`, {
      tone: 'failed',
      action: { label: 'Open', run: () => go(arrived.length > 1 ? paths.home() : paths.page(first.id)) },
      forSeconds: toastSeconds,
    });
    if (preferences.read().pageSound) playPageSound().catch(() => {});
  }, [data, go]);

  useEffect(() => () => setTitleBadge(0), []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveEvent('page', () => {
      // A tab that is seen is kept fresh anyway; this one has to speak up while nobody looks at it.
      if (!document.hidden || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        void refetch();
      }, gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [refetch]);
}

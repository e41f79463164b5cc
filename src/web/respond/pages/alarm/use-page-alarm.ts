import { useEffect, useRef } from 'react';
import { onLiveEvent } from '../../../data/live.ts';
import { preferences } from '../../../keys/preferences.ts';
import { setTitleBadge } from '../../../ui/screen/page-title.ts';
import { useAskingPages } from './my-pages.ts';
import { newPages, seen } from './new-pages.ts';
import { playPageSound } from './page-sound.ts';

/** Events of one page come in bursts. */
const gatherMs = 200;

/** A page that asks this person is noticed on every screen: a number in the title, a sound; the bar says the rest. */
export function usePageAlarm(): void {
  const { asking, refetch } = useAskingPages();
  const known = useRef<Map<number, number> | null>(null);

  useEffect(() => {
    if (!asking) return;
    const arrived = newPages(known.current, asking);
    known.current = seen(known.current, asking);
    setTitleBadge(asking.length);
    if (arrived.length === 0) return;
    if (preferences.read().pageSound) playPageSound().catch(() => {});
  }, [asking]);

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

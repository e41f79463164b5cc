import { ActionIcon, Button } from '@mantine/core';
import { BellRing, Volume2, VolumeX } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useGuard } from '../../../directory/may.ts';
import { preferences, usePreferences } from '../../../keys/preferences.ts';
import { paths } from '../../../paths.ts';
import { Duration } from '../../../ui/time/time.tsx';
import { usePageActions } from '../use-page-actions.ts';
import { useAskingPages } from './my-pages.ts';
import styles from './ringing-bar.module.css';

/** On every screen for as long as a page asks this person: what it is, who is next, and the button that ends it. */
export function RingingBar() {
  const { asking = [] } = useAskingPages();
  const { acknowledge } = usePageActions();
  const guard = useGuard('alerts.respond');
  const { pageSound } = usePreferences();
  const bar = useRef<HTMLElement>(null);
  const [first] = asking;
  useLowerEdge(bar, first !== undefined);
  if (!first) return null;
  return (
    <aside ref={bar} className={styles.bar} aria-label="Ringing page" data-ringing>
      <BellRing size={18} aria-hidden="true" />
      <div className={styles.words}>
        <strong role="alert">
          <a href={paths.page(first.id)}>You are paged: {first.title}</a>
        </strong>
        <span>
          {first.nextStepAt && !first.exhaustedAt && first.stepIndex < first.stepCount && (
            <>
              Escalates to step {first.stepIndex + 1} in <Duration until={first.nextStepAt} look="clock" />
            </>
          )}
        </span>
        {asking.length > 1 && <a href={paths.home()}>{asking.length - 1} more</a>}
      </div>
      <ActionIcon
        variant="transparent"
        className={styles.sound}
        aria-label={pageSound ? 'Mute page sounds' : 'Unmute page sounds'}
        data-tip={pageSound ? 'Mute page sounds' : 'Page sounds are muted'}
        onClick={() => preferences.change({ pageSound: !pageSound })}
      >
        {pageSound ? <Volume2 size={18} aria-hidden="true" /> : <VolumeX size={18} aria-hidden="true" />}
      </ActionIcon>
      <Button variant="default" aria-label="Acknowledge this page" onClick={() => void acknowledge(first)} {...guard}>
        Acknowledge
      </Button>
    </aside>
  );
}

/** Tells drawers and dialogs how much of the lower edge the bar takes, so that it never lies over their buttons. */
function useLowerEdge(bar: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!isShown || !element) return;
    const observer = new ResizeObserver(() => {
      const taken = window.innerHeight - element.getBoundingClientRect().top;
      document.documentElement.style.setProperty('--ringing-edge', `${taken}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      document.documentElement.style.removeProperty('--ringing-edge');
    };
  }, [bar, isShown]);
}

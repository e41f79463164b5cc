import { useEffect, useRef } from 'react';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useLiveState } from '../../data/live.ts';
import { announce } from '../../ui/screen/toasts.ts';
import { useNow } from '../../ui/time/use-now.ts';
import styles from './live-dot.module.css';

const explanations = {
  starting: 'Connecting to live updates.',
  live: 'Changes by others appear here within a second.',
  paused: 'Live updates are interrupted. This screen refreshes every few seconds and reconnects automatically.',
};

/** Says whether what is on the screen follows the server, and since when not. */
export function LiveDot() {
  const { kind, sinceMs } = useLiveState();
  useNow(1000);
  const wasPaused = useRef(false);
  useEffect(() => {
    if (kind === 'paused') announce('Live updates are paused');
    if (kind === 'live' && wasPaused.current) announce('Live updates are back');
    wasPaused.current = kind === 'paused';
  }, [kind]);
  const words = {
    starting: 'Connecting',
    live: 'Live',
    paused: `Live paused ${durationText((Date.now() - sinceMs) / 1000)}`,
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation has to be reachable by keyboard
    <span className={styles.live} data-state={kind} data-tip={explanations[kind]} tabIndex={0}>
      <span className={styles.dot} />
      <span className={styles.words}>{words[kind]}</span>
    </span>
  );
}

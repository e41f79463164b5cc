import { Time } from '../../ui/time/time.tsx';
import styles from './demo-ribbon.module.css';

/** Says on every page that nothing here is real. */
export function DemoRibbon({ madeAt }: { madeAt: string }) {
  return (
    <aside className={styles.ribbon} aria-label="Demo">
      <strong>Demo</strong>, made <Time at={madeAt} />: the shop, its people and all numbers are invented. Nobody is
      notified.
    </aside>
  );
}

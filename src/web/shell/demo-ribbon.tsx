import { Time } from '../ui/time.tsx';
import styles from './demo-ribbon.module.css';

/** Says on every page that nothing here is real. */
export function DemoRibbon({ madeAt }: { madeAt: string }) {
  return (
    <p className={styles.ribbon}>
      <strong>Demo.</strong> The shop, its people and all numbers are made up (<Time at={madeAt} />
      ). Nobody is notified.
    </p>
  );
}

import styles from './key-caps.module.css';
import { keyCaps } from './shortcut-keys.ts';

const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** A shortcut as key caps. Decoration: the element it belongs to carries `aria-keyshortcuts`. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keyCaps(keys, onMac).map((caps) => (
        <span key={caps.join()} className={styles.step}>
          {caps.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

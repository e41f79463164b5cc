import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import styles from '../../learn.module.css';

/** What keeps it from being completed. */
export function MissingPanel({ postmortem: { missing, state } }: { postmortem: Postmortem }) {
  if (state === 'completed' || missing.length === 0) return null;
  return (
    <Panel screenOnly title="Required before completion">
      <ul className={styles.list}>
        {missing.map((what) => (
          <li key={what}>
            <span>
              <Glyph name="ring" /> {what}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

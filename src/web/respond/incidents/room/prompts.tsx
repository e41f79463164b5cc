import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import styles from './room.module.css';

/** Habits that slow a response down, said calmly: what it is, and what helps. */
export function Prompts({ prompts }: { prompts: IncidentRoom['prompts'] }) {
  if (prompts.length === 0) return null;
  return (
    <ul className={styles.prompts} aria-label="Suggestions">
      {prompts.map(({ key, text, advice }) => (
        <li key={key}>
          <Glyph name="eye" />
          <span>
            <strong>{text}</strong> <span className="muted">{advice}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

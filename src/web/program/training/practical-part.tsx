import type { Course } from '../../../contract/program/training.ts';
import { progressWords } from '../../../domain/program/practice.ts';
import { paths } from '../../paths.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import styles from '../program.module.css';

type Done = NonNullable<Course['mine']>['practice'];

/** What the certificate asks for besides the quiz, and how much of it I have done. */
export function PracticalPart({ practice }: { practice: Done }) {
  return (
    <>
      <ul className={styles.plainList}>
        {practice.map((one) => (
          <li key={progressWords(one)}>
            {progressWords(one)} {one.done >= one.count && <Glyph name="check" label="Done" />}
          </li>
        ))}
      </ul>
      <p className="muted">Counted automatically:</p>
      <ul className={`muted ${styles.plainList}`}>
        {practice.some(({ kind }) => kind === 'drill-role') && (
          <li>
            finished <a href={paths.drills()}>drills</a> of the last two years in which you{' '}
            {practice.some((one) => one.kind === 'drill-role' && one.role === 'observer')
              ? 'observed or held the role'
              : 'held the role'}
          </li>
        )}
        {practice.some(({ kind }) => kind === 'shadow-shift') && (
          <li>
            shadow shifts of an hour or more on a <a href={paths.schedules()}>schedule</a> that are over
          </li>
        )}
      </ul>
    </>
  );
}

import type { OutputOf } from '../../../contract/endpoint.ts';
import type { listAssessments } from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { paths } from '../../paths.ts';
import { dayOf } from '../../ui/time/time.tsx';
import styles from './level-history.module.css';

type Summary = OutputOf<typeof listAssessments>['items'][number];

/** The areas over time, the newest first: a table whose cells are the darker the higher the level. */
export function LevelHistory({ assessments, team }: { assessments: readonly Summary[]; team: number | undefined }) {
  const areas = assessments[0]!.areas;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label="Levels over time, table">
      <table className={styles.table}>
        <caption className="visually-hidden">Levels of the areas over time, newest assessment first</caption>
        <thead>
          <tr>
            <th scope="col">Area</th>
            {assessments.map(({ id, completedAt, startedAt }) => (
              <th key={id} scope="col">
                <a href={paths.assessment({ id, team })}>{dayOf(completedAt ?? startedAt)}</a>
                {!completedAt && <div className="muted">Draft</div>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr data-whole>
            <th scope="row">Overall</th>
            {assessments.map(({ id, overall }) => (
              <Cell key={id} level={overall} isLong />
            ))}
          </tr>
          {areas.map(({ key, name }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {assessments.map((one) => (
                <Cell key={one.id} level={one.areas.find((area) => area.key === key)?.level ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ level, isLong }: { level: number | null; isLong?: boolean }) {
  return <td data-level={level ?? 0}>{isLong ? levelText(level) : (level ?? '–')}</td>;
}

import type { OutputOf } from '../../../contract/endpoint.ts';
import type { listAssessments } from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { ChartFigure } from '../../measure/charts/chart-figure.tsx';
import { paths } from '../../paths.ts';
import { dayOf } from '../../ui/time/time.tsx';
import styles from './level-history.module.css';
import { LevelLines } from './level-lines.tsx';

type Summary = OutputOf<typeof listAssessments>['items'][number];

type Props = { assessments: readonly Summary[]; team: number | undefined };

/** The levels over time: as lines once there are two to join, or as a table, which has drafts as well. */
export function LevelHistory({ assessments, team }: Props) {
  const table = <LevelTable assessments={assessments} team={team} />;
  if (assessments.filter(({ completedAt }) => completedAt).length < 2) return table;
  return (
    <ChartFigure
      label="Levels over time"
      chart={(width) => <LevelLines assessments={assessments} team={team} width={width} />}
      table={table}
    />
  );
}

/** The newest first; its cells are the darker the higher the level. */
function LevelTable({ assessments, team }: Props) {
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

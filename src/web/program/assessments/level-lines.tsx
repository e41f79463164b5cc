import type { OutputOf } from '../../../contract/endpoint.ts';
import type { listAssessments } from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { maturityLevels } from '../../../domain/program/maturity/model.ts';
import chart from '../../measure/charts/charts.module.css';
import { useMarks } from '../../measure/charts/marks.ts';
import { paths } from '../../paths.ts';
import { dayOf } from '../../ui/time/time.tsx';
import styles from './level-history.module.css';
import { changeText, type RatedOn, summaryOf } from './level-words.ts';

type Summary = OutputOf<typeof listAssessments>['items'][number];

type Point = RatedOn & { id: number; at: number };

type Props = { assessments: readonly Summary[]; team: number | undefined; width: number };

const gap = 24;
const narrowest = 250;

/** The whole and each area as a line of its own over time, all on the same axes, so that they can be compared. */
export function LevelLines({ assessments, team, width }: Props) {
  const done = assessments
    .flatMap((one) => (one.completedAt ? [{ ...one, completedAt: one.completedAt }] : []))
    .toSorted((left, right) => Date.parse(left.completedAt) - Date.parse(right.completedAt));
  const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
  const ownWidth = (width - gap * (columns - 1)) / columns;
  const pointsBy = (levelOf: (one: Summary) => number | null): Point[] =>
    done.map((one) => ({
      id: one.id,
      at: Date.parse(one.completedAt),
      day: dayOf(one.completedAt),
      level: levelOf(one),
    }));
  const lines = [
    { key: 'overall', name: 'Overall', points: pointsBy(({ overall }) => overall) },
    ...done.at(-1)!.areas.map(({ key, name }) => ({
      ...{ key, name },
      points: pointsBy(({ areas }) => areas.find((area) => area.key === key)?.level ?? null),
    })),
  ];
  return (
    <ul className={styles.lines} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {lines.map(({ key, name, points }) => (
        <li key={key}>
          <strong>{name}</strong>
          <div className="muted">{summaryOf(points)}</div>
          <LevelLine name={name} points={points} width={ownWidth} team={team} />
        </li>
      ))}
    </ul>
  );
}

const left = 20;
const right = 12;
const top = 16;
const step = 16;
const highest = maturityLevels.length;
const bottom = top + (highest - 1) * step;

type LineProps = { name: string; points: readonly Point[]; width: number; team: number | undefined };

function LevelLine({ name, points, width, team }: LineProps) {
  const rated = points.filter(({ level }) => level !== null);
  const { onKeyDown, markProps } = useMarks(rated.length);
  const [from, to] = [points[0]!.at, points.at(-1)!.at];
  const x = (at: number) => left + ((at - from) / Math.max(1, to - from)) * (width - left - right);
  const y = (level: number) => bottom - (level - 1) * step;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={`${name}: levels over time`}
      className={chart.chart}
      width={width}
      height={bottom + 26}
      onKeyDown={onKeyDown}
    >
      {maturityLevels.map(({ level }) => (
        <g key={level}>
          <line className={level === 1 ? chart.base : chart.grid} x1={left} x2={width} y1={y(level)} y2={y(level)} />
          <text x={left - 8} y={y(level) + 4} textAnchor="end">
            {level}
          </text>
        </g>
      ))}
      <polyline className={chart.trendLine} points={rated.map(({ at, level }) => `${x(at)},${y(level!)}`).join(' ')} />
      {rated.map(({ id, at, day, level }, place) => {
        const change = place === 0 ? 0 : level! - rated[place - 1]!.level!;
        const words = `${name} on ${day}: ${levelText(level)}${change === 0 ? '' : `, ${changeText(change)} before`}`;
        return (
          <a
            key={id}
            href={paths.assessment({ id, team })}
            className={chart.mark}
            aria-label={words}
            data-tip={words}
            {...markProps(place)}
          >
            <circle cx={x(at)} cy={y(level!)} r={12} fill="transparent" />
            <circle className={chart.trendPoint} cx={x(at)} cy={y(level!)} r={change === 0 ? 3.5 : 5} />
            {change !== 0 && (
              <text className={chart.strong} x={x(at)} y={y(level!) - 9} textAnchor="middle">
                {change > 0 ? '▲' : '▼'}
                {level}
              </text>
            )}
          </a>
        );
      })}
      <text x={left} y={bottom + 22}>
        {points[0]!.day}
      </text>
      <text x={width} y={bottom + 22} textAnchor="end">
        {points.at(-1)!.day}
      </text>
    </svg>
  );
}

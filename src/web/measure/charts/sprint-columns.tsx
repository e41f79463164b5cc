import styles from './charts.module.css';
import { useMarks } from './marks.ts';

export type SprintColumn = {
  name: string;
  startAt: string;
  href: string;
  n: number;
  bySeverity: number[];
  isWhole: boolean;
  words: string;
};

const left = 28;
const height = 150;

/** One column per sprint, stacked by severity with the most severe at the bottom; sprints that the period cuts are pale. */
export function SprintColumns({ width, label, sprints }: { width: number; label: string; sprints: SprintColumn[] }) {
  const { onKeyDown, markProps } = useMarks(sprints.length);
  const top = Math.max(4, ...sprints.map(({ n }) => n));
  const band = (width - left) / Math.max(1, sprints.length);
  const y = (count: number) => height - (count / top) * (height - 12);
  const longest = Math.max(...sprints.map(({ name }) => shortName(name).length), 3);
  const everyNth = Math.ceil((longest * 7 + 9) / band);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={label}
      className={styles.chart}
      width={width}
      height={height + 22}
      onKeyDown={onKeyDown}
    >
      {[0, Math.ceil(top / 2), top].map((count) => (
        <g key={count}>
          <line className={count === 0 ? styles.base : styles.grid} x1={left} x2={width} y1={y(count)} y2={y(count)} />
          <text x={left - 6} y={y(count) + 4} textAnchor="end">
            {count}
          </text>
        </g>
      ))}
      {sprints.map((sprint, index) => (
        <a
          key={sprint.startAt}
          href={sprint.href}
          className={styles.mark}
          aria-label={sprint.words}
          data-tip={sprint.words}
          {...markProps(index)}
        >
          <rect x={left + index * band} y={0} width={band} height={height} fill="transparent" />
          <Stack sprint={sprint} x={left + index * band + band * 0.18} width={Math.max(2, band * 0.64)} y={y} />
          {index % everyNth === 0 && (
            <text x={left + (index + 0.5) * band} y={height + 16} textAnchor="middle">
              {shortName(sprint.name)}
            </text>
          )}
        </a>
      ))}
    </svg>
  );
}

/** What fits below a column; the whole name stands in its tip and in the table. */
function shortName(name: string): string {
  return name.length <= 12 ? name : `${name.slice(0, 11)}…`;
}

type StackProps = { sprint: SprintColumn; x: number; width: number; y: (count: number) => number };

function Stack({ sprint, x, width, y }: StackProps) {
  return sprint.bySeverity.map((count, index) => {
    const below = sprint.bySeverity.slice(0, index).reduce((sum, each) => sum + each, 0);
    const severity = index + 1;
    return (
      count > 0 && (
        <rect
          key={severity}
          className={`${styles[`bar${severity}`]} ${sprint.isWhole ? '' : styles.cut}`}
          x={x}
          width={width}
          y={y(below + count)}
          height={Math.max(0, y(below) - y(below + count) - 1)}
        />
      )
    );
  });
}

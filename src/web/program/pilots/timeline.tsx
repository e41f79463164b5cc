import { addDays, daysBetween } from '../../../domain/program/plans/plan.ts';
import { calendarDateText } from '../../ui/time/time-text.ts';
import styles from './plan.module.css';

export type TimelineRow = {
  key: string;
  label: string;
  /** A phase or a wave above its rows. */
  isHead?: boolean;
  /** YYYY-MM-DD, both included. */
  from: string;
  until: string;
  look: 'open' | 'done' | 'overdue' | 'blocked' | 'span';
  /** Keys of rows that come first. */
  after: readonly string[];
};

type Props = { width: number; label: string; rows: readonly TimelineRow[]; today: string };

const top = 24;
const narrow = 640;

/** Bars on a common calendar, with today's line and what waits for what. */
export function Timeline({ width, label, rows, today }: Props) {
  const isNarrow = width < narrow;
  const left = isNarrow ? 0 : Math.min(320, width * 0.36);
  const rowHeight = isNarrow ? 44 : 30;
  const first = rows.reduce((date, { from }) => (from < date ? from : date), rows[0]?.from ?? today);
  const last = rows.reduce((date, { until }) => (until > date ? until : date), rows[0]?.until ?? today);
  const days = daysBetween(first, last) + 1;
  const x = (date: string) => left + (daysBetween(first, date) / days) * (width - left - 2);
  const height = top + rows.length * rowHeight;
  const placeOf = new Map(rows.map(({ key }, place) => [key, place]));
  const barY = (place: number) => top + place * rowHeight + (isNarrow ? 26 : 8);
  const isTodayShown = today >= first && today <= last;
  return (
    <svg role="img" aria-label={label} className={styles.timeline} width={width} height={height}>
      {months(first, last, width - left).map((date) => (
        <g key={date}>
          <line className={styles.grid} x1={x(date)} x2={x(date)} y1={top - 6} y2={height} />
          {(!isTodayShown || Math.abs(x(date) - x(today) + 14) > 44) && (
            <text className={styles.quiet} x={x(date) + 4} y={12}>
              {monthText(date)}
            </text>
          )}
        </g>
      ))}
      {rows.flatMap((row, place) =>
        row.after.flatMap((key) => {
          const before = placeOf.get(key);
          if (before === undefined) return [];
          const [fromX, toX] = [x(addDays(rows[before]!.until, 1)), x(row.until)];
          const [fromY, toY] = [barY(before) + 7, barY(place) + 7];
          return [
            <path
              key={`${key} ${row.key}`}
              className={styles.wait}
              d={`M${fromX} ${fromY} H${fromX + 5} V${toY} H${toX}`}
            />,
          ];
        }),
      )}
      {rows.map((row, place) => (
        <g key={row.key}>
          <text
            className={row.isHead ? styles.phase : undefined}
            x={row.isHead || isNarrow ? 0 : 12}
            y={top + place * rowHeight + (isNarrow ? 18 : 20)}
          >
            {cut(row.label, isNarrow ? width / 7 : (left - 20) / 6.6)}
          </text>
          <rect
            className={row.look === 'span' ? styles.span : styles.bar}
            data-look={row.look}
            x={x(row.from)}
            y={barY(place)}
            width={Math.max(5, x(addDays(row.until, 1)) - x(row.from))}
            height={row.isHead ? 8 : 14}
            rx={3}
          >
            <title>
              {row.label}: {calendarDateText(row.from)} to {calendarDateText(row.until)}
            </title>
          </rect>
        </g>
      ))}
      {isTodayShown && (
        <g>
          <line className={styles.today} x1={x(today)} x2={x(today)} y1={top - 6} y2={height} />
          <text x={x(today)} y={12} textAnchor="middle" className={styles.phase}>
            Today
          </text>
        </g>
      )}
    </svg>
  );
}

/** The first of each month, or of every second or third where there is little room. */
function months(first: string, last: string, width: number): string[] {
  const found: string[] = [];
  for (let date = `${first.slice(0, 7)}-01`; date <= last; date = nextMonth(date)) if (date >= first) found.push(date);
  const every = Math.max(1, Math.ceil((found.length * 48) / Math.max(1, width)));
  return found.filter((_, place) => place % every === 0);
}

const nextMonth = (date: string) => `${addDays(date, 32).slice(0, 7)}-01`;

const monthText = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' });

const cut = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;

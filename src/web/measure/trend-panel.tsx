import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { type MeasureQuery, readMeasureTrend, type trendMeasures } from '../../contract/measure/measures.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import charts from './charts/charts.module.css';
import { TrendLine } from './charts/trend-line.tsx';
import { trendTicks } from './charts/trend-ticks.ts';
import { countText, secondsText, shareText } from './figure-text.ts';
import { incidents, rowsCount } from './measure-parts.tsx';
import styles from './measures.module.css';
import { rowsLink } from './rows-link.ts';

type Key = (typeof trendMeasures)[number];

const lines: Record<
  Key,
  { label: string; axis: string; text: (value: number | null) => string; unit: 'seconds' | 'count' | 'share' }
> = {
  restore: { label: 'Time to restore (MTTR)', axis: 'Median time to restore', text: secondsText, unit: 'seconds' },
  acknowledge: {
    label: 'Time to acknowledge (TTA)',
    axis: 'Median time to acknowledge',
    text: secondsText,
    unit: 'seconds',
  },
  incidents: { label: 'Incidents', axis: 'Incidents declared', text: countText, unit: 'count' },
  postmortems: {
    label: 'Postmortems completed',
    axis: 'Share of required postmortems completed',
    text: shareText,
    unit: 'share',
  },
  recurrence: { label: 'Recurrence', axis: 'Share that recurred within 90 days', text: shareText, unit: 'share' },
};

const choices = Object.entries(lines).map(([value, { label }]) => ({ value, label }));
const yearMs = 365 * 86_400_000;
const follows = ['incident', 'postmortem', 'recurrence', 'sprintCalendar'] as const;

/** One measure over time: a year at least, so that there is something to see. */
export function TrendPanel({ query }: { query: Partial<MeasureQuery> }) {
  const [key, setKey] = useState<Key>('restore');
  const [by, setBy] = useState<'month' | 'sprint'>('month');
  const from = new Date(Math.min(Date.parse(query.from!), Date.parse(query.to!) - yearMs)).toISOString();
  const { data, error, refetch } = useEndpoint(
    readMeasureTrend,
    { query: { ...query, from, measure: key, by } },
    { follows },
  );
  const line = lines[key];
  const stretch = by === 'month' ? 'Month' : 'Sprint';
  const few = data?.points.filter(({ n, isEnoughForTrend }) => n > 0 && !isEnoughForTrend).length ?? 0;
  return (
    <Panel title={`${line.label} by ${by}`}>
      <div className={styles.trendChoices}>
        <Select
          aria-label="Measure over time"
          allowDeselect={false}
          data={choices}
          value={key}
          onChange={(value) => setKey(value as Key)}
        />
        <SegmentedControl
          aria-label="By"
          data={[
            { value: 'month', label: 'By month' },
            { value: 'sprint', label: 'By sprint' },
          ]}
          value={by}
          onChange={(value) => setBy(value as 'month' | 'sprint')}
        />
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={5} label="Loading the trend" />}
      {data && (
        <>
          <ChartFigure
            label={`${line.label} by ${by}`}
            chart={(width) => (
              <>
                <TrendLine
                  width={width}
                  label={`${line.axis} by ${by}; band: 95% interval`}
                  yTitle={line.axis}
                  xTitle={by === 'month' ? `Month (${data.zone})` : 'Sprint'}
                  ticks={trendTicks(largestOf(data.points), line.unit)}
                  text={line.text}
                  points={data.points.map((point) => ({
                    ...point,
                    name: nameOf(point.name, by),
                    isEnough: point.isEnoughForTrend,
                    href: rowsLink(point.rowsHref),
                    words: wordsOf(point, stretch, line.text),
                  }))}
                />
                <div className={charts.legend}>
                  {line.unit !== 'count' && <span>Band: 95% interval.</span>}
                  <span>
                    {line.unit === 'count'
                      ? 'Hollow: only partly in the period.'
                      : 'Hollow: fewer than ten incidents, so it says little by itself.'}
                  </span>
                  <span>n: incidents counted. Press a point for its incidents.</span>
                </div>
              </>
            )}
            table={
              <DataTable
                caption={`${line.label} by ${by}`}
                head={[stretch, 'n', line.axis, '95% interval', 'Enough to compare']}
                rows={data.points.map((point) => ({
                  key: point.name,
                  cells: [
                    point.isWhole ? point.name : `${point.name} (partial)`,
                    rowsCount(point.n, point.rowsHref),
                    line.text(point.value),
                    point.interval ? `${line.text(point.interval.low)} – ${line.text(point.interval.high)}` : '–',
                    point.isEnoughForTrend ? 'yes' : 'no',
                  ],
                }))}
              />
            }
          />
          <p>
            Later half compared with the earlier one: <span className="muted">{data.trend.explanation}</span>
            {line.unit !== 'count' && few > 0 && (
              <span className="muted">
                {' '}
                {few} of {data.points.length} points have fewer than ten incidents.
              </span>
            )}
          </p>
          <p className={styles.note}>{data.definition}</p>
        </>
      )}
    </Panel>
  );
}

type Point = {
  name: string;
  n: number;
  value: number | null;
  interval: { low: number; high: number } | null;
  isWhole: boolean;
};

function largestOf(points: readonly Point[]): number {
  return Math.max(0, ...points.map(({ value, interval }) => Math.max(value ?? 0, interval?.high ?? 0)));
}

function wordsOf(
  { name, n, value, interval, isWhole }: Point,
  stretch: string,
  text: (value: number | null) => string,
) {
  const band = interval ? `, 95% interval ${text(interval.low)} to ${text(interval.high)}` : '';
  return `${stretch} ${name}: ${text(value)}, ${incidents(n)}${band}${isWhole ? '' : '; only partly in the period'}`;
}

/** `2026-11` → `Nov 26` */
function nameOf(name: string, by: 'month' | 'sprint'): string {
  if (by === 'sprint') return name;
  const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(Date.parse(`${name}-01`));
  return `${month} ${name.slice(2, 4)}`;
}

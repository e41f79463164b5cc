import { Button, SegmentedControl, Select } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type MeasureQuery, readMeasureTrend } from '../../contract/measure/measures.ts';
import { severities, severityLabel } from '../../domain/severity.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { type MeasureSearch, paths, withSearch } from '../paths.ts';
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

type Key = NonNullable<MeasureSearch['line']>;
type By = NonNullable<MeasureSearch['by']>;

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

const bySteps: Record<By, string> = { week: 'Week', month: 'Month', sprint: 'Sprint' };
const severityChoices = [
  { value: '', label: 'All severities' },
  ...severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) })),
];
const choices = Object.entries(lines).map(([value, { label }]) => ({ value, label }));
const yearMs = 365 * 86_400_000;
const follows = ['incident', 'postmortem', 'recurrence', 'sprintCalendar'] as const;

/** One measure over time: a year at least, so that there is something to see. What is chosen stands in the address. */
export function TrendPanel({ query, search }: { query: Partial<MeasureQuery>; search: MeasureSearch }) {
  const router = useRouter();
  const change = (next: Partial<MeasureSearch>) => router.history.replace(paths.measures({ ...search, ...next }));
  const { line: key = 'restore', by = 'month', severity } = search;
  const from = new Date(Math.min(Date.parse(query.from!), Date.parse(query.to!) - yearMs)).toISOString();
  const asked = { ...query, from, measure: key, by, severity };
  const { data, error, refetch } = useEndpoint(readMeasureTrend, { query: asked }, { follows });
  const line = lines[key];
  const stretch = bySteps[by];
  const title = `${line.label}${severity === undefined ? '' : `, ${severityLabel(severity)}`} by ${by}`;
  const few = data?.points.filter(({ n, isEnoughForTrend }) => n > 0 && !isEnoughForTrend).length ?? 0;
  return (
    <Panel
      title={title}
      actions={
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          href={withSearch('/api/v1/measures/trend.csv', asked)}
          download
        >
          CSV
        </Button>
      }
    >
      <div className={styles.trendChoices}>
        <Select
          aria-label="Measure over time"
          allowDeselect={false}
          data={choices}
          value={key}
          onChange={(value) => change({ line: value as Key })}
        />
        <SegmentedControl
          aria-label="By"
          data={Object.entries(bySteps).map(([value, label]) => ({ value, label }))}
          value={by}
          onChange={(value) => change({ by: value as By })}
        />
        <Select
          aria-label="Severity of the trend"
          allowDeselect={false}
          data={severityChoices}
          value={severity === undefined ? '' : String(severity)}
          onChange={(value) => change({ severity: value ? Number(value) : undefined })}
        />
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={5} label="Loading the trend" />}
      {data && (
        <>
          <ChartFigure
            label={title}
            chart={(width) => (
              <>
                <TrendLine
                  width={width}
                  label={`${line.axis} by ${by}; band: 95% interval`}
                  yTitle={line.axis}
                  xTitle={by === 'sprint' ? 'Sprint' : `${by === 'week' ? 'Week from' : 'Month'} (${data.zone})`}
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
                caption={title}
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

/** `2026-11` → `Nov 26`, `2026-11-02` → `2 Nov` */
function nameOf(name: string, by: By): string {
  if (by === 'sprint') return name;
  const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${name.slice(0, 7)}-01`),
  );
  if (by === 'week') return `${Number(name.slice(8))} ${month}`;
  return `${month} ${name.slice(2, 4)}`;
}
